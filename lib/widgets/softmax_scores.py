"""SoftmaxScores: a few scores, the answers that softmax makes of them, and what pushes them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from numbers import Integral, Real
from typing import Any, NamedTuple

import numpy as np
import traitlets

from lib.nn.functional import log_softmax, one_hot, sigmoid, softmax, softplus

from .base import Explorable, fallback_table
from .traits import Choice, ExplorableError, Number

SHOWN = ("softmax", "sigmoids")

FEWEST, MOST = 3, 5

#: No score is farther from 0.
LIMIT = 16

MAX_STEPS = 100

#: Learning is sure when the true answer gets as much.
SURE = 0.95


class SoftmaxNumbers(NamedTuple):
    """The numbers after learning, each list in the order of the scores.

    ``powers`` are e^z, ``answers`` what softmax or the sigmoids make of the scores, ``total`` the
    sum of the answers, ``pushes`` the slopes of the loss for the scores. ``taken`` is how many
    steps were taken: fewer than asked for where one would have brought a score beyond ±16.
    ``sure`` is whether the true answer is at least 0.95.
    """

    scores: list[float]
    powers: list[float]
    answers: list[float]
    total: float
    loss: float
    pushes: list[float]
    taken: int
    sure: bool


def answers_of(z: np.ndarray, shown: str) -> np.ndarray:
    """Return what the scores say: e^z divided by the sum of all e^z, or σ(z) for each alone.

    Shape
    -----
    z : (k,)
    returned : (k,)

    Examples
    --------
    >>> answers_of(np.array([1.0, 2.0, 3.0, 4.0]), "softmax").round(3)
    array([0.032, 0.087, 0.237, 0.644])
    >>> answers_of(np.array([1.0, 2.0, 3.0, 4.0]), "sigmoids").round(3)
    array([0.731, 0.881, 0.953, 0.982])
    """
    return softmax(z) if shown == "softmax" else sigmoid(z)


@lru_cache(maxsize=8)
def run(start: tuple[float, ...], truth: int, shown: str, rate: float) -> np.ndarray:
    """Return the scores before each step, up to 100 steps or the last within ±16.

    Shape
    -----
    returned : (steps + 1, k)

    Examples
    --------
    >>> run((0.0, 0.0), 1, "softmax", 1.0)[1]
    array([ 0.5, -0.5])
    """
    t = one_hot([truth - 1], len(start))[0]
    path = [np.array(start)]
    while len(path) <= MAX_STEPS:
        z = path[-1] - rate * (answers_of(path[-1], shown) - t)
        if np.abs(z).max() > LIMIT:
            break
        path.append(z)
    whole = np.array(path)
    whole.flags.writeable = False
    return whole


def numbers(
    scores: Sequence[float], truth: int, shown: str, rate: float, steps: int
) -> SoftmaxNumbers:
    """Turn scores into answers, and learn for some steps: z ← z - rate · (a - t).

    Softmax says a_i = e^z_i / S with S the sum of all e^z, and pays L = -ln a_c for the true
    answer c. Separate sigmoids say a_i = σ(z_i) and pay the sum of -t ln a - (1-t) ln(1-a). Both
    have the slope dL/dz = a - t, with t = 1 for the true answer and 0 for the others.

    Parameters
    ----------
    scores : sequence of float
        Three to five scores to begin with.
    truth : int
        Which answer is the true one, counted from 1.
    shown : str
        ``"softmax"`` or ``"sigmoids"``.
    rate : float
        The learning rate.
    steps : int
        How many steps to learn, 0 to 100.

    Examples
    --------
    >>> found = numbers([1.0, 2.0, 3.0, 4.0], 1, "softmax", rate=1.0, steps=0)
    >>> round(found.loss, 4), np.round(found.pushes, 3).tolist()
    (3.4402, [-0.968, 0.087, 0.237, 0.644])
    >>> round(numbers([1.0, 2.0, 3.0, 4.0], 1, "sigmoids", rate=1.0, steps=0).total, 3)
    3.546
    """
    whole = run(tuple(scores), truth, shown, rate)
    taken = min(steps, len(whole) - 1)
    z = whole[taken]
    c = truth - 1
    a = answers_of(z, shown)
    t = one_hot([c], len(z))[0]
    loss = -log_softmax(z)[c] if shown == "softmax" else softplus(z).sum() - z[c]
    return SoftmaxNumbers(
        scores=z.tolist(),
        powers=np.exp(z).tolist(),
        answers=a.tolist(),
        total=float(a.sum()),
        loss=float(loss),
        pushes=(a - t).tolist(),
        taken=taken,
        sure=bool(a[c] >= SURE),
    )


class Scores(traitlets.List):
    """Three to five numbers from -16 to 16.

    Raises
    ------
    ExplorableError
        If there are more or fewer, or one is out of bounds.

    Examples
    --------
    >>> from lib.widgets import SoftmaxScores
    >>> SoftmaxScores(scores=[1, 2])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: SoftmaxScores.scores: got [1, 2], expected 3 to 5 numbers \
