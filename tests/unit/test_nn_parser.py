"""The greedy parser and its objective, against a parser that scores every pair anew."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import data, nn
from lib.gradcheck import GradcheckError, gradcheck


def sharp(dim=3, seed=0, **settings):
    """Return a parser with weights of size 1."""
    parser = nn.GreedyTreeParser(dim, **settings)
    rng = np.random.default_rng(seed)
    for parameter in parser.parameters():
        parameter.data[...] = rng.standard_normal(parameter.shape)
    return parser


def normal(*shape, seed=1):
    return np.random.default_rng(seed).standard_normal(shape)


def scores_of(parser, left, right):
    """Return the parent of two vectors, and its score."""
    weight, bias = parser.tree.weight.data, parser.tree.bias.data
    parent = np.tanh(weight @ np.concatenate([left, right]) + bias)
    return parent, float(parser.score.weight.data[0] @ parent)


def parse_naive(parser, leaves, extra=lambda span: 0.0):
    """Return merges and scores, scoring all pairs again at every step."""
    row = [(leaf, n, n, n + 1) for n, leaf in enumerate(leaves)]
    merges, scores = [], []
    while len(row) > 1:
        tried = []
        for (a, _, start, _), (b, _, _, stop) in itertools.pairwise(row):
            parent, score = scores_of(parser, a, b)
            tried.append((score + extra((start, stop)), score, parent))
        at = int(np.argmax([rank for rank, _, _ in tried]))
        (_, i, start, _), (_, j, _, stop) = row[at], row[at + 1]
        merges.append((i, j))
        scores.append(tried[at][1])
        row[at : at + 2] = [(tried[at][2], len(leaves) + len(merges) - 1, start, stop)]
    return merges, scores


def all_trees(start, stop):
    """Return every binary tree over leaves start … stop - 1, as nested pairs."""
    if stop - start == 1:
        return [start]
    return [
        (left, right)
        for middle in range(start + 1, stop)
        for left in all_trees(start, middle)
        for right in all_trees(middle, stop)
    ]


def merges_of(tree):
    return data.tree_from_brackets(str(tree).replace(",", " ")).merges


def random_tree(rng, leaves):
    """Return the merges of a random tree over neighbors."""
    row, merges = list(range(leaves)), []
    while len(row) > 1:
        at = int(rng.integers(len(row) - 1))
        merges.append((row[at], row[at + 1]))
        row[at : at + 2] = [leaves + len(merges) - 1]
    return merges


@given(st.integers(1, 9), st.integers(1, 4), st.integers(0, 10**6))
def test_it_finds_what_looking_at_every_pair_anew_finds(leaves, dim, seed):
    parser, x = sharp(dim, seed), normal(leaves, dim, seed=seed + 1)
    merges, score = parser.parse(x)
    expected, scores = parse_naive(parser, x)
    assert merges == expected
    assert score == pytest.approx(sum(scores), abs=1e-12)
    np.testing.assert_allclose(parser(x, merges), scores, atol=1e-12)
    assert len(nn.tree_spans(merges, leaves)) == leaves - 1


def test_a_single_word_is_a_tree():
    parser = sharp()
    assert parser.parse(normal(1, 3)) == ([], 0)
    objective = nn.MaxMargin(parser)
    assert objective(normal(1, 3), []) == 0
    np.testing.assert_array_equal(objective.backward(), np.zeros((1, 3)))


def test_of_equal_pairs_the_first_is_joined():
    parser = sharp()
    for parameter in parser.parameters():
        parameter.data[...] = 0
    merges, score = parser.parse(normal(4, 3))
    assert merges == [(0, 1), (4, 2), (5, 3)]
    assert score == 0


def test_the_best_tree_of_all_may_be_missed():
    trees = [merges_of(tree) for tree in all_trees(0, 5)]
    assert len(trees) == 14
    missed = 0
    for seed in range(20):
        parser, x = sharp(seed=seed), normal(5, 3, seed=seed + 50)
        best = max(parser(x, merges).sum() for merges in trees)
        found = parser.parse(x)[1]
        assert found <= best + 1e-12
        missed += found < best - 1e-9
    assert 0 < missed < 20


def search_for_kinks(objective, x, gold):
    """Return whether a gradient of J means something here: no two trees lie close together."""
    value = objective(x, gold)
    rng = np.random.default_rng(0)
    near = [objective(x + 1e-4 * rng.standard_normal(x.shape), gold) for _ in range(20)]
    return value > 0.01 and np.ptp(near) < 0.01


@pytest.mark.parametrize("compare", ["steps", "trees"])
def test_the_gradient_is_the_slope_away_from_kinks(compare):
    checked = 0
    for seed in range(8):
        objective = nn.MaxMargin(sharp(seed=seed), kappa=0.7, compare=compare)
        x, gold = normal(6, 3, seed=seed), random_tree(np.random.default_rng(seed), 6)
        if search_for_kinks(objective, x, gold):
            report = gradcheck(objective, x, gold)
            assert len(report.arrays) == 4
            checked += 1
    assert checked >= 3


@given(st.integers(2, 7), st.integers(0, 10**6), st.sampled_from([0.0, 0.1, 1.0]))
def test_the_objective_is_the_lead_of_the_search_over_the_gold_tree(leaves, seed, kappa):
    parser, x = sharp(seed=seed), normal(leaves, 3, seed=seed + 1)
    gold = random_tree(np.random.default_rng(seed), leaves)
    right = set(nn.tree_spans(gold, leaves))

    def margin(span):
        return kappa * (span not in right)

    best, best_scores = parse_naive(parser, x, margin)
    _, gold_scores = parse_naive(parser, x, lambda span: 0 if span in right else -np.inf)
    extra = [margin(span) for span in nn.tree_spans(best, leaves)]
    lead = np.cumsum(np.add(best_scores, extra)) - np.cumsum(gold_scores)
    value = nn.MaxMargin(parser, kappa)(x, gold)
    assert value == pytest.approx(max(0, lead.max()), abs=1e-12)
    # The formula as it is printed: s(y) + Δ(y) - s(gold), finished trees.
    delta = kappa * len(set(nn.tree_spans(best, leaves)) - right)
    printed = max(0, parser(x, best).sum() + delta - parser(x, gold).sum())
    assert nn.MaxMargin(parser, kappa, compare="trees")(x, gold) == pytest.approx(
        printed, abs=1e-12
    )
    # 0 says that the parser finds the gold tree; finished trees alone do not say that.
    if value == 0 and kappa > 0:
        assert set(nn.tree_spans(parser.parse(x)[0], leaves)) == right


def test_finished_trees_alone_have_a_trap():
    trapped = 0
    for seed in range(60):
        parser, x = sharp(seed=seed), normal(6, 3, seed=seed + 100)
        gold = random_tree(np.random.default_rng(seed), 6)
        found = set(nn.tree_spans(parser.parse(x)[0], 6)) == set(nn.tree_spans(gold, 6))
        if nn.MaxMargin(parser, 0.01, compare="trees")(x, gold) == 0 and not found:
            assert nn.MaxMargin(parser, 0.01)(x, gold) > 0
            trapped += 1
    assert trapped > 0


def test_the_order_in_which_the_gold_tree_is_told_does_not_matter():
    parser, x = sharp(), normal(4, 3)
    objective = nn.MaxMargin(parser, 0.5)
    one, other = [(0, 1), (2, 3), (4, 5)], [(2, 3), (0, 1), (5, 4)]
    assert objective(x, one) == objective(x, other)


def test_a_step_against_the_gradient_lowers_the_objective_and_a_step_along_it_raises_it():
    # One source moves the weights by plus the gradient.
    for sign, better in ((-1, True), (+1, False)):
        parser, x = sharp(), normal(6, 3)
        objective = nn.MaxMargin(parser, 0.5)
        gold = random_tree(np.random.default_rng(3), 6)
        before = objective(x, gold)
        objective.backward()
        for parameter in parser.parameters():
            parameter.data += sign * 0.01 * parameter.grad
        assert before > 0
        assert (objective(x, gold) < before) is better


def test_gradcheck_refuses_a_gradient_with_the_signs_of_the_trees_swapped(monkeypatch):
    parser, x = sharp(), normal(5, 3)
    gold = random_tree(np.random.default_rng(2), 5)
    backward = parser.backward
    gradcheck(nn.MaxMargin(parser, 0.5), x, gold)
    monkeypatch.setattr(parser, "backward", lambda grad_scores: backward(-grad_scores))
    with pytest.raises(GradcheckError, match="sign"):
        gradcheck(nn.MaxMargin(parser, 0.5), x, gold)


def test_gradients_of_several_sentences_add_up():
    parser, gold = sharp(), [(0, 1), (3, 2)]
    objective, grads = nn.MaxMargin(parser, 0.5), []
    for seed in (1, 2):
        parser.zero_grad()
        objective(normal(3, 3, seed=seed), gold)
        objective.backward()
        grads.append(parser.tree.weight.grad.copy())
    parser.zero_grad()
    for seed in (1, 2):
        objective(normal(3, 3, seed=seed), gold)
        objective.backward()
    assert np.abs(grads).max() > 0
    np.testing.assert_allclose(parser.tree.weight.grad, sum(grads))


def test_the_gradient_of_the_leaves_may_be_left_out():
    parser, x, gold = sharp(), normal(4, 3), [(2, 3), (1, 4), (0, 5)]
    objective = nn.MaxMargin(parser, 0.5)
    assert objective(x, gold) > 0
    with objective.no_input_grad():
        assert objective.backward() is None
    assert parser.tree.weight.grad.any()
    assert parser.input_grad
    assert parser.tree.input_grad


def test_float32_stays_float32():
    parser = sharp(dtype=np.float32)
    x = normal(5, 3).astype(np.float32)
    objective = nn.MaxMargin(parser, 0.5)
    assert objective(x, [(0, 1), (2, 3), (5, 6), (7, 4)]) > 0
    assert objective.backward().dtype == np.float32
    assert parser.parse(x)[0] == parse_naive(parser, x)[0]


def test_its_state_comes_back():
    parser, other = sharp(), nn.GreedyTreeParser(3, rng=5)
    assert list(parser.state_dict()) == ["tree.weight", "tree.bias", "score.weight"]
    other.load_state_dict(parser.state_dict())
    assert other.parse(normal(6, 3)) == parser.parse(normal(6, 3))
    twins = [nn.GreedyTreeParser(3, rng=5).state_dict() for _ in range(2)]
    for name, value in twins[0].items():
        np.testing.assert_array_equal(value, twins[1][name])


@pytest.mark.parametrize(
    ("merges", "message"),
    [
        ([(0, 1)], "1 merges for 3 leaves; expected 2"),
        ([], "0 merges for 3 leaves; expected 2"),
        ([(0, 1), (1, 2)], r"merge 1 = \(1, 2\) takes node 1, which has a parent already"),
        ([(1, 2), (0, 1)], r"merge 1 = \(0, 1\) takes node 1, which has a parent already"),
        ([(0, 2), (3, 1)], "joins leaves 0 to 0 with leaves 2 to 2; expected neighbors"),
        ([(0, 1), (2, 3)], "joins leaves 2 to 2 with leaves 0 to 1; expected neighbors"),
        ([(0, 4), (1, 2)], "expected two of the nodes 0 to 2"),
    ],
)
def test_a_gold_tree_that_is_none_is_refused(merges, message):
    with pytest.raises(ValueError, match=message):
        nn.MaxMargin(sharp())(normal(3, 3), merges)


def test_bad_settings_are_refused():
    parser = sharp()
    for kappa, error in (
        (-1, ValueError),
        (np.nan, ValueError),
        ("1", TypeError),
        (True, TypeError),
    ):
        with pytest.raises(error, match="kappa is"):
            nn.MaxMargin(parser, kappa)
    with pytest.raises(TypeError, match="expected a GreedyTreeParser"):
        nn.MaxMargin(parser.tree)
    with pytest.raises(ValueError, match="'steps' or 'trees'"):
        nn.MaxMargin(parser, compare="words")
    with pytest.raises(ValueError, match="no leaves"):
        parser.parse(np.zeros((0, 3)))
    with pytest.raises(ValueError, match=r"expected \(L, 3\)"):
        parser.parse(np.zeros(3))
