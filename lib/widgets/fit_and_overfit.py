"""FitAndOverfit: a polynomial through noisy points, and its errors on them and on new ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lib.nn import MSELoss

from .base import Explorable, fallback_table
from .curve_fits import (
    FEWEST_POINTS,
    MOST_DEGREE,
    MOST_POINTS,
    NEW_X,
    SETS,
    data_set,
    features,
    fit,
    follows,
    truth,
)
from .moved_points import MovedPoints
from .traits import Choice, Number

ALONG = ("degree", "decay", "points")
MODES = ("one", "many")

#: Where along the axis the errors are computed.
STOPS = {
    "degree": list(range(MOST_DEGREE + 1)),
    "decay": [0.0, *(10.0 ** (half / 2) for half in range(-8, 5))],
    "points": [5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200],
}

#: A smaller error is called 0: what is left of the points is rounding.
NOTHING = 1e-9

#: What the noise is taken for, at least, where errors are compared with it.
QUIETEST = 0.01

_NAMES = {"degree": "degree", "decay": "λ", "points": "points"}


class FitNumbers(NamedTuple):
    """The numbers of the figure. Errors are mean squares.

    ``x`` and ``y`` are the points, with those that were moved, and ``weights`` those of the curve
    through them, the bias first. ``effective`` is how many weights are free, λ considered, and
    ``follows`` by how much the curve goes where the point moved last goes, as a share; None if
    none was moved. With many data sets ``train`` and ``dev`` are means over them, ``bias2`` and
    ``variance`` those of their curves; else None. The lists are the same along the axis.
    """

    x: list[float]
    y: list[float]
    weights: list[float]
    effective: float
    follows: float | None
    train: float
    dev: float
    bias2: float | None
    variance: float | None
    train_along: list[float]
    dev_along: list[float]
    bias2_along: list[float]
    variance_along: list[float]


class Errors(NamedTuple):
    """What :func:`measure` measures; ``train`` and ``dev`` are means over the data sets."""

    train: float
    dev: float
    bias2: float
    variance: float


def points_of(
    seed: int, which: int, points: int, noise: float, moved: Sequence = ()
) -> tuple[np.ndarray, np.ndarray]:
    """Return the places x and the numbers y of a data set, some of them moved by hand.

    Examples
    --------
    >>> x, y = points_of(0, 0, 5, noise=0.3, moved=[[1, 2.0]])
    >>> y.round(3)
    array([ 0.803,  2.   , -0.262,  0.338, -1.123])
    """
    x = data_set(seed, which).x[:points]
    y = truth(x) + noise * data_set(seed, which).noise[:points]
    for index, height in moved:
        if index < points:
            y[index] = height
    return x, y


@lru_cache(maxsize=64)
def measure(
    seed: int,
    sets: range,
    degree: int,
    points: int,
    decay: float,
    noise: float,
    moved: tuple = (),
) -> Errors:
    """Fit each of some data sets; return its errors, and how the fits lie about the truth.

    New points lie at ``NEW_X``, each data set with noise of its own. With f̄ the mean of the fits
    f̂ at a place and f the truth there, means taken over places and data sets::

        bias²    = mean (f̄ - f)²
        variance = mean (f̂ - f̄)²
        noise²   = mean error of f itself on new points
        error on new points = bias² + variance + noise² - 2 mean (f̂ - f) · noise

    where the last term is small: the noise of new points knows nothing of the fits.

    Examples
    --------
    >>> few = measure(0, range(50), degree=9, points=15, decay=0, noise=0.3)
    >>> few.bias2 < few.variance, few.train < 0.09 < few.dev
    (True, True)
    """
    pairs = [points_of(seed, which, points, noise, moved) for which in sets]
    X, Y = (np.array(part) for part in zip(*pairs, strict=True))
    A = features(X, degree)
    w = fit(A, Y, decay)
    fits = w @ features(NEW_X, degree).T
    new = truth(NEW_X) + noise * np.array([data_set(seed, which).new_noise for which in sets])
    mse = MSELoss()
    train = mse((A @ w[..., np.newaxis])[..., 0], Y)
    mean = fits.mean(axis=0)
    return Errors(
        train=train if train > NOTHING else 0.0,
        dev=mse(fits, new),
        bias2=mse(mean, truth(NEW_X)),
        variance=float(np.mean((fits - mean) ** 2)),
    )


def numbers(
    degree: int,
    points: int,
    decay: float,
    noise: float,
    seed: int,
    along: str,
    mode: str,
    moved: Sequence = (),
) -> FitNumbers:
    """All numbers of the figure.

    Parameters
    ----------
    degree, points, decay, noise, seed, along, mode, moved
        The traits of :class:`FitAndOverfit`.

    Examples
    --------
    >>> found = numbers(14, 15, decay=0, noise=0.3, seed=0, along="degree", mode="one")
    >>> found.train, found.dev > 0.3, round(found.effective, 3)
    (0.0, True, 15.0)
    """
    many = mode == "many"
    moved = () if many else tuple((i, height) for i, height in moved)
    sets = range(SETS if many else 1)
    now = {"degree": degree, "points": points, "decay": decay, "noise": noise}
    found = measure(seed, sets, moved=moved, **now)
    stops = [measure(seed, sets, moved=moved, **now | {along: stop}) for stop in STOPS[along]]
    x, y = points_of(seed, 0, points, noise, moved)
    A = features(x, degree)
    follow = follows(A, decay)
    seen = [index for index, _ in moved if index < points]
    return FitNumbers(
        x=x.tolist(),
        y=y.tolist(),
        weights=fit(A, y, decay).tolist(),
        effective=float(follow.sum()),
        follows=float(follow[seen[-1]]) if seen else None,
        train=found.train,
        dev=found.dev,
        bias2=found.bias2 if many else None,
        variance=found.variance if many else None,
        train_along=[stop.train for stop in stops],
        dev_along=[stop.dev for stop in stops],
        bias2_along=[stop.bias2 for stop in stops] if many else [],
        variance_along=[stop.variance for stop in stops] if many else [],
    )


def judge(found: FitNumbers, noise: float) -> str:
    """Return ``"bias"``, ``"variance"``, ``"both"`` or ``"right"``.

    The yardstick is the noise squared, at least ``QUIETEST``. One data set: high bias if the
    training error is above 1.5 of it, high variance if the error on new points is more than twice
    the training error, and more than 1 of it above. Many data sets: high bias or variance if that
    part is above half of it; and the mean of 50 fits wobbles too, so bias² must also be above 2/50
    of the variance.

    Examples
    --------
    >>> state = {"points": 15, "decay": 0, "noise": 0.3, "seed": 0, "along": "degree"}
    >>> [judge(numbers(degree, mode="many", **state), noise=0.3) for degree in (1, 4, 12)]
    ['bias', 'right', 'variance']
    """
    yardstick = max(noise**2, QUIETEST)
    if found.bias2 is None:
        bias = found.train > 1.5 * yardstick
        variance = found.dev > max(found.train + yardstick, 2 * found.train)
    else:
        bias = found.bias2 > max(yardstick / 2, 2 * found.variance / SETS)
        variance = found.variance > yardstick / 2
    return {(1, 0): "bias", (0, 1): "variance", (1, 1): "both", (0, 0): "right"}[bias, variance]


class FitAndOverfit(Explorable):
    """Fit a polynomial to noisy points: too stiff, too free, or held by weight decay.

    Parameters
    ----------
    degree : int
        Of the polynomial, 0 to 15: so many weights and a bias.
    points : int
        How many it is fitted to, 5 to 200.
    decay : float
        λ in the cost J + (λ/2n) Σ w², 0 to 100, where J = (1/2n) Σ (f̂(x) - y)² and the bias is
        not in the sum. 0 is computed as 10⁻⁹, so that there is one curve also with more weights
        than points: that of the smallest weights.
    noise : float
        Its standard deviation on every point, 0 to 0.5.
    seed : int
        Which points, 0 to 9999.
    along : str
        What the errors are drawn against: ``"degree"``, ``"decay"`` or ``"points"``.
    mode : str
        ``"one"`` data set, or ``"many"``: 50 of the same size, with the bias and the variance of
        their fits.
    moved : list of [int, float]
        Points that were moved by hand: which (from 0), and to where; not with many data sets.

    Examples
    --------
    >>> w = FitAndOverfit(degree=12)
    >>> w
    FitAndOverfit(degree=12, points=15, decay=0.0, noise=0.3, seed=0, along='degree', mode='one')
    >>> w.numbers().train < 0.02
    True
    """

    degree = Number(3, low=0, high=MOST_DEGREE, whole=True)
    points = Number(15, low=FEWEST_POINTS, high=MOST_POINTS, whole=True)
    decay = Number(0, low=0, high=100)
    noise = Number(0.3, low=0, high=0.5)
    seed = Number(0, low=0, high=9999, whole=True)
    along = Choice(ALONG)
    mode = Choice(MODES)
    moved = MovedPoints()
    _folded = ("moved",)

    def numbers(self) -> FitNumbers:
        """Return all numbers of the figure as it is now."""
        return numbers(**self.state)

    def _fallback_html(self) -> str:
        found = self.numbers()
        shown = {"training error": found.train_along, "error on new points": found.dev_along}
        if self.mode == "many":
            shown |= {"bias²": found.bias2_along, "variance": found.variance_along}
        rows = zip(STOPS[self.along], *shown.values(), strict=True)
        settings = ", ".join(
            f"{_NAMES[name]} {getattr(self, name):g}" for name in ALONG if name != self.along
        )
        sets = f"means over {SETS} data sets" if self.mode == "many" else "one data set"
        return fallback_table(
            f"Errors of a fitted polynomial along the {_NAMES[self.along]}: {settings}; {sets}",
            [_NAMES[self.along], *shown],
            [[f"{stop:.3g}", *(f"{error:.4g}" for error in errors)] for stop, *errors in rows],
        )
