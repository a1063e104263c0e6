"""Schedules: a learning rate that is large while there is far to go, and small near the end.

Each holds an optimizer, and sets its rate to a formula of the number of epochs that are done::

    for epoch in range(epochs):
        …                   # The mini-batches, each with optimizer.step().
        schedule.step()     # After each epoch.
"""

import math

from lib.nn._checks import positive_int
from lib.optim import Optimizer
from lib.optim.optimizer import non_negative


class Schedule:
    """What all schedules share: the first rate η₀, the count of epochs, and their state.

    A subclass gives ηₜ in ``lr_at(t)`` and lists its own settings in ``_settings``.

    Parameters
    ----------
    optimizer : Optimizer
        Its rate is η₀.

    Attributes
    ----------
    last_epoch : int
        How many epochs are done: t.
    """

    _settings = ()

    def __init__(self, optimizer):
        if not isinstance(optimizer, Optimizer):
            raise TypeError(f"a schedule needs an optimizer; got a {type(optimizer).__name__}.")
        self.optimizer = optimizer
        self.base_lr = optimizer.lr
        self.last_epoch = 0

    def lr_at(self, epoch):
        """Return the rate after so many epochs."""
        raise NotImplementedError(f"{type(self).__name__} has no lr_at() yet.")

    def step(self):
        """Count an epoch, and set the rate for the next."""
        self.last_epoch += 1
        self.optimizer.lr = self.lr_at(self.last_epoch)

    def state_dict(self):
        """Return the settings and the count, as plain numbers."""
        names = (*self._settings, "base_lr", "last_epoch")
        return {name: getattr(self, name) for name in names}

    def load_state_dict(self, state):
        """Go on where ``state_dict`` was taken; the optimizer's rate is set to that place.

        Raises
        ------
        ValueError
            If the names are not those of this schedule. Nothing is changed then.
        """
        own = self.state_dict()
        if state.keys() != own.keys():
            raise ValueError(
                f"cannot load this state into {type(self).__name__}: it has {sorted(state)}; "
                f"expected {sorted(own)}."
            )
        vars(self).update(state)
        self.optimizer.lr = self.lr_at(self.last_epoch)

    def __repr__(self):
        settings = ", ".join(f"{name}={getattr(self, name):g}" for name in self._settings)
        return f"{type(self).__name__}({settings}, epoch {self.last_epoch})"


class StepLR(Schedule):
    """ηₜ = η₀ γᵏ with k = ⌊t / s⌋: the same for s epochs, then γ times that.

    Parameters
    ----------
    optimizer : Optimizer
    step_size : int
        s.
    gamma : float
        γ.

    Raises
    ------
    TypeError, ValueError
        If s is not a whole number of at least 1, or γ is not a finite number from 0 up.

    Examples
    --------
    >>> from lib.nn import Parameter
    >>> from lib.optim import SGD
    >>> optimizer = SGD([Parameter([0.0])], lr=0.8)
    >>> schedule = StepLR(optimizer, step_size=2, gamma=0.5)
    >>> for epoch in range(4):
    ...     print(optimizer.lr)
    ...     schedule.step()
    0.8
    0.8
    0.4
    0.4

    References
    ----------
    torch.optim.lr_scheduler.StepLR.
    """

    _settings = ("step_size", "gamma")

    def __init__(self, optimizer, step_size, gamma=0.1):
        super().__init__(optimizer)
        self.step_size = positive_int(step_size, "step_size")
        self.gamma = non_negative(gamma, "gamma")

    def lr_at(self, epoch):
        """Return η₀ γᵏ."""
        return self.base_lr * self.gamma ** (epoch // self.step_size)


class ExponentialLR(Schedule):
    """ηₜ = η₀ γᵗ: γ times the rate of the epoch before.

    Parameters
    ----------
    optimizer : Optimizer
    gamma : float
        γ, such as 0.95.

    Raises
    ------
    TypeError, ValueError
        If γ is not a finite number from 0 up.

    Examples
    --------
    >>> from lib.nn import Parameter
    >>> from lib.optim import SGD
    >>> schedule = ExponentialLR(SGD([Parameter([0.0])], lr=0.8), gamma=0.5)
    >>> [schedule.lr_at(epoch) for epoch in range(4)]
    [0.8, 0.4, 0.2, 0.1]

    References
    ----------
    torch.optim.lr_scheduler.ExponentialLR.
    """

    _settings = ("gamma",)

    def __init__(self, optimizer, gamma):
        super().__init__(optimizer)
        self.gamma = non_negative(gamma, "gamma")

    def lr_at(self, epoch):
        """Return η₀ γᵗ."""
        return self.base_lr * self.gamma**epoch


class InverseTimeLR(Schedule):
    """ηₜ = η₀ / (1 + d t): half the rate after 1/d epochs, a third after 2/d.

    Parameters
    ----------
    optimizer : Optimizer
    decay : float
        d.

    Raises
    ------
    TypeError, ValueError
        If d is not a finite number from 0 up.

    Examples
    --------
    >>> from lib.nn import Parameter
    >>> from lib.optim import SGD
    >>> schedule = InverseTimeLR(SGD([Parameter([0.0])], lr=0.6), decay=1)
    >>> [round(schedule.lr_at(epoch), 4) for epoch in range(4)]
    [0.6, 0.3, 0.2, 0.15]

    References
    ----------
    Robbins, Monro (1951), "A stochastic approximation method": such steps go far enough, and calm
    down.
    """

    _settings = ("decay",)

    def __init__(self, optimizer, decay):
        super().__init__(optimizer)
        self.decay = non_negative(decay, "decay")

    def lr_at(self, epoch):
        """Return η₀ / (1 + d t)."""
        return self.base_lr / (1 + self.decay * epoch)


class CosineAnnealingLR(Schedule):
    """ηₜ = η_min + ½ (η₀ - η_min) (1 + cos(π t / T)): slowly at first, slowly at the end.

    After T epochs the rate rises again, as the cosine does.

    Parameters
    ----------
    optimizer : Optimizer
    T_max : int
        T, the number of epochs from η₀ to η_min.
    eta_min : float
        η_min.

    Raises
    ------
    TypeError, ValueError
        If T is not a whole number of at least 1, or η_min is not a finite number from 0 up.

    Examples
    --------
    >>> from lib.nn import Parameter
    >>> from lib.optim import SGD
    >>> schedule = CosineAnnealingLR(SGD([Parameter([0.0])], lr=0.8), T_max=4)
    >>> [round(schedule.lr_at(epoch), 4) for epoch in range(5)]
    [0.8, 0.6828, 0.4, 0.1172, 0.0]

    References
    ----------
    Loshchilov, Hutter (2017), "SGDR: stochastic gradient descent with warm restarts", equation 5,
    without the restarts.
    """

    _settings = ("T_max", "eta_min")

    def __init__(self, optimizer, T_max, eta_min=0.0):
        super().__init__(optimizer)
        self.T_max = positive_int(T_max, "T_max")
        self.eta_min = non_negative(eta_min, "eta_min")

    def lr_at(self, epoch):
        """Return η_min + ½ (η₀ - η_min) (1 + cos(π t / T))."""
        share = (1 + math.cos(math.pi * epoch / self.T_max)) / 2
        return self.eta_min + (self.base_lr - self.eta_min) * share
