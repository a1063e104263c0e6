"""Bunch: a dictionary that carries a data set together with what its numbers mean."""

from __future__ import annotations

from typing import Any

import numpy as np


class Bunch(dict):
    """A dictionary whose entries are also attributes, with a repr that fits on a screen.

    Every loader of the book returns one with at least ``DESCR`` (what the data are), ``units``
    (what one number measures) and ``licence`` (what you may do with them).

    Parameters
    ----------
    **entries
        Arrays, names and texts of the data set.

    Raises
    ------
    AttributeError
        For a name that is not an entry; the message lists those that are.

    Examples
    --------
    >>> data = Bunch(X=np.zeros((4, 2)), units="centimeters", DESCR="Four points.")
    >>> data.X.shape
    (4, 2)
    >>> data
    Bunch: Four points.
      X      float64 array, shape (4, 2)
      units  'centimeters'
    >>> data.x
    Traceback (most recent call last):
    ...
    AttributeError: this Bunch has no 'x'; it has X, units, DESCR
    """

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(
                f"this {type(self).__name__} has no {name!r}; it has {', '.join(self)}"
            ) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]

    def __repr__(self) -> str:
        title = str(self.get("DESCR", "")).strip().split("\n")[0]
        shown = {name: value for name, value in self.items() if name != "DESCR"}
        width = max((len(name) for name in shown), default=0)
        lines = [f"  {name:<{width}}  {_in_short(value)}" for name, value in shown.items()]
        return "\n".join([f"{type(self).__name__}: {title}".rstrip(": "), *lines])


def _in_short(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"{value.dtype} array, shape {value.shape}"
    if hasattr(value, "__name__"):
        # The repr of a function may hold an address, which differs from run to run.
        return f"function {value.__name__}"
    text = repr(value)
    return text if len(text) <= 72 else f"{text[:69]}..."
