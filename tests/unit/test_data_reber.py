"""The Reber grammar, against a regular expression that was written without looking at it."""

import re

import numpy as np
import pytest

from lib.data import make_reber
from lib.data.reber import REBER, SYMBOLS

# From the picture of the automaton. Its lower part is a loop: T* V, then P X back to the start
# of the loop, or an end.
LOWER = "(?:T*VPX)*T*V(?:V|PS)"
INNER = f"B(?:TS*X(?:S|X{LOWER})|P{LOWER})E"
PLAIN = re.compile(INNER)
EMBEDDED = re.compile(f"BT{INNER}TE|BP{INNER}PE")


def accepts(string):
    """Walk through the table of lib.data.reber."""
    state = 0
    for letter in string:
        if state == len(REBER) or letter not in REBER[state]:
            return False
        state = REBER[state][letter]
    return state == len(REBER)


# The examples by which J. Orr and N. Schraudolph's course introduces the grammar.
@pytest.mark.parametrize(
    "string", ["BTSSXXTVVE", "BPVVE", "BTXXVPSE", "BPVPXVPXVPXVVE", "BTSXXVPSE"]
)
def test_strings_of_the_grammar(string):
    assert accepts(string)
    assert PLAIN.fullmatch(string)


@pytest.mark.parametrize("string", ["BTSSPXSE", "BPTVVB", "BTXXVVSE", "BPVSPSE", "BTSSSE"])
def test_other_strings(string):
    assert not accepts(string)
    assert not PLAIN.fullmatch(string)


@pytest.mark.parametrize(("embedded", "grammar"), [(False, PLAIN), (True, EMBEDDED)])
def test_every_string_is_of_the_grammar(embedded, grammar):
    data = make_reber(500, embedded=embedded, rng=0)
    assert len(data.strings) == 500
    assert all(grammar.fullmatch(string) for string in data.strings)
    assert len(set(data.strings)) > 50


def test_all_short_strings_come_up_as_often_as_they_should():
    strings = make_reber(20_000, embedded=False, rng=0).strings
    # Each open way is taken half of the time: so a string's share is 2 to minus its choices.
    for string, choices in [("BTXSE", 3), ("BPVVE", 3), ("BTSXSE", 4), ("BPTVVE", 4)]:
        assert strings.count(string) / 20_000 == pytest.approx(0.5**choices, abs=0.01)


def test_the_letter_before_the_last_is_the_second():
    strings = make_reber(300, rng=0).strings
    assert all(string[1] == string[-2] for string in strings)
    assert {string[1] for string in strings} == {"T", "P"}


@pytest.mark.parametrize("embedded", [False, True])
def test_arrays_say_what_the_strings_say(embedded):
    data = make_reber(60, embedded=embedded, rng=1)
    steps = max(map(len, data.strings)) - 1
    assert data.X.shape == data.allowed.shape == (60, steps, 7)
    assert data.symbols == SYMBOLS == "BTSXPVE"
    for i, string in enumerate(data.strings):
        n = len(string) - 1
        assert "".join(SYMBOLS[k] for k in data.ids[i, :n]) == string[:-1]
        assert "".join(SYMBOLS[k] for k in data.y[i, :n]) == string[1:]
        assert np.array_equal(data.X[i, :n], np.eye(7)[data.ids[i, :n]])
        assert data.mask[i].tolist() == [True] * n + [False] * (steps - n)
        assert (data.ids[i, n:] == -1).all()
        assert (data.y[i, n:] == -1).all()
        assert not data.X[i, n:].any()
        assert not data.allowed[i, n:].any()


@pytest.mark.parametrize(("embedded", "grammar"), [(False, PLAIN), (True, EMBEDDED)])
def test_allowed_letters_are_those_after_which_a_string_can_be_finished(embedded, grammar):
    def can_be_finished(start):
        # Any state leads to an end within few letters.
        endings = ["E", "SE", "VE", "VVE", "XSE", "TXSE", "PVVE", "BPVVE", "TBPVVE", "PBPVVE", ""]
        endings += [ending + letter + "E" for ending in endings for letter in "TP"]
        return any(grammar.fullmatch(start + ending) for ending in endings)

    data = make_reber(15, embedded=embedded, rng=2)
    for i, string in enumerate(data.strings):
        for t in range(len(string) - 1):
            expected = [can_be_finished(string[: t + 1] + letter) for letter in SYMBOLS]
            assert data.allowed[i, t].tolist() == expected, (string, t)


def test_the_second_letter_decides_what_is_allowed_before_the_last():
    data = make_reber(50, rng=0)
    for i, string in enumerate(data.strings):
        (place,) = np.flatnonzero(data.allowed[i, len(string) - 3])
        assert SYMBOLS[place] == string[1]


def test_one_string_needs_no_padding():
    data = make_reber(1, rng=0)
    (string,) = data.strings
    assert data.mask.all()
    assert f"{len(string)} to {len(string)} letters long" in data.DESCR


@pytest.mark.parametrize("m", [0, -2, 1.5])
def test_numbers_of_strings_that_are_none(m):
    with pytest.raises(ValueError, match=f"m={m} strings, expected a whole number"):
        make_reber(m)
