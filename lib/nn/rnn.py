"""RNN: the plain recurrent layer, one step of it as a pair of functions, and all steps fast."""

import numpy as np

from lib.nn import functional as F
from lib.nn.recurrent import Recurrent


def rnn_cell(x, h, weights, nonlinearity="tanh"):
    """Return one step, hₜ = f(W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh), and what its way back needs.

    Shape
    -----
    - x: (N, D), h and the result: (N, H)
    - weights: (W_ih (H, D), W_hh (H, H), b_ih (H,), b_hh (H,))

    Examples
    --------
    >>> weights = np.array([[2.0]]), np.array([[-1.0]]), np.zeros(1), np.zeros(1)
    >>> h, kept = rnn_cell(np.array([[1.0]]), np.array([[0.5]]), weights, "relu")
    >>> h
    array([[1.5]])

    References
    ----------
    Elman (1990), "Finding structure in time".
    """
    w_ih, w_hh, b_ih, b_hh = weights
    z = x @ w_ih.T + b_ih + h @ w_hh.T + b_hh
    h_new = F.tanh(z) if nonlinearity == "tanh" else F.relu(z)
    return h_new, (x, h, h_new)


def rnn_cell_backward(grad_h_new, kept, weights, nonlinearity="tanh"):
    """Return dL/dxₜ, dL/dhₜ₋₁ and the step's share of the weights' gradients, from dL/dhₜ.

    dL/dz = dL/dhₜ · f′(z), where f′ = 1 - hₜ² for tanh and 1 or 0 for relu; the rest is that of
    a Linear layer with two inputs.

    Examples
    --------
    >>> weights = np.array([[2.0]]), np.array([[-1.0]]), np.zeros(1), np.zeros(1)
    >>> h, kept = rnn_cell(np.array([[1.0]]), np.array([[0.5]]), weights, "relu")
    >>> grad_x, grad_h, grad_weights = rnn_cell_backward(np.ones((1, 1)), kept, weights, "relu")
    >>> grad_x, grad_h
    (array([[2.]]), array([[-1.]]))

    References
    ----------
    Werbos (1990), "Backpropagation through time: what it does and how to do it".
    """
    w_ih, w_hh, _, _ = weights
    x, h, h_new = kept
    grad_z = grad_h_new * _slope(h_new, nonlinearity)
    grad_b = grad_z.sum(axis=0)
    return grad_z @ w_ih, grad_z @ w_hh, (grad_z.T @ x, grad_z.T @ h, grad_b, grad_b)


def _slope(h, nonlinearity):
    """Return f′ where f gave h."""
    return 1 - h**2 if nonlinearity == "tanh" else (h > 0).astype(h.dtype)


class RNN(Recurrent):
    """hₜ = f(W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh) for t = 1 … T, with one W_ih and W_hh for all t.

    On the way back dL/dhₜ has two parts, from the output at t and from step t + 1:
    dL/dzₜ = (dL/dyₜ + W_hhᵀ dL/dzₜ₊₁) · f′(zₜ). The weights' gradients are sums over t.

    Shape
    -----
    - x: (N, T, input_size)
    - output y: (N, T, directions · hidden_size), hₜ of the last layer
    - state h: (num_layers · directions, N, hidden_size), at first h₀ (zeros if not given), then h_T
    - weight_ih_l0: (hidden_size, input_size), weight_hh_l0: (hidden_size, hidden_size),
      bias_ih_l0, bias_hh_l0: (hidden_size,); layer k ends in _lk, its way back in time in _reverse

    Parameters
    ----------
    input_size, hidden_size : int
    num_layers : int
        Each further layer reads the output of the one below.
    nonlinearity : "tanh" or "relu"
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
    >>> rnn = RNN(1, 1, nonlinearity="relu")
    >>> rnn.load_state_dict({"weight_ih_l0": [[1.0]], "weight_hh_l0": [[0.5]],
    ...                      "bias_ih_l0": [0.0], "bias_hh_l0": [0.0]})
    IncompatibleKeys(missing_keys=[], unexpected_keys=[])
    >>> output, state = rnn(np.array([[[8.0], [0.0], [0.0]]]))
    >>> output.ravel(), state
    (array([8., 4., 2.]), array([[[2.]]]))
    >>> rnn.backward(np.array([[[0.0], [0.0], [1.0]]])).ravel()
    array([0.25, 0.5 , 1.  ])
    >>> rnn.grad_state
    array([[[0.125]]])

    References
    ----------
    Elman (1990), "Finding structure in time"; Werbos (1990), "Backpropagation through time: what
    it does and how to do it"; Schuster, Paliwal (1997), "Bidirectional recurrent neural networks".
    """

    def __init__(
        self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", bias=True, **others
    ):
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"nonlinearity is {nonlinearity!r}; expected 'tanh' or 'relu'.")
        self.nonlinearity = nonlinearity
        super().__init__(input_size, hidden_size, num_layers, bias, **others)

    # Both ways are those of rnn_cell, step by step; z already holds W_ih xₜ of all steps.

    def _forward_in_time(self, z, state, w_hh, b_ih, b_hh):
        f = np.tanh if self.nonlinearity == "tanh" else lambda z, out: np.maximum(z, 0, out=out)
        (z,), (w_hh,) = z, w_hh
        h = np.empty((len(z) + 1, *z.shape[1:]), z.dtype)
        h[0] = state[0]
        z += b_ih + b_hh
        for t in range(len(z)):
            z[t] += h[t] @ w_hh.T
            f(z[t], out=h[t + 1])
        return h, (h[-1],), None

    def _backward_in_time(self, grad_h, grad_state, h, kept, w_hh):
        (w_hh,) = w_hh
        # f′ for all steps at once: it depends on h alone, which is known.
        dz = _slope(h[1:], self.nonlinearity)
        dh = grad_state[0]
        for t in reversed(range(len(dz))):
            dz[t] *= grad_h[t] + dh
            dh = dz[t] @ w_hh
        return dz, dz, (dh,)
