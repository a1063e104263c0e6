"""One LSTM or GRU cell with one hidden unit, gates of which may be held: forward, back, nudged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from lib.nn.gru import gru_cell, gru_cell_backward
from lib.nn.lstm import lstm_cell, lstm_cell_backward
from lib.nn.rnn import rnn_cell, rnn_cell_backward

#: How far a number is nudged, up and down, when a slope is measured.
NUDGE = 1e-4

#: The gates of each cell, in PyTorch's order; the last-named of GRU and g of LSTM are candidates.
GATES = {"lstm": ("i", "f", "g", "o"), "gru": ("r", "z", "n")}

#: Those that can be held at a number of one's own.
VALVES = {"lstm": ("i", "f", "o"), "gru": ("r", "z")}

#: W_ih, W_hh, b_ih, b_hh of each cell, one number a gate.
WEIGHTS = {
    "lstm": (
        (0.9, -0.6, 1.6, 0.7),
        (0.8, 0.9, -1.2, 0.5),
        (0.1, 0.6, -0.1, 0.4),
        (0.1, 0.6, 0.0, 0.0),
    ),
    "gru": ((0.8, -0.7, 1.6), (0.6, 0.9, -1.4), (0.3, 0.7, -0.1), (0.1, 0.6, 0.5)),
}


class Pass(NamedTuple):
    """A way forward: h and the cell state of times 0 to T, and what each step keeps.

    A GRU has one state; ``c`` is then ``h``.
    """

    h: np.ndarray
    c: np.ndarray
    kept: list[tuple]


class WayBack(NamedTuple):
    """Gradients by step, and of the weights (W_ih, W_hh, b_ih, b_hh), from L = h of the last step.

    ``through_h`` and ``through_c`` are the two shares of ``delta_c``.
    """

    delta_h: np.ndarray
    delta_c: np.ndarray
    through_h: np.ndarray
    through_c: np.ndarray
    grad_x: np.ndarray
    grad_w: tuple[np.ndarray, ...]


def cell_weights(kind: str, scale: float = 1.0) -> tuple[np.ndarray, ...]:
    """Return W_ih (G, 1), W_hh (G, 1), b_ih (G,) and b_hh (G,) of the G gates, times ``scale``.

    Examples
    --------
    >>> [array.shape for array in cell_weights("gru")]
    [(3, 1), (3, 1), (3,), (3,)]
    """
    w_ih, w_hh, b_ih, b_hh = (np.array(part) * scale for part in WEIGHTS[kind])
    return w_ih[:, np.newaxis], w_hh[:, np.newaxis], b_ih, b_hh


def held_at(kind: str, held: Mapping[str, float], t: int) -> dict[int, float]:
    """Return which gates are held at time t: their place in the cell's order, and the number.

    Examples
    --------
    >>> held_at("lstm", {"f3": 1.0, "o3": 0.5, "f4": 0.0}, 3)
    {1: 1.0, 3: 0.5}
    """
    places = enumerate(GATES[kind])
    return {place: held[f"{gate}{t}"] for place, gate in places if f"{gate}{t}" in held}


def _lstm_forward(x, state, weights, held):
    state, kept = lstm_cell(x, state, weights)
    if held:
        x, h, c, *gates, _ = kept
        for place, value in held.items():
            gates[place] = np.full_like(h, value)
        i, f, g, o = gates
        c_new = f * c + i * g
        state, kept = (o * np.tanh(c_new), c_new), (x, h, c, *gates, c_new)
    return state, kept


def _gru_forward(x, state, weights, held):
    (h, _), (w_ih, _, b_ih, _) = state, weights
    h_new, kept = gru_cell(x, h, weights)
    if held:
        x, h, r, z, n, v_n = kept
        r, z = (np.full_like(h, held.get(place, gate)) for place, gate in enumerate((r, z)))
        n = np.tanh(x @ w_ih[2:].T + b_ih[2:] + r * v_n)
        h_new, kept = (1 - z) * n + z * h, (x, h, r, z, n, v_n)
    return (h_new, h_new), kept


def forward(
    kind: str, x: np.ndarray, weights: tuple, held: Mapping[str, float], bumped: tuple = (0, 0.0)
) -> Pass:
    """Walk through x₁ … x_T from h₀ = c₀ = 0.

    A step of which no gate is held is that of :func:`lib.nn.lstm.lstm_cell` or
    :func:`lib.nn.gru.gru_cell`. With ``bumped`` = (t, ε), ε is added to the cell state at time t.

    Examples
    --------
    >>> held = {"i1": 1.0, "f1": 0.0, "i2": 0.0, "f2": 1.0}
    >>> way = forward("lstm", np.array([1.0, 9.0]), cell_weights("lstm"), held)
    >>> way.c[1] == way.c[2] == np.tanh(1.6 - 0.1)
    np.True_
    """
    step = _lstm_forward if kind == "lstm" else _gru_forward
    state = np.zeros((1, 1)), np.zeros((1, 1))
    states, kept = [state], []
    for t, x_t in enumerate(x, start=1):
        state, keep = step(np.array([[x_t]]), state, weights, held_at(kind, held, t))
        if t == bumped[0]:
            c = state[1] + bumped[1]
            state = (keep[6] * np.tanh(c), c) if kind == "lstm" else (c, c)
        states.append(state)
        kept.append(keep)
    h, c = np.array(states).reshape(-1, 2).T
    return Pass(h, c, kept)


def _without(weights, held):
    """Return the weights with 0 for those of a held gate: nothing goes back through them."""
    free = np.ones(len(weights[0]))
    free[list(held)] = 0
    return tuple(free * w if w.ndim == 1 else free[:, np.newaxis] * w for w in weights[:2]), free


def backward(
    kind: str,
    way: Pass,
    weights: tuple,
    held: Mapping[str, float],
    *,
    cut: bool = False,
    wrong_biases: bool = False,
    last_only: bool = False,
) -> WayBack:
    """Walk back from dL/dh_T = 1.

    LSTM: δcₜ = δhₜ oₜ (1 - tanh² cₜ) + fₜ₊₁ δcₜ₊₁. GRU: δhₜ is what comes through the gates of step
    t + 1, and zₜ₊₁ δhₜ₊₁. Three mistakes can be made: ``cut`` leaves out the second part;
    ``wrong_biases`` gives b_i and b_o the sum of δ_f (GRU: b_hh of n that of b_ih, without r);
    ``last_only`` takes the gradient of W_ih from the last step alone.

    Examples
    --------
    >>> weights, held = cell_weights("lstm"), {"i2": 0.0, "f2": 0.5, "o2": 1.0}
    >>> way = forward("lstm", np.array([1.0, 1.0]), weights, held)
    >>> back = backward("lstm", way, weights, held)
    >>> back.through_c[0] == 0.5 * back.delta_c[1]
    np.True_
    """
    steps = len(way.kept)
    found = {name: np.zeros(steps) for name in WayBack._fields[:-1]}
    totals = [np.zeros_like(w) for w in weights]
    grad_h, through_c = np.ones((1, 1)), np.zeros((1, 1))
    for t in reversed(range(steps)):
        kept, here = way.kept[t], held_at(kind, held, t + 1)
        masked, free = _without(weights, here)
        if kind == "lstm":
            through_h = grad_h * kept[6] * (1 - np.tanh(kept[7]) ** 2)
            grad_c = through_h + through_c
            back = lstm_cell_backward((grad_h, through_c), kept, (*masked, *weights[2:]))
            grad_x, (grad_h_before, direct), shares = back
        else:
            through_h, grad_h = grad_h, grad_h + through_c
            grad_c, direct = grad_h, grad_h * kept[3]
            grad_x, whole, shares = gru_cell_backward(grad_h, kept, (*masked, *weights[2:]))
            grad_h_before = whole - direct
        values = grad_h, grad_c, through_h, through_c, grad_x
        for name, value in zip(found, values, strict=True):
            found[name][t] = value.item()
        for total, share in zip(totals, shares, strict=True):
            if total is not totals[0] or not last_only or t == steps - 1:
                total += free.reshape(-1, *[1] * (total.ndim - 1)) * share
        grad_h, through_c = grad_h_before, np.zeros((1, 1)) if cut else direct
    if wrong_biases and kind == "lstm":
        for b in totals[2:]:
            b[[0, 3]] = b[1]
    elif wrong_biases:
        totals[3][2] = totals[2][2]
    return WayBack(**found, grad_w=tuple(totals))


def measured(run: Callable[[float], float]) -> float:
    """Return the slope of run(ε) at 0, measured by a nudge up and one down.

    Examples
    --------
    >>> round(measured(lambda e: (3 + e) ** 2), 6)
    6.0
    """
    return (run(NUDGE) - run(-NUDGE)) / (2 * NUDGE)


def plain_products(x: np.ndarray, weights: tuple) -> np.ndarray:
    """Return dh_T/dh_t for t = 1 … T of a plain RNN: the products of W_hh tanh′.

    Examples
    --------
    >>> weights = np.ones((1, 1)), np.full((1, 1), 0.5), np.zeros(1), np.zeros(1)
    >>> plain_products(np.zeros(4), weights)
    array([0.125, 0.25 , 0.5  , 1.   ])
    """
    h, kept = np.zeros((1, 1)), []
    for x_t in x:
        h, keep = rnn_cell(np.array([[x_t]]), h, weights)
        kept.append(keep)
    grads = [np.ones((1, 1))]
    for keep in reversed(kept[1:]):
        grads.append(rnn_cell_backward(grads[-1], keep, weights)[1])
    return np.array(grads[::-1]).ravel()
