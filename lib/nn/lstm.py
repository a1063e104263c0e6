"""LSTM: a recurrent layer whose cell state can keep a number for a long time."""

import numpy as np

from lib.nn import functional as F
from lib.nn.recurrent import Recurrent, sigmoid_


def lstm_cell(x, state, weights):
    """Return (hₜ, cₜ) and what the way back needs, from xₜ and (hₜ₋₁, cₜ₋₁): one step.

    z = W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh has four parts of H numbers, one for each gate:

    - input gate i = σ(zᵢ), forget gate f = σ(z_f), candidate g = tanh(z_g), output gate o = σ(zₒ)
    - cell state cₜ = f cₜ₋₁ + i g
    - output hₜ = o tanh(cₜ)

    Shape
    -----
    - x: (N, D), h and c: (N, H)
    - weights: (W_ih (4H, D), W_hh (4H, H), b_ih (4H,), b_hh (4H,))

    Examples
    --------
    An open forget gate, f = σ(20), a shut input gate, i = σ(-20): the cell keeps its 3.

    >>> b = np.array([-20.0, 20.0, 0.0, 0.0])
    >>> weights = np.zeros((4, 1)), np.zeros((4, 1)), b, np.zeros(4)
    >>> (h, c), kept = lstm_cell(np.ones((1, 1)), (np.zeros((1, 1)), np.full((1, 1), 3.0)), weights)
    >>> c.round(6), h.round(6)
    (array([[3.]]), array([[0.497527]]))

    References
    ----------
    Hochreiter, Schmidhuber (1997), "Long short-term memory"; the forget gate is from Gers,
    Schmidhuber, Cummins (2000), "Learning to forget".
    """
    h, c = state
    w_ih, w_hh, b_ih, b_hh = weights
    z_i, z_f, z_g, z_o = np.split(x @ w_ih.T + b_ih + h @ w_hh.T + b_hh, 4, axis=1)
    i, f, g, o = F.sigmoid(z_i), F.sigmoid(z_f), F.tanh(z_g), F.sigmoid(z_o)
    c_new = f * c + i * g
    h_new = o * F.tanh(c_new)
    return (h_new, c_new), (x, h, c, i, f, g, o, c_new)


def lstm_cell_backward(grad_state, kept, weights):
    """Return dL/dxₜ, (dL/dhₜ₋₁, dL/dcₜ₋₁) and the step's share of the weights' gradients.

    It starts from (dL/dhₜ, dL/dcₜ). The cell state has two ways to the loss, through hₜ and
    through cₜ₊₁, and what arrives on both is added. dL/dcₜ₋₁ = f dL/dcₜ is the way on which a
    gradient travels far: it meets no weight and no slope of tanh.

    Examples
    --------
    >>> b = np.array([-20.0, 20.0, 0.0, 0.0])
    >>> weights = np.zeros((4, 1)), np.zeros((4, 1)), b, np.zeros(4)
    >>> (h, c), kept = lstm_cell(np.ones((1, 1)), (np.zeros((1, 1)), np.full((1, 1), 3.0)), weights)
    >>> grad = np.zeros((1, 1)), np.full((1, 1), 5.0)
    >>> grad_x, (grad_h, grad_c), grad_weights = lstm_cell_backward(grad, kept, weights)
    >>> grad_c.round(6)
    array([[5.]])

    References
    ----------
    Hochreiter, Schmidhuber (1997), "Long short-term memory".
    """
    grad_h, grad_c = grad_state
    x, h, c, i, f, g, o, c_new = kept
    w_ih, w_hh, _, _ = weights
    tanh_c = F.tanh(c_new)
    grad_c = grad_c + grad_h * o * (1 - tanh_c**2)
    grad_z = np.concatenate(
        [
            grad_c * g * i * (1 - i),
            grad_c * c * f * (1 - f),
            grad_c * i * (1 - g**2),
            grad_h * tanh_c * o * (1 - o),
        ],
        axis=1,
    )
    grad_b = grad_z.sum(axis=0)
    grad_weights = grad_z.T @ x, grad_z.T @ h, grad_b, grad_b
    return grad_z @ w_ih, (grad_z @ w_hh, grad_c * f), grad_weights


