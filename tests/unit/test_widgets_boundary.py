"""BoundaryByHand's Python side: its data, what is refused, and the digits it shows by default."""

import numpy as np
import pytest

from lib.classic import LogisticRegression
from lib.data import load_digits
from lib.widgets import BoundaryByHand, ExplorableError, boundary_digits
from lib.widgets.boundary_by_hand import numbers, step

X = [[0.1, 0.6], [0.7, 0.2], [0.5, 0.5]]
Y = [1, 0, 0]


def test_digits_are_the_same_at_every_call_and_a_third_are_zeros():
    first, again = boundary_digits(120), boundary_digits(120)
    assert np.array_equal(first["X"], again["X"])
    assert first["y"].sum() == 40
    assert first["images"].shape == (120, 8, 8)
    assert first["images"].max() == 16


def test_features_are_computed_from_the_pictures():
    digits = boundary_digits(30)
    scaled = digits["images"] / 16
    middle = scaled[:, 3:5, 3:5].mean(axis=(1, 2))
    sides = scaled[:, 2:6][:, :, [1, 2, 5, 6]].mean(axis=(1, 2))
    assert np.allclose(digits["X"], np.column_stack([middle, sides]))
    zeros = load_digits().ink[load_digits().target == 0]
    assert np.array_equal(digits["images"][digits["y"] == 1], zeros[:10])


@pytest.mark.parametrize("m", [3, 17, 500])
def test_as_many_digits_as_asked_for(m):
    assert len(boundary_digits(m)["X"]) == m
    assert 5 * boundary_digits(m)["y"].sum() >= m


@pytest.mark.parametrize("m", [2, 501, -1])
def test_too_few_or_too_many_digits(m):
    with pytest.raises(ValueError, match=rf"got m={m}, expected 3 to 500; choose"):
        boundary_digits(m)


def test_without_data_it_shows_the_digits():
    widget = BoundaryByHand()
    assert np.array_equal(widget.X, boundary_digits(120)["X"])
    assert len(widget.images) == 120
    assert widget.labels == ["something else", "zero"]


def test_data_is_sent_but_is_no_state():
    widget = BoundaryByHand(X, Y, names=("a", "b"), labels=("no", "yes"))
    assert set(widget.data) == {"X", "y", "names", "labels", "images", "part"}
    assert set(widget.data) <= set(widget.get_state())
    assert set(widget.state) == set(widget._defaults) == {"w1", "w2", "b", "rate"}
    assert widget.images == []
    assert "yes" in widget._fallback


def test_arrays_and_lists_and_any_range_are_taken():
    widget = BoundaryByHand(X=np.array(X) * 1000, y=np.array(Y, dtype=float))
    assert widget.X[0] == [100.0, 600.0]
    assert widget.y == Y
    assert BoundaryByHand(X, np.array(Y) == 1).y == Y


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"X": X}, "got X without y, expected both or neither; pass y too"),
        ({"y": Y}, "got y without X, expected both or neither; pass X too"),
        ({"X": [1, 2], "y": [1, 0]}, r"X: got an array of shape \(2,\), expected shape \(m, 2\)"),
        ({"X": [[1, 2], [3]], "y": [1, 0]}, "X: got rows of different lengths, expected shape"),
        ({"X": [[1, np.nan]], "y": [1]}, "X: got a number that is not finite, .*repair its row"),
        ({"X": np.zeros((1001, 2)), "y": np.zeros(1001)}, "with m from 1 to 1000"),
        ({"X": X, "y": [1, 0]}, "y: got 2, expected 3, one for each row of X; take the same rows"),
        ({"X": X, "y": [[1], [0], [0]]}, r"y: got .*\(3, 1\), expected shape \(m,\); .*ravel"),
        ({"X": X, "y": [1, 0, 7]}, r"y: got 7.0 among the values, expected only 0 and 1; compare"),
        ({"X": X, "y": ["a", "b", "c"]}, r"y: got an array of shape \(3,\), expected 0 or 1"),
        ({"names": "ab"}, r"names: got \['ab'\], expected two texts; pass a pair"),
        ({"labels": ("no", 1)}, r"labels: got \('no', 1\), expected two texts"),
        ({"X": X, "y": Y, "images": np.zeros((2, 8, 8))}, "images: got 2, expected 3, one for"),
        ({"images": np.full((120, 8, 8), 0.5)}, r"images: got .*, expected whole.*digits\(\)\.ink"),
        ({"part": "all of it"}, "part: got 'all of it', expected one of 'all', 'line', 'descend'"),
        ({"images": np.zeros((120, 5))}, r"images: got .*\(120, 5\), expected shape \(m, 8, 8\)"),
    ],
)
def test_bad_data_says_what_came_what_was_expected_and_what_to_do(arguments, message):
    with pytest.raises(ExplorableError, match=message):
        BoundaryByHand(**arguments)


def test_data_cannot_be_changed_afterwards():
    widget = BoundaryByHand()
    with pytest.raises(Exception, match="read-only"):
        widget.X = X


def test_numbers_are_those_of_logistic_regression():
    digits = boundary_digits(60)
    model = LogisticRegression().fit(digits["X"], digits["y"], lr=1.5, epochs=20)
    found = numbers(digits["X"], digits["y"], *model.w, model.b, rate=1.5)
    assert found.cost == pytest.approx(model.history[-1])
    assert found.wrong == (model.predict(digits["X"]) != digits["y"]).sum()
    parameters = np.zeros(3)
    for _ in range(20):
        parameters = step(digits["X"], digits["y"], *parameters, 1.5)
    assert np.allclose(parameters, [*model.w, model.b])


def test_doubling_leaves_the_line_and_the_mistakes():
    one = numbers(X, Y, -4, 2, 0.2, 1)
    two = numbers(X, Y, -8, 4, 0.4, 1)
    assert one.wrong == two.wrong
    assert one.cost != two.cost


def test_without_weights_there_is_no_turn():
    assert numbers(X, Y, 0, 0, 0, 1).turn == 0
    assert numbers(X, Y, 0, 0, 0, 1).cost == pytest.approx(np.log(2))
