"""BoundaryByHand: a line between two kinds of points, moved by hand and then by descent."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.classic import LogisticRegression
from lib.data import load_digits

from .arrays import Answers, Option, Pictures, Points, Words
from .base import Explorable, fallback_table
from .traits import ExplorableError, Number


class BoundaryNumbers(NamedTuple):
    """The numbers of the figure; ``gradient`` and ``next`` are in the order w1, w2, b.

    ``next`` are the parameters after one step of descent, ``next_cost`` the cost there and ``turn``
    the angle in degrees by which that step turns the line (positive: counterclockwise).
    """

    cost: float
    wrong: int
    gradient: list[float]
    next: list[float]
    next_cost: float
    turn: float


def regression(w1: float, w2: float, b: float) -> LogisticRegression:
    """Return the book's logistic regression with these parameters; its methods give the numbers."""
    model = LogisticRegression()
    model.w, model.b = np.array([w1, w2], dtype=np.float64), float(b)
    return model


def step(X: ArrayLike, y: ArrayLike, w1: float, w2: float, b: float, rate: float) -> np.ndarray:
    """Return w1, w2 and b after one step of descent, each lowered by rate times its slope."""
    slopes, slope = regression(w1, w2, b).gradient(X, y)
    return np.array([w1, w2, b]) - rate * np.append(slopes, slope)


def numbers(
    X: ArrayLike, y: ArrayLike, w1: float, w2: float, b: float, rate: float
) -> BoundaryNumbers:
    """Cost, gradient and the next step of descent of a logistic regression with two features.

    Parameters
    ----------
    X : array_like
        Points, shape (m, 2).
    y : array_like
        0 or 1 for each, shape (m,).
    w1, w2, b : float
        The parameters.
    rate : float
        The learning rate.

    Examples
    --------
    >>> found = numbers([[0.1, 0.6]], [1], w1=-4, w2=2, b=0.2, rate=1)
    >>> round(found.cost, 4), found.wrong
    (0.3133, 0)
    >>> [round(g, 4) for g in found.gradient]
    [-0.0269, -0.1614, -0.2689]
    """
    model = regression(w1, w2, b)
    slopes, slope = model.gradient(X, y)
    after = step(X, y, w1, w2, b, rate)
    across, along = w1 * after[1] - w2 * after[0], w1 * after[0] + w2 * after[1]
    turn = np.degrees(np.arctan2(across, along)) if across or along else 0.0  # 0: no line yet
    return BoundaryNumbers(
        cost=model.cost(X, y),
        wrong=int(np.sum(model.predict(X) != np.asarray(y))),
        gradient=[*slopes.tolist(), slope],
        next=after.tolist(),
        next_cost=regression(*after).cost(X, y),
        turn=float(turn),
    )


