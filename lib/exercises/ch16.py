"""Checks for chapter 16: phrases that a tree gets wrong, and a way back to repair."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.nn.parser import tree_spans
from lib.nn.recursive_naive import tree_backward_naive, tree_forward_naive

from .core import exercise
from .expect import expect_close, expect_count

# found, gold, words. The second pair is one tree, with its merges made in another order.
_TREES = (
    ([(0, 1), (3, 2)], [(0, 1), (3, 2)], 3),
    ([(2, 3), (0, 1), (5, 4)], [(0, 1), (2, 3), (4, 5)], 4),
    ([(1, 2), (0, 3)], [(0, 1), (3, 2)], 3),
    ([(0, 1), (5, 2), (6, 3), (7, 4)], [(3, 4), (2, 5), (1, 6), (0, 7)], 5),
    ([(0, 1), (3, 4), (2, 6), (5, 7)], [(3, 4), (0, 1), (6, 2), (7, 5)], 5),
)


@exercise(
    "16-wrong",
    hints=[
        "Which words does a node stand for? From the first word of its left child to the last "
        "word of its right child.",
        "spans(found, n) lists the phrases. Count those that are not in spans(gold, n).",
    ],
)
def _check_wrong(wrong_phrases: Callable) -> None:
    for found, gold, n in _TREES:
        answer = wrong_phrases(list(found), list(gold), n)
        want = len(set(tree_spans(found, n)) - set(tree_spans(gold, n)))
        expect_close(
            f"wrong_phrases({found}, {gold}, {n})",
            answer,
            want,
            look=_about_wrong(answer, found, gold, n, want),
        )


def _about_wrong(answer: object, found: list, gold: list, n: int, want: int) -> str:
    """Say what to look at by which wrong count it is."""
    if np.shape(answer) != ():
        return "the question: how many? One number is asked for"
    for number, look in (
        (2 * want, "the direction: phrases of found that gold lacks, and not also the others"),
        (len(found) - want, "the question: those that are wrong, not those that are right"),
        (_other_pairs(found, gold, n), "the numbers of the nodes: the same phrase may have two"),
    ):
        if answer == number != want:
            return look
    return "the phrases: each merge stands for a stretch of words, (first, behind the last)"


def _other_pairs(found: list, gold: list, n: int) -> int:
    return len(set(found) - set(gold))


def _way_back(
    *, add=True, leaf_slope=False, share="all", slope="own", halves="in order"
) -> Callable:
    """Return a way back with some of the mistakes, the chapter's or a reader's."""

    def back(nodes, merges, W, D):
        dp, dW, db = D.copy(), np.zeros_like(W), np.zeros(len(W))
        n, d = len(nodes) - len(merges), len(W)
        for k in reversed(range(len(merges))):
            (i, j), p = merges[k], nodes[n + k]
            delta = dp[n + k] * (1 if slope == "none" else 1 - p**2)
            parts = np.split(W.T @ delta, [d])
            if halves == "turned":
                parts.reverse()
            for child, part in zip((i, j), parts, strict=True):
                dp[child] = dp[child] + part if add else part
            if share == "all" or k == len(merges) - 1:
                dW += np.outer(delta, np.concatenate([nodes[i], nodes[j]]))
                db += delta
        return dp[:n] * (1 - nodes[:n] ** 2) if leaf_slope else dp[:n], dW, db

    return back


@exercise(
    "16-bug",
    hints=[
        "Two lines write into dp where something may stand already. And does a leaf have a tanh?",
        "dp[i] += halves[:d] and dp[j] += halves[d:]; at the end return dp[:n], dW, db.",
    ],
)
def _check_bug(repaired_back: Callable) -> None:
    rng = np.random.default_rng(43)
    tree, shared = [(1, 2), (4, 3), (0, 5)], [(0, 1), (2, 0), (3, 4)]
    for what, n, merges, everywhere in (
        ("with the cost at the root", 4, tree, False),
        ("with blame at every node", 4, tree, True),
        ("with a node that has two parents", 3, shared, False),
    ):
        W, b = rng.normal(size=(2, 4)), rng.normal(size=2)
        nodes = tree_forward_naive(rng.normal(size=(n, 2)), merges, W, b)
        D = rng.normal(size=nodes.shape)
        if not everywhere:
            D[:-1] = 0
        answer = repaired_back(nodes.copy(), list(merges), W.copy(), D.copy())
        expect_count("the three arrays (leaves, dW, db)", answer, 3)
        right = tree_backward_naive(nodes, merges, W, D)
        look = _about_back(answer, nodes, merges, W, D)
        for name, got, want in zip(
            ("the slopes for the leaves", "dW", "db"), answer, right, strict=True
        ):
            expect_close(f"{what}, {name}", got, want, look=look)


def _about_back(answer: tuple, nodes, merges, W, D) -> str:
    """Say what to look at by which mistake is left."""
    for wrong, look in (
        (_way_back(leaf_slope=True), "the last line: a leaf has no tanh, so no slope either"),
        (_way_back(add=False), "the two lines that write into dp: what stands there must stay"),
        (_way_back(share="root"), "dW and db, which are sums over all nodes"),
        (_way_back(slope="none"), "delta, which needs the slope of tanh, 1 - p * p"),
        (_way_back(halves="turned"), "the halves: the first belongs to the left child, i"),
    ):
        found = wrong(nodes, merges, W, D)
        if all(
            np.shape(a) == b.shape and np.allclose(a, b) for a, b in zip(answer, found, strict=True)
        ):
            return look
    return "what a node adds up: its own d_n, and one half from each of its parents"


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "16-wrong": [
        lambda found, gold, n: len(set(tree_spans(found, n)) ^ set(tree_spans(gold, n))),
        lambda found, gold, n: len(set(tree_spans(found, n)) & set(tree_spans(gold, n))),
        _other_pairs,
        lambda found, gold, n: set(tree_spans(found, n)) - set(tree_spans(gold, n)),
        lambda found, gold, n: [span for span in tree_spans(found, n)],
        lambda found, gold, n: int(found != gold),
    ],
    "16-bug": [
        _way_back(add=False, leaf_slope=True),
        _way_back(add=False),
        _way_back(leaf_slope=True),
        _way_back(share="root"),
        _way_back(slope="none"),
        _way_back(halves="turned"),
        lambda *args: _way_back()(*args)[1:],
    ],
}