class LSTM(Recurrent):
    """cₜ = fₜ cₜ₋₁ + iₜ gₜ and hₜ = oₜ tanh cₜ for t = 1 … T, with gates made from xₜ and hₜ₋₁.

    iₜ, fₜ, oₜ = σ(…) and gₜ = tanh(…) of the four parts of W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh, in
    this order: i, f, g, o. On the way back both dL/dhₜ and dL/dcₜ are carried from step to step;
    ``lstm_cell_backward`` has the equations.

    Shape
    -----
    - x: (N, T, input_size)
    - output y: (N, T, directions · hidden_size), hₜ of the last layer
    - state: a pair (h, c), each (num_layers · directions, N, hidden_size), zeros if not given
    - weight_ih_l0: (4 · hidden_size, input_size), weight_hh_l0: (4 · hidden_size, hidden_size),
      bias_ih_l0, bias_hh_l0: (4 · hidden_size,); layer k ends in _lk, the way back in time in
      _reverse

    Parameters
    ----------
    input_size, hidden_size : int
    num_layers : int
        Each further layer reads the output of the one below.
    bias : bool
    bidirectional : bool
        A second pass reads each sequence from its end; both outputs stand side by side.
    batch_first : True
        PyTorch's word for the order of axes that is used here; nothing else is accepted.
    rng : Generator or int, optional
        All arrays start uniform in ±1/√hidden_size, as in PyTorch.
    dtype : dtype

    Raises
    ------
    ValueError, TypeError
        If x is not (N, T, input_size) with T at least 1, or a state does not fit.

    Examples
    --------
    >>> lstm = LSTM(3, 2, rng=0)
    >>> output, (h, c) = lstm(np.ones((5, 7, 3)))
    >>> output.shape, h.shape, c.shape
    ((5, 7, 2), (1, 5, 2), (1, 5, 2))
    >>> lstm.backward(np.ones((5, 7, 2))).shape
    (5, 7, 3)
    >>> grad_h0, grad_c0 = lstm.grad_state

    References
    ----------
    Hochreiter, Schmidhuber (1997), "Long short-term memory"; Gers, Schmidhuber, Cummins (2000),
    "Learning to forget"; the order of the gates is that of torch.nn.LSTM.
    """

    _gates = 4
    _state_names = ("h", "c")

    # Both ways are those of lstm_cell, step by step. Arrays are (gates, T, N, H), so that a gate at
    # step t is one block; z already holds W_ih xₜ of all steps.

    @np.errstate(over="ignore")
    def _forward_in_time(self, z, state, w_hh, b_ih, b_hh):
        i, f, g, o = z
        h, c = np.empty((2, len(i) + 1, *i.shape[1:]), z.dtype)
        h[0], c[0] = state
        tanh_c = np.empty_like(i)
        z += (b_ih + b_hh)[:, None, None]
        w_hh_t = w_hh.swapaxes(1, 2)
        for t in range(len(i)):
            z[:, t] += h[t] @ w_hh_t
            # In place: the scores z turn into the gates.
            sigmoid_(z[:2, t])
            np.tanh(g[t], out=g[t])
            sigmoid_(o[t])
            c[t + 1] = f[t] * c[t] + i[t] * g[t]
            tanh_c[t] = np.tanh(c[t + 1])
            h[t + 1] = o[t] * tanh_c[t]
        return h, (h[-1], c[-1]), (z, c, tanh_c)

    def _backward_in_time(self, grad_h, grad_state, h, kept, w_hh):
        z, c, tanh_c = kept
        i, f, g, o = z
        dh, dc = grad_state
        for t in reversed(range(len(i))):
            dh += grad_h[t]
            dc += dh * o[t] * (1 - tanh_c[t] ** 2)
            dz_i = dc * g[t] * i[t] * (1 - i[t])
            dz_f = dc * c[t] * f[t] * (1 - f[t])
            dz_g = dc * i[t] * (1 - g[t] ** 2)
            dz_o = dh * tanh_c[t] * o[t] * (1 - o[t])
            dc *= f[t]
            # In place: the gates, no longer needed, turn into dL/dz.
            i[t], f[t], g[t], o[t] = dz_i, dz_f, dz_g, dz_o
            dh = (z[:, t] @ w_hh).sum(axis=0)
        return z, z, (dh, dc)
