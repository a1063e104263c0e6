"""Checks for chapter 07: one-hot, mini-batches, early stopping, and a batch that is shorter."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .core import exercise
from .expect import NotFilledIn, expect, expect_close
from .measured import measured_slopes
from .networks import says, way_back


@exercise(
    "07-onehot",
    hints=[
        "np.eye(k) is the table with ones down its middle. Which of its rows is a one-hot 3?",
        "An array of row numbers picks rows: np.eye(k)[labels].",
    ],
)
def _check_one_hot(one_hot: Callable) -> None:
    for labels, k in (([2, 0, 1], 3), ([5, 5, 0, 9], 10), ([1], 4), ([0, 0], 1)):
        expected = np.zeros((len(labels), k))
        expected[np.arange(len(labels)), labels] = 1
        answer = one_hot(np.array(labels), k)
        look = "one row for each label, with its 1 in the column that the label names"
        kind = getattr(answer, "dtype", None)
        expect(
            kind is None or kind.kind == "f",
            f"with k = {k}, one_hot({labels}) holds {kind} numbers; expected floats, since "
            "predictions are subtracted from them.",
        )
        expect_close(f"with k = {k}, one_hot({labels})", answer, expected, look=look)


@exercise(
    "07-batches",
    hints=[
        "dealt = rng.permutation(m) is the new order. The first batch is dealt[0:size].",
        "[dealt[i:i + size] for i in range(0, m, size)]: a slice stops at the end by itself.",
    ],
)
def _check_batches(batches: Callable) -> None:
    for m, size in ((10, 5), (10, 4), (3, 20), (7, 1)):
        answer = batches(m, size, np.random.default_rng(1))
        if answer is None or answer is Ellipsis:
            raise NotFilledIn
        dealt = [np.asarray(rows) for rows in answer]
        lengths = [len(rows) for rows in dealt]
        expected = [min(size, m - i) for i in range(0, m, size)]
        what = f"With m = {m} and size = {size}"
        expect(lengths == expected, f"{what} the lengths are {lengths}, expected {expected}.")
        together = np.concatenate(dealt)
        expect(
            sorted(together.tolist()) == list(range(m)),
            f"{what} the rows are {together.tolist()}; expected each of 0 to {m - 1} once.",
        )
    generator = np.random.default_rng(2)
    first, second = (np.concatenate(batches(50, 8, generator)) for _ in range(2))
    expect(
        not np.array_equal(first, second),
        "Two calls with the same generator deal the same order. Does every call use rng?",
    )


@exercise(
    "07-stop",
    hints=[
        "Only one thing changes against stop: when does an epoch count as the new best?",
        "if error < errors[best] - margin: best = e",
    ],
)
def _check_stop(stop_with_margin: Callable) -> None:
    falling = [0.5, 0.4, 0.3, 0.2, 0.1]
    creeping = [0.50, 0.40, 0.39, 0.38, 0.37, 0.36, 0.2]
    jumping = [0.5, 0.3, 0.4, 0.35, 0.2, 0.3, 0.3, 0.3]
    for errors, patience, margin, expected in (
        (falling, 2, 0.0, (4, 4)),
        (jumping, 2, 0.0, (3, 1)),
        (jumping, 3, 0.0, (7, 4)),
        (jumping, 9, 0.0, (7, 4)),
        (creeping, 3, 0.05, (4, 1)),
        (creeping, 3, 0.0, (6, 6)),
        ([0.50, 0.47, 0.44, 0.41, 0.38], 9, 0.05, (4, 4)),
        ([0.5, 0.25, 0.25], 9, 0.25, (2, 0)),
    ):
        answer = stop_with_margin(list(errors), patience, margin)
        given = f"stop_with_margin({errors}, patience={patience}, margin={margin})"
        expect(
            isinstance(answer, tuple | list) and len(answer) == 2,
            f"{given} returns {answer!r}; expected two numbers: where it stops, and the best.",
        )
        expect(
            tuple(answer) == expected,
            f"{given} returns {tuple(answer)}, expected {expected}: it stops after epoch "
            f"{expected[0]}, and the best is number {expected[1]}.",
        )


@exercise(
    "07-bug",
    hints=[
        "With 20 pictures all slopes agree. With 17 all of them are too small by the same factor.",
        "Divide by the number of examples that came, len(T), and not by a fixed 20.",
    ],
)
def _check_bug(repaired_backprop: Callable) -> None:
    rng = np.random.default_rng(3)
    parameters = [
        (rng.normal(size=(4, 6)), rng.normal(size=4)),
        (rng.normal(size=(3, 4)), rng.normal(size=3)),
    ]
    arrays = [array for pair in parameters for array in pair]
    for m in (20, 17, 1):
        X, T = rng.normal(size=(m, 6)), np.eye(3)[rng.integers(0, 3, m)]

        def cost(*arrays: np.ndarray, X: np.ndarray = X, T: np.ndarray = T) -> float:
            a = says(X, list(zip(arrays[::2], arrays[1::2], strict=True)))[-1]
            return float(-(T * np.log(a) + (1 - T) * np.log(1 - a)).sum() / len(T))

        answer = repaired_backprop(says(X, parameters), T, parameters)
        expect(
            isinstance(answer, tuple | list) and len(answer) == 2,
            f"It returns a {type(answer).__name__}; expected a list of pairs (dW, db).",
        )
        slopes = measured_slopes(cost, *arrays)
        got = [array for pair in answer for array in pair]
        names = ("dW of layer 1", "db of layer 1", "dW of layer 2", "db of layer 2")
        for name, claimed, slope in zip(names, got, slopes, strict=True):
            look = f"what the sum over {m} examples is divided by"
            what = f"with m = {m}, {name}"
            expect_close(what, claimed, slope, rtol=1e-5, atol=1e-7, look=look)


def _drops_the_rest(m, size, rng):
    dealt = rng.permutation(m)
    return [dealt[i : i + size] for i in range(0, m - size + 1, size)]


def _stops_at_the_first_worse(errors, patience, margin):
    for e in range(1, len(errors)):
        if errors[e] >= errors[e - 1] - margin:
            return e, e - 1
    return len(errors) - 1, len(errors) - 1


def _stops(better):
    """Return early stopping with a wrong rule of when an epoch counts as the new best."""

    def stop(errors, patience, margin):
        best = 0
        for e in range(len(errors)):
            if better(errors, e, best, margin):
                best = e
            if e - best == patience:
                break
        return e, best

    return stop


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "07-onehot": [
        lambda labels, k: np.eye(k)[:, labels],
        lambda labels, k: np.eye(labels.max() + 1)[labels],
        lambda labels, k: labels,
        lambda labels, k: np.eye(k, dtype=int)[labels],
    ],
    "07-batches": [
        _drops_the_rest,
        lambda m, size, rng: [np.arange(m)[i : i + size] for i in range(0, m, size)],
        lambda m, size, rng: [rng.integers(0, m, min(size, m - i)) for i in range(0, m, size)],
    ],
    "07-stop": [
        _stops_at_the_first_worse,
        _stops(lambda errors, e, best, margin: errors[e] < errors[best]),
        _stops(lambda errors, e, best, margin: e and errors[e] <= errors[best] - margin),
        _stops(lambda errors, e, best, margin: e and errors[e] < min(errors[:e]) - margin),
    ],
    "07-bug": [
        way_back(divisor=lambda T: 20),
        way_back(divisor=lambda T: 1),
        way_back(divisor=np.size),
    ],
}
