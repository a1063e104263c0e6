"""Labels that stand at the end of their curves, and never on top of each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

_LINE_HEIGHT = 15.0


def label_ends(ax: Axes, ends: Sequence[tuple[float, str, str]]) -> None:
    """Write labels to the right of the axes, each at the height where its curve ends.

    Labels that would overlap are moved apart, in the order of their curves.

    Parameters
    ----------
    ax : Axes
        With its curves drawn and its limits final.
    ends : sequence of (y, text, color)
        Height of the end in data units, and what to write there.
    """
    texts = [
        ax.annotate(
            text,
            (1, y),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=color,
            annotation_clip=False,
        )
        for y, text, color in ends
    ]
    # The labels make the axes narrower; their final heights are known after the layout.
    ax.figure.draw_without_rendering()
    per_point = ax.figure.dpi / 72
    heights = np.array([ax.transData.transform((0, y))[1] / per_point for y, _, _ in ends])
    # Half a line above the axis, so that no label meets the numbers below it.
    floor = ax.bbox.y0 / per_point + _LINE_HEIGHT / 2
    for text, shift in zip(texts, spread(heights, _LINE_HEIGHT, floor) - heights, strict=True):
        text.xyann = (6, shift)


def spread(positions: np.ndarray, gap: float, floor: float = -np.inf) -> np.ndarray:
    """Move positions as little as needed so that neighbors are at least ``gap`` apart.

    Positions that are too close become a group, evenly spaced around its mean, but not below
    ``floor``.

    Examples
    --------
    >>> spread(np.array([0.0, 1.0, 50.0]), 10.0)
    array([-4.5,  5.5, 50. ])
    >>> spread(np.array([0.0, 1.0, 50.0]), 10.0, floor=2.0)
    array([ 2., 12., 50.])
    """

    def bottom(group: list[float]) -> float:
        return max(floor, sum(group) / len(group) - gap * (len(group) - 1) / 2)

    order = np.argsort(positions, kind="stable")
    groups: list[list[float]] = []
    for value in np.asarray(positions, dtype=float)[order]:
        groups.append([value])
        while len(groups) > 1 and bottom(groups[-2]) + gap * len(groups[-2]) > bottom(groups[-1]):
            last = groups.pop()
            groups[-1].extend(last)
    result = np.empty(len(order))
    result[order] = [bottom(group) + i * gap for group in groups for i in range(len(group))]
    return result
