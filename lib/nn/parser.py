"""A greedy parser: score every pair of neighbors, join the best pair, and begin again."""

from contextlib import nullcontext
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lib.nn.linear import Linear
from lib.nn.loss import Loss
from lib.nn.module import Module
from lib.nn.recursive import TreeRNN, as_leaves, as_merges


class _Phrase(NamedTuple):
    """A node in the row of those that are not joined yet; it stands for leaves start … stop - 1."""

    vector: np.ndarray
    number: int
    start: int
    stop: int


class GreedyTreeParser(Module):
    """p = tanh(W [c₁; c₂] + b) and its score s = u · p: how well c₁ and c₂ go together.

    ``parse`` finds a tree. Called on leaves and merges, as a layer, it scores a tree that is
    known: one number for each merge, the tree's score being their sum. dL/dp = dL/ds u goes back
    into the tree; dL/du = Σ dL/ds p.

    Shape
    -----
    - leaves: (L, dim), in the order of the sentence
    - merges: M pairs (i, j), as for TreeRNN
    - scores: (M,)
    - ``tree.weight`` W: (dim, 2 dim); ``tree.bias`` b: (dim,); ``score.weight`` u: (1, dim)

    Parameters
    ----------
    dim : int
        Length of the vector of a node.
    rng : Generator or int, optional
        W and b start uniform in ±1/√(2 dim), u in ±1/√dim.
    dtype : dtype
        Of the parameters, and so of leaves and scores.

    Raises
    ------
    TypeError, ValueError
        As for TreeRNN.

    Examples
    --------
    With these weights the score is tanh(c₁ - c₂): 2 and -1 go together best.

    >>> parser = GreedyTreeParser(1)
    >>> weights = {"tree.weight": [[1.0, -1.0]], "tree.bias": [0.0], "score.weight": [[1.0]]}
    >>> _ = parser.load_state_dict(weights)
    >>> leaves = np.array([[1.0], [2.0], [-1.0]])
    >>> merges, score = parser.parse(leaves)
    >>> merges
    [(1, 2), (0, 3)]
    >>> parser(leaves, merges).round(4)
    array([0.9951, 0.0049])
    >>> round(score, 4)
    1.0

    References
    ----------
    Socher, Lin, Ng, Manning (2011), "Parsing natural scenes and natural language with recursive
    neural networks", sections 4 and 5.
    """

    def __init__(self, dim, *, rng=None, dtype=np.float64):
        rng = np.random.default_rng(rng)
        self.tree = TreeRNN(dim, rng=rng, dtype=dtype)
        self.score = Linear(dim, 1, bias=False, rng=rng, dtype=dtype)

    def forward(self, leaves, merges):
        """Return the score of each merge."""
        nodes = self.tree(leaves, merges)
        scores = self.score(nodes[len(leaves) :])[:, 0]
        self._keep(len(leaves), out=scores)
        return scores

    def backward(self, grad_scores):
        """Add to the gradients of W, b and u; return dL/d(leaves)."""
        leaves, grad_scores = self._recall(grad_scores)
        grad_parents = self.score.backward(grad_scores[:, None])
        grad_leaves = np.zeros((leaves, self.tree.dim), grad_parents.dtype)
        with nullcontext() if self.input_grad else self.tree.no_input_grad():
            return self.tree.backward(np.concatenate([grad_leaves, grad_parents]))

    def parse(self, leaves):
        """Return (merges, score): the tree to which the best pair at every step leads.

        No step is taken back, so a tree with a higher score may be missed; to look at all trees
        would take time that grows exponentially with the sentence. Of equal pairs the first is
        taken.
        """
        merges, scores = self._search(as_leaves(leaves, self.tree), lambda span: 0.0)
        return merges, sum(scores)

    def _search(self, leaves, extra):
        """Return the merges and their scores; extra(span) counts only for which pair is best."""
        row = [_Phrase(leaf, number, number, number + 1) for number, leaf in enumerate(leaves)]
        pairs = self._pairs(row, extra)
        merges, scores = [], []
        while pairs:
            at = max(range(len(pairs)), key=lambda k: pairs[k][0])
            _, score, parent = pairs[at]
            left, right = row[at : at + 2]
            number = len(leaves) + len(merges)
            merges.append((left.number, right.number))
            scores.append(score)
            row[at : at + 2] = [_Phrase(parent, number, left.start, right.stop)]
            # Only the pairs beside the new phrase are new; all others keep their scores.
            near = slice(max(at - 1, 0), at + 2)
            pairs[near] = self._pairs(row[near], extra)
        return merges, scores

    def _pairs(self, row, extra):
        """Return (score with extra, score, vector of the parent) for each pair of neighbors."""
        if len(row) < 2:
            return []
        vectors = np.array([phrase.vector for phrase in row])
        parents = self.tree.join(np.hstack([vectors[:-1], vectors[1:]]))
        scores = (parents @ self.score.weight.data[0]).tolist()
        spans = [(a.start, b.stop) for a, b in pairwise(row)]
        ranks = [score + extra(span) for score, span in zip(scores, spans, strict=True)]
        return list(zip(ranks, scores, parents, strict=True))


