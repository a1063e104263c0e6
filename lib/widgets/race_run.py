"""A race of optimizers down a surface: the four rules by ``lib.optim``, and who arrives when."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lib.nn import Parameter
from lib.optim import SGD, Adam, RMSprop

from .landscapes import MINIMA, gradient, height
from .randomness import PageRandom

RUNNERS = ("sgd", "momentum", "rmsprop", "adam")

MAX_STEPS = 300

#: A runner has arrived at the first step from which it stays within ``NEAR`` of a minimum for
#: ``STAY`` steps more.
NEAR = 0.2
STAY = 20

#: A runner has diverged when a coordinate is larger than this: many pictures away.
FAR_AWAY = 100.0

#: The rates and the β of the map, and the rates among which the best is looked for.
RATES = np.array([float(f"{10 ** (k / 20 - 3):.3g}") for k in range(75)])
BETAS = np.array([round(0.03 * k, 2) for k in range(34)])

_TICKS = MAX_STEPS + STAY  # what has to be known to say who arrives within MAX_STEPS
_NOISE = 1  # the stream of a seed


class _UncorrectedAdam(Adam):
    """Adam as it would be if m and v, which start at 0, were taken as they are."""

    def _update(self, g, m, v):
        beta1, beta2 = self.betas
        m *= beta1
        m += (1 - beta1) * g
        v *= beta2
        v += (1 - beta2) * g * g
        g[...] = self.lr * m / (np.sqrt(v) + self.eps)


@lru_cache(maxsize=16)
def noises(seed: int) -> np.ndarray:
    """Return the noise of size 1 that all runners get: two numbers of the bell curve a step.

    Shape
    -----
    returned : (320, 2)

    Examples
    --------
    >>> noises(1)[:2].round(3)
    array([[ 0.026,  0.709],
           [-0.592,  0.315]])
    """
    return PageRandom(seed, _NOISE).normal(size=(_TICKS, 2))


def descend(
    runner: str,
    rates: np.ndarray,
    surface: str,
    start: tuple[float, float],
    *,
    beta: float = 0.9,
    steepness: float = 20.0,
    noise: float = 0.0,
    seed: int = 1,
    corrected: bool = True,
    steps: int = _TICKS,
) -> np.ndarray:
    """Let one runner go down as often as there are rates, side by side.

    The rules are those of :mod:`lib.optim`: SGD, SGD with momentum β, RMSprop with α = 0.99, Adam
    with β₁ = 0.9 and β₂ = 0.999. Each step gets the gradient plus ``noise`` times :func:`noises`.

    Shape
    -----
    rates : (n,)
    returned : (steps + 1, n, 2), the points; not finite where a run has left for good

    Parameters
    ----------
    runner : str
        One of ``RUNNERS``.
    rates : array
        The learning rates.
    surface : str
        One of :data:`lib.widgets.landscapes.LANDSCAPES`.
    start : pair of float
        Where to begin.
    beta : float
        How much of the past speed momentum keeps.
    steepness : float
        κ of the ravine.
    noise : float
        Spread of what is added to each slope.
    seed : int
        Of the noise.
    corrected : bool
        Does Adam make up for averages that start at 0?
    steps : int
        At most 320.

    Examples
    --------
    >>> descend("sgd", np.array([0.1, 0.5]), "ravine", (1.0, 0.0), steps=2)[:, :, 0].round(3)
    array([[1.  , 1.  ],
           [0.9 , 0.5 ],
           [0.81, 0.25]])
    """
    place = Parameter(np.tile(np.array(start, dtype=np.float64), (len(rates), 1)))
    optimizer = {
        "sgd": lambda: SGD([place], lr=0.0),
        "momentum": lambda: SGD([place], lr=0.0, momentum=beta),
        "rmsprop": lambda: RMSprop([place], lr=0.0),
        "adam": lambda: (Adam if corrected else _UncorrectedAdam)([place], lr=0.0),
    }[runner]()
    # A rate for each row: SGD works on the rows, the others on all numbers in one row.
    each = np.repeat(rates, 2)
    optimizer.lr = each if runner in ("rmsprop", "adam") else each.reshape(-1, 2)
    points = np.empty((steps + 1, len(rates), 2))
    points[0] = place.data
    with np.errstate(all="ignore"):  # what has diverged goes on to infinity
        for step, shake in enumerate(noise * noises(seed)[:steps], start=1):
            slopes = gradient(surface, place.data[:, 0], place.data[:, 1], steepness)
            place.grad[...] = np.stack(slopes, axis=1) + shake
            optimizer.step()
            points[step] = place.data
    return points


def judge(points: np.ndarray, surface: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the steps at which runs have arrived and at which they have diverged; -1 is never.

    A run has arrived at the first step from which it stays within ``NEAR`` of a minimum for
    ``STAY`` steps more; it has diverged when a coordinate is larger than ``FAR_AWAY``.

    Shape
    -----
    points : (320 + 1, …, 2)
    returned : twice (…)

    Examples
    --------
    >>> points = descend("sgd", np.array([0.05, 0.2]), "ravine", (-3.5, 1.2))
    >>> judge(points, "ravine")
    (array([56, -1]), array([-1,  5]))
    """
    with np.errstate(all="ignore"):
        inside = _nearest(points, surface) < NEAR * NEAR
        away = ~(np.abs(points).max(axis=-1) <= FAR_AWAY)[: MAX_STEPS + 1]
    stayed = np.cumsum(np.concatenate([np.zeros_like(inside[:1]), inside]), axis=0, dtype=int)
    stays = stayed[STAY + 1 :] - stayed[: -STAY - 1] == STAY + 1
    first = [np.where(hit.any(axis=0), hit.argmax(axis=0), -1) for hit in (stays, away)]
    return np.where(first[1] >= 0, -1, first[0]), first[1]


