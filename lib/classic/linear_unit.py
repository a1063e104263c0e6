"""The linear unit: a perceptron without the step, so that its error has a slope."""

import numpy as np

from lib.classic import _checks
from lib.classic.neuron import Neuron


class LinearUnit(Neuron):
    """A number by a weighted sum: a = x · w + b.

    ``fit`` lowers the mean squared error by gradient descent::

        J  = (1/2m) Σ (a - y)²
        dw = (1/m) Xᵀ (a - y)        w ← w - lr · dw
        db = (1/m) Σ (a - y)         b ← b - lr · db

    where the sums go over one example (stochastic), over some, or over all (batch descent).

    Shape
    -----
    - X: (m, n), one example a row
    - y and a: (m,)
    - w: (n,), b: a number

    Attributes
    ----------
    w, b : array (n,), float
        Zeros at first: the cost is one bowl, so every start leads to the same place.
    history : list of float
        The cost before the first epoch and after each: epochs + 1 numbers.
    path : array (steps + 1, n + 1) or None
        With ``fit(..., record=True)``: w and, in the last column, b, before the first step and
        after each.

    Examples
    --------
    >>> years, salaries = [[5], [3], [8], [1.4], [10.1]], [5500, 2300, 7600, 1800, 11400]
    >>> model = LinearUnit().fit(years, salaries, lr=0.01, epochs=10)
    >>> model.w, round(model.b, 6)
    (array([1124.06349703]), 85.485289)
    >>> model.predict([[3.4], [15]]).round(2)
    array([ 3907.3 , 16946.44])

    References
    ----------
    Widrow, Hoff (1960), "Adaptive switching circuits".
    """

    def activation(self, z):
        """Return z itself."""
        return z

    def fit(self, X, y, lr=0.01, epochs=10, *, batch_size=1, record=False):
        """Learn w and b from zero; return the model.

        Parameters
        ----------
        X : array (m, n)
        y : array (m,)
        lr : float
            The learning rate, above 0.
        epochs : int
            How many times to go through the examples.
        batch_size : int or None
            How many examples a step looks at, in their order: 1 is stochastic descent, None is
            all of them.
        record : bool
            Whether to keep ``path``.

        Raises
        ------
        TypeError, ValueError
            If a shape, lr, epochs or batch_size is not as above, or a number is not finite.
        FloatingPointError
            If the steps are so large that the weights overflow.
        """
        X, y = self._start(X, y, lr, epochs, 1 if batch_size is None else batch_size, record)
        for _ in range(epochs):
            self._epoch(X, y, lr, batch_size or len(X))
        return self

    def predict(self, X):
        """Return X w + b, shape (m,)."""
        return self.output(X)

    def cost(self, X, y):
        """Return J, half the mean squared error."""
        return float(np.mean((self.output(X) - self._targets(y, X)) ** 2) / 2)

    def _targets(self, y, X):
        return _checks.targets(y, len(X), type(self).__name__)
