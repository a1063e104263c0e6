"""Trait type for the shape of an array."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import traitlets

from .traits import ExplorableError

MOST_AXES = 3
LONGEST = 5


class Shape(traitlets.List):
    """The shape of a small array: up to three axes, each 1 to 5 long; none is a single number.

    Raises
    ------
    ExplorableError
        If it is no such shape.

    Examples
    --------
    >>> from lib.widgets import Broadcast
    >>> Broadcast(left=(3, 8))
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: Broadcast.left: got (3, 8), expected up to 3 whole numbers \
from 1 to 5; pass a short shape such as (3, 4), (4,) or ()
    """

    def __init__(self, *default: int):
        super().__init__(default_value=list(default))
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list[int]:
        """Return the shape as a list of whole numbers, or raise."""
        fits = isinstance(value, list | tuple) and len(value) <= MOST_AXES
        if not fits or not all(
            isinstance(size, Integral) and not isinstance(size, bool) and 1 <= size <= LONGEST
            for size in value
        ):
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {value!r}, expected up to {MOST_AXES} "
                f"whole numbers from 1 to {LONGEST}; pass a short shape such as (3, 4), (4,) or ()"
            )
        return [int(size) for size in value]
