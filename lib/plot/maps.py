"""What a convolutional layer sees: its filters, and under each the map it makes of a picture."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .pictures import _frame, _tones, digit, weights
from .style import ACTIVATION, MUTED, in_style, tones

# Tones of a map: as many as the eye tells apart, so that squares of one tone are one shape.
_STEPS = 12


@in_style
def feature_maps(
    picture: np.ndarray, filters: np.ndarray, maps: np.ndarray
) -> tuple[Figure, np.ndarray]:
    """Draw a picture, the filters that look at it, and under each filter the map it makes.

    Filters are drawn as by ``weights``, each on its own scale. Maps share one scale: the fuller
    the color, the more the filter says there; what is 0 or below is blank.

    Parameters
    ----------
    picture : array_like of shape (height, width)
        0 is paper.
    filters : array_like of shape (n, height, width)
    maps : array_like of shape (n, height, width)

    Returns
    -------
    (Figure, array of Axes of shape (1 + 2n,))
        First the picture, then the filters, then the maps.

    Raises
    ------
    ValueError
        If there are not as many maps as filters, or they are not stacks of pictures.

    Examples
    --------
    >>> fig, axes = feature_maps(np.eye(4), np.ones((2, 3, 3)), np.ones((2, 2, 2)))
    >>> [ax.get_title() for ax in axes]
    ['picture', '1', '2', '', '']
    """
    filters, maps = np.asarray(filters), np.asarray(maps)
    if filters.ndim != 3 or maps.ndim != 3 or len(filters) != len(maps) or len(maps) == 0:
        raise ValueError(
            f"feature_maps got filters of shape {filters.shape} and maps of shape {maps.shape}, "
            "expected two stacks (n, height, width) with one map for each filter"
        )
    cols = -(-len(maps) // 2)
    fig = plt.figure(figsize=(4.2, 1.3 + 4 * 4.2 / cols + 0.5))
    top, below = fig.subfigures(2, 1, height_ratios=[1.3, 4 * 4.2 / cols + 0.5])
    axes = [top.subplots()]
    digit(picture, axes[0])
    axes[0].set_title("picture", loc="center")
    grid = below.subplots(4, cols, squeeze=False)
    for ax in grid.flat:
        ax.set_axis_off()
    above = [ax for row in grid[::2] for ax in row][: len(maps)]
    under = [ax for row in grid[1::2] for ax in row][: len(maps)]
    for k, (ax, w) in enumerate(zip(above, filters, strict=True), start=1):
        weights(w, w.shape, ax, scale=False)
        ax.set_title(f"{k}", loc="center", pad=2)
    _draw_maps(under, maps)
    return fig, np.array([*axes, *above, *under])


def _draw_maps(axes: list[Axes], maps: np.ndarray) -> None:
    high = max(float(maps.max()), 1e-12)
    for ax, image in zip(axes, maps, strict=True):
        shown = np.ceil(np.clip(image, 0, high) / high * _STEPS)
        _tones(ax, shown, tones(ACTIVATION), _STEPS)
        _frame(ax, image.shape, color=MUTED, linewidth=0.8, alpha=0.5)
