"""Trait types of the explorables: they check a value and say what to do about a bad one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Integral, Real
from typing import Any

import traitlets


class ExplorableError(traitlets.TraitError, ValueError):
    """A value that an explorable cannot show."""


def _reject(trait: traitlets.TraitType, owner: object, got: object, expected: str, cure: str):
    raise ExplorableError(
        f"{type(owner).__name__}.{trait.name}: got {got!r}, expected {expected}; {cure}"
    )


class Number(traitlets.Float):
    """A finite number between two bounds.

    Parameters
    ----------
    default : float
        Value when none is given.
    low, high : float
        The bounds; both are allowed.
    whole : bool
        Only whole numbers (the value is then an ``int``).

    Raises
    ------
    ExplorableError
        If the value is not a number or out of bounds.

    Examples
    --------
    >>> from lib.widgets import SigmoidSlope
    >>> SigmoidSlope(z=80)
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: SigmoidSlope.z: got 80, expected a number from -8 to 8; \
choose one within these bounds, they are the edges of the picture
    """

    def __init__(self, default: float, *, low: float, high: float, whole: bool = False):
        super().__init__(default)
        self.low, self.high, self.whole = low, high, whole
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> float:
        """Return the value as a plain ``float`` (or ``int``), or raise."""
        kind = Integral if self.whole else Real
        noun = "a whole number" if self.whole else "a number"
        expected = f"{noun} from {self.low:g} to {self.high:g}"
        if isinstance(value, bool) or not isinstance(value, kind) or not math.isfinite(value):
            _reject(self, obj, value, expected, "pass one such number")
        if not self.low <= value <= self.high:
            cure = "choose one within these bounds, they are the edges of the picture"
            _reject(self, obj, value, expected, cure)
        return int(value) if self.whole else float(value)


class Choice(traitlets.Unicode):
    """One name among a few.

    Parameters
    ----------
    choices : sequence of str
        The names; the first is the default.

    Raises
    ------
    ExplorableError
        If the value is none of them.

    Examples
    --------
    >>> from lib.widgets import SigmoidSlope
    >>> SigmoidSlope(activation="sigmod")
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: SigmoidSlope.activation: got 'sigmod', expected one of \
'sigmoid', 'tanh', 'relu', 'leaky_relu'; check the spelling
    """

    def __init__(self, choices: Sequence[str]):
        super().__init__(choices[0])
        self.choices = tuple(choices)
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> str:
        """Return the name, or raise."""
        if value not in self.choices:
            names = ", ".join(map(repr, self.choices))
            _reject(self, obj, value, f"one of {names}", "check the spelling")
        return value


class Switch(traitlets.Bool):
    """Something that is on or off.

    Parameters
    ----------
    default : bool
        What it is when nothing is said.

    Raises
    ------
    ExplorableError
        If the value is neither True nor False.

    Examples
    --------
    >>> from lib.widgets import MovingAverage
    >>> MovingAverage(corrected="yes")
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: MovingAverage.corrected: got 'yes', expected True or \
False; pass one of the two
    """

    def __init__(self, default: bool):
        super().__init__(default)
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> bool:
        """Return the value, or raise."""
        if not isinstance(value, bool):
            _reject(self, obj, value, "True or False", "pass one of the two")
        return value
