"""The questions every model here asks of its data before it computes anything."""

import numpy as np

from lib.nn._checks import as_floats


def examples(X, who, name="X"):
    """Return X as float64 of shape (m, n), every number finite."""
    X = as_floats(X, who).astype(np.float64, copy=False)
    if X.ndim != 2:
        advice = ""
        if X.ndim == 1:
            advice = (
                f" Use {name}.reshape(1, -1) for one example, {name}.reshape(-1, 1) for one number "
                "an example."
            )
        elif X.ndim > 2:
            advice = f" Use {name}.reshape(len({name}), -1) to flatten pictures."
        raise ValueError(f"{name} has shape {X.shape}; expected (m, n), one example a row.{advice}")
    if len(X) == 0:
        raise ValueError(f"{name} has shape {X.shape}; expected at least one example.")
    if not np.isfinite(X).all():
        row, column = np.argwhere(~np.isfinite(X))[0]
        raise ValueError(
            f"{name}[{row}, {column}] is {X[row, column]}; expected finite numbers. "
            "Fill or drop the rows that lack a value."
        )
    return X


def labels(y, m):
    """Return y as float64 of shape (m,), each 0 or 1."""
    y = _one_a_row(y, m)
    wrong = ~np.isin(y, (0, 1))
    if wrong.any():
        raise ValueError(
            f"y[{wrong.argmax()}] is {y[wrong][0]!r}; expected 0 or 1. "
            "For one class against the rest use (y == that_class).astype(int)."
        )
    return y.astype(np.float64)


def targets(y, m, who):
    """Return y as float64 of shape (m,), each a finite number."""
    y = as_floats(_one_a_row(y, m), who).astype(np.float64, copy=False)
    if not np.isfinite(y).all():
        row = int((~np.isfinite(y)).argmax())
        raise ValueError(
            f"y[{row}] is {y[row]}; expected finite numbers. Drop the rows that lack one."
        )
    return y


def rate(lr):
    """Raise if the learning rate is not a finite number above 0."""
    if not (isinstance(lr, int | float | np.number) and np.isfinite(lr) and lr > 0):
        raise ValueError(f"lr is {lr!r}; expected a finite number above 0.")


def count(value, name, least=0):
    """Raise if the value is not a whole number, `least` or more."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} is {value!r}; expected a whole number, {least} or more.")


def _one_a_row(y, m):
    y = np.asarray(y)
    if y.ndim > 1 and y.size == m:
        raise ValueError(f"y has shape {y.shape}; expected ({m},). Use y.ravel().")
    if y.shape != (m,):
        raise ValueError(f"y has shape {y.shape}; expected ({m},), one label for each row of X.")
    return y
