"""Checks for chapter 00: centering, all distances, an accuracy that is stretched in silence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .core import exercise
from .expect import expect, expect_close


@exercise(
    "00-center",
    hints=[
        "X.mean(axis=0) has one number for each column; it is stretched over the rows.",
        "X - X.mean(axis=0) makes a new table; X -= … would change the one that came in.",
    ],
)
def _centered(centered: Callable) -> None:
    X = np.random.default_rng(5).normal(2.0, 1.0, (6, 4))
    before = X.copy()
    answer = centered(X)
    look = "the axis: a mean for each column, over all rows"
    expect_close("centered(X)", answer, before - before.mean(axis=0), look=look)
    expect(
        np.array_equal(X, before),
        "The numbers are right, but the table that came in was changed. Make a new one with "
        "X - … and return that.",
    )
    whole = np.array([[1, 2], [2, 4]])
    expect_close("centered of whole numbers", centered(whole), [[-0.5, -1.0], [0.5, 1.0]])


@exercise(
    "00-distances",
    hints=[
        "A[:, None, :] has the shape (m, 1, n). What does it make with B, (k, n)?",
        "Square the differences, sum over the last axis, and take the square root of the sums.",
    ],
)
def _distances(distances: Callable) -> None:
    rng = np.random.default_rng(6)
    A, B = rng.normal(size=(5, 3)), rng.normal(size=(4, 3))
    want = np.array([[np.linalg.norm(a - b) for b in B] for a in A])
    answer = distances(A, B)
    got = np.asarray(answer)
    if got.shape == want.shape and np.allclose(got, want**2):
        expect(False, "These are the squared distances. The square root is missing.")
    expect_close("distances(A, B)", answer, want, look="the axis of the sum: the last one")


@exercise(
    "00-bug",
    hints=[
        "Print the shape of the comparison for a column of answers.",
        "np.ravel(answers) has one axis, whatever came in. Compare the two shapes before the two "
        "arrays.",
    ],
)
def _repaired_accuracy(repaired_accuracy: Callable) -> None:
    truth = np.array([3, 1, 4, 1, 5])
    answers = np.array([3, 1, 4, 0, 0])
    expect_close("repaired_accuracy of two flat arrays", repaired_accuracy(answers, truth), 0.6)
    look = "what a column and a flat array make together"
    column = answers[:, None]
    expect_close("with a column of answers", repaired_accuracy(column, truth), 0.6, look=look)
    expect_close("with a column of truths", repaired_accuracy(answers, truth[:, None]), 0.6)
    try:
        repaired_accuracy(answers[:1], truth)
    except ValueError:
        return
    expect(
        False,
        "One answer for five truths was accepted. Compare the lengths first, and raise a "
        "ValueError if they differ.",
    )


def _in_place(X):
    X -= X.mean(axis=0)
    return X


def _unchecked(answers, truth):
    return (np.ravel(answers) == np.ravel(truth)).mean()


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "00-center": [
        _in_place,
        lambda X: X - X.mean(),
        lambda X: X - X.mean(axis=1, keepdims=True),
    ],
    "00-distances": [
        lambda A, B: ((A[:, None, :] - B) ** 2).sum(axis=2),
        lambda A, B: np.abs(A[:, None, :] - B).sum(axis=2),
        lambda A, B: np.sqrt(((A[:, None, :] - B) ** 2).sum(axis=1)),
        lambda A, B: A - B[: len(A)],
    ],
    "00-bug": [
        lambda answers, truth: (np.asarray(answers) == np.asarray(truth)).mean(),
        _unchecked,
    ],
}
