"""RMSprop: each number's gradient, divided by its usual size."""

import numpy as np

from lib.optim.flat import FlatOptimizer
from lib.optim.optimizer import below_one, non_negative, yes_or_no


class RMSprop(FlatOptimizer):
    """Divide the gradient by the root of the mean of its past squares.

    For each number w with its gradient g (plus λ w with ``weight_decay`` λ)::

        v ← α v + (1 - α) g²
        w ← w - η g / (√v + ε)

    With ``centered``, v - ḡ² takes the place of v, where ḡ ← α ḡ + (1 - α) g: the spread of the
    gradients instead of their size. With ``momentum`` μ the quotient q is collected in a speed,
    u ← μ u + q, and w ← w - η u.

    Parameters
    ----------
    params : iterable of Parameter
    lr : float
        η.
    alpha : float
        α, how much of the past is kept: 0.99 is about a hundred steps.
    eps : float
        ε, against a division by zero.
    weight_decay, momentum : float
    centered : bool

    Raises
    ------
    TypeError, ValueError
        If a number is not finite or below 0, α is not below 1, or there is nothing to learn.

    Examples
    --------
    >>> from lib.nn import Parameter
    >>> w = Parameter([1.0, 1.0])
    >>> optimizer = RMSprop([w], lr=0.1, alpha=0.75)
    >>> w.grad[:] = [2.0, -0.002]
    >>> optimizer.step()                  # g / √(¼ g²) = ±2
    >>> w.data.round(4)
    array([0.8, 1.2])

    References
    ----------
    Tieleman, Hinton (2012), "Lecture 6.5: rmsprop"; Graves (2013), "Generating sequences with
    recurrent neural networks", equations 38 to 45, for the centered form.
    """

    _names = ("square_avg", "grad_avg", "momentum_buffer")

    def __init__(
        self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, centered=False
    ):
        super().__init__(
            params,
            lr=lr,
            alpha=alpha,
            eps=eps,
            weight_decay=weight_decay,
            momentum=momentum,
            centered=centered,
        )

    @property
    def _settings(self):
        return {
            "lr": non_negative,
            "alpha": below_one,
            "eps": non_negative,
            "weight_decay": non_negative,
            "momentum": non_negative,
            "centered": yes_or_no,
        }

    def _names_in_use(self):
        used = {"square_avg": True, "grad_avg": self.centered, "momentum_buffer": self.momentum}
        return [name for name in self._names if used[name]]

    def _before(self, w, g):
        if self.weight_decay:
            g += self.weight_decay * w.reshape(-1)

    def _update(self, g, v, g_mean, u):
        v *= self.alpha
        v += (1 - self.alpha) * (g * g)
        spread = v
        if self.centered:
            g_mean *= self.alpha
            g_mean += (1 - self.alpha) * g
            # The difference is never negative but by rounding, where all gradients were equal.
            spread = np.maximum(v - g_mean * g_mean, 0)
        g /= np.sqrt(spread) + self.eps
        if self.momentum:
            u *= self.momentum
            u += g
            g[...] = u
        g *= self.lr
