"""Trait type for points that the reader has moved up or down."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from .traits import ExplorableError

MOST = 200
LIMIT = 2.5


class MovedPoints(traitlets.List):
    """Rows [which, to where]: the number of a point, from 0, and its new height, -2.5 to 2.5.

    Raises
    ------
    ExplorableError
        If a row is not of that form, or a point is named twice.

    Examples
    --------
    >>> from lib.widgets import FitAndOverfit
    >>> FitAndOverfit(moved=[[3, 9.0]])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: FitAndOverfit.moved: got 9 as a height, expected numbers \
from -2.5 to 2.5; pass rows such as [3, 1.5]
    """

    def __init__(self):
        super().__init__(default_value=[])
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list[list[float]]:
        """Return the rows as lists of a whole number and a float, or raise."""
        try:
            rows = np.array(value, dtype=np.float64)
        except (TypeError, ValueError):
            self._refuse(obj, repr(value), "rows of two numbers")
        if rows.size == 0:
            return []
        if rows.ndim != 2 or rows.shape[1] != 2:
            self._refuse(obj, f"an array of shape {rows.shape}", "rows of two numbers")
        which, heights = rows.T
        strange = which[~((which >= 0) & (which < MOST) & (which == np.floor(which)))]
        if len(strange):
            self._refuse(obj, f"{strange[0]:g} as a point", f"whole numbers from 0 to {MOST - 1}")
        if len(set(which)) < len(which):
            self._refuse(obj, "a point twice", "each point once")
        outside = heights[~(np.abs(heights) <= LIMIT)]
        if len(outside):
            expected = f"numbers from -{LIMIT} to {LIMIT}"
            self._refuse(obj, f"{outside[0]:g} as a height", expected)
        return [[int(index), height] for index, height in rows.tolist()]

    def _refuse(self, owner: object, got: str, expected: str) -> None:
        raise ExplorableError(
            f"{type(owner).__name__}.{self.name}: got {got}, expected {expected}; "
            "pass rows such as [3, 1.5]"
        )
