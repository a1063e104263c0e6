"""Flatten, which turns pictures into rows."""

import numpy as np

from lib.nn._checks import as_floats
from lib.nn.module import Module


class Flatten(Module):
    """Lay each example out as one row of numbers; the gradient is folded back.

    Shape
    -----
    (N, d₁, d₂, …) → (N, d₁ · d₂ · …)

    Examples
    --------
    >>> Flatten()(np.zeros((5, 8, 8))).shape
    (5, 64)
    """

    def forward(self, x):
        """Return one row an example."""
        x = as_floats(x, "Flatten")
        if x.ndim < 2:
            raise ValueError(f"Flatten got x of shape {x.shape}; expected (N, d₁, …).")
        n, d = len(x), int(np.prod(x.shape[1:]))
        if x.strides[0] < x.strides[-1]:
            # Out of a Conv2d the batch runs fastest in memory. The rows are the same if it still
            # does afterwards, and whole runs of numbers are copied instead of one at a time.
            y = np.moveaxis(x, 0, -1).reshape(d, n).T
        else:
            y = x.reshape(n, d)
        self._keep(x.shape, out=y)
        return y

    def backward(self, grad_out):
        """Return the gradient in the shape of x."""
        shape, grad_out = self._recall(grad_out)
        return grad_out.reshape(shape)
