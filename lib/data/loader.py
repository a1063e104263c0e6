"""DataLoader: go through a data set in mini-batches, in a new order each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from .rows import as_rows


class DataLoader:
    """Iterate over the rows of some arrays, a few at a time.

    One pass over all rows is an **epoch**: ``for X, y in loader`` runs through one. With
    ``shuffle=True`` each epoch has a new order.

    Parameters
    ----------
    *arrays : array_like
        Arrays with equally many rows; row i of each belongs to example i.
    batch_size : int, default 32
        Rows in a mini-batch. The last one is smaller if they do not come out even.
    shuffle : bool, default False
        Deal the rows anew at the start of each epoch.
    rng : Generator or int, optional
        Where shuffling and ``transform`` get their randomness; the same int gives the same epochs.
    drop_last : bool, default False
        Leave out the last mini-batch if it is smaller than the others.
    transform : callable, optional
        ``transform(X, rng)`` gets the first array of each mini-batch, its own to change, and
        returns what to use instead, one row an example.

    Attributes
    ----------
    rng : Generator
        With its state put back to what it was before an epoch, the same epoch comes again.

    Shape
    -----
    Input: (m, …) each. Each step gives one (batch_size, …) array for each input, in their order.

    Raises
    ------
    ValueError
        If the rows do not agree, if an epoch would have no batch, or if ``transform`` returns
        more or fewer rows than it got.

    Examples
    --------
    >>> loader = DataLoader(np.arange(5), np.arange(5) ** 2, batch_size=2)
    >>> for x, y in loader:
    ...     print(x, y)
    [0 1] [0 1]
    [2 3] [4 9]
    [4] [16]
    >>> loader
    DataLoader(5 rows, 3 batches of 2, shuffle=False)

    Grey levels become numbers from 0 to 1 one mini-batch at a time, which saves memory:

    >>> pixels = np.array([[0, 255], [51, 102]], dtype=np.uint8)
    >>> [(X,)] = DataLoader(pixels, transform=lambda X, rng: X / 255)
    >>> X
    array([[0. , 1. ],
           [0.2, 0.4]])
    """

    def __init__(
        self,
        *arrays: np.ndarray,
        batch_size: int = 32,
        shuffle: bool = False,
        rng: np.random.Generator | int | None = None,
        drop_last: bool = False,
        transform: Callable[[np.ndarray, np.random.Generator], np.ndarray] | None = None,
    ):
        self.arrays = tuple(as_rows(arrays, "DataLoader"))
        self.rows = len(self.arrays[0])
        if int(batch_size) != batch_size or batch_size < 1:
            raise ValueError(
                f"DataLoader got batch_size={batch_size}, expected a whole number of at least 1; "
                f"for all {self.rows} rows at once pass batch_size={self.rows}"
            )
        if drop_last and batch_size > self.rows:
            raise ValueError(
                f"DataLoader got batch_size={batch_size} for {self.rows} rows with drop_last=True, "
                f"which leaves no batch; expected at most {self.rows}, or drop_last=False"
            )
        self.batch_size = int(batch_size)
        self.shuffle = bool(shuffle)
        self.drop_last = bool(drop_last)
        if transform is not None and not callable(transform):
            raise TypeError(
                f"DataLoader got transform={transform!r}, expected a function of a mini-batch and "
                "a random generator, such as lambda X, rng: X / 255"
            )
        self.transform = transform
        self.rng = np.random.default_rng(rng)

    def __len__(self) -> int:
        """Return the number of mini-batches in an epoch."""
        whole, rest = divmod(self.rows, self.batch_size)
        return whole + (rest > 0 and not self.drop_last)

    def __iter__(self) -> Iterator[tuple[np.ndarray, ...]]:
        order = self.rng.permutation(self.rows) if self.shuffle else None
        for start in range(0, len(self) * self.batch_size, self.batch_size):
            rows = slice(start, start + self.batch_size)
            batch = [a[rows if order is None else order[rows]] for a in self.arrays]
            if self.transform is not None:
                batch[0] = self._transformed(batch[0])
            yield tuple(batch)

    def _transformed(self, X: np.ndarray) -> np.ndarray:
        # Without shuffling a mini-batch is a view of the data, which a transform must not change.
        changed = np.asarray(self.transform(X if self.shuffle else X.copy(), self.rng))
        if changed.ndim == 0 or len(changed) != len(X):
            raise ValueError(
                f"DataLoader's transform made {changed.shape} out of {X.shape}, expected "
                f"{len(X)} rows, one an example"
            )
        return changed

    def __repr__(self) -> str:
        return (
            f"DataLoader({self.rows} rows, {len(self)} batches of {self.batch_size}, "
            f"shuffle={self.shuffle})"
        )
