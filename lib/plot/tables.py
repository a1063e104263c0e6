"""Tables as pictures: rows and columns, the confusion table, bars and dots with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from .style import ACTIVATION, GRADIENT, INK, MUTED, canvas, in_style, tones


@in_style
def rows_and_columns(
    table: np.ndarray,
    *,
    example: int = 0,
    form: str = "{:g}",
    axes: tuple[Axes, Axes] | None = None,
) -> tuple[Figure, tuple[Axes, Axes]]:
    """Draw a table with one example a row, and beside it the same one with an example a column.

    One example is framed in both, so that the eye finds it again.

    Parameters
    ----------
    table : array_like of shape (m, n)
        m examples with n numbers each.
    example : int
        Which example is framed, counted from 0.
    form : str
        How the numbers are written.
    axes : (Axes, Axes), optional
        Where to draw; a new figure if left out.

    Returns
    -------
    (Figure, (Axes, Axes))

    Raises
    ------
    ValueError
        If the table does not have two axes, or there is no such example.

    Examples
    --------
    >>> fig, (rows, columns) = rows_and_columns([[1, 2, 3], [4, 5, 6]], example=1)
    >>> rows.get_title("left"), columns.get_title("left")
    ('rows (2, 3)', 'columns (3, 2)')
    """
    table = np.asarray(table)
    if table.ndim != 2 or table.size == 0:
        raise ValueError(f"rows_and_columns got shape {table.shape}, expected (examples, numbers)")
    m, n = table.shape
    if not 0 <= example < m:
        raise ValueError(f"rows_and_columns got example {example}, expected 0 to {m - 1}")
    if axes is None:
        fig, _ = canvas(None, (4.2, 0.7 + 0.36 * max(m, n)))
        fig.clear()
        axes = tuple(fig.subplots(1, 2, width_ratios=[n, m]))
    for ax, numbers, name in ((axes[0], table, "rows"), (axes[1], table.T, "columns")):
        height, width = numbers.shape
        for (i, j), number in np.ndenumerate(numbers):
            ax.text(j + 0.5, i + 0.5, form.format(number), ha="center", va="center_baseline")
            ax.add_patch(Rectangle((j, i), 1, 1, fill=False, edgecolor=MUTED, linewidth=0.6))
        place, size = ((0, example), (n, 1)) if name == "rows" else ((example, 0), (1, n))
        ax.add_patch(Rectangle(place, *size, color=ACTIVATION, alpha=0.18, linewidth=0))
        ax.add_patch(Rectangle(place, *size, fill=False, edgecolor=ACTIVATION, linewidth=2))
        ax.set(title=f"{name} {numbers.shape}", xticks=[], yticks=[], aspect="equal", anchor="NW")
        ax.set(xlim=(-0.06, width + 0.06), ylim=(height + 0.06, -0.06))
        ax.spines[:].set_visible(False)
    return axes[0].figure, axes


@in_style
def confusion(
    table: np.ndarray, names: Sequence[str] | None = None, *, ax: Axes | None = None
) -> tuple[Figure, Axes]:
    """Draw a table of counts: rows are the truth, columns are what the model said.

    Right answers stand on the diagonal, in frames; mistakes are written in red, with a cross.

    Parameters
    ----------
    table : array_like of shape (k, k)
        ``table[i, j]``: how many examples of class i were taken for class j.
    names : sequence of k str, optional
        What the classes are called; 0, 1, … if left out.
    ax : Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    (Figure, Axes)

    Raises
    ------
    ValueError
        If the table is not square, or the names do not fit.

    Examples
    --------
    >>> fig, ax = confusion([[325, 1], [2, 32]], ["other", "zero"])
    >>> [text.get_text() for text in ax.texts]
    ['325', '1 ×', '2 ×', '32']
    """
    table = np.asarray(table)
    k = len(table)
    if table.shape != (k, k) or k == 0:
        raise ValueError(f"confusion got a table of shape {table.shape}, expected (k, k)")
    names = [str(i) for i in range(k)] if names is None else list(names)
    if len(names) != k:
        raise ValueError(f"confusion got {len(names)} names for {k} classes, expected one each")
    fig, ax = canvas(ax, (4.2, 2.9 if k < 4 else 4.2))
    # Shares of each row, so that a rare class is not pale only because it is rare.
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    ax.pcolormesh(share, cmap=tones(ACTIVATION, 0.4), vmin=0, vmax=1, linewidth=0)
    for (i, j), count in np.ndenumerate(table):
        wrong = i != j and count > 0
        ax.text(
            j + 0.5,
            i + 0.5,
            f"{count} ×" if wrong and k < 4 else f"{count}",
            ha="center",
            va="center_baseline",
            color=GRADIENT if wrong else INK,
        )
    for i in range(k):
        ax.add_patch(Rectangle((i, i), 1, 1, fill=False, edgecolor=ACTIVATION, linewidth=1.2))
    middles = np.arange(k) + 0.5
    ax.set(xlabel="the model said", ylabel="it was", xlim=(-0.02, k + 0.02))
    ax.set_xticks(middles, names)
    ax.set_yticks(middles, names)
    ax.set_ylim(k + 0.02, -0.02)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return fig, ax


@in_style
def bars(
    values: Sequence[float],
    labels: Sequence[str],
    *,
    xlabel: str = "",
    form: str = "{:.3g}",
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw one horizontal bar a value, with its number at its end.

    Parameters
    ----------
    values : sequence of float
        Not negative.
    labels : sequence of str
        What each bar is.
    xlabel : str
        What the length measures, with its unit.
    form : str
        How the numbers are written.
    ax : Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    (Figure, Axes)

    Raises
    ------
    ValueError
        If the labels do not fit, or a value is negative.

    Examples
    --------
    >>> fig, ax = bars([0.917, 0.997], ["always no", "learned"], xlabel="share right")
    >>> [text.get_text() for text in ax.texts]
    ['0.917', '0.997']
    """
    if len(values) != len(labels) or len(values) == 0:
        raise ValueError(
            f"bars got {len(values)} values and {len(labels)} labels, expected equally many"
        )
    if min(values) < 0:
        raise ValueError(f"bars got the value {min(values)}, expected 0 or more")
    fig, ax = canvas(ax, (4.2, 0.9 + 0.4 * len(values)))
    places = np.arange(len(values))
    drawn = ax.barh(places, values, color=ACTIVATION, alpha=0.45, height=0.6)
    ax.bar_label(drawn, [form.format(v) for v in values], padding=4, color=INK)
    ax.set_yticks(places, labels)
    ax.invert_yaxis()
    ax.set(xlabel=xlabel, xticks=[], xlim=(0, max(max(values), 1e-12)))
    ax.tick_params(length=0)
    ax.spines["bottom"].set_visible(False)
    return fig, ax


