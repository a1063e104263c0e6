"""The ways back through time that sources E5 and E6 print, each mistake behind a switch."""

import numpy as np

from lib.nn.lstm import lstm_cell, lstm_cell_backward

GATES = ("i", "f", "c", "o")


def twelve_arrays(rng, inputs, hidden, size=1.0):
    """Return the parameters of an LSTM by their names in E6: Wix, Wih, bi, Wfx, …, bo."""
    arrays = {}
    for gate in GATES:
        arrays[f"W{gate}x"] = size * rng.standard_normal((hidden, inputs))
        arrays[f"W{gate}h"] = size * rng.standard_normal((hidden, hidden))
        arrays[f"b{gate}"] = size * rng.standard_normal(hidden)
    return arrays


def lstm_loss(arrays, x, h, c, r):
    """Return Σₜ rₜ · hₜ for one sequence x, (T, D), that starts from h and c, both (H,)."""
    state, loss = (h[None], c[None]), 0.0
    for t in range(len(x)):
        state, _ = lstm_cell(x[t : t + 1], state, _stacked(arrays))
        loss += (r[t] * state[0]).sum()
    return loss


def lstm_gradients(
    arrays, x, h, c, r, *, cell_path=True, own_biases=True, all_inputs=True, recursion=True
):
    """Return dL/d(each of the twelve arrays).

    E6 has the first three switches off in its code, and the last one in its equation 13.
    """
    weights, state, kept = _stacked(arrays), (h[None], c[None]), []
    for t in range(len(x)):
        state, k = lstm_cell(x[t : t + 1], state, weights)
        kept.append(k)
    grads = {name: np.zeros_like(array) for name, array in arrays.items()}
    grad_h, grad_c = np.zeros((2, 1, len(h)))
    for t in reversed(range(len(x))):
        arriving = grad_h + r[t]
        if not cell_path:
            grad_c = np.zeros_like(grad_c)
        _, (grad_h, grad_c), shares = lstm_cell_backward((arriving, grad_c), kept[t], weights)
        if not recursion:
            grad_h = grad_h * arriving
        w_x, w_h, b, _ = (dict(zip(GATES, np.split(s, 4), strict=True)) for s in shares)
        for gate in GATES:
            grads[f"W{gate}h"] += w_h[gate]
            grads[f"b{gate}"] += b[gate if own_biases or gate == "c" else "f"]
            if all_inputs or t == len(x) - 1:
                grads[f"W{gate}x"] += w_x[gate]
    return grads


def _stacked(arrays):
    """Return the twelve arrays as the weights of ``lstm_cell``."""
    w_x, w_h, b = (
        np.concatenate([arrays[name.format(gate)] for gate in GATES])
        for name in ("W{}x", "W{}h", "b{}")
    )
    return w_x, w_h, b, np.zeros_like(b)


def rnn_states(W, U, x, s, f):
    """Return s₀ … s_T for one sequence x, (T, D): sₜ = f(U xₜ + W sₜ₋₁), as E5 writes it."""
    states = [s]
    for step in x:
        states.append(f(U @ step + W @ states[-1]))
    return states


def rnn_gradient(W, U, x, s, f, slope, *, derivative=True):
    """Return dE/dW for E = Σ s_T; ``slope`` takes s, not the score.

    E5's code (derivative=False) writes the slopes of sₖ₊₁ over sₖ₊₁ itself, and multiplies with
    what stood there before instead.
    """
    states = rnn_states(W, U, x, s, f)
    delta = slope(states[-1]) if derivative else np.ones_like(s)
    deltas = {len(x): delta}
    for k in range(len(x) - 1, 0, -1):
        if derivative:
            factor = slope(states[k])
        else:
            factor, states[k + 1] = states[k + 1], slope(states[k + 1])
        deltas[k] = (deltas[k + 1] @ W) * factor
    return sum(np.outer(deltas[t], states[t - 1]) for t in deltas)
