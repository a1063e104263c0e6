"""Trait types for pictures and kernels of small whole numbers that the reader edits."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import numpy as np
import traitlets

from .traits import ExplorableError

LIMIT = 9


def _whole_array(value: Any) -> np.ndarray | None:
    """Return the array of whole numbers, or None if it is none."""
    try:
        array = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    return array if np.isfinite(array).all() and (array == np.round(array)).all() else None


class WholeGrid(traitlets.List):
    """Rows of whole numbers from -9 to 9; or several such grids, one behind the other.

    Parameters
    ----------
    default : list
        The rows.
    sides : (int, int)
        Fewest and most rows and columns of one grid alone.
    behind : tuple of int
        The leading axes of several grids, such as ``(3,)`` for three channels.
    sides_behind : (int, int)
        Fewest and most rows and columns then.
    square : bool
        Whether there must be as many rows as columns.

    Raises
    ------
    ExplorableError
        If it has another shape, or other numbers.

    Examples
    --------
    >>> from lib.widgets import ConvolutionStepper
    >>> ConvolutionStepper(picture=[1, 2, 3])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: ConvolutionStepper.picture: got an array of shape (3,), \
expected shape (rows, columns) with 2 to 9 of each, or (3, rows, columns) with 2 to 5 of each, \
and whole numbers from -9 to 9; pass rows of numbers such as [[1, 0], [0, 1]]
    """

    def __init__(
        self,
        default: list,
        *,
        sides: tuple[int, int],
        behind: tuple[int, ...],
        sides_behind: tuple[int, int],
        square: bool = False,
    ):
        super().__init__(default_value=default)
        self.bounds = {2: ((), sides), 2 + len(behind): (behind, sides_behind)}
        self.square = square
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list:
        """Return the numbers as nested lists of ``int``, or raise."""
        array = _whole_array(value)
        if array is None:
            self._refuse(obj, "something else than rows of whole numbers")
        lead, (fewest, most) = self.bounds.get(array.ndim, ((), (0, -1)))
        fits = array.ndim in self.bounds and array.shape[:-2] == lead
        if not fits or not all(fewest <= side <= most for side in array.shape[-2:]):
            self._refuse(obj, f"an array of shape {array.shape}")
        if self.square and array.shape[-2] != array.shape[-1]:
            self._refuse(obj, f"an array of shape {array.shape}")
        outside = array[np.abs(array) > LIMIT]
        if len(outside):
            self._refuse(obj, f"{outside[0]:g} among the numbers")
        return array.astype(int).tolist()

    def _refuse(self, owner: object, got: str) -> None:
        names = "k, k" if self.square else "rows, columns"
        of = "k from {} to {}" if self.square else "{} to {} of each"
        shapes = [
            f"({', '.join([*map(str, lead), names])}) with {of.format(*sides)}"
            for lead, sides in self.bounds.values()
        ]
        raise ExplorableError(
            f"{type(owner).__name__}.{self.name}: got {got}, expected shape {', or '.join(shapes)}"
            f", and whole numbers from -{LIMIT} to {LIMIT}; "
            "pass rows of numbers such as [[1, 0], [0, 1]]"
        )


class WholeRow(traitlets.List):
    """A few whole numbers between two bounds; one may be given alone. Its owner says how many.

    Parameters
    ----------
    default : list of int
    low, high : int
        The bounds; both are allowed.

    Raises
    ------
    ExplorableError
        If a number is not whole, or out of bounds.

    Examples
    --------
    >>> from lib.widgets import ConvolutionStepper
    >>> ConvolutionStepper(bias=0.5)
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: ConvolutionStepper.bias: got 0.5, expected whole numbers \
from -9 to 9; pass a list of them
    """

    def __init__(self, default: list[int], *, low: int, high: int):
        super().__init__(default_value=default)
        self.low_each, self.high_each = low, high
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list[int]:
        """Return the numbers as a list of ``int``, or raise."""
        given = value.tolist() if isinstance(value, np.ndarray) else value
        row = list(given) if isinstance(given, list | tuple) else [given]
        for number in row:
            whole = isinstance(number, Integral) and not isinstance(number, bool)
            if not whole or not self.low_each <= number <= self.high_each:
                raise ExplorableError(
                    f"{type(obj).__name__}.{self.name}: got {value!r}, expected whole numbers "
                    f"from {self.low_each} to {self.high_each}; pass a list of them"
                )
        return [int(number) for number in row]
