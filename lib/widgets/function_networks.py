"""The networks 1-H-1 of BuildAFunction: made by hand from steps, bumps and hats, or at random."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from lib.nn import Linear, ReLU, Sequential, Sigmoid, Tanh

ACTIVATIONS = {"sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU}
STARTS = ("hand", "random", "small")

#: How far outside the interval from 0 to 1 the first and the last bump reach.
MARGIN = 0.1

#: The edges of a bump are at least so far apart.
NARROWEST = 0.05

#: Random weights w lie between minus and plus this.
_SPREAD = {"sigmoid": 16.0, "tanh": 8.0, "relu": 2.0}


class OneHidden(NamedTuple):
    """f(x) = c + Σ vⱼ g(wⱼ x + bⱼ): three numbers for each hidden unit, and c."""

    w: list[float]
    b: list[float]
    v: list[float]
    c: float


def _rises(edges: Sequence[float], heights: Sequence[float], steepness: float, activation: str):
    """Units that each add a height at an edge: σ, or tanh as a shifted and scaled σ."""
    half = 0.5 if activation == "tanh" else 1.0
    w = half * steepness
    return OneHidden(
        w=[w for _ in edges],
        b=[-w * edge for edge in edges],
        v=[half * height for height in heights],
        c=0.0 if activation == "sigmoid" else 0.5 * float(np.sum(heights)),
    )


def _bends(places: Sequence[float], slopes: Sequence[float], start: float):
    """ReLUs after which the slope has changed: to the first of ``slopes`` at the first place."""
    changes = [after - before for before, after in pairwise([0.0, *slopes])]
    return OneHidden([1.0 for _ in places], [-place for place in places], changes, start)


def one_unit(activation: str, steepness: float, position: float, height: float) -> OneHidden:
    """Return a single unit that rises by ``height`` at ``position``.

    A ReLU bends there, and has risen by ``height`` half a unit further on.

    Examples
    --------
    >>> one_unit("sigmoid", 20, 0.5, 0.8)
    OneHidden(w=[20.0], b=[-10.0], v=[0.8], c=0.0)
    >>> one_unit("tanh", 20, 0.5, 0.8)           # the same curve
    OneHidden(w=[10.0], b=[-5.0], v=[0.4], c=0.4)
    """
    if activation == "relu":
        return _bends([position], [2 * height], 0.0)
    return _rises([position], [height], steepness, activation)


def one_bump(
    activation: str, steepness: float, left: float, right: float, height: float
) -> OneHidden:
    """Return two units that make a bump; of ReLUs it takes three, and makes a hat.

    Examples
    --------
    >>> one_bump("sigmoid", 40, 0.25, 0.75, 0.8).v
    [0.8, -0.8]
    >>> one_bump("relu", 40, 0.25, 0.75, 0.5).v      # slope 2, then -2, then 0
    [2.0, -4.0, 2.0]
    """
    right = max(right, left + NARROWEST)
    if activation == "relu":
        slope = height / ((right - left) / 2)
        return _bends([left, (left + right) / 2, right], [slope, -slope, 0.0], 0.0)
    return _rises([left, right], [height, -height], steepness, activation)


def edges_of(count: int) -> list[float]:
    """Return where bumps side by side begin and end."""
    return [-MARGIN, *(i / count for i in range(1, count)), 1 + MARGIN]


def side_by_side(activation: str, steepness: float, heights: Sequence[float]) -> OneHidden:
    """Return bumps that fill the interval, two units each.

    ReLUs instead bend at evenly spaced places and pass through the heights there: hats that
    overlap share their bends, so that all together take one unit less than there are heights.

    Examples
    --------
    >>> len(side_by_side("sigmoid", 40, [0.4, 0.8, 0.2, 0.6]).w)
    8
    >>> len(side_by_side("relu", 40, [0.4, 0.8, 0.2, 0.6]).w)
    3
    """
    count = len(heights)
    if activation == "relu":
        slopes = [(after - before) * (count - 1) for before, after in pairwise(heights)]
        return _bends([i / (count - 1) for i in range(count - 1)], slopes, heights[0])
    edges = [edge for pair in pairwise(edges_of(count)) for edge in pair]
    signed = [sign * height for height in heights for sign in (1, -1)]
    return _rises(edges, signed, steepness, activation)


def _draws(seed: int) -> Iterator[float]:
    """Numbers from -1 to 1 that the page can draw too (Park and Miller's generator)."""
    number = seed
    while True:
        number = 48271 * number % 2147483647
        yield 2 * number / 2147483647 - 1


def random_weights(activation: str, units: int, start: str, seed: int) -> OneHidden:
    """Return weights drawn by lot.

    ``"random"``: steep enough, and each with its rise or bend somewhere in the interval.
    ``"small"``: as ``Linear`` starts, uniform in ±1/√(number of inputs).

    Examples
    --------
    >>> random_weights("sigmoid", 2, "small", 1).w == random_weights("tanh", 2, "small", 1).w
    True
    """
    draws = islice(_draws(seed), 8, None)  # the first numbers of neighboring seeds are alike
    first, second, third = ([next(draws) for _ in range(units)] for _ in range(3))
    v = [draw / units**0.5 for draw in third]
    if start == "small":
        return OneHidden(first, second, v, 0.0)
    w = [_SPREAD[activation] * draw for draw in first]
    return OneHidden(w, [-a * (draw + 1) / 2 for a, draw in zip(w, second, strict=True)], v, 0.0)


def network(weights: OneHidden, activation: str) -> Sequential:
    """Return the same network made of the layers of ``lib.nn``.

    Examples
    --------
    >>> model = network(one_unit("relu", 40, 0.5, 0.8), "relu")
    >>> model(np.array([[0.5], [1.0]])).tolist()
    [[0.0], [0.8]]
    """
    units = len(weights.w)
    hidden, output = Linear(1, units), Linear(units, 1)
    hidden.weight.data[:, 0], hidden.bias.data[:] = weights.w, weights.b
    output.weight.data[0], output.bias.data[:] = weights.v, weights.c
    return Sequential(hidden, ACTIVATIONS[activation](), output)


def weights_of(model: Sequential) -> OneHidden:
    """Return the weights of such a network."""
    hidden, _, output = model
    w, b, v = hidden.weight.data[:, 0], hidden.bias.data, output.weight.data[0]
    return OneHidden(w.tolist(), b.tolist(), v.tolist(), float(output.bias.data[0]))