from -16 to 16; pass scores that fit into the picture, such as [1, 2, 3, 4]
    """

    def __init__(self, *default: float):
        super().__init__(default_value=list(default))
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list[float]:
        """Return the scores as a list of floats, or raise."""
        values = value.tolist() if isinstance(value, np.ndarray) else value
        fits = isinstance(values, list | tuple) and FEWEST <= len(values) <= MOST
        if not fits or not all(
            isinstance(z, Real) and not isinstance(z, bool) and abs(z) <= LIMIT for z in values
        ):
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {value!r}, expected {FEWEST} to {MOST} "
                f"numbers from -{LIMIT} to {LIMIT}; pass scores that fit into the picture, such "
                "as [1, 2, 3, 4]"
            )
        return [float(z) for z in values]


class Place(traitlets.Integer):
    """Which of the scores, counted from 1: its owner compares it with how many there are.

    Raises
    ------
    ExplorableError
        If it is not a whole number from 1 to 5.

    Examples
    --------
    >>> from lib.widgets import SoftmaxScores
    >>> SoftmaxScores(truth=0)
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: SoftmaxScores.truth: got 0, expected a whole number from \
1 to 5; the first answer is 1
    """

    def __init__(self, default: int):
        super().__init__(default)
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> int:
        """Return the number as a plain ``int``, or raise."""
        whole = isinstance(value, Integral) and not isinstance(value, bool)
        if not whole or not 1 <= value <= MOST:
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {value!r}, expected a whole number from "
                f"1 to {MOST}; the first answer is 1"
            )
        return int(value)


class SoftmaxScores(Explorable):
    """Move a few scores: softmax makes answers of them that add up to 1; then let them learn.

    Parameters
    ----------
    scores : sequence of float
        Three to five scores, -16 to 16, before any learning.
    truth : int
        Which answer is the true one, counted from 1.
    shown : str
        ``"softmax"``, or ``"sigmoids"``: separate sigmoids, for comparing.
    rate : float
        The learning rate, 0.1 to 5.
    steps : int
        How many steps the scores have learned, 0 to 100.

    Raises
    ------
    ExplorableError
        For a value out of bounds, or a true answer that has no score.

    Examples
    --------
    >>> w = SoftmaxScores(scores=[1, 2, 3, 4], truth=1)
    >>> w
    SoftmaxScores(scores=[1.0, 2.0, 3.0, 4.0], truth=1, shown='softmax')
    >>> [round(a, 2) for a in w.answers]
    [0.03, 0.09, 0.24, 0.64]
    >>> round(w.loss, 2)
    3.44
    """

    scores = Scores(1.0, 2.0, 3.0, 4.0)
    truth = Place(1)
    shown = Choice(SHOWN)
    rate = Number(1, low=0.1, high=5)
    steps = Number(0, low=0, high=MAX_STEPS, whole=True)
    _folded = ("rate", "steps")

    @traitlets.validate("scores", "truth")
    def _has_a_true_answer(self, proposal: Any) -> Any:
        given = {"scores": self.scores, "truth": self.truth} | {
            proposal["trait"].name: proposal["value"]
        }
        if given["truth"] > len(given["scores"]):
            raise ExplorableError(
                f"{type(self).__name__}.truth: got {given['truth']} for {len(given['scores'])} "
                "scores, expected one of them, counted from 1; choose another, or pass more scores"
            )
        return proposal["value"]

    @property
    def numbers(self) -> SoftmaxNumbers:
        """All numbers of the picture."""
        return numbers(**self.state)

    @property
    def answers(self) -> list[float]:
        """What the scores say now, after the steps."""
        return self.numbers.answers

    @property
    def loss(self) -> float:
        """What has to be paid for the answers."""
        return self.numbers.loss

    def _fallback_html(self) -> str:
        found = self.numbers
        columns = ["answer", "score z", "e^z", "answer a", "push a - t"]
        each = zip(found.scores, found.powers, found.answers, found.pushes, strict=True)
        rows = [[str(i), *(f"{n:.4f}" for n in one)] for i, one in enumerate(each, 1)]
        rows.append(["sum", "", f"{sum(found.powers):.4f}", f"{found.total:.4f}"])
        rows[-1].append(f"{abs(sum(found.pushes)):.4f}")
        how = "softmax says" if self.shown == "softmax" else "separate sigmoids say"
        after = f" after {found.taken} steps at rate {self.rate:g}" if found.taken else ""
        caption = (
            f"{len(rows) - 1} scores{after}, and what {how}: answer {self.truth} is the true one, "
            f"loss {found.loss:.4f}"
        )
        return fallback_table(caption, columns, rows)
