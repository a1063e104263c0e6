"""Toy data in the plane: two kinds of points, from easy to impossible for one line."""

from __future__ import annotations

import numpy as np

from .bunch import Bunch

Rng = np.random.Generator | int | None


def make_blobs(m: int = 200, *, gap: float = 3.0, rng: Rng = None) -> Bunch:
    """Make two round clouds of points that overlap a little.

    Parameters
    ----------
    m : int
        Number of points, half of each class.
    gap : float
        Distance between the two centers; each cloud has standard deviation 1.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        ``X`` (m, 2), ``y`` (m,) of 0 and 1, ``feature_names``, ``units``, ``licence``, ``DESCR``.

    Examples
    --------
    >>> make_blobs(100, rng=0)
    Bunch: Two round clouds
      X              float64 array, shape (100, 2)
      y              int64 array, shape (100,)
      feature_names  ('x1', 'x2')
      units          'none: made-up numbers'
      licence        'CC0'
    """
    generator, y = _start(m, rng)
    centers = (y - 0.5)[:, None] * gap * np.array([0.8, 0.6])
    return _plane(centers + generator.normal(size=(m, 2)), y, generator, "Two round clouds")


def make_separable(m: int = 200, *, margin: float = 1.0, rng: Rng = None) -> Bunch:
    """Make two clouds that a line can separate for certain.

    Parameters
    ----------
    m : int
        Number of points, half of each class.
    margin : float
        Width of the empty strip between the classes, around the line 0.8 x1 + 0.6 x2 = 0.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        As from :func:`make_blobs`.

    Examples
    --------
    >>> data = make_separable(50, rng=0)
    >>> bool((((data.X @ [0.8, 0.6]) > 0) == data.y).all())
    True
    """
    if margin < 0:
        raise ValueError(f"make_separable got margin={margin}, expected 0 or more")
    generator, y = _start(m, rng)
    across = np.where(y == 1, 1, -1) * (margin / 2 + np.abs(generator.normal(size=m)))
    along = generator.normal(size=m)
    X = across[:, None] * np.array([0.8, 0.6]) + along[:, None] * np.array([-0.6, 0.8])
    return _plane(X, y, generator, "Two clouds with an empty strip between them")


def make_moons(m: int = 200, *, noise: float = 0.15, rng: Rng = None) -> Bunch:
    """Make two half moons that reach into each other; no line separates them.

    Parameters
    ----------
    m : int
        Number of points, half of each class.
    noise : float
        Standard deviation of what is added to each coordinate.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        As from :func:`make_blobs`.

    Examples
    --------
    >>> make_moons(6, noise=0, rng=0).X.shape
    (6, 2)
    """
    generator, y = _start(m, rng)
    angle = np.pi * generator.random(m)
    X = np.column_stack([np.cos(angle), np.sin(angle)])
    X[y == 1] = [1.0, 0.5] - X[y == 1]
    return _plane(_noisy(X - [0.5, 0.25], noise, generator), y, generator, "Two half moons")


def make_rings(m: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Bunch:
    """Make a cloud in the middle (class 1) and a ring around it (class 0).

    Parameters
    ----------
    m : int
        Number of points, half of each class.
    noise : float
        Standard deviation of what is added to each coordinate.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        As from :func:`make_blobs`.

    Examples
    --------
    >>> data = make_rings(100, noise=0, rng=0)
    >>> bool(((data.X**2).sum(axis=1) < 1.0)[data.y == 1].all())
    True
    """
    generator, y = _start(m, rng)
    # The square root spreads the points of a disk evenly over its area.
    radius = np.where(y == 1, 0.8 * np.sqrt(generator.random(m)), 1.5 + 0.5 * generator.random(m))
    angle = 2 * np.pi * generator.random(m)
    X = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return _plane(_noisy(X, noise, generator), y, generator, "A disk and a ring around it")


def make_spiral(
    m: int = 200, *, noise: float = 0.05, turns: float = 1.25, rng: Rng = None
) -> Bunch:
    """Make two arms of a spiral, wound into each other.

    Parameters
    ----------
    m : int
        Number of points, half of each class.
    noise : float
        Standard deviation of what is added to each coordinate.
    turns : float
        How often each arm goes around.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        As from :func:`make_blobs`.

    Examples
    --------
    >>> make_spiral(100, rng=0).y.mean()
    np.float64(0.5)
    """
    generator, y = _start(m, rng)
    way = np.sqrt(generator.random(m))
    angle = 2 * np.pi * turns * way + np.pi * y
    X = 2 * way[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return _plane(_noisy(X, noise, generator), y, generator, "Two arms of a spiral")


def make_xor(m: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Bunch:
    """Make points in four squares; opposite squares are of the same class.

    Parameters
    ----------
    m : int
        Number of points, half of each class.
    noise : float
        Standard deviation of what is added to each coordinate.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        As from :func:`make_blobs`. Class 1 is where x1 and x2 have different signs.

    Examples
    --------
    >>> data = make_xor(100, noise=0, rng=0)
    >>> bool(((data.X[:, 0] * data.X[:, 1] < 0) == data.y).all())
    True
    """
    generator, y = _start(m, rng)
    X = 0.1 + 0.9 * generator.random((m, 2))
    left = generator.random(m) < 0.5
    X[left] *= -1
    X[y == 1, 1] *= -1
    return _plane(_noisy(X, noise, generator), y, generator, "Four squares, two of each class")


def _start(m: int, rng: Rng) -> tuple[np.random.Generator, np.ndarray]:
    if m < 2 or int(m) != m:
        raise ValueError(f"got m={m} points, expected a whole number of at least 2, one a class")
    return np.random.default_rng(rng), np.arange(m) % 2


def _noisy(X: np.ndarray, noise: float, generator: np.random.Generator) -> np.ndarray:
    if noise < 0:
        raise ValueError(f"got noise={noise}, expected a standard deviation of 0 or more")
    return X + noise * generator.normal(size=X.shape)


def _plane(X: np.ndarray, y: np.ndarray, generator: np.random.Generator, title: str) -> Bunch:
    order = generator.permutation(len(y))
    return Bunch(
        X=X[order],
        y=y[order],
        feature_names=("x1", "x2"),
        units="none: made-up numbers",
        licence="CC0",
        DESCR=f"{title}\n\nPoints in the plane, made up by {__name__}; classes 0 and 1.\n",
    )
