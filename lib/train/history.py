"""History: what was measured in each epoch of a training."""

from __future__ import annotations

import json
import math
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

    Attributes
    ----------
    stopped : str or None
        When and why the training was stopped before its last epoch.
    best_epoch : int or None
        The best epoch, if somebody watched: see EarlyStopping.

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
        self.stopped: str | None = None
        self.best_epoch: int | None = None

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

    def state_dict(self) -> dict:
        """Return all of it as plain lists and numbers, without what could be changed."""
        columns = {name: list(column) for name, column in self._columns.items()}
        return {"columns": columns, "stopped": self.stopped, "best_epoch": self.best_epoch}

    def load_state_dict(self, state: Mapping) -> None:
        """Become the history that ``state_dict`` was taken from.

        Raises
        ------
        ValueError
            If the state is no history, or its columns differ in length. Nothing is changed then.
        """
        if not isinstance(state, Mapping) or state.keys() != self.state_dict().keys():
            raise ValueError(f"expected the state of a History, got {state!r:.80}")
        columns = {n: [float(v) for v in column] for n, column in state["columns"].items()}
        if len({len(column) for column in columns.values()}) > 1:
            raise ValueError("expected columns of one length")
        self._columns = columns
        self.stopped, self.best_epoch = state["stopped"], state["best_epoch"]

    def to_json(self) -> str:
        """Return the history as JSON: from ``from_json`` it comes back bit for bit.

        JSON has no nan and no infinity; they are written as "nan", "inf" and "-inf".

        Examples
        --------
        >>> history = History()
        >>> history.append(cost=0.5)
        >>> history.to_json()
        '{"columns": {"cost": [0.5]}, "stopped": null, "best_epoch": null}'
        >>> History.from_json(history.to_json()).cost
        array([0.5])
        """
        state = self.state_dict()
        state["columns"] = {
            name: [v if math.isfinite(v) else str(v) for v in column]
            for name, column in state["columns"].items()
        }
        return json.dumps(state, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> History:
        """Return the history that ``to_json`` wrote.

        Raises
        ------
        ValueError
            If the text is not JSON, or not of a history.
        """
        history = cls()
        history.load_state_dict(json.loads(text))
        return history

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
        if self.stopped is not None:
            lines.append(f"stopped {self.stopped}")
        return "\n".join(lines)


def _short(value: float) -> str:
    """Write four digits: more would differ between machines."""
    return f"{value:.4f}" if 0.001 <= abs(value) < 10 or value == 0 else f"{value:.3g}"
