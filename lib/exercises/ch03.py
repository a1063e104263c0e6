"""Checks for chapter 03: a stable sigmoid, the gradient of logistic regression, a repaired bug."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np

from lib.nn.functional import sigmoid

from .core import exercise
from .expect import expect, expect_close
from .measured import expect_gradient


@exercise(
    "03-sigmoid",
    hints=[
        "e to a negative power is never larger than 1. Which of the two forms has one for z < 0?",
        "Compute t = np.exp(-np.abs(z)) once. Then np.where(z >= 0, …, …) chooses between two "
        "numerators over the same denominator 1 + t.",
    ],
)
def _stable_sigmoid(stable_sigmoid: Callable) -> None:
    z = np.array([-3.0, -0.5, 0.0, 0.5, 3.0])
    try:
        answer = stable_sigmoid(z)
    except ValueError as error:
        expect(
            "ambiguous" not in str(error),
            "z is an array of many scores, so `if z >= 0` has no single answer. "
            "np.where(z >= 0, …, …) chooses for each score.",
        )
        raise
    expect_close("stable_sigmoid(z)", answer, sigmoid(z), look="the sign of z")
    far = np.array([-10_000.0, -1000.0, 1000.0, 10_000.0])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ends = stable_sigmoid(far)
    expect(
        not caught,
        "It is right for small scores, but for scores of -10000 and 10000 NumPy warns: "
        f"{caught[0].message if caught else ''}. Look at the exponent where |z| is large; "
        "np.where computes both of its branches everywhere, also where it does not use them.",
    )
    expect_close("stable_sigmoid(far)", ends, [0.0, 0.0, 1.0, 1.0], look="very large scores")
    tiny = stable_sigmoid(np.array([-700.0]))
    expect_close(
        "stable_sigmoid([-700])",
        tiny,
        sigmoid(np.array([-700.0])),
        rtol=1e-6,
        atol=0,
        look="small predictions: exp(-700) is tiny, but a float can hold it",
    )


@exercise(
    "03-gradient",
    hints=[
        "First the predictions, then the errors a - y with shape (m,). The errors are all you "
        "need for db.",
        "dw is X.T @ errors divided by the number of examples, db is the mean of the errors.",
    ],
)
def _gradient(my_gradient: Callable) -> None:
    def cost(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
        z = X @ w + b
        return float(np.mean(np.logaddexp(0, z) - y * z))

    expect_gradient(my_gradient, cost, "the error of each example: a - y and nothing else")


@exercise(
    "03-bug",
    hints=[
        "Measure: the slopes are wrong even for one example. Print slope for a score of 4 and "
        "compare it with the explorable of the sigmoid.",
        "The slope of the sigmoid is taken at the score z. Written with the prediction it is "
        "a * (1 - a).",
    ],
)
def _repaired_gradient(repaired_gradient: Callable) -> None:
    def cost(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
        return float(np.mean((sigmoid(X @ w + b) - y) ** 2) / 2)

    expect_gradient(repaired_gradient, cost, "which array the slope of the sigmoid is taken of")


def _textbook_sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _clipped_sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def _sum_instead_of_mean(w, b, X, y):
    error = sigmoid(X @ w + b) - y
    return X.T @ error, error.sum()


def _uphill(w, b, X, y):
    error = y - sigmoid(X @ w + b)
    return X.T @ error / len(y), error.mean()


def _divided_by_features(w, b, X, y):
    error = sigmoid(X @ w + b) - y
    return X.T @ error / len(w), error.mean()


def _both_branches(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def _for_one_number(z):
    return 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))


def _bias_forgotten(w, b, X, y):
    error = sigmoid(X @ w + b) - y
    return X.T @ error / len(y)


def _slope_of_the_wrong_array(w, b, X, y):
    a = sigmoid(X @ w + b)
    dz = (a - y) * sigmoid(a) * (1 - sigmoid(a))
    return X.T @ dz / len(y), dz.mean()


def _cross_entropy_instead(w, b, X, y):
    error = sigmoid(X @ w + b) - y
    return X.T @ error / len(y), error.mean()


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "03-sigmoid": [
        _textbook_sigmoid,
        _clipped_sigmoid,
        _both_branches,
        _for_one_number,
        np.tanh,
        lambda z: z,
    ],
    "03-gradient": [
        _sum_instead_of_mean,
        _uphill,
        _divided_by_features,
        _bias_forgotten,
        _slope_of_the_wrong_array,
    ],
    "03-bug": [_slope_of_the_wrong_array, _cross_entropy_instead],
}
