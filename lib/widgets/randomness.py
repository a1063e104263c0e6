"""Random numbers that a page can draw too: the same in Python and in JavaScript."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

_MODULUS = 2**31 - 1
_WARM_UP = 12  # neighboring seeds begin with neighboring numbers


def lehmer(s: int) -> int:
    """Return the number after s in Park and Miller's generator: 16807 s mod (2³¹ - 1).

    Examples
    --------
    >>> lehmer(1), lehmer(16807)
    (16807, 282475249)

    References
    ----------
    Park, Miller (1988), "Random number generators: good ones are hard to find".
    """
    return 16807 * s % _MODULUS


def shuffled(count: int, s: int) -> tuple[list[int], int]:
    """Return 0 … count - 1 in the order of Fisher and Yates' shuffle, and where s has come to.

    Examples
    --------
    >>> shuffled(4, 7)
    ([2, 0, 3, 1], 621132276)
    """
    order = list(range(count))
    for i in range(count - 1, 0, -1):
        s = lehmer(s)
        j = s % (i + 1)
        order[i], order[j] = order[j], order[i]
    return order, s


class PageRandom(np.random.Generator):
    """A generator with the numbers of the page, for whatever in ``lib`` takes an ``rng``.

    Parameters
    ----------
    seed : int
        From 1.
    *place : int
        Whole numbers that tell the streams of one seed apart.

    Examples
    --------
    >>> rng = PageRandom(1, 3)
    >>> rng.random(3).round(4), rng.normal(size=2).round(4)
    (array([0.2743, 0.6996, 0.8575]), array([ 1.2473, -1.0595]))
    >>> rng.permutation(5)
    array([0, 2, 4, 3, 1])
    """

    def __new__(cls, *_seeds: int) -> PageRandom:
        """Make room; the seeds are not NumPy's."""
        return super().__new__(cls)

    def __init__(self, seed: int, *place: int):
        super().__init__(np.random.PCG64(0))  # stands by, unused: what is drawn is below
        s = seed
        for number in place:
            s = (s * 48271 + number * 69621) % (_MODULUS - 1)
        self._s = s % (_MODULUS - 1) + 1
        for _ in range(_WARM_UP):
            self._s = lehmer(self._s)

    def _uniform(self) -> float:
        self._s = lehmer(self._s)
        return self._s / _MODULUS

    def _normal(self) -> float:
        radius = math.sqrt(-2 * math.log(self._uniform()))
        return radius * math.cos(2 * math.pi * self._uniform())

    def random(self, size: Any = None, dtype: Any = np.float64, out: Any = None) -> Any:
        """Return numbers between 0 and 1, drawn one by one; the precision is always float64."""
        numbers = np.array([self._uniform() for _ in range(np.prod(size or 1, dtype=int))])
        return numbers.reshape(size) if size is not None else float(numbers[0])

    def normal(self, loc: float = 0.0, scale: float = 1.0, size: Any = None) -> Any:
        """Return numbers of the bell curve, each from two draws (Box and Muller)."""
        numbers = np.array([self._normal() for _ in range(np.prod(size or 1, dtype=int))])
        return loc + scale * (numbers.reshape(size) if size is not None else float(numbers[0]))

    def permutation(self, x: int, axis: int = 0) -> np.ndarray:
        """Return 0 … x - 1 in a new order."""
        order, self._s = shuffled(x, self._s)
        return np.array(order)
