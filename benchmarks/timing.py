"""Paired timing: two ways to do the same work, alternated, so that a busy machine slows both."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple


class Pair(NamedTuple):
    """Median seconds of each way, and the median of the ratios first ÷ second of all pairs."""

    first: float
    second: float
    ratio: float


def paired(first: Callable[[], object], second: Callable[[], object], *, pairs: int = 15) -> Pair:
    """Time two functions in turn.

    Parameters
    ----------
    first, second : callable
        Without arguments; both are warmed up before anything is timed.
    pairs : int
        How many times each.

    Examples
    --------
    >>> paired(lambda: sum(range(90_000)), lambda: sum(range(100)), pairs=3).ratio > 1
    True
    """
    repeats = _repeats(first), _repeats(second)
    times = [(_seconds(first, repeats[0]), _seconds(second, repeats[1])) for _ in range(pairs)]
    return Pair(
        median(a for a, _ in times), median(b for _, b in times), median(a / b for a, b in times)
    )


def _repeats(work: Callable[[], object]) -> int:
    """Return how many calls make a sample of 20 ms.

    A shorter sample would mostly show what the other function left in the caches, and when the
    system gave the processor to another program.
    """
    work()
    return max(1, round(0.02 / _seconds(work, 1)))


def _seconds(work: Callable[[], object], repeats: int) -> float:
    start = perf_counter()
    for _ in range(repeats):
        work()
    return (perf_counter() - start) / repeats
