"""Checks for chapter 10: one step of Adam, and the Hessian of logistic regression."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.nn import Parameter
from lib.nn.functional import sigmoid
from lib.optim import Adam

from .core import exercise
from .expect import expect, expect_close, expect_count
from .measured import measured_slopes


@exercise(
    "10-adam",
    hints=[
        "First v = 0.9 * v + 0.1 * g and s = 0.999 * s + 0.001 * g**2. Both are kept as they are.",
        "For the step they are corrected: v / (1 - 0.9**t) and s / (1 - 0.999**t). Return the new "
        "w and the two averages without the correction.",
    ],
)
def _check_adam(adam_step: Callable) -> None:
    rng = np.random.default_rng(101)
    for shape in ((3,), (2, 4)):
        weight = Parameter(rng.normal(size=shape))
        library = Adam([weight], lr=0.1)
        w, v, s = weight.data.copy(), np.zeros(shape), np.zeros(shape)
        for t in range(1, 6):
            g = rng.normal(size=shape)
            weight.grad[...] = g
            library.step()
            before = w.copy(), g.copy(), v.copy(), s.copy()
            given = tuple(array.copy() for array in before)
            answer = adam_step(*given, t, 0.1)
            expect_count("the three arrays (w, v, s)", answer, 3)
            expect(
                all(np.array_equal(a, b) for a, b in zip(given, before, strict=True)),
                "It changes an array that came in. Look at lines such as v += …; write v = v + ….",
            )
            kept = 0.9 * v + 0.1 * g, 0.999 * s + 0.001 * g**2
            expect_close(f"v after step {t}", answer[1], kept[0], look="v without correction")
            expect_close(f"s after step {t}", answer[2], kept[1], look="s without correction")
            look = "the corrections, 1 - 0.9**t and 1 - 0.999**t, and the root of s"
            expect_close(f"w after step {t}", answer[0], weight.data, rtol=1e-6, look=look)
            w, v, s = answer


@exercise(
    "10-bug",
    hints=[
        "The gradient contains a = sigmoid(X @ w). What is the slope of a when its score moves?",
        "Each example counts with the slope of the sigmoid: a * (1 - a) in the place of a.",
    ],
)
def _check_hessian(repaired_hessian: Callable) -> None:
    rng = np.random.default_rng(102)
    for m, n in ((6, 3), (1, 2), (20, 4)):
        X, w = rng.normal(size=(m, n)), rng.normal(size=n)
        t = (rng.random(m) < 0.5) * 1.0
        rows = []
        for k in range(n):

            def slope(w: np.ndarray, X: np.ndarray = X, t: np.ndarray = t, k: int = k) -> float:
                return float((X.T @ (sigmoid(X @ w) - t))[k] / len(X))

            rows += measured_slopes(slope, w)
        look = "the factor of each example: how far does a move when its score moves?"
        answer = repaired_hessian(w.copy(), X.copy())
        expected = np.array(rows)
        if np.shape(answer) == expected.shape and np.allclose(answer, m * expected, rtol=1e-4):
            look = "the mean: the sum has to be divided by the number of examples"
        expect_close("the Hessian", answer, expected, rtol=1e-5, atol=1e-7, look=look)


def _adam(*, correct: bool = True, root: bool = True, in_place: bool = False) -> Callable:
    def adam_step(w, g, v, s, t, rate):
        if in_place:
            v *= 0.9
            v += 0.1 * g
        else:
            v = 0.9 * v + 0.1 * g
        s = 0.999 * s + 0.001 * g**2
        v_hat = v / (1 - 0.9**t) if correct else v
        s_hat = s / (1 - 0.999**t) if correct else s
        return w - rate * v_hat / ((np.sqrt(s_hat) if root else s_hat) + 1e-8), v, s

    return adam_step


def _keeps_the_corrected(w, g, v, s, t, rate):
    v = (0.9 * v + 0.1 * g) / (1 - 0.9**t)
    s = (0.999 * s + 0.001 * g**2) / (1 - 0.999**t)
    return w - rate * v / (np.sqrt(s) + 1e-8), v, s


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "10-adam": [
        _adam(correct=False),
        _adam(root=False),
        _adam(in_place=True),
        _keeps_the_corrected,
        lambda w, g, v, s, t, rate: w - rate * g,
    ],
    "10-bug": [
        lambda w, X: X.T @ (sigmoid(X @ w)[:, None] * X) / len(X),
        lambda w, X: X.T @ X / len(X),
        lambda w, X: X.T @ ((sigmoid(X @ w) * (1 - sigmoid(X @ w)))[:, None] * X),
    ],
}
