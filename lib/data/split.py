"""Split a data set into rows to learn from and rows to be judged on."""

from __future__ import annotations

from numbers import Integral

import numpy as np

from .rows import as_rows


def split(
    *arrays: np.ndarray,
    test_size: float | int = 0.2,
    stratify: np.ndarray | None = None,
    rng: np.random.Generator | int | None = None,
) -> tuple[np.ndarray, ...]:
    """Deal the rows of all arrays at random into a training and a test part.

    Parameters
    ----------
    *arrays : array_like
        Arrays with equally many rows; row i of each belongs to example i.
    test_size : float or int, default 0.2
        Share of the rows for the test part (below 1), or their number (1 and above).
    stratify : array_like of shape (m,), optional
        Classes whose shares are to be the same in both parts, up to rounding.
    rng : Generator or int, optional
        Where the randomness comes from; the same int gives the same split.

    Returns
    -------
    tuple of ndarray
        ``train, test`` for each array in turn: ``X_train, X_test, y_train, y_test, …``. Copies.

    Raises
    ------
    ValueError
        If the rows do not agree, or if one of the two parts would be empty.

    Examples
    --------
    >>> X, y = np.arange(20).reshape(10, 2), np.arange(10)
    >>> X_train, X_test, y_train, y_test = split(X, y, test_size=0.3, rng=0)
    >>> X_train.shape, X_test.shape
    ((7, 2), (3, 2))
    >>> bool((X_test[:, 0] == 2 * y_test).all())
    True
    """
    rows = as_rows(arrays, "split")
    m = len(rows[0])
    n_test = _count(test_size, m)
    generator = np.random.default_rng(rng)
    order = generator.permutation(m)
    if stratify is not None:
        classes = as_rows([rows[0], stratify], "split(stratify=…)")[1]
        order = _one_class_after_the_other(order, classes)
    test, train = order[:n_test], order[n_test:]
    return tuple(part for a in rows for part in (a[train], a[test]))


def _count(test_size: float | int, m: int) -> int:
    whole = isinstance(test_size, Integral) and not isinstance(test_size, bool)
    n_test = int(test_size) if whole else round(test_size * m)
    if (not whole and not 0 < test_size < 1) or not 0 < n_test < m:
        raise ValueError(
            f"split got test_size={test_size} for {m} rows, expected a share between 0 and 1 or a "
            f"number from 1 to {m - 1}; both parts need at least one row"
        )
    return n_test


def _one_class_after_the_other(order: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """Reorder so that every prefix holds each class in its share, as nearly as whole rows can."""
    if classes.ndim != 1:
        raise ValueError(
            f"split got stratify of shape {classes.shape}, expected (m,): one class a row"
        )
    place = np.empty(len(order))
    for c in np.unique(classes):
        members = np.flatnonzero(classes[order] == c)
        place[members] = (np.arange(len(members)) + 0.5) / len(members)
    return order[np.argsort(place, kind="stable")]
