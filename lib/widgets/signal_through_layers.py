"""SignalThroughLayers: what a deep network does to a signal and to a gradient before it learns."""

from __future__ import annotations

import math

import numpy as np

from .base import Explorable, fallback_table
from .signal_run import ACTIVATIONS, INITS, UNITS, SignalNumbers, numbers
from .traits import Choice, Number

MAX_DEPTH = 50


class SignalThroughLayers(Explorable):
    """Choose depth, spread of the weights and activation; see activations and gradients by layer.

    Every layer has 64 units and no biases; a batch of 8 examples of standard normal numbers
    enters, and a gradient of normal numbers comes in at the top.

    Parameters
    ----------
    depth : int
        How many layers, 2 to 50.
    activation : str
        ``"tanh"``, ``"sigmoid"``, ``"relu"`` or ``"identity"``.
    scale : float
        The spread of the weights σ times √64, 0.05 to 10: 1 is Xavier's start, √2 is He's, and 8
        is σ = 1.
    init : str
        ``"normal"``: drawn from N(0, σ²); ``"equal"``: every weight is σ; ``"zeros"``.
    seed : int
        Which weights are drawn, 0 to 9999.
    layer : int, optional
        The layer that is looked at; the last one if not given.

    Examples
    --------
    >>> w = SignalThroughLayers(depth=30, scale=0.5)
    >>> w
    SignalThroughLayers(depth=30, activation='tanh', scale=0.5, init='normal', layer=30)
    >>> round(w.sigma, 4)
    0.0625
    >>> w.found.forward, f"{w.found.activation_std[-1]:.0e}", f"{w.found.gradient_size[0]:.0e}"
    ('vanished', '1e-09', '3e-09')
    """

    depth = Number(10, low=2, high=MAX_DEPTH, whole=True)
    activation = Choice(tuple(ACTIVATIONS))
    scale = Number(1, low=0.05, high=10)
    init = Choice(INITS)
    seed = Number(0, low=0, high=9999, whole=True)
    layer = Number(10, low=1, high=MAX_DEPTH, whole=True)
    _folded = ("seed",)

    def __init__(self, depth: int = 10, *, layer: int | None = None, **state: object):
        # An impossible depth is reported as such, so the layer must not fail before it.
        last = depth if isinstance(depth, int) and 1 <= depth <= MAX_DEPTH else 1
        super().__init__(depth=depth, layer=last if layer is None else layer, **state)

    @property
    def sigma(self) -> float:
        """Standard deviation of the weights, scale/√64."""
        return self.scale / math.sqrt(UNITS)

    @property
    def found(self) -> SignalNumbers:
        """The numbers of the figure, as it is now."""
        return numbers(**self.state)

    def _fallback_html(self) -> str:
        found = self.found
        shown = np.unique(np.linspace(1, self.depth, min(self.depth, 10)).round().astype(int))
        rows = [
            [
                str(layer),
                f"{found.activation_std[layer - 1]:.2g}",
                f"{found.apart[layer - 1]:.2g}",
                f"{found.gradient_size[layer - 1]:.2g}",
            ]
            for layer in shown
        ]
        columns = [
            "layer",
            "standard deviation of the activations",
            "over the examples",
            "gradient, as a share of that at the top",
        ]
        weights = {"normal": "normal", "equal": "all equal", "zeros": "all 0"}[self.init]
        caption = f"{self.depth} layers of {UNITS} {self.activation} units, weights {weights}, "
        return fallback_table(f"{caption}σ = {self.sigma:.3g}", columns, rows)
