"""The pictures, filters and output gradients that ConvolutionBackward shows, and their trait."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import traitlets

from .traits import ExplorableError

LIMIT = 9


class Case(NamedTuple):
    """One convolution: x (C, H, W), w (F, C, k, k), delta (F, OH, OW), b (F,)."""

    x: list
    w: list
    delta: list
    b: list[float]
    stride: int
    padding: int


_SMALL = [[[0, 3, 1], [3, 2, 0], [0, 3, 0]]]

#: "check" is the layer whose gradients source E4 checks: its ``init_test``, with all δ = 1.
CASES = {
    "simple": Case(_SMALL, [[[[1, 2], [3, 4]]]], [[[1, 3], [-1, -2]]], [0], 1, 0),
    "stride": Case(
        [[[1, 0, 2, 1, 0], [0, 3, 1, 0, 2], [2, 1, 0, 1, 1], [0, 2, 1, 3, 0], [1, 0, 1, 2, 2]]],
        [[[[1, 2, 3], [0, 1, 2], [4, 0, -1]]]],
        [[[1, 2], [3, -1]]],
        [0],
        2,
        0,
    ),
    "padding": Case(
        _SMALL,
        [[[[1, 0, 2], [3, 1, 0], [0, 2, -1]]]],
        [[[1, 0, 2], [0, 3, 1], [-1, 2, 0]]],
        [0],
        1,
        1,
    ),
    "depth": Case(
        [*_SMALL, [[1, 0, 2], [0, 1, 1], [2, 0, 3]]],
        [[[[1, 2], [3, 4]], [[0, -1], [2, 1]]]],
        [[[1, 3], [-1, -2]]],
        [0],
        1,
        0,
    ),
    "filters": Case(
        _SMALL,
        [[[[1, 2], [3, 4]]], [[[2, -1], [0, 1]]]],
        [[[1, 3], [-1, -2]], [[2, 0], [1, 4]]],
        [0, 0],
        1,
        0,
    ),
    "check": Case(
        [
            [[0, 1, 1, 0, 2], [2, 2, 2, 2, 1], [1, 0, 0, 2, 0], [0, 1, 1, 0, 0], [1, 2, 0, 0, 2]],
            [[1, 0, 2, 2, 0], [0, 0, 0, 2, 0], [1, 2, 1, 2, 1], [1, 0, 0, 0, 0], [1, 2, 1, 1, 1]],
            [[2, 1, 2, 0, 0], [1, 0, 0, 1, 0], [0, 2, 1, 0, 1], [0, 1, 2, 2, 2], [2, 1, 0, 0, 1]],
        ],
        [
            [
                [[-1, 1, 0], [0, 1, 0], [0, 1, 1]],
                [[-1, -1, 0], [0, 0, 0], [0, -1, 0]],
                [[0, 0, -1], [0, 1, 0], [1, -1, -1]],
            ],
            [
                [[1, 1, -1], [-1, -1, 1], [0, -1, 1]],
                [[0, 1, 0], [-1, 0, -1], [-1, 1, 0]],
                [[-1, 0, 0], [-1, 0, 1], [-1, 0, 0]],
            ],
        ],
        [[[1, 1, 1]] * 3] * 2,
        [1, 0],
        2,
        1,
    ),
}


def shape_of(case: str, name: str) -> tuple[int, ...]:
    """Return the shape that an array of a case has.

    Examples
    --------
    >>> shape_of("check", "w")
    (2, 3, 3, 3)
    """
    return np.shape(getattr(CASES[case], name))


class WholeNumbers(traitlets.List):
    """Whole numbers from -9 to 9, in the shape that the case of the figure has.

    Axes of length 1 at the front may be left out.

    Raises
    ------
    ExplorableError
        If the shape differs, or a number is not whole or out of bounds.

    Examples
    --------
    >>> from lib.widgets import ConvolutionBackward
    >>> ConvolutionBackward(delta=[[1, 2, 3]])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: ConvolutionBackward.delta: got an array of shape (1, 3), \
expected shape (1, 2, 2) with whole numbers from -9 to 9; pass such an array, or another case
    """

    def __init__(self, name: str):
        super().__init__(default_value=getattr(CASES["simple"], name))
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list:
        """Return the numbers as nested lists of ``int``, or raise."""
        shape = shape_of(obj.case, self.name)
        try:
            array = np.array(value, dtype=np.float64)
        except (TypeError, ValueError):
            self._refuse(obj, repr(value), shape)
        if _without_ones(array.shape) != _without_ones(shape):
            self._refuse(obj, f"an array of shape {array.shape}", shape)
        strange = array[~((np.abs(array) <= LIMIT) & (array == np.round(array)))]
        if len(strange):
            self._refuse(obj, f"{strange[0]:g} among the numbers", shape)
        return array.astype(int).reshape(shape).tolist()

    def _refuse(self, owner: object, got: str, shape: tuple) -> None:
        raise ExplorableError(
            f"{type(owner).__name__}.{self.name}: got {got}, expected shape {shape} with whole "
            f"numbers from -{LIMIT} to {LIMIT}; pass such an array, or another case"
        )


def _without_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape without the axes of length 1 at its front."""
    while shape and shape[0] == 1:
        shape = shape[1:]
    return shape


class Square(traitlets.Unicode):
    """The name of one number: "x[1,2,2]" (channel, row, column), counted from 1, or nothing.

    Likewise "w[filter,channel,row,column]", "b[filter]" and "delta[filter,row,column]".

    Raises
    ------
    ExplorableError
        If there is no such number.

    Examples
    --------
    >>> from lib.widgets import ConvolutionBackward
    >>> ConvolutionBackward(selected="x[1,4,1]")
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: ConvolutionBackward.selected: got 'x[1,4,1]', expected a \
number of an array of shape (1, 3, 3), counted from 1; pass for example 'x[1,1,1]'
    """

    def __init__(self):
        super().__init__("")
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> str:
        """Return the name, or raise."""
        if value == "":
            return value
        kind, index = parsed(value)
        if kind is None:
            self._refuse(obj, value, "'' or a name such as 'x[1,2,2]'", "x[1,1,1]")
        shape = shape_of(obj.case, kind)
        inside = len(index) == len(shape) and all(
            0 <= i < size for i, size in zip(index, shape, strict=True)
        )
        if not inside:
            expected = f"a number of an array of shape {shape}, counted from 1"
            self._refuse(obj, value, expected, f"{kind}[{','.join('1' * len(shape))}]")
        return value

    def _refuse(self, owner: object, got: object, expected: str, example: str) -> None:
        raise ExplorableError(
            f"{type(owner).__name__}.{self.name}: got {got!r}, expected {expected}; "
            f"pass for example {example!r}"
        )


def parsed(name: object) -> tuple[str | None, tuple[int, ...]]:
    """Return the array and the index, counted from 0, that a name such as "x[1,2,2]" means.

    Examples
    --------
    >>> parsed("delta[1,2,2]")
    ('delta', (0, 1, 1))
    >>> parsed("nothing")
    (None, ())
    """
    kind, _, rest = name.partition("[") if isinstance(name, str) else ("", "", "")
    places = rest.removesuffix("]").split(",")
    if kind not in ("x", "w", "b", "delta") or not all(
        place.isascii() and place.isdigit() for place in places
    ):
        return None, ()
    if not rest.endswith("]"):
        return None, ()
    return kind, tuple(int(place) - 1 for place in places)
