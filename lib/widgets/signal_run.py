"""A deep network before it has learned: signals forward, gradients back, layer by layer."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lib.nn import Identity, Linear, ReLU, Sigmoid, Tanh

from .randomness import PageRandom

ACTIVATIONS = {"tanh": Tanh, "sigmoid": Sigmoid, "relu": ReLU, "identity": Identity}
INITS = ("normal", "equal", "zeros")

#: Units in each layer, and examples in the batch.
UNITS = 64
EXAMPLES = 8

#: The ruler of the histograms: from where to where. Gradients are measured in sizes of the top one.
RULERS = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0), "relu": (0.0, 4.0), "identity": (-4.0, 4.0)}
GRADIENT_RULER = (-4.0, 4.0)
BINS = 31

#: A size below this share of where it began has vanished; above its inverse it has exploded.
VANISHED = 1e-3

#: A difference below this share of the numbers that differ is rounding, and counts as 0.
_ROUNDING = 1e-14

#: A bounded activation is saturated when it is nearer to its bounds than this, in half-widths.
_SATURATED = {"tanh": (0.0, 1.0, 0.99), "sigmoid": (0.5, 0.5, 0.98)}


class SignalNumbers(NamedTuple):
    """The numbers of the figure: lists have an entry a layer, the rest is about ``layer``.

    ``apart`` is what tells the examples apart: the standard deviation over the examples, as a
    root mean square over the units. ``gradient_size`` is the root mean square of dL/da, as a share
    of that at the top. ``counts`` and ``gradient_counts`` say how many numbers fall into each of
    ``BINS`` bins of the ruler, after those below it and before those above it.
    """

    activation_std: list[float]
    apart: list[float]
    gradient_size: list[float]
    mean: float
    saturated: float
    dead: int
    different: int
    counts: list[int]
    gradient_counts: list[int]
    forward: str
    backward: str


@lru_cache(maxsize=256)
def base_weights(seed: int, layer: int) -> np.ndarray:
    """Return the standard normal numbers that a spread σ is multiplied to, (UNITS, UNITS)."""
    return PageRandom(seed + 1, layer).normal(size=(UNITS, UNITS))


@lru_cache(maxsize=2)
def batch(place: int) -> np.ndarray:
    """Return fixed standard normal numbers: inputs (place 1) or gradients at the top (place 2)."""
    return PageRandom(1, 0, place).normal(size=(EXAMPLES, UNITS))


def propagate(depth: int, activation: str, scale: float, init: str, seed: int):
    """Return the activations and the gradients dL/da of every layer, as two lists of arrays.

    Forward a = g(W a), backward dL/da of the layer below = Wᵀ (dL/da · g′), without biases. W is
    drawn from N(0, σ²), all σ, or all 0, with σ = scale/√UNITS. The gradient at the top is given:
    normal numbers, and with equal units the same one for all of them, as from an output whose
    weights are equal too.

    Shape
    -----
    each array : (EXAMPLES, UNITS)

    Parameters
    ----------
    depth : int
        How many layers.
    activation : str
        One of ``ACTIVATIONS``.
    scale : float
        σ√UNITS: 1 is Xavier's and √2 is He's.
    init : str
        One of ``INITS``.
    seed : int
        Which weights are drawn.

    Examples
    --------
    >>> activations, gradients = propagate(3, "tanh", 1.0, "normal", seed=0)
    >>> [round(float(a.std()), 2) for a in activations]
    [0.64, 0.49, 0.43]
    """
    sigma = scale / np.sqrt(UNITS) if init != "zeros" else 0.0
    layers = []
    a, activations = batch(1), []
    for number in range(1, depth + 1):
        linear = Linear(UNITS, UNITS, bias=False)
        base = base_weights(seed, number) if init == "normal" else 1.0
        linear.weight.data[:] = sigma * base
        bend = ACTIVATIONS[activation]()
        a = bend(linear(a))
        layers.append((linear, bend))
        activations.append(a)
    top = batch(2)
    gradient = top if init == "normal" else np.repeat(top[:, :1], UNITS, axis=1)
    gradients = [gradient]
    for linear, bend in reversed(layers[1:]):
        gradient = linear.backward(bend.backward(gradient))
        gradients.append(gradient)
    return activations, gradients[::-1]


def count_different(*signals: np.ndarray) -> int:
    """Return how many units differ from all before them in one of the signals.

    Two units are one and the same when no example tells them apart by more than a part in 10⁹ of
    the layer's largest number.

    Examples
    --------
    >>> count_different(np.array([[1.0, 2.0, 1.0], [0.0, 0.0, 0.0]]))
    2
    """
    scaled = [s / (np.max(np.abs(s)) or 1.0) for s in signals]
    found: list[np.ndarray] = []
    for unit in np.concatenate(scaled).T:
        if not any(np.max(np.abs(unit - other)) <= 1e-9 for other in found):
            found.append(unit)
    return len(found)


def saturated(activation: str, a: np.ndarray) -> float:
    """Share of activations at a bound: |a| > 0.99 for tanh, a outside 0.01 … 0.99 for sigmoid.

    Examples
    --------
    >>> saturated("tanh", np.array([0.0, 0.5, -0.999, 1.0]))
    0.5
    """
    if activation not in _SATURATED:
        return 0.0
    middle, half, limit = _SATURATED[activation]
    return float(np.mean(np.abs((a - middle) / half) > limit))


def histogram(values: np.ndarray, ruler: tuple[float, float]) -> list[int]:
    """Count the values below the ruler, in each of its BINS bins, and above it.

    Examples
    --------
    >>> counts = histogram(np.array([-9.0, 0.0, 0.1, 4.0, 5.0]), (-4.0, 4.0))
    >>> counts[0], counts[16], counts[31], counts[32]
    (1, 2, 1, 1)
    """
    low, high = ruler
    within = values[(values >= low) & (values <= high)]
    places = np.minimum(np.floor((within - low) / (high - low) * BINS).astype(int), BINS - 1)
    counts = np.bincount(places, minlength=BINS).tolist()
    return [int(np.sum(values < low)), *counts, int(np.sum(values > high))]


def spread_over_examples(a: np.ndarray) -> float:
    """Return what tells the examples apart: √(mean over the units of the variance over examples).

    Examples
    --------
    >>> round(spread_over_examples(np.array([[5.0, 1.0], [5.0, 3.0]])), 3)
    0.707
    """
    apart = float(np.sqrt(np.mean(a.var(axis=0))))
    return apart if apart > _ROUNDING * np.sqrt(np.mean(a**2)) else 0.0


def forward_word(activation: str, a: np.ndarray, std: float, apart: float) -> str:
    """Say in a word how a layer's signal fares; the first rule that holds.

    ``"exploded"``: std above 1000; ``"vanished"``: std below 0.001; ``"alike"``: what tells the
    examples apart is below a thousandth of std; ``"saturated"``: more than half; ``"alive"``.
    The inputs have std 1.
    """
    if std > 1 / VANISHED:
        return "exploded"
    if std < VANISHED:
        return "vanished"
    if apart < VANISHED * std:
        return "alike"
    return "saturated" if saturated(activation, a) > 0.5 else "alive"


def backward_word(share: float) -> str:
    """``"vanished"``, ``"exploded"`` or ``"alive"``, from the gradient at layer 1 over the top one.

    Examples
    --------
    >>> backward_word(2e-9), backward_word(0.3), backward_word(1e4)
    ('vanished', 'alive', 'exploded')
    """
    if share < VANISHED:
        return "vanished"
    return "exploded" if share > 1 / VANISHED else "alive"


def numbers(
    depth: int, activation: str, scale: float, init: str, seed: int, layer: int
) -> SignalNumbers:
    """Sizes of signals and gradients in every layer, and more about one layer.

    Tanh with σ = 1 multiplies a difference in the last digit by about two in each layer: after
    fifty layers two computers agree in the sizes of the activations, but no more in each of them.

    Parameters
    ----------
    depth, activation, scale, init, seed
        As for :func:`propagate`.
    layer : int
        The layer that is looked at; the last one, where it is above ``depth``.

    Examples
    --------
    >>> found = numbers(30, "tanh", 0.5, "normal", seed=0, layer=30)
    >>> found.forward, found.backward
    ('vanished', 'vanished')
    >>> numbers(5, "tanh", 1.0, "equal", seed=0, layer=2).different
    1
    """
    activations, gradients = propagate(depth, activation, scale, init, seed)
    stds = [float(a.std()) for a in activations]
    aparts = [spread_over_examples(a) for a in activations]
    sizes = [float(np.sqrt(np.mean(g**2))) for g in gradients]
    shares = [size / sizes[-1] for size in sizes]
    at = min(layer, depth) - 1
    a = activations[at]
    return SignalNumbers(
        activation_std=stds,
        apart=aparts,
        gradient_size=shares,
        mean=float(a.mean()),
        saturated=saturated(activation, a),
        dead=int(np.sum(np.all(a == 0, axis=0))) if activation == "relu" else 0,
        different=count_different(a, gradients[at]),
        counts=histogram(a, RULERS[activation]),
        gradient_counts=histogram(gradients[at] / sizes[-1], GRADIENT_RULER),
        forward=forward_word(activation, a, stds[at], aparts[at]),
        backward=backward_word(shares[0]),
    )
