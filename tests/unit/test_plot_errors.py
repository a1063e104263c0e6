"""What the figures refuse, and what they say then."""

import numpy as np
import pytest

from lib import plot
from lib.data import Tree
from tests.unit.plotting import round_bowl

pytestmark = pytest.mark.usefixtures("fresh_figures")

WORD = Tree(("word",), ())

BAD_CALLS = [
    (lambda: plot.photographs({}), "expected at least one picture"),
    (lambda: plot.photographs({"one": np.ones((1, 3, 3))}), r"\(1, 3, 3\) for 'one'"),
    (lambda: plot.digit(np.zeros(64)), r"shape \(64,\), expected \(height, width\)"),
    (lambda: plot.digits(np.zeros((8, 8))), "for a single picture use digit"),
    (lambda: plot.digits(np.zeros((2, 8, 8)), labels=[1]), "1 labels for 2 pictures"),
    (lambda: plot.digits(np.zeros((1, 8, 8)), predictions=[1]), "predictions without labels"),
    (lambda: plot.weights(np.zeros(65)), "65 numbers .* expected 64"),
    (lambda: plot.feature_maps(np.eye(4), np.ones((2, 3, 3)), np.ones((3, 2, 2))), "one map"),
    (lambda: plot.curve([0, 1], [[1, 2, 3]]), "one value for each x"),
    (lambda: plot.curve([0, 1], [[1, 2]], ["a", "b"]), "2 labels for 1 curves"),
    (lambda: plot.curve([0, 1], [[1, 0]], log=True), "no logarithm"),
    (lambda: plot.bands({}), "1 to 3 arrays"),
    (lambda: plot.bands({"a": [1, 2]}), r"\(2,\).*expected 1 to 3"),
    (lambda: plot.bowls({}), "bowls got nothing to draw"),
    (lambda: plot.bowls({"a": (round_bowl, [0, 0])}), r"path of shape \(2,\)"),
    (lambda: plot.learning_curve({}), "0 curves"),
    (lambda: plot.learning_curve({"cost": [0.0]}, log=True), "no logarithm"),
    (lambda: plot.plane(np.zeros((3, 3)), [0, 1, 0]), r"X \(3, 3\) and y \(3,\)"),
    (lambda: plot.plane([[0, 0]], [2]), "expected 0 and 1 only"),
    (lambda: plot.plane([[0, 0]], [1], proba=True), "proba=True without w"),
    (lambda: plot.plane([[0, 0], [1, 1]], [1, 0], w=[0, 0]), "not both 0"),
    (lambda: plot.plane([[0, 0]], [1], proba=lambda p: p[:3]), "returns"),
    (lambda: plot.planes([[0, 0]], [1], {}), "planes got nothing to draw"),
    (lambda: plot.planes([0, 0], [1], {"a": max}), r"X \(2,\) and y \(1,\)"),
    (lambda: plot.panels([0, 1], {}), "panels got nothing to draw"),
    (lambda: plot.panels([0, 1], {"a": [[0, 1]]}, ["a", "b"]), "2 labels for"),
    (lambda: plot.losses(mark=2), "wrong prediction"),
    (lambda: plot.computation_graph([1, 2]), "two numbers each"),
    (lambda: plot.computation_graph(y=3), "expected 0 or 1"),
    (lambda: plot.computation_graph(backward=True), "without numbers"),
    (lambda: plot.confusion([[1, 2]]), r"expected \(k, k\)"),
    (lambda: plot.confusion([[1]], ["a", "b"]), "2 names for 1 classes"),
    (lambda: plot.rows_and_columns([1, 2]), r"shape \(2,\), expected \(examples, numbers\)"),
    (lambda: plot.rows_and_columns([[1, 2]], example=1), "example 1, expected 0 to 0"),
    (lambda: plot.learning_curves({}), "learning_curves got nothing to draw"),
    (lambda: plot.learning_curves({"A": {"x": [1]}, "B": {"y": [1]}}), "the same in all"),
    (lambda: plot.learning_curves({"A": {}}), "expected one to 3 names"),
    (lambda: plot.dots({}), "without results"),
    (lambda: plot.dots({"a": []}), "without results"),
    (lambda: plot.bars([1], []), "equally many"),
    (lambda: plot.bars([-1], ["a"]), "0 or more"),
    (lambda: plot.lstm_cell("fi"), "part='fi', expected one of f, i, g, c, o, h"),
    (lambda: plot.lstm_cell("f", {"z": 1}), "numbers for z, expected names among"),
    (lambda: plot.by_letter("abc", {"gate": [0, 1]}), r"shape \(2,\) for 'gate', expected \(3,\)"),
    (lambda: plot.trees({}), "nothing to draw"),
    (lambda: plot.trees({"a": WORD}, {"b": []}), r"marks for 'b', expected one of \['a'\]"),
    (lambda: plot.trees({"a": WORD}, {"a": ["+"]}), "1 marks for 'a', expected 0"),
    (lambda: plot.by_letter("ab", {"gate": [0, -1.1]}), "outside -1 to 1 for 'gate'"),
]


@pytest.mark.parametrize(("call", "message"), BAD_CALLS, ids=[m for _, m in BAD_CALLS])
def test_bad_input_is_refused_with_what_came_and_what_was_expected(call, message):
    with pytest.raises(ValueError, match=message):
        call()
