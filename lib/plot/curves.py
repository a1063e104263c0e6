"""Curves with their names at their ends: one picture, several side by side, learning curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator

from .labels import label_ends
from .style import ACTIVATION, GRADIENT, INK, MUTED, PARAMETER, TRUTH, canvas, grid, in_style

_LOOKS = [(ACTIVATION, "-"), (GRADIENT, "--"), (PARAMETER, "-."), (TRUTH, ":")]
_COST_LOOKS = [(GRADIENT, "--"), (INK, "-"), (MUTED, ":"), (MUTED, "-.")]
_SHOWN_NAMES = {"cost": "training", "dev_cost": "dev"}


@in_style
def curve(
    x: np.ndarray,
    ys: np.ndarray | Sequence[np.ndarray],
    labels: Sequence[str] = (),
    *,
    log: bool = False,
    xlabel: str = "",
    ylabel: str = "",
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw one to four curves over the same x, each with its name at its right end.

    Parameters
    ----------
    x : array_like of shape (n,)
    ys : array_like of shape (n,), or a sequence of up to four of them
    labels : sequence of str
        A name for each curve, or none.
    log : bool
        Logarithmic scale for y: equal distances are equal ratios.
    xlabel, ylabel : str
        With units, if there are any.
    ax : Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    (Figure, Axes)

    Raises
    ------
    ValueError
        If a curve has not as many points as x, the names do not match the curves, or a value is
        not positive on a logarithmic scale.

    Examples
    --------
    >>> z = np.linspace(-4, 4, 50)
    >>> fig, ax = curve(z, [np.tanh(z), z / 4], ["tanh", "line"], xlabel="z")
    >>> [text.get_text() for text in ax.texts]
    ['tanh', 'line']
    """
    curves = np.atleast_2d(np.asarray(ys))
    if curves.shape[1:] != np.shape(x) or len(curves) > len(_LOOKS):
        raise ValueError(
            f"curve got x of shape {np.shape(x)} and ys of shape {np.shape(ys)}, expected up to "
            f"{len(_LOOKS)} curves with one value for each x"
        )
    if labels and len(labels) != len(curves):
        raise ValueError(
            f"curve got {len(labels)} labels for {len(curves)} curves, expected one each"
        )
    if log and (curves <= 0).any():
        raise ValueError("curve got a value of 0 or below, which has no logarithm; log=False")
    fig, ax = canvas(ax)
    for y, (color, dash) in zip(curves, _LOOKS, strict=False):
        ax.plot(x, y, color=color, linestyle=dash)
    ax.set(xlabel=xlabel, ylabel=ylabel, xlim=(np.min(x), np.max(x)))
    _few_ticks(ax)
    if log:
        ax.set_yscale("log")
        ax.yaxis.set_major_locator(LogLocator(numticks=5))
        ax.minorticks_off()
    looks = zip(curves, labels, _LOOKS, strict=False)
    label_ends(ax, [(y[-1], text, color) for y, text, (color, _) in looks])
    return fig, ax


@in_style
def panels(
    x: np.ndarray,
    curves: Mapping[str, Sequence[np.ndarray]],
    labels: Sequence[str] = (),
    *,
    xlabel: str = "",
) -> tuple[Figure, np.ndarray]:
    """Draw several pictures with one to four curves each, two in a row, with one legend for all.

    Parameters
    ----------
    x : array_like of shape (n,)
    curves : mapping from str to a sequence of arrays of shape (n,)
        What stands over each picture, and its curves, in the order of ``labels``.
    labels : sequence of str
        What each of the curves is, the same in all pictures.
    xlabel : str
        With its unit, if there is one.

    Returns
    -------
    (Figure, array of Axes)

    Raises
    ------
    ValueError
        If there is nothing to draw, or the names do not match the curves.

    Examples
    --------
    >>> z = np.linspace(-2, 2, 9)
    >>> fig, axes = panels(z, {"square": [z**2, 2 * z]}, ["value", "slope"])
    >>> axes[0].get_title("left")
    'square'
    """
    counts = {len(ys) for ys in curves.values()}
    if labels and counts != {len(labels)}:
        raise ValueError(f"panels got {len(labels)} labels for {sorted(counts)} curves a picture")
    fig, axes = grid(len(curves), "panels", (4.2, 1.7))
    for ax, (name, ys) in zip(axes, curves.items(), strict=True):
        for y, label, (color, dash) in zip(ys, labels or [None] * len(ys), _LOOKS, strict=False):
            ax.plot(x, y, color=color, linestyle=dash, label=label)
        ax.set(title=name, xlim=(np.min(x), np.max(x)))
        _few_ticks(ax)
    for ax in axes[-2:]:
        ax.set_xlabel(xlabel)
    if labels:
        handles = axes[0].get_legend_handles_labels()
        fig.legend(*handles, loc="outside upper left", ncols=len(labels), borderpad=0.2)
    return fig, axes


