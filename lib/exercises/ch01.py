"""Checks for chapter 01: a majority by hand, one correction, a round that looks twice."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from .core import exercise
from .expect import expect, expect_close, expect_shape

_KEYS = np.array([[1, 1], [0, 0], [1, 0], [0, 1]])


@exercise(
    "01-majority",
    hints=[
        "Every judge counts the same, so the three weights are equal. Try 1 for each.",
        "With weights of 1 the sum is the number of votes. Which bias lets 2 through and not 1?",
    ],
)
def _majority(w_majority: object, b_majority: object) -> None:
    w = expect_shape("w_majority", w_majority, (3,), look="its length: one weight for each judge")
    b = expect_shape("b_majority", b_majority, ())
    for votes in product((0, 1), repeat=3):
        score = float(np.dot(w, votes) + b)
        said, truth = int(score > 0), int(sum(votes) >= 2)
        expect(
            said == truth,
            f"For the votes {votes} the score is {score:.4g}, so it says {said}; the majority "
            f"says {truth}.",
        )


@exercise(
    "01-update",
    hints=[
        "First the answer: 1 if w @ x + b > 0, else 0. Then the error, y minus the answer.",
        "return w + rate * error * x, b + rate * error",
    ],
)
def _corrected(corrected: Callable) -> None:
    rng = np.random.default_rng(8)
    cases = [(rng.normal(size=n), float(rng.normal()), rng.normal(size=n)) for n in (2, 2, 5, 5)]
    cases.append((np.zeros(2), 0.0, np.array([1.0, 1.0])))
    for w, b, x in cases:
        for y in (0, 1):
            error = y - int(w @ x + b > 0)
            w_before, x_before = w.copy(), x.copy()
            answer = corrected(w, b, x, y, 0.1)
            _expect_pair(answer)
            when = {0: "when the answer is right", 1: "when it said 0 and the truth is 1"}.get(
                error, "when it said 1 and the truth is 0"
            )
            expect_close(f"w {when}", answer[0], w_before + 0.1 * error * x_before)
            expect_close(f"b {when}", answer[1], b + 0.1 * error)
            expect(
                np.array_equal(w, w_before) and np.array_equal(x, x_before),
                "The numbers are right, but the array w that came in was changed: w += … works "
                "in place. Write w + … to make a new one.",
            )


@exercise(
    "01-bug",
    hints=[
        "Print w and b after each of the four examples, from zeros. Where do they first differ "
        "from the table of the chapter?",
        "Compute error = truth - int(x @ w + b > 0) once, before w or b changes, and use it twice.",
    ],
)
def _repaired_round(repaired_round: Callable) -> None:
    y = np.array([1, 0, 0, 0])
    w, b = np.zeros(2), 0.0
    want_w, want_b = np.zeros(2), 0.0
    for turn in range(1, 6):
        answer = repaired_round(_KEYS, y, w, b, 0.1)
        _expect_pair(answer)
        w, b = answer
        for x, truth in zip(_KEYS, y, strict=True):
            error = truth - int(x @ want_w + want_b > 0)
            want_w, want_b = want_w + 0.1 * error * x, want_b + 0.1 * error
        look = "how often the mistake is computed for each example"
        expect_close(f"w after round {turn} of AND", w, want_w, look=look)
        expect_close(f"b after round {turn} of AND", b, want_b, look=look)


def _expect_pair(answer: object) -> None:
    if answer is None or answer is Ellipsis:
        expect_close("the pair (w, b)", answer, 0.0)
    expect(
        isinstance(answer, tuple | list) and len(answer) == 2,
        f"It returns a {type(answer).__name__}; expected the pair (w, b). End with: return w, b",
    )


def _sign_turned(w, b, x, y, rate):
    error = int(w @ x + b > 0) - y
    return w + rate * error * x, b + rate * error


def _bias_left(w, b, x, y, rate):
    error = y - int(w @ x + b > 0)
    return w + rate * error * x, b


def _in_place(w, b, x, y, rate):
    error = y - int(w @ x + b > 0)
    w += rate * error * x
    return w, b + rate * error


def _at_zero(w, b, x, y, rate):
    error = y - int(w @ x + b >= 0)
    return w + rate * error * x, b + rate * error


def _asks_twice(X, y, w, b, rate):
    for x, truth in zip(X, y, strict=True):
        w = w + rate * (truth - int(x @ w + b > 0)) * x
        b = b + rate * (truth - int(x @ w + b > 0))
    return w, b


def _all_at_once(X, y, w, b, rate):
    error = y - (X @ w + b > 0)
    return w + rate * error @ X, b + rate * error.sum()


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "01-majority": [([1, 1, 1], -0.5), ([1, 1, 1], -2), ([1, 1], -1.5), ([0.5, 0.5, 0.5], -1.5)],
    "01-update": [_sign_turned, _bias_left, _in_place, _at_zero],
    "01-bug": [_asks_twice, _all_at_once],
}
