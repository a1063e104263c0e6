"""Trees: words, and the pairs of nodes that are joined, read from brackets and written as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np


class Tree(NamedTuple):
    """Words and how they are joined: leaves 0 … L - 1, then merge k makes node L + k.

    Parameters
    ----------
    tokens : tuple of str
        The L words.
    merges : tuple of pairs
        Merge k joins the nodes (i, j), which stand before it. The last one makes the root.
    labels : tuple, optional
        One for each of the L + M nodes, None where a node has none.

    Examples
    --------
    >>> tree = Tree(("the", "cat", "sat"), ((0, 1), (3, 2)))
    >>> print(tree)
    ((the cat) sat)
    >>> tree.phrases()
    ('the', 'cat', 'sat', 'the cat', 'the cat sat')
    """

    tokens: tuple[str, ...]
    merges: tuple[tuple[int, int], ...]
    labels: tuple = ()

    def __str__(self) -> str:
        return tree_to_brackets(self.tokens, self.merges)

    def phrases(self) -> tuple[str, ...]:
        """Return the words below each node, in the order of the nodes."""
        phrases = list(self.tokens)
        for i, j in self.merges:
            phrases.append(f"{phrases[i]} {phrases[j]}")
        return tuple(phrases)


class Forest(NamedTuple):
    """Many trees as one: the leaves of all of them first, then one list of merges.

    Attributes
    ----------
    tokens : tuple of str
        The L words of all trees.
    merges : array (M, 2)
    labels : array (L + M,) or None
        Those of the trees, in the order of the nodes here; NaN for a node that has none.
    roots : array (number of trees,)
        The node at the top of each tree.
    owner : array (L + M,)
        The tree to which each node belongs.
    """

    tokens: tuple[str, ...]
    merges: np.ndarray
    labels: np.ndarray | None
    roots: np.ndarray
    owner: np.ndarray

    @property
    def text(self) -> str:
        """The words with spaces between them, as ``Vocabulary.encode`` takes them."""
        return " ".join(self.tokens)


def join_trees(trees: Iterable[Tree]) -> Forest:
    """Join trees into a forest, so that a network can go through all of them at once.

    Parameters
    ----------
    trees : iterable of Tree
        All with labels, or all without.

    Raises
    ------
    TypeError, ValueError
        If something is not a Tree, there is none, or a tree has not one label for each node.

    Examples
    --------
    >>> forest = join_trees([tree_from_brackets("(a b)"), tree_from_brackets("(c (d e))")])
    >>> forest.text
    'a b c d e'
    >>> forest.merges.tolist(), forest.roots.tolist()
    ([[0, 1], [3, 4], [2, 6]], [5, 7])
    """
    trees = list(trees)
    if not trees:
        raise ValueError("join_trees got no tree, expected at least one")
    for tree in trees:
        if not isinstance(tree, Tree):
            raise TypeError(
                f"join_trees got a {type(tree).__name__}, expected a list of Tree; "
                "tree_from_brackets makes one from a text"
            )
    words = [len(tree.tokens) for tree in trees]
    steps = [len(tree.merges) for tree in trees]
    leaves = sum(words)
    # Where the words and the merges of each tree begin among those of all trees.
    first_word = np.cumsum([0, *words[:-1]])
    first_node = leaves + np.cumsum([0, *steps[:-1]])
    merges = [np.empty((0, 2), np.intp)]
    for tree, n, a, b in zip(trees, words, first_word, first_node, strict=True):
        pairs = np.array(tree.merges, dtype=np.intp).reshape(-1, 2)
        merges.append(pairs + np.where(pairs < n, a, b - n))
    last = zip(words, steps, first_word, first_node, strict=True)
    which = np.arange(len(trees))
    return Forest(
        tokens=tuple(token for tree in trees for token in tree.tokens),
        merges=np.concatenate(merges),
        labels=_labels(trees, words, steps),
        roots=np.array([b + m - 1 if m else a + n - 1 for n, m, a, b in last]),
        owner=np.concatenate([np.repeat(which, words), np.repeat(which, steps)]),
    )


def _labels(trees: list[Tree], words: list[int], steps: list[int]) -> np.ndarray | None:
    """Return the labels of the leaves of all trees, then those of the merges."""
    if not any(tree.labels for tree in trees):
        return None
    for k, (tree, n, m) in enumerate(zip(trees, words, steps, strict=True)):
        if len(tree.labels) != n + m:
            raise ValueError(
                f"join_trees got tree {k} with {len(tree.labels)} labels, expected {n + m}: one "
                f"for each of its {n} words and {m} merges"
            )
    of_words = [label for tree, n in zip(trees, words, strict=True) for label in tree.labels[:n]]
    of_merges = [label for tree, n in zip(trees, words, strict=True) for label in tree.labels[n:]]
    labels = of_words + of_merges
    return np.array([np.nan if label is None else label for label in labels])


def tree_from_brackets(text: str) -> Tree:
    """Read a tree from words and brackets; each bracket joins two.

    Parameters
    ----------
    text : str
        Such as "((the cat) (sat (on (the mat))))"; words have spaces or brackets around them.
        A single word is a tree without merges.

    Raises
    ------
    TypeError, ValueError
        If the text is not one tree; the message says where.

    Examples
    --------
    >>> tree_from_brackets("((the cat) sat)")
    Tree(tokens=('the', 'cat', 'sat'), merges=((0, 1), (3, 2)), labels=())
    >>> tree_from_brackets("(the cat sat)")
    Traceback (most recent call last):
    ...
    ValueError: tree_from_brackets got '(the cat sat)', a bracket around 3, expected around two, \
