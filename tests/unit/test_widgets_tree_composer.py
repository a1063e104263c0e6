"""TreeComposer: its gradients against lib.nn.TreeRNN and against nudges; its trees and traits."""

from itertools import pairwise

import numpy as np
import pytest

from lib.nn import TreeRNN
from lib.widgets import ExplorableError, TreeComposer
from lib.widgets.tree_run import PLANTED, WEIGHTS, leaves_of, measure, walk_back
from lib.widgets.tree_sentences import (
    READINGS,
    SENTENCES,
    VECTORS,
    brackets,
    fits,
    reading_of,
    tops_of,
)

KNOWN = [(sentence, reading) for sentence in SENTENCES for reading in READINGS]


def all_trees(words, merges=()):
    tops = tops_of(merges, words)
    if len(tops) == 1:
        yield [list(pair) for pair in merges]
    for left, right in pairwise(tops):
        yield from all_trees(words, (*merges, (left, right)))


def layer_of(widget):
    layer = TreeRNN(2)
    layer.weight.data[:], layer.bias.data[:] = widget.weight, widget.bias
    return layer


@pytest.mark.parametrize(("sentence", "reading"), KNOWN)
def test_vectors_and_gradients_are_those_of_the_layer(sentence, reading):
    widget = TreeComposer(sentence, reading=reading, nudge=0.2, selected="w23", done=10)
    layer = layer_of(widget)
    nodes = layer(leaves_of(sentence), widget.merges)
    grad = np.zeros_like(nodes)
    grad[-1] = nodes[-1] - [widget.target_x, widget.target_y]
    grad_leaves = layer.backward(grad)
    found = widget.numbers
    close = {"rtol": 1e-12, "atol": 1e-14}
    np.testing.assert_allclose(widget.nodes, nodes, **close)
    np.testing.assert_allclose(widget.root, nodes[-1], **close)
    np.testing.assert_allclose(np.tanh(found.sums), nodes[len(grad_leaves) :], **close)
    np.testing.assert_allclose(widget.gradient, layer.weight.grad, **close)
    np.testing.assert_allclose(found.gradient_b, layer.bias.grad, **close)
    np.testing.assert_allclose(found.so_far, layer.weight.grad, **close)
    halves = dict(zip(np.ravel(widget.merges), np.reshape(found.down, (-1, 2)), strict=True))
    np.testing.assert_allclose([halves[n] for n in range(len(grad_leaves))], grad_leaves, **close)


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize(("sentence", "reading"), KNOWN)
def test_the_check_passes_right_code_and_finds_each_bug(sentence, reading, planted):
    wrong = TreeComposer(sentence, reading=reading, planted=planted).numbers.wrong
    assert (wrong == []) == (planted == "none")


def test_one_merge_hides_two_of_the_bugs():
    weight, bias, target = np.ones((2, 4)) / 3, np.zeros(2), np.array([0.5, -0.5])
    leaves = np.array([[0.5, -1.0], [0.25, 0.75]])
    nodes = np.vstack([leaves, np.tanh(leaves.reshape(4) @ weight.T + bias)])
    shares = {bug: walk_back(weight, nodes, [[0, 1]], target, bug)[3] for bug in PLANTED}
    np.testing.assert_array_equal(shares["top"], shares["none"])
    np.testing.assert_array_equal(shares["swap"], shares["none"])
    assert not np.allclose(shares["slope"], shares["none"])


def test_every_tree_of_six_words_is_measured_as_its_shares_add_up():
    widget = TreeComposer("cat")
    target = np.array([widget.target_x, widget.target_y])
    seen = set()
    for merges in all_trees(6):
        name = brackets("cat", merges)
        if name in seen:
            continue
        seen.add(name)
        nodes = layer_of(widget)(leaves_of("cat"), merges)
        shares = walk_back(widget.weight, nodes, merges, target)[3]
        slopes, _ = measure("cat", merges, widget.weight, widget.bias, target)
        np.testing.assert_allclose(shares.sum(axis=0), slopes, atol=1e-6)
    assert len(seen) == 42  # the number of binary trees over six words


