"""History: what was measured in each epoch of a training."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

# A time differs from run to run, so the table leaves it out.
_NOT_SHOWN = frozenset({"seconds"})
_ROWS_SHOWN = 8


class History(Mapping):
    """Columns of numbers, one row an epoch; each column is an attribute and an entry.

    ``cost`` is the mean over the training batches as they were seen, before each step; so
    ``history.cost[0]`` is not yet the cost of the model after epoch 1. Columns that begin with
    ``dev_`` are measured after the epoch. ``seconds`` is what each epoch took.

    Examples
    --------
    >>> history = History()
    >>> history.append(cost=0.6931, dev_cost=0.51, seconds=0.02)
    >>> history.append(cost=0.4, dev_cost=0.39, seconds=0.02)
    >>> history.epochs, history.dev_cost
    (array([1, 2]), array([0.51, 0.39]))
    >>> history
    epoch    cost  dev_cost
        1  0.6931    0.5100
        2  0.4000    0.3900
    """

    def __init__(self):
        self._columns: dict[str, list[float]] = {}

    def append(self, **row: float) -> None:
        """Add the numbers of one more epoch.

        Raises
        ------
        ValueError
            If they are not those of the epochs before.
        """
        if self._columns and row.keys() != self._columns.keys():
            raise ValueError(
                f"History got {', '.join(row)}, expected {', '.join(self._columns)} as in the "
                "epochs before"
            )
        for name, value in row.items():
            self._columns.setdefault(name, []).append(float(value))

    @property
    def epochs(self) -> np.ndarray:
        """The numbers of the epochs: 1, 2, …"""
        return np.arange(1, 1 + max(map(len, self._columns.values()), default=0))

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._columns:
            raise KeyError(f"no column {name!r}; there are {', '.join(self._columns) or 'none'}")
        return np.array(self._columns[name])

    def __getattr__(self, name: str) -> np.ndarray:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(f"this History has {error.args[0]}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._columns]

    def __repr__(self) -> str:
        names = [name for name in self._columns if name not in _NOT_SHOWN]
        if not names:
            return "History: no epoch yet"
        widths = [max(len(name), 6) for name in names]
        lines = ["epoch  " + "  ".join(f"{n:>{w}}" for n, w in zip(names, widths, strict=True))]
        rows = list(self.epochs)
        for epoch in rows:
            if len(rows) > _ROWS_SHOWN and _ROWS_SHOWN // 2 < epoch <= len(rows) - 3:
                if epoch == len(rows) - 3:
                    lines.append("    …")
                continue
            numbers = (self._columns[name][epoch - 1] for name in names)
            cells = (f"{_short(v):>{w}}" for v, w in zip(numbers, widths, strict=True))
            lines.append(f"{epoch:>5}  " + "  ".join(cells))
        return "\n".join(lines)


def _short(value: float) -> str:
    """Write four digits: more would differ between machines."""
    return f"{value:.4f}" if 0.001 <= abs(value) < 10 or value == 0 else f"{value:.3g}"
