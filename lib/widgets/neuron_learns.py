"""NeuronLearns: one sigmoid neuron learns to say 0, once from each of two costs."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lib.nn.functional import sigmoid, sigmoid_derivative, softplus

from .base import Explorable, fallback_table
from .traits import Choice, Number

#: The two copies of the neuron, in the order of all pairs below: the cost each of them descends.
COSTS = ("squared_error", "cross_entropy")

RATES = ("same", "own")

MAX_EPOCH = 300

#: ``falls`` looks so many epochs ahead.
AHEAD = 10


class NeuronNumbers(NamedTuple):
    """The run so far; pairs are in the order of ``COSTS``.

    ``outputs`` and ``costs`` go from epoch 0 to now. ``parameters`` (w and b), ``slopes`` σ′(z) and
    ``pushes`` dC/dz are those of now. ``half`` is the first epoch, 0 to 300, with a prediction of
    at most 0.5, or -1 if there is none. ``falls`` is how much the prediction will fall in the next
    ten epochs.
    """

    outputs: list[list[float]]
    costs: list[list[float]]
    parameters: list[list[float]]
    slopes: list[float]
    pushes: list[float]
    half: list[int]
    falls: list[float]


def push(z: np.ndarray) -> np.ndarray:
    """Return dC/dz for the target 0: (a - 0) σ′(z) for the squared error, a - 0 for cross-entropy.

    Shape
    -----
    z : (2,), the scores of the two copies
    returned : (2,)

    Examples
    --------
    >>> push(np.array([4.0, 4.0])).round(4)
    array([0.0173, 0.982 ])
    """
    a = sigmoid(z)
    return a * np.array([sigmoid_derivative(z[0]), 1.0])


@lru_cache(maxsize=4)
def run(weight: float, bias: float, rate_squared: float, rate_cross: float) -> np.ndarray:
    """Return w and b of both copies before each epoch, up to ten epochs after the last.

    Shape
    -----
    returned : (epochs, 2 copies, 2 parameters)

    Examples
    --------
    >>> run(0.0, 0.0, 1.0, 1.0)[1]
    array([[-0.125, -0.125],
           [-0.5  , -0.5  ]])
    """
    parameters = np.empty((MAX_EPOCH + AHEAD + 1, 2, 2))
    parameters[0] = weight, bias
    rates = np.array([rate_squared, rate_cross])
    for before, after in pairwise(parameters):
        after[:] = before - (rates * push(before.sum(axis=1)))[:, None]
    parameters.flags.writeable = False
    return parameters


def numbers(
    weight: float, bias: float, rate_squared: float, rate_cross: float, rates: str, epoch: int
) -> NeuronNumbers:
    """Let two copies of one neuron learn from the one example x = 1, y = 0.

    The prediction is a = σ(wx + b). One copy descends the squared error C = ½(y - a)², with
    dC/dz = (a - y) σ′(z), the other the cross-entropy C = -y ln a - (1-y) ln(1-a), with
    dC/dz = a - y. In every epoch w ← w - rate · dC/dz · x and b ← b - rate · dC/dz.

    Parameters
    ----------
    weight, bias : float
        Where both begin.
    rate_squared, rate_cross : float
        The rates of the two copies.
    rates : str
        ``"own"``: each has its own; ``"same"``: both have ``rate_squared``.
    epoch : int
        How far, 0 to 300.

    Examples
    --------
    >>> found = numbers(2.0, 2.0, 0.15, 0.005, rates="own", epoch=300)
    >>> [round(outputs[-1], 3) for outputs in found.outputs]
    [0.203, 0.78]
    >>> numbers(2.0, 2.0, 0.15, 0.005, rates="same", epoch=0).half
    [232, 17]
    """
    whole = run(weight, bias, rate_squared, rate_squared if rates == "same" else rate_cross)
    z = whole.sum(axis=2)
    a = sigmoid(z)
    costs = np.column_stack([a[:, 0] ** 2 / 2, softplus(z[:, 1])])
    low = a[: MAX_EPOCH + 1] <= 0.5
    return NeuronNumbers(
        outputs=a[: epoch + 1].T.tolist(),
        costs=costs[: epoch + 1].T.tolist(),
        parameters=whole[epoch].tolist(),
        slopes=sigmoid_derivative(z[epoch]).tolist(),
        pushes=push(z[epoch]).tolist(),
        half=np.where(low.any(axis=0), low.argmax(axis=0), -1).tolist(),
        falls=(a[epoch] - a[epoch + AHEAD]).tolist(),
    )


class NeuronLearns(Explorable):
    """Race two copies of one neuron from a wrong answer to the right one, 0, by two costs.

    One descends the squared error, the other the cross-entropy; the input is 1.

    Parameters
    ----------
    weight, bias : float
        Where both copies begin, -4 to 4.
    rate_squared, rate_cross : float
        The learning rates of the two, 0.001 to 5.
    rates : str
        ``"same"``: both learn with ``rate_squared``; ``"own"``: each with its own. Where it is not
        said, it is ``"own"`` if ``rate_cross`` is given.
    epoch : int
        How far the two have come, 0 to 300.

    Examples
    --------
    >>> w = NeuronLearns(epoch=300)
    >>> w
    NeuronLearns(weight=2.0, bias=2.0, rate_squared=0.15, rate_cross=0.005, rates='same')
    >>> squared, cross = w.outputs
    >>> round(squared[-1], 3), round(cross[-1], 3)
    (0.203, 0.012)
    >>> w.rates = "own"
    >>> round(w.outputs[1][-1], 3)
    0.78
    """

    weight = Number(2, low=-4, high=4)
    bias = Number(2, low=-4, high=4)
    rate_squared = Number(0.15, low=0.001, high=5)
    rate_cross = Number(0.005, low=0.001, high=5)
    rates = Choice(RATES)
    epoch = Number(0, low=0, high=MAX_EPOCH, whole=True)
    _folded = ("epoch",)

    def __init__(self, **state: object):
        if "rate_cross" in state:
            state.setdefault("rates", "own")
        super().__init__(**state)

    @property
    def outputs(self) -> list[list[float]]:
        """The predictions so far, the start first: by the squared error, by cross-entropy."""
        return numbers(**self.state).outputs

    def _fallback_html(self) -> str:
        epochs = sorted({0, 1, 10, 20, 50, 100, 200, MAX_EPOCH, self.epoch})
        rows = []
        for epoch in epochs:
            found = numbers(**self.state | {"epoch": epoch})
            pairs = zip(found.outputs, found.pushes, strict=True)
            rows.append([str(epoch), *(f"{n:.4f}" for a, push in pairs for n in (a[-1], push))])
        columns = ["epoch", "a by squared error", "push", "a by cross-entropy", "push"]
        rate = f"rate {self.rate_squared:g}"
        if self.rates == "own":
            rate = f"rates {self.rate_squared:g} and {self.rate_cross:g}"
        caption = (
            f"Two copies of a neuron learn to say 0, from w = {self.weight:g}, b = {self.bias:g}, "
            f"{rate}: prediction a and push dC/dz"
        )
        return fallback_table(caption, columns, rows)