such as ((a b) c)
    """
    if not isinstance(text, str):
        raise TypeError(f"tree_from_brackets got {type(text).__name__}, expected a str")
    tokens, merges = [], []
    # A word is ~0, ~1, …, until it is known how many there are; a merge is 0, 1, …
    open_brackets, parts = [], []
    for match in re.finditer(r"[()]|[^\s()]+", text):
        sign = match.group()
        if sign == "(":
            open_brackets.append((match.start(), parts))
            parts = []
        elif sign == ")":
            if not open_brackets:
                raise ValueError(
                    f"tree_from_brackets got a closing bracket at character {match.start()} that "
                    "nothing opens, expected as many opening as closing ones"
                )
            start, outer = open_brackets.pop()
            if len(parts) != 2:
                raise ValueError(
                    f"tree_from_brackets got {text[start : match.end()]!r}, a bracket around "
                    f"{len(parts)}, expected around two, such as ((a b) c)"
                )
            merges.append(tuple(parts))
            parts = [*outer, len(merges) - 1]
        else:
            parts.append(~len(tokens))
            tokens.append(sign)
    if open_brackets:
        raise ValueError(
            f"tree_from_brackets got a bracket at character {open_brackets[-1][0]} that nothing "
            "closes, expected as many closing as opening ones"
        )
    if len(parts) != 1:
        raise ValueError(
            f"tree_from_brackets got {len(parts)} trees in {text!r}, expected one; join two by a "
            "bracket around them"
        )
    pairs = (tuple(~n if n < 0 else len(tokens) + n for n in pair) for pair in merges)
    return Tree(tuple(tokens), tuple(pairs))


def tree_to_brackets(tokens: Sequence[str], merges: Sequence[tuple[int, int]]) -> str:
    """Write a tree with brackets, each around two.

    Parameters
    ----------
    tokens : sequence of str
        The words, without spaces and brackets.
    merges : sequence of pairs
        As a parser returns them.

    Raises
    ------
    ValueError
        If a word could not be read back, or the merges do not make one tree of all words.

    Examples
    --------
    >>> tree_to_brackets(["the", "cat", "sat"], [(0, 1), (3, 2)])
    '((the cat) sat)'
    """
    for token in tokens:
        if not re.fullmatch(r"[^\s()]+", token):
            raise ValueError(
                f"tree_to_brackets got the word {token!r}, expected one without spaces and brackets"
            )
    free = dict(enumerate(tokens))
    for k, (i, j) in enumerate(merges):
        for node in (i, j):
            if node not in free:
                raise ValueError(
                    f"tree_to_brackets got merge {k} = ({i}, {j}), but node {node} is not free: it "
                    f"has a parent already, or is made later. Merge k makes node {len(tokens)} + k"
                )
        left = free.pop(i)
        if j not in free:
            raise ValueError(
                f"tree_to_brackets got merge {k} = ({i}, {j}), expected two different nodes"
            )
        free[len(tokens) + k] = f"({left} {free.pop(j)})"
    if len(free) != 1:
        raise ValueError(
            f"tree_to_brackets got {len(tokens)} words and {len(merges)} merges, which leave "
            f"{len(free)} trees, expected one"
        )
    return next(iter(free.values()))