def test_what_a_reader_is_asked():
    shares = np.array(TreeComposer().numbers.shares)[:, 0, 1]
    assert shares.round(2).tolist() == [-0.28, -0.19, 0.18, 0.28]
    assert round(shares.sum(), 2) == -0.01


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_two_readings_differ_in_tree_and_in_vector(sentence):
    first, second = (TreeComposer(sentence, reading=reading) for reading in READINGS)
    assert first.numbers.brackets != second.numbers.brackets
    assert (first.reading, second.reading) == READINGS
    assert first.numbers.distance == pytest.approx(np.linalg.norm(first.root - second.root))
    assert first.numbers.distance > 0.5
    assert first.numbers.kept_root == pytest.approx(second.root)


def test_a_nudge_moves_all_nodes_and_the_slope_foretells_the_loss():
    for selected in WEIGHTS:
        found = TreeComposer(selected=selected, nudge=0.001).numbers
        moved = np.array(found.nodes) != np.array(found.nodes_before)
        assert moved[5:].any(axis=1).all()
        assert not moved[:5].any()
        change = found.loss - found.loss_before
        assert change == pytest.approx(found.foretold, abs=2e-6)


def test_the_sum_so_far_grows_from_the_root_down():
    shares = np.array(TreeComposer().numbers.shares)
    for done, count in ((0, 0), (4, 0), (5, 1), (7, 3), (8, 4), (10, 4)):
        so_far = TreeComposer(done=done).numbers.so_far
        np.testing.assert_allclose(so_far, shares[4 - count :].sum(axis=0) + np.zeros((2, 4)))


def test_an_unfinished_tree_has_vectors_and_no_loss():
    widget = TreeComposer("men", merges=[(1, 2)])
    found = widget.numbers
    assert widget.nodes.shape == (5, 2)
    assert (widget.root, widget.gradient, found.loss, found.shares) == (None, None, None, [])
    assert (widget.reading, found.brackets, widget.done) == ("own", "old (men and) women", 1)
    assert "old (men and) women" in widget._fallback


def test_the_words_have_vectors_and_the_readings_fit():
    for words, glosses, readings in SENTENCES.values():
        assert set(words) <= set(VECTORS)
        assert len(glosses) in (0, len(words))
        assert all(fits(merges, len(words)) for merges in readings)
    assert reading_of("students", [[1, 2], [5, 3]]) == "own"


def test_another_sentence_brings_its_trees():
    widget = TreeComposer()
    widget.sentence = "men"
    assert (widget.reading, widget.done) == ("first", 3)
    assert reading_of("men", widget.kept) == "second"
    with widget.hold_trait_notifications():  # as a page sends it: in any order, at once
        widget.merges = [[0, 1]]
        widget.sentence = "cat"
    assert widget.merges == [[0, 1]]
    widget.reset()
    assert (widget.sentence, widget.reading) == ("students", "first")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"sentence": "dog"}, "sentence: got 'dog', expected one of 'students'"),
        ({"reading": "third"}, "reading: got 'third', expected 'first' or 'second'"),
        ({"reading": "first", "merges": []}, "reading: got 'first' and merges"),
        ({"merges": [(0, 2)]}, r"merges: got \[\[0, 2\]\], expected pairs of neighbors among 5"),
        ({"merges": [(0, 1), (0, 1)]}, "expected pairs of neighbors"),
        ({"merges": [(0, 1, 2)]}, "expected at most 5 pairs of whole numbers"),
        ({"merges": [(0.5, 1)]}, "expected at most 5 pairs"),
        ({"merges": 3}, "got 3, expected at most 5 pairs"),
        ({"kept": [(4, 0)]}, "kept: got"),
        ({"target_x": 2}, "target_x: got 2, expected a number from -1 to 1"),
        ({"selected": "w31"}, "selected: got 'w31'"),
        ({"planted": "all"}, "planted: got 'all'"),
        ({"done": 11}, "done: got 11"),
    ],
)
def test_what_cannot_be_is_refused(bad, said):
    with pytest.raises(ExplorableError, match=said):
        TreeComposer(**bad)
