"""The numbers of GreedyParser: pairs and their scores, all trees, and rounds of max-margin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lib.nn import GreedyTreeParser, MaxMargin, tree_spans
from lib.optim import SGD

from .parser_sentences import SENTENCES, START, leaves_of

#: A lesson has at most so many rounds.
MOST_ROUNDS = 40
COMPARE = ("steps", "trees")
GOLDS = ("first", "second")

Span = tuple[int, int]


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


class Walk(NamedTuple):
    """A row of phrases being joined: what was joined, and what stands at each gap."""

    joined: list[int]
    spans: list[Span]
    scores: list[float]
    parents: list[list[float]]
    fresh: list[int]
    best: int


class Lesson(NamedTuple):
    """Weights, J and success after 0, 1, … rounds."""

    states: list[dict[str, np.ndarray]]
    curve: list[float]
    found: list[bool]


def parser_from(weights: dict[str, np.ndarray]) -> GreedyTreeParser:
    """Return a parser of two numbers a word with these weights.

    Examples
    --------
    >>> parser_from(START).tree.dim
    2
    """
    parser = GreedyTreeParser(2)
    parser.load_state_dict(weights)
    return parser


def walk(
    parser: GreedyTreeParser,
    leaves: np.ndarray,
    joins: Iterable[int],
    bonus: Callable[[Span], float] = lambda span: 0.0,
) -> Walk:
    """Join the pairs at these gaps in turn; 0, or a gap that is closed, means the best pair.

    ``bonus`` is added to the score of a phrase where the best is chosen, and only there.

    Examples
    --------
    >>> parser, leaves = parser_from(START), leaves_of("students")
    >>> walk(parser, leaves, [0, 0, 0]).joined == walk(parser, leaves, [9, 9, 9]).joined
    True
    """
    row = [(k, k + 1, leaf) for k, leaf in enumerate(leaves)]
    scores, parents = [0.0] * (len(leaves) - 1), [[0.0, 0.0] for _ in leaves[1:]]
    joined, spans, vectors = [], [], {}

    def score(pairs):
        fresh = []
        for k in pairs:
            (_, middle, left), (_, _, right) = row[k : k + 2]
            p = parser.tree.join(np.concatenate([left, right]))
            scores[middle - 1], parents[middle - 1] = float(p @ parser.score.weight.data[0]), p
            vectors[middle] = p
            fresh.append(middle)
        return fresh

    def best():
        if len(row) == 1:
            return 0
        ranks = [scores[a[1] - 1] + bonus((a[0], b[1])) for a, b in pairwise(row)]
        return row[int(np.argmax(ranks))][1]

    fresh = score(range(len(row) - 1))
    for asked in joins:
        if len(row) == 1:
            break
        places = {phrase[1]: k for k, phrase in enumerate(row[:-1])}
        gap = asked if asked in places else best()
        k = places[gap]
        start, stop = row[k][0], row[k + 1][1]
        row[k : k + 2] = [(start, stop, vectors[gap])]
        joined.append(gap)
        spans.append((start, stop))
        fresh = score(range(max(k - 1, 0), min(k + 1, len(row) - 1)))
    return Walk(joined, spans, scores, [list(map(float, p)) for p in parents], fresh, best())


def all_trees(parser: GreedyTreeParser, leaves: np.ndarray) -> list[tuple[float, list[Span]]]:
    """Return the total and the phrases of every tree over the leaves, the highest total first.

    Of L leaves there are as many trees as the Catalan number C(2 L - 2, L - 1) / L.

    Examples
    --------
    >>> [len(all_trees(parser_from(START), leaves_of("cat")[:n])) for n in (2, 3, 4, 5, 6)]
    [1, 2, 5, 14, 42]
    """
    u, size = parser.score.weight.data[0], len(leaves)
    made = {(k, k + 1): [(leaf, 0.0, [])] for k, leaf in enumerate(leaves)}
    for length in range(2, size + 1):
        for start in range(size - length + 1):
            span, trees = (start, start + length), []
            for middle in range(start + 1, span[1]):
                for left, left_total, left_spans in made[start, middle]:
                    for right, right_total, right_spans in made[middle, span[1]]:
                        p = parser.tree.join(np.concatenate([left, right]))
                        total = left_total + right_total + float(p @ u)
                        trees.append((p, total, [*left_spans, *right_spans, span]))
            made[span] = trees
    found = [(total, spans) for _, total, spans in made[0, size]]
    return sorted(found, key=lambda tree: -tree[0])


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
    rival_scores, gold_scores = _in_order(rival), _in_order(truth)
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
        total=float(sum(_in_order(shown))),
        greedy=_lists(greedy.spans),
        greedy_total=float(sum(_in_order(greedy))),
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


def _in_order(walked: Walk) -> list[float]:
    """Return the scores of the joins, first to last."""
    return [walked.scores[gap - 1] for gap in walked.joined]


def _lists(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]
