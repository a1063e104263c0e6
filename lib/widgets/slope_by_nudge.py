"""SlopeByNudge: the slope of a curve, measured by going a little to the side."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from lib.data import load_salaries

from .arrays import Option
from .base import Explorable, fallback_table
from .line_by_hand import unit
from .traits import Choice, Number

CURVES = ("salaries", "square")
SIDES = ("right", "both")

#: For each curve and trait: where it starts, the lowest and the highest value.
BOUNDS = {
    "salaries": {"at": (400.0, 0, 1600), "nudge": (500.0, 0.0005, 500)},
    "square": {"at": (3.0, -3, 3), "nudge": (1.0, 0.0001, 1)},
}


class NudgeNumbers(NamedTuple):
    """The numbers of a nudge: ``ends`` are [place, value] on the left and on the right.

    ``quotient`` is rise divided by run, ``exact`` the slope of the curve at the place itself.
    """

    ends: list[list[float]]
    rise: float
    run: float
    quotient: float
    exact: float


def value_and_slope(curve: str, at: float) -> tuple[float, float]:
    """Return the height and the slope of a curve at a place.

    ``salaries``: the cost of the line through zero with the weight ``at``, for the five people.
    ``square``: the square of ``at``.

    Parameters
    ----------
    curve : str
        One of ``CURVES``.
    at : float
        The place.

    Examples
    --------
    >>> value_and_slope("square", 3.0)
    (9.0, 6.0)
    """
    if curve == "square":
        return at * at, 2 * at
    salaries = load_salaries()
    model = unit(at, 0.0)
    return model.cost(salaries.X, salaries.y), float(model.gradient(salaries.X, salaries.y)[0][0])


def numbers(curve: str, at: float, nudge: float, sides: str) -> NudgeNumbers:
    """Nudge, measure, divide.

    Parameters
    ----------
    curve : str
        One of ``CURVES``.
    at : float
        The place.
    nudge : float
        How far to go.
    sides : str
        ``"right"``: from the place to the right; ``"both"``: from left of it to right of it.

    Examples
    --------
    >>> found = numbers("square", 3.0, 0.5, "right")
    >>> found.rise, found.run, found.quotient, found.exact
    (3.25, 0.5, 6.5, 6.0)
    >>> numbers("square", 3.0, 0.5, "both").quotient
    6.0
    """
    start = at - nudge if sides == "both" else at
    places = [float(start), float(at + nudge)]
    low, high = (value_and_slope(curve, place)[0] for place in places)
    run = 2 * nudge if sides == "both" else nudge
    return NudgeNumbers(
        ends=[[places[0], low], [places[1], high]],
        rise=high - low,
        run=float(run),
        quotient=(high - low) / run,
        exact=value_and_slope(curve, at)[1],
    )


class _OnCurve(Number):
    """A number whose bounds depend on the curve; ``low`` and ``high`` are those of the first."""

    def __init__(self, name: str):
        start, low, high = BOUNDS[CURVES[0]][name]
        super().__init__(start, low=low, high=high)

    def validate(self, obj: Any, value: Any) -> float:
        start, low, high = BOUNDS[obj.curve][self.name]
        own = Number(start, low=low, high=high)
        own.name = self.name
        return own.validate(obj, value)


class SlopeByNudge(Explorable):
    """Measure the slope of a curve: nudge, see how far it rises, divide; with ever smaller nudges.

    Parameters
    ----------
    curve : str
        ``"salaries"``: the cost of a line through zero for the five people, by its weight; or
        ``"square"``: u².
    at : float
        The place: 0 to 1600 yuan a year (400 if not given), or -3 to 3 (3 if not given).
    nudge : float
        How far to go: 0.0005 to 500 (500 if not given), or 0.0001 to 1 (1 if not given).
    sides : str
        ``"right"`` or ``"both"``.

    Raises
    ------
    ExplorableError
        For a number out of the bounds of its curve, or an unknown name.

    Examples
    --------
    >>> SlopeByNudge(curve="square", nudge=0.1)
    SlopeByNudge(curve='square', at=3.0, nudge=0.1, sides='right')
    >>> SlopeByNudge(at=-1)
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: SlopeByNudge.at: got -1, expected a number from 0 to \
1600; choose one within these bounds, they are the edges of the picture
    """

    curve = Option(*CURVES)
    at = _OnCurve("at")
    nudge = _OnCurve("nudge")
    sides = Choice(SIDES)

    def __init__(self, curve: str = CURVES[0], **more: object):
        usual = {name: start for name, (start, _, _) in BOUNDS.get(curve, {}).items()}
        super().__init__(curve=curve, **{**usual, **more})

    def __repr__(self) -> str:
        return super().__repr__().replace("(", f"(curve={self.curve!r}, ", 1)

    def _fallback_html(self) -> str:
        rows = []
        for nudge in self.nudge / 10.0 ** np.arange(5):
            found = numbers(self.curve, self.at, float(nudge), self.sides)
            rows.append([f"{nudge:g}", f"{found.rise:.6g}", f"{found.quotient:,.6g}"])
        name = "u²" if self.curve == "square" else "the cost with b = 0"
        caption = f"Smaller and smaller nudges on the curve of {name}, at {self.at:g}"
        return fallback_table(caption, ["nudge", "rise", "rise ÷ run"], rows)
