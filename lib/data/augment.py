"""Augmentation: pictures moved, turned or mirrored a little, and different in each epoch.

A digit two pixels further to the left is the same digit. A network that sees each picture in a new
place each time it is shown has to learn the digit and not its place. Every class here is called as
``augment(X, rng)``, which is what ``DataLoader(…, transform=augment)`` does; every picture gets a
draw of its own. For training only: the dev and test pictures stay what they are.

What comes into the picture from outside is 0. So augment first, and take the mean off afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from numbers import Integral, Real

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

_TOGETHER = 16


class Shift:
    """Move each picture by whole pixels, up or down and to a side.

    Both distances are drawn from -pixels, …, 0, …, pixels, each as likely.

    Shape
    -----
    (N, H, W) or (N, C, H, W) → the same; all channels of a picture move together.

    Parameters
    ----------
    pixels : int
        The farthest. What leaves the picture is lost, so leave room: MNIST's digits have four
        empty pixels on each side.

    Raises
    ------
    TypeError, ValueError
        If pixels is not a whole number from 0 up, or X not a batch of pictures.

    Examples
    --------
    >>> dot = np.zeros((1, 3, 3), dtype=int)
    >>> dot[0, 1, 1] = 7
    >>> Shift(1)(np.repeat(dot, 2, axis=0), np.random.default_rng(0))
    array([[[0, 0, 0],
            [0, 0, 0],
            [0, 7, 0]],
    <BLANKLINE>
           [[0, 0, 0],
            [7, 0, 0],
            [0, 0, 0]]])

    References
    ----------
    Simard, Steinkraus, Platt (2003), "Best practices for convolutional neural networks applied to
    visual document analysis", section 2.
    """

    def __init__(self, pixels: int):
        if isinstance(pixels, bool) or not isinstance(pixels, Integral):
            raise TypeError(f"Shift got pixels={pixels!r}, expected a whole number, such as 2")
        if pixels < 0:
            raise ValueError(f"Shift got pixels={pixels}, expected 0 or more; it moves both ways")
        self.pixels = int(pixels)

    def __call__(self, X: np.ndarray, rng: np.random.Generator | int) -> np.ndarray:
        X, p = _pictures(X, "Shift"), self.pixels
        down, right = np.random.default_rng(rng).integers(-p, p, size=(2, len(X)), endpoint=True)
        # In a frame of p zeros, a picture moved down is a window that begins higher up.
        windows = sliding_window_view(_framed(X, p, p), X.shape[-2:], axis=(-2, -1))
        windows = np.moveaxis(windows, (-4, -3), (1, 2))
        return windows[np.arange(len(X)), p - down, p - right]

    def __repr__(self) -> str:
        return f"Shift({self.pixels})"


class Rotate:
    """Turn each picture about its center by an angle of its own.

    The angle θ is drawn evenly from -degrees to degrees; above 0 it turns counterclockwise. With u
    counted downward and v to the right from the center, a new pixel is what the old picture has at

        u' = u cos θ + v sin θ        v' = v cos θ - u sin θ

    which lies between four pixels: the nearer one counts more (bilinear interpolation). Whole
    numbers are rounded again. No pixel gets lighter or darker than the old picture (and 0) was.

    Shape
    -----
    (N, H, W) or (N, C, H, W) → the same; all channels of a picture turn together.

    Parameters
    ----------
    degrees : float
        The largest angle, up to 180. For digits, stay far below: a 6 upside down is a 9.

    Raises
    ------
    TypeError, ValueError
        If degrees is not a number from 0 to 180, or X not a batch of pictures.

    Examples
    --------
    >>> bar = np.zeros((1, 3, 3), dtype=np.uint8)
    >>> bar[0, 1] = 100
    >>> Rotate(20)(bar, np.random.default_rng(0))
    array([[[  0,   0,   9],
            [ 90, 100,  90],
            [  9,   0,   0]]], dtype=uint8)

    References
    ----------
    As for Shift.
    """

    def __init__(self, degrees: float):
        self.degrees = _number_up_to(degrees, 180, "Rotate", "degrees")

    def __call__(self, X: np.ndarray, rng: np.random.Generator | int) -> np.ndarray:
        X = _pictures(X, "Rotate")
        theta = np.radians(np.random.default_rng(rng).uniform(-self.degrees, self.degrees, len(X)))
        turned = np.empty_like(X)
        # A few pictures at a time: what is computed on the way stays in the processor's cache.
        for start in range(0, len(X), _TOGETHER):
            few = slice(start, start + _TOGETHER)
            turned[few] = _turned(X[few], theta[few])
        return turned

    def __repr__(self) -> str:
        return f"Rotate({self.degrees:g})"


class Flip:
    """Mirror some of the pictures, left for right.

    A cat in a mirror is a cat, but nothing checks that. A mirrored 5 is close to a 2, a mirrored b
    is a d, and an arrow to the left is one to the right: the label would be wrong, and the network
    would learn it. Only flip where you would give the mirror image the same label.

    Shape
    -----
    (N, H, W) or (N, C, H, W) → the same.

    Parameters
    ----------
    p : float
        The probability for each picture.

    Raises
    ------
    TypeError, ValueError
        If p is not a number from 0 to 1, or X not a batch of pictures.

    Examples
    --------
    >>> Flip()(np.array([[[1, 2]], [[1, 2]], [[1, 2]]]), np.random.default_rng(0))[:, 0]
    array([[1, 2],
           [2, 1],
           [2, 1]])

    References
    ----------
    Krizhevsky, Sutskever, Hinton (2012), "ImageNet classification with deep convolutional neural
    networks", section 4.1.
    """

    def __init__(self, p: float = 0.5):
        self.p = _number_up_to(p, 1, "Flip", "p")

    def __call__(self, X: np.ndarray, rng: np.random.Generator | int) -> np.ndarray:
        X = _pictures(X, "Flip")
        flipped = np.random.default_rng(rng).random(len(X)) < self.p
        result = X.copy()
        result[flipped] = X[flipped][..., ::-1]
        return result

    def __repr__(self) -> str:
        return f"Flip(p={self.p:g})"


class Compose:
    """One augmentation after the other.

    Parameters
    ----------
    *steps : callable
        Each of (X, rng), such as ``Shift(2)`` or a function of your own.

    Raises
    ------
    TypeError
        If one of them cannot be called.

    Examples
    --------
    >>> from lib.data import DataLoader, load_digits
    >>> digits = load_digits()
    >>> augment = Compose(Shift(1), Rotate(10))
    >>> loader = DataLoader(digits.images, digits.target, transform=augment, rng=0)
    >>> X, y = next(iter(loader))
    >>> X.shape, bool((y == digits.target[:32]).all())
    ((32, 8, 8), True)
    """

    def __init__(self, *steps: Callable[[np.ndarray, np.random.Generator], np.ndarray]):
        for step in steps:
            if not callable(step) or isinstance(step, type):
                raise TypeError(
                    f"Compose got {step!r}, expected functions of (X, rng), as in "
                    "Compose(Shift(2), Rotate(10))"
                )
        self.steps = steps

    def __call__(self, X: np.ndarray, rng: np.random.Generator | int) -> np.ndarray:
        # One generator for all steps: with the same int for each, their draws would agree.
        rng = np.random.default_rng(rng)
        for step in self.steps:
            X = step(X, rng)
        return X

    def __repr__(self) -> str:
        return f"Compose({', '.join(map(repr, self.steps))})"


def _pictures(X: np.ndarray, who: str) -> np.ndarray:
    X = np.asarray(X)
    if X.dtype.kind not in "buif":
        raise TypeError(f"{who} got pictures of dtype {X.dtype}, expected real numbers")
    if X.ndim not in (3, 4):
        raise ValueError(
            f"{who} got X of shape {X.shape}, expected (N, H, W) or (N, C, H, W); a single picture "
            "is X[None], and rows of pixels are X.reshape(len(X), height, width)"
        )
    return X


def _number_up_to(value: float, most: float, who: str, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{who} got {name}={value!r}, expected a number from 0 to {most}")
    if not (isfinite(value) and 0 <= value <= most):
        raise ValueError(f"{who} got {name}={value}, expected a number from 0 to {most}")
    return float(value)


def _framed(X: np.ndarray, before: int, after: int) -> np.ndarray:
    """Return the pictures with so many zeros before and after each row and column."""
    *outer, H, W = X.shape
    framed = np.zeros((*outer, before + H + after, before + W + after), X.dtype)
    framed[..., before : before + H, before : before + W] = X
    return framed


def _turned(X: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """Return the pictures turned by theta, rounded if they are of whole numbers."""
    *_, H, W = X.shape
    rows, columns = _places_in_frame(theta, H, W)
    top, left = (place.astype(np.intp) for place in (rows, columns))  # Rounds down: none below 0.
    dtype = np.result_type(X.dtype, np.float32)
    down, right = (rows - top).astype(dtype)[:, None], (columns - left).astype(dtype)[:, None]

    # All pixels in one row; a picture's channels are looked at in the same places.
    framed = _framed(X.reshape(len(X), -1, H, W), before=1, after=2)
    starts = np.arange(framed[..., 0, 0].size).reshape(*framed.shape[:2], 1, 1)
    width = framed.shape[-1]
    first = starts * framed[0, 0].size + (top * width + left)[:, None]
    a, b, c, d = (framed.take(first + step) for step in (0, 1, width, width + 1))
    above = a * (1 - right) + b * right
    below = c * (1 - right) + d * right
    turned = (above * (1 - down) + below * down).reshape(X.shape)

    # A mean lies between its terms; rounded in the last digit, it may not.
    low, high = np.fmin.reduce(X, axis=None, initial=0), np.fmax.reduce(X, axis=None, initial=0)
    turned = turned.clip(low, high)
    return turned if X.dtype.kind == "f" else np.rint(turned)


def _places_in_frame(theta: np.ndarray, H: int, W: int) -> tuple[np.ndarray, np.ndarray]:
    """Return where the new pixels come from, (N, H, W) rows and columns in a frame of width 1."""
    u = (np.arange(H) - (H - 1) / 2)[:, None]
    v = np.arange(W) - (W - 1) / 2
    cos, sin = np.cos(theta)[:, None, None], np.sin(theta)[:, None, None]
    rows = u * cos + v * sin + (H + 1) / 2
    columns = v * cos - u * sin + (W + 1) / 2
    # What lies farther outside is 0, as the frame is.
    return rows.clip(0, H + 1), columns.clip(0, W + 1)
