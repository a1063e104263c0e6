"""BuildAFunction: a curve made of bumps, a bump made of hidden units, and descent on all of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.nn import MSELoss, Sequential
from lib.optim import Adam

from .base import Explorable, fallback_table
from .function_networks import (
    ACTIVATIONS,
    STARTS,
    OneHidden,
    network,
    one_bump,
    one_unit,
    random_weights,
    side_by_side,
    weights_of,
)
from .heights import HIGH, LOW, Heights
from .traits import Choice, Number

MODES = ("unit", "bump", "curve", "descent")
TARGETS = ("wave", "dent", "jump")
MOST_STEPS = 5000

#: The error is the mean over these places, and descent sees no others.
POINTS = np.arange(101) / 100

#: For so many bumps the price is computed.
SIZES = (2, 4, 8, 16, 32)
_STEP = 1000.0  # a steepness at which a sigmoid is a step
_SHOWN = [0, 25, 50, 75, 100]  # of the points


class FunctionNumbers(NamedTuple):
    """The network's numbers: f(x) = c + Σ vⱼ g(wⱼ x + bⱼ).

    ``values`` are f at 0, ¼, ½, ¾ and 1. ``error`` is the mean squared error, ``errors`` the same
    after each step of descent from the start on. ``step_errors`` are those of 2, 4, 8, 16 and 32
    bumps with steep edges that take their heights from the target, ``relu_errors`` those of ReLUs.
    """

    w: list[float]
    b: list[float]
    v: list[float]
    c: float
    values: list[float]
    error: float
    errors: list[float]
    step_errors: list[float]
    relu_errors: list[float]


def target_at(target: str, x: ArrayLike) -> np.ndarray:
    """Return the curve that is to be matched, for places from 0 to 1.

    Parameters
    ----------
    target : str
        ``"wave"``, ``"dent"`` (a hill with a dent) or ``"jump"`` (a ramp with a jump).
    x : array_like
        The places.

    Examples
    --------
    >>> target_at("jump", [0, 0.59, 0.6, 1])
    array([0.1  , 0.395, 0.75 , 0.95 ])
    """
    x = np.asarray(x, dtype=np.float64)
    if target == "wave":
        return 0.5 + 0.4 * np.sin(2 * np.pi * x)
    if target == "dent":
        hill, dent = (x - 0.5) / 0.25, (x - 0.55) / 0.08
        return 0.1 + 0.9 * np.exp(-(hill**2)) - 0.5 * np.exp(-(dent**2))
    return 0.1 + 0.5 * x + 0.35 * (x >= 0.6)


def heights_from(target: str, activation: str, count: int) -> list[float]:
    """Return heights that follow the target.

    A bump takes the mean of its piece, which no flat piece can beat; a ReLU curve takes the
    values at its bends.

    Examples
    --------
    >>> [round(height, 3) for height in heights_from("wave", "sigmoid", 4)]
    [0.747, 0.763, 0.253, 0.248]
    >>> [round(height, 3) for height in heights_from("wave", "relu", 5)]
    [0.5, 0.9, 0.5, 0.1, 0.5]
    """
    if activation == "relu":
        return target_at(target, np.arange(count) / (count - 1)).tolist()
    piece = np.minimum(np.floor(POINTS * count + 1e-9), count - 1)
    values = target_at(target, POINTS)
    return [float(values[piece == i].mean()) for i in range(count)]


def error_of(weights: OneHidden, activation: str, target: str) -> float:
    """Return the mean squared error of a network."""
    predictions = network(weights, activation)(POINTS[:, np.newaxis])
    return MSELoss()(predictions, target_at(target, POINTS)[:, np.newaxis])


@lru_cache(maxsize=8)
def prices(target: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the errors of 2, 4, 8, 16 and 32 steep bumps, and of as many heights with ReLU."""

    def errors(activation: str) -> tuple[float, ...]:
        heights = (heights_from(target, activation, count) for count in SIZES)
        made = (side_by_side(activation, _STEP, each) for each in heights)
        return tuple(error_of(weights, activation, target) for weights in made)

    return errors("sigmoid"), errors("relu")


def descend(model: Sequential, target: str, rate: float, steps: int) -> list[float]:
    """Take steps of Adam on all weights of a model; return the errors, the first before any step.

    Examples
    --------
    >>> model = network(side_by_side("sigmoid", 40, heights_from("wave", "sigmoid", 4)), "sigmoid")
    >>> errors = descend(model, "wave", rate=0.01, steps=300)
    >>> round(errors[0], 4), round(errors[-1], 4)
    (0.0117, 0.0018)
    """
    x, y = POINTS[:, np.newaxis], target_at(target, POINTS)[:, np.newaxis]
    loss = MSELoss()
    optimizer = Adam(model.parameters(), lr=rate)
    errors = [loss(model(x), y)]
    for _ in range(steps):
        optimizer.zero_grad()
        model.backward(loss.backward())
        optimizer.step()
        errors.append(loss(model(x), y))
    return errors


