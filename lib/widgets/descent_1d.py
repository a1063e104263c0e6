"""Descent1D: gradient descent on a curve of one weight."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lib.nn.functional import sigmoid, softplus

from .base import Explorable, fallback_table
from .traits import Choice, Number

CURVES = ("bowl", "valleys", "logistic")

#: The examples of the logistic cost: one feature, one class, no bias.
FEATURES = np.array([-2.0, -1.0, 1.0, 2.0, -1.5, 0.5])
CLASSES = np.array([0.0, 0.0, 1.0, 1.0, 1.0, 0.0])

MAX_STEPS = 60

#: A run has arrived when the slope is smaller than this, or than this share of the first one.
AT_REST = 1e-3
SHARE_AT_REST = 0.005

#: A run has diverged when the weight is larger than this: many pictures away.
FAR_AWAY = 100.0

_CENTER = 1.0
_WAVE = 2.0


class DescentNumbers(NamedTuple):
    """A run: weights, costs and slopes from the start on."""

    points: list[float]
    costs: list[float]
    slopes: list[float]
    at_rest: bool
    diverged: bool


def cost_and_slope(curve: str, w: float) -> tuple[float, float]:
    """Return J(w) and J′(w).

    ``bowl``: J = ½w². ``valleys``: J = 0.08 (w - 1)² + 0.6 (1 - cos 2w), three minima in the
    picture; a small rate leads from every start in it to one of them. ``logistic``: mean of
    ln(1 + eᶻ) - yz over six examples, z = wx; J′ = mean of (a - y)x.

    Parameters
    ----------
    curve : str
        One of ``CURVES``.
    w : float
        The weight.

    Examples
    --------
    >>> cost_and_slope("bowl", 3.0)
    (4.5, 3.0)
    """
    if curve == "bowl":
        return w**2 / 2, w
    if curve == "valleys":
        cost = 0.08 * (w - _CENTER) ** 2 + 0.6 * (1 - np.cos(_WAVE * w))
        slope = 0.16 * (w - _CENTER) + 0.6 * _WAVE * np.sin(_WAVE * w)
        return float(cost), float(slope)
    z = w * FEATURES
    cost = np.mean(softplus(z) - CLASSES * z)
    slope = np.mean((sigmoid(z) - CLASSES) * FEATURES)
    return float(cost), float(slope)


def numbers(curve: str, start: float, rate: float, steps: int) -> DescentNumbers:
    """Run gradient descent: w ← w - rate · J′(w).

    It ends early when hardly any slope is left or the weight is far away.

    Parameters
    ----------
    curve : str
        One of ``CURVES``.
    start : float
        The first weight.
    rate : float
        The learning rate.
    steps : int
        How many steps at most.

    Examples
    --------
    >>> numbers("bowl", 4.0, rate=0.5, steps=3).points
    [4.0, 2.0, 1.0, 0.5]
    >>> numbers("bowl", 1.0, rate=3.0, steps=60).diverged
    True
    """
    points = [float(start)]
    cost, slope = cost_and_slope(curve, points[0])
    costs, slopes = [cost], [slope]
    small = max(AT_REST, SHARE_AT_REST * abs(slope))
    for _ in range(steps):
        if abs(slopes[-1]) < small or abs(points[-1]) > FAR_AWAY:
            break
        points.append(points[-1] - rate * slopes[-1])
        cost, slope = cost_and_slope(curve, points[-1])
        costs.append(cost)
        slopes.append(slope)
    at_rest = abs(slopes[-1]) < small
    return DescentNumbers(points, costs, slopes, at_rest, abs(points[-1]) > FAR_AWAY)


class Descent1D(Explorable):
    """Let a weight roll down a cost curve, and see what the learning rate does.

    Parameters
    ----------
    curve : str
        ``"bowl"``, ``"valleys"`` (three minima) or ``"logistic"``.
    start : float
        Where it starts, -4.5 to 4.5.
    rate : float
        The learning rate, 0.01 to 10.
    steps : int
        How many steps have been taken, 0 to 60.

    Examples
    --------
    >>> w = Descent1D(rate=2.1, steps=3)
    >>> w
    Descent1D(curve='bowl', start=-3.2, rate=2.1)
    >>> [round(point, 2) for point in w.points]
    [-3.2, 3.52, -3.87, 4.26]
    """

    curve = Choice(CURVES)
    start = Number(-3.2, low=-4.5, high=4.5)
    rate = Number(0.3, low=0.01, high=10)
    steps = Number(0, low=0, high=MAX_STEPS, whole=True)
    _folded = ("steps",)

    @property
    def points(self) -> list[float]:
        """The weights of the run so far, the start first."""
        return numbers(**self.state).points

    def _fallback_html(self) -> str:
        run = numbers(self.curve, self.start, self.rate, 8)
        rows = [
            [str(i), f"{w:.4g}", f"{cost:.4g}", f"{slope:.4g}"]
            for i, (w, cost, slope) in enumerate(
                zip(run.points, run.costs, run.slopes, strict=True)
            )
        ]
        caption = f"The first steps on the curve “{self.curve}” at rate {self.rate:g}"
        return fallback_table(caption, ["step", "w", "cost", "slope"], rows)
