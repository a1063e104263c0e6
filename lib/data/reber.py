"""Strings of the Reber grammar, a small automaton that asks a network for a memory."""

from __future__ import annotations

from numbers import Integral

import numpy as np

from .bunch import Bunch

SYMBOLS = "BTSXPVE"
# State -> what may come next, and the state it leads to. A string starts in state 0 and ends
# with E; where two ways are open, each is taken half of the time.
REBER = (
    {"B": 1},
    {"T": 2, "P": 3},
    {"S": 2, "X": 4},
    {"T": 3, "V": 5},
    {"X": 3, "S": 6},
    {"P": 4, "V": 6},
    {"E": 7},
)
_DESCR = """\
Strings of the {embedded}Reber grammar: what may come next?

A string goes through an automaton from B to E and takes each of two open ways half of the time
(lib.data.reber.REBER). In the embedded grammar it stands between two equal letters, as in
B T … T E or B P … P E: to foresee the letter before the last, the second must be kept in mind.

strings  {m} strings over the letters {symbols}, {shortest} to {longest} letters long
ids      ({m}, {steps})     all letters but the last, as places in {symbols}; -1 behind the end
X        ({m}, {steps}, 7)  the same, one-hot; zeros behind the end
y        ({m}, {steps})     the letter that did come next; -1 behind the end
allowed  ({m}, {steps}, 7)  the letters that may come next: True; False behind the end
mask     ({m}, {steps})     True within the string

Source: A. S. Reber, Implicit learning of artificial grammars, 1967; embedded by S. E. Fahlman, The
recurrent cascade-correlation architecture, 1991; learned with a gradient by S. Hochreiter and
J. Schmidhuber, Long short-term memory, Neural Computation 9(8), 1997.
"""


def make_reber(
    m: int = 100, *, embedded: bool = True, rng: np.random.Generator | int | None = None
) -> Bunch:
    """Make strings of the Reber grammar, with the letters that may come next at each place.

    Parameters
    ----------
    m : int
        Number of strings.
    embedded : bool, default True
        Whether the string stands between two equal letters, which makes the task hard.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        ``strings``: m texts; ``ids``, ``y`` and ``mask`` (m, T), ``X`` and ``allowed`` (m, T, 7),
        where T is the longest string without its last letter; ``symbols``, ``units``,
        ``licence``, ``DESCR``.

    Examples
    --------
    >>> data = make_reber(3, rng=21)
    >>> data.strings
    ('BTBPTVPSETE', 'BTBTSXSETE', 'BPBTSXXVVEPE')
    >>> [data.symbols[i] for i in np.flatnonzero(data.allowed[0, 3])]
    ['T', 'V']

    References
    ----------
    Hochreiter and Schmidhuber (1997), "Long short-term memory", experiment 1, figures 3 and 4.
    """
    if not isinstance(m, Integral) or m < 1:
        raise ValueError(f"make_reber got m={m} strings, expected a whole number of at least 1")
    generator = np.random.default_rng(rng)
    walks = [_embedded(generator) if embedded else _walk(generator) for _ in range(m)]
    strings = tuple(string for string, _ in walks)
    lengths = np.array([len(string) - 1 for string in strings])
    steps = lengths.max()
    ids, y = np.full((m, steps), -1), np.full((m, steps), -1)
    allowed = np.zeros((m, steps, len(SYMBOLS)), dtype=bool)
    for i, (string, following) in enumerate(walks):
        letters = [SYMBOLS.index(letter) for letter in string]
        ids[i, : lengths[i]] = letters[:-1]
        y[i, : lengths[i]] = letters[1:]
        for t, letters in enumerate(following[1:]):
            allowed[i, t, [SYMBOLS.index(letter) for letter in letters]] = True
    mask = np.arange(steps) < lengths[:, None]
    return Bunch(
        strings=strings,
        ids=ids,
        X=np.eye(len(SYMBOLS))[ids] * mask[..., None],
        y=y,
        allowed=allowed,
        mask=mask,
        symbols=SYMBOLS,
        units="none: letters",
        licence="CC0",
        DESCR=_DESCR.format(
            embedded="embedded " if embedded else "",
            m=m,
            symbols=SYMBOLS,
            shortest=lengths.min() + 1,
            longest=steps + 1,
            steps=steps,
        ),
    )


def _walk(generator: np.random.Generator) -> tuple[str, list[str]]:
    """Return a string, and for each of its letters those that could have stood there."""
    state, string, following = 0, "", []
    while state < len(REBER):
        ways = "".join(REBER[state])
        letter = ways[generator.integers(len(ways))]
        string += letter
        following.append(ways)
        state = REBER[state][letter]
    return string, following


def _embedded(generator: np.random.Generator) -> tuple[str, list[str]]:
    letter = "TP"[generator.integers(2)]
    string, following = _walk(generator)
    return f"B{letter}{string}{letter}E", ["B", "TP", *following, letter, "E"]
