"""DropoutMask: a small network under random masks, and the mean of what it says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from lib.nn import Dropout, Linear, ReLU, Sequential, Sigmoid

from .base import Explorable, fallback_table
from .kept_units import KeptUnits
from .randomness import PageRandom
from .traits import Choice, Number

SCALINGS = ("training", "never", "test")
OUTPUTS = ("linear", "sigmoid")
MOST_STEPS = 1000

#: The example that goes in, and the network: five ReLUs, all of them awake, and no biases.
INPUT = np.array([1.0, 2.0, -1.0])
INTO_HIDDEN = np.array(
    [
        [0.5, 0.7, 0.4],
        [-0.4, 0.5, -0.2],
        [0.6, -0.1, -0.6],
        [0.3, 0.6, -0.5],
        [-0.7, 0.4, -0.4],
    ]
)
INTO_OUTPUT = np.array([[0.8, -0.75, 0.9, 0.25, -0.8]])
UNITS = len(INTO_HIDDEN)

#: With fewer masks the figure does not compare means.
ENOUGH = 20


class DropoutNumbers(NamedTuple):
    """The numbers of the figure.

    ``hidden`` is what the units say, ``factors`` what the present mask multiplies it with,
    ``output`` what comes of that, and ``slopes`` how the output moves with each unit's number.
    ``outputs`` are those of all masks drawn, with their ``mean`` and its ``standard_error`` (None
    before there are one, and two). ``test`` is the output with all units, ``exact`` the mean over
    all 32 masks, each with its probability.
    """

    hidden: list[float]
    factors: list[float]
    output: float
    slopes: list[float]
    outputs: list[float]
    mean: float | None
    standard_error: float | None
    test: float
    exact: float


def _layer(weights: np.ndarray) -> Linear:
    layer = Linear(weights.shape[1], weights.shape[0], bias=False)
    layer.weight.data[:] = weights
    return layer


def hidden_units() -> np.ndarray:
    """Return what the hidden units say: ReLU of their weighted sums.

    Examples
    --------
    >>> hidden_units().round(4)
    array([1.5, 0.8, 1. , 2. , 0.5])
    """
    return Sequential(_layer(INTO_HIDDEN), ReLU())(INPUT[np.newaxis])[0]


def head(output: str) -> Sequential:
    """Return what comes after the mask: a weighted sum, and perhaps a sigmoid."""
    return Sequential(_layer(INTO_OUTPUT), *([Sigmoid()] if output == "sigmoid" else []))


def drawn_factors(p: float, scaling: str, steps: int, seed: int) -> np.ndarray:
    """Return the factors of masks that :class:`lib.nn.Dropout` draws, one mask a row.

    They are 0 with probability p, else 1 / (1 - p); or else 1, without scaling in training.

    Shape
    -----
    returned : (steps, 5)

    Examples
    --------
    >>> drawn_factors(0.5, "training", steps=2, seed=0)
    array([[2., 0., 0., 2., 2.],
           [0., 0., 0., 0., 2.]])
    """
    factors = Dropout(p, rng=PageRandom(seed, 0))(np.ones((steps, UNITS)))
    return factors if scaling == "training" else np.where(factors > 0, 1.0, 0.0)


def all_masks(p: float, scaling: str, output: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return all 32 masks, the probability of each, and the output under each.

    Examples
    --------
    >>> masks, chances, outputs = all_masks(0.5, "training", "linear")
    >>> masks[-2], chances[-2], outputs[-2].round(4)
    (array([1, 1, 1, 1, 0]), np.float64(0.03125), np.float64(4.0))
    >>> round(float(chances @ outputs), 4)
    1.6
    """
    masks = np.array(list(product((0, 1), repeat=UNITS)))
    kept = masks.sum(axis=1)
    chances = (1 - p) ** kept * p ** (UNITS - kept)
    scale = 1 / (1 - p) if scaling == "training" else 1.0
    return masks, chances, head(output)(scale * masks * hidden_units())[:, 0]


