"""Vocabulary: the characters or words of a text, numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

_LEVELS = ("character", "word")
# A word (with its apostrophes and hyphens), a line break, or a single other mark.
_WORD = re.compile(r"\w+(?:['’-]\w+)*|\n|[^\w\s]")
_NO_SPACE_BEFORE = set(".,;:!?)]}%\n’”")
_NO_SPACE_AFTER = set("([{\n‘“")


class Vocabulary:
    """The different characters or words of a text, and the way from text to numbers and back.

    Parameters
    ----------
    text : str
        Its characters or words are the vocabulary.
    level : {"character", "word"}
        What one number stands for. Line breaks and punctuation marks count as words; ``decode``
        puts spaces where English has them.

    Attributes
    ----------
    tokens : tuple of str
        Sorted; the number of a token is its place here.

    Examples
    --------
    >>> vocabulary = Vocabulary("a cat, a dog", level="word")
    >>> vocabulary.tokens
    (',', 'a', 'cat', 'dog')
    >>> vocabulary.encode("a dog, a cat")
    array([1, 3, 0, 1, 2])
    >>> vocabulary.decode([1, 3, 0, 1, 2])
    'a dog, a cat'
    """

    def __init__(self, text: str, level: str = "character"):
        if level not in _LEVELS:
            raise ValueError(f"Vocabulary got level={level!r}, expected 'character' or 'word'")
        self.level = level
        self.tokens = tuple(sorted(set(self._parts(text))))
        self._place = {token: i for i, token in enumerate(self.tokens)}

    def __len__(self) -> int:
        return len(self.tokens)

    def __repr__(self) -> str:
        return f"Vocabulary of {len(self)} {self.level}s"

    def encode(self, text: str) -> np.ndarray:
        """Return the number of each token of a text; refuse one that is not in the vocabulary."""
        parts = self._parts(text)
        try:
            return np.fromiter(map(self._place.__getitem__, parts), dtype=np.int64)
        except KeyError as error:
            token = error.args[0]
            raise ValueError(
                f"encode got the {self.level} {token!r} (number {parts.index(token)}, counted from "
                f"0), which is not among the {len(self)} of this vocabulary; leave it out, or load "
                "a text that has it"
            ) from None

    def decode(self, ids: Iterable[int]) -> str:
        """Return the text of some numbers."""
        ids = np.asarray(ids if isinstance(ids, np.ndarray) else list(ids))
        if ids.ndim != 1 or (ids.size and not np.issubdtype(ids.dtype, np.integer)):
            raise TypeError(
                f"decode got {ids.dtype} numbers of shape {ids.shape}, expected a row of integers"
            )
        wrong = ids[(ids < 0) | (ids >= len(self))]
        if wrong.size:
            raise ValueError(f"decode got {wrong[0]}, expected numbers from 0 to {len(self) - 1}")
        parts = [self.tokens[i] for i in ids]
        return "".join(parts) if self.level == "character" else _spaced(parts)

    def _parts(self, text: str) -> str | list[str]:
        return text if self.level == "character" else _WORD.findall(text)


def _spaced(parts: list[str]) -> str:
    """Join words and marks, with spaces where English has them."""
    text, after, quoted = [], "\n", False
    for part in parts:
        opens, closes = part == '"' and not quoted, part == '"' and quoted
        if not (part in _NO_SPACE_BEFORE or closes or after in _NO_SPACE_AFTER):
            text.append(" ")
        text.append(part)
        quoted = (quoted or opens) and not closes and part != "\n"
        after = "(" if opens else part
    return "".join(text)
