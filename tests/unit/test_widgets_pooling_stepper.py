"""PoolingStepper: its numbers against sums written out by hand, and against measured slopes."""

import itertools

import numpy as np
import pytest

from lib.widgets import ExplorableError, PoolingStepper
from lib.widgets.pooling_stepper import AGREE, GRAD, KINDS, PICTURE, layer, numbers

WINDOWS = [(2, 1), (2, 2), (3, 1), (3, 2)]
RNG = np.random.default_rng(4)
RANDOM = RNG.permutation(16).reshape(4, 4) - 8  # no two numbers alike
TIED = [[3, 3, 0, 0], [3, 3, 0, 0], [-1, -1, 2, 2], [-1, -1, 2, 2]]


def pooled_by_hand(x, kind, size, stride):
    """Return the pooled map and the slices of the windows, in reading order."""
    count = (4 - size) // stride + 1
    corners = itertools.product(range(0, count * stride, stride), repeat=2)
    places = [(slice(i, i + size), slice(j, j + size)) for i, j in corners]
    reduce = {"max": np.max, "average": np.mean, "l2": np.linalg.norm}[kind]
    return np.array([reduce(x[place]) for place in places]).reshape(count, count), places


@pytest.mark.parametrize(("size", "stride"), WINDOWS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("picture", [PICTURE, RANDOM, TIED], ids=["usual", "random", "tied"])
def test_pooled_numbers_winners_and_moves_are_those_of_a_loop(picture, kind, size, stride):
    x = np.array(picture, dtype=float)
    found = numbers(picture, GRAD, kind, size, stride, place=1, square=0)
    expected, places = pooled_by_hand(x, kind, size, stride)
    np.testing.assert_allclose(found.pooled, expected, atol=1e-12)
    moved, _ = pooled_by_hand(x[:, [3, 0, 1, 2]], kind, size, stride)
    np.testing.assert_allclose(found.moved, moved, atol=1e-12)
    assert found.changed == np.sum(np.abs(moved - expected) > 1e-9)
    squares = np.arange(16).reshape(4, 4)
    for i, place in enumerate(places):
        inside = x[place].ravel()
        assert found.winners[i] == squares[place].ravel()[inside.argmax()]
        assert found.ties[i] == (inside == inside.max()).sum()


@pytest.mark.parametrize(("size", "stride"), WINDOWS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_gradient_is_the_measured_slope_where_nothing_is_tied(kind, size, stride):
    for square in range(16):
        found = numbers(RANDOM, GRAD, kind, size, stride, place=9, square=square)
        assert found.corners == []
        assert found.agrees
        assert found.measured == pytest.approx(np.ravel(found.whole)[square], abs=AGREE)


@pytest.mark.parametrize(("size", "stride"), WINDOWS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_windows_bring_their_gradients_one_by_one(kind, size, stride):
    count = ((4 - size) // stride + 1) ** 2
    steps = [
        np.array(numbers(PICTURE, GRAD, kind, size, stride, place, 0).gradient)
        for place in range(count + 1)
    ]
    assert not steps[0].any()
    _, places = pooled_by_hand(np.array(PICTURE), kind, size, stride)
    for place, before, after in zip(places, steps, steps[1:], strict=False):
        given = after - before
        inside = given[place].copy()
        given[place] = 0
        np.testing.assert_allclose(given, 0, atol=1e-12)  # nothing outside the window
        if kind == "max":
            assert np.count_nonzero(inside) == 1
        if kind == "average":
            np.testing.assert_allclose(inside, inside[0, 0], atol=1e-12)
    whole = numbers(PICTURE, GRAD, kind, size, stride, count, 0).whole
    np.testing.assert_allclose(steps[-1], whole, atol=1e-12)


def test_the_average_sends_back_a_kronecker_product():
    w = PoolingStepper(kind="average")
    np.testing.assert_allclose(w.gradient, np.kron(w.delta, np.full((2, 2), 1 / 4)))


def test_l2_is_the_root_of_the_sum_not_of_the_mean():
    w = PoolingStepper(kind="l2")
    assert w.pooled[0, 0] == pytest.approx(np.sqrt(1 + 25 + 9 + 16))
    assert w.gradient[0, 1] == pytest.approx(2 * 5 / np.sqrt(51))
    assert layer("l2", 2, 2).norm_type == 2


def test_at_a_tie_the_first_gets_all_and_no_slope_is_measured():
    first, second = (PoolingStepper(square=square).numbers for square in (2, 7))
    assert first.ties == [1, 2, 1, 1]
    assert (first.whole[0][2], first.whole[1][3]) == (1, 0)
    for found in (first, second):
        slopes = (found.up, found.down, found.measured)
        assert slopes == pytest.approx((1, 0, 0.5), abs=1e-9)
        assert found.corners == [1]
        assert not found.agrees


def test_a_corner_may_have_a_mean_that_is_the_gradient_or_no_weight():
    zeros = PoolingStepper(picture=np.zeros((4, 4)), kind="l2").numbers
    assert zeros.corners == [0]
    assert zeros.agrees
    assert (zeros.up, zeros.down) == pytest.approx((2, -2))
    assert PoolingStepper(grad=[[0, 0], [0, 0]], square=2).numbers.corners == []
    assert PoolingStepper(kind="average", square=2).numbers.corners == []


def test_overlapping_windows_add_up():
    w = PoolingStepper(stride=1)
    assert w.delta.shape == (3, 3)
    assert w.gradient[2, 2] == 3 + 1 - 3 + 2
    assert w.gradient[0, 1] == 2 + 1


def test_numbers_for_the_chapters():
    shown = {kind: PoolingStepper(kind=kind).numbers for kind in KINDS}
    assert [shown[kind].changed for kind in KINDS] == [2, 4, 4]
    assert shown["max"].pooled == [[5, 2], [7, 6]]
    assert shown["average"].pooled == [[3.25, 1.25], [2.5, 2.5]]
    assert np.round(shown["l2"].pooled, 2).tolist() == [[7.14, 3.0], [7.35, 6.78]]


@pytest.mark.parametrize("bad", [3, "1234", [[1, 2], [3]], [[0.5] * 4] * 4, [[10] * 4] * 4])
def test_a_bad_picture_says_what_is_meant(bad):
    with pytest.raises(ExplorableError, match=r"picture: got .*expected 4 rows of 4 whole numbers"):
        PoolingStepper(picture=bad)


@pytest.mark.parametrize("bad", [[], [[]], [1, 2], [[1] * 4], [[1]] * 4, [[float("nan")]], [[99]]])
def test_a_bad_delta_says_what_is_meant(bad):
    with pytest.raises(ExplorableError, match=r"grad: got .*expected up to 3 rows of up to 3"):
        PoolingStepper(grad=bad)


def test_deltas_are_filled_up_and_the_default_is_not_touched():
    assert PoolingStepper(grad=[[7, 7]]).grad == [[7, 7, -2], [-1, 3, 1], [1, -3, 2]]
    assert PoolingStepper().grad == [list(row) for row in GRAD]


@pytest.mark.parametrize(("size", "stride"), WINDOWS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_table_has_a_row_for_each_window(kind, size, stride):
    w = PoolingStepper(kind=kind, size=size, stride=stride)
    table = w._fallback
    assert table.count('<th scope="row">') == w.delta.size
    assert f"window {size} × {size}, stride {stride}" in table
    if (kind, size, stride) == ("l2", 2, 2):
        row = "<td>1, 5, 3, 4</td><td>7.141</td><td>2</td><td>0.2801, 1.4, 0.8402, 1.12</td>"
        assert row in table
