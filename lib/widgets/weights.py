"""Trait type for an array of weights that the reader can change."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from .traits import ExplorableError

LIMIT = 30


class Weights(traitlets.List):
    """An array of weights of one shape, from -30 to 30, kept as a list of rows.

    Parameters
    ----------
    rows, columns : int
        Its shape.

    Raises
    ------
    ExplorableError
        If it has another shape, or a number is not finite or out of bounds.

    Examples
    --------
    >>> from lib.widgets import NetworkByHand
    >>> NetworkByHand(syn1=[1, 2, 3, 4])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: NetworkByHand.syn1: got an array of shape (4,), expected \
shape (4, 1) with numbers from -30 to 30; pass an array such as network.syn1
    """

    def __init__(self, rows: int, columns: int):
        super().__init__(default_value=np.zeros((rows, columns)).tolist())
        self.shape = rows, columns
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list[list[float]]:
        """Return the weights as lists of floats, or raise."""
        try:
            array = np.array(value, dtype=np.float64)
        except (TypeError, ValueError):
            self._refuse(obj, repr(value))
        if array.shape != self.shape:
            self._refuse(obj, f"an array of shape {array.shape}")
        outside = array[~(np.abs(array) <= LIMIT)]
        if len(outside):
            self._refuse(obj, f"{outside[0]:g} among the numbers")
        return array.tolist()

    def _refuse(self, owner: object, got: str) -> None:
        raise ExplorableError(
            f"{type(owner).__name__}.{self.name}: got {got}, expected shape {self.shape} with "
            f"numbers from -{LIMIT} to {LIMIT}; pass an array such as network.{self.name}"
        )