class MaxMargin(Loss):
    """J = max over trees y of [s(y) + Δ(y)] - s(gold): the gold tree is to win, and by a margin.

    s is the sum of a tree's scores, and Δ(y) = κ times the number of phrases of y that the gold
    tree lacks: the more a tree is wrong, the further below the gold tree it must stay. J is 0 if
    all do. Otherwise dJ/ds is +1 at every merge of the best wrong tree and -1 at every merge of
    the gold tree; what the two have in common cancels. It is a subgradient: J has a kink where
    two trees are equally good.

    The best tree is searched for greedily, with κ added to the score of every wrong phrase. Here
    a trap lies: a gold tree may win the sum because its last merges score high, while the search
    goes astray at the first. J would be 0, and the parser wrong. So both trees are compared after
    1, 2, 3, … merges, the gold tree's taken in the order of their scores, and J is the largest
    lead of the wrong one. Then J is 0 exactly if the search finds the gold tree, and by κ.

    Shape
    -----
    leaves (L, dim), merges of the gold tree (L - 1 pairs of neighbors) → a float

    Parameters
    ----------
    parser : GreedyTreeParser
        Its W, b and u get the gradients; they are this module's parameters too.
    kappa : float
        The margin for each wrong phrase.
    compare : {"steps", "trees"}
        "trees" compares finished trees alone, as the formula is printed, and has the trap.

    Raises
    ------
    TypeError, ValueError
        If kappa is not a finite number from 0 up, compare is something else, or the merges are
        not one tree over the leaves in their order.

    Examples
    --------
    >>> parser = GreedyTreeParser(1)
    >>> weights = {"tree.weight": [[1.0, -1.0]], "tree.bias": [0.0], "score.weight": [[1.0]]}
    >>> _ = parser.load_state_dict(weights)
    >>> objective = MaxMargin(parser, kappa=0.5)
    >>> leaves = np.array([[1.0], [2.0], [-1.0]])
    >>> objective(leaves, [(1, 2), (0, 3)])          # the tree that the parser finds
    0.0
    >>> round(objective(leaves, [(0, 1), (3, 2)]), 4)  # another one: wrong by one phrase
    2.2566
    >>> objective.backward().round(4)
    array([[-0.42  ],
           [ 0.4298],
           [-0.0099]])

    References
    ----------
    Socher, Lin, Ng, Manning (2011), section 4. For the comparison after every step: Huang,
    Fayong, Guo (2012), "Structured perceptron with inexact search", where it is the maximum
    violation.
    """

    def __init__(self, parser, kappa=0.1, *, compare="steps"):
        if not isinstance(parser, GreedyTreeParser):
            raise TypeError(f"parser is {parser!r}; expected a GreedyTreeParser.")
        if isinstance(kappa, bool) or not isinstance(kappa, int | float | np.number):
            raise TypeError(f"kappa is {kappa!r}; expected a number.")
        if not (np.isfinite(kappa) and kappa >= 0):
            raise ValueError(f"kappa is {kappa}; expected a finite number, 0 or more.")
        if compare not in ("steps", "trees"):
            raise ValueError(f"compare is {compare!r}; expected 'steps' or 'trees'.")
        self.parser, self.kappa, self.compare = parser, float(kappa), compare

    def forward(self, leaves, merges):
        """Return J for one sentence; the gradients of several add up."""
        leaves = as_leaves(leaves, self.parser.tree)
        right = set(tree_spans(merges, len(leaves)))
        search = self.parser._search
        best, best_scores = search(leaves, lambda span: self.kappa * (span not in right))
        gold, gold_scores = search(leaves, lambda span: 0.0 if span in right else -np.inf)
        wrong = np.array([span not in right for span in tree_spans(best, len(leaves))])
        lead = np.subtract(best_scores, gold_scores) + self.kappa * wrong
        lead = np.concatenate([[0.0], np.cumsum(lead)])  # After 0, 1, 2, … merges.
        steps = len(lead) - 1 if self.compare == "trees" else int(lead.argmax())
        value = float(lead[steps])
        if value <= 0:
            self._keep(leaves, 0)
            return 0.0
        # Both trees at once, over the same leaves: what the second makes is numbered behind.
        best = [tuple(n + steps * (n >= len(leaves)) for n in pair) for pair in best[:steps]]
        self.parser(leaves, [*gold[:steps], *best])
        self._keep(leaves, steps)
        return value

    def backward(self):
        """Add dJ/dW, dJ/db and dJ/du to the parser's gradients; return dJ/d(leaves)."""
        leaves, steps, _ = self._recall()
        if steps == 0:
            return np.zeros_like(leaves) if self.input_grad else None
        with nullcontext() if self.input_grad else self.parser.no_input_grad():
            return self.parser.backward(np.repeat([-1.0, 1.0], steps))


def tree_spans(merges, leaves):
    """Return the phrase of each merge of a tree: (start, stop) for leaves start … stop - 1.

    Two trees over one sentence are the same if they have the same set of phrases.

    Parameters
    ----------
    merges : list of pairs
        All of one tree, each of two neighbors, the left one first.
    leaves : int
        How many there are.

    Raises
    ------
    TypeError, ValueError
        If the merges are not one tree over the leaves in their order.

    Examples
    --------
    >>> tree_spans([(1, 2), (0, 3)], 3)
    [(1, 3), (0, 3)]
    """
    pairs = as_merges(merges, leaves, "tree_spans").tolist()
    spans, used = [(n, n + 1) for n in range(leaves)], set()
    for k, (left, right) in enumerate(pairs):
        if left in used or right in used:
            node = left if left in used else right
            raise ValueError(
                f"merge {k} = {(left, right)} takes node {node}, which has a parent already; "
                "expected a tree, in which each node has one parent."
            )
        (start, middle), (begin, stop) = spans[left], spans[right]
        if middle != begin:
            raise ValueError(
                f"merge {k} = {(left, right)} joins leaves {start} to {middle - 1} with leaves "
                f"{begin} to {stop - 1}; expected neighbors, the left one first."
            )
        used |= {left, right}
        spans.append((start, stop))
    if len(pairs) != leaves - 1:
        raise ValueError(
            f"got {len(pairs)} merges for {leaves} leaves; expected {leaves - 1}, "
            "so that one node is left."
        )
    return spans[leaves:]
