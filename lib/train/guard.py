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


class Guard:
    """Watch the arrays of one training.

    Parameters
    ----------
    model : Module
    optimizer : Optimizer
        Its learning rate is named in the advice.
    """

    def __init__(self, model, optimizer):
        self._parameters = list(model.named_parameters())
        self._before = [p.data.copy() for _, p in self._parameters]
        self._optimizer = optimizer

    def check_cost(self, cost: float, X, y, outputs, when: str) -> None:
        """Raise FloatingPointError if the cost is not a number; name where that began."""
        if math.isfinite(cost):
            return
        parameters = ((name, p.data) for name, p in self._parameters)
        for arrays, advice in (
            ([("the input X", X), ("the target y", y)], _BY_DATA),
            (parameters, self._rate_advice()),
            ([("the output of the model", outputs)], self._rate_advice()),
        ):
            _stop_at_first_bad(arrays, when, advice)
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
        _stop_at_first_bad(gradients, when, self._rate_advice())

    def remember(self) -> None:
        """Keep the parameters as they are before a step."""
        for kept, (_, p) in zip(self._before, self._parameters, strict=True):
            np.copyto(kept, p.data)

    def check_parameters(self, when: str) -> None:
        """Raise FloatingPointError if the step made nan or inf, after taking the step back."""
        try:
            arrays = ((f"the parameter {name}", p.data) for name, p in self._parameters)
            _stop_at_first_bad(arrays, when, self._rate_advice())
        except FloatingPointError:
            for kept, (_, p) in zip(self._before, self._parameters, strict=True):
                np.copyto(p.data, kept)
            raise

    def _rate_advice(self) -> str:
        lr = getattr(self._optimizer, "lr", None)
        return _BY_RATE.format(lr="" if lr is None else f" (it is {lr:g})")


def _stop_at_first_bad(arrays: Iterable[tuple[str, object]], when: str, advice: str) -> None:
    for name, values in arrays:
        values = np.asarray(values)
        # A sum is finite only if all its terms are, and is much faster than a look at each.
        if values.dtype.kind != "f" or math.isfinite(values.sum()):
            continue
        bad = ~np.isfinite(values)
        if bad.any():
            first = tuple(int(i) for i in np.argwhere(bad)[0])
            where = f" (first at {list(first)}: {values[first]})" if first else ""
            raise FloatingPointError(
                f"training stopped {when}: {name}, shape {values.shape}, is the first array with "
                f"nan or inf, in {bad.sum()} of {bad.size} entries{where}. The parameters are "
                f"those from before this step. {advice}"
            )
