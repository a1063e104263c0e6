"""Bowls from above: the contours of a cost of two weights, with a path of descent on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .style import GRADIENT, INK, PARAMETER, PARAMETER_FILL, grid, in_style

Cost = Callable[[np.ndarray], np.ndarray]

#: Where the contours lie: shares of the way from the lowest cost up to that of the start.
_SHARES = np.array([0.004, 0.04, 0.15, 0.4, 1.0, 1.9])


@in_style
def bowls(
    cases: Mapping[str, tuple[Cost, np.ndarray]],
    *,
    names: tuple[str, str] = ("w₁", "w₂"),
) -> tuple[Figure, np.ndarray]:
    """Draw costs of two weights as contours, each with the path of a descent, two in a row.

    Both axes have the same scale, so that a round bowl looks round. The start is a square, each
    step a point, and the end a cross.

    Parameters
    ----------
    cases : mapping from str to (cost, path)
        What stands over each picture; ``cost`` takes points (k, 2) and returns (k,) costs, and
        ``path`` of shape (steps, 2) holds the weights from the start on.
    names : (str, str)
        What the two weights are called.

    Returns
    -------
    (Figure, array of Axes)

    Raises
    ------
    ValueError
        If there is nothing to draw, or a path has not the shape (steps, 2).

    Examples
    --------
    >>> cost = lambda w: (w**2).sum(axis=1)
    >>> fig, axes = bowls({"round": (cost, np.array([[2.0, 1.0], [1.0, 0.5], [0.0, 0.0]]))})
    >>> axes[0].get_title("left"), axes[0].lines[0].get_xydata().tolist()[-1]
    ('round', [0.0, 0.0])
    """
    fig, axes = grid(len(cases), "bowls", (4.2, 2.4))
    for ax, (title, (cost, path)) in zip(axes, cases.items(), strict=True):
        path = np.asarray(path, dtype=float)
        if path.ndim != 2 or path.shape[1] != 2:
            raise ValueError(f"bowls got a path of shape {path.shape}, expected (steps, 2)")
        _window(ax, path)
        _contours(ax, cost, path)
        ax.plot(*path.T, color=PARAMETER, linewidth=1.3, marker="o", markersize=3)
        ax.plot(*path[0], "s", color=PARAMETER_FILL, markersize=8, markeredgecolor=PARAMETER)
        ax.plot(*path[-1], "x", color=INK, markersize=8, markeredgewidth=2)
        ax.set(title=title, xlabel=names[0], ylabel=names[1], aspect="equal")
        ax.xaxis.set_major_locator(MaxNLocator(3))
        ax.yaxis.set_major_locator(MaxNLocator(4))
    return fig, axes


def _window(ax: Axes, path: np.ndarray) -> None:
    """Show a square around the end of the path that holds all of the path."""
    half = 1.2 * np.abs(path - path[-1]).max() or 1.0
    ax.set_xlim(path[-1, 0] - half, path[-1, 0] + half)
    ax.set_ylim(path[-1, 1] - half, path[-1, 1] + half)


def _contours(ax: Axes, cost: Cost, path: np.ndarray) -> None:
    w1, w2 = np.meshgrid(np.linspace(*ax.get_xlim(), 81), np.linspace(*ax.get_ylim(), 81))
    heights = np.asarray(cost(np.column_stack([w1.ravel(), w2.ravel()])), dtype=float)
    start, low = float(cost(path[:1])[0]), float(min(heights.min(), cost(path[-1:])[0]))
    levels = low + (start - low or 1.0) * _SHARES
    ax.contour(
        w1,
        w2,
        heights.reshape(w1.shape),
        levels=levels,
        colors=[GRADIENT],
        linewidths=0.9,
        linestyles="dashed",
        alpha=0.8,
    )
