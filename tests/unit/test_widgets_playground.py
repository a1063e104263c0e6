"""Playground's Python side: the library on the page's randomness, weights to read and to set."""

import numpy as np
import pytest

from lib.data import make_spiral
from lib.nn import Dropout, Linear
from lib.widgets import ExplorableError, Playground
from lib.widgets.playground_run import PROBLEMS, network, numbers, plane
from lib.widgets.randomness import PageRandom, lehmer

SETTINGS = {
    "problem": "rings",
    "m": 100,
    "noise": 0.05,
    "sample": 3,
    "seed": 3,
    "hidden": [3],
    "activation": "tanh",
    "init": "scaled",
    "rate": 1.0,
    "optimizer": "sgd",
    "batch": "full",
    "l2": 0.0,
    "dropout": 0.0,
}


def test_park_and_millers_ten_thousandth_number():
    s = 1
    for _ in range(10_000):
        s = lehmer(s)
    assert s == 1043618065


def test_the_library_takes_the_pages_generator():
    rng = PageRandom(7, 1)
    assert np.random.default_rng(rng) is rng
    assert make_spiral(20, rng=rng).X.shape == (20, 2)
    assert Dropout(0.5, rng=rng)(np.ones((3, 4))).max() == 2
    assert isinstance(rng.random(), float)
    assert isinstance(rng.normal(2.0, 0.0), float)


def test_its_numbers_are_spread_as_they_should():
    draws = PageRandom(5, 2).random((200, 100))
    assert draws.mean() == pytest.approx(0.5, abs=0.01)
    bell = PageRandom(5, 3).normal(size=20_000)
    assert [bell.mean(), bell.std()] == pytest.approx([0, 1], abs=0.02)
    first = np.array([PageRandom(seed, 3).normal(size=4) for seed in range(1, 1000)])
    assert np.abs(np.corrcoef(first.T) - np.eye(4)).max() < 0.1


@pytest.mark.parametrize("problem", PROBLEMS[:-1])
def test_data_of_a_seed_are_the_same_again_and_fit_the_picture(problem):
    X, y = plane(problem, 120, 0.05, PageRandom(4, 1))
    again, _ = plane(problem, 120, 0.05, PageRandom(4, 1))
    other, _ = plane(problem, 120, 0.05, PageRandom(5, 1))
    assert np.array_equal(X, again)
    assert not np.allclose(X, other)
    assert (y.sum(), len(y)) == (60, 120)
    assert np.abs(X).max() < 2.5


def test_three_units_fence_in_the_disk_and_two_do_not():
    three, two = (numbers(**SETTINGS | {"hidden": [n], "m": 200, "steps": 500}) for n in (3, 2))
    assert three.right >= 196
    assert two.right < 190


def test_from_zeros_all_units_stay_equal():
    run = numbers(**SETTINGS | {"init": "zeros", "activation": "sigmoid", "steps": 50})
    assert np.ptp(run.weights[0], axis=0).max() == 0


def test_the_units_start_with_the_spread_that_was_asked_for():
    for init, spread in (("normal", 1), ("scaled", 8**-0.5), ("he", 0.5), ("zeros", 0)):
        weights = [network([8, 8, 8], "tanh", init, s)[2].weight.data for s in range(1, 40)]
        assert np.std(weights) == pytest.approx(spread, abs=0.03)


def test_weights_are_read_as_they_are_now():
    widget = Playground(**SETTINGS)
    first = widget.weights
    assert np.shape(first[0]) == (3, 2)
    widget.steps = 20
    assert widget.weights == numbers(**SETTINGS | {"steps": 20}).weights
    X, y = widget.points
    assert np.mean((widget.network(X)[:, 0] > 0) == y) == widget.numbers.right / 100
    assert [type(one).__name__ for one in widget.network] == ["Linear", "Tanh", "Linear"]


def test_weights_can_be_set_and_given():
    ahead = Playground(**SETTINGS, steps=30)
    widget = Playground(**SETTINGS, weights=ahead.weights)
    assert widget.weights == ahead.weights
    widget.steps = 5
    widget.weights = [np.ones((3, 2)), np.zeros(3), np.ones((1, 3)), np.zeros(1)]
    assert (widget.steps, widget.weights[0]) == (0, [[1.0, 1.0]] * 3)
    widget.reset()
    assert widget.weights == ahead.weights


