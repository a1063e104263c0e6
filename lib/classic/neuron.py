"""One neuron: a weighted sum, a function of it, and one rule by which it learns."""

import numpy as np

from lib.classic import _checks


class Neuron:
    """a = f(X w + b), trained by moving the weights against (a - y) x.

    Perceptron, LinearUnit and LogisticRegression are this class with three functions f: a step,
    the number itself, and the sigmoid. Each comes with a cost, and its slope is every time ::

        dw = (1/m) Xᵀ (a - y)        w ← w - lr · dw
        db = (1/m) Σ (a - y)         b ← b - lr · db

    Shape
    -----
    - X: (m, n), one example a row
    - y and a: (m,)
    - w: (n,), b: a number

    Attributes
    ----------
    w, b : array (n,), float
        Zeros at first.
    history : list
        The cost before the first epoch and after each: epochs + 1 numbers.
    path : array (steps + 1, n + 1) or None
        With ``fit(..., record=True)``: w and, in the last column, b, before the first step and
        after each.

    Examples
    --------
    >>> class Doubler(Neuron):
    ...     def activation(self, z):
    ...         return 2 * z
    >>> neuron = Doubler()
    >>> neuron.w, neuron.b = np.array([1.0, 3.0]), 0.5
    >>> neuron.output([[1.0, 0.0], [0.0, 1.0]])
    array([3., 7.])

    References
    ----------
    Widrow, Hoff (1960), "Adaptive switching circuits".
    """

    def __init__(self):
        self.w = None
        self.b = 0.0
        self.history = []
        self._path = None

    @property
    def path(self):
        """The weights before the first step and after each, if they were recorded."""
        return None if self._path is None else np.array(self._path)

    def activation(self, z):
        """Return f(z), of the shape of z."""
        raise NotImplementedError(f"{type(self).__name__} has no activation() yet.")

    def cost(self, X, y):
        """Return how wrong the outputs are: 0 if they are all right."""
        raise NotImplementedError(f"{type(self).__name__} has no cost() yet.")

    def decision_function(self, X):
        """Return the scores z = X w + b, shape (m,)."""
        name = type(self).__name__
        if self.w is None:
            raise RuntimeError(f"this {name} has no weights yet; call fit(X, y) first.")
        X = _checks.examples(X, name)
        if X.shape[1] != len(self.w):
            raise ValueError(
                f"X has {X.shape[1]} columns; expected {len(self.w)}, one for each weight."
            )
        return X @ self.w + self.b

    def output(self, X):
        """Return a = f(X w + b), shape (m,)."""
        return self.activation(self.decision_function(X))

    def gradient(self, X, y):
        """Return (dw, db), the mean of (a - y) x and of a - y: an array (n,) and a float."""
        a = self.output(X)
        return self._mean_slopes(_checks.examples(X, type(self).__name__), a, self._targets(y, X))

    def _targets(self, y, X):
        """Return y as an array of floats, checked: 0 or 1 unless a subclass says otherwise."""
        return _checks.labels(y, len(X))

    def _start(self, X, y, lr, epochs, batch_size=1, record=False):
        """Check everything, set the weights to zero, and return X and y as arrays of floats."""
        X = _checks.examples(X, type(self).__name__)
        y = self._targets(y, X)
        _checks.rate(lr)
        _checks.count(epochs, "epochs")
        _checks.count(batch_size, "batch_size", least=1)
        self.w = np.zeros(X.shape[1])
        self.b = 0.0
        self.history = [self.cost(X, y)]
        self._path = [self._weights()] if record else None
        return X, y

    def _epoch(self, X, y, lr, batch_size):
        """Go once through the rows in their order, a step for each batch."""
        before = self.w, self.b
        with np.errstate(over="ignore", invalid="ignore"):
            for first in range(0, len(X), batch_size):
                rows = slice(first, first + batch_size)
                a = self.activation(X[rows] @ self.w + self.b)
                dw, db = self._mean_slopes(X[rows], a, y[rows])
                self.w = self.w - lr * dw
                self.b = self.b - lr * db
                if self._path is not None:
                    self._path.append(self._weights())
            if not np.isfinite(self._weights()).all():
                self.w, self.b = before
                raise FloatingPointError(
                    f"the weights overflowed in epoch {len(self.history)}; w and b are those "
                    f"before it. The usual cause is a rate that is too large: divide lr={lr:g} "
                    "by 10."
                )
            self.history.append(self.cost(X, y))

    def _weights(self):
        return np.append(self.w, self.b)

    @staticmethod
    def _mean_slopes(X, a, y):
        dz = a - y
        return X.T @ dz / len(X), float(dz.mean())
