"""GreedyParser: its walks against lib.nn, its trees counted, its lessons step by step."""

import itertools
import math

import numpy as np
import pytest

from lib.data import load_tree_sentences
from lib.gradcheck import gradcheck
from lib.nn import MaxMargin, tree_spans
from lib.widgets import ExplorableError, GreedyParser
from lib.widgets.parser_run import MOST_ROUNDS, lesson
from lib.widgets.parser_sentences import SENTENCES, START, VECTORS, leaves_of
from lib.widgets.parser_trees import all_trees, parser_from, walk

CASES = list(itertools.product(SENTENCES, ("first", "second"), ("steps", "trees")))


def found(**state):
    return GreedyParser(**state).numbers


def as_set(spans):
    return {tuple(span) for span in spans}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_best_pairs_make_the_tree_that_lib_finds(sentence):
    parser, leaves = parser_from(START), leaves_of(sentence)
    merges, total = parser.parse(leaves)
    best = walk(parser, leaves, [0] * (len(leaves) - 1))
    assert best.spans == tree_spans(merges, len(leaves))
    widget = GreedyParser(sentence=sentence)
    assert widget.tree.merges == tuple(merges)
    assert sum(widget.scores) == pytest.approx(total)
    assert widget.numbers.greedy_total == pytest.approx(total)


def test_only_the_pairs_beside_a_join_are_scored_anew():
    parser, leaves = parser_from(START), leaves_of("glasses")
    assert walk(parser, leaves, []).fresh == [1, 2, 3, 4, 5]
    before, after = walk(parser, leaves, []), walk(parser, leaves, [3])
    assert after.fresh == [2, 4]
    assert [after.scores[k] for k in (0, 4)] == [before.scores[k] for k in (0, 4)]
    assert walk(parser, leaves, [1]).fresh == [2]
    assert walk(parser, leaves, [1, 2, 3, 4, 5]).best == 0


@pytest.mark.parametrize("sentence", SENTENCES)
def test_all_trees_are_counted_and_their_totals_are_those_of_the_layer(sentence):
    parser, leaves = parser_from(START), leaves_of(sentence)
    trees, size = all_trees(parser, leaves), len(leaves)
    assert len(trees) == math.comb(2 * size - 2, size - 1) // size
    assert len({frozenset(spans) for _, spans in trees}) == len(trees)
    for total, spans in trees:
        nodes = {(k, k + 1): k for k in range(size)} | {s: size + k for k, s in enumerate(spans)}
        merges = [
            next(
                (nodes[a, m], nodes[m, b]) for m in range(a + 1, b) if {(a, m), (m, b)} <= {*nodes}
            )
            for a, b in spans
        ]
        assert parser(leaves, merges).sum() == pytest.approx(total)


@pytest.mark.parametrize(("sentence", "gold", "compare"), CASES)
def test_j_is_the_largest_lead_and_that_of_lib(sentence, gold, compare):
    for kappa in (0, 0.1, 0.7):
        here = found(sentence=sentence, gold=gold, compare=compare, kappa=kappa)
        tree = SENTENCES[sentence].tree(gold)
        objective = MaxMargin(parser_from(START), kappa, compare=compare)
        assert here.objective == pytest.approx(objective(leaves_of(sentence), tree.merges))
        lead = here.leads[-1] if compare == "trees" else max(here.leads)
        assert here.objective == pytest.approx(max(lead, 0))
        assert as_set(here.gold) == set(tree_spans(tree.merges, len(tree.tokens)))


@pytest.mark.parametrize(("sentence", "gold", "compare"), CASES)
def test_the_gradient_of_the_figure_passes_the_check(sentence, gold, compare):
    parser, leaves = parser_from(START), leaves_of(sentence)
    gradcheck(
        MaxMargin(parser, 0.3, compare=compare), leaves, SENTENCES[sentence].tree(gold).merges
    )


def test_a_round_is_one_step_against_the_gradient():
    now, after = found(rounds=2, rate=0.2), found(rounds=3, rate=0.2)
    for name in ("weight", "bias", "score_weight"):
        step = np.subtract(getattr(now, name), 0.2 * np.array(getattr(now, f"grad_{name}")))
        np.testing.assert_allclose(getattr(after, name), step, atol=1e-15)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_reading_is_learned_and_then_the_other(sentence):
    here = found(sentence=sentence)
    rounds = here.curve.index(0)
    assert not here.found[0]
    there = found(sentence=sentence, gold="second", earlier=[rounds], rounds=MOST_ROUNDS)
    assert (there.found[0], there.found[-1], there.objective) == (False, True, 0)
    assert there.wrong == []
    weights = lesson(sentence, "second", 0.1, 0.1, "steps", (rounds,)).states[0]
    for name, value in lesson(sentence, "first", 0.1, 0.1, "steps", ()).states[rounds].items():
        np.testing.assert_array_equal(value, weights[name])


def test_finished_trees_alone_have_the_trap_and_every_join_has_not():
    trap, cure = found(compare="trees", rounds=40), found(rounds=40)
    assert (trap.objective, any(trap.found), len(trap.wrong)) == (0, False, 1)
    assert (cure.objective, cure.found[-1]) == (0, True)
    assert trap.leads[-1] <= 0 < max(trap.leads)


def test_greed_misses_the_best_tree_and_a_reader_can_find_it():
    here = found(joins=[0] * 5)
    assert here.total == pytest.approx(here.greedy_total) == pytest.approx(here.totals[3])
    best = found(joins=[3, 2, 1, 5, 4])
    assert best.total == pytest.approx(best.totals[0])
    assert best.total > here.total
    assert as_set(best.spans) == as_set(best.top)


def test_the_words_of_the_source_have_its_two_trees():
    source = load_tree_sentences().trees[:2]
    own = [SENTENCES["students"].tree(gold) for gold in ("first", "second")]
    assert [str(tree) for tree in own] == [str(tree) for tree in source]
    assert {word for s in SENTENCES.values() for word in s.words} == set(VECTORS)
    assert SENTENCES["glasses"].tree("second").tokens == SENTENCES["glasses"].words


def test_the_widget():
    widget = GreedyParser()
    assert "(I (saw ((the man) (with glasses)))), J = 0.207" in widget._fallback
    assert widget._fallback.count(">no<") == 1
    widget.rounds = 40
    assert ">no<" not in widget._fallback
    assert str(widget.tree) == "(I (saw ((the man) (with glasses))))"
    assert widget.joins == GreedyParser(joins=()).joins == []


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"sentence": "dog"}, "sentence: got 'dog'"),
        ({"gold": "third"}, "gold: got 'third'"),
        ({"kappa": 2}, "kappa: got 2, expected a number from 0 to 1"),
        ({"rounds": 41}, "rounds: got 41, expected a whole number from 0 to 40"),
        ({"joins": [True]}, "joins: got .*, expected at most 5 whole numbers from 0 to 5"),
        ({"joins": 3}, "joins: got 3"),
        ({"earlier": [1] * 7}, "earlier: got .*, expected at most 6 whole numbers from 0 to 40"),
        ({"compare": "all"}, "compare: got 'all'"),
    ],
)
def test_what_cannot_be_is_refused(bad, said):
    with pytest.raises(ExplorableError, match=said):
        GreedyParser(**bad)
