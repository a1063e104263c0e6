"""MovingAverage: an average that forgets, on daily temperatures that were invented."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .base import Explorable, fallback_table
from .randomness import PageRandom
from .traits import Number, Switch

#: Two hundred days from 1 September; the coldest of the season is day 141.
DAYS = 200

_MEAN, _SWING, _HOTTEST, _YEAR = 9.0, 10.0, -42, 365.25
_WEATHER = 3.0


@lru_cache(maxsize=1)
def seasons() -> np.ndarray:
    """Return the season's temperature of every day, °C: what the days would have without weather.

    Day t has 9 + 10 cos(2π (t + 42)/365.25), with t from 1 to 200.

    Shape
    -----
    returned : (DAYS,)

    Examples
    --------
    >>> seasons()[[0, 140, 199]].round(1)
    array([16.4, -1. ,  3.8])
    """
    t = np.arange(1, DAYS + 1)
    return _MEAN + _SWING * np.cos(2 * np.pi * (t - _HOTTEST) / _YEAR)


@lru_cache(maxsize=1)
def temperatures() -> np.ndarray:
    """Return the measured temperature of every day, °C: the season and weather, both invented.

    The weather is normal with standard deviation 3, each day for itself; one decimal is kept.

    Shape
    -----
    returned : (DAYS,)
    """
    weather = _WEATHER * PageRandom(1, DAYS).normal(size=DAYS)
    return np.floor(10 * (seasons() + weather) + 0.5) / 10


def moving_average(values: np.ndarray, beta: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the moving averages after each value, as they are and with the start corrected.

    v_t = β v_{t-1} + (1 - β) θ_t with v_0 = 0, and v_t / (1 - βᵗ).

    Shape
    -----
    values : (n,)
    returned : (n,), (n,)

    Parameters
    ----------
    values : array
        θ, the first one first.
    beta : float
        How much of the average before is kept, from 0 to below 1.

    Examples
    --------
    >>> v, corrected = moving_average(np.array([10.0, 10.0, 20.0]), beta=0.5)
    >>> v, corrected.round(2)
    (array([ 5.  ,  7.5 , 13.75]), array([10.  , 10.  , 15.71]))
    """
    v, found = 0.0, []
    for value in values:
        v = beta * v + (1 - beta) * value
        found.append(v)
    average = np.array(found)
    return average, average / (1 - beta ** np.arange(1, len(values) + 1))


class AverageNumbers(NamedTuple):
    """The numbers of the figure; both lists have an entry a day.

    ``memory`` is 1/(1 - β) and ``window`` the same in whole days. Of the day that is looked at,
    ``inside`` is the weight on the days of the window, ``left`` the weight βᵗ on the start at 0,
    and ``age`` how old the days are that the average is made of, by their weights. ``coldest`` is
    the day on which the corrected average is lowest.
    """

    average: list[float]
    corrected: list[float]
    measured: float
    season: float
    memory: float
    window: int
    inside: float
    left: float
    age: float
    coldest: int


def numbers(beta: float, day: int) -> AverageNumbers:
    """Average the temperatures, and look at the weights behind one day's average.

    The day that was k days ago has the weight (1 - β) βᵏ. The last m days have 1 - βᵐ together,
    and all t days 1 - βᵗ. The mean age is Σ k βᵏ / Σ βᵏ over k < t, which comes near β/(1 - β).

    Parameters
    ----------
    beta : float
        From 0 to below 1.
    day : int
        The day t that is looked at, from 1.

    Examples
    --------
    >>> found = numbers(0.9, day=60)
    >>> found.window, round(found.inside, 2), round(found.age, 1)
    (10, 0.65, 8.9)
    """
    average, corrected = moving_average(temperatures(), beta)
    memory = 1 / (1 - beta)
    window = int(np.floor(memory + 0.5))
    ages = np.arange(day)
    weights = beta**ages
    return AverageNumbers(
        average=average.tolist(),
        corrected=corrected.tolist(),
        measured=float(temperatures()[day - 1]),
        season=float(seasons()[day - 1]),
        memory=memory,
        window=window,
        inside=1 - beta ** min(window, day),
        left=beta**day,
        age=float(np.sum(ages * weights) / np.sum(weights)),
        coldest=int(np.argmin(corrected)) + 1,
    )


class MovingAverage(Explorable):
    """Set how much of the past an average keeps; see its window, its lag and its start at 0.

    Parameters
    ----------
    beta : float
        How much of the average before is kept, 0 to 0.99.
    day : int
        The day whose average is taken apart, 1 to 200.
    corrected : bool
        Divide by 1 - βᵗ, which makes up for the start at 0.

    Examples
    --------
    >>> w = MovingAverage(beta=0.98, day=10)
    >>> w
    MovingAverage(beta=0.98, day=10, corrected=True)
    >>> round(w.value, 1), round(w.found.average[9], 1), round(w.found.left, 2)
    (15.9, 2.9, 0.82)
    """

    beta = Number(0.9, low=0, high=0.99)
    day = Number(60, low=1, high=DAYS, whole=True)
    corrected = Switch(True)

    @property
    def found(self) -> AverageNumbers:
        """The numbers of the figure, as it is now."""
        return numbers(self.beta, self.day)

    @property
    def value(self) -> float:
        """The average on the day, corrected or not."""
        found = self.found
        return (found.corrected if self.corrected else found.average)[self.day - 1]

    def _fallback_html(self) -> str:
        found = self.found
        rows = [
            [
                str(day),
                f"{temperatures()[day - 1]:.1f}",
                f"{found.average[day - 1]:.2f}",
                f"{found.corrected[day - 1]:.2f}",
            ]
            for day in sorted({1, 2, 5, 10, 20, 50, 100, 150, 200, self.day})
        ]
        caption = f"Invented temperatures and their moving average with β = {self.beta:g}, °C"
        columns = ["day", "measured", "average", "corrected average"]
        return fallback_table(caption, columns, rows)
