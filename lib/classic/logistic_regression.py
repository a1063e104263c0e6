"""Logistic regression as one class: a weighted sum, a sigmoid, and gradient descent."""

import numpy as np

from lib.nn import functional as F
from lib.nn._checks import as_floats


class LogisticRegression:
    """The probability that an example belongs to class 1: a = σ(X w + b).

    ``fit`` lowers the mean cross-entropy by gradient descent over all examples at once::

        J  = -(1/m) Σ [y ln a + (1 - y) ln(1 - a)]
        dw = (1/m) Xᵀ (a - y)        w ← w - lr · dw
        db = (1/m) Σ (a - y)         b ← b - lr · db

    Shape
    -----
    - X: (m, n), one example a row
    - y and a: (m,), each y is 0 or 1
    - w: (n,), b: a number

    Attributes
    ----------
    w, b : array (n,), float
        Zeros at first: the cost is one bowl, so every start leads to the same place.
    history : list of float
        The cost before each step and, last, after all of them: epochs + 1 numbers.

    Examples
    --------
    >>> X = np.array([[0.0], [1.0], [2.0], [3.0]])
    >>> y = np.array([0, 0, 1, 1])
    >>> model = LogisticRegression().fit(X, y, lr=1.0, epochs=200)
    >>> model.predict(X)
    array([0, 0, 1, 1])
    >>> [round(cost, 4) for cost in (model.history[0], model.history[-1])]
    [0.6931, 0.0544]

    References
    ----------
    Cox (1958), "The regression analysis of binary sequences".
    """

    def __init__(self):
        self.w = None
        self.b = 0.0
        self.history = []

    def fit(self, X, y, lr=0.1, epochs=100):
        """Learn w and b from zero; return the model.

        Parameters
        ----------
        X : array (m, n)
        y : array (m,) of 0 and 1
        lr : float
            The learning rate, above 0.
        epochs : int
            How many steps; each looks at all m examples.

        Raises
        ------
        TypeError, ValueError
            If a shape, a label, lr or epochs is not as above, or X has NaN or infinity.
        """
        X = _examples(X)
        y = _labels(y, len(X))
        if not (isinstance(lr, int | float | np.number) and np.isfinite(lr) and lr > 0):
            raise ValueError(f"lr is {lr!r}; expected a finite number above 0.")
        if isinstance(epochs, bool) or not isinstance(epochs, int | np.integer) or epochs < 0:
            raise ValueError(f"epochs is {epochs!r}; expected a whole number, 0 or more.")

        self.w = np.zeros(X.shape[1])
        self.b = 0.0
        self.history = [self.cost(X, y)]
        for _ in range(epochs):
            dw, db = self.gradient(X, y)
            self.w = self.w - lr * dw
            self.b = self.b - lr * db
            self.history.append(self.cost(X, y))
        return self

    def decision_function(self, X):
        """Return the scores z = X w + b, shape (m,)."""
        if self.w is None:
            raise RuntimeError("this LogisticRegression has no weights yet; call fit(X, y) first.")
        X = _examples(X)
        if X.shape[1] != len(self.w):
            raise ValueError(
                f"X has {X.shape[1]} columns; expected {len(self.w)}, one for each weight."
            )
        return X @ self.w + self.b

    def predict_proba(self, X):
        """Return the probabilities a = σ(X w + b) of class 1, shape (m,)."""
        return F.sigmoid(self.decision_function(X))

    def predict(self, X, threshold=0.5):
        """Return 1 where the probability is at least `threshold`, else 0; shape (m,)."""
        return (self.predict_proba(X) >= threshold).astype(int)

    def cost(self, X, y):
        """Return J, the mean cross-entropy.

        ln a and ln(1 - a) are computed from the score, where they stay finite when a rounds
        to 0 or 1.
        """
        z = self.decision_function(X)
        y = _labels(y, len(z))
        return -float((y * F.log_sigmoid(z) + (1 - y) * F.log_sigmoid(-z)).mean())

    def gradient(self, X, y):
        """Return (dw, db), the slopes of the cost: an array (n,) and a float."""
        a = self.predict_proba(X)
        X, y = _examples(X), _labels(y, len(a))
        dz = a - y
        return X.T @ dz / len(X), float(dz.mean())


def _examples(X):
    X = as_floats(X, "LogisticRegression").astype(np.float64, copy=False)
    if X.ndim != 2:
        advice = ""
        if X.ndim == 1:
            advice = " Use X.reshape(1, -1) for one example, X.reshape(-1, 1) for one feature."
        elif X.ndim > 2:
            advice = " Use X.reshape(len(X), -1) to flatten pictures."
        raise ValueError(f"X has shape {X.shape}; expected (m, n), one example a row.{advice}")
    if len(X) == 0:
        raise ValueError(f"X has shape {X.shape}; expected at least one example.")
    if not np.isfinite(X).all():
        row, column = np.argwhere(~np.isfinite(X))[0]
        raise ValueError(
            f"X[{row}, {column}] is {X[row, column]}; expected finite numbers. "
            "Fill or drop the rows that lack a value."
        )
    return X


def _labels(y, m):
    y = np.asarray(y)
    if y.ndim > 1 and y.size == m:
        raise ValueError(f"y has shape {y.shape}; expected ({m},). Use y.ravel().")
    if y.shape != (m,):
        raise ValueError(f"y has shape {y.shape}; expected ({m},), one label for each row of X.")
    wrong = ~np.isin(y, (0, 1))
    if wrong.any():
        raise ValueError(
            f"y[{wrong.argmax()}] is {y[wrong][0]!r}; expected 0 or 1. "
            "For one class against the rest use (y == that_class).astype(int)."
        )
    return y.astype(np.float64)
