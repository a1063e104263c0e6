"""Curves fitted to noisy points: the points, the polynomials, least squares with weight decay."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.polynomial import legendre
from numpy.typing import ArrayLike

from .randomness import PageRandom

MOST_DEGREE = 15
FEWEST_POINTS, MOST_POINTS = 5, 200

#: How many new points measure a fit, and how many data sets are drawn.
NEW_POINTS = 200
SETS = 50

#: λ = 0 is computed as this: where weights outnumber points it picks the smallest ones.
FLOOR = 1e-9

_GOLDEN = (5**0.5 - 1) / 2
_BEND = 0.45 * np.pi


def truth(x: ArrayLike) -> np.ndarray:
    """Return the curve behind the points, sin(1.2 π x).

    Examples
    --------
    >>> truth([-1, 0, 0.5]).round(3)
    array([0.588, 0.   , 0.951])
    """
    return np.sin(1.2 * np.pi * np.asarray(x, dtype=np.float64))


def places(v: ArrayLike) -> np.ndarray:
    """Return v, from -1 to 1, drawn a little toward both ends: sin(0.45 π v) / sin(0.45 π).

    A polynomial is held by its points; with few of them near the ends it runs away there.

    Examples
    --------
    >>> places([-1, 0, 0.5]).round(3)
    array([-1.   ,  0.   ,  0.658])
    """
    return np.sin(_BEND * np.asarray(v, dtype=np.float64)) / np.sin(_BEND)


#: Where the new points lie.
NEW_X = places((np.arange(NEW_POINTS) + 0.5) / (NEW_POINTS / 2) - 1)


def features(x: ArrayLike, degree: int) -> np.ndarray:
    """Return 1 and the polynomials of Legendre up to a degree, each of mean square 1.

    Shape
    -----
    x : (..., n)
    returned : (..., n, degree + 1)

    Sums of them are all polynomials of that degree, as are sums of 1, x, x², …; but these are so
    unlike each other that the fit loses no digits.

    Examples
    --------
    >>> features([-1, 0, 1], 2).round(3)
    array([[ 1.   , -1.732,  2.236],
           [ 1.   ,  0.   , -1.118],
           [ 1.   ,  1.732,  2.236]])
    """
    return legendre.legvander(x, degree) * np.sqrt(2 * np.arange(degree + 1) + 1)


def fit(A: np.ndarray, y: np.ndarray, decay: float) -> np.ndarray:
    """Return the weights w that make (1/2n) Σ (A w - y)² + (λ/2n) Σ w² least, λ being ``decay``.

    The first column of A is all ones: its weight is the bias, which is not in the second sum.
    Least squares with one more row for each weight: √λ in its column, and the aim 0.

    Shape
    -----
    A : (..., n, p)
    y : (..., n)
    returned : (..., p)

    Parameters
    ----------
    A, y : array
        The features and the numbers to be matched; stacks of them give stacks of weights.
    decay : float
        λ. Less than ``FLOOR`` is taken as ``FLOOR``.

    Examples
    --------
    >>> fit(features([-1, 0, 1], 1), np.array([0.0, 3.0, 6.0]), decay=0).round(4)
    array([3.    , 1.7321])
    >>> fit(features([-1, 0, 1], 1), np.array([0.0, 3.0, 6.0]), decay=6).round(4)
    array([3.   , 0.866])
    """
    Q, R = _factors(A, decay)
    n = A.shape[-2]
    return np.linalg.solve(R, np.swapaxes(Q[..., :n, :], -1, -2) @ y[..., np.newaxis])[..., 0]


def follows(A: np.ndarray, decay: float) -> np.ndarray:
    """Return by how much of its own way the curve goes after each point when that one is moved.

    The fitted numbers are H y; these are the entries on the diagonal of H, and their sum is the
    number of weights that are free: p without decay, fewer with it, and never more than n.

    Shape
    -----
    A : (n, p)
    returned : (n,)

    Examples
    --------
    >>> follows(features([-1, 0, 1], 1), decay=0).round(4)
    array([0.8333, 0.3333, 0.8333])
    >>> follows(features([-1, 0, 1], 1), decay=6).round(4)
    array([0.5833, 0.3333, 0.5833])
    """
    Q, _ = _factors(A, decay)
    return np.sum(Q[: len(A)] ** 2, axis=1)


def _factors(A: np.ndarray, decay: float) -> tuple[np.ndarray, np.ndarray]:
    """Factor A with the rows of the decay under it; the numbers to be matched there are 0."""
    p = A.shape[-1]
    held = np.sqrt(max(decay, FLOOR)) * np.eye(p)[1:]
    held = np.broadcast_to(held, (*A.shape[:-2], p - 1, p))
    return np.linalg.qr(np.concatenate([A, held], axis=-2))


class DataSet(NamedTuple):
    """The most points that a data set has, and its noise on new points; in units of the noise."""

    x: np.ndarray
    noise: np.ndarray
    new_noise: np.ndarray


@lru_cache(maxsize=400)
def data_set(seed: int, which: int) -> DataSet:
    """Return one of the data sets of a seed; a smaller one has its first points.

    From a random start each place is the golden section of the circle farther than the last, so
    that any number of them is spread evenly; the noise is normal.

    Examples
    --------
    >>> data_set(0, 0).x[:3].round(3), data_set(0, 0).noise[:2].round(3)
    (array([ 0.815, -0.145, -0.952]), array([ 2.449, -0.536]))
    """
    rng = PageRandom(seed, which)
    around = (rng.random() + np.arange(MOST_POINTS) * _GOLDEN) % 1
    return DataSet(
        places(2 * around - 1), rng.normal(size=MOST_POINTS), rng.normal(size=NEW_POINTS)
    )
