"""SigmoidSlope: an activation function, its slope, and what many slopes in a row do."""

from __future__ import annotations

from typing import NamedTuple

from lib.nn import functional

from .base import Explorable, fallback_table
from .traits import Choice, Number

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu")
_STEEPEST = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0, "leaky_relu": 1.0}


class SlopeNumbers(NamedTuple):
    """The numbers of the figure: ``products[k-1]`` is the slope multiplied over k layers."""

    value: float
    slope: float
    steepest: float
    products: list[float]


def numbers(z: float, activation: str, layers: int) -> SlopeNumbers:
    """Value and slope of an activation function, and powers of the slope.

    For the sigmoid σ′(z) = σ(z)(1 - σ(z)), for tanh 1 - tanh²(z); k layers give σ′(z)ᵏ.

    Parameters
    ----------
    z : float
        Where on the curve.
    activation : str
        One of ``ACTIVATIONS``.
    layers : int
        How many products to return.

    Examples
    --------
    >>> found = numbers(4.0, "sigmoid", layers=2)
    >>> round(found.slope, 4)
    0.0177
    >>> found.products[1] == found.slope ** 2
    True
    """
    value = getattr(functional, activation)(z)
    slope = getattr(functional, f"{activation}_derivative")(z)
    products = [float(slope**k) for k in range(1, layers + 1)]
    return SlopeNumbers(float(value), float(slope), _STEEPEST[activation], products)


class SigmoidSlope(Explorable):
    """Drag a point along an activation function; see its slope and where it is flat.

    Parameters
    ----------
    z : float
        The score, -8 to 8.
    activation : str
        ``"sigmoid"``, ``"tanh"``, ``"relu"`` or ``"leaky_relu"``.
    layers : int
        Number of layers over which the slope is multiplied, 1 to 20 (folded away at first).

    Examples
    --------
    >>> SigmoidSlope(z=1.6)
    SigmoidSlope(z=1.6, activation='sigmoid')
    """

    z = Number(1.6, low=-8, high=8)
    activation = Choice(ACTIVATIONS)
    layers = Number(10, low=1, high=20, whole=True)
    _folded = ("layers",)

    def _fallback_html(self) -> str:
        rows = []
        for z in sorted({-8.0, -4.0, -2.0, 0.0, 2.0, 4.0, 8.0, self.z}):
            found = numbers(z, self.activation, 1)
            rows.append([f"{z:.2f}", f"{found.value:.4f}", f"{found.slope:.4f}"])
        caption = f"Value and slope of {self.activation.replace('_', ' ')} along the score z"
        return fallback_table(caption, ["z", "value", "slope"], rows)
