"""Guard: stop a training at the first number that is none, before it spoils the parameters."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

_BY_DATA = "It is in the data: look for missing values, and for features that were divided by 0."
_BY_LOSS = (
    "The outputs are fine, so the loss took the logarithm of 0 or overflowed: use the loss that "
    "takes scores (…WithLogits, CrossEntropyLoss), and scale the targets."
)
_BY_RATE = (
    "The usual cause is a learning rate that is too large{lr}: divide it by 10. If that does not "
    "help, scale the inputs, start with smaller weights, or clip the gradient."
)
# A copy of all parameters after every step would cost as much as the look at their gradients.
_STEPS_BETWEEN_COPIES = 16


class Guard:
    """Watch the arrays of one training.

    Cost and gradients are looked at in every step, before the parameters are changed. The
    parameters themselves are looked at, and copied, every 16 steps and at the end of an epoch: a
    step from good parameters along a good gradient hardly ever ends in nan, and if it does, the
    next costs and gradients mostly show it first.

    Parameters
    ----------
    model : Module
    optimizer : Optimizer
        Its learning rate is named in the advice.
    steps_before : int
        How many steps were made before this training goes on.
    """

    def __init__(self, model, optimizer, steps_before: int = 0):
        self._parameters = list(model.named_parameters())
        self._optimizer = optimizer
        self._copies = [p.data.copy() for _, p in self._parameters]
        self._steps = self._copied_at = self._first_step = steps_before
        self.check_parameters("before the first step")

    def check_cost(self, cost: float, X, y, outputs, when: str) -> None:
        """Raise FloatingPointError if the cost is not a number; name where that began."""
        if math.isfinite(cost):
            return
        data = [("the input X", X), ("the target y", y)]
        self._stop_at_first_bad(data, when, _BY_DATA)
        self.check_parameters(when)
        outputs = np.asarray(outputs)
        self._stop_at_first_bad([("the output of the model", outputs)], when, self._rate_advice())
        largest = np.abs(outputs).max()
        # Finite, but its square or a sum of squares is not.
        if largest > np.finfo(np.result_type(outputs, np.float32)).max ** 0.25:
            raise FloatingPointError(
                f"training stopped {when}: the cost is {cost}, since the output of the model has "
                f"grown to {largest:.2g}. {self._rate_advice()}"
            )
        raise FloatingPointError(f"training stopped {when}: the cost is {cost}. {_BY_LOSS}")

    def check_gradients(self, when: str) -> None:
        """Raise FloatingPointError if a gradient holds nan or inf; nothing was changed yet."""
        gradients = ((f"the gradient of {name}", p.grad) for name, p in self._parameters)
        self._stop_at_first_bad(gradients, when, self._rate_advice())

    def count_step(self, when: str) -> None:
        """Count a step; from time to time, look at the parameters."""
        self._steps += 1
        if self._steps - self._copied_at >= _STEPS_BETWEEN_COPIES:
            self.check_parameters(when)

    @np.errstate(over="ignore")
    def check_parameters(self, when: str) -> None:
        """Raise FloatingPointError if a parameter is nan or inf, after putting back all of them."""
        bad = _first_bad((f"the parameter {name}", p.data) for name, p in self._parameters)
        if bad is None:
            for copy, (_, p) in zip(self._copies, self._parameters, strict=True):
                np.copyto(copy, p.data)
            self._copied_at = self._steps
            return
        for copy, (_, p) in zip(self._copies, self._parameters, strict=True):
            np.copyto(p.data, copy)
        kept = f"The parameters are those after step {self._copied_at}."
        if self._steps == self._first_step:
            kept = "It was so from the start."
        raise FloatingPointError(f"training stopped {when}: {bad}. {kept} {self._rate_advice()}")

    def _stop_at_first_bad(self, arrays, when: str, advice: str) -> None:
        bad = _first_bad(arrays)
        if bad is None:
            return
        # Bad parameters make bad gradients: then they come first, and are put back.
        self.check_parameters(when)
        kept = "The parameters are those from before this step."
        raise FloatingPointError(f"training stopped {when}: {bad}. {kept} {advice}")

    def _rate_advice(self) -> str:
        lr = getattr(self._optimizer, "lr", None)
        return _BY_RATE.format(lr="" if lr is None else f" (it is {lr:g})")


def _first_bad(arrays: Iterable[tuple[str, object]]) -> str | None:
    """Say which array is the first with nan or inf, and where; None if there is none."""
    for name, values in arrays:
        values = np.asarray(values)
        if values.dtype.kind != "f" or _surely_finite(values):
            continue
        bad = ~np.isfinite(values)
        if bad.any():
            first = tuple(int(i) for i in np.argwhere(bad)[0])
            where = f" (first at {list(first)}: {values[first]})" if first else ""
            return (
                f"{name}, shape {values.shape}, is the first array with nan or inf, in "
                f"{bad.sum()} of {bad.size} entries{where}"
            )
    return None


def _surely_finite(values: np.ndarray) -> bool:
    """Tell whether the sum of squares is finite: then all terms are, and no look at each is needed.

    BLAS computes it in half the time of a sum. It may overflow where all numbers are good.
    """
    row = values.ravel(order="K")
    return math.isfinite(row @ row)
