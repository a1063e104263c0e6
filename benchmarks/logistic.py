"""Logistic regression: three nested loops against arrays, ten rounds on 200 digits."""

from __future__ import annotations

import math

import numpy as np

from lib.classic import LogisticRegression
from lib.data import load_digits

from .timing import Row, paired

ROUNDS, EXAMPLES = 10, 200


def train_loops(
    X: list[list[float]], y: list[float], lr: float, epochs: int
) -> tuple[list[float], float]:
    """Learn w and b with one multiplication at a time, in pure Python."""
    m, n = len(X), len(X[0])
    w, b = [0.0] * n, 0.0
    for _ in range(epochs):
        dw, db = [0.0] * n, 0.0
        for x, truth in zip(X, y, strict=True):
            z = b
            for j in range(n):
                z += w[j] * x[j]
            dz = 1 / (1 + math.exp(-z)) - truth
            for j in range(n):
                dw[j] += x[j] * dz
            db += dz
        for j in range(n):
            w[j] -= lr * dw[j] / m
        b -= lr * db / m
    return w, b


def train_arrays(X: np.ndarray, y: np.ndarray, lr: float, epochs: int) -> tuple[np.ndarray, float]:
    """Do the same work with whole arrays, as chapter 03 derives it."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        dz = 1 / (1 + np.exp(-(X @ w + b))) - y
        w = w - lr * X.T @ dz / len(y)
        b -= lr * dz.mean()
    return w, b


def run() -> list[Row]:
    """Return the row of this benchmark; the two ways must agree first."""
    digits = load_digits()
    X, y = digits.data[:EXAMPLES], (digits.target[:EXAMPLES] == 0).astype(float)
    lists = X.tolist(), y.tolist()

    def loops():
        return train_loops(*lists, lr=1.0, epochs=ROUNDS)

    def arrays():
        return train_arrays(X, y, lr=1.0, epochs=ROUNDS)

    library = LogisticRegression().fit(X, y, lr=1.0, epochs=ROUNDS)
    for slow, fast, ours in zip(loops(), arrays(), (library.w, library.b), strict=True):
        np.testing.assert_allclose(slow, fast, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(ours, fast, rtol=1e-9, atol=1e-12)
    fast, slow, ratio = paired(arrays, loops, pairs=7)
    work = f"logistic regression, {ROUNDS} rounds on {EXAMPLES} digits"
    return [Row(work, fast, slow, ratio, against="loops")]
