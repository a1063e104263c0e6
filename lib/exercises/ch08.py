"""Checks for chapter 08: safe logarithms of softmax, its slopes, and neurons that are dead."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.nn import functional

from .core import exercise
from .expect import NotFilledIn, Wrong, expect, expect_close
from .measured import measured_slopes


@exercise(
    "08-logsoftmax",
    hints=[
        "First take the largest score of each row from all scores of that row: "
        "z - z.max(axis=1, keepdims=True).",
        "Then subtract the logarithm of the sum of np.exp(z) over axis=1, with keepdims=True.",
    ],
)
def _check_log_softmax(log_softmax: Callable) -> None:
    rng = np.random.default_rng(81)
    for z in (np.array([[1.0, 2.0, 3.0, 4.0]]), rng.normal(size=(5, 3))):
        expect_close(
            "log_softmax(z)",
            log_softmax(z.copy()),
            functional.log_softmax(z),
            look="the sum: for each row, over its scores (axis=1)",
        )
    extreme = np.array([[1000.0, 999.0, -1000.0], [-1000.0, -1000.0, -1000.0]])
    with np.errstate(all="ignore"):
        answer = log_softmax(extreme.copy())
    expect_close(
        "log_softmax(z) for scores of 1000 and -1000",
        answer,
        functional.log_softmax(extreme),
        look="what np.exp gets: no exponent should be above 0, and no sum 0",
    )


@exercise(
    "08-bug",
    hints=[
        "gradcheck finds all slopes wrong. Does one score move only one answer?",
        "Each row needs one number, (grad * a).sum(axis=1, keepdims=True). What is multiplied "
        "by a is grad minus that number.",
    ],
)
def _check_bug(repaired_softmax_backward: Callable) -> None:
    rng = np.random.default_rng(82)
    for m, k in ((2, 3), (4, 10), (1, 2)):
        z, grad = rng.normal(size=(m, k)), rng.normal(size=(m, k))

        def cost(z: np.ndarray, grad: np.ndarray = grad) -> float:
            return float((functional.softmax(z) * grad).sum())

        (slopes,) = measured_slopes(cost, z)
        a = functional.softmax(z)
        answer = repaired_softmax_backward(grad.copy(), a.copy())
        look = "the scores that move the other answers: the slopes with i and j different"
        if np.shape(answer) == a.shape and np.allclose(answer, a * (1 - a) * grad):
            look = "the function as it was: it has only the slopes of each answer for its own score"
        elif np.shape(answer) == a.shape and np.allclose(answer, a * (grad - (grad * a).sum())):
            look = "the sum: one for each row (axis=1, keepdims=True), not one for all rows"
        expect_close("the slope for z", answer, slopes, rtol=1e-5, atol=1e-7, look=look)


_AXIS = "the axis: each neuron is a column, and all examples count"


@exercise(
    "08-dead",
    hints=[
        "A neuron is a column of Z. It is dead if every score in the column is 0 or below.",
        "(Z <= 0).all(axis=0) asks this of each column; np.flatnonzero gives the numbers.",
    ],
)
def _check_dead(dead_units: Callable) -> None:
    rng = np.random.default_rng(83)
    Z = rng.normal(size=(30, 6))
    some = Z.copy()
    some[:, [1, 4]] = -np.abs(some[:, [1, 4]])
    some[0, 4] = 0.0
    for name, scores, expected, look in (
        ("a layer without dead neurons", Z, [], _AXIS),
        ("neuron 1 and neuron 4 dead", np.where(some == 0, -1.0, some), [1, 4], _AXIS),
        ("the same with one score of neuron 4 at exactly 0", some, [1, 4], "scores of exactly 0"),
        ("all dead", -np.abs(Z), range(6), _AXIS),
    ):
        answer = dead_units(scores.copy())
        if answer is None or answer is Ellipsis:
            raise NotFilledIn
        try:
            found = np.asarray(answer, dtype=float).ravel()
        except (TypeError, ValueError):
            raise Wrong(f"It returns a {type(answer).__name__}; expected numbers.") from None
        truth_values = np.asarray(answer).dtype == bool
        expect(
            not truth_values,
            "It returns truth values; expected the numbers of the dead neurons "
            "(np.flatnonzero makes the one into the other).",
        )
        expect(
            sorted(found) == list(expected),
            f"For {name} it returns {answer!r:.60}; expected {list(expected)}. Look at {look}.",
        )


def _shifted_by_one_number(z: np.ndarray) -> np.ndarray:
    z = z - z.max()
    with np.errstate(divide="ignore"):
        return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "08-logsoftmax": [
        lambda z: z - np.log(np.exp(z).sum(axis=1, keepdims=True)),
        _shifted_by_one_number,
        lambda z: z - z.max(axis=1, keepdims=True) - np.log(np.exp(z - z.max()).sum()),
        functional.softmax,
    ],
    "08-bug": [
        lambda grad, a: grad * a * (1 - a),
        lambda grad, a: a * (grad - (grad * a).sum()),
        lambda grad, a: a * (grad - grad.sum(axis=1, keepdims=True)),
    ],
    "08-dead": [
        lambda Z: np.flatnonzero((Z <= 0).any(axis=0)),
        lambda Z: np.flatnonzero((Z <= 0).all(axis=1)),
        lambda Z: (Z <= 0).all(axis=0),
        lambda Z: np.flatnonzero((Z < 0).all(axis=0)),
        lambda Z: (Z <= 0).all(axis=0).sum(),
    ],
}
