"""Sentences that praise or blame, with words that turn the meaning around."""

from __future__ import annotations

from numbers import Integral

import numpy as np

from .bunch import Bunch
from .trees import Tree, tree_from_brackets

# By label: 0 negative, 2 positive.
_ADJECTIVES = {
    0: ("bad", "boring", "cold", "dull", "silly", "sloppy"),
    2: ("charming", "clever", "funny", "good", "great", "warm"),
}
_NEGATIONS = ("not", "never")
_DEGREES = ("very", "really", "quite")
_SUBJECTS = ("it", "(the film)", "(the plot)", "(the ending)", "(this story)")
_OTHERS = ("is", "but", "it", "the", "film", "plot", "ending", "this", "story")
_WORDS = tuple(sorted({*_ADJECTIVES[0], *_ADJECTIVES[2], *_NEGATIONS, *_DEGREES, *_OTHERS}))
_DESCR = """\
{m} sentences that praise or blame, as trees with a label at every node

The grammar, where A is one of six negative or six positive adjectives:

    sentence   (subject (is judgment))
    judgment   opinion, or (opinion (but opinion)), each half of the time
    opinion    grade with 0, 1 or 2 negations before it, as in (never (not grade)); one of them in
               half of the opinions, two in a tenth
    grade      A, or (very A), (really A), (quite A), each form half of the time

The labels: an adjective has its own, any other word is neutral. A node that begins with the word
not or never has the opposite of its right side; any other node has the label of its right side. So
what follows "but" decides, and an odd number of negations turns it around.

A bag of words cannot solve it. An adjective stands in a positive sentence as often as in a
negative one, and so does a negation; "good but not bad" and "not good but bad" have the same
words and opposite labels.

trees   {m} trees: tokens (words), merges (pairs of nodes), labels (one for each node)
target  ({m},)  the label of each sentence: half are positive, half negative, none is neutral
words   the {n} words of the grammar
"""


def make_negation_trees(m: int = 200, *, rng: np.random.Generator | int | None = None) -> Bunch:
    """Make sentences whose judgment depends on what a negation stands before.

    Parameters
    ----------
    m : int
        Number of sentences, half of them positive.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        ``trees``: m of them, with a label for each node, 0 (negative), 1 (neutral) or 2
        (positive); ``target`` (m,): that of the sentence; ``words``: all that may occur;
        ``label_names``, ``units``, ``licence``, ``DESCR`` (with the grammar).

    Raises
    ------
    ValueError
        If m is not a whole number of at least 2.

    Examples
    --------
    >>> data = make_negation_trees(4, rng=0)
    >>> for tree, label in zip(data.trees, data.target, strict=True):
    ...     print(data.label_names[label], tree)
    negative (it (is (not (very good))))
    positive ((the plot) (is (never (not good))))
    negative ((the plot) (is (great (but (not (really warm))))))
    positive (it (is (really funny)))

    References
    ----------
    After the negations in Socher, Perelygin, Wu, Chuang, Manning, Ng, Potts (2013), "Recursive
    deep models for semantic compositionality over a sentiment treebank", section 5.3.
    """
    if not isinstance(m, Integral) or m < 2:
        raise ValueError(
            f"make_negation_trees got m={m} sentences, expected a whole number of at least 2"
        )
    generator = np.random.default_rng(rng)
    trees = [_sentence(generator, 2 * (k % 2)) for k in range(m)]
    trees = tuple(trees[k] for k in generator.permutation(m))
    return Bunch(
        trees=trees,
        target=np.array([tree.labels[-1] for tree in trees]),
        words=_WORDS,
        label_names=("negative", "neutral", "positive"),
        units="class of a node: 0, 1 or 2",
        licence="CC0",
        DESCR=_DESCR.format(m=m, n=len(_WORDS)),
    )


def _sentence(generator: np.random.Generator, label: int) -> Tree:
    """Return a sentence with this label."""
    judgment = _opinion(generator, label)
    if generator.random() < 0.5:
        # What stands before "but" is free: it does not decide.
        first = _opinion(generator, 2 * int(generator.integers(2)))
        judgment = f"({first} (but {judgment}))"
    subject = _one_of(generator, _SUBJECTS)
    return _with_labels(tree_from_brackets(f"({subject} (is {judgment}))"))


def _opinion(generator: np.random.Generator, label: int) -> str:
    negations = int(generator.choice(3, p=(0.4, 0.5, 0.1)))
    text = _one_of(generator, _ADJECTIVES[label if negations % 2 == 0 else 2 - label])
    if generator.random() < 0.5:
        text = f"({_one_of(generator, _DEGREES)} {text})"
    for word in generator.permutation(_NEGATIONS)[:negations]:
        text = f"({word} {text})"
    return text


def _one_of(generator: np.random.Generator, words: tuple[str, ...]) -> str:
    return words[generator.integers(len(words))]


def _with_labels(tree: Tree) -> Tree:
    """Label every node by the rule of the grammar."""
    own = {word: label for label, words in _ADJECTIVES.items() for word in words}
    labels = [own.get(token, 1) for token in tree.tokens]
    for i, j in tree.merges:
        negated = i < len(tree.tokens) and tree.tokens[i] in _NEGATIONS
        labels.append(2 - labels[j] if negated else labels[j])
    return tree._replace(labels=tuple(labels))
