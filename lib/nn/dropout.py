"""Dropout: units that stay away at random, so that no other comes to lean on them."""

import numpy as np

from lib.nn._checks import as_batch, probability
from lib.nn.module import Module


class Dropout(Module):
    """y = m x with random m: 0 with probability p, else 1 / (1 - p). So dL/dx = m dL/dy.

    The survivors are scaled up, so that the expected value of y is x. Nothing is left to be done
    in evaluation mode, where y = x.

    Shape
    -----
    (N, …) → (N, …)

    Parameters
    ----------
    p : float
        The probability that a number is dropped, not that it is kept.
    rng : Generator or int, optional
        Draws m, anew for every batch.

    Raises
    ------
    TypeError, ValueError
        If p is not a number from 0 to 1.

    Examples
    --------
    >>> dropout = Dropout(0.5, rng=1)
    >>> dropout(np.array([[1.0, 2.0, 3.0, 4.0]]))
    array([[0., 4., 6., 8.]])
    >>> dropout.backward(np.ones((1, 4)))
    array([[0., 2., 2., 2.]])
    >>> dropout.eval()(np.array([[1.0, 2.0, 3.0, 4.0]]))
    array([[1., 2., 3., 4.]])

    References
    ----------
    Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov (2014), "Dropout: a simple way to
    prevent neural networks from overfitting", section 10 for the scaling while training.
    """

    def __init__(self, p=0.5, *, rng=None):
        self.p = probability(p, "p")
        self.rng = np.random.default_rng(rng)

    def forward(self, x):
        """Return m x in training mode, else x."""
        x = as_batch(x, "Dropout")
        if not self.training or self.p == 0:
            self._keep(None, out=x)
            return x
        kept = self.rng.random(x.shape, dtype=np.float32) >= self.p
        scale = 1 / (1 - self.p) if self.p < 1 else 0  # With p = 1 there is no survivor.
        m = np.multiply(kept, scale, out=np.empty_like(x))
        y = m * x
        self._keep(m, out=y)
        return y

    def backward(self, grad_out):
        """Return m dL/dy, with the m of the forward pass."""
        m, grad_out = self._recall(grad_out)
        return grad_out if m is None else m * grad_out

    def extra_repr(self):
        """Return the probability."""
        return f"p={self.p:g}"