def _nearest(points: np.ndarray, surface: str) -> np.ndarray:
    """Return the squared distance to the nearest minimum."""
    x, y = points[..., 0], points[..., 1]
    return np.min([(x - a) ** 2 + (y - b) ** 2 for a, b in MINIMA[surface]], axis=0)


def rates_map(
    surface: str, start: tuple[float, float], steepness: float, noise: float, seed: int
) -> np.ndarray:
    """Return after how many steps momentum arrives, for each β and rate: all runs at once.

    v ← βv + g, then p ← p - rate · v. On the ravine without noise the run that loses least time in
    the long run has rate (2/(1 + √κ))² and β = ((√κ - 1)/(√κ + 1))², see :func:`best_in_theory`.

    Shape
    -----
    returned : (34, 75), a row for each of ``BETAS`` and a column for each of ``RATES``; -1 where
        it has not arrived after 300 steps, -2 where it diverges

    Examples
    --------
    >>> steps = rates_map("ravine", (-3.5, 1.2), steepness=20, noise=0, seed=1)
    >>> steps[steps > 0].min(), (steps == -2).sum()
    (np.int64(7), np.int64(1059))
    """
    rate, beta = np.meshgrid(RATES, BETAS)
    (x, y), speed_x, speed_y = (np.full(rate.shape, c) for c in start), 0 * rate, 0 * rate
    points = np.empty((_TICKS + 1, *rate.shape, 2))
    points[0] = start
    with np.errstate(all="ignore"):
        for step, (shake_x, shake_y) in enumerate(noise * noises(seed), start=1):
            slope_x, slope_y = gradient(surface, x, y, steepness)
            speed_x = beta * speed_x + (slope_x + shake_x)
            speed_y = beta * speed_y + (slope_y + shake_y)
            x, y = x - rate * speed_x, y - rate * speed_y
            points[step, ..., 0], points[step, ..., 1] = x, y
    arrived, diverged = judge(points, surface)
    return np.where(diverged >= 0, -2, arrived)


def best_in_theory(steepness: float) -> tuple[float, float]:
    """Return the rate and the β at which momentum shrinks all distances fastest in the ravine.

    With them every direction of the ravine, whose curvatures are 1 and κ, shrinks by √β a step.

    Examples
    --------
    >>> tuple(round(value, 3) for value in best_in_theory(100))
    (0.033, 0.669)

    References
    ----------
    Polyak (1964), "Some methods of speeding up the convergence of iteration methods".
    """
    root = np.sqrt(steepness)
    return float((2 / (1 + root)) ** 2), float(((root - 1) / (root + 1)) ** 2)


class RaceNumbers(NamedTuple):
    """The race at a step; each entry but the last two has a part for every runner that runs.

    ``points`` and ``costs`` lead up to the step, or to where the runner diverged; ``distance`` is
    that of the last point to the nearest minimum. ``arrived`` and ``diverged`` are steps, also
    later ones, or None. ``leaders`` have arrived first or, while none has, the lowest cost.
    ``best`` is the rate at which a runner would arrive soonest, and after how many steps, or None.
    ``map`` is that of :func:`rates_map`, if it is in sight.
    """

    points: dict[str, list]
    costs: dict[str, list]
    distance: dict[str, float]
    arrived: dict[str, int | None]
    diverged: dict[str, int | None]
    best: dict[str, list | None]
    leaders: list[str]
    map: list[list[int]]


def race(
    *,
    surface: str,
    start_x: float,
    start_y: float,
    rate: float,
    step: int,
    view: str = "race",
    search: bool = False,
    runners: dict[str, float],
    **settings: float,
) -> RaceNumbers:
    """Run the race: ``runners`` gives each runner's own rate, 0 for the common one."""
    start = (start_x, start_y)
    found: dict = {name: {} for name in RaceNumbers._fields[:6]}
    for name, own in runners.items():
        points = descend(name, np.array([own or rate]), surface, start, **settings)
        arrived, diverged = (int(when[0]) for when in judge(points, surface))
        end = min(step, diverged) if diverged >= 0 else step
        path = points[: end + 1, 0]
        found["points"][name] = path.tolist()
        costs = height(surface, path[:, 0], path[:, 1], settings["steepness"])
        found["costs"][name] = costs.tolist()
        found["distance"][name] = float(np.sqrt(_nearest(path[-1], surface)))
        found["arrived"][name] = arrived if arrived >= 0 else None
        found["diverged"][name] = diverged if diverged >= 0 else None
        found["best"][name] = _best(name, surface, start, settings) if search else None
    shown = {name: settings[name] for name in ("steepness", "noise", "seed")}
    steps = rates_map(surface, start, **shown).tolist() if view == "map" else []
    return RaceNumbers(**found, leaders=_leaders(found, step), map=steps)


def _best(name, surface, start, settings):
    arrived, _ = judge(descend(name, RATES, surface, start, **settings), surface)
    if arrived.max() < 0:
        return None
    soonest = int(np.argmin(np.where(arrived < 0, _TICKS, arrived)))
    return [float(RATES[soonest]), int(arrived[soonest])]


def _leaders(found, step):
    there = {n: k for n, k in found["arrived"].items() if k is not None and k <= step}
    lost = {n for n, k in found["diverged"].items() if k is not None and k <= step}
    marks = there or {n: costs[-1] for n, costs in found["costs"].items() if n not in lost}
    return [name for name, mark in marks.items() if mark == min(marks.values())]
