"""Trainings from several seeds: a line for the middle one, a band for the others."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .labels import label_ends
from .style import GRADIENT, INK, MUTED, canvas, in_style

_LOOKS = [(GRADIENT, "--"), (INK, "-"), (MUTED, ":")]


@in_style
def bands(
    runs: Mapping[str, np.ndarray],
    *,
    xlabel: str = "epoch",
    ylabel: str = "",
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw trainings from several seeds: a line at their median, a band from lowest to highest.

    Parameters
    ----------
    runs : mapping from str to array_like of shape (seeds, epochs)
        One to three ways to train, by the name that stands at the end of the line.
    xlabel, ylabel : str
        Names of the axes.
    ax : Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    (Figure, Axes)

    Raises
    ------
    ValueError
        If there is nothing to draw, or a way has not the shape (seeds, epochs).

    Examples
    --------
    >>> fig, ax = bands({"fast": [[0.5, 0.1], [0.6, 0.2], [0.4, 0.1]], "slow": [[0.9, 0.8]]})
    >>> [text.get_text() for text in ax.texts], ax.lines[0].get_ydata().tolist()
    (['fast', 'slow'], [0.5, 0.1])
    """
    series = {name: np.asarray(run, dtype=float) for name, run in runs.items()}
    if not 1 <= len(series) <= len(_LOOKS) or any(r.ndim != 2 for r in series.values()):
        shapes = {name: run.shape for name, run in series.items()}
        raise ValueError(
            f"bands got {shapes}, expected 1 to {len(_LOOKS)} arrays of shape (seeds, epochs)"
        )
    fig, ax = canvas(ax)
    ends = []
    for (name, run), (color, dash) in zip(series.items(), _LOOKS, strict=False):
        epochs, middle = np.arange(1, run.shape[1] + 1), np.median(run, axis=0)
        low, high = run.min(axis=0), run.max(axis=0)
        ax.fill_between(epochs, low, high, color=color, alpha=0.18, linewidth=0)
        ax.plot(epochs, middle, color=color, linestyle=dash)
        ends.append((middle[-1], name, color))
    longest = max(run.shape[1] for run in series.values())
    ax.set(xlabel=xlabel, ylabel=ylabel, xlim=(0, longest), ylim=(0, None))
    ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    label_ends(ax, ends)
    return fig, ax
