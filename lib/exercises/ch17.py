"""Checks for chapter 17: softmax on the way back, a tape to repair, an LSTM's arrays packed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

import numpy as np

from lib import nn
from lib.nn.functional import softmax
from lib.nn.lstm import lstm_cell

from .core import exercise
from .expect import NotFilledIn, expect, expect_close, expect_shape

GATES = "ifgo"
_numbers = count(1)


@exercise(
    "17-softmax",
    hints=[
        "One row first: score j gets g_j a_j, minus a_j times a number that is the same for all j.",
        "That number is Σ g_i a_i, for each row its own: a * (g - (g * a).sum(axis=1, "
        "keepdims=True)).",
    ],
)
def _check_softmax(softmax_back: Callable) -> None:
    rng = np.random.default_rng(51)
    for m, k in ((3, 3), (1, 2), (1, 4), (5, 4)):
        scores, g = rng.normal(size=(2, m, k))
        a = softmax(scores)
        answer = softmax_back(a.copy(), g.copy())
        right = np.zeros((m, k))
        for place in np.ndindex(m, k):
            nudge = np.zeros((m, k))
            nudge[place] = 1e-5
            apart = softmax(scores + nudge) - softmax(scores - nudge)
            right[place] = (g * apart).sum() / 2e-5
        expect_close(
            f"for {m} row{'s'[: m > 1]} of {k} answers, the slope",
            answer,
            right,
            rtol=1e-6,
            look=_about_softmax(answer, a, g),
        )


def _about_softmax(answer: object, a: np.ndarray, g: np.ndarray) -> str:
    """Say what to look at by which mistake gives the same numbers."""
    for wrong, look in (
        (_columns, "the axis of the sum: it runs along a row, axis=1 and keepdims=True"),
        (_no_keepdims, "the shape of the sum: keepdims=True keeps it a column"),
        (_only_own, "the other answers of the row: each of them moves too"),
        (_whole_table, "the sum: each row has its own, so axis=1 and keepdims=True"),
        (_plain_mean, "the sum: each slope in it is weighted with its answer, g * a"),
        (_sign, "the sign: the sum is subtracted"),
    ):
        found = wrong(a, g)
        if np.shape(answer) == found.shape and np.allclose(answer, found):
            return look
    return "a_j (g_j - Σ g_i a_i), row by row"


def _columns(a: np.ndarray, g: np.ndarray) -> np.ndarray:
    return a * (g - (g * a).sum(axis=0))


def _no_keepdims(a: np.ndarray, g: np.ndarray) -> np.ndarray:
    # Where m and k differ, NumPy refuses this in the reader's code too.
    square = a.shape[0] == a.shape[1]
    return a * (g - (g * a).sum(axis=1)) if square else np.zeros(0)


def _only_own(a: np.ndarray, g: np.ndarray) -> np.ndarray:
    return g * a * (1 - a)


def _whole_table(a: np.ndarray, g: np.ndarray) -> np.ndarray:
    return a * (g - (g * a).sum())


def _plain_mean(a: np.ndarray, g: np.ndarray) -> np.ndarray:
    return a * (g - g.mean(axis=1, keepdims=True))


def _sign(a: np.ndarray, g: np.ndarray) -> np.ndarray:
    return a * (g + (g * a).sum(axis=1, keepdims=True))


class Step:
    """An array on the chapter's tape: ``data``, ``grad``, ``came_from`` and a running ``number``.

    Examples
    --------
    >>> w = Step([1.0, 2.0])
    >>> (w * w).came_from[0][1](np.ones(2))
    array([1., 2.])
    """

    def __init__(self, data: object, came_from: Sequence = ()):
        self.data = np.asarray(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self.came_from = list(came_from)
        self.number = next(_numbers)

    def __add__(self, other: Step) -> Step:
        return Step(self.data + other.data, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other: Step) -> Step:
        return Step(
            self.data * other.data,
            [(self, lambda g: g * other.data), (other, lambda g: g * self.data)],
        )


def _chain(a: Step, b: Step) -> Step:
    return a * Step(3) * Step(2) + Step(1)


def _fork(a: Step, b: Step) -> Step:
    return (a + b) * b


def _fork_behind_fork(a: Step, b: Step) -> Step:
    c = a * a
    d = c + c * b
    return d * d + c


def _stretched(a: Step, b: Step) -> Step:
    return Step(np.ones((3, 2))) * a + b


#: Each a calculation, its two numbers, and the slopes for them.
_CASES = {
    "a chain": (_chain, (2.0, 5.0), (6.0, 0.0)),
    "the fork (a + b) b": (_fork, (2.0, 1.0), (1.0, 4.0)),
    # d = a² (1 + b), y = d² + a²: dy/da = 4 a³ (1 + b)² + 2 a, dy/db = 2 a⁴ (1 + b).
    "a fork behind a fork": (_fork_behind_fork, (2.0, 0.5), (76.0, 48.0)),
    "a stretched row": (_stretched, ([1.0, 2.0], [0.5, 0.5]), ([3.0, 3.0], [3.0, 3.0])),
}


@exercise(
    "17-backward",
    hints=[
        "Which case of the message is the first that fails? Write its arrays down in the order "
        "in which they are handed on, with the slope that each has at that moment.",
        "+= in place of =. And take from the waiting arrays always the one with the largest "
        "number; keep them in a set, so that each is handed on once.",
    ],
)
def _check_backward(repaired_backward: Callable) -> None:
    for name, (calculate, numbers, slopes) in _CASES.items():
        a, b = (Step(n) for n in numbers)
        result = calculate(a, b)
        repaired_backward(result)
        if name == "a chain" and not (np.any(result.grad) or np.any(a.grad)):
            raise NotFilledIn("no grad has changed.")
        look = _LOOK.get(name, "the slope of the result itself, which is 1")
        for which, array, slope in zip("ab", (a, b), slopes, strict=True):
            expect_close(f"{name}: the slope for {which}", array.grad, slope, look=look)
    a, b = Step(2.0), Step(1.0)
    a.grad += 10
    repaired_backward(_fork(a, b))
    expect_close(
        "with 10 there from an earlier batch, the slope for a",
        a.grad,
        11.0,
        look="what was there before, to which the new slope is added",
    )


_LOOK = {
    "the fork (a + b) b": "= and +=, where two ways come together",
    "a fork behind a fork": "the order: an array is handed on once, when all has arrived",
    "a stretched row": "unstretch, which sums over the rows",
}


def _unstretch(g: np.ndarray, shape: tuple) -> np.ndarray:
    while g.ndim > len(shape):
        g = g.sum(axis=0)
    return g


def _way_back(*, add=True, in_order=True, sums=True, start=1.0, fresh=False) -> Callable:
    """Return a way back through the tape with some mistakes."""

    def backward(result: Step) -> Step:
        reached, todo = [], [result]
        while todo:
            step = todo.pop()
            todo += [source for source, _ in step.came_from]
            if not in_order or step not in reached:
                reached.append(step)
        if in_order:
            reached.sort(key=lambda s: s.number, reverse=True)
        if fresh:
            for step in reached:
                step.grad = np.zeros_like(step.data)
        result.grad = np.full_like(result.data, start)
        for step in reached:
            for source, back in step.came_from:
                slopes = back(step.grad)
                slopes = _unstretch(slopes, source.data.shape) if sums else slopes
                source.grad = source.grad + slopes if add else slopes
        return result

    return backward


@exercise(
    "17-packed",
    hints=[
        "np.concatenate([P['Wx_' + k] for k in 'ifgo']) lays four matrices on top of each other.",
        "The names are weight_ih_l0, weight_hh_l0, bias_ih_l0 and bias_hh_l0; put the biases into "
        "the third, and zeros into the last.",
    ],
)
def _check_packed(packed: Callable) -> None:
    rng = np.random.default_rng(52)
    for n, H in ((1, 1), (3, 2), (2, 2)):
        P = {f"Wx_{k}": rng.normal(size=(H, n)) for k in GATES}
        P |= {f"Wh_{k}": rng.normal(size=(H, H)) for k in GATES}
        P |= {f"b_{k}": rng.normal(size=H) for k in GATES}
        answer = packed({name: array.copy() for name, array in P.items()})
        if answer is None or answer is Ellipsis:
            raise NotFilledIn("packed returns nothing.")
        memory = nn.LSTM(n, H)
        shapes = {name: array.shape for name, array in memory.state_dict().items()}
        expect(isinstance(answer, dict), f"It returns a {type(answer).__name__}; expected a dict.")
        expect(
            set(answer) == set(shapes),
            f"The names are {', '.join(map(str, answer))}; expected {', '.join(shapes)}.",
        )
        for name, shape in shapes.items():
            look = "the gates, which lie on top of each other (axis 0)"
            expect_shape(f"{name} for n = {n} and H = {H}", answer[name], shape, look=look)
        memory.load_state_dict(answer)
        x = rng.normal(size=(2, 5, n))
        expect_close(
            f"what the LSTM says, with n = {n} and H = {H},",
            memory(x)[0],
            _read(P, x, H),
            look="the order of the gates, i, f, g, o, and the sum of the two biases",
        )


def _read(P: dict, x: np.ndarray, H: int) -> np.ndarray:
    weights = [np.concatenate([P[kind + k] for k in GATES]) for kind in ("Wx_", "Wh_", "b_")]
    h = c = np.zeros((len(x), H))
    said = []
    for t in range(x.shape[1]):
        (h, c), _ = lstm_cell(x[:, t], (h, c), (*weights, np.zeros(4 * H)))
        said.append(h)
    return np.stack(said, axis=1)


def _packed(order: str = GATES, *, second: float = 0.0, axis: int = 0, suffix: str = "_l0"):
    def packed(P: dict) -> dict:
        def joined(kind: str) -> np.ndarray:
            return np.concatenate([P[kind + k] for k in order], axis=axis if kind != "b_" else 0)

        arrays = joined("Wx_"), joined("Wh_"), joined("b_"), second * joined("b_")
        names = "weight_ih", "weight_hh", "bias_ih", "bias_hh"
        return {name + suffix: array for name, array in zip(names, arrays, strict=True)}

    return packed


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "17-softmax": [
        _columns,
        _no_keepdims,
        _only_own,
        _whole_table,
        _plain_mean,
        _sign,
        lambda a, g: a - g,
    ],
    "17-backward": [
        _way_back(add=False),
        _way_back(in_order=False),
        _way_back(add=False, in_order=False),
        _way_back(sums=False),
        _way_back(start=2.0),
        _way_back(fresh=True),
    ],
    "17-packed": [
        _packed("ifog"),
        _packed("figo"),
        _packed(second=1.0),
        _packed(axis=1),
        _packed(suffix=""),
        lambda P: list(_packed()(P).values()),
    ],
}
