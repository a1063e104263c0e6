"""LineByHand: a line through five people, moved by hand and then by descent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lib.classic import LinearUnit
from lib.data import load_salaries

from .arrays import Option
from .base import Explorable, fallback_table
from .traits import Choice, Number

MODES = ("stochastic", "batch")


class LineNumbers(NamedTuple):
    """The numbers of the figure; ``slopes`` and ``next`` are in the order w, b.

    ``errors`` are prediction minus truth. ``asked`` is the person that the next step looks at, or
    -1 for all five; ``slopes`` are those of this person's loss, or of the cost. ``next`` are w and
    b after that step, and ``next_cost`` is the cost there.
    """

    errors: list[float]
    cost: float
    asked: int
    slopes: list[float]
    next: list[float]
    next_cost: float


def unit(w: float, b: float) -> LinearUnit:
    """Return the book's linear unit with these parameters; its methods give the numbers."""
    model = LinearUnit()
    model.w, model.b = np.array([w], dtype=np.float64), float(b)
    return model


def numbers(w: float, b: float, rate: float, mode: str, steps: int) -> LineNumbers:
    """Errors, cost and the next step of descent of a line through the five people.

    Parameters
    ----------
    w, b : float
        The line: w yuan for each year and b yuan to begin with.
    rate : float
        The learning rate.
    mode : str
        ``"stochastic"``: a step looks at one person, in the order of the table. ``"batch"``: at
        all five.
    steps : int
        How many steps have been taken: it says whose turn it is.

    Examples
    --------
    >>> found = numbers(1000, 500, rate=0.01, mode="stochastic", steps=1)
    >>> found.errors[:2], found.asked, found.next
    ([0.0, 1200.0], 1, [964.0, 488.0])
    """
    salaries = load_salaries()
    model = unit(w, b)
    asked = -1 if mode == "batch" else steps % len(salaries.y)
    rows = slice(None) if mode == "batch" else slice(asked, asked + 1)
    slopes, slope = model.gradient(salaries.X[rows], salaries.y[rows])
    after = [float(w - rate * slopes[0]), float(b - rate * slope)]
    return LineNumbers(
        errors=(model.predict(salaries.X) - salaries.y).tolist(),
        cost=model.cost(salaries.X, salaries.y),
        asked=asked,
        slopes=[float(slopes[0]), float(slope)],
        next=after,
        next_cost=unit(*after).cost(salaries.X, salaries.y),
    )


class LineByHand(Explorable):
    """Lay a line through five people by hand; then let descent do it, one person or all a step.

    Parameters
    ----------
    part : str
        ``"all"``; or ``"line"``: the people, the line and its errors, for readers who have not met
        the cost.
    w : float
        The weight in yuan a year, -500 to 2500.
    b : float
        The bias in yuan, -2500 to 6000.
    rate : float
        The learning rate, 0.0001 to 1.
    mode : str
        ``"stochastic"`` (one person a step) or ``"batch"`` (all five).
    steps : int
        How many steps have been taken since a hand moved the line, 0 to 10000.

    Raises
    ------
    ExplorableError
        For a number out of bounds or an unknown name.

    Examples
    --------
    >>> LineByHand(w=0, b=0, mode="batch")
    LineByHand(w=0.0, b=0.0, rate=0.01, mode='batch')
    """

    part = Option("all", "line")
    w = Number(400.0, low=-500, high=2500)
    b = Number(4000.0, low=-2500, high=6000)
    rate = Number(0.01, low=0.0001, high=1)
    mode = Choice(MODES)
    steps = Number(0, low=0, high=10000, whole=True)
    _folded = ("steps",)

    def _fallback_html(self) -> str:
        salaries = load_salaries()
        errors = unit(self.w, self.b).predict(salaries.X) - salaries.y
        rows = [
            [f"{x:g}", f"{y:,.0f}", f"{y + error:,.0f}", f"{error:,.0f}"]
            for x, y, error in zip(salaries.X[:, 0], salaries.y, errors, strict=True)
        ]
        caption = (
            f"Five people and the line that gives {self.b:,.0f} yuan to begin with "
            f"and {self.w:,.0f} more for each year"
        )
        columns = ["years of work", "monthly pay", "the line says", "error"]
        return fallback_table(caption, columns, rows)
