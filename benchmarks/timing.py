"""Paired timing: two ways to do the same work, alternated, so that a busy machine slows both.

What counts is the time of the processor, not that of the clock: while another program has its turn,
nobody waits. Work on several threads at once is another matter: time that with ``perf_counter``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import NamedTuple

import numpy as np


@dataclass(frozen=True)
class Row:
    """One line of the table: what was done, and how fast by whom.

    Parameters
    ----------
    work : str
        Such as "MLP 784-300-10, batch 64".
    ours : float
        Seconds a step.
    theirs, ratio : float, optional
        Seconds a step of what we compare with, and the median of the paired ratios ours ÷ theirs.
        None where it is not installed.
    bar : float, optional
        The ratio that is to be reached.
    gflop : float, optional
        Floating-point work of one step, in 10⁹ operations: how close it comes to the speed of one
        large matrix product.
    against : str
        What we compare with.
    """

    work: str
    ours: float
    theirs: float | None = None
    ratio: float | None = None
    bar: float | None = None
    gflop: float | None = None
    against: str = "PyTorch"

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None if there is none, or nothing to compare with."""
        return None if self.bar is None or self.ratio is None else self.ratio <= self.bar


class Pair(NamedTuple):
    """Median seconds of each way, and the median of the ratios first ÷ second of all pairs."""

    first: float
    second: float
    ratio: float


def paired(
    first: Callable[[], object],
    second: Callable[[], object],
    *,
    pairs: int = 15,
    clock: Callable[[], float] = process_time,
) -> Pair:
    """Time two functions in turn.

    Parameters
    ----------
    first, second : callable
        Without arguments; both are warmed up before anything is timed.
    pairs : int
        How many times each.
    clock : callable
        Gives seconds.

    Examples
    --------
    >>> paired(lambda: sum(range(90_000)), lambda: sum(range(100)), pairs=3).ratio > 1
    True
    """
    repeats = _repeats(first, clock), _repeats(second, clock)
    times = [
        (_seconds(first, repeats[0], clock), _seconds(second, repeats[1], clock))
        for _ in range(pairs)
    ]
    return Pair(
        median(a for a, _ in times), median(b for _, b in times), median(a / b for a, b in times)
    )


def seconds(
    work: Callable[[], object], *, samples: int = 15, clock: Callable[[], float] = process_time
) -> float:
    """Return the median seconds of a call, where there is nothing to pair it with."""
    repeats = _repeats(work, clock)
    return median(_seconds(work, repeats, clock) for _ in range(samples))


def gemm_speed(size: int = 1024) -> float:
    """Return the GFLOP/s of a product of two float32 matrices: no layer can be faster.

    It is the best of several, since a bound that a busy moment has lowered is no bound.
    """
    rng = np.random.default_rng(0)
    a, b = (rng.random((size, size), dtype=np.float32) for _ in range(2))
    out = np.empty_like(a)
    best = min(_seconds(lambda: np.matmul(a, b, out=out), 1, process_time) for _ in range(20))
    return 2 * size**3 / best / 1e9


def _repeats(work: Callable[[], object], clock: Callable[[], float]) -> int:
    """Return how many calls make a sample of 20 ms.

    A shorter sample would mostly show what the other function left in the caches, and when the
    system gave the processor to another program.
    """
    work()
    return max(1, round(0.02 / max(_seconds(work, 1, clock), 1e-7)))


def _seconds(work: Callable[[], object], repeats: int, clock: Callable[[], float]) -> float:
    start = clock()
    for _ in range(repeats):
        work()
    return (clock() - start) / repeats
