"""Checks for chapter 04: forward, backward, and a round that changes a weight too early."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.nn.functional import sigmoid

from .core import exercise
from .expect import expect, expect_close
from .measured import measured_slopes


def _network(seed: int, questions: int = 3, hidden: int = 4, m: int = 5):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(m, questions)), rng.random((m, 1))
    return X, y, rng.normal(size=(questions, hidden)), rng.normal(size=(hidden, 1))


def _cost(X: np.ndarray, y: np.ndarray) -> Callable:
    def cost(syn0: np.ndarray, syn1: np.ndarray) -> float:
        return float(((y - sigmoid(sigmoid(X @ syn0) @ syn1)) ** 2).sum() / 2)

    return cost


def _expect_pair(answer: object, names: str) -> None:
    if answer is None or answer is Ellipsis:
        expect_close(f"the pair {names}", answer, 0.0)
    expect(
        isinstance(answer, tuple | list) and len(answer) == 2,
        f"It returns a {type(answer).__name__}; expected the pair {names}.",
    )


@exercise(
    "04-forward",
    hints=[
        "l1 is the sigmoid of X @ syn0. What is l2 the sigmoid of?",
        "l2 = sigmoid(l1 @ syn1). Return both: return l1, l2",
    ],
)
def _forward(forward: Callable) -> None:
    for questions, hidden, m in ((3, 4, 4), (5, 2, 7), (2, 6, 1)):
        X, _, syn0, syn1 = _network(11, questions, hidden, m)
        answer = forward(X, syn0, syn1)
        _expect_pair(answer, "(l1, l2)")
        l1 = sigmoid(X @ syn0)
        expect_close("l1", answer[0], l1, look="the sigmoid after the first product")
        expect_close("l2", answer[1], sigmoid(l1 @ syn1), look="the sigmoid after the second")


@exercise(
    "04-backward",
    hints=[
        "l2_delta is the error times l2 * (1 - l2). The blame is l2_delta @ syn1.T.",
        "l1_delta is the blame times l1 * (1 - l1). The steps are X.T @ l1_delta and "
        "l1.T @ l2_delta, in this order.",
    ],
)
def _backward(backward: Callable) -> None:
    X, y, syn0, syn1 = _network(12)
    l1 = sigmoid(X @ syn0)
    answer = backward(X, y, l1, sigmoid(l1 @ syn1), syn1)
    _expect_pair(answer, "(step0, step1)")
    slopes = measured_slopes(_cost(X, y), syn0, syn1)
    for name, got, slope, look in (
        ("step1", answer[1], slopes[1], "l2_delta: truth minus prediction, times the slope at l2"),
        ("step0", answer[0], slopes[0], "l1_delta: the blame through syn1, times the slope at l1"),
    ):
        array = np.asarray(got)
        if array.shape == slope.shape and np.allclose(array, slope, rtol=1e-5, atol=1e-7):
            look = "the sign: a step points downhill, against the slope"
        expect_close(name, got, -slope, rtol=1e-5, atol=1e-7, look=look)


@exercise(
    "04-bug",
    hints=[
        "The step of syn1 agrees with the measured slope, that of syn0 does not. Which weights "
        "does the blame go back through?",
        "Compute l2_delta and l1_delta first. Then add both steps.",
    ],
)
def _repaired_round(repaired_round: Callable) -> None:
    X, y, syn0, syn1 = _network(13)
    before = syn0.copy(), syn1.copy()
    answer = repaired_round(X, y, syn0, syn1)
    _expect_pair(answer, "(syn0, syn1)")
    slopes = measured_slopes(_cost(X, y), *before)
    look = "which syn1 hands the blame back: the one that made the mistake"
    near = {"rtol": 1e-5, "atol": 1e-6}
    expect_close("the step of syn1", np.asarray(answer[1]) - before[1], -slopes[1], **near)
    expect_close(
        "the step of syn0", np.asarray(answer[0]) - before[0], -slopes[0], look=look, **near
    )
    expect(
        np.array_equal(syn0, before[0]) and np.array_equal(syn1, before[1]),
        "The numbers are right, but the arrays that came in were changed. syn0 + … makes a new "
        "one, syn0 += … does not.",
    )


def _no_second_sigmoid(X, syn0, syn1):
    l1 = sigmoid(X @ syn0)
    return l1, l1 @ syn1


def _only_the_last(X, syn0, syn1):
    return sigmoid(sigmoid(X @ syn0) @ syn1)


def _steps(X, y, l1, l2, syn1, *, sign=1.0, slope1=True, slope2=True):
    l2_delta = sign * (y - l2) * (l2 * (1 - l2) if slope2 else 1)
    l1_delta = (l2_delta @ syn1.T) * (l1 * (1 - l1) if slope1 else 1)
    return X.T @ l1_delta, l1.T @ l2_delta


def _too_early(X, y, syn0, syn1):
    l1 = sigmoid(X @ syn0)
    l2 = sigmoid(l1 @ syn1)
    l2_delta = (y - l2) * l2 * (1 - l2)
    syn1 = syn1 + l1.T @ l2_delta
    l1_delta = (l2_delta @ syn1.T) * l1 * (1 - l1)
    return syn0 + X.T @ l1_delta, syn1


def _in_place(X, y, syn0, syn1):
    l1 = sigmoid(X @ syn0)
    step0, step1 = _steps(X, y, l1, sigmoid(l1 @ syn1), syn1)
    syn0 += step0
    syn1 += step1
    return syn0, syn1


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "04-forward": [_no_second_sigmoid, _only_the_last, lambda X, s0, s1: (X @ s0, X @ s0 @ s1)],
    "04-backward": [
        lambda X, y, l1, l2, s: _steps(X, y, l1, l2, s, sign=-1.0),
        lambda X, y, l1, l2, s: _steps(X, y, l1, l2, s, slope1=False),
        lambda X, y, l1, l2, s: _steps(X, y, l1, l2, s, slope2=False),
        lambda X, y, l1, l2, s: _steps(X, y, l1, l2, s)[::-1],
    ],
    "04-bug": [_too_early, _in_place],
}
