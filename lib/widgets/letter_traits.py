"""What NextLetter is given: a network of letters, and a text of limited length."""

from __future__ import annotations

import binascii
from typing import Any

import traitlets

from .letter_network import BEFORE, MEMORIES, LetterNetwork, packed, quantized, stored, unpacked
from .traits import ExplorableError

#: A text has no more letters; `place` at this number follows the end of the text.
MOST_LETTERS = 400


class Letters(traitlets.Dict):
    """A network of letters: the name of one of the book's, or a LetterNetwork of your own.

    Raises
    ------
    ExplorableError
        If it is neither.

    Examples
    --------
    >>> from lib.widgets import NextLetter
    >>> NextLetter(model="lstm")
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: NextLetter.model: got 'lstm', expected 'rnn', 'gru' or a \
LetterNetwork that knows the line break; check the spelling, or pass the network
    """

    def __init__(self):
        super().__init__(read_only=True)
        self.tag(sync=True, data=True)

    def make_dynamic_default(self) -> dict[str, Any]:
        """Return the book's plain recurrent network."""
        return stored("rnn")

    def validate(self, obj: Any, value: Any) -> dict[str, Any]:
        """Return what a page gets, or raise."""
        try:
            if isinstance(value, LetterNetwork):
                value = packed(quantized(value))
            if isinstance(value, dict) and BEFORE in unpacked(value).letters:
                return value
            if value in MEMORIES:
                return stored(value)
        except (KeyError, TypeError, ValueError, binascii.Error):
            pass
        raise ExplorableError(
            f"{type(obj).__name__}.{self.name}: got {value!r}, expected 'rnn', 'gru' or a "
            "LetterNetwork that knows the line break; check the spelling, or pass the network"
        )


class Text(traitlets.Unicode):
    """A text of at most 400 letters.

    Raises
    ------
    ExplorableError
        If it is longer, or no text.

    Examples
    --------
    >>> from lib.widgets import NextLetter
    >>> NextLetter(text="a" * 401)
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: NextLetter.text: got 401 letters, expected at most 400; \
pass the last of them
    """

    def __init__(self, default: str):
        super().__init__(default)
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> str:
        """Return the text, or raise."""
        if not isinstance(value, str):
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {value!r}, expected a text; pass a str"
            )
        if len(value) > MOST_LETTERS:
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {len(value)} letters, expected at most "
                f"{MOST_LETTERS}; pass the last of them"
            )
        return value
