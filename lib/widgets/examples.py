"""Trait type for examples that the reader can add and take away."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from .traits import ExplorableError

MOST_EXAMPLES = 100
LIMIT = 1000


def rows_of(
    owner: str, problem: str | None, X: ArrayLike | None, y: ArrayLike | None
) -> np.ndarray | None:
    """Return X and y as rows x1, x2, y for an explorable that shows given points; None without.

    Parameters
    ----------
    owner : str
        Whose arguments they are, for the errors.
    problem : str or None
        What else was asked for: with points it can only be ``"points"``.
    X, y : array_like or None
        Shapes (m, 2) and (m,).

    Raises
    ------
    ExplorableError
        If one is missing, another problem was asked for, or the shapes do not fit.

    Examples
    --------
    >>> rows_of("Playground", None, [[1, 2]], [1])
    array([[1, 2, 1]])
    """
    if (X is None) != (y is None):
        given, missing = ("y", "X") if X is None else ("X", "y")
        raise ExplorableError(
            f"{owner}: got {given} without {missing}, expected both or neither; "
            f"pass {missing} too, or leave both out"
        )
    if X is None:
        return None
    if problem not in (None, "points"):
        raise ExplorableError(
            f"{owner}.problem: got {problem!r} with X and y, expected 'points'; leave "
            "the problem out, or X and y"
        )
    points, truths = np.shape(X), np.shape(y)
    if not (len(points) == 2 and points[1] == 2 and truths == points[:1]):
        raise ExplorableError(
            f"{owner}: got X of shape {points} and y of shape {truths}, expected "
            "(m, 2) and (m,); pass one point a row, and one truth a point"
        )
    return np.column_stack([X, y])


class Examples(traitlets.List):
    """Points of the plane with their truth: rows x1, x2, y with y 0 or 1.

    Parameters
    ----------
    least : int
        How many there must be.
    limit : float
        How far from 0 a coordinate may be.

    Raises
    ------
    ExplorableError
        If a row is not of that form, or there are none or too many.

    Examples
    --------
    >>> from lib.widgets import PerceptronPlane
    >>> w = PerceptronPlane("points")
    >>> w.examples = [[1, 2, 3]]
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: PerceptronPlane.examples: got 3 as a truth, expected 0 or \
1; compare the labels with the class that you look for, as in (labels == 2)
    """

    def __init__(self, least: int = 1, limit: float = LIMIT):
        super().__init__(default_value=[[0.0, 0.0, 0]] * least)
        self.least, self.limit = least, limit
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list[list[float]]:
        """Return the rows as lists of two floats and a whole number, or raise."""

        def refuse(got: str, expected: str, cure: str) -> None:
            name = f"{type(obj).__name__}.{self.name}"
            raise ExplorableError(f"{name}: got {got}, expected {expected}; {cure}")

        try:
            rows = np.array(value, dtype=np.float64)
        except (TypeError, ValueError):
            rows = np.empty(0)
        if self.least == 0 and rows.shape == (0,) and np.size(value) == 0:
            return []
        if rows.ndim != 2 or rows.shape[1] != 3 or not 1 <= len(rows) <= MOST_EXAMPLES:
            got = f"an array of shape {rows.shape}" if rows.size else "no such array"
            expected = f"shape (m, 3) with m from {self.least} to {MOST_EXAMPLES}"
            refuse(got, expected, "pass x1, x2 and the truth of each example, one a row")
        outside = rows[:, :2][~(np.abs(rows[:, :2]) <= self.limit)]
        if len(outside):
            expected = f"numbers from -{self.limit:g} to {self.limit:g}"
            refuse(f"{outside[0]:g} among the points", expected, "rescale or remove its row")
        strange = rows[:, 2][~np.isin(rows[:, 2], (0, 1))]
        if len(strange):
            cure = "compare the labels with the class that you look for, as in (labels == 2)"
            refuse(f"{strange[0]:g} as a truth", "0 or 1", cure)
        return [[x1, x2, int(y)] for x1, x2, y in rows.tolist()]
