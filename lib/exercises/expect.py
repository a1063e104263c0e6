"""Comparisons for checkers: each says what came, what was expected, and what to look at."""

from __future__ import annotations

import numpy as np


class Wrong(AssertionError):
    """The answer is not right; the message is for the reader."""


class NotFilledIn(Exception):
    """The answer is still the stub."""


def expect(condition: object, message: str) -> None:
    """Stop the check with a message for the reader unless the condition holds.

    Examples
    --------
    >>> expect(2 > 1, "never shown")
    """
    if not condition:
        raise Wrong(message)


def expect_count(names: str, answer: object, count: int) -> None:
    """Stop the check unless the answer is a tuple or list of so many.

    Raises
    ------
    NotFilledIn
        If it is None or ``...``.
    Wrong
        With the message; ``names`` says what was expected.

    Examples
    --------
    >>> expect_count("the pair (dw, db)", (1.0, 2.0), 2)
    """
    if answer is None or answer is Ellipsis:
        raise NotFilledIn
    expect(
        isinstance(answer, tuple | list) and len(answer) == count,
        f"It returns {type(answer).__name__} {answer!r:.60}; expected {names}.",
    )


def expect_shape(name: str, got: object, shape: tuple[int, ...], *, look: str = "") -> np.ndarray:
    """Check the shape of an answer, and return the answer as an array.

    Parameters
    ----------
    name : str
        What the reader calls it.
    got : array_like
    shape : tuple of int
    look : str
        What the reader should look at if it is wrong.

    Raises
    ------
    Wrong
        With the message; :func:`check` shows it.

    Examples
    --------
    >>> expect_shape("dw", [[1.0], [2.0]], (2,))
    Traceback (most recent call last):
    ...
    lib.exercises.expect.Wrong: dw has the shape (2, 1), expected (2,): \
a column where a flat array was asked for.
    """
    array = _as_numbers(name, got)
    if array.shape != tuple(shape):
        raise Wrong(
            f"{name} has the shape {array.shape}, expected {tuple(shape)}"
            f"{_known_mistake(array.shape, tuple(shape))}.{_advice(look)}"
        )
    return array


def expect_close(
    name: str,
    got: object,
    expected: object,
    *,
    rtol: float = 1e-7,
    atol: float = 1e-9,
    look: str = "",
) -> None:
    """Check an answer against the right numbers: first its shape, then each entry.

    Parameters
    ----------
    name : str
        What the reader calls it.
    got, expected : array_like
    rtol, atol : float
        As in :func:`numpy.isclose`.
    look : str
        What the reader should look at if it is wrong.

    Raises
    ------
    Wrong
        With the message; :func:`check` shows it.

    Examples
    --------
    >>> expect_close("db", 0.5, 0.5)
    >>> expect_close("dw", [0.1, 0.4], [0.1, 0.2], look="the division by m")
    Traceback (most recent call last):
    ...
    lib.exercises.expect.Wrong: dw[1] is 0.4, expected 0.2. Look at the division by m.
    """
    want = np.asarray(expected)
    array = expect_shape(name, got, want.shape, look=look)
    wrong = ~np.isclose(array, want, rtol=rtol, atol=atol, equal_nan=True)
    if not wrong.any():
        return
    off = np.where(wrong, np.abs(array.astype(float) - want), -1.0)
    # An entry that is not a number is worse than any distance.
    off[wrong & ~np.isfinite(off)] = np.inf
    place = np.unravel_index(np.argmax(off), off.shape)
    where = f"[{', '.join(str(int(i)) for i in place)}]" if place else ""
    came, right = _two_numbers(array[place], want[place])
    others = int(wrong.sum()) - 1
    rest = f" ({others} more of {wrong.size} entries differ)" if others else ""
    raise Wrong(f"{name}{where} is {came}, expected {right}{rest}.{_advice(look)}")


def _as_numbers(name: str, got: object) -> np.ndarray:
    if got is None or got is Ellipsis:
        raise NotFilledIn(f"{name} is {'None' if got is None else '…'}.")
    try:
        array = np.asarray(got)
    except ValueError:
        array = np.asarray(None)
    if not (np.issubdtype(array.dtype, np.number) or array.dtype == bool):
        raise Wrong(f"{name} is a {type(got).__name__}, expected a number or an array of numbers.")
    return array


def _known_mistake(got: tuple[int, ...], want: tuple[int, ...]) -> str:
    if want == () and got:
        return ": one number was asked for, so a mean or a sum may be missing"
    if len(want) == 1 and got == (*want, 1):
        return ": a column where a flat array was asked for"
    if len(got) == 1 and want == (*got, 1):
        return ": a flat array where a column was asked for"
    if len(want) > 1 and got == want[::-1]:
        return ": rows and columns are exchanged"
    return ""


def _two_numbers(came: object, right: object) -> tuple[str, str]:
    """Write both with four digits, or with as many as it takes to see the difference."""
    for digits in (4, 8, 17):
        texts = _written(came, digits), _written(right, digits)
        if texts[0] != texts[1]:
            break
    return texts


def _written(number: object, digits: int) -> str:
    """A count is written out: 18699, not 1.87e+04."""
    whole = np.isfinite(number) and float(number).is_integer() and abs(number) < 1e9
    return f"{number:.0f}" if whole else f"{number:.{digits}g}"


def _advice(look: str) -> str:
    return f" Look at {look}." if look else ""