def start_of(
    mode: str,
    activation: str,
    steepness: float,
    position: float,
    left: float,
    right: float,
    height: float,
    heights: Sequence[float],
    start: str,
    seed: int,
) -> OneHidden:
    """Return the network that is shown before any step of descent."""
    if mode == "unit":
        return one_unit(activation, steepness, position, height)
    if mode == "bump":
        return one_bump(activation, steepness, left, right, height)
    by_hand = side_by_side(activation, steepness, heights)
    if mode == "curve" or start == "hand":
        return by_hand
    return random_weights(activation, len(by_hand.w), start, seed)


def numbers(target: str, rate: float, steps: int, **made: object) -> FunctionNumbers:
    """All numbers of the figure.

    Parameters
    ----------
    target : str
        One of ``TARGETS``.
    rate : float
        The learning rate.
    steps : int
        How many steps descent has taken; it takes them in the mode ``"descent"`` only.
    **made
        How the network is made: the other traits of :class:`BuildAFunction`.

    Examples
    --------
    >>> w = BuildAFunction(mode="bump", activation="relu", left=0.25, right=0.75, height=0.8)
    >>> numbers(**w.state).values
    [0.0, 0.0, 0.8, 0.0, 0.0]
    """
    activation = str(made["activation"])
    model = network(start_of(**made), activation)
    errors = descend(model, target, rate, steps if made["mode"] == "descent" else 0)
    predictions = model(POINTS[:, np.newaxis])[:, 0]
    step_errors, relu_errors = map(list, prices(target))
    return FunctionNumbers(
        *weights_of(model),
        values=predictions[_SHOWN].tolist(),
        error=errors[-1],
        errors=errors,
        step_errors=step_errors,
        relu_errors=relu_errors,
    )


class BuildAFunction(Explorable):
    """Build a curve from bumps and bumps from hidden units, drag them, then let descent try.

    Parameters
    ----------
    mode : str
        ``"unit"``: one hidden unit; ``"bump"``: two units (three ReLUs) make a bump; ``"curve"``:
        bumps side by side follow a target; ``"descent"``: Adam on all weights.
    activation : str
        ``"sigmoid"``, ``"tanh"`` or ``"relu"``.
    steepness : float
        How steeply a unit rises, 4 to 1000: w for a sigmoid. The rise is about 4 / steepness wide;
        at 1000 it is a step. A ReLU takes no notice of it.
    position, height : float
        Of the one unit, 0 to 1 and -0.4 to 1.4; the height also of the one bump.
    left, right : float
        The edges of the one bump, 0 to 1.
    target : str
        What the curve is to be: ``"wave"``, ``"dent"`` (a hill with a dent) or ``"jump"`` (a ramp
        with a jump).
    heights : list of float
        Of the bumps side by side, 2 to 8 numbers from -0.4 to 1.4.
    start : str
        Where descent begins: ``"hand"`` (the bumps), ``"random"`` or ``"small"`` (random weights
        as ``Linear`` starts).
    seed : int
        Of the random weights, 1 to 999.
    rate : float
        The learning rate, 0.001 to 0.3.
    steps : int
        How many steps descent has taken, 0 to 5000.

    Raises
    ------
    ExplorableError
        For a number out of bounds or an unknown name.

    Examples
    --------
    >>> w = BuildAFunction(mode="curve", target="jump", heights=[0.2, 0.4, 0.8, 0.9])
    >>> w
    BuildAFunction(mode='curve', activation='sigmoid', steepness=40.0, target='jump', \
heights=[0.2, 0.4, 0.8, 0.9])
    >>> round(w.numbers.error, 4)
    0.0175
    >>> w.network
    Sequential(
      (0): Linear(in_features=1, out_features=8, bias=True)
      (1): Sigmoid()
      (2): Linear(in_features=8, out_features=1, bias=True)
    )
    """

    mode = Choice(MODES)
    activation = Choice(tuple(ACTIVATIONS))
    steepness = Number(40.0, low=4, high=1000)
    position = Number(0.4, low=0, high=1)
    left = Number(0.3, low=0, high=1)
    right = Number(0.7, low=0, high=1)
    height = Number(0.8, low=LOW, high=HIGH)
    target = Choice(TARGETS)
    heights = Heights(0.4, 0.8, 0.2, 0.6)
    start = Choice(STARTS)
    seed = Number(1, low=1, high=999, whole=True)
    rate = Number(0.01, low=0.001, high=0.3)
    steps = Number(0, low=0, high=MOST_STEPS, whole=True)
    _folded = ("position", "left", "right", "height", "start", "seed", "rate", "steps")

    @property
    def numbers(self) -> FunctionNumbers:
        """All numbers of the figure; descent is computed anew from its start."""
        return numbers(**self.state)

    @property
    def network(self) -> Sequential:
        """The network that is shown, with its weights, as layers of ``lib.nn``."""
        found = self.numbers
        return network(OneHidden(found.w, found.b, found.v, found.c), self.activation)

    def _fallback_html(self) -> str:
        units = (lambda count: str(2 * count)), (lambda count: str(count - 1))
        rows = []
        for kind, count_units, errors in zip(
            ("steep bumps", "hats of ReLUs"), units, prices(self.target), strict=True
        ):
            rows += [
                [f"{count} {kind}", count_units(count), f"{error:.5f}"]
                for count, error in zip(SIZES, errors, strict=True)
            ]
        caption = f"The price of following “{self.target}”: more hidden units, less error"
        return fallback_table(caption, ["made of", "hidden units", "mean squared error"], rows)
