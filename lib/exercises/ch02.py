"""Checks for chapter 02: the gradient of a linear unit, and a step with two slips."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .core import exercise
from .expect import expect, expect_close
from .measured import expect_gradient


@exercise(
    "02-gradient",
    hints=[
        "First the errors X @ w + b - y, shape (m,). The mean of the errors is the slope for b.",
        "Column j of X times the errors, summed and divided by m: X.T @ errors / len(y).",
    ],
)
def _linear_gradient(linear_gradient: Callable) -> None:
    def cost(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
        return float(np.mean((X @ w + b - y) ** 2) / 2)

    expect_gradient(linear_gradient, cost, "the error of each example: prediction minus truth")


@exercise(
    "02-bug",
    hints=[
        "Take w = 0, b = 0, x_i = 2, y_i = 10. The error is -10: which way should b move?",
        "Compute the error once, before anything changes. Both steps subtract.",
    ],
)
def _repaired_step(repaired_step: Callable) -> None:
    for w, b, x, y in ((0.0, 0.0, 2.0, 10.0), (1.5, -2.0, 3.0, -1.0), (-0.5, 4.0, -1.2, 0.3)):
        answer = repaired_step(w, b, x, y, 0.1)
        if answer is None or answer is Ellipsis:
            expect_close("the pair (w, b)", answer, 0.0)
        expect(
            isinstance(answer, tuple | list) and len(answer) == 2,
            f"It returns a {type(answer).__name__}; expected the pair (w, b).",
        )
        error = w * x + b - y
        from_here = f"from w = {w:g}, b = {b:g}, x = {x:g}, y = {y:g}"
        expect_close(f"w {from_here}", answer[0], w - 0.1 * error * x, look="the slope of the loss")
        look = "the sign of the step, and which w the error is computed with"
        expect_close(f"b {from_here}", answer[1], b - 0.1 * error, look=look)


def _sum_instead_of_mean(w, b, X, y):
    error = X @ w + b - y
    return X.T @ error, error.sum()


def _uphill(w, b, X, y):
    error = y - X @ w - b
    return X.T @ error / len(y), error.mean()


def _factor_two(w, b, X, y):
    error = X @ w + b - y
    return 2 * X.T @ error / len(y), 2 * error.mean()


def _no_bias(w, b, X, y):
    error = X @ w - y
    return X.T @ error / len(y), error.mean()


def _two_slips(w, b, x, y, rate):
    w = w - rate * (w * x + b - y) * x
    b = b - rate * (y - (w * x + b))
    return w, b


def _sign_only(w, b, x, y, rate):
    w = w - rate * (w * x + b - y) * x
    b = b - rate * (w * x + b - y)
    return w, b


def _order_only(w, b, x, y, rate):
    error = w * x + b - y
    return w - rate * error * x, b + rate * error


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "02-gradient": [_sum_instead_of_mean, _uphill, _factor_two, _no_bias],
    "02-bug": [_two_slips, _sign_only, _order_only],
}
