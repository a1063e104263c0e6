"""Trait type for the heights of bumps that the reader drags, and whose number changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from .traits import ExplorableError

FEWEST, MOST = 2, 8
LOW, HIGH = -0.4, 1.4


class Heights(traitlets.List):
    """Two to eight heights, from -0.4 to 1.4.

    Raises
    ------
    ExplorableError
        If there are fewer or more, or one is not a number or out of bounds.

    Examples
    --------
    >>> from lib.widgets import BuildAFunction
    >>> BuildAFunction(heights=[0.5])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BuildAFunction.heights: got an array of shape (1,), \
expected 2 to 8 numbers from -0.4 to 1.4; pass a list such as [0.4, 0.8, 0.2, 0.6]
    """

    def __init__(self, *default: float):
        super().__init__(default_value=list(default))
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list[float]:
        """Return the heights as a list of floats, or raise."""
        try:
            heights = np.array(value, dtype=np.float64)
        except (TypeError, ValueError):
            self._refuse(obj, repr(value))
        if heights.ndim != 1 or not FEWEST <= len(heights) <= MOST:
            self._refuse(obj, f"an array of shape {heights.shape}")
        outside = heights[~((heights >= LOW) & (heights <= HIGH))]
        if len(outside):
            self._refuse(obj, f"{outside[0]:g} among the heights")
        return heights.tolist()

    def _refuse(self, owner: object, got: str) -> None:
        raise ExplorableError(
            f"{type(owner).__name__}.{self.name}: got {got}, expected {FEWEST} to {MOST} numbers "
            f"from {LOW} to {HIGH}; pass a list such as [0.4, 0.8, 0.2, 0.6]"
        )