def test_what_the_page_has_trained_is_believed_until_something_changes_here():
    widget = Playground(**SETTINGS)
    trained = [[[1.0, 2.0]] * 3, [0.0] * 3, [[1.0, 1.0, 1.0]], [0.5]]
    widget.set_state({"steps": 40_000, "_trained": trained})
    assert widget.weights == trained
    assert widget.network[2].bias.data.tolist() == [0.5]
    widget.x1 = 1.0
    assert widget.weights == trained
    widget.rate = 0.2
    widget.steps = 0
    assert widget.weights == Playground(**SETTINGS).weights


def test_another_network_or_other_data_begin_anew():
    widget = Playground(**SETTINGS, steps=30)
    widget.rate = 0.1
    assert widget.steps == 30
    widget.set_state({"seed": 4})
    assert widget.steps == 30
    widget.start = widget.weights
    widget.hidden = [4, 2]
    assert (widget.steps, widget.start) == (0, [])
    assert [np.shape(array) for array in widget.weights][::2] == [(4, 2), (2, 4), (1, 2)]


def test_points_may_be_given():
    widget = Playground(X=[[1, 2], [-1, 0.5]], y=[0, 1])
    assert (widget.problem, widget.examples) == ("points", [[1.0, 2.0, 0], [-1.0, 0.5, 1]])
    assert widget.points[0].tolist() == [[1, 2], [-1, 0.5]]
    assert widget.numbers.held_out_cost is None
    widget.examples = []
    assert widget.points[0].shape == (0, 2)
    assert "<tbody></tbody>" in widget._fallback


def test_a_run_that_diverges_is_told_and_not_raised():
    wild = {"activation": "identity", "hidden": [8, 8, 8], "rate": 10.0, "init": "normal"}
    assert "nan" in Playground(**SETTINGS | wild)._fallback


def test_without_dropout_there_is_no_such_layer():
    modules = [type(one) for one in network([2, 3], "relu", "he", 1, dropout=0.5)]
    assert (modules.count(Dropout), modules.count(Linear)) == (2, 3)
    assert Dropout not in [type(one) for one in network([2, 3], "relu", "he", 1)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"problem": "moon"}, "problem: got 'moon', expected one of 'rings', 'xor', 'moons'"),
        ({"X": [[1, 2]]}, "got X without y, expected both or neither; pass y too"),
        ({"problem": "xor", "X": [[1, 2]], "y": [1]}, "got 'xor' with X and y, expected 'points'"),
        ({"X": [[1, 2, 3]], "y": [1]}, r"X of shape \(1, 3\) and y of shape \(1,\), expected"),
        ({"X": [[1, 9]], "y": [1]}, "got 9 among the points, expected numbers from -2.5 to 2.5"),
        ({"hidden": [4, 4, 4, 4]}, "expected up to 3 whole numbers from 1 to 8; pass the units"),
        ({"hidden": 4}, "hidden: got 4, expected up to 3 whole numbers"),
        ({"hidden": [True]}, r"hidden: got \[True\], expected up to 3 whole numbers"),
        ({"weights": [[1, 2]]}, r"start: got arrays of shapes \(2,\), expected \(2, 2\), \(2,\),"),
        ({"weights": [[1], [[2]]]}, r"start: got arrays of shapes \(1,\), \(1, 1\), expected"),
        ({"weights": ["a"]}, "start: got no list of arrays, expected"),
        ({"hidden": [], "weights": [[[1, np.nan]], [0]]}, "got a number that is not finite"),
        ({"batch": "64"}, "batch: got '64', expected one of 'full', '32', '10', '1'; check"),
        ({"part": "wide"}, "part: got 'wide', expected one of 'all', 'deep', 'shallow'"),
        ({"unit": "4.1"}, "unit: got '4.1', expected one of 'output', '1.1', "),
    ],
)
def test_bad_arguments_say_what_came_what_was_expected_and_what_to_do(arguments, message):
    with pytest.raises(ExplorableError, match=message):
        Playground(**arguments)
