"""PoolingStepper: max, average and L2 pooling window by window, and where the gradient goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lib.nn.pooling import AvgPool2d, LPPool2d, MaxPool2d

from .base import Explorable, fallback_table
from .pooling_traits import MOST_PLACES, SIDE, Deltas, SmallPicture
from .traits import Choice, Number

KINDS = ("max", "average", "l2")
WAYS = ("forward", "back")

#: How far the chosen square is pushed up and down in the check.
NUDGE = 0.01

#: The measured slope agrees with the gradient when they differ by less than this.
AGREE = 1e-3


class PoolingNumbers(NamedTuple):
    """All numbers of the figure; windows and squares are counted in reading order.

    ``shape`` is that of the pooled map, ``pooled`` its rows. For each window, ``winners`` is the
    place (0 to 15) of its largest number, the first of them if several are, and ``ties`` how many
    are. ``gradient`` is dL/dx of each square from the windows done so far, ``whole`` from all of
    them. ``up``, ``down`` and ``measured`` are the slopes of L = Σ δ·y for the chosen square:
    pushed up, down, and both ways. ``agrees`` says whether ``measured`` is its gradient;
    ``corners`` are the windows that give L a corner there. ``moved`` is the pooled map after the
    picture has moved one square to the right (what leaves comes in on the left), ``changed`` how
    many of its numbers are then different.
    """

    shape: list[int]
    pooled: list[list[float]]
    winners: list[int]
    ties: list[int]
    gradient: list[list[float]]
    whole: list[list[float]]
    up: float
    down: float
    measured: float
    agrees: bool
    corners: list[int]
    moved: list[list[float]]
    changed: int


def layer(kind: str, size: int, stride: int) -> MaxPool2d | AvgPool2d | LPPool2d:
    """Return the pooling layer of the library.

    Examples
    --------
    >>> layer("l2", 2, 1)
    LPPool2d(norm_type=2, kernel_size=(2, 2), stride=(1, 1))
    """
    if kind == "l2":
        return LPPool2d(2, size, stride)
    return {"max": MaxPool2d, "average": AvgPool2d}[kind](size, stride)


def _pool(kind: str, size: int, stride: int, x: np.ndarray) -> np.ndarray:
    return layer(kind, size, stride)(x[None, None])[0, 0]


def _back(kind: str, size: int, stride: int, x: np.ndarray, delta: np.ndarray) -> np.ndarray:
    pool = layer(kind, size, stride)
    pool(x[None, None])
    return pool.backward(delta[None, None])[0, 0] + 0.0  # no -0


def _windows(x: np.ndarray, size: int, stride: int) -> list[np.ndarray]:
    views = np.lib.stride_tricks.sliding_window_view(x, (size, size))[::stride, ::stride]
    return list(views.reshape(-1, size, size))


def _corners(
    kind: str, x: np.ndarray, delta: np.ndarray, square: int, size: int, stride: int
) -> list[int]:
    """Return the windows whose part of L has no single slope for this square."""
    here = np.zeros_like(x, dtype=bool)
    here.flat[square] = True
    found = []
    both = zip(_windows(x, size, stride), _windows(here, size, stride), strict=True)
    for i, (window, chosen) in enumerate(both):
        if not chosen.any() or delta.flat[i] == 0:
            continue
        largest = window == window.max()
        if kind == "max" and largest[chosen].all() and largest.sum() > 1:
            found.append(i)
        if kind == "l2" and not window.any():
            found.append(i)
    return found


def numbers(
    picture: Sequence[Sequence[int]],
    grad: Sequence[Sequence[int]],
    kind: str,
    size: int,
    stride: int,
    place: int,
    square: int,
) -> PoolingNumbers:
    """Pool a picture, and send the gradient of each pooled number back to its window.

    Max: y is the largest number of the window, and dL/dx = δ for the winner, 0 for the others.
    Average: y = Σx / n², and dL/dx = δ / n² for each. L2: y = √Σx², and dL/dx = δ · x / y. Where
    windows overlap, what comes from each of them is added.

    Parameters
    ----------
    picture : array-like of shape (4, 4)
    grad : array-like, at least of the shape of the pooled map
        δ of each pooled number.
    kind : str
        ``"max"``, ``"average"`` or ``"l2"``.
    size, stride : int
        n, the side of the window, and how far it goes in a step.
    place : int
        How many windows have sent their δ back.
    square : int
        The square whose gradient is measured, 0 to 15 in reading order.

    Examples
    --------
    >>> found = numbers(PICTURE, GRAD, "max", size=2, stride=2, place=1, square=1)
    >>> found.pooled, found.gradient[0], found.changed
    ([[5.0, 2.0], [7.0, 6.0]], [0.0, 2.0, 0.0, 0.0], 2)
    >>> [round(g, 2) for g in numbers(PICTURE, GRAD, "l2", 2, 2, place=1, square=1).gradient[0]]
    [0.28, 1.4, 0.0, 0.0]
    """
    x = np.array(picture, dtype=float)
    pooled = _pool(kind, size, stride, x)
    delta = np.array(grad, dtype=float)[: pooled.shape[0], : pooled.shape[1]]
    done = (np.arange(delta.size) < place).reshape(delta.shape)
    one_hot = np.eye(delta.size).reshape(-1, *delta.shape)
    whole = _back(kind, size, stride, x, delta)

    push = np.zeros_like(x)
    push.flat[square] = NUDGE
    low, middle, high = (
        float((delta * _pool(kind, size, stride, x + way * push)).sum()) for way in (-1, 0, 1)
    )
    measured = (high - low) / (2 * NUDGE)
    moved = _pool(kind, size, stride, np.roll(x, 1, axis=1))
    return PoolingNumbers(
        shape=list(pooled.shape),
        pooled=pooled.tolist(),
        winners=[int(np.argmax(_back("max", size, stride, x, one))) for one in one_hot],
        ties=[int((window == window.max()).sum()) for window in _windows(x, size, stride)],
        gradient=_back(kind, size, stride, x, delta * done).tolist(),
        whole=whole.tolist(),
        up=(high - middle) / NUDGE,
        down=(middle - low) / NUDGE,
        measured=measured,
        agrees=bool(abs(measured - whole.flat[square]) < AGREE),
        corners=_corners(kind, x, delta, square, size, stride),
        moved=moved.tolist(),
        changed=int((~np.isclose(moved, pooled, rtol=0, atol=1e-9)).sum()),
    )


PICTURE = ((1, 5, 2, 0), (3, 4, 1, 2), (0, 1, 6, 1), (7, 2, 0, 3))
GRAD = ((2, 1, -2), (-1, 3, 1), (1, -3, 2))


class PoolingStepper(Explorable):
    """Step a window over a small picture: max, average or L2; forward, or the gradient back.

    Parameters
    ----------
    kind : str
        ``"max"``, ``"average"`` or ``"l2"`` (the root of the sum of squares).
    way : str
        ``"forward"``, or ``"back"``: δ of each pooled number is known, and the gradient of each
        square of the picture is worked out.
    size : int
        The window has so many rows and columns, 2 or 3.
    stride : int
        How far it goes in a step, 1 or 2; with 1 windows overlap.
    picture : array-like
        4 × 4 whole numbers from -9 to 9.
    grad : array-like
        δ, whole numbers from -9 to 9: a row for each row of windows. Kept as 3 × 3, the most there
        can be.
    place : int
        How many windows are done, 0 to 9.
    window : int
        Which of them is looked at, counted from 1; 0 is the last one.
    square : int
        The chosen square of the picture, counted from 0 in reading order.

    Examples
    --------
    >>> w = PoolingStepper(kind="average", way="back")
    >>> w.pooled
    array([[3.25, 1.25],
           [2.5 , 2.5 ]])
    >>> w.gradient
    array([[ 0.5 ,  0.5 ,  0.25,  0.25],
           [ 0.5 ,  0.5 ,  0.25,  0.25],
           [-0.25, -0.25,  0.75,  0.75],
           [-0.25, -0.25,  0.75,  0.75]])
    """

    kind = Choice(KINDS)
    way = Choice(WAYS)
    size = Number(2, low=2, high=3, whole=True)
    stride = Number(2, low=1, high=2, whole=True)
    picture = SmallPicture(*PICTURE)
    grad = Deltas(*GRAD)
    place = Number(1, low=0, high=MOST_PLACES**2, whole=True)
    window = Number(0, low=0, high=MOST_PLACES**2, whole=True)
    square = Number(1, low=0, high=SIDE**2 - 1, whole=True)
    _folded = ("picture", "grad", "place", "window", "square")

    @property
    def numbers(self) -> PoolingNumbers:
        """All numbers of the picture."""
        unused = ("way", "window")
        return numbers(**{name: v for name, v in self.state.items() if name not in unused})

    @property
    def pooled(self) -> np.ndarray:
        """The pooled map."""
        return np.array(self.numbers.pooled)

    @property
    def delta(self) -> np.ndarray:
        """Return δ of each pooled number."""
        rows, columns = self.numbers.shape
        return np.array(self.grad, dtype=float)[:rows, :columns]

    @property
    def gradient(self) -> np.ndarray:
        """The gradient of each square of the picture, from all windows."""
        return np.array(self.numbers.whole)

    def _fallback_html(self) -> str:
        found = self.numbers
        delta = self.delta
        x = np.array(self.picture)
        windows = _windows(x, self.size, self.stride)
        backs = [
            _back(self.kind, self.size, self.stride, x.astype(float), one.reshape(delta.shape))
            for one in np.diag(delta.ravel())
        ]
        rows = []
        for i, (y, d, window) in enumerate(
            zip(np.ravel(found.pooled), delta.flat, windows, strict=True)
        ):
            inside = [f"{number:g}" for number in window.flat]
            spread = _windows(backs[i], self.size, self.stride)[i]
            shares = [f"{share:.4g}" for share in spread.flat]
            rows.append([str(i + 1), ", ".join(inside), f"{y:.4g}", f"{d:g}", ", ".join(shares)])
        name = "L2" if self.kind == "l2" else self.kind
        caption = (
            f"{name} pooling of a 4 × 4 picture, window {self.size} × {self.size}, "
            f"stride {self.stride}: each window, its pooled number, δ, and what goes back"
        )
        return fallback_table(caption, ["window", "numbers", "pooled", "δ", "gradient"], rows)
