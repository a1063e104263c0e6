"""The sentences of TreeComposer: their words, the words' vectors, and two readings of each."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

Merges = list[list[int]]


class Sentence(NamedTuple):
    """Words and two ways to join them.

    ``words`` are those of the sentence, ``glosses`` what foreign ones mean, or empty. ``readings``
    has two lists of merges, as `lib.nn.TreeRNN` takes them.
    """

    words: tuple[str, ...]
    glosses: tuple[str, ...]
    readings: tuple[Merges, Merges]


#: One vector for each word, wherever it stands. They are made up: nothing is trained here.
VECTORS = {
    "两个": [0.8, -0.4],
    "外语": [-0.6, 0.5],
    "学院": [0.3, 0.9],
    "的": [-0.2, -0.5],
    "学生": [0.6, 0.4],
    "old": [0.6, 0.4],
    "men": [-0.7, 0.1],
    "and": [0.1, 0.5],
    "women": [-0.2, -0.3],
    "not": [-0.8, 0.3],
    "very": [0.2, -0.8],
    "good": [0.8, 0.6],
    "the": [0.1, -0.3],
    "cat": [0.7, 0.5],
    "sat": [-0.4, 0.6],
    "on": [-0.3, -0.6],
    "mat": [0.4, 0.8],
}

SENTENCES = {
    # Students of two institutes; two students.
    "students": Sentence(
        ("两个", "外语", "学院", "的", "学生"),
        ("two", "foreign languages", "institute", "of", "student"),
        ([[1, 2], [0, 5], [6, 3], [7, 4]], [[1, 2], [5, 3], [6, 4], [0, 7]]),
    ),
    # All are old; the men are old.
    "men": Sentence(
        ("old", "men", "and", "women"),
        (),
        ([[2, 3], [1, 4], [0, 5]], [[0, 1], [2, 3], [4, 5]]),
    ),
    # "very good" is denied; "not very" is how good.
    "good": Sentence(("not", "very", "good"), (), ([[1, 2], [0, 3]], [[0, 1], [3, 2]])),
    # As a grammar has it; word by word from the left, as a recurrent network reads.
    "cat": Sentence(
        ("the", "cat", "sat", "on", "the", "mat"),
        (),
        (
            [[0, 1], [4, 5], [3, 7], [2, 8], [6, 9]],
            [[0, 1], [6, 2], [7, 3], [8, 4], [9, 5]],
        ),
    ),
}

READINGS = ("first", "second")


def spans_of(merges: Merges, words: int) -> list[tuple[int, int]]:
    """Return the first and the last word below every node, leaves first.

    Examples
    --------
    >>> spans_of([[1, 2], [0, 3]], 3)
    [(0, 0), (1, 1), (2, 2), (1, 2), (0, 2)]
    """
    spans = [(i, i) for i in range(words)]
    for left, right in merges:
        spans.append((spans[left][0], spans[right][1]))
    return spans


def tops_of(merges: Merges, words: int) -> list[int]:
    """Return the nodes that have no parent yet, from left to right.

    Examples
    --------
    >>> tops_of([[1, 2]], 4)
    [0, 4, 3]
    """
    children = {child for pair in merges for child in pair}
    spans = spans_of(merges, words)
    return sorted((n for n in range(len(spans)) if n not in children), key=lambda n: spans[n])


def fits(merges: Merges, words: int) -> bool:
    """Return whether each merge joins two neighbors that have no parent yet.

    Examples
    --------
    >>> fits([[1, 2], [0, 3]], 3), fits([[0, 2]], 3), fits([[0, 1]] * 2, 3)
    (True, False, False)
    """
    for k, pair in enumerate(merges):
        tops = tops_of(merges[:k], words)
        if list(pair) not in [[a, b] for a, b in pairwise(tops)]:
            return False
    return True


def reading_of(sentence: str, merges: Merges) -> str:
    """Return ``"first"``, ``"second"`` or ``"own"``; the order of merges does not matter.

    Examples
    --------
    >>> reading_of("men", [[2, 3], [0, 1], [5, 4]]), reading_of("men", [])
    ('second', 'own')
    """
    words, _, readings = SENTENCES[sentence]
    found = set(spans_of(merges, len(words)))
    for name, known in zip(READINGS, readings, strict=True):
        if found == set(spans_of(known, len(words))):
            return name
    return "own"


def brackets(sentence: str, merges: Merges) -> str:
    """Return the tree, or the trees so far, with a pair of brackets for each merge.

    Examples
    --------
    >>> brackets("good", [[1, 2], [0, 3]]), brackets("good", [[0, 1]])
    ('(not (very good))', '(not very) good')
    """
    texts = list(SENTENCES[sentence].words)
    count = len(texts)
    for left, right in merges:
        texts.append(f"({texts[left]} {texts[right]})")
    return " ".join(texts[n] for n in tops_of(merges, count))
