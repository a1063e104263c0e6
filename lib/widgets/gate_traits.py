"""Trait types of GateLab: a short sequence, and gates held at numbers of one's own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Real
from typing import Any, NoReturn

import numpy as np
import traitlets

from .arrays import _Data
from .gate_cells import VALVES
from .traits import ExplorableError

#: A sequence is at most so long, and its numbers at most so large.
MOST_STEPS = 8
LARGEST = 2


class Sequence(_Data):
    """One to eight numbers, each from -2 to 2.

    Raises
    ------
    ExplorableError
        If there are fewer or more, or larger ones.

    Examples
    --------
    >>> from lib.widgets import GateLab
    >>> GateLab(x=[1, 0, 9])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: GateLab.x: got 9.0, expected numbers from -2 to 2; \
divide the sequence by its largest number
    """

    def validate(self, obj: Any, value: Any) -> list[float]:
        """Return the numbers as floats, or raise."""
        expected = f"1 to {MOST_STEPS} numbers"
        x = self._numbers(obj, value, expected, "pass a list such as [1, 0, -0.5]")
        if x.ndim != 1 or not 1 <= len(x) <= MOST_STEPS:
            self._refuse(obj, f"an array of shape {x.shape}", expected, "shorten the sequence")
        if np.abs(x).max() > LARGEST:
            got = repr(float(x[np.abs(x).argmax()]))
            expected = f"numbers from -{LARGEST} to {LARGEST}"
            self._refuse(obj, got, expected, "divide the sequence by its largest number")
        return x.tolist()


class HeldGates(traitlets.Dict):
    """Gates held at a number from 0 to 1: a gate and its step, such as ``{"f3": 1.0}``.

    Raises
    ------
    ExplorableError
        If the cell has no such gate, the step is not 1 to 8, or the number is out of bounds.

    Examples
    --------
    >>> from lib.widgets import GateLab
    >>> GateLab(held={"z2": 1.0})
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: GateLab.held: got 'z2', expected one of i, f, o and a step \
from 1 to 8; pass a dict such as {'f3': 1.0}
    """

    def __init__(self):
        super().__init__(default_value={})
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> dict[str, float]:
        """Return the dict with floats, or raise."""
        gates = VALVES[obj.kind]
        if not isinstance(value, Mapping):
            self._refuse(obj, repr(value), "a dict of gates", gates[0])
        names = [f"{gate}{t}" for gate in gates for t in range(1, MOST_STEPS + 1)]
        for name, opened in value.items():
            if name not in names:
                expected = f"one of {', '.join(gates)} and a step from 1 to {MOST_STEPS}"
                self._refuse(obj, repr(name), expected, gates[1])
            fits = isinstance(opened, Real) and not isinstance(opened, bool)
            if not (fits and math.isfinite(opened) and 0 <= opened <= 1):
                self._refuse(obj, f"{opened!r} for {name}", "a number from 0 to 1", gates[1])
        return {name: float(opened) for name, opened in value.items()}

    def _refuse(self, owner: object, got: str, expected: str, gate: str) -> NoReturn:
        raise ExplorableError(
            f"{type(owner).__name__}.{self.name}: got {got}, expected {expected}; "
            f"pass a dict such as {{'{gate}3': 1.0}}"
        )
