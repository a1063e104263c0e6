"""Trait types of PoolingStepper: a small picture, and a number for each of its windows."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from .traits import ExplorableError

#: The picture has as many rows and columns.
SIDE = 4

#: No window can be placed more often, along rows or columns.
MOST_PLACES = 3

#: No number of the picture, and no δ, is farther from 0.
LIMIT = 9


class _Table(traitlets.List):
    """Rows of whole numbers from -9 to 9."""

    def __init__(self, *default: tuple[int, ...]):
        super().__init__(default_value=[list(row) for row in default])
        self.tag(sync=True, state=True)

    def _whole(self, owner: object, value: Any, expected: str, cure: str) -> np.ndarray:
        try:
            table = np.asarray(value, dtype=np.float64)
        except (TypeError, ValueError):
            self._refuse(owner, repr(value), expected, cure)
        if table.ndim != 2:
            self._refuse(owner, f"an array of shape {table.shape}", expected, cure)
        bad = table[~(np.abs(table) <= LIMIT) | (table != np.round(table))]
        if bad.size:
            self._refuse(owner, f"{bad[0]:g} among the numbers", expected, cure)
        return table.astype(int)

    def _refuse(self, owner: object, got: str, expected: str, cure: str) -> None:
        raise ExplorableError(
            f"{type(owner).__name__}.{self.name}: got {got}, expected {expected}; {cure}"
        )


class SmallPicture(_Table):
    """A picture of 4 × 4 whole numbers from -9 to 9.

    Raises
    ------
    ExplorableError
        If its shape is another, or a number is not whole or out of bounds.

    Examples
    --------
    >>> from lib.widgets import PoolingStepper
    >>> PoolingStepper(picture=[[1, 2], [3, 4]])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: PoolingStepper.picture: got an array of shape (2, 2), \
expected 4 rows of 4 whole numbers from -9 to 9; cut the picture to that size, and round it
    """

    def validate(self, obj: Any, value: Any) -> list[list[int]]:
        """Return the picture as lists of ``int``, or raise."""
        expected = f"{SIDE} rows of {SIDE} whole numbers from -{LIMIT} to {LIMIT}"
        cure = "cut the picture to that size, and round it"
        table = self._whole(obj, value, expected, cure)
        if table.shape != (SIDE, SIDE):
            self._refuse(obj, f"an array of shape {table.shape}", expected, cure)
        return table.tolist()


class Deltas(_Table):
    """A δ for each window: up to 3 rows of up to 3 whole numbers from -9 to 9.

    What is not given is filled up from the default, so that any window finds its δ.

    Raises
    ------
    ExplorableError
        If there are more, or a number is not whole or out of bounds.

    Examples
    --------
    >>> from lib.widgets import PoolingStepper
    >>> PoolingStepper(grad=[[1, 0], [0, 1]]).delta
    array([[1., 0.],
           [0., 1.]])
    >>> PoolingStepper(grad=[[0.5]])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: PoolingStepper.grad: got 0.5 among the numbers, expected \
up to 3 rows of up to 3 whole numbers from -9 to 9; pass one for each window
    """

    def validate(self, obj: Any, value: Any) -> list[list[int]]:
        """Return three rows of three ``int``, or raise."""
        expected = (
            f"up to {MOST_PLACES} rows of up to {MOST_PLACES} whole numbers "
            f"from -{LIMIT} to {LIMIT}"
        )
        cure = "pass one for each window"
        given = self._whole(obj, value, expected, cure)
        if not (1 <= given.shape[0] <= MOST_PLACES and 1 <= given.shape[1] <= MOST_PLACES):
            self._refuse(obj, f"an array of shape {given.shape}", expected, cure)
        whole = np.array(self.default_args[0])
        whole[: given.shape[0], : given.shape[1]] = given
        return whole.tolist()