@in_style
def learning_curve(
    history: Mapping[str, np.ndarray],
    *,
    log: bool = False,
    xlabel: str = "epoch",
    ylabel: str = "cost",
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw the cost by epoch, with the name of each curve at its end.

    Parameters
    ----------
    history : History or mapping from names to arrays
        Of a History, the costs are drawn (as "training" and "dev"); of any other mapping, all.
    log : bool
        Logarithmic scale for the cost: equal distances are equal ratios.
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
        If there is nothing to draw, or a cost is not positive on a logarithmic scale.

    Examples
    --------
    >>> fig, ax = learning_curve({"training": [0.69, 0.2], "test": [0.69, 0.3]}, log=True)
    >>> [text.get_text() for text in ax.texts], ax.get_yscale()
    (['training', 'test'], 'log')
    """
    recorded = any(name in history for name in _SHOWN_NAMES)
    names = [n for n in _SHOWN_NAMES if n in history] if recorded else list(history)
    series = [(_SHOWN_NAMES.get(n, n), np.asarray(history[n], dtype=float)) for n in names]
    if not series or len(series) > len(_COST_LOOKS) or any(y.size == 0 for _, y in series):
        raise ValueError(
            f"learning_curve got {len(series)} curves ({', '.join(names) or 'none'}), expected 1 "
            f"to {len(_COST_LOOKS)} with at least one epoch each"
        )
    if log and any((y <= 0).any() for _, y in series):
        raise ValueError(
            "learning_curve got a cost of 0 or below, which has no logarithm; log=False"
        )
    fig, ax = canvas(ax)
    for (_, y), (color, dash) in zip(series, _COST_LOOKS, strict=False):
        ax.plot(np.arange(1, len(y) + 1), y, color=color, linestyle=dash)
    longest = max(len(y) for _, y in series)
    ax.set(xlabel=xlabel, ylabel=ylabel, xlim=(0, longest))
    if log:
        ax.set_yscale("log")
        _decimal_log_ticks(ax)
    else:
        ax.set_ylim(bottom=min(0, *(y.min() for _, y in series)))
        _few_ticks(ax)
    looks = zip(series, _COST_LOOKS, strict=False)
    label_ends(ax, [(y[-1], text, color) for (text, y), (color, _) in looks])
    return fig, ax


@in_style
def learning_curves(
    runs: Mapping[str, Mapping[str, np.ndarray]],
    *,
    level: float | None = None,
    level_name: str = "",
    xlabel: str = "epoch",
) -> tuple[Figure, np.ndarray]:
    """Draw the learning curves of several trainings, each in a picture of its own.

    All cost axes begin at 0, and each ends where its training needs it: look at the numbers.

    Parameters
    ----------
    runs : mapping from str to a mapping from names to arrays
        What stands over each picture, and its curves; the same names in all of them.
    level : float, optional
        A cost that is marked in all pictures by a thin line, such as that of guessing.
    level_name : str
        What the line is.
    xlabel : str
        Name of the horizontal axes.

    Returns
    -------
    (Figure, array of Axes)

    Raises
    ------
    ValueError
        If there is nothing to draw, or the names differ from picture to picture.

    Examples
    --------
    >>> runs = {"A": {"training": [2.3, 0.4], "dev": [2.3, 0.6]},
    ...         "B": {"training": [2.3, 9.9], "dev": [2.3, 8.8]}}
    >>> fig, axes = learning_curves(runs, level=2.3, level_name="guessing")
    >>> [ax.get_title("left") for ax in axes]
    ['A', 'B']
    """
    names = {tuple(curves) for curves in runs.values()}
    if len(names) > 1 or any(len(n) not in range(1, len(_COST_LOOKS)) for n in names):
        raise ValueError(
            f"learning_curves got curves of the names {sorted(names)}, expected one to "
            f"{len(_COST_LOOKS) - 1} names, the same in all pictures"
        )
    fig, axes = grid(len(runs), "learning_curves", (4.2, 1.6))
    for ax, (title, curves) in zip(axes, runs.items(), strict=True):
        if level is not None:
            ax.axhline(level, color=MUTED, linestyle=":", linewidth=1.2, label=level_name)
        for (name, y), (color, dash) in zip(curves.items(), _COST_LOOKS, strict=False):
            ax.plot(np.arange(1, len(y) + 1), y, color=color, linestyle=dash, label=name)
        ax.set(title=title, xlim=(0, max(len(y) for y in curves.values())))
        ax.set_ylim(bottom=0)
        _few_ticks(ax)
    for ax in axes[-2:]:
        ax.set_xlabel(xlabel)
    handles, labels = axes[0].get_legend_handles_labels()
    shown = [pair for pair in zip(handles, labels, strict=True) if pair[1]]
    fig.legend(
        *zip(*shown, strict=True),
        loc="outside upper left",
        ncols=len(shown),
        borderpad=0.2,
        columnspacing=1.2,
        handlelength=1.6,
    )
    return fig, axes


def _few_ticks(ax: Axes) -> None:
    ax.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))


def _decimal_log_ticks(ax: Axes) -> None:
    """Put ticks at 0.01, 0.03, 0.1 …: as many as fit, in plain decimals."""
    low, high = ax.get_ylim()
    decades = range(int(np.floor(np.log10(low))) - 1, int(np.ceil(np.log10(high))) + 1)
    for leads in ((1, 2, 5), (1, 3), (1,)):
        ticks = [lead * 10.0**k for k in decades for lead in leads]
        ticks = [t for t in ticks if low * 0.999 <= t <= high * 1.001]
        if len(ticks) <= 5:
            break
    ticks = ticks[:: -(-len(ticks) // 5)]
    ax.set_yticks(ticks, [f"{t:g}" for t in ticks])
    ax.minorticks_off()
