"""Checks for chapter 15: a step of an LSTM from packed weights, and a way back to repair."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.nn.functional import sigmoid
from lib.nn.lstm import lstm_cell

from .core import exercise
from .expect import expect, expect_close, expect_count

GATES = "ifgo"
NAMES = [f"{kind}_{gate}" for kind in ("Wx", "Wh", "b") for gate in GATES]


@exercise(
    "15-step",
    hints=[
        "All scores at once: x @ w_ih.T + b_ih + h @ w_hh.T + b_hh, of shape (m, 4H). "
        "Cut them along axis 1.",
        "i, f, g, o = np.split(scores, 4, axis=1); then c = σ(f) c + σ(i) tanh(g), and "
        "h = σ(o) tanh(c).",
    ],
)
def _check_step(lstm_step: Callable) -> None:
    rng = np.random.default_rng(41)
    for m, n, H in ((1, 1, 1), (3, 2, 2), (5, 4, 3)):
        x, h, c = (rng.normal(size=(m, size)) for size in (n, H, H))
        shapes = (4 * H, n), (4 * H, H), (4 * H,), (4 * H,)
        weights = [rng.normal(size=shape) for shape in shapes]
        answer = lstm_step(x.copy(), h.copy(), c.copy(), *(w.copy() for w in weights))
        expect_count("the pair (h, c)", answer, 2)
        (h_new, c_new), _ = lstm_cell(x, (h, c), weights)
        look = _about_step(answer, x, h, c, weights)
        what = f"for {m} examples, {n} inputs and {H} units, the new"
        expect_close(f"{what} c", answer[1], c_new, look=look)
        expect_close(f"{what} h", answer[0], h_new, look=look)


def _about_step(answer: object, x, h, c, weights) -> str:
    """Say what to look at by which wrong step it is."""
    for wrong, look in (
        (
            _step("figo"),
            "the order of the gates: i, f, g, o, so the first quarter is the input gate",
        ),
        (_step("ifog"), "the order of the gates: the third quarter is the candidate, with tanh"),
        (_step(second_bias=False), "the second bias, b_hh, which is added too"),
        (_step(tanh=False), "the output: h = o · tanh(c), with the new c"),
        (_step(old_c=True), "the output: it takes the tanh of the new c, not of the old one"),
        (_swapped, "the order of the answer: first h, then c"),
        (_step(squash=sigmoid), "the candidate g, which has a tanh and no sigmoid"),
        (_step(coupled=True), "the new c: f · c + i · g, with the input gate for the new part"),
        (
            _step(in_turns=True),
            "the packing: each gate is a block of H rows",
        ),
    ):
        found = wrong(x, h, c, *weights)
        if all(
            np.shape(a) == b.shape and np.allclose(a, b) for a, b in zip(answer, found, strict=True)
        ):
            return look
    return "c = f · c + i · g with i, f = σ(…), g = tanh(…), and h = o · tanh(c)"


def _step(
    order: str = GATES,
    *,
    second_bias=True,
    tanh=True,
    old_c=False,
    squash=np.tanh,
    coupled=False,
    in_turns=False,
) -> Callable:
    def step(x, h, c, w_ih, w_hh, b_ih, b_hh):
        scores = x @ w_ih.T + b_ih + h @ w_hh.T + (b_hh if second_bias else 0)
        parts = np.split(scores, 4, axis=1)
        if in_turns:
            parts = [scores[:, k::4] for k in range(4)]
        z = dict(zip(order, parts, strict=True))
        share = 1 - sigmoid(z["f"]) if coupled else sigmoid(z["i"])
        new = sigmoid(z["f"]) * c + share * squash(z["g"])
        shown = c if old_c else new
        return sigmoid(z["o"]) * (np.tanh(shown) if tanh else shown), new

    return step


def _swapped(*args):
    return _step()(*args)[::-1]


def _forward(P: dict, xs: np.ndarray, h: np.ndarray, c: np.ndarray) -> list:
    weights = [np.concatenate([P[f"{kind}_{k}"] for k in GATES]) for kind in ("Wx", "Wh", "b")]
    kept = []
    for x in xs:
        (h_new, c_new), k = lstm_cell(x[None], (h[None], c[None]), (*weights, np.zeros(4 * len(h))))
        kept.append(tuple(array[0] for array in k))
        h, c = h_new[0], c_new[0]
    return kept


def step_back(P: dict, dh: np.ndarray, dc: np.ndarray, kept: tuple) -> tuple:
    """Return the slopes for x, hₜ₋₁ and cₜ₋₁ and those for the four scores, as the chapter does.

    Examples
    --------
    >>> P = {f"{kind}_{k}": np.zeros((1, 1)) for kind in ("Wx", "Wh") for k in "ifgo"}
    >>> kept = tuple(np.array([v]) for v in (1.0, 0.0, 2.0, 0.5, 0.5, 0.0, 0.5, 1.0))
    >>> step_back(P, np.zeros(1), np.ones(1), kept)[2]
    array([0.5])
    """
    _, _, c, i, f, g, o, c_new = kept
    tanh_c = np.tanh(c_new)
    dc = dc + dh * o * (1 - tanh_c**2)
    dz = {
        "i": dc * g * i * (1 - i),
        "f": dc * c * f * (1 - f),
        "g": dc * i * (1 - g**2),
        "o": dh * tanh_c * o * (1 - o),
    }
    dx = sum(dz[k] @ P["Wx_" + k] for k in GATES)
    return dx, sum(dz[k] @ P["Wh_" + k] for k in GATES), dc * f, dz


def _way_back(
    *,
    conveyor=True,
    own_biases=True,
    all_inputs=True,
    blame="each",
    old_h=True,
    from_the_end=True,
    turned=False,
    through_h=True,
) -> Callable:
    """Return a way back with some of the tutorial's mistakes, or of a reader's."""

    def back(P, D, kept, step_back):
        dP = {name: np.zeros_like(array) for name, array in P.items()}
        dh, dc = np.zeros_like(D[0]), np.zeros_like(D[0])
        last = len(kept) - 1
        order = range(len(kept))
        for t in reversed(order) if from_the_end else order:
            x, h = kept[t][:2]
            own = D[t] if blame == "each" or t == last else np.zeros_like(dh)
            arriving = own + dh if through_h else own
            _, dh, on, dz = step_back(P, arriving, dc, kept[t])
            dc = on if conveyor else dc
            if not old_h:
                h = kept[t][6] * np.tanh(kept[t][7])
            for k in GATES:
                dP["Wh_" + k] += np.outer(h, dz[k]) if turned else np.outer(dz[k], h)
                dP["b_" + k] += dz[k if own_biases or k in "fg" else "f"]
                if all_inputs or t == last:
                    dP["Wx_" + k] += np.outer(dz[k], x)
        return dP

    return back


@exercise(
    "15-bug",
    hints=[
        "Begin with one step: which two arrays are wrong there? Then ask what step_back returns "
        "third, and who should get it.",
        "_, dh, dc, dz = step_back(P, dh + ds[t], dc, kept[t]), and for every k and every t: "
        "Wh_k += outer(dz[k], h), b_k += dz[k], Wx_k += outer(dz[k], x).",
    ],
)
def _check_bug(repaired_back: Callable) -> None:
    rng = np.random.default_rng(42)
    for T in (1, 2, 3, 5):
        P = {f"Wx_{k}": rng.normal(size=(2, 3)) for k in GATES}
        P |= {f"Wh_{k}": rng.normal(size=(2, 2)) for k in GATES}
        P |= {f"b_{k}": rng.normal(size=2) for k in GATES}
        D = rng.normal(size=(T, 2))
        kept = _forward(P, rng.normal(size=(T, 3)), *rng.normal(size=(2, 2)))
        copies = {name: array.copy() for name, array in P.items()}
        answer = repaired_back(copies, D.copy(), kept, step_back)
        if answer is None or answer is Ellipsis:
            expect_count("the dictionary of slopes", answer, 12)
        expect(
            isinstance(answer, dict) and set(answer) == set(NAMES),
            "It should return the dictionary dP with the same twelve names as P.",
        )
        right = _way_back()(P, D, kept, step_back)
        look = _about_back(answer, P, D, kept)
        for name in NAMES:
            expect_close(
                f"with {T} step{'s'[: T > 1]}, {name}", answer[name], right[name], look=look
            )


def _about_back(answer: dict, P, D, kept) -> str:
    """Say what to look at by which mistakes are left."""
    off = {n for n in NAMES if not _same(answer[n], _way_back()(P, D, kept, step_back)[n])}
    for wrong, look in (
        (_way_back(from_the_end=False), "the order of the steps: from the last to the first"),
        (
            _way_back(through_h=False),
            "the blame dh that step_back returns second: it is added to ds[t] in the next call",
        ),
        (_way_back(blame="last"), "the blame ds[t], which arrives in every step"),
        (_way_back(old_h=False), "the matrices Wh, which met the old h, kept[t][1]"),
    ):
        found = wrong(P, D, kept, step_back)
        if all(_same(answer[n], found[n]) for n in NAMES):
            return look
    if off <= {"b_i", "b_o"}:
        return "the biases of i and o, which have slopes of their own"
    for start, look in (
        ("Wx", "the matrices for the input: the sum over all steps of np.outer(dz[k], x)"),
        ("Wh", "the matrices for the old h: the sum over all steps of np.outer(dz[k], h)"),
        ("b_", "the biases: the sum over all steps of dz[k]"),
    ):
        if all(name.startswith(start) for name in off):
            return look
    if off <= {"b_i", "b_o", *(f"Wx_{k}" for k in GATES)}:
        return "the biases of i and o, and the sums over all steps for the input"
    return "what goes to the step before: step_back returns dh second and the conveyor third"


def _same(got: object, want: np.ndarray) -> bool:
    return np.shape(got) == want.shape and np.allclose(got, want)


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "15-step": [
        _step("figo"),
        _step("ifog"),
        _step(second_bias=False),
        _step(tanh=False),
        _step(old_c=True),
        _swapped,
        _step(squash=sigmoid),
        _step(coupled=True),
        _step(in_turns=True),
        lambda *args: _step()(*args)[0],
    ],
    "15-bug": [
        _way_back(conveyor=False, own_biases=False, all_inputs=False),
        _way_back(conveyor=False),
        _way_back(own_biases=False),
        _way_back(all_inputs=False),
        _way_back(blame="last"),
        _way_back(old_h=False),
        _way_back(from_the_end=False),
        _way_back(turned=True),
        _way_back(through_h=False),
        lambda P, D, kept, step_back: list(_way_back()(P, D, kept, step_back).values()),
    ],
}
