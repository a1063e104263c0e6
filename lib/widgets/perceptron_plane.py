"""PerceptronPlane: points of two kinds, a line between them, and the perceptron rule."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.classic import Perceptron
from lib.data.planes import make_separable

from .arrays import Option
from .base import Explorable, fallback_table
from .examples import Examples, rows_of
from .traits import Choice, Number

#: The four examples of a logic problem, in the order in which they are shown.
INPUTS = [[1.0, 1.0], [0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]
TRUTHS = {"and": [1, 0, 0, 0], "or": [1, 0, 1, 1], "xor": [0, 0, 1, 1], "nand": [0, 1, 1, 1]}

MOST_SHOWN = 10_000
_ROWS = 24  # of the table without JavaScript


class PerceptronNumbers(NamedTuple):
    """A run of the rule, in the words of :class:`lib.classic.Perceptron`.

    ``path`` are w1, w2, b before the first example and after each; ``scores`` and ``says`` belong
    to all examples at its end; ``mistakes`` are the corrections of each round, the last of which
    may be unfinished; ``history`` is how many examples were wrong before the first round and after
    each whole one; ``cycle`` is after which round the weights were what they are again later, and
    how many rounds later, if the run has come to that.
    """

    path: list[list[float]]
    scores: list[float]
    says: list[int]
    mistakes: list[int]
    history: list[int]
    cycle: list[int] | None


class _FromThere(Perceptron):
    """A perceptron whose training begins at given weights instead of zeros."""

    def __init__(self, w1: float, w2: float, b: float):
        super().__init__()
        self._begin = np.array([w1, w2], dtype=np.float64), float(b)

    def _start(self, X, y, lr, epochs, batch_size=1, record=False):
        X, y = super()._start(X, y, lr, epochs, batch_size, record)
        self.w, self.b = self._begin
        self.history = [self.cost(X, y)]
        self._path = [self._weights()]
        return X, y


def numbers(
    X: ArrayLike, y: ArrayLike, rate: float, w1: float, w2: float, b: float, shown: int
) -> PerceptronNumbers:
    """Show examples to a perceptron one by one, again and again in their order.

    Parameters
    ----------
    X : array_like
        Points, shape (m, 2).
    y : array_like
        0 or 1 for each, shape (m,).
    rate : float
        The learning rate.
    w1, w2, b : float
        Where it starts.
    shown : int
        How many examples it is shown.

    Examples
    --------
    >>> run = numbers(INPUTS, TRUTHS["and"], 0.1, 0, 0, 0, shown=20)
    >>> run.mistakes, run.path[-1]
    ([3, 3, 2, 2, 0], [0.1, 0.2, -0.2])
    >>> numbers(INPUTS, TRUTHS["xor"], 0.1, 0, 0, 0, shown=12).cycle
    [2, 1]
    """
    m = len(X)
    model = _FromThere(w1, w2, b).fit(X, y, lr=rate, epochs=math.ceil(shown / m), record=True)
    path = model.path[: shown + 1]
    whole = shown // m
    corrected = np.diff(path[:, 2]) != 0
    mistakes = [int(corrected[i : i + m].sum()) for i in range(0, shown, m)]
    cycle = model.cycle if model.cycle and sum(model.cycle) <= whole else None
    model.w, model.b = path[-1, :2], float(path[-1, 2])
    return PerceptronNumbers(
        path=path.tolist(),
        scores=model.decision_function(X).tolist(),
        says=model.predict(X).tolist(),
        mistakes=mistakes,
        history=model.history[: whole + 1],
        cycle=list(cycle) if cycle else None,
    )


def perceptron_points() -> tuple[np.ndarray, np.ndarray]:
    """Return the points that the figure shows by default: X (16, 2) and y (16,).

    Examples
    --------
    >>> X, y = perceptron_points()
    >>> Perceptron().fit(X, y, lr=0.1, epochs=10).summary()
    'settled after epoch 5: a line separates the classes'
    """
    data = make_separable(16, margin=0.8, rng=2)
    return np.round(data.X + np.array([2.0, 1.5]), 1), data.y


class PerceptronPlane(Explorable):
    """Turn a line between crosses and circles by hand; then let the perceptron rule turn it.

    Parameters
    ----------
    problem : str
        ``"and"``, ``"or"``, ``"xor"``, ``"nand"``, or ``"points"``: points that the reader may add
        to. Without it: ``"and"``, or ``"points"`` if X and y are given.
    X : array_like
        Points, shape (m, 2), at most 100.
    y : array_like
        0 or 1 for each point, shape (m,).
    rate : float
        The learning rate, 0.01 to 10.
    w1, w2, b : float
        The parameters with which learning starts, -1000 to 1000; the hand moves them too.
    part : str
        ``"all"``, or ``"line"``: the line by hand, for readers who have not met the rule.
    shown : int
        How many examples have been shown since the start, 0 to 10000.
    examples : array_like
        X and y as rows x1, x2, y; what the reader adds stands here.

    Raises
    ------
    ExplorableError
        For data of a wrong shape, or a number out of bounds.

    Examples
    --------
    >>> w = PerceptronPlane("and", shown=20)
    >>> w
    PerceptronPlane(problem='and', rate=0.1, w1=0.0, w2=0.0, b=0.0)
    >>> w.weights
    [0.1, 0.2, -0.2]
    """

    part = Option("all", "line")
    problem = Choice((*TRUTHS, "points"))
    rate = Number(0.1, low=0.01, high=10)
    w1 = Number(0.0, low=-1000, high=1000)
    w2 = Number(0.0, low=-1000, high=1000)
    b = Number(0.0, low=-1000, high=1000)
    shown = Number(0, low=0, high=MOST_SHOWN, whole=True)
    examples = Examples()
    _folded = ("shown", "examples")

    def __init__(
        self,
        problem: str | None = None,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        **more: object,
    ):
        given = rows_of("PerceptronPlane", problem, X, y)
        more.setdefault(
            "examples", np.column_stack(perceptron_points()) if given is None else given
        )
        super().__init__(problem=problem or ("and" if X is None else "points"), **more)

    @property
    def X(self) -> list[list[float]]:
        """The points of the problem, (m, 2), in the order in which they are shown."""
        return INPUTS if self.problem != "points" else [row[:2] for row in self.examples]

    @property
    def y(self) -> list[int]:
        """The truth for each point, 0 or 1."""
        return TRUTHS.get(self.problem) or [row[2] for row in self.examples]

    @property
    def numbers(self) -> PerceptronNumbers:
        """The run up to what has been shown."""
        return numbers(self.X, self.y, self.rate, self.w1, self.w2, self.b, self.shown)

    @property
    def weights(self) -> list[float]:
        """w1, w2 and b after the examples that have been shown."""
        return self.numbers.path[-1]

    def _fallback_html(self) -> str:
        X, y = self.X, self.y
        if self.part == "line":
            run = numbers(X, y, self.rate, self.w1, self.w2, self.b, 0)
            caption = f"The line of w1 = {self.w1:g}, w2 = {self.w2:g}, b = {self.b:g}"
            rows = [
                [f"({x1:g}, {x2:g})", f"{score:.4g}", str(says), str(truth)]
                for (x1, x2), truth, score, says in zip(X, y, run.scores, run.says, strict=True)
            ]
            return fallback_table(caption, ["example", "score", "says", "truth"], rows)
        run = numbers(X, y, self.rate, self.w1, self.w2, self.b, max(_ROWS, len(X)))
        rows = [["start", "", "", "", *(f"{value:.4g}" for value in run.path[0])]]
        for k in range(_ROWS):
            (x1, x2), truth, (w1, w2, b) = X[k % len(X)], y[k % len(X)], run.path[k]
            score = w1 * x1 + w2 * x2 + b
            after = [f"{value:.4g}" for value in run.path[k + 1]]
            rows.append(
                [f"({x1:g}, {x2:g})", f"{score:.4g}", str(int(score > 0)), str(truth), *after]
            )
        caption = f"The first examples of “{self.problem}” at rate {self.rate:g}"
        return fallback_table(caption, ["shown", "score", "says", "truth", "w1", "w2", "b"], rows)