def boundary_digits(m: int = 120) -> dict[str, Any]:
    """Handwritten digits as points of the plane: zeros against the rest.

    The features are the mean ink of the four squares in the middle and that of sixteen squares at
    the sides. A third of the points are the first zeros of the data, the others the first pictures
    of other digits, all in the order of the data: the same at every call.

    Parameters
    ----------
    m : int
        How many points, 3 to 500.

    Returns
    -------
    dict
        ``X`` (m, 2), ``y`` (m,), ``images`` (m, 8, 8) with ink from 0 to 16, ``names`` of the
        features and ``labels`` of the classes: the arguments of :class:`BoundaryByHand`.

    Raises
    ------
    ValueError
        If m is out of bounds.

    Examples
    --------
    >>> digits = boundary_digits(120)
    >>> digits["X"].shape, digits["y"].sum()
    ((120, 2), np.int64(40))
    """
    if not 3 <= m <= 500:
        raise ValueError(f"boundary_digits() got m={m}, expected 3 to 500; choose one in between")
    digits = load_digits()
    zeros, others = np.flatnonzero(digits.target == 0), np.flatnonzero(digits.target != 0)
    chosen = np.sort(np.concatenate([zeros[: m // 3], others[: m - m // 3]]))
    images = digits.images[chosen]
    middle = images[:, 3:5, 3:5].mean(axis=(1, 2))
    sides = images[:, 2:6][:, :, [1, 2, 5, 6]].mean(axis=(1, 2))
    return {
        "X": np.column_stack([middle, sides]),
        "y": (digits.target[chosen] == 0).astype(int),
        "names": ("ink in the middle", "ink at the sides"),
        "labels": ("something else", "zero"),
        "images": digits.ink[chosen],
    }


class BoundaryByHand(Explorable):
    """Turn the line between two kinds of points by hand, watch the cost; then let descent do it.

    Parameters
    ----------
    X : array_like
        Points, shape (m, 2), at most 1000. Without X and y: :func:`boundary_digits`.
    y : array_like
        0 or 1 for each point, shape (m,).
    names : pair of str
        Names of the two features.
    labels : pair of str
        Names of class 0 and class 1.
    images : array_like, optional
        A picture for each point, shape (m, 8, 8), whole numbers from 0 to 16.
    part : str
        ``"all"``; ``"line"``: the line and the mistakes, for readers who have not met the cost; or
        ``"descend"``: the line, the cost and descent, without the picture of the weights.
    w1, w2, b : float
        The parameters, -1000 to 1000.
    rate : float
        The learning rate, 0.001 to 100.

    Raises
    ------
    ExplorableError
        For data of a wrong shape, or a number out of bounds.

    Examples
    --------
    >>> BoundaryByHand(X=[[0.1, 0.6], [0.7, 0.2]], y=[1, 0], w1=-4, w2=2)
    BoundaryByHand(w1=-4.0, w2=2.0, b=-3.0, rate=2.0)
    """

    X = Points()
    y = Answers()
    names = Words()
    labels = Words()
    images = Pictures()
    part = Option("all", "line", "descend")
    w1 = Number(4.0, low=-1000, high=1000)
    w2 = Number(4.0, low=-1000, high=1000)
    b = Number(-3.0, low=-1000, high=1000)
    rate = Number(2.0, low=0.001, high=100)

    def __init__(self, X: ArrayLike | None = None, y: ArrayLike | None = None, **more: object):
        if (X is None) != (y is None):
            given, missing = ("y", "X") if X is None else ("X", "y")
            raise ExplorableError(
                f"BoundaryByHand: got {given} without {missing}, expected both or neither; "
                f"pass {missing} too, or leave both out for the handwritten digits"
            )
        digits = boundary_digits()
        data = digits if X is None else {"X": X, "y": y, "images": None}
        words = {"names": digits["names"], "labels": digits["labels"]}
        super().__init__(**{**words, **data, **more})

    def _check_data(self) -> None:
        for name in ("y", "images"):
            count = len(getattr(self, name))
            if count != len(self.X) and (count or name == "y"):
                raise ExplorableError(
                    f"BoundaryByHand.{name}: got {count}, expected {len(self.X)}, one for each "
                    f"row of X; take the same rows of both, as in X[:120] and {name}[:120]"
                )

    def _fallback_html(self) -> str:
        rows, parameters = [], np.array([self.w1, self.w2, self.b])
        for steps in range(101):
            if steps in (0, 1, 10, 100):
                now = numbers(self.X, self.y, *parameters, self.rate)
                values = [f"{value:.3f}" for value in parameters]
                rows.append([str(steps), *values, f"{now.cost:.4f}", str(now.wrong)])
            parameters = step(self.X, self.y, *parameters, self.rate)
        caption = (
            f"Descent with the rate {self.rate:g}: the line between “{self.labels[1]}” and "
            f"“{self.labels[0]}” for {len(self.X)} points"
        )
        return fallback_table(caption, ["steps", "w1", "w2", "b", "cost", "wrong side"], rows)
