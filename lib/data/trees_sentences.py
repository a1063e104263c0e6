"""Sentences with their grammar: those that the chapter on trees speaks of, and made-up ones."""

from __future__ import annotations

from numbers import Integral

import numpy as np

from .bunch import Bunch
from .trees import tree_from_brackets

# Tree, language, meaning.
_SENTENCES = (
    ("(两个 ((外语学院 的) 学生))", "zh", "two students, who are at a school of foreign languages"),
    ("(((两个 外语学院) 的) 学生)", "zh", "the students of two schools of foreign languages"),
    ("((the country) (of (my birth)))", "en", "where I come from"),
    ("((the place) (where (I (was born))))", "en", "where I come from"),
    ("Germany", "en", "a country"),
    ("France", "en", "a country"),
    ("Monday", "en", "a day"),
    ("Tuesday", "en", "a day"),
    ("((the cat) (sat (on (the mat))))", "en", "where the cat sat"),
    (
        "((This film) (doesn't (care (about (cleverness (wit (or (any (other (kind (of "
        "(intelligent humor))))))))))))",
        "en",
        "the film is not clever, and does not want to be",
    ),
)
# The labels that the source gives to phrases of the last sentence: 0 negative, 1, 2 positive.
_CARE = "care about cleverness wit or any other kind of intelligent humor"
_LABELS = {
    "intelligent humor": 2,
    _CARE: 1,
    f"doesn't {_CARE}": 0,
    f"This film doesn't {_CARE}": 0,
}
_DESCR = """\
Sentences with their trees, for the chapter on recursive networks

0, 1  one row of Chinese words, two trees, two meanings: the words alone do not tell which
2, 3  two phrases that mean nearly the same and share one word
4-7   four words, two of places and two of times: trees without merges
8     a sentence for the greedy parser
9     a sentence in which one word turns praise into blame; the labels of four of its phrases

trees     10 trees: tokens (words) and merges (pairs of nodes); the last one has labels, 0
          (negative), 1 (neutral) or 2 (positive), None where the source gives none
gloss     what each means, in English
language  zh or en

Sources: the sentences are those of a Chinese tutorial on recursive networks, its English ones after
R. Socher's lectures (CS224d, Stanford University). The trees and meanings are ours.
"""

_GRAMMAR = """\
{m} English sentences with their trees, from a small grammar

    S      (NP VP), where the noun is one that can act
    NP     (Det Noun), or ((Det Noun) (of (Det Noun))) one time in five
    Noun   a noun, with one adjective or two before it one time in three
    VP     slept; (slept quietly); (sat (on NP)); (saw NP); (knew (that S)), once in a sentence;
           with other verbs of each kind

Which verb is of which kind, that "of" belongs to the noun, and that any other preposition belongs
to the verb: all this makes the tree follow from the words. A sentence has one tree only. No two
sentences are alike.

trees  {m} trees: tokens (words) and merges (pairs of nodes)
words  the {n} words of the grammar
"""
_KINDS = {
    "Det": ("a", "every", "the", "this"),
    "being": ("bird", "cat", "child", "cook", "dog", "king"),
    "thing": ("garden", "house", "mat", "town", "tree"),
    "Adj": ("big", "old", "quiet", "red", "small"),
    "P": ("in", "near", "on", "under"),
    "adverb": ("quietly", "soon", "today"),
    "slept": ("laughed", "left", "slept"),
    "sat": ("sat", "stood", "waited"),
    "saw": ("found", "liked", "saw"),
    "knew": ("knew", "thought"),
}
_WORDS = tuple(sorted({word for words in _KINDS.values() for word in words} | {"of", "that"}))