def numbers(
    p: float, mask: Sequence[int], steps: int, scaling: str, output: str, seed: int
) -> DropoutNumbers:
    """All numbers of the figure.

    Parameters
    ----------
    p, mask, steps, scaling, output, seed
        The traits of :class:`DropoutMask`.

    Examples
    --------
    >>> found = numbers(0.5, [1, 0, 1, 1, 0], 0, scaling="training", output="linear", seed=0)
    >>> round(found.output, 4), round(found.test, 4), round(found.exact, 4)
    (5.2, 1.6, 1.6)
    >>> found.slopes
    [1.6, 0.0, 1.8, 0.5, 0.0]
    """
    hidden = hidden_units()
    drawn = drawn_factors(p, scaling, steps, seed)
    at_test = np.full(UNITS, 1 - p if scaling == "test" else 1.0)
    if len(mask):
        factors = np.array(mask) * (1 / (1 - p) if scaling == "training" else 1.0)
    else:
        factors = drawn[-1] if steps else at_test
    model = head(output)
    test = model((at_test * hidden)[np.newaxis])[0, 0]
    outputs = model(drawn * hidden)[:, 0] if steps else np.empty(0)
    now = model((factors * hidden)[np.newaxis])
    _, chances, possible = all_masks(p, scaling, output)
    return DropoutNumbers(
        hidden=hidden.tolist(),
        factors=factors.tolist(),
        output=float(now[0, 0]),
        slopes=(factors * model.backward(np.ones((1, 1)))[0] + 0.0).tolist(),  # no -0
        outputs=outputs.tolist(),
        mean=float(outputs.mean()) if steps else None,
        standard_error=float(outputs.std(ddof=1) / steps**0.5) if steps > 1 else None,
        test=float(test),
        exact=float(chances @ possible),
    )


def compare(found: DropoutNumbers) -> str:
    """Say whether the mean is the output with all units: ``"few"``, ``"agree"`` or ``"differ"``.

    Under ``ENOUGH`` masks are few. They agree if not more than two standard errors lie between.

    Examples
    --------
    >>> state = {"p": 0.5, "mask": [], "output": "linear", "seed": 0}
    >>> compare(numbers(steps=100, scaling="training", **state))
    'agree'
    >>> compare(numbers(steps=100, scaling="never", **state))
    'differ'
    """
    if len(found.outputs) < ENOUGH:
        return "few"
    room = 2 * found.standard_error + 1e-9  # at p = 0 there is no error but rounding
    return "agree" if abs(found.mean - found.test) <= room else "differ"


class DropoutMask(Explorable):
    """Drop hidden units at random, step by step, and compare the mean with the whole network.

    Parameters
    ----------
    p : float
        The probability that a unit is dropped, 0 to 0.9.
    mask : list of int
        A mask by hand: five numbers, 1 for a unit that stays. Empty for the mask drawn last, or
        for all units if none was drawn. A mask by hand is not counted among the outputs.
    steps : int
        How many masks have been drawn, 0 to 1000.
    scaling : str
        ``"training"``: what is kept is divided by 1 - p, as in :class:`lib.nn.Dropout`;
        ``"never"``; or ``"test"``: instead everything is multiplied by 1 - p at test time.
    output : str
        ``"linear"``, or ``"sigmoid"`` of the same sum (folded away at first).
    seed : int
        Which masks, 0 to 9999.

    Examples
    --------
    >>> w = DropoutMask(steps=100)
    >>> w
    DropoutMask(p=0.5, mask=[], steps=100, scaling='training', output='linear')
    >>> round(w.numbers().mean, 3), round(w.numbers().test, 3)
    (1.596, 1.6)
    """

    p = Number(0.5, low=0, high=0.9)
    mask = KeptUnits(UNITS)
    steps = Number(0, low=0, high=MOST_STEPS, whole=True)
    scaling = Choice(SCALINGS)
    output = Choice(OUTPUTS)
    seed = Number(1, low=0, high=9999, whole=True)
    _folded = ("seed",)

    def numbers(self) -> DropoutNumbers:
        """Return all numbers of the figure as it is now."""
        return numbers(**self.state)

    def _fallback_html(self) -> str:
        rows = []
        for steps in sorted({1, 2, 5, 10, 20, 50, 100, 200, 500, MOST_STEPS}):
            found = numbers(**self.state | {"steps": steps})
            error = found.standard_error
            shown = "" if error is None else f"{error:.3f}"
            rows.append([str(steps), f"{found.mean:.3f}", shown, f"{found.test:.3f}"])
        caption = f"Mean output of a network under dropout with p = {self.p:g}"
        columns = ["masks", "mean output", "standard error", "all units, at test time"]
        return fallback_table(caption, columns, rows)
