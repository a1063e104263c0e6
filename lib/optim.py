"""Optimizers: from gradients to steps."""

import numpy as np

from lib.nn.module import Module, Parameter


class Optimizer:
    """What all optimizers share: a list of parameters, a learning rate, ``zero_grad``.

    Parameters
    ----------
    params : iterable of Parameter
        As ``model.parameters()`` gives it.
    lr : float
        The learning rate. It may be changed between steps.

    Raises
    ------
    TypeError, ValueError
        If there is nothing to learn, or the rate is not a finite number from 0 up.
    """

    def __init__(self, params, lr):
        if isinstance(params, Module | Parameter):
            raise TypeError("params is one object; expected a list. Use model.parameters().")
        self.params = list(params)
        if not self.params:
            raise ValueError("params is empty. Does the model have parameters to learn?")
        for param in self.params:
            if not isinstance(param, Parameter):
                raise TypeError(
                    f"params contains a {type(param).__name__}; expected Parameter objects. "
                    "Use model.parameters()."
                )
        if len({id(param) for param in self.params}) < len(self.params):
            raise ValueError("params contains a parameter twice; it would be moved twice a step.")
        self.lr = _non_negative(lr, "lr")

    def zero_grad(self):
        """Set the gradient of every parameter to zero."""
        for param in self.params:
            param.zero_grad()

    def step(self):
        """Move every parameter, in place, by what its gradient asks for."""
        raise NotImplementedError(f"{type(self).__name__} has no step() yet.")


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
        super().__init__(params, lr)
        self.momentum = _non_negative(momentum, "momentum")
        self.weight_decay = _non_negative(weight_decay, "weight_decay")
        self.nesterov = bool(nesterov)
        if self.nesterov and self.momentum == 0:
            raise ValueError("nesterov=True needs momentum above 0, such as momentum=0.9.")
        self._speeds = [np.zeros_like(param.data) for param in self.params]

    def step(self):
        """Move every parameter against its gradient."""
        for param, v in zip(self.params, self._speeds, strict=True):
            g = param.grad
            if self.weight_decay:
                g = g + self.weight_decay * param.data
            v *= self.momentum
            v += g
            param.data -= self.lr * (g + self.momentum * v if self.nesterov else v)

    def __repr__(self):
        return (
            f"SGD(lr={self.lr:g}, momentum={self.momentum:g}, "
            f"weight_decay={self.weight_decay:g}, nesterov={self.nesterov})"
        )


def _non_negative(value, name):
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        raise TypeError(f"{name} is {value!r}; expected a number.")
    if not (np.isfinite(value) and value >= 0):
        raise ValueError(f"{name} is {value}; expected a finite number, 0 or more.")
    return float(value)
