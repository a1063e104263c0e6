"""Two classes in the plane, the line between them, and what a model thinks of every place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .style import ACTIVATION, PARAMETER, TRUTH, canvas, grid, in_style, tones

Probability = Callable[[np.ndarray], np.ndarray]


@in_style
def plane(
    X: np.ndarray,
    y: np.ndarray,
    w: Sequence[float] | None = None,
    b: float = 0.0,
    proba: Probability | bool | None = None,
    *,
    classes: tuple[str, str] = ("class 0", "class 1"),
    feature_names: tuple[str, str] = ("x₁", "x₂"),
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw points of two classes, the line w·x + b = 0, and the predicted probability.

    Class 0 are circles, class 1 are crosses.

    Parameters
    ----------
    X : array_like of shape (m, 2)
    y : array_like of shape (m,)
        0 or 1.
    w : sequence of two floats, optional
        With ``b``: the line where the score is 0.
    b : float
    proba : callable or True, optional
        Takes points (k, 2), returns the probability of class 1 for each; drawn as shading. True
        means the sigmoid of the score w·x + b.
    classes : (str, str)
        What the two kinds of points are.
    feature_names : (str, str)
        With units, if there are any.
    ax : Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    (Figure, Axes)

    Raises
    ------
    ValueError
        If the shapes do not fit, the classes are not 0 and 1, or ``proba=True`` has no line.

    Examples
    --------
    >>> fig, ax = plane([[0, 0], [1, 1]], [0, 1], w=[1, 1], b=-1)
    >>> [text.get_text() for text in fig.legends[0].get_texts()]
    ['class 0', 'class 1', 'score 0']
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    if X.ndim != 2 or X.shape[1] != 2 or y.shape != X.shape[:1]:
        raise ValueError(f"plane got X {X.shape} and y {y.shape}, expected (m, 2) and (m,)")
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"plane got the classes {np.unique(y).tolist()}, expected 0 and 1 only")
    if proba is True and w is None:
        raise ValueError("plane got proba=True without w, expected w and b, or a function")
    fig, ax = canvas(ax, (4.2, 3.6))
    _fit(ax, X)
    if proba is True:
        _bar(fig, _shade(ax, lambda rows: 0.5 * (1 + np.tanh((rows @ np.asarray(w) + b) / 2))), ax)
    elif proba:
        _bar(fig, _shade(ax, proba), ax)
    _points(ax, X, y, classes)
    if w is not None:
        ends = _line(w, b, ax.get_xlim(), ax.get_ylim())
        ax.plot(*ends, color=PARAMETER, linestyle="-", label="score 0", scalex=False, scaley=False)
    ax.set(xlabel=feature_names[0], ylabel=feature_names[1])
    ax.xaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_locator(MaxNLocator(4))
    _legend(fig, ax)
    return fig, ax


@in_style
def planes(
    X: np.ndarray,
    y: np.ndarray,
    probas: Mapping[str, Probability],
    *,
    classes: tuple[str, str] = ("class 0", "class 1"),
) -> tuple[Figure, np.ndarray]:
    """Draw the same points with several predictions as shading, two pictures in a row.

    Parameters
    ----------
    X : array_like of shape (m, 2)
    y : array_like of shape (m,)
        0 or 1.
    probas : mapping from str to callable
        What stands over each picture; each takes points (k, 2), returns (k,) probabilities.
    classes : (str, str)
        What the two kinds of points are.

    Returns
    -------
    (Figure, array of Axes)

    Raises
    ------
    ValueError
        If the shapes do not fit, or there is nothing to draw.

    Examples
    --------
    >>> fig, axes = planes([[0, 0], [1, 1]], [0, 1], {"left": lambda p: p[:, 0] * 0 + 0.5})
    >>> axes[0].get_title("left")
    'left'
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    if X.ndim != 2 or X.shape[1] != 2 or y.shape != X.shape[:1]:
        raise ValueError(f"planes got X {X.shape} and y {y.shape}, expected (m, 2) and (m,)")
    fig, axes = grid(len(probas), "planes", (4.2, 2.2))
    for ax, (name, proba) in zip(axes, probas.items(), strict=True):
        _fit(ax, X)
        bands = _shade(ax, proba)
        _points(ax, X, y, classes, size=3.5)
        ax.set(title=name, xticks=[], yticks=[], aspect="equal")
        ax.spines[:].set_visible(False)
    _bar(fig, bands, list(axes), orientation="horizontal")
    _legend(fig, axes[0])
    return fig, axes


def _fit(ax: Axes, X: np.ndarray) -> None:
    low, high = X.min(axis=0), X.max(axis=0)
    pad = 0.08 * np.maximum(high - low, 1e-9)
    ax.set_xlim(low[0] - pad[0], high[0] + pad[0])
    ax.set_ylim(low[1] - pad[1], high[1] + pad[1])


def _points(
    ax: Axes, X: np.ndarray, y: np.ndarray, classes: tuple[str, str], size: float = 6
) -> None:
    look = {"color": ACTIVATION, "fillstyle": "none", "markeredgewidth": 1.4 * size / 6}
    ax.plot(*X[y == 0].T, "o", markersize=size, label=classes[0], **look)
    look = {"color": TRUTH, "markeredgewidth": 2 * size / 6}
    ax.plot(*X[y == 1].T, "x", markersize=size + 0.5, label=classes[1], **look)


def _legend(fig: Figure, ax: Axes) -> None:
    fig.legend(
        *ax.get_legend_handles_labels(),
        loc="outside upper left",
        ncols=3,
        handlelength=1.2,
        columnspacing=1.2,
        handletextpad=0.4,
        borderpad=0.2,
    )


def _line(
    w: Sequence[float], b: float, xlim: tuple[float, float], ylim: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Return two far points on w·x + b = 0; steep and level lines work alike."""
    w = np.asarray(w, dtype=float)
    if w.shape != (2,) or not w.any():
        raise ValueError(f"plane got w={w.tolist()}, expected two numbers that are not both 0")
    middle = np.array([np.mean(xlim), np.mean(ylim)])
    foot = middle - (w @ middle + b) / (w @ w) * w
    along = np.array([-w[1], w[0]]) / np.linalg.norm(w)
    far = np.linalg.norm(foot - middle) + np.ptp(xlim) + np.ptp(ylim)
    start, end = foot - far * along, foot + far * along
    return np.array([start[0], end[0]]), np.array([start[1], end[1]])


def _shade(ax: Axes, proba: Probability) -> QuadContourSet:
    # Straight pieces between 61 points look smooth; more would only make the page heavier.
    x1, x2 = np.meshgrid(np.linspace(*ax.get_xlim(), 61), np.linspace(*ax.get_ylim(), 61))
    p = np.asarray(proba(np.column_stack([x1.ravel(), x2.ravel()])), dtype=float)
    if p.size != x1.size:
        raise ValueError(
            f"plane got {p.size} probabilities for {x1.size} points, expected one each: proba "
            "takes points (k, 2) and returns (k,)"
        )
    levels = np.linspace(0, 1, 11)
    return ax.contourf(x1, x2, p.reshape(x1.shape), levels=levels, cmap=tones(ACTIVATION, 0.45))


def _bar(
    fig: Figure, bands: QuadContourSet, ax: Axes | list[Axes], orientation: str = "vertical"
) -> None:
    bar = fig.colorbar(
        bands, ax=ax, ticks=[0, 0.5, 1], fraction=0.05, pad=0.03, orientation=orientation
    )
    bar.set_label("probability of class 1")
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0)
