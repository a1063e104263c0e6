"""The numbers of GreedyParser: pairs and their scores, all trees, and rounds of max-margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lib.nn import MaxMargin, tree_spans
from lib.optim import SGD

from .parser_sentences import SENTENCES, START, leaves_of
from .parser_trees import Span, all_trees, parser_from, walk

#: A lesson has at most so many rounds.
MOST_ROUNDS = 40
COMPARE = ("steps", "trees")
GOLDS = ("first", "second")


class ParserNumbers(NamedTuple):
    """One sentence, the reader's tree over it, and the parser that learns it.

    Gaps are counted from 1: gap g is behind word g. A phrase is (start, stop), the words
    start … stop - 1, counted from 0. For each gap, ``scores`` and ``parents`` have the score s and
    the vector p of the pair that meets there, or of the phrase that was made there. ``joined`` are
    the gaps in the order in which they were closed, ``spans`` the phrases, ``fresh`` the gaps whose
    pairs the last join scored anew, ``best`` the gap of the best pair (0 when nothing is left),
    ``total`` the sum of the scores so far.

    ``greedy`` and ``greedy_total`` belong to the tree that the parser finds, ``top`` and ``totals``
    to the tree with the highest total, and to all trees, the highest first.

    ``gold`` are the phrases of the gold tree, the best first as a search takes them, and
    ``gold_scores`` their scores; ``wrong`` are those phrases of the found tree that it lacks.
    ``rival`` is the tree that is searched for with κ added to wrong phrases, ``rival_scores`` its
    scores, ``leads`` by how much the rival, κ included, leads after 0, 1, 2, … joins, ``counted``
    the number of joins that J takes, ``objective`` J. The gradients are those of J. ``curve`` has J
    after 0, 1, … rounds of this lesson, ``found`` whether the parser then finds the gold tree.
    """

    weight: list[list[float]]
    bias: list[float]
    score_weight: list[float]
    scores: list[float]
    parents: list[list[float]]
    joined: list[int]
    spans: list[list[int]]
    fresh: list[int]
    best: int
    total: float
    greedy: list[list[int]]
    greedy_total: float
    top: list[list[int]]
    totals: list[float]
    gold: list[list[int]]
    wrong: list[list[int]]
    rival: list[list[int]]
    rival_scores: list[float]
    gold_scores: list[float]
    leads: list[float]
    counted: int
    objective: float
    grad_weight: list[list[float]]
    grad_bias: list[float]
    grad_score_weight: list[float]
    curve: list[float]
    found: list[bool]


class Lesson(NamedTuple):
    """Weights, J and success after 0, 1, … rounds."""

    states: list[dict[str, np.ndarray]]
    curve: list[float]
    found: list[bool]


@lru_cache(maxsize=256)
def lesson(
    sentence: str,
    gold: str,
    kappa: float,
    rate: float,
    compare: str,
    before: tuple[int, ...],
) -> Lesson:
    """Train from the fixed start: ``before`` with the readings in turn, then on ``gold``.

    The last number of ``before`` is of rounds on the other reading. Each round is one step of
    gradient descent on J for this one sentence: weight ← weight - rate · dJ/dweight.

    Examples
    --------
    >>> taught = lesson("students", "first", 0.1, 0.1, "steps", ())
    >>> len(taught.curve), taught.curve[-1], taught.found[-1]
    (41, 0.0, True)
    """
    weights = START
    if before:
        other = GOLDS[1 - GOLDS.index(gold)]
        weights = lesson(sentence, other, kappa, rate, compare, before[:-1]).states[before[-1]]
    parser, leaves = parser_from(weights), leaves_of(sentence)
    tree = SENTENCES[sentence].tree(gold)
    objective = MaxMargin(parser, kappa, compare=compare)
    optimizer = SGD(parser.parameters(), lr=rate)
    right = set(tree_spans(tree.merges, len(leaves)))
    states, curve, found = [], [], []
    for _ in range(MOST_ROUNDS + 1):
        states.append({name: value.copy() for name, value in parser.state_dict().items()})
        curve.append(objective(leaves, tree.merges))
        found.append(set(tree_spans(parser.parse(leaves)[0], len(leaves))) == right)
        optimizer.zero_grad()
        objective.backward()
        optimizer.step()
    return Lesson(states, curve, found)


def numbers(
    *,
    sentence: str,
    gold: str,
    kappa: float,
    rounds: int,
    rate: float,
    compare: str,
    joins: Sequence[int],
    earlier: Sequence[int],
    **_: object,
) -> ParserNumbers:
    """Return all numbers of the figure.

    Examples
    --------
    >>> from lib.widgets import GreedyParser
    >>> found = GreedyParser(sentence="cat", joins=[0, 0]).numbers
    >>> len(found.joined), len(found.totals)
    (2, 42)
    """
    taught = lesson(sentence, gold, float(kappa), float(rate), compare, tuple(earlier))
    parser, leaves = parser_from(taught.states[rounds]), leaves_of(sentence)
    tree, gaps = SENTENCES[sentence].tree(gold), len(leaves) - 1
    right = set(tree_spans(tree.merges, len(leaves)))
    shown = walk(parser, leaves, joins)
    best_first = [0] * gaps
    greedy = walk(parser, leaves, best_first)
    rival = walk(parser, leaves, best_first, lambda span: kappa * (span not in right))
    truth = walk(parser, leaves, best_first, lambda span: 0.0 if span in right else -np.inf)
    trees = all_trees(parser, leaves)
    rival_scores, gold_scores = rival.in_order, truth.in_order
    steps = [
        ours + kappa * (span not in right) - theirs
        for ours, span, theirs in zip(rival_scores, rival.spans, gold_scores, strict=True)
    ]
    leads = [0.0, *np.cumsum(steps).tolist()]
    objective = MaxMargin(parser, kappa, compare=compare)
    value = objective(leaves, tree.merges)
    counted = 0
    if value > 0:
        counted = gaps if compare == "trees" else int(np.argmax(leads))
    objective.backward()
    weight, bias, score_weight = parser.tree.weight, parser.tree.bias, parser.score.weight
    return ParserNumbers(
        weight=weight.data.tolist(),
        bias=bias.data.tolist(),
        score_weight=score_weight.data[0].tolist(),
        scores=shown.scores,
        parents=shown.parents,
        joined=shown.joined,
        spans=_lists(shown.spans),
        fresh=shown.fresh,
        best=shown.best,
        total=float(sum(shown.in_order)),
        greedy=_lists(greedy.spans),
        greedy_total=float(sum(greedy.in_order)),
        top=_lists(trees[0][1]),
        totals=[total for total, _ in trees],
        gold=_lists(truth.spans),
        wrong=_lists(span for span in greedy.spans if span not in right),
        rival=_lists(rival.spans),
        rival_scores=rival_scores,
        gold_scores=gold_scores,
        leads=leads,
        counted=counted,
        objective=float(value),
        grad_weight=weight.grad.tolist(),
        grad_bias=bias.grad.tolist(),
        grad_score_weight=score_weight.grad[0].tolist(),
        curve=taught.curve,
        found=taught.found,
    )


def _lists(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]
