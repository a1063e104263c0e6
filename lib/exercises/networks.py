"""Networks of tanh layers that end in sigmoids: the way there, and right and wrong ways back."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.nn.functional import sigmoid

Parameters = list[tuple[np.ndarray, np.ndarray]]


def says(X: np.ndarray, parameters: Parameters) -> list[np.ndarray]:
    """Return what each layer says, the input first.

    Examples
    --------
    >>> [a.shape for a in says(np.ones((5, 3)), [(np.ones((2, 3)), np.zeros(2))])]
    [(5, 3), (5, 2)]
    """
    layers = [X]
    for W, b in parameters[:-1]:
        layers.append(np.tanh(layers[-1] @ W.T + b))
    W, b = parameters[-1]
    return [*layers, sigmoid(layers[-1] @ W.T + b)]


def way_back(
    *,
    end: Callable = lambda a: 1,
    slope: Callable = lambda a: 1 - a * a,
    divisor: Callable = lambda T: 1,
) -> Callable:
    """Return a way back for cross-entropy: right as it is, summed over the examples.

    Parameters
    ----------
    end, slope : functions of what a layer says
        Factor of delta at the outputs, and of delta in hidden layers.
    divisor : function of the targets
        What the sum over the examples is divided by.
    """

    def backprop(layers: list, T: np.ndarray, parameters: Parameters) -> Parameters:
        delta = (layers[-1] - T) * end(layers[-1]) / divisor(T)
        slopes = []
        for layer in range(len(parameters) - 1, -1, -1):
            slopes.insert(0, (delta.T @ layers[layer], delta.sum(axis=0)))
            delta = (delta @ parameters[layer][0]) * slope(layers[layer])
        return slopes

    return backprop
