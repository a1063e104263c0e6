"""Adam and AdamW: momentum, and for each number a rate of its own."""

import numpy as np

from lib.optim.flat import FlatOptimizer
from lib.optim.optimizer import below_one, non_negative


class Adam(FlatOptimizer):
    """Adam: the mean of past gradients, divided by the root of the mean of their squares.

    At step t, for each number w with its gradient g (plus λ w with ``weight_decay`` λ)::

        m ← β₁ m + (1 - β₁) g            m̂ = m / (1 - β₁ᵗ)
        v ← β₂ v + (1 - β₂) g²           v̂ = v / (1 - β₂ᵗ)
        w ← w - η m̂ / (√v̂ + ε)

    The quotient is near ±1 where gradients agree and near 0 where they contradict each other, so a
    step is at most about η long, whatever the size of the gradients. m and v start at 0; the
    second column makes up for that: after one step, m̂ = g and v̂ = g².

    Parameters
    ----------
    params : iterable of Parameter
    lr : float
        η.
    betas : pair of floats
        β₁ and β₂, how much of the past is kept: 0.9 is about ten steps, 0.999 a thousand.
    eps : float
        ε, against a division by zero.
    weight_decay : float
        λ. It is divided by √v̂ like the gradient; AdamW decays every weight alike.

    Raises
    ------
    TypeError, ValueError
        If a number is not finite or below 0, a β is not below 1, or there is nothing to learn.

    Examples
    --------
    >>> from lib.nn import Parameter
    >>> w = Parameter([1.0, 1.0])
    >>> optimizer = Adam([w], lr=0.1)
    >>> w.grad[:] = [2.0, -0.002]
    >>> optimizer.step()                  # As far for a small gradient as for a large one.
    >>> w.data.round(4)
    array([0.9, 1.1])

    References
    ----------
    Kingma, Ba (2015), "Adam: a method for stochastic optimization", algorithm 1.
    """

    _names = ("exp_avg", "exp_avg_sq")

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        super().__init__(params, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)

    @property
    def _settings(self):
        return {
            "lr": non_negative,
            "betas": _two_betas,
            "eps": non_negative,
            "weight_decay": non_negative,
        }

    def _before(self, w, g):
        if self.weight_decay:
            g += self.weight_decay * w.reshape(-1)

    def _update(self, g, m, v):
        beta1, beta2 = self.betas
        m *= beta1
        m += (1 - beta1) * g
        v *= beta2
        v += (1 - beta2) * np.square(g, out=g)
        # m̂ / (√v̂ + ε), with both corrections taken out of the long vectors.
        root = np.sqrt(v)
        root /= np.sqrt(1 - beta2**self.steps)
        root += self.eps
        np.divide(m, root, out=g)
        g *= self.lr / (1 - beta1**self.steps)


class AdamW(Adam):
    """Adam with weight decay of its own: first w ← w - η λ w, then Adam's step without λ.

    In Adam, λ w is divided by √v̂ with the rest of the gradient, so that weights with large
    gradients hardly decay. Here every weight shrinks by the same factor.

    The parameters are those of Adam; ``weight_decay`` λ is 0.01 if not given.

    Examples
    --------
    >>> from lib.nn import Parameter
    >>> w = Parameter([1.0])
    >>> AdamW([w], lr=0.1, weight_decay=0.5).step()
    >>> w.data
    array([0.95])

    References
    ----------
    Loshchilov, Hutter (2019), "Decoupled weight decay regularization", algorithm 2; the η before λ
    is PyTorch's.
    """

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2):
        super().__init__(params, lr, betas, eps, weight_decay)

    def _before(self, w, g):
        if self.weight_decay:
            w *= 1 - self.lr * self.weight_decay


def _two_betas(value, name):
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise TypeError(f"{name} is {value!r}; expected a pair such as (0.9, 0.999).")
    return below_one(value[0], f"{name}[0]"), below_one(value[1], f"{name}[1]")
