"""Checks for chapter 11: how many pictures, bias and variance, decay, and dropout's way back."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .core import exercise
from .expect import expect, expect_close, expect_count
from .measured import measured_slopes


def _needed(p: float, q: float, *, errors: float = 2.0) -> float:
    return errors**2 * (p * (1 - p) + q * (1 - q)) / (p - q) ** 2


@exercise(
    "11-needed",
    hints=[
        "The variance of the difference is (p (1 - p) + q (1 - q)) / m. Two of its roots are to be "
        "at most abs(p - q).",
        "m = 4 * (p * (1 - p) + q * (1 - q)) / (p - q) ** 2, rounded up with np.ceil.",
    ],
)
def _check_needed(pictures_needed: Callable) -> None:
    for p, q in ((0.020, 0.023), (0.023, 0.020), (0.10, 0.15), (0.02, 0.05), (0.30, 0.27)):
        answer, exact = pictures_needed(p, q), _needed(p, q)
        look = "the two roots: the formula says m = 4 (…) / (p - q)², with a square below"
        got = np.asarray(answer)
        if got.shape == () and np.issubdtype(got.dtype, np.number):
            for factor, cause in (
                (1 / 4, "how many standard errors: two, and squared that is 4"),
                (1 / 2, "how many standard errors: two, and squared that is 4"),
                (4 * p * (1 - p) / (p - q) ** 2 / exact, "both networks: the variances add up"),
            ):
                if abs(got - factor * exact) <= 1:
                    look = cause
            if abs(got - exact) <= 1:
                look = "the smallest whole number: np.ceil"
        expect_close(f"pictures_needed({p}, {q})", answer, np.ceil(exact), rtol=0, look=look)


@exercise(
    "11-parts",
    hints=[
        "middle = says.mean(axis=0) is the mean curve: one number for each place.",
        "bias² is ((middle - f) ** 2).mean(), the variance ((says - middle) ** 2).mean().",
    ],
)
def _check_parts(parts: Callable) -> None:
    rng = np.random.default_rng(11)
    for sets, places in ((4, 3), (50, 7), (3, 3)):
        f = rng.normal(size=places)
        says = f + rng.normal(size=places) + rng.normal(size=(sets, places))
        answer = parts(says.copy(), f.copy())
        expect_count("the pair (bias², variance)", answer, 2)
        middle = says.mean(axis=0)
        bias2, variance = np.mean((middle - f) ** 2), np.mean((says - middle) ** 2)
        expect(not _is_pair(answer, (variance, bias2)), "The two are there, the other way round.")
        look = "the order: first the mean over the sets at each place, then the squares"
        expect_close("bias²", answer[0], bias2, look=look)
        look = "the distance of each curve from the mean curve, place by place"
        expect_close("the variance", answer[1], variance, look=look)


def _is_pair(answer: object, pair: tuple[float, float]) -> bool:
    """Are these two numbers those of the pair, in this order?"""
    try:
        got = [float(np.asarray(number)) for number in answer]
    except (TypeError, ValueError):
        return False
    return bool(np.allclose(got, pair))


@exercise(
    "11-decay",
    hints=[
        "W first becomes (1 - rate * decay / m) * W, and then takes its step; b only takes a step.",
        "return (1 - rate * decay / m) * W - rate * dW, b - rate * db",
    ],
)
def _check_decay(decay_step: Callable) -> None:
    rng = np.random.default_rng(12)
    for rate, decay, m in ((0.5, 10.0, 300), (0.1, 0.0, 20), (1.0, 2.0, 4)):
        W, dW = rng.normal(size=(2, 3, 4))
        b, db = rng.normal(size=(2, 3))
        given = [array.copy() for array in (W, b, dW, db)]
        answer = decay_step(*given, rate, decay, m)
        expect_count("the pair (W, b)", answer, 2)
        expect(
            all(np.array_equal(x, y) for x, y in zip(given, (W, b, dW, db), strict=True)),
            "It changes the arrays that it gets. Write W = W - …, and not W -= …",
        )
        new_W, new_b = (1 - rate * decay / m) * W - rate * dW, b - rate * db
        what = f"with rate = {rate}, decay = {decay}, m = {m}, "
        expect_close(what + "W", answer[0], new_W, look=_about_weights(answer[0], W, dW, rate))
        look = "the bias: it does not decay, and takes a plain step"
        expect_close(what + "b", answer[1], new_b, look=look)


def _about_weights(got: object, W: np.ndarray, dW: np.ndarray, rate: float) -> str:
    """Say what to look at by the factor that W got in place of 1 - rate · decay / m."""
    got = np.asarray(got)
    if got.shape == W.shape and got.dtype.kind == "f":
        factors = (got + rate * dW) / W
        if np.allclose(factors, factors[0, 0]):
            return f"the factor of W, which is {factors[0, 0]:.4g} in your answer"
    return "the step: W gets its factor, and then rate * dW is taken off"


@exercise(
    "11-bug",
    hints=[
        "The claimed slopes are the measured ones times 0.9, which is 1 - p. What does forward do "
        "that backward does not?",
        "Multiply by what forward multiplied with: kept / (1 - p).",
    ],
)
def _check_bug(repaired_backward: Callable) -> None:
    rng = np.random.default_rng(13)
    for p in (0.1, 0.5, 0.8):
        a, r = rng.normal(size=(2, 4, 5))
        kept = rng.random((4, 5)) >= p

        def cost(a: np.ndarray, r: np.ndarray = r, kept: np.ndarray = kept, p: float = p) -> float:
            return float((r * a * kept / (1 - p)).sum())

        [slope] = measured_slopes(cost, a)
        look = "what forward multiplies a with: the absent ones by 0, the others by 1 / (1 - p)"
        answer = repaired_backward(r.copy(), kept.copy(), p)
        expect_close(f"with p = {p}, the slope", answer, slope, rtol=1e-6, atol=1e-8, look=look)


def _all_at_once(says, f):
    return (says.mean() - f.mean()) ** 2, says.var()


def _around_the_truth(says, f):
    return ((says.mean(axis=0) - f) ** 2).mean(), ((says - f) ** 2).mean()


def _decays_everything(W, b, dW, db, rate, decay, m):
    shrink = 1 - rate * decay / m
    return shrink * W - rate * dW, shrink * b - rate * db


def _in_place(W, b, dW, db, rate, decay, m):
    W *= 1 - rate * decay / m
    W -= rate * dW
    return W, b - rate * db


def _decays(factor: Callable) -> Callable:
    def decay_step(W, b, dW, db, rate, decay, m):
        return factor(rate, decay, m) * W - rate * dW, b - rate * db

    return decay_step


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "11-needed": [
        lambda p, q: int(np.ceil(_needed(p, q, errors=1))),
        lambda p, q: int(np.ceil(4 * p * (1 - p) / (p - q) ** 2)),
        lambda p, q: int(_needed(p, q)),
        lambda p, q: _needed(p, q),
    ],
    "11-parts": [
        _all_at_once,
        _around_the_truth,
        lambda says, f: ((says.mean(axis=1) - f.mean()) ** 2).mean(),
        lambda says, f: (((says - f) ** 2).mean(), says.var(axis=0).mean()),
        lambda says, f: (says.var(axis=0).mean(), ((says.mean(axis=0) - f) ** 2).mean()),
    ],
    "11-decay": [
        _decays_everything,
        _in_place,
        _decays(lambda rate, decay, m: 1 - rate * decay),
        _decays(lambda rate, decay, m: 1 - decay / m),
        _decays(lambda rate, decay, m: 1 + rate * decay / m),
    ],
    "11-bug": [
        lambda da_out, kept, p: da_out * kept,
        lambda da_out, kept, p: da_out / (1 - p),
        lambda da_out, kept, p: da_out * kept * (1 - p),
        lambda da_out, kept, p: da_out * kept / p,
    ],
}
