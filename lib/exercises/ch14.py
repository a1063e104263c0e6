"""Checks for chapter 14: a temperature, clipping, and a way back through time to be repaired."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.nn.functional import softmax

from .core import exercise
from .expect import expect, expect_close, expect_count
from .measured import measured_slopes


def _tempered(scores: np.ndarray, temperature: float) -> np.ndarray:
    return softmax(scores / temperature)


def _divided_afterwards(scores, temperature):
    p = softmax(scores) / temperature
    return p / p.sum(axis=-1, keepdims=True)


@exercise(
    "14-temper",
    hints=[
        "Divide the scores by the temperature, then take softmax over the last axis.",
        "z = scores / temperature; e = np.exp(z - z.max(axis=-1, keepdims=True)); divide by its "
        "sum over the last axis.",
    ],
)
def _check_temper(tempered: Callable) -> None:
    rng = np.random.default_rng(41)
    cases = [(rng.normal(size=5), t) for t in (1.0, 0.5, 2.0)]
    cases += [(rng.normal(size=(3, 4)), 0.7), (np.array([1000.0, 999.0, -1000.0]), 0.5)]
    cases += [(rng.normal(size=6), 0.01), (np.array([[1000.0, 999.0], [0.0, 1.0]]), 1.0)]
    for scores, t in cases:
        want = _tempered(scores, t)
        with np.errstate(all="ignore"):
            answer = tempered(scores.copy(), t)
        expect_close(
            f"for scores of shape {scores.shape} and temperature {t:g}, the table",
            answer,
            want,
            atol=1e-12,
            look=_about_temper(answer, scores, t),
        )


def _about_temper(got: object, scores: np.ndarray, t: float) -> str:
    got = np.asarray(got)
    if got.shape != scores.shape or not np.issubdtype(got.dtype, np.number):
        return "the shape: one probability for each score"
    if not np.isfinite(got).all():
        return "large scores: subtract the largest of each row before e is raised to them"
    for wrong, look in (
        (softmax(scores), "the temperature: it divides the scores, before softmax"),
        (_tempered(scores, 1 / t), "the temperature: divide by it, do not multiply"),
        (softmax(scores / t, dim=0), "the axis: each row adds up to 1, the last axis"),
    ):
        if np.allclose(got, wrong):
            return look
    return "the sum: each row adds up to 1"


def _clipped(gradients: list, longest: float) -> list:
    length = float(np.sqrt(sum((g**2).sum() for g in gradients)))
    return [g * min(1.0, longest / length) if length else g for g in gradients]


@exercise(
    "14-clip",
    hints=[
        "First the length of all arrays together: the root of the sum of all squares.",
        "factor = min(1, longest / length), and every array is multiplied by it.",
    ],
)
def _check_clip(clipped: Callable) -> None:
    rng = np.random.default_rng(42)
    for shapes, size, longest in (
        (((2,), (3,)), 1.0, 0.5),
        (((2, 3), (3,), (1,)), 10.0, 2.0),
        (((2, 2), (4,)), 0.01, 1.0),
        (((3,), (2,)), 0.0, 1.0),
    ):
        given = [size * rng.normal(size=s) for s in shapes]
        handed = [g.copy() for g in given]
        answer = clipped(handed, longest)
        expect_count(f"a list of {len(given)} arrays", answer, len(given))
        for g, before in zip(handed, given, strict=True):
            expect(np.array_equal(g, before), "It changes the arrays in place; return new ones.")
        want = _clipped(given, longest)
        for i, (got, right) in enumerate(zip(answer, want, strict=True)):
            expect_close(
                f"for {len(given)} arrays and longest={longest:g}, array {i}",
                got,
                right,
                look=_about_clip(answer, given, longest),
            )


def _about_clip(answer: list, given: list, longest: float) -> str:
    if any(np.shape(a) != g.shape for a, g in zip(answer, given, strict=True)):
        return "the shapes: each array keeps its own"
    if any(not np.isfinite(a).all() for a in answer):
        return "gradients that are all zero: they have no length to divide by"
    if all(np.allclose(a, w) for a, w in zip(answer, _clipped(given, longest), strict=True)):
        return "the last digits: no 1e-6 is added to the length"
    for wrong, look in (
        (_each_alone(given, longest), "the length: that of all arrays together, not of each"),
        (_numbers_alone(given, longest), "what is cut: the length, and not each number"),
        (_always(given, longest), "short gradients: they come back as they are"),
        (given, "long gradients: they have to be shortened"),
    ):
        if all(np.allclose(a, w) for a, w in zip(answer, wrong, strict=True)):
            return look
    return "the factor: longest divided by the length, which is a root of a sum of squares"


def _each_alone(gradients, longest):
    return [_clipped([g], longest)[0] for g in gradients]


def _numbers_alone(gradients, longest):
    return [g.clip(-longest, longest) for g in gradients]


def _always(gradients, longest):
    length = float(np.sqrt(sum((g**2).sum() for g in gradients)))
    return [g * longest / length if length else g for g in gradients]


def _states(U, W, x, s0) -> np.ndarray:
    s = [s0]
    for x_t in x:
        s.append(np.tanh(U @ x_t + W @ s[-1]))
    return np.array(s)


def _way_back(step: Callable, *, end: Callable = lambda s: 1 - s**2) -> Callable:
    """Return dL/dW for L = the sum of the last state; step(W, delta, s, t) gives delta of t - 1."""

    def gradient(U, W, x, s0):
        s = _states(U, W, x, s0)
        delta, dW = end(s[-1]), np.zeros_like(W)
        for t in range(len(x), 0, -1):
            dW += np.outer(delta, s[t - 1])
            delta = step(W, delta, s, t)
        return dW

    return gradient


_RIGHT = _way_back(lambda W, d, s, t: (d @ W) * (1 - s[t - 1] ** 2))
_MISTAKES = {
    "state": _way_back(lambda W, d, s, t: (d @ W) * s[t]),
    "state before": _way_back(lambda W, d, s, t: (d @ W) * s[t - 1]),
    "slope of the later step": _way_back(lambda W, d, s, t: (d @ W) * (1 - s[t] ** 2)),
    "no slope": _way_back(lambda W, d, s, t: d @ W),
    "W as it is": _way_back(lambda W, d, s, t: (W @ d) * (1 - s[t - 1] ** 2)),
    "nothing back": _way_back(lambda W, d, s, t: 0 * d),
    "no slope at the end": _way_back(
        lambda W, d, s, t: (d @ W) * (1 - s[t - 1] ** 2), end=np.ones_like
    ),
    "no square": _way_back(lambda W, d, s, t: (d @ W) * (1 - s[t - 1])),
    "on its side": lambda U, W, x, s0: _RIGHT(U, W, x, s0).T,
}
_LOOKS = {
    "state": "the factor: it is still the state, where the slope of tanh belongs",
    "state before": "the factor: the right step, but a state where the slope 1 - s² belongs",
    "slope of the later step": "the step of the slope: delta becomes that of step t - 1",
    "no slope": "the factor: the slope of tanh is missing",
    "W as it is": "W: on the way back it lies on its side, delta @ W",
    "nothing back": "the way through time: nothing is sent back",
    "no slope at the end": "the last step: its blame has the slope of tanh too",
    "no square": "the slope of tanh: 1 minus the square of the state",
    "on its side": "the table: rows are for the blame, columns for the state, outer(delta, s)",
}


@exercise(
    "14-bug",
    hints=[
        "After the last line delta is that of step t - 1. The slope of which score belongs there, "
        "and what is it in terms of the state?",
        "delta = (delta @ W) * (1 - s[t - 1] ** 2)",
    ],
)
def _check_bug(repaired_gradient: Callable) -> None:
    rng = np.random.default_rng(43)
    for T, from_zero in ((2, True), (3, True), (1, False), (2, False), (5, False)):
        U, W, x = (rng.normal(size=s) for s in ((3, 2), (3, 3), (T, 2)))
        s0 = np.zeros(3) if from_zero else rng.normal(size=3)

        def cost(W, U=U, x=x, s0=s0):
            return _states(U, W, x, s0)[-1].sum()

        [want] = measured_slopes(cost, W)
        answer = repaired_gradient(U.copy(), W.copy(), x.copy(), s0.copy())
        look = "the blame of each step, and the state that W met there"
        for name, wrong in _MISTAKES.items():
            got, guess = np.asarray(answer), wrong(U, W, x, s0)
            if got.shape == guess.shape and np.allclose(got.astype(float), guess):
                look = _LOOKS[name]
                break
        start = "zero" if from_zero else "a state that is not zero"
        expect_close(
            f"with T = {T}, from {start}, dW", answer, want, rtol=1e-5, atol=1e-7, look=look
        )


def _in_place(gradients, longest):
    for g in gradients:
        g *= 0.5
    return _clipped(gradients, longest)


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "14-temper": [
        lambda scores, temperature: softmax(scores),
        lambda scores, temperature: softmax(scores * temperature),
        _divided_afterwards,
        lambda scores, temperature: softmax(scores / temperature, dim=0),
        lambda scores, temperature: np.exp(scores / temperature),
        lambda scores, temperature: (
            np.exp(scores / temperature) / np.exp(scores / temperature).sum(axis=-1, keepdims=True)
        ),
    ],
    "14-clip": [
        _each_alone,
        _numbers_alone,
        _always,
        lambda gradients, longest: gradients,
        _in_place,
        lambda gradients, longest: _clipped(gradients, longest)[0],
    ],
    "14-bug": [
        *_MISTAKES.values(),
        lambda U, W, x, s0: -_RIGHT(U, W, x, s0),
    ],
}
