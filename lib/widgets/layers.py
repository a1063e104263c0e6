"""Trait types for the layers of a network: how many units each has, and its weights."""

from __future__ import annotations

from itertools import pairwise
from numbers import Integral
from typing import Any

import numpy as np
import traitlets

from .traits import ExplorableError

MOST_LAYERS = 3
MOST_UNITS = 8


def shapes(hidden: list[int]) -> list[tuple[int, ...]]:
    """Return the shapes of W1, b1, W2, b2, … of a network with two inputs and one output.

    Examples
    --------
    >>> shapes([3])
    [(3, 2), (3,), (1, 3), (1,)]
    """
    pairs = pairwise([2, *hidden, 1])
    return [shape for inputs, units in pairs for shape in ((units, inputs), (units,))]


class Widths(traitlets.List):
    """The units of each hidden layer: up to three whole numbers from 1 to 8.

    Raises
    ------
    ExplorableError
        If there are more layers, or another number of units.

    Examples
    --------
    >>> from lib.widgets import Playground
    >>> Playground(hidden=[9])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: Playground.hidden: got [9], expected up to 3 whole numbers \
from 1 to 8; pass the units of each hidden layer, such as [4, 2], or [] for none
    """

    def __init__(self, *default: int):
        super().__init__(default_value=list(default))
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list[int]:
        """Return the widths as a list of whole numbers, or raise."""
        fits = isinstance(value, list | tuple) and len(value) <= MOST_LAYERS
        if not fits or not all(
            isinstance(units, Integral) and not isinstance(units, bool) and 1 <= units <= MOST_UNITS
            for units in value
        ):
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {value!r}, expected up to {MOST_LAYERS} "
                f"whole numbers from 1 to {MOST_UNITS}; pass the units of each hidden layer, such "
                "as [4, 2], or [] for none"
            )
        return [int(units) for units in value]


class Layers(traitlets.List):
    """Weights and biases, [W1, b1, W2, b2, …], that fit the object's ``hidden``; or [] for none.

    Raises
    ------
    ExplorableError
        If an array has another shape, or a number is not finite.

    Examples
    --------
    >>> from lib.widgets import Playground
    >>> Playground(hidden=[1], start=[[[1, 2]], [0]])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: Playground.start: got arrays of shapes (1, 2), (1,), \
expected (1, 2), (1,), (1, 1), (1,); pass [p.data for p in model.parameters()]
    """

    def __init__(self):
        super().__init__(default_value=[])
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list:
        """Return the weights as lists of floats, or raise."""
        expected = ", ".join(map(str, shapes(obj.hidden)))

        def refuse(got: str) -> None:
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {got}, expected {expected}; pass "
                "[p.data for p in model.parameters()]"
            )

        try:
            arrays = [np.array(one, dtype=np.float64) for one in value]
        except (TypeError, ValueError):
            refuse("no list of arrays")
        if arrays and [array.shape for array in arrays] != shapes(obj.hidden):
            refuse(f"arrays of shapes {', '.join(str(array.shape) for array in arrays)}")
        if not all(np.isfinite(array).all() for array in arrays):
            refuse("a number that is not finite")
        return [array.tolist() for array in arrays]
