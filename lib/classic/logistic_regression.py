"""Logistic regression as one class: a weighted sum, a sigmoid, and gradient descent."""

from lib.classic.neuron import Neuron
from lib.nn import functional as F


class LogisticRegression(Neuron):
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
    path : array (epochs + 1, n + 1) or None
        With ``fit(..., record=True)``: w and, in the last column, b, before the first step and
        after each.

    Examples
    --------
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1]
    >>> model = LogisticRegression().fit(X, y, lr=1.0, epochs=200)
    >>> model.predict(X)
    array([0, 0, 1, 1])
    >>> [round(cost, 4) for cost in (model.history[0], model.history[-1])]
    [0.6931, 0.0544]

    References
    ----------
    Cox (1958), "The regression analysis of binary sequences".
    """

    def activation(self, z):
        """Return σ(z)."""
        return F.sigmoid(z)

    def fit(self, X, y, lr=0.1, epochs=100, *, record=False):
        """Learn w and b from zero; return the model.

        Parameters
        ----------
        X : array (m, n)
        y : array (m,) of 0 and 1
        lr : float
            The learning rate, above 0.
        epochs : int
            How many steps; each looks at all m examples.
        record : bool
            Whether to keep ``path``.

        Raises
        ------
        TypeError, ValueError
            If a shape, a label, lr or epochs is not as above, or X has NaN or infinity.
        """
        X, y = self._start(X, y, lr, epochs, record=record)
        for _ in range(epochs):
            self._epoch(X, y, lr, len(X))
        return self

    def predict_proba(self, X):
        """Return the probabilities a = σ(X w + b) of class 1, shape (m,)."""
        return self.output(X)

    def predict(self, X, threshold=0.5):
        """Return 1 where the probability is at least `threshold`, else 0; shape (m,)."""
        return (self.predict_proba(X) >= threshold).astype(int)

    def cost(self, X, y):
        """Return J, the mean cross-entropy.

        ln a and ln(1 - a) are computed from the score, where they stay finite when a rounds
        to 0 or 1.
        """
        z = self.decision_function(X)
        y = self._targets(y, z)
        return -float((y * F.log_sigmoid(z) + (1 - y) * F.log_sigmoid(-z)).mean())
