"""Walks over a row of words, pair by pair, and all trees over it: what GreedyParser is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lib.nn import GreedyTreeParser

#: A phrase: the words start … stop - 1, counted from 0.
Span = tuple[int, int]


class Walk(NamedTuple):
    """A row of phrases being joined: what was joined, and what stands at each gap."""

    joined: list[int]
    spans: list[Span]
    scores: list[float]
    parents: list[list[float]]
    fresh: list[int]
    best: int

    @property
    def in_order(self) -> list[float]:
        """The scores of the joins, first to last."""
        return [self.scores[gap - 1] for gap in self.joined]


def parser_from(weights: dict[str, np.ndarray]) -> GreedyTreeParser:
    """Return a parser of two numbers a word with these weights.

    Examples
    --------
    >>> from lib.widgets.parser_sentences import START
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

    Shape
    -----
    - leaves: (L, 2), at least two
    - scores and parents: one, and two numbers, for each of the L - 1 gaps

    Examples
    --------
    >>> from lib.widgets.parser_sentences import START, leaves_of
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
    >>> from lib.widgets.parser_sentences import START, leaves_of
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
