"""The sentences of GreedyParser, the vectors of their words, and the weights before training."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lib.data.trees import Tree, tree_from_brackets

#: Two numbers a word. Words of one kind are near each other; no training has made them so.
VECTORS = {
    "the": [0.4, 0.6],
    "I": [0.5, -0.9],
    "man": [0.2, -0.8],
    "glasses": [0.5, -0.7],
    "cat": [0.4, -0.6],
    "mat": [0.1, -0.7],
    "saw": [-0.7, 0.0],
    "sat": [-0.9, -0.3],
    "with": [0.4, 0.9],
    "on": [0.6, 0.7],
    "两个": [0.6, 0.8],
    "外语学院": [0.2, -0.9],
    "的": [0.9, 0.2],
    "学生": [0.3, -0.8],
}

#: Found by a search: the parser that has them goes astray where something can be seen.
START = {
    "tree.weight": np.array([[-0.1, 0.2, -0.3, 0.6], [0.1, -0.7, 0.7, 0.2]]),
    "tree.bias": np.array([-0.3, 0.2]),
    "score.weight": np.array([[-0.7, -0.9]]),
}


class Sentence(NamedTuple):
    """A row of words with two trees."""

    first: str
    second: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words, in their order."""
        return self.tree("first").tokens

    def tree(self, gold: str) -> Tree:
        """Return the tree of a reading, "first" or "second"."""
        return tree_from_brackets(self.second if gold == "second" else self.first)


SENTENCES = {
    "glasses": Sentence(
        "(I (saw ((the man) (with glasses))))",
        "(I ((saw (the man)) (with glasses)))",
    ),
    "students": Sentence(
        "(两个 ((外语学院 的) 学生))",
        "(((两个 外语学院) 的) 学生)",
    ),
    "cat": Sentence(
        "((the cat) (sat (on (the mat))))",
        "((the cat) ((sat on) (the mat)))",
    ),
}


def leaves_of(sentence: str) -> np.ndarray:
    """Return the vectors of the words of a sentence, by its short name: (L, 2).

    Examples
    --------
    >>> leaves_of("students")[:2]
    array([[ 0.6,  0.8],
           [ 0.2, -0.9]])
    """
    return np.array([VECTORS[word] for word in SENTENCES[sentence].words])