def load_tree_sentences() -> Bunch:
    """Load the sentences of the chapter on recursive networks, with trees and meanings.

    Returns
    -------
    Bunch
        ``trees``: ten of them; ``gloss``: what each means; ``language``; ``label_names``,
        ``units``, ``licence``, ``DESCR``.

    Examples
    --------
    >>> data = load_tree_sentences()
    >>> for k in (0, 1):
    ...     print(data.trees[k], data.gloss[k], sep=": ")
    (两个 ((外语学院 的) 学生)): two students, who are at a school of foreign languages
    (((两个 外语学院) 的) 学生): the students of two schools of foreign languages
    >>> data.trees[0].tokens == data.trees[1].tokens
    True

    References
    ----------
    Socher, Lin, Ng, Manning (2011), "Parsing natural scenes and natural language with recursive
    neural networks"; Socher and others (2013), "Recursive deep models for semantic
    compositionality over a sentiment treebank".
    """
    trees = [tree_from_brackets(text) for text, _, _ in _SENTENCES]
    trees[-1] = trees[-1]._replace(labels=tuple(map(_LABELS.get, trees[-1].phrases())))
    return Bunch(
        trees=tuple(trees),
        gloss=tuple(gloss for _, _, gloss in _SENTENCES),
        language=tuple(language for _, language, _ in _SENTENCES),
        label_names=("negative", "neutral", "positive"),
        units="none: words",
        licence="CC0 for trees and meanings; the sentences are short quotations",
        DESCR=_DESCR,
    )


def make_sentence_trees(m: int = 200, *, rng: np.random.Generator | int | None = None) -> Bunch:
    """Make English sentences with their trees, from which a parser can learn the grammar.

    Parameters
    ----------
    m : int
        Number of sentences, no two of them alike.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        ``trees``, ``words`` (all that may occur), ``units``, ``licence``, ``DESCR`` (with the
        grammar).

    Raises
    ------
    ValueError
        If m is not a whole number of at least 1.

    Examples
    --------
    >>> for tree in make_sentence_trees(3, rng=0).trees:
    ...     print(tree)
    (((this cook) (of (this (big king)))) (thought (that ((the cook) (sat (near (a bird)))))))
    (((every bird) (of (the bird))) left)
    ((the child) (found (every town)))
    """
    if not isinstance(m, Integral) or m < 1:
        raise ValueError(
            f"make_sentence_trees got m={m} sentences, expected a whole number of at least 1"
        )
    generator = np.random.default_rng(rng)
    sentences = {}
    while len(sentences) < m:
        sentences.setdefault(_sentence(generator))
    return Bunch(
        trees=tuple(map(tree_from_brackets, sentences)),
        words=_WORDS,
        units="none: words",
        licence="CC0",
        DESCR=_GRAMMAR.format(m=m, n=len(_WORDS)),
    )


def _sentence(generator: np.random.Generator, *, inner: bool = False) -> str:
    """Return S in brackets."""
    kind = int(generator.integers(4 if inner else 5))
    verb = _word(generator, ("slept", "slept", "sat", "saw", "knew")[kind])
    if kind == 1:
        verb = f"({verb} {_word(generator, 'adverb')})"
    elif kind == 2:
        verb = f"({verb} ({_word(generator, 'P')} {_noun_phrase(generator, 'being', 'thing')}))"
    elif kind == 3:
        verb = f"({verb} {_noun_phrase(generator, 'being', 'thing')})"
    elif kind == 4:
        verb = f"({verb} (that {_sentence(generator, inner=True)}))"
    return f"({_noun_phrase(generator, 'being')} {verb})"


def _noun_phrase(generator: np.random.Generator, *kinds: str) -> str:
    phrase = _det_noun(generator, *kinds)
    if generator.random() < 1 / 5:
        phrase = f"({phrase} (of {_det_noun(generator, 'being', 'thing')}))"
    return phrase


def _det_noun(generator: np.random.Generator, *kinds: str) -> str:
    text = _word(generator, kinds[generator.integers(len(kinds))])
    if generator.random() < 1 / 3:
        for adjective in generator.permutation(_KINDS["Adj"])[: generator.integers(1, 3)]:
            text = f"({adjective} {text})"
    return f"({_word(generator, 'Det')} {text})"


def _word(generator: np.random.Generator, kind: str) -> str:
    return _KINDS[kind][generator.integers(len(_KINDS[kind]))]
