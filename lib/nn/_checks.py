"""The questions every layer asks of its input before it computes anything."""

import numpy as np


def as_floats(x, who, dtype=None):
    """Return `x` as an array of floats, without a copy if it is one already.

    Integers and booleans become floats, which loses nothing. A float of another precision than
    `dtype` is an error: to round in silence, or to work in double by accident, helps nobody.
    `who` is a name, or the layer itself.
    """
    x = np.asarray(x)
    if x.dtype.kind in "biu":
        return x.astype(np.float64 if dtype is None else dtype)
    if x.dtype.kind != "f":
        raise TypeError(f"{who} got an array of dtype {x.dtype}; expected real numbers.")
    if dtype is not None and x.dtype != dtype:
        raise TypeError(
            f"{who} got {x.dtype} but its parameters are {dtype}. "
            f"Use x.astype(np.{dtype}), or make the layer with dtype=np.{x.dtype}."
        )
    return x


def as_batch(x, who):
    """Return `x` as an array of floats with at least the batch axis."""
    x = as_floats(x, who)
    if x.ndim == 0:
        raise ValueError(
            f"{who} got a single number; expected a batch, shape (N, …). Use np.array([[x]])."
        )
    return x


def as_classes(labels, num_classes, who):
    """Return class indices as an integer array of shape (N,), each in 0 … num_classes - 1."""
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu":
        raise TypeError(
            f"{who} got class indices of dtype {labels.dtype}; expected integers. "
            "Use labels.astype(int)."
        )
    if labels.ndim != 1:
        raise ValueError(
            f"{who} got class indices of shape {labels.shape}; expected (N,). Use labels.ravel()."
        )
    outside = (labels < 0) | (labels >= num_classes)
    if outside.any():
        where = int(outside.argmax())
        raise ValueError(
            f"{who} got class index {labels[where]} in row {where}; "
            f"expected 0 to {num_classes - 1}, because there are {num_classes} classes."
        )
    return labels.astype(np.intp)


def positive_int(value, name):
    """Return `value` if it is a whole number of at least 1."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(f"{name} is {value!r}; expected a whole number.")
    if value < 1:
        raise ValueError(f"{name} is {value}; expected at least 1.")
    return int(value)


def float_dtype(dtype):
    """Return `dtype` if it is one of floats: a parameter must be able to move a little."""
    if np.dtype(dtype).kind != "f":
        raise TypeError(f"dtype is {np.dtype(dtype)}; expected floats, such as np.float32.")
    return np.dtype(dtype)


def probability(value, name):
    """Return `value` if it is a number from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        raise TypeError(f"{name} is {value!r}; expected a number from 0 to 1.")
    if not 0 <= value <= 1:
        raise ValueError(f"{name} is {value}; expected a number from 0 to 1.")
    return float(value)
