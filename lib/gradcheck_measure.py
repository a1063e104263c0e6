"""How a slope is measured, also where it is hard: beside a kink, and in nested arrays."""

import numpy as np

_CLOSER = 16


def slopes(f, here, x, weights, eps, claimed, tolerance):
    """Return the measured d(Σ weights · f()) / dx, and where f has a kink that fits the claim.

    Parameters
    ----------
    f : callable
        Reads x, returns an array.
    here : array
        f() before anything moves.
    x : array
        Moved by eps, one number at a time, and put back exactly.
    weights : array
        In the shape of f().
    eps : float
    claimed : array
        In the shape of x. Where it differs from the central difference, a closer look is taken.
    tolerance : callable
        ``tolerance(slope)`` is by how much a right claim may differ from the measured slope.

    Returns
    -------
    measured : array
    at_kink : array of booleans
    """
    measured, at_kink = np.zeros(x.shape), np.zeros(x.shape, bool)

    def left_right(index, step):
        """Return both one-sided slopes, and the central one between them."""
        kept = x[index]
        try:
            x[index] = above = kept + step
            y_above = np.array(f())
            x[index] = below = kept - step
            y_below = np.array(f())
        finally:
            x[index] = kept
        # Subtracting before summing saves the digits.
        left = (weights * (here - y_below)).sum() / (kept - below)
        right = (weights * (y_above - here)).sum() / (above - kept)
        return left, right, (weights * (y_above - y_below)).sum() / (above - below)

    for index in np.ndindex(x.shape):
        left, right, measured[index] = left_right(index, eps)
        claim = claimed[index] if claimed.shape == x.shape else np.nan
        if not _outside(claim, measured[index], tolerance):
            continue
        # Curved: the slopes of the two sides approach each other with a smaller step. A kink
        # between x - ε and x + ε: they agree now. A kink at x: they differ as before, and
        # every slope between them is as good as any other.
        near_left, near_right, near = left_right(index, eps / _CLOSER)
        low, high = min(near_left, near_right), max(near_left, near_right)
        if abs(near_right - near_left) > max(abs(right - left) / 4, 2 * tolerance(high - low)):
            margin = tolerance(max(abs(low), abs(high)))
            at_kink[index] = low - margin <= claim <= high + margin
        elif not _outside(claim, near, tolerance):
            measured[index] = near
    return measured, at_kink


def _outside(claim, slope, tolerance):
    return not abs(claim - slope) <= tolerance(slope)


def random_cotangent(rng, shape):
    """Return numbers of both signs from ½ to 1½: none is too small to show a mistake."""
    return rng.uniform(0.5, 1.5, shape) * rng.choice((-1, 1), shape)


def leaves(value, name):
    """Return [(name, array)] for an array, or for dicts and tuples of arrays."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, f"{name}[{key!r}]")]
    if isinstance(value, tuple):
        return [leaf for i, item in enumerate(value) for leaf in leaves(item, f"{name}[{i}]")]
    return [(name, value)]


def matching_leaves(value, claim, name):
    """Return the claimed arrays in the order of the input's; the two must have one form."""
    if isinstance(value, dict):
        if not isinstance(claim, dict) or claim.keys() != value.keys():
            raise ValueError(f"grad of {name} must be a dict with the keys {sorted(value)}.")
        parts = [(item, claim[key], f"{name}[{key!r}]") for key, item in value.items()]
    elif isinstance(value, tuple):
        if not isinstance(claim, tuple | list) or len(claim) != len(value):
            raise ValueError(f"grad of {name} must be a tuple of {len(value)} arrays.")
        parts = [(item, claim[i], f"{name}[{i}]") for i, item in enumerate(value)]
    else:
        return [claim]
    return [leaf for part in parts for leaf in matching_leaves(*part)]


def check_float64(x, name, advice="Use x.astype(np.float64)."):
    """Return x if it is a float64 array of finite numbers."""
    if x.dtype != np.float64:
        raise TypeError(
            f"{name} is {x.dtype}; gradcheck needs float64, because a subtraction of near numbers "
            f"eats most of the digits. {advice}"
        )
    return check_no_nan(x, name)


def check_no_nan(x, name):
    """Return x if its numbers are finite."""
    if not np.isfinite(x).all():
        raise ValueError(f"{name} contains NaN or infinity; expected finite numbers.")
    return x


def check_finite(y, who):
    """Raise if there is no slope to measure."""
    if not np.isfinite(y).all():
        raise ValueError(f"{who} returned NaN or infinity here; there is no slope to measure.")