@in_style
def dots(
    results: Mapping[str, Sequence[float]],
    *,
    xlabel: str = "",
    form: str = "{:.3f}",
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw a row for each name: a dot for each result, a stroke at their mean, and the mean.

    Parameters
    ----------
    results : mapping from str to a sequence of float
        For each way of doing it, what came out with each seed.
    xlabel : str
        What was measured, with its unit.
    form : str
        How the means are written.
    ax : Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    (Figure, Axes)

    Raises
    ------
    ValueError
        If there is nothing to draw.

    Examples
    --------
    >>> fig, ax = dots({"alone": [0.2, 0.3], "together": [0.1, 0.1]}, xlabel="share wrong")
    >>> [text.get_text() for text in ax.texts]
    ['0.250', '0.100']
    """
    if not results or any(len(values) == 0 for values in results.values()):
        raise ValueError("dots got a name without results, expected at least one for each")
    fig, ax = canvas(ax, (4.2, 0.9 + 0.36 * len(results)))
    for row, values in enumerate(results.values()):
        mean = float(np.mean(values))
        ax.plot(values, [row] * len(values), "o", color=ACTIVATION, alpha=0.45, markersize=7)
        ax.plot([mean, mean], [row - 0.32, row + 0.32], "-", color=INK, linewidth=1.5)
        at = {"xycoords": ("axes fraction", "data"), "va": "center"}
        ax.annotate(form.format(mean), (1.02, row), annotation_clip=False, **at)
    ax.set_yticks(range(len(results)), list(results))
    ax.set_ylim(len(results) - 0.5, -0.5)
    ax.set(xlabel=xlabel)
    ax.set_xlim(left=0)
    ax.xaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 2.5, 5, 10]))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    return fig, ax
