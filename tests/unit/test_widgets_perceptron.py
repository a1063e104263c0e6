"""PerceptronPlane's Python side: it runs the library's perceptron, and says what it cannot show."""

import numpy as np
import pytest

from lib.classic import Perceptron
from lib.widgets import ExplorableError, PerceptronPlane
from lib.widgets.perceptron_plane import INPUTS, TRUTHS, numbers, perceptron_points

PROBLEMS = {name: (INPUTS, y) for name, y in TRUTHS.items()} | {"points": perceptron_points()}


@pytest.mark.parametrize("rate", [0.1, 1.0, 0.7])
@pytest.mark.parametrize("name", PROBLEMS)
def test_from_zeros_it_is_the_perceptron_of_the_library(name, rate):
    X, y = PROBLEMS[name]
    model = Perceptron().fit(X, y, lr=rate, epochs=9, record=True)
    run = numbers(X, y, rate, 0, 0, 0, shown=9 * len(X))
    assert np.array_equal(run.path, model.path)
    assert run.history == model.history
    assert run.cycle == (list(model.cycle) if model.cycle else None)
    assert run.says == model.predict(X).tolist()
    assert run.scores == model.decision_function(X).tolist()


def test_and_is_at_rest_in_the_fifth_round():
    run = numbers(INPUTS, TRUTHS["and"], 0.1, 0, 0, 0, shown=20)
    assert run.mistakes == [3, 3, 2, 2, 0]
    assert run.path[-1] == pytest.approx([0.1, 0.2, -0.2])
    assert run.path[1:5] == [[0.1, 0.1, 0.1], [0.1, 0.1, 0], [0, 0.1, -0.1], [0, 0.1, -0.1]]


def test_xor_goes_in_circles_and_says_so_when_the_circle_is_closed():
    xor = INPUTS, TRUTHS["xor"], 0.1, 0, 0, 0
    assert numbers(*xor, shown=11).cycle is None
    run = numbers(*xor, shown=12)
    assert run.cycle == [2, 1]
    assert run.path[12] == pytest.approx(run.path[8])
    assert set(numbers(*xor, shown=200).mistakes[2:]) == {4}


def test_a_run_may_end_within_a_round_and_begin_anywhere():
    run = numbers(INPUTS, TRUTHS["or"], 0.5, 1.0, -1.0, 0.25, shown=3)
    assert len(run.path) == 4
    assert run.path[0] == [1.0, -1.0, 0.25]
    assert len(run.mistakes) == len(run.history) == 1
    empty = numbers(INPUTS, TRUTHS["or"], 0.5, 1.0, -1.0, 0.25, shown=0)
    assert (empty.mistakes, len(empty.history)) == ([], 1)


def test_the_rate_moves_no_line_from_zeros():
    small, large = (numbers(INPUTS, TRUTHS["nand"], rate, 0, 0, 0, 14) for rate in (0.5, 1.0))
    assert 2 * np.array(small.path) == pytest.approx(np.array(large.path))
    assert small.mistakes == large.mistakes


def test_its_points_can_be_separated():
    X, y = perceptron_points()
    assert np.array_equal(X, perceptron_points()[0])
    assert Perceptron().fit(X, y, epochs=10).cost(X, y) == 0
    assert sorted(set(y.tolist())) == [0, 1]


def test_points_may_be_given_and_added_to():
    widget = PerceptronPlane(X=[[1, 2], [3, 4]], y=[0, 1])
    assert widget.problem == "points"
    assert (widget.X, widget.y) == ([[1.0, 2.0], [3.0, 4.0]], [0, 1])
    widget.examples = [*widget.examples, [5, 6.5, 1]]
    assert widget.X[-1] == [5.0, 6.5]
    widget.reset()
    assert len(widget.y) == 2
    widget.problem = "xor"
    assert (widget.X, widget.y) == (INPUTS, TRUTHS["xor"])


def test_weights_are_those_after_what_was_shown():
    widget = PerceptronPlane("and", shown=20)
    assert widget.weights == pytest.approx([0.1, 0.2, -0.2])
    assert widget.w1 == 0
    assert set(widget.state) == {"problem", "rate", "w1", "w2", "b", "shown", "examples"}
    assert widget.data == {"part": "all"}


def test_the_table_without_javascript_is_the_one_of_the_chapter():
    table = PerceptronPlane("and")._fallback
    assert '<th scope="row">(1, 0)</th><td>0.1</td><td>1</td><td>0</td><td>0</td><td>0.1</td>' in (
        table
    )
    line = PerceptronPlane("and", w1=1, w2=-1, b=0.25, part="line")._fallback
    assert '<th scope="row">(1, 0)</th><td>1.25</td><td>1</td><td>0</td>' in line


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"problem": "nor"}, "problem: got 'nor', expected one of 'and', 'or', 'xor', 'nand', 'p"),
        ({"X": [[1, 2]]}, "got X without y, expected both or neither; pass y too"),
        ({"y": [1]}, "got y without X, expected both or neither; pass X too"),
        ({"problem": "xor", "X": [[1, 2]], "y": [1]}, "got 'xor' with X and y, expected 'points'"),
        ({"X": [[1, 2, 3]], "y": [1]}, r"X of shape \(1, 3\) and y of shape \(1,\), expected"),
        ({"X": [[1, 2]], "y": [1, 0]}, r"y of shape \(2,\), expected \(m, 2\) and \(m,\); pass"),
        ({"X": [[1, 2]], "y": [7]}, "examples: got 7 as a truth, expected 0 or 1; compare"),
        ({"X": [[1, np.nan]], "y": [1]}, "examples: got nan among the points, expected numbers"),
        ({"X": [[1, 5000]], "y": [1]}, "examples: got 5000 among the points, .*rescale or remove"),
        ({"X": np.zeros((101, 2)), "y": np.zeros(101)}, "with m from 1 to 100; pass x1, x2 and"),
        ({"examples": [[1, 2], [3]]}, r"examples: got no such array, expected shape \(m, 3\)"),
        ({"part": "rule"}, "part: got 'rule', expected one of 'all', 'line'"),
        ({"shown": 1.5}, "shown: got 1.5, expected a whole number from 0 to 10000"),
    ],
)
def test_bad_arguments_say_what_came_what_was_expected_and_what_to_do(arguments, message):
    with pytest.raises(ExplorableError, match=message):
        PerceptronPlane(**arguments)
