"""Checks for chapter 05: a hidden layer with ReLU, forward and back, and a bias that is summed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.nn.functional import sigmoid

from .core import exercise
from .expect import expect, expect_close
from .measured import measured_slopes

NAMES = ("dW1", "db1", "dW2", "db2")


def _relu(z: np.ndarray) -> np.ndarray:
    return np.maximum(z, 0)


def _network(seed: int, inputs: int = 3, hidden: int = 4, m: int = 6) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    X, Y = rng.normal(size=(m, inputs)), (rng.random((m, 1)) < 0.5) * 1.0
    parameters = (
        rng.normal(size=(hidden, inputs)),
        rng.normal(size=hidden),
        rng.normal(size=(1, hidden)),
        rng.normal(size=1),
    )
    return X, Y, parameters


def _forward(bend: Callable, X: np.ndarray, W1, b1, W2, b2) -> tuple[np.ndarray, np.ndarray]:
    A1 = bend(X @ W1.T + b1)
    return A1, sigmoid(A1 @ W2.T + b2)


@exercise(
    "05-forward",
    hints=[
        "The hidden scores are X @ W1.T + b1. np.maximum(scores, 0) is their ReLU.",
        "A2 = sigmoid(A1 @ W2.T + b2). Return both: return A1, A2",
    ],
)
def _check_forward(relu_forward: Callable) -> None:
    for inputs, hidden, m in ((3, 4, 6), (2, 5, 1), (4, 1, 3)):
        X, _, parameters = _network(21, inputs, hidden, m)
        answer = relu_forward(X, *parameters)
        if answer is None or answer is Ellipsis:
            expect_close("the pair (A1, A2)", answer, 0.0)
        expect(
            isinstance(answer, tuple | list) and len(answer) == 2,
            f"It returns a {type(answer).__name__}; expected the pair (A1, A2).",
        )
        A1, A2 = _forward(_relu, X, *parameters)
        expect_close("A1", answer[0], A1, look="the larger of the score and 0, number by number")
        expect_close("A2", answer[1], A2, look="the sigmoid after the second sum")


def _expect_slopes(backward: Callable, bend: Callable, look: dict[str, str]) -> None:
    X, Y, parameters = _network(22)

    def cost(*parameters: np.ndarray) -> float:
        A2 = _forward(bend, X, *parameters)[1]
        return float(-(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)).mean())

    A1, A2 = _forward(bend, X, *parameters)
    answer = backward(X, Y, A1, A2, parameters[2])
    if answer is None or answer is Ellipsis:
        expect_close("the four slopes (dW1, db1, dW2, db2)", answer, 0.0)
    expect(
        isinstance(answer, tuple | list) and len(answer) == 4,
        f"It returns a {type(answer).__name__}; expected (dW1, db1, dW2, db2).",
    )
    slopes = measured_slopes(cost, *parameters)
    for name, got, slope in reversed(list(zip(NAMES, answer, slopes, strict=True))):
        hint = look.get(name, "")
        array = np.asarray(got)
        if array.shape == slope.shape and np.allclose(array, len(X) * slope, rtol=1e-4):
            hint = "the mean: the sum over the examples has to be divided by their number"
        expect_close(name, got, slope, rtol=1e-5, atol=1e-7, look=hint)


@exercise(
    "05-backward",
    hints=[
        "Only dZ1 is different from the chapter: the slope of ReLU takes the place of 1 - A1 * A1.",
        "The slope is 1 where A1 > 0 and 0 elsewhere: dZ1 = (dZ2 @ W2) * (A1 > 0).",
    ],
)
def _check_backward(relu_backward: Callable) -> None:
    blame = "dZ1: the blame through W2, times the slope of ReLU, which is 1 or 0"
    truth = "dZ2: prediction minus truth, nothing else"
    look = {"dW1": blame, "db1": blame, "dW2": truth, "db2": truth}
    _expect_slopes(relu_backward, _relu, look)


@exercise(
    "05-bug",
    hints=[
        "gradcheck names the second of the four parameters. How is its slope brought together "
        "over the examples?",
        "The three other slopes are means over the examples. db1 has to be one, too.",
    ],
)
def _check_bug(repaired_backward: Callable) -> None:
    _expect_slopes(repaired_backward, np.tanh, {"db1": "how db1 is brought together"})


def _with(slope: Callable, *, mean: bool = True, sign: float = 1.0) -> Callable:
    def backward(X, Y, A1, A2, W2):
        m = len(X) if mean else 1
        dZ2 = sign * (A2 - Y)
        dZ1 = (dZ2 @ W2) * slope(A1)
        return dZ1.T @ X / m, dZ1.sum(axis=0) / m, dZ2.T @ A1 / m, dZ2.sum(axis=0) / m

    return backward


def _sum_of_one_bias(X, Y, A1, A2, W2):
    dW1, db1, dW2, db2 = _with(lambda a: 1 - a * a)(X, Y, A1, A2, W2)
    return dW1, db1 * len(X), dW2, db2


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "05-forward": [
        lambda X, W1, b1, W2, b2: _forward(np.tanh, X, W1, b1, W2, b2),
        lambda X, W1, b1, W2, b2: (_relu(X @ W1.T + b1), _relu(X @ W1.T + b1) @ W2.T + b2),
        lambda X, W1, b1, W2, b2: _forward(_relu, X, W1, b1, W2, b2)[1],
    ],
    "05-backward": [
        _with(lambda a: 1 - a * a),
        _with(lambda a: a),
        _with(lambda a: a > 0, mean=False),
        _with(lambda a: a > 0, sign=-1.0),
    ],
    "05-bug": [_sum_of_one_bias, _with(lambda a: 1 - a * a, mean=False)],
}
