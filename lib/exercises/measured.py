"""Slopes measured by nudging: what checks compare a reader's gradient with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .expect import expect, expect_close

_EPS = 1e-4


def measured_slopes(cost: Callable[..., float], *arrays: np.ndarray) -> list[np.ndarray]:
    """Return the central differences of a cost for every number of every array.

    Parameters
    ----------
    cost : function of the arrays
        Returns a number.
    *arrays : arrays of floats, or floats
        Left as they are.

    Examples
    --------
    >>> [slope] = measured_slopes(lambda w: (w**2).sum(), np.array([1.0, 3.0]))
    >>> slope.round(6)
    array([2., 6.])
    """
    slopes = []
    for k, array in enumerate(arrays):
        array = np.asarray(array, dtype=float)
        slope = np.empty_like(array)
        for place in np.ndindex(array.shape):
            sides = []
            for nudge in (_EPS, -_EPS):
                moved = array.copy()
                moved[place] += nudge
                sides.append(cost(*arrays[:k], moved, *arrays[k + 1 :]))
            slope[place] = (sides[0] - sides[1]) / (2 * _EPS)
        slopes.append(slope)
    return slopes


def expect_gradient(claimed: Callable, cost: Callable, look: str) -> None:
    """Compare a reader's ``claimed(w, b, X, y) -> (dw, db)`` with measured slopes.

    Parameters
    ----------
    claimed : function
    cost : function
        ``cost(w, b, X, y)``.
    look : str
        What the reader should look at if no telling factor explains the difference.

    Raises
    ------
    Wrong
        With the message; :func:`check` shows it.
    """
    rng = np.random.default_rng(7)
    X, w, b = rng.normal(size=(9, 4)), rng.normal(size=4), 0.4
    y = (rng.random(9) < 0.5).astype(float)
    answer = claimed(w.copy(), b, X.copy(), y.copy())
    if answer is None or answer is Ellipsis:
        expect_close("dw", answer, np.zeros(4))
    expect(
        isinstance(answer, tuple | list) and len(answer) == 2,
        f"It returns a {type(answer).__name__}; expected the pair (dw, db). "
        "End with: return dw, db",
    )
    dw, db = measured_slopes(lambda w, b: cost(w, b, X, y), w, np.float64(b))
    for name, got, slope in (("dw", answer[0], dw), ("db", answer[1], db)):
        telling = _explain(got, slope, len(y)) or look
        expect_close(name, got, slope, rtol=1e-5, atol=1e-7, look=telling)


def _explain(got: object, right: np.ndarray, m: int) -> str:
    """Say what to look at if an answer is the right one times a telling number."""
    got = np.asarray(got)
    if got.shape != right.shape or not np.issubdtype(got.dtype, np.number):
        return ""
    for factor, look in (
        (-1.0, "the sign: the prediction minus the truth, not the other way around"),
        (float(m), "the mean: the sum over the examples has to be divided by their number"),
        (m / right.size, "the mean: divide by the number of examples, not of features"),
        (2.0, "the factor: the half in front of the square cancels the 2"),
    ):
        if np.allclose(got, factor * right, rtol=1e-4, atol=1e-7):
            return look
    return ""
