"""Checks for chapter 13: windows as rows, winners that win twice, and a filter to be turned."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.nn.conv_naive import conv2d_naive, conv2d_naive_backward

from .core import exercise
from .expect import expect, expect_close, expect_count

NAMES = ("dx", "dw", "db")


def _rows(x: np.ndarray, k: int, S: int) -> np.ndarray:
    _, H, W = x.shape
    places = [(r, s) for r in range(0, H - k + 1, S) for s in range(0, W - k + 1, S)]
    return np.array([x[:, r : r + k, s : s + k].ravel() for r, s in places])


@exercise(
    "13-windows",
    hints=[
        "The windows begin at 0, S, 2S, … as long as the whole window fits: the last beginning is "
        "at most H - k.",
        "[x[:, r:r + k, s:s + k].ravel() for r in range(0, H - k + 1, S) for s in …]",
    ],
)
def _check_windows(strided_windows: Callable) -> None:
    rng = np.random.default_rng(31)
    for C, H, W, k, S in ((1, 3, 3, 2, 1), (2, 5, 5, 3, 2), (3, 6, 7, 3, 2), (2, 7, 4, 2, 3)):
        x = rng.normal(size=(C, H, W))
        want = _rows(x, k, S)
        answer = strided_windows(x.copy(), k, S)
        look = "which windows there are, and the order: reading order, one window a row"
        got = np.asarray(answer)
        if got.shape == (want.shape[1], want.shape[0]) and np.allclose(got.T, want):
            look = "rows and columns: one window a row"
        elif got.shape[-1:] == want.shape[1:] and got.size == want.size:
            look = "the order within a row: x[:, …].ravel(), one channel after the other"
        expect_close(f"for C, H, W, k, S = {C, H, W, k, S}, the table", answer, want, look=look)


def _overlap(delta: np.ndarray, x: np.ndarray, *, add: bool = True) -> np.ndarray:
    dx = np.zeros_like(x)
    for r, s in np.ndindex(delta.shape):
        window = x[2 * r : 2 * r + 3, 2 * s : 2 * s + 3]
        i, j = np.unravel_index(window.argmax(), (3, 3))
        dx[2 * r + i, 2 * s + j] = delta[r, s] + (dx[2 * r + i, 2 * s + j] if add else 0)
    return dx


@exercise(
    "13-overlap",
    hints=[
        "A square that is the largest of several windows gets the blame of all of them, added up.",
        "dx[2 * r + i, 2 * s + j] += delta[r, s], with i and j the winner's place in its window.",
    ],
)
def _check_overlap(overlap_backward: Callable) -> None:
    rng = np.random.default_rng(32)
    for H, W, peak in ((3, 3, None), (5, 5, (2, 2)), (6, 8, None), (7, 5, (4, 2)), (5, 7, "ties")):
        x = rng.normal(size=(H, W))
        if peak == "ties":
            x = x.round()
        elif peak:
            x[peak] = 9.0
        delta = rng.normal(size=((H - 3) // 2 + 1, (W - 3) // 2 + 1))
        want = _overlap(delta, x)
        answer = overlap_backward(delta.copy(), x.copy())
        look = "the place of the winner: its window begins at row 2r and column 2s"
        got = np.asarray(answer)
        if got.shape == want.shape and np.allclose(got, _overlap(delta, x, add=False)):
            look = "a square that wins in more than one window: its blame is added up"
        elif peak == "ties":
            look = "windows with two equally large squares: the first one gets all the blame"
        expect_close(f"for a {H} × {W} picture, the slope", answer, want, look=look)


def _back(delta, x, w, S, P):
    dx, dw, db = conv2d_naive_backward(delta[None], x[None], w, (S, S), (P, P))
    return dx[0], dw, db


def not_turned(delta, x, w, S=1, P=0):
    """Return (dx, dw, db) by the formula that source E4 prints: right but for the turned filter.

    Examples
    --------
    >>> x, w = np.ones((1, 2, 2)), np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    >>> not_turned(np.ones((1, 1, 1)), x, w)[0]
    array([[[4., 3.],
            [2., 1.]]])
    """
    dx, _, _ = _back(delta, x, w[..., ::-1, ::-1], S, P)
    _, dw, db = _back(delta, x, w, S, P)
    return dx, dw, db


@exercise(
    "13-bug",
    hints=[
        "dw and db are right. In dx, which weight meets which blame? Compare with the sum for the "
        "middle square in “By hand”.",
        "correlate(np.pad(wide, k - 1), turned(w[f, c]))",
    ],
)
def _check_bug(repaired_backward: Callable) -> None:
    rng = np.random.default_rng(33)
    for H, W, k, S, P in ((3, 3, 2, 1, 0), (5, 5, 3, 2, 1), (6, 7, 3, 2, 0), (5, 6, 3, 3, 2)):
        x, w = rng.normal(size=(2, H, W)), rng.normal(size=(3, 2, k, k))
        y = conv2d_naive(x[None], w, None, (S, S), (P, P))[0]
        delta = rng.normal(size=y.shape)
        answer = repaired_backward(delta.copy(), x.copy(), w.copy(), S, P)
        expect_count("(dx, dw, db)", answer, 3)
        right = _back(delta, x, w, S, P)
        for name, got, want in reversed(list(zip(NAMES, answer, right, strict=True))):
            what = f"with k = {k}, S = {S}, P = {P}, {name}"
            look = "what was right before: only dx has to be changed"
            if name == "dx":
                look = _about_dx(got, delta, x, w, S, P)
            expect_close(what, got, want, look=look)


def _about_dx(got: object, delta, x, w, S, P) -> str:
    """Say what to look at by which wrong slope it is."""
    got = np.asarray(got)
    for other, look in (
        (w[..., ::-1, ::-1], "the filter, which is still not turned"),
        (w[..., ::-1, :], "the filter: both its rows and its columns are turned around"),
        (w[..., ::-1], "the filter: both its rows and its columns are turned around"),
        (w.swapaxes(2, 3), "the filter: turned by half a turn, not its rows made columns"),
    ):
        wrong = _back(delta, x, other, S, P)[0]
        if got.shape == wrong.shape and np.allclose(got, wrong):
            return look
    expect(
        got.shape == x.shape,
        f"dx has the shape {got.shape}, expected {x.shape}: cut the frame off by counting from the "
        "front, dx[:, P:P + H, P:P + W].",
    )
    return "which weight meets which blame"


def _with_filter(change: Callable) -> Callable:
    def backward(delta, x, w, S=1, P=0):
        return _back(delta, x, change(w), S, P)[0], *_back(delta, x, w, S, P)[1:]

    return backward


def _last_filter_only(delta, x, w, S=1, P=0):
    dx = _back(delta[-1:], x, w[-1:], S, P)[0]
    return dx, *_back(delta, x, w, S, P)[1:]


def _all_turned(delta, x, w, S=1, P=0):
    dx, dw, db = _back(delta, x, w, S, P)
    return dx, dw[..., ::-1, ::-1], db


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "13-windows": [
        lambda x, k, S: _rows(x, k, 1),
        lambda x, k, S: _rows(x, k, S).T,
        lambda x, k, S: _rows(x, k, S)[:-1],
        lambda x, k, S: np.array(
            [
                x[:, r : r + k, s : s + k].transpose(1, 2, 0).ravel()
                for r in range(0, x.shape[1] - k + 1, S)
                for s in range(0, x.shape[2] - k + 1, S)
            ]
        ),
    ],
    "13-overlap": [
        lambda delta, x: _overlap(delta, x, add=False),
        lambda delta, x: _overlap(delta, -x),
        lambda delta, x: _overlap(np.ones_like(delta), x),
    ],
    "13-bug": [
        not_turned,
        _with_filter(lambda w: w[..., ::-1]),
        _with_filter(lambda w: w.swapaxes(2, 3)),
        _last_filter_only,
        _all_turned,
        lambda delta, x, w, S=1, P=0: not_turned(delta, x, w, S, P)[0],
    ],
}
