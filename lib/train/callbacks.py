"""Callbacks: what happens between the steps of a training, such as stopping it early."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from lib.nn._checks import positive_int
from lib.optim.optimizer import non_negative

from .history import History

_HOOKS = ("on_train_begin", "on_batch_end", "on_epoch_end", "on_train_end")


@dataclass
class Training:
    """A training while it goes on: what callbacks see, and where they can stop it.

    Attributes
    ----------
    model, loss, optimizer, schedule
        As given to ``fit``.
    train, dev : DataLoader
        The data; ``dev`` may be None.
    epochs : int
        The last epoch, if nobody stops before.
    history : History
        A row for each finished epoch.
    epoch, step : int
        The epoch that goes on or was just finished, and the steps made so far.
    cost : float
        Of the last mini-batch.
    broken_off : bool
        Whether the epoch was stopped before its last mini-batch.
    others : dict
        Further things that a checkpoint keeps, by name.
    """

    model: object
    loss: object
    optimizer: object
    train: object
    dev: object = None
    schedule: object = None
    history: History = field(default_factory=History)
    epochs: int = 1
    epoch: int = 0
    step: int = 0
    cost: float = math.nan
    broken_off: bool = False
    others: dict = field(default_factory=dict)

    def stop(self, why: str) -> None:
        """End the training after this mini-batch; ``history.stopped`` will say why.

        A training that is resumed goes on after such a stop, from the last whole epoch; only that
        of EarlyStopping is final.
        """
        if self.history.stopped is None:
            self.history.stopped = f"after epoch {self.epoch}: {why}"

    def parts(self) -> dict:
        """Return everything that decides how the training goes on, by name."""
        parts = {
            "model": self.model,
            "optimizer": self.optimizer,
            "schedule": self.schedule,
            "history": self.history,
            "train": self.train,
            "dev": self.dev,
            **self.others,
        }
        return {name: part for name, part in parts.items() if part is not None}


class Callback:
    """What ``fit`` calls between its steps. A subclass fills in what it needs.

    Any object with at least one of these methods will do, or a function of (model, history), which
    is called after each epoch. A callback that has ``state_dict()`` and ``load_state_dict(state)``
    is part of a checkpoint.

    Examples
    --------
    Stop when the time is over, not when the epochs are:

    >>> from time import perf_counter
    >>> class TimeLimit(Callback):
    ...     def __init__(self, seconds):
    ...         self.seconds = seconds
    ...     def on_train_begin(self, training):
    ...         self.start = perf_counter()
    ...     def on_batch_end(self, training):
    ...         if perf_counter() - self.start > self.seconds:
    ...             training.stop("the time is over")
    >>> import numpy as np
    >>> from lib import nn, optim
    >>> from lib.train import fit
    >>> model = nn.Linear(1, 1, rng=0)
    >>> data = np.ones((8, 1)), np.ones((8, 1))
    >>> sgd = optim.SGD(model.parameters(), lr=0.1)
    >>> history = fit(model, nn.MSELoss(), sgd, data, epochs=1000, callbacks=[TimeLimit(0)])
    >>> history.stopped
    'after epoch 1: the time is over'
    """

    def on_train_begin(self, training: Training) -> None:
        """Before the first step."""

    def on_batch_end(self, training: Training) -> None:
        """After each step; ``training.cost`` is that of the mini-batch."""

    def on_epoch_end(self, training: Training) -> None:
        """After each epoch, when its row stands in ``training.history``."""

    def on_train_end(self, training: Training) -> None:
        """After the last step, unless an error ended the training."""


class EarlyStopping(Callback):
    """Stop when the dev data have not got better for a while; keep the model of the best epoch.

    Parameters
    ----------
    monitor : str
        The column of the history to watch.
    patience : int
        How many epochs in a row may pass without a new best.
    min_delta : float
        An epoch is a new best if it is better than the last best by more than this.
    mode : "min" or "max"
        Whether a low value is good, as of a cost, or a high one, as of an accuracy.
    restore_best : bool
        Whether at the end of the training, stopped or not, the model gets the parameters of the
        best epoch.

    Attributes
    ----------
    best, best_epoch
        The best value so far, and its epoch.

    Raises
    ------
    TypeError, ValueError
        If patience is not a whole number of at least 1, min_delta not a number from 0 up, or mode
        neither of the two.

    Examples
    --------
    >>> from lib import nn, optim
    >>> from lib.data import DataLoader, make_moons
    >>> from lib.train import fit
    >>> few, many = make_moons(20, noise=0.3, rng=0), make_moons(200, noise=0.3, rng=1)
    >>> model = nn.Sequential(nn.Linear(2, 50, rng=0), nn.Tanh(), nn.Linear(50, 1, rng=1))
    >>> history = fit(model, nn.BCEWithLogitsLoss(), optim.Adam(model.parameters(), lr=0.05),
    ...               (few.X, few.y[:, None]), dev=(many.X, many.y[:, None]), epochs=500,
    ...               early_stopping=EarlyStopping(patience=20))
    >>> len(history.epochs) < 500, len(history.epochs) - history.best_epoch
    (True, 20)

    References
    ----------
    Prechelt (1998), "Early stopping - but when?", the third of its criteria.
    """

    def __init__(
        self,
        monitor: str = "dev_cost",
        patience: int = 10,
        *,
        min_delta: float = 0.0,
        mode: str = "min",
        restore_best: bool = True,
    ):
        self.monitor = str(monitor)
        self.patience = positive_int(patience, "patience")
        self.min_delta = non_negative(min_delta, "min_delta")
        if mode not in ("min", "max"):
            raise ValueError(f'mode is {mode!r}; expected "min" or "max".')
        self.mode = mode
        self.restore_best = bool(restore_best)
        self._forget()

    def _forget(self) -> None:
        self.best, self.best_epoch, self._parameters = None, None, None

    def on_train_begin(self, training: Training) -> None:
        """Forget the training before this one."""
        self._forget()

    def on_epoch_end(self, training: Training) -> None:
        """Keep a new best; stop after ``patience`` epochs without one."""
        value = float(training.history[self.monitor][-1])
        if self._is_better(value):
            self.best, self.best_epoch = value, training.epoch
            training.history.best_epoch = training.epoch
            if self.restore_best:
                self._parameters = training.model.state_dict()
        self.judge(training)

    def judge(self, training: Training) -> None:
        """Stop the training if there was no new best for too long."""
        if training.epoch - (self.best_epoch or 0) >= self.patience:
            best = "has never been a number"
            if self.best is not None:
                best = f"was best in epoch {self.best_epoch} ({self.best:.4g})"
            training.stop(f"{self.monitor} {best}")

    def on_train_end(self, training: Training) -> None:
        """Give the model the parameters of the best epoch."""
        if self._parameters is not None:
            training.model.load_state_dict(self._parameters)

    def state_dict(self) -> dict:
        """Return the best value, its epoch, and its parameters."""
        return {"best": self.best, "epoch": self.best_epoch, "parameters": self._parameters}

    def load_state_dict(self, state: dict) -> None:
        """Go on where ``state_dict`` was taken."""
        if state.keys() != self.state_dict().keys():
            raise ValueError(f"the state of EarlyStopping has {sorted(state)}.")
        self.best, self.best_epoch = state["best"], state["epoch"]
        self._parameters = state["parameters"]

    def _is_better(self, value: float) -> bool:
        if self.best is None:
            return not math.isnan(value)
        gain = self.best - value if self.mode == "min" else value - self.best
        return gain > self.min_delta


class _AfterEachEpoch(Callback):
    """A function (model, history) as a callback."""

    def __init__(self, function):
        self._function = function

    def on_epoch_end(self, training: Training) -> None:
        self._function(training.model, training.history)


def as_callbacks(callbacks: Iterable) -> list:
    """Return objects with hooks; a function becomes one.

    Raises
    ------
    TypeError
        If something is neither.
    """
    adapted = []
    for callback in callbacks:
        if isinstance(callback, type):
            raise TypeError(f"got the class {callback.__name__}, expected {callback.__name__}(…)")
        if any(callable(getattr(callback, hook, None)) for hook in _HOOKS):
            adapted.append(callback)
        elif callable(callback):
            adapted.append(_AfterEachEpoch(callback))
        else:
            raise TypeError(
                f"got the callback {callback!r}, expected a function (model, history) or an object "
                f"with one of the methods {', '.join(_HOOKS)}"
            )
    return adapted


def call(callbacks: Iterable, hook: str, training: Training) -> None:
    """Call a hook of each callback that has it."""
    for callback in callbacks:
        method = getattr(callback, hook, None)
        if method is not None:
            method(training)
