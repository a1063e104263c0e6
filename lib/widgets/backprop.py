"""Forward and backward through a small network of numbered nodes, with a bug if one is planted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lib.nn import functional

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "identity")
BUGS = ("none", "no-slope", "transposed", "forgot-fork", "sign")

#: How a gradient is checked, as in lib.classic.Network.check_gradients.
NUDGE, RTOL, ATOL = 1e-4, 1e-4, 1e-8

#: The learning rate of the one step that is tried with the gradients.
RATE = 0.3


class Edge(NamedTuple):
    """A weight or bias: its name, its layer (from 0), the node that it leads to and its source.

    ``source`` is None for a bias.
    """

    name: str
    layer: int
    node: int
    source: int | None


class BackpropPass(NamedTuple):
    """One example's way through the network and back, layer by layer without the inputs.

    The error is E = ½ Σ (a - t)². ``products[l][j][k]`` is what comes back to node j from node k
    of the next layer, w δ; ``blames[l][j]`` is their sum, in the last layer a - t; ``deltas`` are
    dE/dz. ``weight_gradients`` and ``bias_gradients`` are what the program, with its bug if it has
    one, takes for the slopes of E. ``weight_slopes`` and ``bias_slopes`` are measured by nudges of
    ``NUDGE``, ``measured`` is the slope for the selected edge by nudges of epsilon;
    ``disagreeing`` names the edges at which the program and the nudges differ. ``error_after`` is
    E after one step against the program's gradients with the rate ``RATE``.
    """

    scores: list[list[float]]
    outputs: list[list[float]]
    slopes: list[list[float]]
    products: list[list[list[float]]]
    blames: list[list[float]]
    deltas: list[list[float]]
    weight_gradients: list[list[list[float]]]
    bias_gradients: list[list[float]]
    error: float
    weight_slopes: list[list[list[float]]]
    bias_slopes: list[list[float]]
    measured: float
    disagreeing: list[str]
    error_after: float


def edges(sizes: Sequence[int]) -> list[Edge]:
    """Return all edges in the order and with the names of ``lib.classic.Network``.

    Examples
    --------
    >>> [edge.name for edge in edges([3, 4, 2])][:5], edges([3, 4, 2])[-2]
    (['w41', 'w42', 'w43', 'w4b', 'w51'], Edge(name='w97', layer=1, node=1, source=3))
    """
    found = []
    before = 0
    for layer, (inputs, nodes) in enumerate(pairwise(sizes)):
        for node in range(nodes):
            number = str(before + inputs + node + 1)
            for source in (*range(inputs), None):
                other = "b" if source is None else str(before + source + 1)
                comma = "," if max(len(number), len(other)) > 1 else ""
                found.append(Edge(f"w{number}{comma}{other}", layer, node, source))
        before += inputs
    return found


def count_steps(sizes: Sequence[int]) -> tuple[int, int]:
    """Return how many numbers there are to step through: forward, and all with the way back.

    Examples
    --------
    >>> count_steps([3, 4, 2])
    (12, 64)
    """
    forward = 2 * sum(sizes[1:])
    ways = [after if after > 1 else 0 for after in (*sizes[2:], 0)]
    backward = sum(nodes * (3 + way) for nodes, way in zip(sizes[1:], ways, strict=True))
    return forward, forward + backward + len(edges(sizes))


def visible_bugs(sizes: Sequence[int], activations: Sequence[str]) -> list[str]:
    """Return the bugs that can change a gradient of such a network.

    A row or a column alone cannot be mixed up, and a network without a hidden layer has neither a
    hidden slope nor a fork.

    Examples
    --------
    >>> visible_bugs([3, 4, 1], ["identity", "sigmoid"])
    ['none', 'transposed', 'sign']
    """
    hidden = list(zip(sizes[1:-1], sizes[2:], activations, strict=False))
    possible = {
        "no-slope": any(name != "identity" for *_, name in hidden),
        "transposed": any(min(pair) > 1 for pair in pairwise(sizes)),
        "forgot-fork": any(after > 1 for _, after, _ in hidden),
    }
    return [bug for bug in BUGS if possible.get(bug, True)]


def _curve(name: str):
    if name == "identity":
        return lambda z: z, np.ones_like
    return getattr(functional, name), getattr(functional, f"{name}_derivative")


def _forward(x, weights, biases, activations):
    scores, outputs = [], [x]
    for W, b, name in zip(weights, biases, activations, strict=True):
        scores.append(W @ outputs[-1] + b)
        outputs.append(_curve(name)[0](scores[-1]))
    return scores, outputs


def _backward(weights, slopes, outputs, target, bug):
    """Return products, blames, deltas and gradients, by layer."""
    error = outputs[-1] - target
    blames = [-error if bug == "sign" else error]
    deltas = [blames[0] * slopes[-1]]
    products = [np.empty((len(target), 0))]
    for W, slope in zip(weights[:0:-1], slopes[-2::-1], strict=True):
        products.insert(0, (W * deltas[0][:, np.newaxis]).T)
        forgetful = bug == "forgot-fork"
        blames.insert(0, products[0][:, -1] if forgetful else products[0].sum(axis=1))
        deltas.insert(0, blames[0] if bug == "no-slope" else blames[0] * slope)
    gradients = []
    for W, delta, a in zip(weights, deltas, outputs, strict=False):
        right = np.outer(delta, a)
        gradients.append(right.T.reshape(W.shape) if bug == "transposed" else right)
    return products, blames, deltas, gradients


def numbers(
    activations: Sequence[str],
    weights: Sequence,
    biases: Sequence,
    x: Sequence[float],
    target: Sequence[float],
    bug: str,
    selected: str,
    epsilon: float,
) -> BackpropPass:
    """Forward and backward for one example, and the slope of every edge by nudging it.

    Parameters
    ----------
    activations : sequence of str
        One of ``ACTIVATIONS`` for each layer of ``weights``.
    weights, biases : sequences of array_like
        As in ``lib.nn.Linear``: (outputs, inputs) and (outputs,) in each layer.
    x, target : sequences of float
        The example.
    bug : str
        One of ``BUGS``: no slope in the deltas of hidden nodes; rows and columns of each array of
        gradients mixed up (a reshape for a transpose); of what comes back to a node only the last
        is kept; target minus output for output minus target.
    selected : str
        The edge whose slope is also measured with nudges of ``epsilon``.
    epsilon : float

    Examples
    --------
    >>> W, b = [[[0.5, -1.0]], [[2.0], [1.0]]], [[0.0], [0.5, -0.5]]
    >>> found = numbers(["tanh", "sigmoid"], W, b, [1.0, 0.5], [1.0, 0.0], "none", "w31", 0.01)
    >>> [round(product, 4) for product in found.products[0][0]], round(found.blames[0][0], 4)
    ([-0.1774, 0.0887], -0.0887)
    >>> found.disagreeing
    []
    >>> numbers(["tanh", "sigmoid"], W, b, [1.0, 0.5], [1.0, 0.0], "forgot-fork", "w31",
    ...         0.01).disagreeing
    ['w31', 'w32', 'w3b']
    """
    weights = [np.array(W, dtype=np.float64) for W in weights]
    biases = [np.array(b, dtype=np.float64) for b in biases]
    x, target = np.array(x, dtype=np.float64), np.array(target, dtype=np.float64)

    def error(weights, biases):
        return 0.5 * float(np.sum((_forward(x, weights, biases, activations)[1][-1] - target) ** 2))

    def slope(edge, nudge):
        sides = []
        for by in (nudge, -nudge):
            nudged = [W.copy() for W in weights], [b.copy() for b in biases]
            if edge.source is None:
                nudged[1][edge.layer][edge.node] += by
            else:
                nudged[0][edge.layer][edge.node, edge.source] += by
            sides.append(error(*nudged))
        return (sides[0] - sides[1]) / (2 * nudge)

    scores, outputs = _forward(x, weights, biases, activations)
    slopes = [_curve(name)[1](z) for name, z in zip(activations, scores, strict=True)]
    products, blames, deltas, gradients = _backward(weights, slopes, outputs, target, bug)
    weight_slopes = [np.empty_like(W) for W in weights]
    bias_slopes = [np.empty_like(b) for b in biases]
    disagreeing = []
    here = error(weights, biases)
    measured = 0.0
    for edge in edges([len(x), *map(len, biases)]):
        found = slope(edge, NUDGE)
        if edge.source is None:
            claimed = deltas[edge.layer][edge.node]
            bias_slopes[edge.layer][edge.node] = found
        else:
            claimed = gradients[edge.layer][edge.node, edge.source]
            weight_slopes[edge.layer][edge.node, edge.source] = found
        room = RTOL * max(abs(claimed), abs(found)) + ATOL * max(1.0, here)
        if abs(claimed - found) > room:
            disagreeing.append(edge.name)
        if edge.name == selected:
            measured = slope(edge, epsilon)
    stepped = (
        [W - RATE * gradient for W, gradient in zip(weights, gradients, strict=True)],
        [b - RATE * delta for b, delta in zip(biases, deltas, strict=True)],
    )
    return BackpropPass(
        scores=_lists(scores),
        outputs=_lists(outputs[1:]),
        slopes=_lists(slopes),
        products=_lists(products),
        blames=_lists(blames),
        deltas=_lists(deltas),
        weight_gradients=_lists(gradients),
        bias_gradients=_lists(deltas),
        error=here,
        weight_slopes=_lists(weight_slopes),
        bias_slopes=_lists(bias_slopes),
        measured=measured,
        disagreeing=disagreeing,
        error_after=error(*stepped),
    )


def _lists(arrays: Sequence[np.ndarray]) -> list:
    return [array.tolist() for array in arrays]
