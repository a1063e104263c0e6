"""Cross-entropy and squared error compared: against the prediction, and against a weight."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .style import FIGSIZE, GRADIENT, INK, MUTED, canvas, in_style

_LOOKS = [(GRADIENT, "--"), (INK, "-")]


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
    for ax, (name, cost), (color, dash) in zip(axes, costs.items(), _LOOKS, strict=False):
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
