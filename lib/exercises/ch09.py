"""Checks for chapter 09: He's start, scaling like the training set, a ReLU that never closes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from lib.nn.functional import relu, softmax

from .core import exercise
from .expect import expect, expect_close, expect_count, expect_shape
from .measured import measured_slopes

_SIZES = [400, 300, 200, 120]


@exercise(
    "09-start",
    hints=[
        "rng.normal(size=(n, inputs)) has variance 1. By which number has it to be multiplied?",
        "By the root of the variance: (2 / inputs) ** 0.5, and in the last layer "
        "(1 / inputs) ** 0.5. inputs is the second number of the shape of W.",
    ],
)
def _check_start(he_start: Callable) -> None:
    rng = np.random.default_rng(5)
    answer = he_start(list(_SIZES), rng)
    layers = len(_SIZES) - 1
    expect_count(f"a list of {layers} pairs (W, b) for sizes = {_SIZES}", answer, layers)
    for k, (pair, (inputs, n)) in enumerate(zip(answer, pairwise(_SIZES), strict=True), start=1):
        expect_count(f"a pair (W, b) for layer {k}", pair, 2)
        W = expect_shape(f"W of layer {k}", pair[0], (n, inputs), look="(outputs, inputs)")
        expect_close(f"b of layer {k}", pair[1], np.zeros(n))
        _expect_variance(W, k, 1 if k == layers else 2, last=k == layers)
    again = he_start(list(_SIZES), rng)
    expect(
        not np.array_equal(answer[0][0], again[0][0]),
        "Two calls with the same generator give the same weights. Does every call use rng?",
    )


def _expect_variance(W: np.ndarray, layer: int, wanted: float, last: bool) -> None:
    """Compare n Var(w) with 2, or with 1 in the last layer, and name the usual mistakes."""
    n_out, n_in = W.shape
    got = n_in * float(W.var())
    if abs(got / wanted - 1) < 0.08:
        return
    known = [
        (wanted * n_in / n_out, "the number of outputs stands where the inputs belong"),
        (wanted**2 / n_in, "the variance is used as a standard deviation; its root is missing"),
        (3 - wanted, "no ReLU follows the last layer" if last else "a ReLU follows, which halves"),
        (n_in, "the weights are not made smaller at all"),
    ]
    why = next((text for value, text in known if abs(got / value - 1) < 0.08), None)
    expect(
        False,
        f"In layer {layer}, with {n_in} inputs, n times the variance of the weights is "
        f"{got:.3g}, expected about {wanted}{': ' + why if why else ''}.",
    )


@exercise(
    "09-scale",
    hints=[
        "Two tables come in. From which of them do mean and standard deviation come?",
        "np.where(spread > 0, spread, 1) puts a 1 where the spread is 0.",
    ],
)
def _check_scale(scale_like: Callable) -> None:
    rng = np.random.default_rng(6)
    train = rng.normal([27, 60, 0], [4, 15, 0.1], (50, 3))
    train = np.column_stack([train, np.full(50, 7.0)])
    mean, spread = train.mean(axis=0), np.append(train[:, :3].std(axis=0), 1.0)
    for what, new in (
        ("the training rows themselves", train),
        ("ten other rows", train[:10] * 1.5 + 1),
        ("a single row", train[:1] + 2),
    ):
        answer = expect_shape(f"for {what}, the result", scale_like(train, new.copy()), new.shape)
        expect(
            np.isfinite(answer).all(),
            f"For {what} the result contains inf or nan. Column 3 never changes in train, so its "
            "standard deviation is 0.",
        )
        look = "where the means and standard deviations come from: train, column by column"
        expect_close(f"for {what}, the result", answer, (new - mean) / spread, look=look)


def _says(X: np.ndarray, parameters: list) -> list[np.ndarray]:
    """Return what each layer of a ReLU network with softmax says, the input first."""
    layers = [X]
    for W, b in parameters[:-1]:
        layers.append(relu(layers[-1] @ W.T + b))
    W, b = parameters[-1]
    return [*layers, softmax(layers[-1] @ W.T + b)]


def _way_back(opens: Callable) -> Callable:
    """Return a way back through ReLUs, where ``opens(says)`` stands for their slope."""

    def backprop(says: list, T: np.ndarray, parameters: list, slope: object = None) -> list:
        delta, slopes = (says[-1] - T) / len(T), []
        for k in range(len(parameters) - 1, -1, -1):
            slopes.insert(0, (delta.T @ says[k], delta.sum(axis=0)))
            delta = (delta @ parameters[k][0]) * opens(says[k])
        return slopes

    return backprop


@exercise(
    "09-bug",
    hints=[
        "The slopes of the last layer are right, those before it are not. What is done to delta "
        "between two layers?",
        "What a ReLU says is 0 or above, so says[k] >= 0 is always true. Its slope is 1 only where "
        "it says more than 0.",
    ],
)
def _check_bug(repaired_backprop: Callable) -> None:
    rng = np.random.default_rng(7)
    sizes = (5, 6, 4, 3)
    parameters = [
        (rng.normal(size=(n, inputs)) * (2 / inputs) ** 0.5, 0.1 * rng.normal(size=n))
        for inputs, n in pairwise(sizes)
    ]
    X, T = rng.normal(size=(7, 5)), np.eye(3)[rng.integers(0, 3, 7)]

    def cost(*arrays: np.ndarray) -> float:
        pairs = list(zip(arrays[::2], arrays[1::2], strict=True))
        return float(-np.log(_says(X, pairs)[-1][T == 1]).mean())

    answer = repaired_backprop(_says(X, parameters), T, parameters)
    expect_count("a list of three pairs (dW, db), one for each layer", answer, 3)
    for k, pair in enumerate(answer, start=1):
        expect_count(f"a pair (dW, db) for layer {k}", pair, 2)
    slopes = measured_slopes(cost, *(array for pair in parameters for array in pair))
    got = [array for pair in answer for array in pair]
    names = [f"{name} of layer {k}" for k in (1, 2, 3) for name in ("dW", "db")]
    for name, claimed, slope in reversed(list(zip(names, got, slopes, strict=True))):
        look = "the slope of ReLU, and for which neurons it is 1"
        expect_close(name, claimed, slope, rtol=1e-5, atol=1e-7, look=look)


def _start_with(variance: Callable) -> Callable:
    def he_start(sizes, rng):
        last = len(sizes) - 2
        return [
            (rng.normal(size=(n, i)) * variance(i, n, k == last) ** 0.5, np.zeros(n))
            for k, (i, n) in enumerate(pairwise(sizes))
        ]

    return he_start


def _always_the_same(sizes, rng):
    return _start_with(lambda i, n, last: (2 - last) / i)(sizes, np.random.default_rng(0))


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "09-start": [
        _start_with(lambda i, n, last: 2 / i),
        _start_with(lambda i, n, last: 1 / i),
        _start_with(lambda i, n, last: (2 - last) / n),
        _start_with(lambda i, n, last: ((2 - last) / i) ** 2),
        _start_with(lambda i, n, last: 1),
        _always_the_same,
        lambda sizes, rng: [(np.zeros((n, i)), np.zeros(n)) for i, n in pairwise(sizes)],
    ],
    "09-scale": [
        lambda train, new: (new - new.mean(axis=0)) / np.maximum(new.std(axis=0), 1e-9),
        lambda train, new: (new - train.mean(axis=0)) / np.maximum(train.var(axis=0), 1e-9),
        lambda train, new: (new - train.mean()) / train.std(),
        lambda train, new: np.where(train.std(axis=0) > 0, new * np.inf, 0.0),
    ],
    "09-bug": [
        _way_back(lambda a: a >= 0),
        _way_back(lambda a: 1.0),
        _way_back(lambda a: a),
        lambda says, T, parameters: [],
    ],
}
