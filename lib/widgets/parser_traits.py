"""A trait type of GreedyParser: a short list of whole numbers."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import traitlets

from .traits import ExplorableError


class Counts(traitlets.List):
    """A list of whole numbers, none below 0.

    Parameters
    ----------
    most : int
        How many there may be.
    high : int
        How large each may be.

    Raises
    ------
    ExplorableError
        If there are more, or one is larger or no whole number.

    Examples
    --------
    >>> from lib.widgets import GreedyParser
    >>> GreedyParser(joins=[1, 9])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: GreedyParser.joins: got [1, 9], expected at most 5 whole \
numbers from 0 to 5; pass a list such as [0, 2]
    """

    def __init__(self, *, most: int, high: int):
        super().__init__(default_value=[])
        self.most, self.high = most, high
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list[int]:
        """Return the numbers as plain ints, or raise."""
        fits = isinstance(value, list | tuple) and len(value) <= self.most
        if not (fits and all(self._counts(item) for item in value)):
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {value!r}, expected at most {self.most} "
                f"whole numbers from 0 to {self.high}; pass a list such as [0, 2]"
            )
        return [int(item) for item in value]

    def _counts(self, item: object) -> bool:
        whole = isinstance(item, Integral) and not isinstance(item, bool)
        return whole and 0 <= item <= self.high
