"""GRU: a recurrent layer that mixes its old state with a new one, by a gate."""

import numpy as np

from lib.nn import functional as F
from lib.nn.recurrent import Recurrent, sigmoid_


def gru_cell(x, h, weights):
    """Return hₜ and what the way back needs, from xₜ and hₜ₋₁: one step.

    u = W_ih xₜ + b_ih and v = W_hh hₜ₋₁ + b_hh have three parts of H numbers each:

    - reset gate r = σ(uᵣ + vᵣ), update gate z = σ(u_z + v_z)
    - candidate n = tanh(uₙ + r vₙ)
    - hₜ = (1 - z) n + z hₜ₋₁

    z says how much of the old state stays, as in PyTorch; in the paper z and 1 - z change places.
    There r is applied to hₜ₋₁ before the product with W_hh, here after it, so that one product
    serves all three parts.

    Shape
    -----
    - x: (N, D), h and the result: (N, H)
    - weights: (W_ih (3H, D), W_hh (3H, H), b_ih (3H,), b_hh (3H,))

    Examples
    --------
    >>> b = np.array([0.0, np.log(3), 0.0])                  # z = σ(ln 3) = ¾, and n = 0
    >>> weights = np.zeros((3, 1)), np.zeros((3, 1)), b, np.zeros(3)
    >>> h, kept = gru_cell(np.ones((1, 1)), np.full((1, 1), 8.0), weights)
    >>> h.round(6)
    array([[6.]])

    References
    ----------
    Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder for statistical
    machine translation"; r after the product is the variant of torch.nn.GRU.
    """
    w_ih, w_hh, b_ih, b_hh = weights
    u_r, u_z, u_n = np.split(x @ w_ih.T + b_ih, 3, axis=1)
    v_r, v_z, v_n = np.split(h @ w_hh.T + b_hh, 3, axis=1)
    r, z = F.sigmoid(u_r + v_r), F.sigmoid(u_z + v_z)
    n = F.tanh(u_n + r * v_n)
    return (1 - z) * n + z * h, (x, h, r, z, n, v_n)


def gru_cell_backward(grad_h_new, kept, weights):
    """Return dL/dxₜ, dL/dhₜ₋₁ and the step's share of the weights' gradients, from dL/dhₜ.

    hₜ₋₁ has two ways to hₜ: directly, with the factor z, and through W_hh.

    Examples
    --------
    >>> b = np.array([0.0, np.log(3), 0.0])
    >>> weights = np.zeros((3, 1)), np.zeros((3, 1)), b, np.zeros(3)
    >>> h, kept = gru_cell(np.ones((1, 1)), np.full((1, 1), 8.0), weights)
    >>> grad_x, grad_h, grad_weights = gru_cell_backward(np.ones((1, 1)), kept, weights)
    >>> grad_h.round(6)
    array([[0.75]])

    References
    ----------
    Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder for statistical
    machine translation".
    """
    w_ih, w_hh, _, _ = weights
    x, h, r, z, n, v_n = kept
    grad_n = grad_h_new * (1 - z) * (1 - n**2)
    grad_z = grad_h_new * (h - n) * z * (1 - z)
    grad_r = grad_n * v_n * r * (1 - r)
    grad_u = np.concatenate([grad_r, grad_z, grad_n], axis=1)
    grad_v = np.concatenate([grad_r, grad_z, grad_n * r], axis=1)
    grad_weights = grad_u.T @ x, grad_v.T @ h, grad_u.sum(axis=0), grad_v.sum(axis=0)
    return grad_u @ w_ih, grad_h_new * z + grad_v @ w_hh, grad_weights


class GRU(Recurrent):
    """hₜ = (1 - zₜ) nₜ + zₜ hₜ₋₁ for t = 1 … T, with an update gate z and a candidate n.

    With the three parts of u = W_ih xₜ + b_ih and of v = W_hh hₜ₋₁ + b_hh, in the order r, z, n:
    rₜ = σ(uᵣ + vᵣ), zₜ = σ(u_z + v_z), nₜ = tanh(uₙ + rₜ vₙ). ``gru_cell_backward`` has the
    equations of the way back.

    Shape
    -----
    - x: (N, T, input_size)
    - output y: (N, T, directions · hidden_size), hₜ of the last layer
    - state h: (num_layers · directions, N, hidden_size), at first h₀ (zeros if not given), then h_T
    - weight_ih_l0: (3 · hidden_size, input_size), weight_hh_l0: (3 · hidden_size, hidden_size),
      bias_ih_l0, bias_hh_l0: (3 · hidden_size,); layer k ends in _lk, the way back in time in
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
    >>> gru = GRU(3, 2, num_layers=2, bidirectional=True, rng=0)
    >>> output, state = gru(np.ones((5, 7, 3)))
    >>> output.shape, state.shape
    ((5, 7, 4), (4, 5, 2))
    >>> gru.backward(np.ones((5, 7, 4))).shape
    (5, 7, 3)

    References
    ----------
    Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder for statistical
    machine translation"; the order of the gates and the place of r are those of torch.nn.GRU.
    """

    _gates = 3

    # Both ways are those of gru_cell, step by step. Arrays are (gates, T, N, H), so that a gate at
    # step t is one block; z already holds W_ih xₜ of all steps.

    @np.errstate(over="ignore")
    def _forward_in_time(self, z, state, w_hh, b_ih, b_hh):
        # b_hh waits for r in its third part alone; the rest of it may as well be added now.
        bias = b_ih.copy()
        bias[:2] += b_hh[:2]
        # One block for both: freed in smaller ones, the memory would go back to the system, and
        # getting it anew took a sixth of the time.
        u, v = np.empty((2, *z.shape), z.dtype)
        np.add(z, bias[:, None, None], out=u)
        (r, z, n), v_n = u, v[2]
        h = np.empty((len(n) + 1, *n.shape[1:]), n.dtype)
        h[0] = state[0]
        w_hh_t = w_hh.swapaxes(1, 2)
        for t in range(len(n)):
            np.matmul(h[t], w_hh_t, out=v[:, t])
            v_n[t] += b_hh[2]
            # In place: the scores u turn into r, z and n.
            u[:2, t] += v[:2, t]
            sigmoid_(u[:2, t])
            n[t] += r[t] * v_n[t]
            np.tanh(n[t], out=n[t])
            h[t + 1] = n[t] + z[t] * (h[t] - n[t])
        return h, (h[-1],), (u, v)

    def _backward_in_time(self, grad_h, grad_state, h, kept, w_hh):
        u, v = kept
        (r, z, n), v_n = u, v[2]
        w_r, w_z, w_n = w_hh
        dh = grad_state[0]
        for t in reversed(range(len(n))):
            dh += grad_h[t]
            du_n = dh * (1 - z[t]) * (1 - n[t] ** 2)
            du_z = dh * (h[t] - n[t]) * z[t] * (1 - z[t])
            du_r = du_n * v_n[t] * r[t] * (1 - r[t])
            dv_n = du_n * r[t]
            dh = dh * z[t] + du_r @ w_r + du_z @ w_z + dv_n @ w_n
            # In place: what is no longer needed turns into dL/du and dL/dv.
            r[t], z[t], n[t], v_n[t] = du_r, du_z, du_n, dv_n
        v[:2] = u[:2]
        return u, v, (dh,)
