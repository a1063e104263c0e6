"""Broadcast: two shapes, whether they fit, and how NumPy stretches them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .base import Explorable, fallback_table
from .shapes import LONGEST, MOST_AXES, Shape
from .traits import Number


class BroadcastNumbers(NamedTuple):
    """What becomes of left + right.

    ``axes`` says of each axis, flush right: ``"equal"``, ``"left"`` or ``"right"`` (that one is 1
    and is stretched), ``"clash"``. ``shape`` and ``result`` are None where they do not fit; all
    values are in the order of ``ravel()``. ``advice`` is then [which, how, shape]: that one fits as
    ``"reshape"`` or ``"T"`` of this shape, if one does. ``trap``: a column meets a flat array.
    """

    axes: list[str]
    shape: list[int] | None
    left_values: list[int]
    right_values: list[int]
    result: list[int] | None
    advice: list | None
    trap: bool


def arrays(left: Sequence[int], right: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the two arrays: in the left one each number is its own index, the right one counts.

    Examples
    --------
    >>> a, b = arrays([2, 3], [3])
    >>> a, b
    (array([[ 0,  1,  2],
           [10, 11, 12]]), array([1, 2, 3]))
    """
    digits = np.indices(left) * 10 ** np.arange(len(left))[::-1].reshape(-1, *[1] * len(left))
    a = digits.sum(axis=0) if left else np.array(10)
    return a, np.arange(1, math.prod(right) + 1).reshape(right)


def _with_ones(shape: Sequence[int], ones: int) -> Iterator[list[int]]:
    """Yield the shape with so many 1s put in, those in front first."""
    if ones:
        yield from ([1, *rest] for rest in _with_ones(shape, ones - 1))
    if shape:
        yield from ([shape[0], *rest] for rest in _with_ones(shape[1:], ones))
    elif not ones:
        yield []


def _stretches(small: Sequence[int], large: Sequence[int]) -> bool:
    """Can the small shape be stretched to the large one?"""
    try:
        return np.broadcast_shapes(tuple(small), tuple(large)) == tuple(large)
    except ValueError:
        return False


def advise(left: Sequence[int], right: Sequence[int]) -> list | None:
    """Return [which, "reshape" or "T", shape] that would make the two fit, or None.

    Examples
    --------
    >>> advise([3, 4], [3])
    ['right', 'reshape', [3, 1]]
    >>> advise([2, 3], [3, 2])
    ['right', 'T', [2, 3]]
    """
    for name, one, other in (("right", right, left), ("left", left, right)):
        for ones in range(1, MOST_AXES - len(one) + 1):
            for shape in _with_ones(one, ones):
                if _stretches(shape, other):
                    return [name, "reshape", shape]
    for name, one, other in (("right", right, left), ("left", left, right)):
        if len(one) == 2 and _stretches(one[::-1], other):
            return [name, "T", list(one[::-1])]
    return None


def numbers(left: Sequence[int], right: Sequence[int]) -> BroadcastNumbers:
    """Add the two arrays as NumPy does.

    Parameters
    ----------
    left, right : sequence of int
        The two shapes.

    Examples
    --------
    >>> numbers([3, 4], [4]).axes
    ['right', 'equal']
    >>> numbers([3, 4], [3]).shape is None
    True
    >>> numbers([3, 1], [3]).trap
    True
    """
    a, b = arrays(left, right)
    count = max(len(left), len(right))
    pairs = zip(
        [1] * (count - len(left)) + list(left),
        [1] * (count - len(right)) + list(right),
        strict=True,
    )
    axes = [
        "equal" if p == q else "left" if p == 1 else "right" if q == 1 else "clash"
        for p, q in pairs
    ]
    columns = [len(s) == 2 and s[1] == 1 < s[0] for s in (left, right)]
    flat = [len(s) == 1 and s[0] > 1 for s in (left, right)]
    fits = "clash" not in axes
    result = a + b if fits else None
    return BroadcastNumbers(
        axes=axes,
        shape=list(result.shape) if fits else None,
        left_values=a.ravel().tolist(),
        right_values=b.ravel().tolist(),
        result=result.ravel().tolist() if fits else None,
        advice=None if fits else advise(left, right),
        trap=(columns[0] and flat[1]) or (columns[1] and flat[0]),
    )


class Broadcast(Explorable):
    """Set two shapes and see whether they fit, and how the smaller one is stretched.

    Parameters
    ----------
    left, right : sequence of int
        The two shapes: up to three axes, each 1 to 5 long; ``[]`` is a single number.
    cell : int
        Which number of the result is looked at, 0 to 124, in the order of ``ravel()``.

    Raises
    ------
    ExplorableError
        For a shape that the figure cannot show.

    Examples
    --------
    >>> w = Broadcast(left=[3, 4], right=[4])
    >>> w
    Broadcast(left=[3, 4], right=[4])
    >>> w.numbers.shape
    [3, 4]
    >>> w.right = [3]
    >>> w.numbers.advice
    ['right', 'reshape', [3, 1]]
    """

    left = Shape(3, 4)
    right = Shape(4)
    cell = Number(6, low=0, high=LONGEST**MOST_AXES - 1, whole=True)
    _folded = ("cell",)

    @property
    def numbers(self) -> BroadcastNumbers:
        """The two arrays and what comes out."""
        return numbers(self.left, self.right)

    def _fallback_html(self) -> str:
        pairs = [
            ((3, 4), (4,)),
            ((3, 4), (3, 1)),
            ((3, 1), (3,)),
            ((4, 1, 3), (2, 3)),
            ((3, 4), (3,)),
        ]
        own = tuple(self.left), tuple(self.right)
        rows = []
        for left, right in dict.fromkeys([own, *pairs]):
            found = numbers(left, right)
            shape = str(tuple(found.shape)) if found.shape is not None else "they do not fit"
            count = "none" if found.result is None else str(len(found.result))
            rows.append([str(left), str(right), ", ".join(found.axes) or "no axis", shape, count])
        return fallback_table(
            "Pairs of shapes, and what becomes of their sum",
            ["left", "right", "axis by axis", "result", "additions"],
            rows,
        )
