"""Surfaces over the plane, to go downhill on: a ravine, bumps, a saddle, a curved valley."""

from __future__ import annotations

from typing import Any

import numpy as np

LANDSCAPES = ("ravine", "bumpy", "saddle", "curved")

#: The dents of the bumpy surface: where, how deep, how wide.
DENTS = np.array(
    [
        [-2.3, 0.7, 1.3, 0.8],
        [-0.2, -0.9, 1.0, 0.7],
        [2.2, -0.5, 2.2, 0.9],
        [0.7, 1.5, 1.1, 0.6],
    ]
)

#: The points at the bottom of a valley, where the gradient is zero; the lowest first.
MINIMA = {
    "ravine": [(0.0, 0.0)],
    "bumpy": [
        (2.0995605031, -0.4503834489),
        (-0.083246867, -0.762905194),
        (-2.1654335195, 0.6056716296),
        (0.7152923653, 1.3014859254),
    ],
    "saddle": [(2.5, 0.0), (-2.5, 0.0)],
    "curved": [(3.0, 0.3)],
}


def height(surface: str, x: Any, y: Any, steepness: float = 10.0) -> Any:
    """Height of a surface at the point (x, y).

    Ravine: ½(x² + κy²) with κ = ``steepness``. Bumpy: 2 + 0.06x² + 0.15y² minus a bell
    d·exp(-r²/2s²) for each of ``DENTS``. Saddle: (x² - 6.25)²/50 + y², with the saddle point at
    (0, 0) and a valley on either side. Curved: 0.1(x - 3)² + 1.25(y - x²/5 + 1.5)², a valley along
    a parabola, after Rosenbrock's.

    Shape
    -----
    x, y : any, the same; the result has that shape.

    Parameters
    ----------
    surface : str
        One of ``LANDSCAPES``.
    x, y : float or ndarray
        The point.
    steepness : float
        κ of the ravine; the other surfaces do not use it.

    Examples
    --------
    >>> height("ravine", 1.0, 2.0, steepness=10)
    20.5
    >>> height("saddle", 0.0, 0.0), height("saddle", 2.5, 0.0)
    (0.78125, 0.0)

    References
    ----------
    Rosenbrock (1960), "An automatic method for finding the greatest or least value of a function".
    """
    if surface == "ravine":
        return 0.5 * (x * x + steepness * y * y)
    if surface == "bumpy":
        return 2 + 0.06 * x * x + 0.15 * y * y - sum(_bells(x, y))
    if surface == "saddle":
        out = x * x - 6.25
        return out * out / 50 + y * y
    aside = y - x * x / 5 + 1.5
    return 0.1 * (x - 3) * (x - 3) + 1.25 * aside * aside


def gradient(surface: str, x: Any, y: Any, steepness: float = 10.0) -> tuple[Any, Any]:
    """Gradient of :func:`height`: its slope along x and its slope along y.

    Examples
    --------
    >>> gradient("ravine", 1.0, 2.0, steepness=10)
    (1.0, 20.0)
    >>> gradient("saddle", 2.5, 0.5)
    (0.0, 1.0)
    """
    if surface == "ravine":
        return x, steepness * y
    if surface == "bumpy":
        bells = _bells(x, y)
        pulls = [bell / s**2 for bell, (_, _, _, s) in zip(bells, DENTS, strict=True)]
        along_x = sum(p * (x - a) for p, (a, _, _, _) in zip(pulls, DENTS, strict=True))
        along_y = sum(p * (y - b) for p, (_, b, _, _) in zip(pulls, DENTS, strict=True))
        return 0.12 * x + along_x, 0.3 * y + along_y
    if surface == "saddle":
        return x * (x * x - 6.25) / 12.5, 2 * y
    aside = y - x * x / 5 + 1.5
    return 0.2 * (x - 3) - aside * x, 2.5 * aside


def _bells(x, y):
    return [d * np.exp(-((x - a) ** 2 + (y - b) ** 2) / (2 * s * s)) for a, b, d, s in DENTS]
