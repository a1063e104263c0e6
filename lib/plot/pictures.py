"""Pictures made of numbers: handwritten digits, and weights shown where they act."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import Colormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from .style import GRADIENT, INK, MUTED, canvas, in_style, signed_tones, tones

# Above this opacity, ink-colored letters on a square are hard to read.
_UNDER_TEXT = 0.4


@in_style
def digit(
    image: np.ndarray, ax: Axes | None = None, *, numbers: bool = False
) -> tuple[Figure, Axes]:
    """Draw one picture, with or without the numbers that it is made of.

    Parameters
    ----------
    image : array_like of shape (height, width)
        0 is paper, the largest value is ink. Whole numbers are written as such, others with two
        digits after the point.
    ax : Axes, optional
        Where to draw; a new figure if left out.
    numbers : bool
        Write the number of each square into it.

    Returns
    -------
    (Figure, Axes)

    Raises
    ------
    ValueError
        If the picture is not two-dimensional.

    Examples
    --------
    >>> fig, ax = digit([[0, 16], [8, 0]], numbers=True)
    >>> [text.get_text() for text in ax.texts]
    ['0', '16', '8', '0']
    """
    image = _picture(image, "digit")
    fig, ax = canvas(ax, (4.2, 4.2 * image.shape[0] / image.shape[1]))
    _squares(ax, image, tones(INK, _UNDER_TEXT if numbers else 1.0), 0, image.max())
    if numbers:
        form = "{:.0f}" if np.array_equal(image, np.round(image)) else "{:.2f}"
        for (row, column), value in np.ndenumerate(image):
            ax.text(column, row, form.format(value), ha="center", va="center_baseline")
    return fig, ax


@in_style
def digits(
    images: np.ndarray,
    labels: Sequence[object] | None = None,
    predictions: Sequence[object] | None = None,
    *,
    cols: int = 4,
) -> tuple[Figure, np.ndarray]:
    """Draw a grid of pictures; what was read wrong stands out by a frame and in words.

    Parameters
    ----------
    images : array_like of shape (m, height, width)
        0 is paper.
    labels : sequence of m, optional
        Written under each picture: the truth, if there are predictions, or anything else.
    predictions : sequence of m, optional
        What the model said. Where it differs from the label, the picture gets a dashed frame and
        the words "3, not 8": read as 3, but it is an 8.
    cols : int
        Pictures in a row.

    Returns
    -------
    (Figure, array of Axes)

    Raises
    ------
    ValueError
        If the numbers of pictures, labels and predictions differ.

    Examples
    --------
    >>> fig, axes = digits(np.ones((2, 8, 8)), labels=[3, 8], predictions=[3, 5])
    >>> [ax.get_xlabel() for ax in axes.flat[:2]]
    ['3', '5, not 8']
    """
    images = np.asarray(images)
    if images.ndim != 3 or len(images) == 0:
        raise ValueError(
            f"digits got pictures of shape {images.shape}, expected (m, height, width) with at "
            "least one picture; for a single picture use digit"
        )
    for name, given in (("labels", labels), ("predictions", predictions)):
        if given is not None and len(given) != len(images):
            raise ValueError(
                f"digits got {len(given)} {name} for {len(images)} pictures, expected one each"
            )
    if predictions is not None and labels is None:
        raise ValueError("digits got predictions without labels, expected both: pass labels=…")
    cols = min(cols, len(images))
    rows = -(-len(images) // cols)
    side = 4.2 / cols
    fig, axes = plt.subplots(rows, cols, figsize=(4.2, rows * (side + 0.28)), squeeze=False)
    for ax in axes.flat[len(images) :]:
        ax.set_axis_off()
    for i, (ax, image) in enumerate(zip(axes.flat, images, strict=False)):
        _tones(ax, image, tones(INK), images.max())
        _frame(ax, image.shape, color=MUTED, linewidth=0.8, alpha=0.5)
        if predictions is not None and predictions[i] != labels[i]:
            _frame(ax, image.shape, color=GRADIENT, linewidth=2.5, linestyle=(0, (3, 1.5)))
            ax.set_xlabel(f"{predictions[i]}, not {labels[i]}", color=GRADIENT)
        elif labels is not None:
            ax.set_xlabel(f"{labels[i]}")
    return fig, axes


@in_style
def weights(
    w: np.ndarray,
    shape: tuple[int, int] = (8, 8),
    ax: Axes | None = None,
    *,
    label: str = "weight",
    scale: bool = True,
) -> tuple[Figure, Axes]:
    """Draw weights as a picture: which square speaks for the class, and which against it.

    Positive weights are blue, negative ones brown (yellow on a dark page), zero is transparent.
    In pictures of up to 12 x 12 squares the large ones also carry their sign.

    Parameters
    ----------
    w : array_like
        As many numbers as ``shape`` has squares.
    shape : (int, int)
        Height and width of the picture.
    ax : Axes, optional
        Where to draw; a new figure if left out.
    label : str
        What the scale at the side says.
    scale : bool
        Whether there is one; without it many pictures fit side by side.

    Returns
    -------
    (Figure, Axes)

    Raises
    ------
    ValueError
        If there are more or fewer weights than squares.

    Examples
    --------
    >>> fig, ax = weights([1.0, -2.0, 0.0, 0.5], shape=(2, 2))
    >>> [text.get_text() for text in ax.texts]
    ['+', '−']
    """
    w = np.asarray(w, dtype=float)
    if w.size != shape[0] * shape[1]:
        raise ValueError(
            f"weights got {w.size} numbers (shape {w.shape}), expected {shape[0] * shape[1]} for "
            f"a picture of shape {shape}; the bias is not part of it"
        )
    image = w.reshape(shape)
    limit = float(np.abs(image).max()) or 1.0
    signs = max(shape) <= 12
    fig, ax = canvas(ax, (4.2, 3.4 * shape[0] / shape[1]))
    mesh = _squares(ax, image, signed_tones(0.7 if signs else 1.0), -limit, limit)
    if signs:
        for (row, column), value in np.ndenumerate(image):
            if abs(value) >= limit / 2:
                sign = "+" if value > 0 else "−"
                ax.text(column, row, sign, ha="center", va="center_baseline")
    if not scale:
        return fig, ax
    bar = fig.colorbar(mesh, ax=ax, ticks=[-limit, 0, limit], fraction=0.06, pad=0.04)
    bar.ax.set_yticklabels([f"−{limit:.2g}", "0", f"+{limit:.2g}"])
    bar.set_label(label)
    _finish_bar(bar)
    return fig, ax


def _picture(image: np.ndarray, who: str) -> np.ndarray:
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError(
            f"{who} got an array of shape {image.shape}, expected (height, width); a row of 64 "
            "numbers becomes a picture by .reshape(8, 8)"
        )
    return image


def _squares(ax: Axes, image: np.ndarray, cmap: Colormap, low: float, high: float):
    """Draw one square a number; as vectors, since their colors have to follow dark mode."""
    height, width = image.shape
    mesh = ax.pcolormesh(
        np.arange(width + 1) - 0.5,
        np.arange(height + 1) - 0.5,
        image,
        cmap=cmap,
        norm=Normalize(low, max(high, low + 1e-12)),
        linewidth=0,
    )
    if max(image.shape) <= 12:
        edges = {"color": MUTED, "alpha": 0.25, "linewidth": 0.6}
        ax.hlines(np.arange(height + 1) - 0.5, -0.5, width - 0.5, **edges)
        ax.vlines(np.arange(width + 1) - 0.5, -0.5, height - 0.5, **edges)
    _paper(ax, height, width)
    return mesh


def _tones(ax: Axes, image: np.ndarray, cmap: Colormap, high: float) -> None:
    """Draw all squares of a tone as one shape: a page with many pictures stays quick."""
    values = np.unique(image[image > 0])  # Paper needs no shape.
    square = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5]])
    shapes = [
        Path.make_compound_path(
            *(Path(square + np.array([x, y])) for y, x in np.argwhere(image == value))
        )
        for value in values
    ]
    colors = cmap(Normalize(0, max(high, 1e-12))(values))
    ax.add_collection(PathCollection(shapes, facecolors=colors, linewidths=0))
    _paper(ax, *image.shape)


def _paper(ax: Axes, height: int, width: int) -> None:
    ax.set(aspect="equal", xticks=[], yticks=[], xlim=(-0.6, width - 0.4))
    ax.set_ylim(height - 0.4, -0.6)
    ax.spines[:].set_visible(False)


def _frame(ax: Axes, shape: tuple[int, int], **look: object) -> None:
    ax.add_patch(Rectangle((-0.5, -0.5), shape[1], shape[0], fill=False, clip_on=False, **look))


def _finish_bar(bar) -> None:
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0)
