"""Playground: a small network learns points of the plane, in the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from json import dumps, loads
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from lib.nn import Sequential

from . import playground_run as run
from .arrays import Option
from .base import Explorable, fallback_table
from .examples import Examples, rows_of
from .layers import MOST_LAYERS, MOST_UNITS, Layers, Widths
from .traits import Choice, Number

#: How far from the origin the picture reaches.
REACH = 2.5
MOST_STEPS = 100_000

#: The reader's own points, before they have drawn any.
FIRST_EXAMPLES = [[-1, -1, 0], [1, 1, 0], [-1, 1, 1], [1, -1, 1]]

UNITS = tuple(
    f"{layer}.{unit}" for layer in range(1, MOST_LAYERS + 1) for unit in range(1, MOST_UNITS + 1)
)

#: Whatever begins the run anew when it is changed here.
_FROM_SCRATCH = (
    "problem",
    "m",
    "noise",
    "sample",
    "examples",
    "hidden",
    "activation",
    "init",
    "seed",
)
_RUN = (
    *_FROM_SCRATCH,
    "rate",
    "optimizer",
    "batch",
    "l2",
    "dropout",
    "start",
    "begun",
    "steps",
)


@lru_cache(maxsize=16)
def _history(settings: str) -> list[list[str]]:
    """Rows of the table without JavaScript: where the first hundred steps lead."""
    given, rows = loads(settings), []
    for steps in (0, 1, 10, 100):
        with np.errstate(all="ignore"):
            found = run.numbers(**given | {"steps": steps})
        held_out = "" if found.held_out_cost is None else f"{found.held_out_cost:.3f}"
        rows.append([str(steps), f"{found.cost:.3f}", str(found.right), held_out])
    return rows


class Playground(Explorable):
    """Let a small network learn points of the plane; choose its units, its rate, how it starts.

    Parameters
    ----------
    problem : str
        ``"rings"``, ``"xor"``, ``"moons"``, ``"blobs"``, ``"spiral"``, or ``"points"``: points
        that the reader draws. Without it: ``"rings"``, or ``"points"`` if X and y are given.
    X : array_like
        Points, shape (m, 2), at most 100, with coordinates from -2.5 to 2.5.
    y : array_like
        0 or 1 for each point, shape (m,).
    part : str
        How much can be set. ``"all"``; ``"deep"``: without optimizers, L2 and dropout;
        ``"shallow"``: also without a second layer, batches and points held out.
    hidden : sequence of int
        Units of each hidden layer: up to three numbers from 1 to 8.
    activation : str
        ``"tanh"``, ``"sigmoid"``, ``"relu"``, ``"leaky_relu"`` or ``"identity"``.
    rate : float
        The learning rate, 0.001 to 10.
    init : str
        How weights are drawn: ``"scaled"`` (spread 1/√n for n inputs), ``"zeros"``, ``"normal"``
        (spread 1) or ``"he"`` (spread √(2/n)). Biases are 0.
    seed : int
        Of the weights, of the order of the points and of dropout, 1 to 9999.
    sample : int
        Which points are drawn, 1 to 9999.
    m : int
        How many points to learn from, 20 to 500.
    noise : float
        How far they lie from where they belong, 0 to 0.5.
    optimizer : str
        ``"sgd"``, ``"momentum"`` (0.9) or ``"adam"``.
    batch : str
        Points in a step: ``"full"``, ``"32"``, ``"10"`` or ``"1"``.
    l2, dropout : float
        Weight decay, 0 to 1; probability that a hidden unit stays away, 0 to 0.9.
    weights : sequence of array_like
        [W1, b1, W2, b2, …] to start from, instead of ``init``.
    steps : int
        How many steps have been made, 0 to 100000.
    **more
        ``speed``, ``unit`` (the one in the large picture), ``x1`` and ``x2`` (the crosshair),
        ``shown`` (``"learned"`` or ``"held out"``: which points), ``challenge``; ``examples`` (the
        reader's points), ``start`` and ``begun`` (the weights at the last change of a setting, and
        the steps before it).

    Raises
    ------
    ExplorableError
        For data of a wrong shape, or a number out of bounds.

    Examples
    --------
    >>> w = Playground("rings", hidden=[3], rate=1.0)
    >>> w
    Playground(problem='rings', hidden=[3], activation='tanh', rate=1.0, init='scaled', seed=1)
    >>> w.steps = 200
    >>> w.numbers.right
    200
    >>> model = w.network                 # the library's, with the weights of the page
    >>> model(np.array([[0.0, 0.0]])).item() > 0
    True
    """

    part = Option("all", "deep", "shallow")
    problem = Choice(run.PROBLEMS)
    hidden = Widths(2)
    activation = Choice(tuple(run.ACTIVATIONS))
    rate = Number(0.3, low=0.001, high=10)
    init = Choice(run.INITS)
    seed = Number(1, low=1, high=9999, whole=True)
    sample = Number(1, low=1, high=9999, whole=True)
    m = Number(200, low=20, high=500, whole=True)
    noise = Number(0.05, low=0, high=0.5)
    optimizer = Choice(run.OPTIMIZERS)
    batch = Choice(run.BATCHES)
    l2 = Number(0.0, low=0, high=1)
    dropout = Number(0.0, low=0, high=0.9)
    examples = Examples(least=0, limit=REACH)
    speed = Choice(("medium", "slow", "fast"))
    unit = Choice(("output", *UNITS))
    x1 = Number(0.0, low=-REACH, high=REACH)
    x2 = Number(0.0, low=-REACH, high=REACH)
    shown = Choice(("learned", "held out"))
    challenge = Choice(("off", "on"))
    start = Layers()
    begun = Number(0, low=0, high=10**9, whole=True)
    steps = Number(0, low=0, high=MOST_STEPS, whole=True)
    _trained = traitlets.List().tag(sync=True)
    _folded = (
        *(
            "sample",
            "m",
            "noise",
            "optimizer",
            "batch",
            "l2",
            "dropout",
            "examples",
            "speed",
            "unit",
        ),
        *("x1", "x2", "shown", "challenge", "start", "begun", "steps"),
    )

    def __init__(
        self,
        problem: str | None = None,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        weights: Sequence[ArrayLike] = (),
        **more: Any,
    ):
        given = rows_of("Playground", problem, X, y)
        more.setdefault("examples", FIRST_EXAMPLES if given is None else given)
        more["problem"] = problem or ("rings" if X is None else "points")
        self._from_page, self._fresh = True, False  # what is given is no change
        first = {name: more.pop(name) for name in ("start", "begun", "steps") if name in more}
        super().__init__(**more)
        if len(weights):
            first["start"] = weights
        for name, value in first.items():
            setattr(self, name, value)
        self.set_trait("_defaults", self.state)
        self._refresh_fallback()
        self._from_page = False

    def set_state(self, sync_data: dict) -> None:
        """Take what the page sends."""
        self._from_page = True
        try:
            super().set_state(sync_data)
        finally:
            self._from_page = False
        self._fresh = self._fresh or "_trained" in sync_data

    @traitlets.observe(*_RUN)
    def _changed_here(self, change: dict) -> None:
        """A change in Python: what the page has trained is no longer what the state says."""
        if self._from_page:
            return
        self._fresh = False
        if change["name"] in _FROM_SCRATCH:
            with self.hold_sync():
                self.start, self.begun, self.steps = [], 0, 0

    @property
    def settings(self) -> dict[str, object]:
        """The part of the state that decides what is learned."""
        return {name: getattr(self, name) for name in _RUN}

    @property
    def numbers(self) -> run.PlaygroundNumbers:
        """The whole run, made once more by ``lib``: slow after many steps."""
        return run.numbers(**self.settings)

    @property
    def weights(self) -> list:
        """Weights and biases as they are now, [W1, b1, W2, b2, …]; set them to begin from there."""
        return self._trained if self._fresh else self.numbers.weights

    @weights.setter
    def weights(self, value: Sequence[ArrayLike]) -> None:
        with self.hold_sync():
            self.start, self.begun, self.steps = value, 0, 0

    @property
    def points(self) -> tuple[np.ndarray, np.ndarray]:
        """X (m, 2) and y (m,): the points that it learns from."""
        given = self.settings
        return run.points(*(given[k] for k in ("problem", "m", "noise", "sample", "examples")))[0]

    @property
    def network(self) -> Sequential:
        """The network as it is now, a module of the library; its outputs are scores."""
        return run.network(self.hidden, self.activation, self.weights, self.seed)

    def _fallback_html(self) -> str:
        empty = self.problem == "points" and not self.examples
        rows = [] if empty else _history(dumps(self.settings | {"steps": 0}))
        name = "points of the reader" if self.problem == "points" else f"“{self.problem}”"
        layers = " and ".join(map(str, self.hidden)) or "no"
        caption = f"A network with {layers} hidden units learns {name} at rate {self.rate:g}"
        return fallback_table(caption, ["steps", "cost", "right", "cost held out"], rows)
