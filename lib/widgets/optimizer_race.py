"""OptimizerRace: SGD, momentum, RMSprop and Adam race down a surface."""

from __future__ import annotations

import numpy as np

from . import race_run
from .base import Explorable, fallback_table
from .landscapes import LANDSCAPES
from .race_run import MAX_STEPS, RUNNERS, RaceNumbers
from .traits import Choice, Number

VIEWS = ("race", "map")

#: Where a surface starts, and at which rate, unless something else is asked for.
USUAL = {
    "ravine": {"start_x": -3.5, "start_y": 1.2, "rate": 0.03},
    "bumpy": {"start_x": -3.6, "start_y": 1.6, "rate": 0.1},
    "saddle": {"start_x": 0.05, "start_y": 1.8, "rate": 0.05},
    "curved": {"start_x": -3.5, "start_y": 1.5, "rate": 0.15},
}

NAMES = {"sgd": "SGD", "momentum": "momentum", "rmsprop": "RMSprop", "adam": "Adam"}


def numbers(*, corrected: int = 1, search: bool = False, **state: object) -> RaceNumbers:
    """Return the race at a step: see :class:`lib.widgets.race_run.RaceNumbers`.

    Parameters
    ----------
    corrected : int
        1 if Adam corrects its averages, else 0.
    search : bool
        Also look for the rate that is best for each runner.
    **state
        The state of :class:`OptimizerRace`.

    Examples
    --------
    >>> found = numbers(**OptimizerRace(step=60).state)
    >>> found.leaders, found.arrived
    (['momentum'], {'sgd': 94, 'momentum': 44, 'rmsprop': 85, 'adam': 188})
    """
    rates = {name: state.pop(f"{name}_rate") for name in RUNNERS}
    runners = {name: rates[name] for name in RUNNERS if state.pop(name)}
    return race_run.race(runners=runners, corrected=bool(corrected), search=search, **state)


class OptimizerRace(Explorable):
    """Let SGD, momentum, RMSprop and Adam race from one start, or look at momentum's map of rates.

    Parameters
    ----------
    surface : str
        ``"ravine"``, ``"bumpy"``, ``"saddle"`` or ``"curved"`` (a valley along a parabola).
    start_x, start_y : float
        Where all begin, -4 to 4 and -2 to 2. By default a place from which the surface shows what
        it is about, as for ``rate``.
    rate : float
        The learning rate of all runners that have none of their own, 0.001 to 5.
    beta : float
        β of momentum, 0 to 0.99. RMSprop has α = 0.99, Adam β₁ = 0.9 and β₂ = 0.999.
    steepness : float
        How many times steeper the ravine is across than along, 1 to 100.
    noise : float
        Spread of what is added to each slope, the same for all runners, 0 to 3.
    view : str
        ``"race"``, or ``"map"``: after how many steps momentum arrives, for many rates and β.
    step : int
        How many steps have been taken, 0 to 300.
    seed : int
        Which noise, 1 to 999.
    corrected : int
        1 if Adam corrects its averages for their start at 0, else 0.
    sgd, momentum, rmsprop, adam : int
        1 if it runs, else 0.
    sgd_rate, momentum_rate, rmsprop_rate, adam_rate : float
        A rate of its own, up to 5; 0 for the common one.

    Examples
    --------
    >>> w = OptimizerRace(rate=0.05)
    >>> w
    OptimizerRace(surface='ravine', start_x=-3.5, start_y=1.2, rate=0.05, beta=0.9, \
steepness=20.0, noise=0.0)
    >>> w.arrived
    {'sgd': 56, 'momentum': 47, 'rmsprop': 38, 'adam': 103}
    """

    surface = Choice(LANDSCAPES)
    start_x = Number(USUAL["ravine"]["start_x"], low=-4, high=4)
    start_y = Number(USUAL["ravine"]["start_y"], low=-2, high=2)
    rate = Number(USUAL["ravine"]["rate"], low=0.001, high=5)
    beta = Number(0.9, low=0, high=0.99)
    steepness = Number(20, low=1, high=100)
    noise = Number(0, low=0, high=3)
    view = Choice(VIEWS)
    step = Number(0, low=0, high=MAX_STEPS, whole=True)
    seed = Number(1, low=1, high=999, whole=True)
    corrected = Number(1, low=0, high=1, whole=True)
    sgd = Number(1, low=0, high=1, whole=True)
    momentum = Number(1, low=0, high=1, whole=True)
    rmsprop = Number(1, low=0, high=1, whole=True)
    adam = Number(1, low=0, high=1, whole=True)
    sgd_rate = Number(0, low=0, high=5)
    momentum_rate = Number(0, low=0, high=5)
    rmsprop_rate = Number(0, low=0, high=5)
    adam_rate = Number(0, low=0, high=5)
    _folded = ("view", "step", "seed", "corrected", *RUNNERS, *(f"{n}_rate" for n in RUNNERS))

    def __init__(self, surface: str = "ravine", **state: object):
        usual = USUAL.get(surface, {}) if isinstance(surface, str) else {}
        super().__init__(surface=surface, **(usual | state))

    @property
    def paths(self) -> dict[str, np.ndarray]:
        """The points of each runner so far, one a row."""
        return {name: np.array(points) for name, points in self._race().points.items()}

    @property
    def arrived(self) -> dict[str, int | None]:
        """The step at which each runner arrives, also if it is still to come; None for never."""
        return self._race().arrived

    @property
    def best(self) -> dict[str, list | None]:
        """For each runner the rate at which it would arrive soonest, and after how many steps."""
        return numbers(**self.state | {"view": "race"}, search=True).best

    def _race(self) -> RaceNumbers:
        return numbers(**self.state | {"view": "race"})

    def _fallback_html(self) -> str:
        found = numbers(**self.state | {"view": "race", "step": MAX_STEPS})
        rows = []
        for name, costs in found.costs.items():
            end = [found.arrived[name], found.diverged[name]]
            said = ["no" if step is None else f"step {step}" for step in end]
            rate = getattr(self, f"{name}_rate") or self.rate
            rows.append([NAMES[name], f"{rate:g}", *said, f"{costs[-1]:.3g}"])
        noise = f" with noise {self.noise:g}" if self.noise else ""
        caption = f"A race of {MAX_STEPS} steps on the {self.surface} surface{noise}"
        return fallback_table(caption, ["runner", "rate", "arrived", "diverged", "cost"], rows)
