"""Checks for chapter 12: sizes of maps, the convolution of mathematics, and its matrix."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .core import exercise
from .expect import expect, expect_close, expect_count, expect_shape
from .measured import measured_slopes


@exercise(
    "12-size",
    hints=[
        "The first window begins at 0, the last at n + 2 * padding - k at the latest. How many "
        "whole strides fit in between?",
        "divmod(n + 2 * padding - k, stride) gives the strides and the squares that are left.",
    ],
)
def _check_size(places: Callable) -> None:
    for n, k, stride, padding in (
        (5, 3, 1, 0),
        (28, 5, 1, 0),
        (28, 5, 1, 2),
        (8, 3, 2, 0),
        (10, 3, 2, 0),
        (5, 3, 2, 1),
        (7, 2, 2, 0),
        (11, 4, 4, 0),
        (3, 3, 3, 0),
    ):
        given = f"places({n}, {k}, stride={stride}, padding={padding})"
        answer = places(n, k, stride, padding)
        expect_count("two numbers: windows, and squares behind the last", answer, 2)
        framed = n + 2 * padding
        starts = [p for p in range(0, framed, stride) if p + k <= framed]
        rest = framed - starts[-1] - k
        expect(
            answer[0] == len(starts),
            f"{given} says {answer[0]} windows, expected {len(starts)}: they begin at "
            f"{', '.join(map(str, starts[:4]))}{', …' if len(starts) > 4 else ''}.",
        )
        expect(
            answer[1] == rest,
            f"{given} leaves {answer[1]} squares, expected {rest}: the last window begins at "
            f"{starts[-1]} and ends at {starts[-1] + k - 1}, the framed row at {framed - 1}.",
        )


def _full(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    y = np.zeros((x.shape[0] + w.shape[0] - 1, x.shape[1] + w.shape[1] - 1))
    for i, j in np.ndindex(w.shape):
        y[i : i + x.shape[0], j : j + x.shape[1]] += w[i, j] * x
    return y


@exercise(
    "12-turn",
    hints=[
        "Frame: np.pad(x, ((h, h), (v, v))) with h = w.shape[0] - 1 and v = w.shape[1] - 1. Turn: "
        "w[::-1, ::-1].",
        "y[r, s] is the sum of framed[r:r + h + 1, s:s + v + 1] * turned, for every r and s.",
    ],
)
def _check_turn(full_convolution: Callable) -> None:
    rng = np.random.default_rng(12)
    for rows, columns, h, v in ((5, 5, 3, 3), (4, 6, 3, 2), (2, 3, 4, 4), (1, 5, 1, 3)):
        x = rng.integers(-3, 4, size=(rows, columns)).astype(float)
        w = rng.integers(-3, 4, size=(h, v)).astype(float)
        right, without = _full(x, w), _full(x, w[::-1, ::-1])
        what = f"for x of shape {x.shape} and w of shape {w.shape}, the result"
        got = expect_shape(
            what, full_convolution(x, w), right.shape, look="the frame: one less than w has"
        )
        look = "the rows and columns of each window"
        if np.allclose(got, without):
            look = "the turn: the last row of w first, and each row backwards"
        elif np.allclose(got, _full(x, w[::-1])):
            look = "the turn: only the rows are turned, and each row must run backwards too"
        elif np.allclose(got, _full(x, w[:, ::-1])):
            look = "the turn: each row runs backwards, and the last row must come first too"
        expect_close(what, got, right, look=look)


def _map(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    k = len(w)
    windows = np.lib.stride_tricks.sliding_window_view(x, (k, k))
    return (windows * w).sum(axis=(2, 3))


@exercise(
    "12-bug",
    hints=[
        "For a picture of 4 rows and 6 columns: which number has square (1, 0) after ravel()?",
        "Square (p, q) has the number p * W + q. In the function, which of H and W stands there?",
    ],
)
def _check_bug(repaired_matrix: Callable) -> None:
    rng = np.random.default_rng(13)
    for H, W, k in ((5, 5, 3), (4, 6, 3), (3, 7, 2), (6, 4, 3), (2, 5, 1)):
        w, x = rng.normal(size=(k, k)), rng.normal(size=(H, W))
        delta = rng.normal(size=(H - k + 1, W - k + 1))
        answer = repaired_matrix(w, H, W)
        what = f"for H = {H}, W = {W} and k = {k}, M"
        M = expect_shape(what, answer, (delta.size, x.size))

        def blamed(x: np.ndarray, w: np.ndarray = w, delta: np.ndarray = delta) -> float:
            return float((_map(x, w) * delta).sum())

        [slopes] = measured_slopes(blamed, x)
        expect_close(
            f"for H = {H}, W = {W} and k = {k}, the slope for the picture, (delta.ravel() @ M)"
            ".reshape(H, W)",
            (delta.ravel() @ M).reshape(H, W),
            slopes,
            rtol=1e-5,
            atol=1e-7,
            look="the column of M to which each square belongs",
        )


def _matrix(w, H, W, *, column=lambda p, q, H, W: p * W + q, turn=False, upright=True):
    k = len(w)
    rows, columns = H - k + 1, W - k + 1
    M = np.zeros((rows * columns, H * W))
    if turn:
        w = w[::-1, ::-1]
    for r, s in np.ndindex(rows, columns):
        for i, j in np.ndindex(k, k):
            M[r * columns + s, column(r + i, s + j, H, W)] = w[i, j]
    return M if upright else M.T


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "12-size": [
        lambda n, k, S, P: (round((n + 2 * P - k) / S) + 1, (n + 2 * P - k) % S),
        lambda n, k, S, P: (-(-(n + 2 * P - k) // S) + 1, (n + 2 * P - k) % S),
        lambda n, k, S, P: ((n + P - k) // S + 1, (n + P - k) % S),
        lambda n, k, S, P: ((n + 2 * P - k) // S, (n + 2 * P - k) % S),
        lambda n, k, S, P: ((n + 2 * P - k) // S + 1, 0),
        lambda n, k, S, P: (n + 2 * P - k) // S + 1,
    ],
    "12-turn": [
        lambda x, w: _full(x, w[::-1, ::-1]),
        lambda x, w: _full(x, w[::-1]),
        lambda x, w: _full(x, w[:, ::-1]),
        lambda x, w: _full(x, w)[1:-1, 1:-1],
        lambda x, w: _full(x, w).T,
    ],
    "12-bug": [
        lambda w, H, W: _matrix(w, H, W, column=lambda p, q, H, W: min(p * H + q, H * W - 1)),
        lambda w, H, W: _matrix(w, H, W, turn=True),
        lambda w, H, W: _matrix(w, H, W, upright=False),
        lambda w, H, W: _matrix(w, H, W, column=lambda p, q, H, W: q * H + p),
    ],
}
