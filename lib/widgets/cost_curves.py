"""CostCurves: squared error and cross-entropy, along the prediction and along a weight."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lib.nn.functional import sigmoid, softplus

from .base import Explorable, fallback_table
from .traits import Choice, Number

COSTS = ("squared_error", "cross_entropy")
EXAMPLES = ("one", "three")

#: Three examples whose squared error has two valleys; the bias is held.
THREE_X = np.array([1.0, 2.0, -1.5])
THREE_Y = np.array([1.0, 1.0, 1.0])
THREE_BIAS = -3.0

_GRID = np.arange(1, 200) / 200


class CostNumbers(NamedTuple):
    """The numbers of the figure; ``gap`` is how far the curve rises above the chord, at most."""

    squared_error: float
    cross_entropy: float
    gradient_squared_error: float
    gradient_cross_entropy: float
    cost_left: float
    cost_right: float
    gap: float
    gap_at: float


def cost_along(w: np.ndarray, cost: str, examples: str, y: int) -> np.ndarray:
    """Return the cost J(w) of a sigmoid neuron at several weights.

    J(w) is the mean over the examples of ½(a - y)² or of -y ln a - (1-y) ln(1-a), a = σ(wx + b).

    Shape
    -----
    w : (n,)
    returned : (n,)

    Parameters
    ----------
    w : array
        The weights.
    cost : str
        ``"squared_error"`` or ``"cross_entropy"``.
    examples : str
        ``"one"`` (x = 1, truth y) or ``"three"`` (fixed, bias -3).
    y : int
        Truth of the one example.

    Examples
    --------
    >>> cost_along(np.array([0.0]), "squared_error", "one", y=0)
    array([0.125])
    """
    x, truth, bias = (
        (np.ones(1), np.array([float(y)]), 0.0)
        if examples == "one"
        else (THREE_X, THREE_Y, THREE_BIAS)
    )
    z = np.outer(w, x) + bias
    if cost == "cross_entropy":
        return np.mean(softplus(z) - truth * z, axis=1)
    return np.mean(0.5 * (sigmoid(z) - truth) ** 2, axis=1)


def numbers(a: float, y: int, cost: str, examples: str, left: float, right: float) -> CostNumbers:
    """Losses and gradients of one prediction, and a chord against the cost along a weight.

    With respect to the score z, a = σ(z): dL/dz = (a - y) a(1 - a) for the squared error and
    a - y for cross-entropy. A function is convex when every chord lies above it: ``gap`` ≤ 0.

    Parameters
    ----------
    a : float
        The prediction, between 0 and 1.
    y : int
        The truth, 0 or 1.
    cost, examples : str
        The curve under the chord.
    left, right : float
        The weights at the ends of the chord.

    Examples
    --------
    >>> found = numbers(0.99, 0, "squared_error", "one", left=-2.0, right=5.0)
    >>> round(found.gradient_squared_error, 4), round(found.gradient_cross_entropy, 4)
    (0.0098, 0.99)
    >>> found.gap > 0
    True
    """
    cost_left, cost_right = cost_along(np.array([left, right]), cost, examples, y)
    w = left + _GRID * (right - left)
    chord = cost_left + _GRID * (cost_right - cost_left)
    above = cost_along(w, cost, examples, y) - chord
    highest = int(np.argmax(above))
    return CostNumbers(
        squared_error=0.5 * (a - y) ** 2,
        cross_entropy=float(-np.log(a if y == 1 else 1 - a)),
        gradient_squared_error=(a - y) * a * (1 - a),
        gradient_cross_entropy=a - y,
        cost_left=float(cost_left),
        cost_right=float(cost_right),
        gap=float(above[highest]),
        gap_at=float(w[highest]),
    )


class CostCurves(Explorable):
    """Compare squared error with cross-entropy: their gradients, and which of them is convex.

    Parameters
    ----------
    a : float
        The prediction, 0.01 to 0.99.
    y : int
        The truth, 0 or 1.
    cost : str
        The curve that carries the chord: ``"squared_error"`` or ``"cross_entropy"``.
    examples : str
        ``"one"`` example or ``"three"``.
    left, right : float
        Ends of the chord, as weights from -6 to 6.

    Examples
    --------
    >>> CostCurves(a=0.99)
    CostCurves(a=0.99, y=0, cost='squared_error', examples='one')
    """

    a = Number(0.9, low=0.01, high=0.99)
    y = Number(0, low=0, high=1, whole=True)
    cost = Choice(COSTS)
    examples = Choice(EXAMPLES)
    left = Number(-2, low=-6, high=6)
    right = Number(5, low=-6, high=6)
    _folded = ("left", "right")

    def _fallback_html(self) -> str:
        rows = []
        for a in sorted({0.01, 0.1, 0.5, 0.9, 0.99, self.a}):
            found = numbers(a, self.y, self.cost, self.examples, self.left, self.right)
            shown = (
                found.cross_entropy,
                found.gradient_cross_entropy,
                found.squared_error,
                found.gradient_squared_error,
            )
            rows.append([f"{a:.2f}", *(f"{number:.4f}" for number in shown)])
        columns = ["prediction", "cross-entropy", "gradient", "squared error", "gradient"]
        caption = f"Losses when the truth is {self.y}, and their gradients along the score"
        return fallback_table(caption, columns, rows)
