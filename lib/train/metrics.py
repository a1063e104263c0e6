"""Measures of how good a model is, for people: the cost is for the computer."""

from __future__ import annotations

import numpy as np


def accuracy(outputs: np.ndarray, y: np.ndarray, *, threshold: float = 0.0) -> float:
    """Return the share of right answers.

    One output an example is a score: above the threshold means class 1. Several outputs an
    example are one score a class: the largest wins.

    Parameters
    ----------
    outputs : array_like of shape (m,), (m, 1) or (m, k)
    y : array_like
        0 or 1, in the shape of one score an example; or classes (m,) or one-hot rows (m, k).
    threshold : float, default 0
        For scores (logits). If the outputs are probabilities, pass 0.5.

    Raises
    ------
    ValueError
        If outputs and y do not fit.

    Examples
    --------
    >>> accuracy([[2.0], [-1.0], [0.5], [-3.0]], [[1], [0], [0], [0]])
    0.75
    >>> accuracy([[0.1, 2.0, 0.3], [1.0, 0.0, 0.0]], [1, 2])
    0.5
    """
    outputs, y = np.asarray(outputs), np.asarray(y)
    m = len(outputs)
    if outputs.ndim == 1 or outputs.shape == (m, 1):
        fits = y.shape in ((m,), (m, 1))
        said, truth = outputs.reshape(-1) > threshold, y.reshape(-1) > 0.5
    else:
        fits = outputs.ndim == 2 and y.shape in ((m,), outputs.shape)
        said, truth = outputs.argmax(axis=-1), y if y.ndim == 1 else y.argmax(axis=-1)
    if not fits or m == 0:
        raise ValueError(
            f"accuracy got outputs {outputs.shape} and y {y.shape}, expected (m, 1) and the same, "
            "or scores (m, k) and classes (m,)"
        )
    return float(np.mean(said == truth))
