"""Linear, the weighted sum."""

import numpy as np

from lib.nn._checks import as_floats, float_dtype, positive_int
from lib.nn.module import Module, Parameter


class Linear(Module):
    """Y = X Wᵀ + b, so dL/dW = (dL/dY)ᵀ X, dL/db = Σₙ (dL/dY)ₙ and dL/dX = (dL/dY) W.

    Shape
    -----
    - X: (N, in_features), or (N, …, in_features)
    - Y: (N, out_features), or (N, …, out_features)
    - weight W: (out_features, in_features)
    - bias b: (out_features,)

    Parameters
    ----------
    in_features, out_features : int
    bias : bool
        Without it, ``bias`` is None.
    rng : Generator or int, optional
        Both arrays start uniform in ±1/√in_features, as in PyTorch.
    dtype : dtype
        Of the parameters, and so of X and Y.

    Raises
    ------
    ValueError
        If the last axis of X is not in_features long, or X is one row without a batch axis.
    TypeError
        If dtype is not one of floats, or X has another precision than the parameters.

    Examples
    --------
    >>> layer = Linear(2, 1)
    >>> layer.weight.data[:] = [[0.5, -1.0]]
    >>> layer.bias.data[:] = [0.25]
    >>> layer(np.array([[1.0, 1.0], [2.0, 0.0]]))
    array([[-0.25],
           [ 1.25]])
    >>> layer.backward(np.array([[1.0], [10.0]]))
    array([[  0.5,  -1. ],
           [  5. , -10. ]])
    >>> layer.weight.grad, layer.bias.grad
    (array([[21.,  1.]]), array([11.]))

    References
    ----------
    LeCun, Bottou, Orr, Müller (1998), "Efficient BackProp"; the start is that of torch.nn.Linear.
    """

    def __init__(self, in_features, out_features, bias=True, *, rng=None, dtype=np.float64):
        self.in_features = positive_int(in_features, "in_features")
        self.out_features = positive_int(out_features, "out_features")
        dtype = float_dtype(dtype)
        rng = np.random.default_rng(rng)
        bound = 1 / np.sqrt(in_features)
        weight = rng.uniform(-bound, bound, (out_features, in_features))
        self.weight = Parameter(weight.astype(dtype))
        self.bias = None
        if bias:
            self.bias = Parameter(rng.uniform(-bound, bound, out_features).astype(dtype))

    def forward(self, x):
        """Return X Wᵀ + b."""
        x = as_floats(x, self, self.weight.dtype)
        if x.ndim < 2 or x.shape[-1] != self.in_features:
            advice = " Use x[None, :] for a single row." if x.ndim == 1 else ""
            raise ValueError(
                f"{self!r} got x of shape {x.shape}; expected (N, {self.in_features}).{advice}"
            )
        y = x @ self.weight.data.T
        if self.bias is not None:
            y += self.bias.data
        self._keep(x, out=y)
        return y

    def backward(self, grad_out):
        """Add dL/dW and dL/db to the gradients; return dL/dX."""
        x, grad_out = self._recall(grad_out)
        grad_rows = grad_out.reshape(-1, self.out_features)
        self.weight.add_product(grad_rows.T, x.reshape(-1, self.in_features))
        if self.bias is not None:
            self.bias.grad += grad_rows.sum(axis=0)
        return grad_out @ self.weight.data if self.input_grad else None

    def extra_repr(self):
        """Return the sizes."""
        has_bias = self.bias is not None
        return f"in_features={self.in_features}, out_features={self.out_features}, bias={has_bias}"
