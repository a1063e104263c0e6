"""Broadcast's Python side: NumPy's own answer for every pair of shapes, and advice that works."""

import itertools

import numpy as np
import pytest

from lib.widgets import Broadcast, ExplorableError
from lib.widgets.broadcast import advise, arrays, numbers

SHAPES = [shape for axes in range(4) for shape in itertools.product(range(1, 6), repeat=axes)]
FEW = [shape for shape in SHAPES if set(shape) <= {1, 2, 3}]


def numpy_says(left, right):
    try:
        return list(np.broadcast_shapes(tuple(left), tuple(right)))
    except ValueError:
        return None


@pytest.mark.parametrize("left", SHAPES, ids=str)
def test_shapes_are_those_of_numpy(left):
    for right in SHAPES:
        assert numbers(left, right).shape == numpy_says(left, right), right


@pytest.mark.parametrize("left", FEW, ids=str)
def test_verdicts_and_advice_agree_with_numpy(left):
    for right in FEW:
        found = numbers(left, right)
        assert len(found.axes) == max(len(left), len(right))
        assert ("clash" in found.axes) == (numpy_says(left, right) is None)
        if found.shape is None and found.advice:
            name, how, shape = found.advice
            own, other = (left, right) if name == "left" else (right, left)
            array = np.zeros(own)
            changed = array.T if how == "T" else array.reshape(shape)
            assert list(changed.shape) == shape
            assert numpy_says(shape, other) == list(other)


def test_numbers_tell_where_they_come_from():
    a, b = arrays([3, 4], [4])
    assert (a[1, 2], b[2]) == (12, 3)
    assert numbers([3, 4], [4]).result[6] == 15
    assert arrays([4, 1, 3], [])[0][2, 0, 1] == 201
    assert arrays([], [2])[0] == 10


def test_the_result_is_the_sum():
    for left, right in itertools.product(FEW, repeat=2):
        found = numbers(left, right)
        if found.shape is not None:
            a, b = arrays(left, right)
            assert found.result == (a + b).ravel().tolist()
            assert len(found.result) == np.prod(found.shape)


@pytest.mark.parametrize(
    ("left", "right", "trap"),
    [
        ([3, 1], [3], True),
        ([3], [3, 1], True),
        ([3, 1], [4], True),
        ([3, 1], [1], False),
        ([1, 1], [3], False),
        ([3, 1], [1, 3], False),
        ([3, 4], [4], False),
    ],
)
def test_the_trap_is_a_column_that_meets_a_flat_array(left, right, trap):
    assert numbers(left, right).trap is trap


def test_advice_by_hand():
    assert advise([3, 4], [3]) == ["right", "reshape", [3, 1]]
    assert advise([3], [3, 4]) == ["left", "reshape", [3, 1]]
    assert advise([2, 4, 3], [2, 3]) == ["right", "reshape", [2, 1, 3]]
    assert advise([2, 3], [3, 2]) == ["right", "T", [2, 3]]
    assert advise([2, 3], [4, 5]) is None


@pytest.mark.parametrize("bad", [[6], [0], [1, 2, 3, 4], "34", 3, [2.0], [True], None], ids=str)
def test_other_shapes_are_refused(bad):
    with pytest.raises(ExplorableError, match=r"Broadcast\.right: got .*, expected up to 3 whole"):
        Broadcast(right=bad)


def test_python_reads_what_the_reader_set():
    widget = Broadcast(left=(3, 1), right=())
    assert (widget.left, widget.right) == ([3, 1], [])
    widget.right = [np.int64(3)]
    assert widget.numbers.shape == [3, 3]
    assert "<td>(3,)</td>" in widget._fallback
    widget.right = [4]
    assert '<th scope="row">(3, 1)</th><td>(4,)</td>' in widget._fallback
