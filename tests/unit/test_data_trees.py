"""Trees and brackets, forests, and the network that goes through them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import data, nn

WORD = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="()"), min_size=1)
NESTED = st.recursive(WORD, lambda tree: st.tuples(tree, tree), max_leaves=12)


def written(nested):
    return nested if isinstance(nested, str) else f"({written(nested[0])} {written(nested[1])})"


def words_of(nested):
    return [nested] if isinstance(nested, str) else words_of(nested[0]) + words_of(nested[1])


@given(NESTED)
def test_brackets_and_merges_are_the_same_tree(nested):
    text = written(nested)
    tree = data.tree_from_brackets(text)
    assert list(tree.tokens) == words_of(nested)
    assert len(tree.merges) == len(tree.tokens) - 1
    assert str(tree) == data.tree_to_brackets(tree.tokens, tree.merges) == text
    assert data.tree_from_brackets(f"  {text.replace(' ', '   ')}\n") == tree
    assert len(nn.tree_spans(tree.merges, len(tree.tokens))) == len(tree.merges)


def test_a_deep_tree_is_read_and_written():
    text = "(" * 3000 + "a" + " b)" * 3000
    assert str(data.tree_from_brackets(text)) == text


def test_the_order_of_the_merges_is_free():
    tokens, text = ["a", "b", "c", "d"], "((a b) (c d))"
    for merges in ([(0, 1), (2, 3), (4, 5)], [(2, 3), (0, 1), (5, 4)]):
        assert data.tree_to_brackets(tokens, merges) == text
        assert data.tree_to_brackets(tokens, np.array(merges)) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "0 trees in ''"),
        ("a b", "2 trees in 'a b', expected one; join two by a bracket"),
        ("(a b) (c d)", "2 trees"),
        ("(a b c)", r"'\(a b c\)', a bracket around 3, expected around two"),
        ("(x (a))", r"'\(a\)', a bracket around 1, expected around two"),
        ("(a ())", r"'\(\)', a bracket around 0, expected around two"),
        ("((a b)", "bracket at character 0 that nothing closes"),
        ("(a b))", "closing bracket at character 5 that nothing opens"),
    ],
)
def test_what_is_no_tree_is_not_read(text, message):
    with pytest.raises(ValueError, match=message):
        data.tree_from_brackets(text)


def test_only_text_is_read():
    with pytest.raises(TypeError, match="got list, expected a str"):
        data.tree_from_brackets(["a", "b"])


@pytest.mark.parametrize(
    ("tokens", "merges", "message"),
    [
        (["a", "b"], [], "2 words and 0 merges, which leave 2 trees"),
        ([], [], "leave 0 trees"),
        (["a", "b"], [(0, 2)], r"merge 0 = \(0, 2\), but node 2 is not free"),
        (["a", "b", "c"], [(0, 1), (1, 2)], r"merge 1 = \(1, 2\), but node 1 is not free"),
        (["a", "b"], [(1, 1)], "two different nodes"),
        (["a b", "c"], [(0, 1)], "the word 'a b', expected one without spaces"),
        (["(", "c"], [(0, 1)], r"the word '\(', expected"),
        (["", "c"], [(0, 1)], "the word ''"),
    ],
)
def test_what_is_no_tree_is_not_written(tokens, merges, message):
    with pytest.raises(ValueError, match=message):
        data.tree_to_brackets(tokens, merges)


@given(st.lists(NESTED, min_size=1, max_size=6))
def test_a_forest_has_every_node_of_its_trees_in_place(nested):
    trees = [data.tree_from_brackets(written(tree)) for tree in nested]
    # Every node is labeled with its tree and its place in it.
    trees = [
        tree._replace(labels=tuple(100 * k + n for n in range(2 * len(tree.tokens) - 1)))
        for k, tree in enumerate(trees)
    ]
    forest = data.join_trees(trees)
    leaves = len(forest.tokens)
    assert forest.tokens == tuple(token for tree in trees for token in tree.tokens)
    np.testing.assert_array_equal(forest.owner, forest.labels // 100)
    assert forest.labels[forest.roots].tolist() == [tree.labels[-1] for tree in trees]
    for node, pair in enumerate(forest.merges, leaves):
        tree, place = divmod(int(forest.labels[node]), 100)
        words = len(trees[tree].tokens)
        expected = [100 * tree + child for child in trees[tree].merges[place - words]]
        assert forest.labels[pair].tolist() == expected


def test_a_forest_goes_through_the_tree_network_as_its_trees_do():
    trees = [data.tree_from_brackets(text) for text in ("((a b) c)", "d", "(e (f g))")]
    forest = data.join_trees(trees)
    layer, x = nn.TreeRNN(3, rng=0), np.random.default_rng(1).standard_normal((7, 3))
    roots = layer(x, forest.merges)[forest.roots]
    alone = [x[:3], x[3:4], x[4:]]
    for root, leaves, tree in zip(roots, alone, trees, strict=True):
        np.testing.assert_allclose(root, layer(leaves, tree.merges)[-1], atol=1e-14)


def test_a_forest_without_labels_and_with_missing_ones():
    plain = data.tree_from_brackets("(a b)")
    assert data.join_trees([plain]).labels is None
    assert data.join_trees([plain]).text == "a b"
    some = data.join_trees([plain._replace(labels=(1, None, 0))]).labels
    np.testing.assert_array_equal(some, [1, np.nan, 0])
    whole = data.join_trees([plain._replace(labels=(1, 2, 0))]).labels
    assert whole.dtype == np.int64
    with pytest.raises(ValueError, match="tree 1 with 0 labels, expected 3: one for each of its 2"):
        data.join_trees([plain._replace(labels=(1, 2, 0)), plain])
    with pytest.raises(ValueError, match="no tree, expected at least one"):
        data.join_trees([])
    with pytest.raises(TypeError, match="got a str, expected a list of Tree"):
        data.join_trees(["(a b)"])
