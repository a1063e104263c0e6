"""Trait type for a mask: which hidden units stay."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from .traits import ExplorableError


class KeptUnits(traitlets.List):
    """A 1 for each unit that stays and a 0 for each that is dropped; or nothing at all.

    Parameters
    ----------
    count : int
        How many units there are.

    Raises
    ------
    ExplorableError
        If there are fewer or more, or other numbers.

    Examples
    --------
    >>> from lib.widgets import DropoutMask
    >>> DropoutMask(mask=[1, 0, 2, 1, 1])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: DropoutMask.mask: got [1, 0, 2, 1, 1], expected 5 numbers, \
each 0 (dropped) or 1 (kept); or pass [] for the mask drawn last
    """

    def __init__(self, count: int):
        super().__init__(default_value=[])
        self.count = count
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list[int]:
        """Return the mask as a list of 0 and 1, or raise."""
        try:
            mask = np.array(value, dtype=np.float64)
        except (TypeError, ValueError):
            mask = np.array(np.nan)
        if mask.shape != (0,) and (mask.shape != (self.count,) or not np.isin(mask, (0, 1)).all()):
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {value!r}, expected {self.count} numbers, "
                "each 0 (dropped) or 1 (kept); or pass [] for the mask drawn last"
            )
        return mask.astype(int).tolist()
