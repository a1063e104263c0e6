"""Curves with their names at their ends: learning curves, and the two losses compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .labels import label_ends
from .style import ACTIVATION, FIGSIZE, GRADIENT, INK, MUTED, PARAMETER, TRUTH, canvas, in_style

_LOOKS = [(ACTIVATION, "-"), (GRADIENT, "--"), (PARAMETER, "-."), (TRUTH, ":")]
_COST_LOOKS = [(GRADIENT, "--"), (INK, "-"), (MUTED, ":"), (MUTED, "-.")]
_SHOWN_NAMES = {"cost": "training", "dev_cost": "dev"}


@in_style
def curve(
    x: np.ndarray,
    ys: np.ndarray | Sequence[np.ndarray],
    labels: Sequence[str] = (),
    *,
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
        If a curve has not as many points as x, or the names do not match the curves.

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
    fig, ax = canvas(ax)
    for y, (color, dash) in zip(curves, _LOOKS, strict=False):
        ax.plot(x, y, color=color, linestyle=dash)
    ax.set(xlabel=xlabel, ylabel=ylabel, xlim=(np.min(x), np.max(x)))
    _few_ticks(ax)
    looks = zip(curves, labels, _LOOKS, strict=False)
    label_ends(ax, [(y[-1], text, color) for y, text, (color, _) in looks])
    return fig, ax


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
def losses(*, mark: float = 0.1, ax: Axes | None = None) -> tuple[Figure, Axes]:
    """Draw cross-entropy and squared error against the prediction, for the truth 1.

    .. math:: L = -\\ln a \\qquad\\text{and}\\qquad L = \\tfrac12 (a - 1)^2

    Parameters
    ----------
    mark : float
        The prediction at which both losses are marked and named.
    ax : Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    (Figure, Axes)

    Examples
    --------
    >>> fig, ax = losses(mark=0.1)
    >>> [text.get_text() for text in ax.texts]
    ['cross-entropy: 2.303', 'squared error: 0.405']
    """
    if not 0.01 <= mark < 0.5:
        raise ValueError(f"losses got mark={mark}, expected a wrong prediction from 0.01 to 0.5")
    fig, ax = canvas(ax)
    a = np.linspace(0.007, 1, 400)
    ax.plot(a, -np.log(a), color=GRADIENT, linestyle="--")
    ax.plot(a, 0.5 * (a - 1) ** 2, color=INK)
    entropy, square = -np.log(mark), 0.5 * (mark - 1) ** 2
    # Between the squared error and zero is no room for letters, so its name stands below zero.
    for height, color, name, below in (
        (entropy, GRADIENT, "cross-entropy", 5),
        (square, INK, "squared error", -26),
    ):
        ax.plot(mark, height, "o", color=color, markersize=7)
        ax.annotate(
            f"{name}: {height:.3f}",
            (mark, height),
            (9, below),
            textcoords="offset points",
            color=color,
        )
    ax.set(xlabel="prediction a (truth is 1)", ylabel="loss", xlim=(0, 1), ylim=(-0.9, 5))
    ax.set_xticks([0, mark, 0.5, 1], ["0", f"{mark:g}", "0.5", "1"])
    ax.set_yticks([0, 1, 3, 5])
    ax.spines["left"].set_bounds(0, 5)
    return fig, ax


@in_style
def cost_against_weight(
    x: Sequence[float] = (1.0,), y: Sequence[float] = (1.0,), *, reach: float = 8.0
) -> tuple[Figure, np.ndarray]:
    """Draw both costs after a sigmoid against one weight, each with a chord.

    .. math:: a = \\sigma(wx), \\qquad J(w) = \\frac1m \\sum_i L\\bigl(a^{(i)}, y^{(i)}\\bigr)

    Cross-entropy stays below its chord everywhere: one bowl. The squared error rises above it.

    Parameters
    ----------
    x, y : sequences of float
        One feature and the truth (0 or 1) of each example.
    reach : float
        Weights from ``-reach`` to ``reach``.

    Returns
    -------
    (Figure, array of two Axes)

    Examples
    --------
    >>> fig, axes = cost_against_weight()
    >>> [ax.get_title(loc="left") for ax in axes]
    ['cross-entropy: below its chord', 'squared error: above its chord']
    """
    w = np.linspace(-reach, reach, 401)
    z = w[:, None] * np.asarray(x, dtype=float)
    truth = np.asarray(y, dtype=float)
    a = 0.5 * (1 + np.tanh(z / 2))
    costs = {
        "cross-entropy": np.mean(np.logaddexp(0, z) - truth * z, axis=1),
        "squared error": np.mean(0.5 * (a - truth) ** 2, axis=1),
    }
    fig, axes = plt.subplots(2, 1, figsize=(FIGSIZE[0], 4.4), sharex=True)
    for ax, (name, cost), (color, dash) in zip(axes, costs.items(), _COST_LOOKS, strict=False):
        ax.plot(w, cost, color=color, linestyle=dash)
        left, right, above = _worst_chord(w, cost)
        ax.plot(
            w[[left, right]],
            cost[[left, right]],
            color=MUTED,
            linewidth=1.2,
            marker="o",
            markersize=5,
        )
        ax.set_title(f"{name}: {'above its chord' if above else 'below its chord'}", color=color)
        ax.set(ylabel="cost", xlim=(-reach, reach), ylim=(0, None), yticks=_two_ticks(cost.max()))
        if above:
            between = slice(left, right + 1)
            chord = np.interp(w[between], w[[left, right]], cost[[left, right]])
            ax.fill_between(
                w[between],
                chord,
                cost[between],
                where=cost[between] > chord,
                color=INK,
                alpha=0.15,
                linewidth=0,
            )
    axes[1].set(xlabel="weight w", xticks=[-reach, 0, reach])
    return fig, axes


def _worst_chord(w: np.ndarray, cost: np.ndarray) -> tuple[int, int, bool]:
    """Find the chord that the curve rises above most; without one, take the middle half."""
    n = len(w)
    best, found = 1e-9, (n // 4, 3 * n // 4, False)
    for left in range(0, n, 20):
        for right in range(left + 20, n, 20):
            chord = np.interp(w[left:right], w[[left, right]], cost[[left, right]])
            rise = float((cost[left:right] - chord).max())
            if rise > best:
                best, found = rise, (left, right, True)
    return found


def _two_ticks(high: float) -> list[float]:
    return [0, float(f"{high / 2:.1g}")]


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
