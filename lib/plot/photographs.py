"""Photographs, and what filters make of them: the only figures of the book made of pixels."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .style import in_style

# A picture of 128 x 128 squares weighs 16 kB with so many grays, and 24 kB with 256.
_GRAYS = 64


@in_style
def photographs(
    images: Mapping[str, np.ndarray],
    *,
    cols: int = 2,
    span: tuple[float, float] | None = None,
) -> tuple[Figure, np.ndarray]:
    """Draw photographs and maps in gray, each with its title above it.

    They are the same on a white and on a black page; only their titles follow.

    Parameters
    ----------
    images : mapping of str to array_like of shape (height, width)
        Titles and pictures.
    cols : int
        Pictures in a row.
    span : (float, float), optional
        Which numbers are black and white; what lies outside is drawn as these. Left out, each
        picture has its own: 0 is black and the largest number white; in a picture with numbers
        below 0, the middle gray is 0, and the number farthest from 0 is black or white.

    Returns
    -------
    (Figure, array of Axes)

    Raises
    ------
    ValueError
        If there is no picture, or one is not two-dimensional.

    Examples
    --------
    >>> fig, axes = photographs({"flat": np.ones((4, 6)), "steps": np.eye(4) - 0.5})
    >>> [ax.get_title(loc="left") for ax in axes.flat]
    ['flat', 'steps']
    """
    arrays = {title: np.asarray(image, dtype=float) for title, image in images.items()}
    for title, image in arrays.items():
        if image.ndim != 2 or image.size == 0:
            raise ValueError(
                f"photographs got an array of shape {image.shape} for {title!r}, expected (height, "
                "width); take one channel, such as maps[0, 0]"
            )
    if not arrays:
        raise ValueError("photographs got nothing to draw, expected at least one picture")
    cols = min(cols, len(arrays))
    rows = -(-len(arrays) // cols)
    tallest = max(image.shape[0] / image.shape[1] for image in arrays.values())
    size = (4.2, rows * (4.2 / cols * tallest + 0.3))
    fig, axes = plt.subplots(rows, cols, figsize=size, squeeze=False)
    for ax in axes.flat[len(arrays) :]:
        ax.remove()
    for ax, (title, image) in zip(axes.flat, arrays.items(), strict=False):
        _photograph(ax, image, span or _span(image))
        ax.set_title(title)
    return fig, axes


def _span(image: np.ndarray) -> tuple[float, float]:
    limit = float(np.abs(image).max()) or 1.0
    return (0.0 if image.min() >= 0 else -limit), limit


def _photograph(ax: Axes, image: np.ndarray, span: tuple[float, float]) -> None:
    low, high = span
    light = np.clip((image - low) / (high - low), 0, 1)
    gray = (np.round(light * (_GRAYS - 1)) * (255 / (_GRAYS - 1))).astype(np.uint8)
    ax.imshow(np.repeat(gray[..., None], 3, axis=2), interpolation="none")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
