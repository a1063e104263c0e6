"""Descent2D: gradient descent on a surface over the plane: a ravine, bumps, a small regression."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import landscapes
from .base import Explorable, fallback_table
from .randomness import shuffled
from .traits import Choice, Number

SURFACES = ("ravine", "bumpy", "logistic")

#: Examples in one step, by mode. The ravine and the bumps have no examples: there, all are alike.
BATCH_SIZE = {"batch": 12, "mini-batch": 4, "stochastic": 1}

#: The twelve examples of the logistic surface: a feature, and the class it belongs to.
FEATURES = np.array([-1.6, -1.2, -0.8, -0.4, 0.0, 0.3, 0.6, 0.9, 1.3, 1.7, 2.1, 2.6])
CLASSES = np.array([0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1])

#: The points at the bottom of a valley, where the gradient is zero; the lowest first.
MINIMA = {
    "ravine": landscapes.MINIMA["ravine"],
    "bumpy": landscapes.MINIMA["bumpy"],
    "logistic": [(1.709867608, -0.7722716433)],
}

#: Where a surface starts, and how fast, unless something else is asked for.
USUAL = {
    "ravine": {"start_x": -3.5, "start_y": 1.2, "rate": 0.18},
    "bumpy": {"start_x": -3.6, "start_y": -1.2, "rate": 0.2},
    "logistic": {"start_x": -3.4, "start_y": 1.4, "rate": 0.5},
}

#: What the two coordinates are called, as on the axes of the picture.
AXES = {
    "ravine": ("weight w₁", "weight w₂"),
    "bumpy": ("weight w₁", "weight w₂"),
    "logistic": ("weight w", "bias b"),
}

MAX_STEPS = 200

#: A run has arrived when the gradient is shorter than this.
AT_REST = 1e-3

#: A run has diverged when a coordinate is larger than this: many pictures away.
FAR_AWAY = 100.0

_SEED = 7


def value(surface: str, x: float, y: float, steepness: float = 10.0):
    """Cost at the point (x, y).

    The ravine and the bumps are those of :func:`lib.widgets.landscapes.height`. Logistic: the mean
    of log(1 + eᶻ) - tz over the examples, with the score z = x·feature + y, so that x is the weight
    and y the bias.

    Shape
    -----
    x, y : any, the same; the result has that shape.

    Parameters
    ----------
    surface : str
        One of ``SURFACES``.
    x, y : float or ndarray
        The point.
    steepness : float
        κ of the ravine; the other surfaces do not use it.

    Examples
    --------
    >>> value("ravine", 1.0, 2.0, steepness=10)
    20.5
    >>> round(float(value("logistic", 0.0, 0.0)), 4)
    0.6931
    """
    if surface != "logistic":
        return landscapes.height(surface, x, y, steepness)
    scores = np.multiply.outer(x, FEATURES) + np.asarray(y)[..., None]
    return np.mean(np.logaddexp(0.0, scores) - CLASSES * scores, axis=-1)


def gradient(surface: str, x: float, y: float, steepness: float = 10.0, examples=slice(None)):
    """Gradient of :func:`value` at one point: its slope along x and its slope along y.

    Ravine: (x, κy). Logistic: the means of (a - t)·feature and of a - t, with a = σ(z).

    Parameters
    ----------
    surface, x, y, steepness
        As for :func:`value`.
    examples : index
        The examples over which the logistic surface takes the mean; all of them by default.

    Examples
    --------
    >>> gradient("ravine", 1.0, 2.0, steepness=10)
    (1.0, 20.0)
    """
    if surface != "logistic":
        along_x, along_y = landscapes.gradient(surface, x, y, steepness)
        return float(along_x), float(along_y)
    feature = FEATURES[examples]
    score = x * feature + y
    # Only e to a negative power is taken, so that no score overflows.
    e = np.exp(-abs(score))
    a = np.where(score >= 0, 1.0, e) / (1 + e)
    error = a - CLASSES[examples]
    return float(np.mean(error * feature)), float(np.mean(error))


def batches(mode: str, steps: int) -> list[list[int]]:
    """Return which examples each step looks at: every epoch all of them once, in a new order.

    The order comes from :func:`lib.widgets.randomness.shuffled`, which JavaScript has too.

    Examples
    --------
    >>> [len(batch) for batch in batches("mini-batch", 4)]
    [4, 4, 4, 4]
    >>> sorted(sum(batches("mini-batch", 3), []))
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    """
    size, count = BATCH_SIZE[mode], len(FEATURES)
    found: list[list[int]] = []
    s = _SEED
    while len(found) < steps:
        order, s = shuffled(count, s)
        found += [order[k : k + size] for k in range(0, count, size)]
    return found[:steps]


class DescentNumbers(NamedTuple):
    """The run: one entry more than steps were taken, unless it diverged or came to rest."""

    points: list[list[float]]
    costs: list[float]
    lengths: list[float]
    diverged: bool
    at_rest: bool


def numbers(
    surface: str,
    start_x: float,
    start_y: float,
    rate: float,
    mode: str,
    steepness: float,
    steps: int,
) -> DescentNumbers:
    """Descend: each step goes from p to p - rate · gradient(p).

    The gradient is that of the examples of the step; ``costs`` and the gradients' ``lengths`` are
    those of all examples together. The run stops early when it has left for good (``FAR_AWAY``)
    or, with all examples in each step, when it has arrived (``AT_REST``).

    Examples
    --------
    >>> run = numbers("ravine", 1.0, 1.0, rate=0.1, mode="batch", steepness=10, steps=2)
    >>> [[round(x, 3), round(y, 3)] for x, y in run.points]
    [[1.0, 1.0], [0.9, 0.0], [0.81, 0.0]]
    """
    x, y = start_x, start_y
    points, costs, lengths = [], [], []
    order = batches(mode, steps) if surface == "logistic" else [slice(None)] * steps
    every_step_sees_all = surface != "logistic" or mode == "batch"
    for examples in [*order, None]:
        length = float(np.hypot(*gradient(surface, x, y, steepness)))
        points.append([x, y])
        costs.append(float(value(surface, x, y, steepness)))
        lengths.append(length)
        diverged = max(abs(x), abs(y)) > FAR_AWAY
        at_rest = every_step_sees_all and length < AT_REST
        if diverged or at_rest or examples is None:
            break
        along_x, along_y = gradient(surface, x, y, steepness, examples)
        x, y = x - rate * along_x, y - rate * along_y
    return DescentNumbers(points, costs, lengths, diverged, at_rest)


class Descent2D(Explorable):
    """Choose a start on a map of equal costs, set the rate, and go down step by step.

    Parameters
    ----------
    surface : str
        ``"ravine"``, ``"bumpy"`` (several minima) or ``"logistic"`` (the cost of a weight and a
        bias over twelve examples).
    start : pair of float
        Where to begin; sets ``start_x`` (-4 to 4) and ``start_y`` (-2 to 2). By default a place
        from which the surface shows what it is about, as for ``rate``.
    rate : float
        The learning rate, 0.01 to 10.
    mode : str
        ``"batch"``, ``"mini-batch"`` (4 examples a step) or ``"stochastic"`` (1 example a step).
        Only the logistic surface has examples.
    steepness : float
        How many times steeper the ravine is across than along, 1 to 50.
    steps : int
        How many steps have been taken, 0 to 200.
    turn : int
        From which side the landscape is seen, -180 to 180 degrees (folded away at first).

    Examples
    --------
    >>> w = Descent2D(start=(-3, 1), rate=0.3)
    >>> w
    Descent2D(surface='ravine', start_x=-3.0, start_y=1.0, rate=0.3, mode='batch', steepness=10.0)
    >>> w.steps = 2
    >>> [round(coordinate, 2) for coordinate in w.point]
    [-1.47, 4.0]
    """

    surface = Choice(SURFACES)
    start_x = Number(USUAL["ravine"]["start_x"], low=-4, high=4)
    start_y = Number(USUAL["ravine"]["start_y"], low=-2, high=2)
    rate = Number(USUAL["ravine"]["rate"], low=0.01, high=10)
    mode = Choice(tuple(BATCH_SIZE))
    steepness = Number(10, low=1, high=50)
    steps = Number(0, low=0, high=MAX_STEPS, whole=True)
    turn = Number(-30, low=-180, high=180, whole=True)
    _folded = ("steps", "turn")

    def __init__(self, surface: str = "ravine", start: tuple | None = None, **state: object):
        if start is not None:
            try:
                state["start_x"], state["start_y"] = start
            except (TypeError, ValueError):
                raise TypeError(
                    f"Descent2D() got start={start!r}, expected a pair (x, y); pass two numbers"
                ) from None
        usual = USUAL.get(surface, {}) if isinstance(surface, str) else {}
        super().__init__(surface=surface, **(usual | state))

    @property
    def path(self) -> np.ndarray:
        """The points of the run so far, one a row."""
        return np.array(self._run().points)

    @property
    def point(self) -> tuple[float, float]:
        """Where the run is now."""
        x, y = self._run().points[-1]
        return x, y

    def _run(self) -> DescentNumbers:
        return numbers(**{name: v for name, v in self.state.items() if name != "turn"})

    def _fallback_html(self) -> str:
        state = self.state | {"steps": MAX_STEPS}
        del state["turn"]
        run = numbers(**state)
        rows = [
            [str(i), f"{x:.3f}", f"{y:.3f}", f"{run.costs[i]:.4g}", f"{run.lengths[i]:.4g}"]
            for i, (x, y) in enumerate(run.points)
            if i in (0, 1, 2, 3, 5, 10, 20, 50, 100, len(run.points) - 1)
        ]
        how = f" ({self.mode})" if self.surface == "logistic" else ""
        caption = f"Gradient descent on the {self.surface} surface{how}, rate {self.rate:g}"
        columns = ["step", *AXES[self.surface], "cost", "gradient length"]
        return fallback_table(caption, columns, rows)
