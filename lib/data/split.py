"""Split a data set into rows to learn from, rows to choose by and rows to be judged on."""

from __future__ import annotations

from numbers import Integral

import numpy as np

from .rows import as_rows


def split(
    *arrays: np.ndarray,
    test_size: float | int = 0.2,
    dev_size: float | int | None = None,
    stratify: np.ndarray | None = None,
    rng: np.random.Generator | int | None = None,
) -> tuple[np.ndarray, ...]:
    """Deal the rows of all arrays at random into a training, perhaps a dev, and a test part.

    Parameters
    ----------
    *arrays : array_like
        Arrays with equally many rows; row i of each belongs to example i.
    test_size : float or int, default 0.2
        Share of the rows for the test part (below 1), or their number (1 and above).
    dev_size : float or int, optional
        Share or number of the rows for a dev part, by which to choose among models; without it
        there is none.
    stratify : array_like of shape (m,), optional
        Classes whose shares are to be the same in all parts, up to rounding.
    rng : Generator or int, optional
        Where the randomness comes from; the same int gives the same split.

    Returns
    -------
    tuple of ndarray
        ``train, test`` for each array in turn: ``X_train, X_test, y_train, y_test, …``; with
        ``dev_size``, ``train, dev, test``: ``X_train, X_dev, X_test, y_train, …``. Copies.

    Raises
    ------
    ValueError
        If the rows do not agree, or if one of the parts would be empty.

    Examples
    --------
    >>> X, y = np.arange(20).reshape(10, 2), np.arange(10)
    >>> X_train, X_test, y_train, y_test = split(X, y, test_size=0.3, rng=0)
    >>> X_train.shape, X_test.shape
    ((7, 2), (3, 2))
    >>> bool((X_test[:, 0] == 2 * y_test).all())
    True
    >>> [len(part) for part in split(y, dev_size=0.2, test_size=0.2, rng=0)]
    [6, 2, 2]
    """
    rows = as_rows(arrays, "split")
    m = len(rows[0])
    n_test = _count("test_size", test_size, m)
    n_dev = 0 if dev_size is None else _count("dev_size", dev_size, m)
    if n_test + n_dev >= m:
        raise ValueError(
            f"split got test_size={test_size} and dev_size={dev_size} for {m} rows, which leaves "
            "none to learn from; every part needs at least one row"
        )
    generator = np.random.default_rng(rng)
    order = generator.permutation(m)
    if stratify is not None:
        classes = as_rows([rows[0], stratify], "split(stratify=…)")[1]
        order = _one_class_after_the_other(order, classes)
    test, dev, train = np.split(order, [n_test, n_test + n_dev])
    parts = (train, test) if dev_size is None else (train, dev, test)
    return tuple(a[part] for a in rows for part in parts)


def _count(name: str, size: float | int, m: int) -> int:
    whole = isinstance(size, Integral) and not isinstance(size, bool)
    count = int(size) if whole else round(size * m)
    if (not whole and not 0 < size < 1) or not 0 < count < m:
        raise ValueError(
            f"split got {name}={size} for {m} rows, expected a share between 0 and 1 or a number "
            f"from 1 to {m - 1}; every part needs at least one row"
        )
    return count


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
