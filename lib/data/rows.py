"""The one check that all functions on several arrays share: do they have the same rows?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def as_rows(arrays: Sequence[np.ndarray], who: str) -> list[np.ndarray]:
    """Return the arguments as arrays, after checking that all have equally many rows.

    Parameters
    ----------
    arrays : sequence of array_like
        Row i of each belongs to example i.
    who : str
        Name of the caller, for the messages.

    Raises
    ------
    TypeError
        If there is no array.
    ValueError
        If an array has no rows, or the numbers of rows differ.

    Examples
    --------
    >>> [a.shape for a in as_rows([[[1, 2], [3, 4]], [0, 1]], "split")]
    [(2, 2), (2,)]
    >>> as_rows([[1, 2, 3], [0, 1]], "split")
    Traceback (most recent call last):
    ...
    ValueError: split got arrays of 3 and 2 rows (shapes (3,), (2,)), expected equally many; \
row i of each must belong to example i
    """
    if not arrays:
        raise TypeError(f"{who} got no array, expected at least one, such as {who}(X, y)")
    rows = [np.asarray(a) for a in arrays]
    for i, a in enumerate(rows):
        if a.ndim == 0:
            raise ValueError(
                f"{who} got a single number ({a}) as argument {i + 1}, expected an array with "
                "one row an example"
            )
    if len({len(a) for a in rows}) > 1:
        raise ValueError(
            f"{who} got arrays of {' and '.join(str(len(a)) for a in rows)} rows (shapes "
            f"{', '.join(str(a.shape) for a in rows)}), expected equally many; row i of each must "
            "belong to example i"
        )
    if len(rows[0]) == 0:
        raise ValueError(f"{who} got arrays without rows, expected at least one example")
    return rows
