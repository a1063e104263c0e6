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
    said, truth, _ = _answers(outputs, y, threshold, "accuracy")
    return float(np.mean(said == truth))


def error_rate(outputs: np.ndarray, y: np.ndarray, *, threshold: float = 0.0) -> float:
    """Return the share of wrong answers, 1 - accuracy.

    Parameters
    ----------
    outputs, y, threshold
        As for ``accuracy``.

    Raises
    ------
    ValueError
        If outputs and y do not fit.

    Examples
    --------
    >>> error_rate([[0.1, 2.0, 0.3], [1.0, 0.0, 0.0]], [1, 2])
    0.5
    """
    said, truth, _ = _answers(outputs, y, threshold, "error_rate")
    return float(np.mean(said != truth))


def confusion(outputs: np.ndarray, y: np.ndarray, *, threshold: float = 0.0) -> np.ndarray:
    """Count how often each class was taken for each: row the true class, column the answer.

    Parameters
    ----------
    outputs, y, threshold
        As for ``accuracy``.

    Returns
    -------
    array of integers (k, k)
        k is the number of scores an example; 2 for a single one. The diagonal is what was right.

    Raises
    ------
    ValueError
        If outputs and y do not fit, or a class in y is not 0 … k - 1.

    Examples
    --------
    >>> confusion([[2.0], [-1.0], [0.5], [-3.0]], [[1], [0], [0], [0]])
    array([[2, 1],
           [0, 1]])
    """
    said, truth, k = _answers(outputs, y, threshold, "confusion")
    said, truth = said.astype(np.intp), truth.astype(np.intp)
    if truth.min() < 0 or truth.max() >= k:
        raise ValueError(
            f"confusion got classes from {truth.min()} to {truth.max()} and {k} scores an example, "
            f"expected classes from 0 to {k - 1}"
        )
    return np.bincount(k * truth + said, minlength=k * k).reshape(k, k)


def _answers(outputs, y, threshold: float, who: str) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the model's answers, the true ones, and how many there are to choose from."""
    outputs, y = np.asarray(outputs), np.asarray(y)
    m = len(outputs)
    if outputs.ndim == 1 or outputs.shape == (m, 1):
        fits = y.shape in ((m,), (m, 1))
        said, truth, k = outputs.reshape(-1) > threshold, y.reshape(-1) > 0.5, 2
    else:
        fits = outputs.ndim == 2 and y.shape in ((m,), outputs.shape)
        said, truth = outputs.argmax(axis=-1), y if y.ndim == 1 else y.argmax(axis=-1)
        k = outputs.shape[-1]
    if not fits or m == 0:
        raise ValueError(
            f"{who} got outputs {outputs.shape} and y {y.shape}, expected (m, 1) and the same, "
            "or scores (m, k) and classes (m,)"
        )
    return said, truth, k
