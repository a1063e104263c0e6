"""Recurrent layers in the textbook's form: a cell function, called step after step."""

from functools import partial
from typing import NamedTuple

import numpy as np

from lib import nn
from lib.nn.gru import gru_cell, gru_cell_backward
from lib.nn.lstm import lstm_cell, lstm_cell_backward
from lib.nn.rnn import rnn_cell, rnn_cell_backward

CELLS = {
    "RNN": (rnn_cell, rnn_cell_backward),
    "RNN of relu": (
        partial(rnn_cell, nonlinearity="relu"),
        partial(rnn_cell_backward, nonlinearity="relu"),
    ),
    "LSTM": (lstm_cell, lstm_cell_backward),
    "GRU": (gru_cell, gru_cell_backward),
}


class Unrolled(NamedTuple):
    """What ``unrolled`` found."""

    output: np.ndarray
    final: tuple
    grad_x: np.ndarray
    grad_state: tuple
    grads: dict


def cells_of(layer):
    """Return the two cell functions of a layer."""
    relu = isinstance(layer, nn.RNN) and layer.nonlinearity == "relu"
    return CELLS["RNN of relu" if relu else type(layer).__name__]


def unrolled(layer, x, state, r, r_final):
    """Return outputs, final states and gradients of L = Σ r · output + Σ r_final · final.

    States are tuples of arrays (num_layers · directions, N, H).
    """
    directions = 2 if layer.bidirectional else 1
    passes, below, finals = [], x, []
    for level in range(layer.num_layers):
        outputs = []
        for direction in range(directions):
            weights = _weights(layer, level, direction)
            k = len(passes)
            steps = _turned(below, direction)
            h, final, kept = walk(layer, steps, tuple(s[k] for s in state), weights)
            outputs.append(_turned(h, direction))
            passes.append((kept, weights))
            finals.append(final)
        below = np.concatenate(outputs, axis=2)
    above, grads, grad_state = r, {}, [None] * len(passes)
    for level in reversed(range(layer.num_layers)):
        grad_below = 0
        for direction in range(directions):
            k = level * directions + direction
            mine = above[..., direction * layer.hidden_size :][..., : layer.hidden_size]
            grad_x, grad_state[k], grad_weights = walk_back(
                layer, _turned(mine, direction), tuple(g[k] for g in r_final), *passes[k]
            )
            grad_below = grad_below + _turned(grad_x, direction)
            grads.update(zip(_names(level, direction), grad_weights, strict=True))
        above = grad_below
    stacked = (
        tuple(np.stack(s) for s in zip(*states, strict=True)) for states in (finals, grad_state)
    )
    final, grad_state = stacked
    return Unrolled(below, final, above, grad_state, grads)


def walk(layer, x, state, weights):
    """Return h of all steps, the final state, and what each step kept."""
    cell, _ = cells_of(layer)
    outputs, kept = [], []
    for t in range(x.shape[1]):
        new, k = cell(x[:, t], state if len(state) > 1 else state[0], weights)
        state = new if isinstance(new, tuple) else (new,)
        outputs.append(state[0])
        kept.append(k)
    return np.stack(outputs, axis=1), state, kept


def walk_back(layer, grad_h, grad_state, kept, weights):
    """Return dL/dx, dL/d(initial state) and the sums over time of the weights' gradients."""
    _, cell_backward = cells_of(layer)
    grad_x, totals = [], [np.zeros_like(w) for w in weights]
    for t in reversed(range(len(kept))):
        grad_state = (grad_state[0] + grad_h[:, t], *grad_state[1:])
        g, back, shares = cell_backward(
            grad_state if len(grad_state) > 1 else grad_state[0], kept[t], weights
        )
        grad_state = back if isinstance(back, tuple) else (back,)
        grad_x.append(g)
        totals = [total + share for total, share in zip(totals, shares, strict=True)]
    return np.stack(grad_x[::-1], axis=1), grad_state, totals


def _turned(x, direction):
    return x[:, ::-1] if direction else x


def _names(level, direction):
    suffix = f"_l{level}{'_reverse' if direction else ''}"
    return [kind + suffix for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]


def _weights(layer, level, direction):
    """Return the four arrays of a pass; zeros stand in for biases that are not there."""
    state = layer.state_dict()
    w_ih, w_hh, b_ih, b_hh = _names(level, direction)
    none = np.zeros(len(state[w_ih]))
    return state[w_ih], state[w_hh], state.get(b_ih, none), state.get(b_hh, none)
