"""SGD: stochastic gradient descent, the first rule and still a good one."""

import numpy as np

from lib.optim.optimizer import Optimizer, non_negative, yes_or_no


class SGD(Optimizer):
    """Gradient descent: w ← w - η g, with momentum: v ← μ v + g, then w ← w - η v.

    η is ``lr``, μ is ``momentum``, g the gradient (plus λ w with ``weight_decay`` λ). The speed v
    starts as the first gradient. With ``nesterov`` the step looks ahead: w ← w - η (g + μ v).

    Parameters
    ----------
    params : iterable of Parameter
    lr : float
    momentum : float
        0 is plain gradient descent; 0.9 remembers about ten steps.
    weight_decay : float
        Pulls every weight towards 0.
    nesterov : bool
        Needs momentum.

    Raises
    ------
    TypeError, ValueError
        If a number is not finite or below 0, or there is nothing to learn.

    Examples
    --------
    >>> from lib.nn import Parameter
    >>> w = Parameter([1.0])
    >>> optimizer = SGD([w], lr=0.1, momentum=0.5)
    >>> for _ in range(2):
    ...     optimizer.zero_grad()
    ...     w.grad += 2 * w.data          # the slope of w²
    ...     optimizer.step()
    >>> w.data                            # 1 - 0.1 · 2 = 0.8, then 0.8 - 0.1 (0.5 · 2 + 1.6)
    array([0.54])

    References
    ----------
    Robbins, Monro (1951), "A stochastic approximation method"; Polyak (1964), "Some methods of
    speeding up the convergence of iteration methods"; the form with η outside v is PyTorch's.
    """

    def __init__(self, params, lr, momentum=0.0, *, weight_decay=0.0, nesterov=False):
        super().__init__(
            params, lr=lr, momentum=momentum, weight_decay=weight_decay, nesterov=nesterov
        )
        self._speeds = [np.zeros_like(param.data) for param in self.params]

    @property
    def _settings(self):
        return {
            "lr": non_negative,
            "momentum": non_negative,
            "weight_decay": non_negative,
            "nesterov": yes_or_no,
        }

    def _checked(self, settings):
        checked = super()._checked(settings)
        if checked["nesterov"] and checked["momentum"] == 0:
            raise ValueError("nesterov=True needs momentum above 0, such as momentum=0.9.")
        return checked

    def _memory(self):
        return [{"momentum_buffer": v} if self.momentum else {} for v in self._speeds]

    def step(self):
        """Move every parameter against its gradient."""
        for param, v in zip(self.params, self._speeds, strict=True):
            g = param.grad
            if self.weight_decay:
                g = g + self.weight_decay * param.data
            if self.momentum:  # Without it v is g.
                v *= self.momentum
                v += g
                g = g + self.momentum * v if self.nesterov else v
            _walk(param.data, self.lr, g)


def _walk(data, lr, g, numbers=16_384):
    """Do data -= lr · g, some rows at a time, so that lr · g is still in the cache."""
    data, g = np.atleast_1d(data, g)
    rows = max(1, numbers * len(data) // max(1, data.size))
    for start in range(0, len(data), rows):
        block = slice(start, start + rows)
        data[block] -= lr * g[block]
