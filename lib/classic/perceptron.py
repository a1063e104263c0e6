"""The perceptron: the first neuron that learned from its mistakes."""

import numpy as np

from lib.classic.neuron import Neuron


class Perceptron(Neuron):
    """Yes or no by a weighted sum: a = 1 where x · w + b > 0, else 0.

    ``fit`` takes the examples one by one, in their order. An answer that is right changes
    nothing; for a wrong one the line is moved towards the example or away from it::

        w ← w - lr · (a - y) x
        b ← b - lr · (a - y)

    If a line separates the classes, this comes to rest after finitely many mistakes. If none
    does, it never rests.

    Shape
    -----
    - X: (m, n), one example a row
    - y and a: (m,), each y is 0 or 1
    - w: (n,), b: a number

    Attributes
    ----------
    w, b : array (n,), float
        Zeros at first.
    history : list of int
        How many examples were wrong before the first epoch and after each: epochs + 1 numbers.
    path : array (steps + 1, n + 1) or None
        With ``fit(..., record=True)``: w and, in the last column, b, before the first step and
        after each; a step is one example.
    cycle : (int, int) or None
        If the weights came back to what they had been: after which epoch they had been so, and
        how many epochs a turn takes.

    Examples
    --------
    >>> X = [[1, 1], [0, 0], [1, 0], [0, 1]]
    >>> model = Perceptron().fit(X, [1, 0, 0, 0], lr=0.1, epochs=10)
    >>> model.w, round(model.b, 6), model.predict(X)
    (array([0.1, 0.2]), -0.2, array([1, 0, 0, 0]))
    >>> print(model.summary())
    settled after epoch 4: a line separates the classes
    >>> print(Perceptron().fit(X, [0, 0, 1, 1], lr=0.1, epochs=10).summary())
    going in circles: the weights after epoch 2 are back after 3, so no line separates the classes

    References
    ----------
    Rosenblatt (1958), "The perceptron: a probabilistic model for information storage and
    organization in the brain"; Novikoff (1962), "On convergence proofs on perceptrons".
    """

    def __init__(self):
        super().__init__()
        self.cycle = None

    def activation(self, z):
        """Return 1 where z > 0, else 0."""
        return (z > 0).astype(np.float64)

    def fit(self, X, y, lr=0.1, epochs=10, *, record=False):
        """Learn w and b from zero, example by example; return the model.

        Parameters
        ----------
        X : array (m, n)
        y : array (m,) of 0 and 1
        lr : float
            The learning rate, above 0. From zero it scales w and b alike, and moves no line.
        epochs : int
            How many times to go through the examples.
        record : bool
            Whether to keep ``path``.

        Raises
        ------
        TypeError, ValueError
            If a shape, a label, lr or epochs is not as above, or X has NaN or infinity.
        """
        X, y = self._start(X, y, lr, epochs, record=record)
        self.cycle = None
        # Weights are sums of lr · x, so this is their size; rounding forgives the last digits.
        size = lr * np.append(np.abs(X).max(axis=0), 1)
        size[size == 0] = 1
        seen = {}
        for epoch in range(epochs + 1):
            if epoch > 0:
                self._epoch(X, y, lr, 1)
            state = (np.round(self._weights() / size, 9) + 0.0).tobytes()
            if self.cycle is None and self.history[-1] > 0 and state in seen:
                self.cycle = (seen[state], epoch - seen[state])
            seen.setdefault(state, epoch)
        return self

    def predict(self, X):
        """Return 1 where x · w + b > 0, else 0; shape (m,)."""
        return self.output(X).astype(int)

    def cost(self, X, y):
        """Return the number of examples with the wrong answer."""
        return int((self.predict(X) != self._targets(y, X)).sum())

    def summary(self):
        """Return in words how the training ended."""
        if self.w is None:
            return "not trained yet"
        epochs = len(self.history) - 1
        if self.history[-1] == 0:
            right = self.history.index(0)
            return f"settled after epoch {right}: a line separates the classes"
        if self.cycle is not None:
            # Were there a line, each mistake would bring w nearer to it: never back.
            first, length = self.cycle
            return (
                f"going in circles: the weights after epoch {first} are back after "
                f"{first + length}, so no line separates the classes"
            )
        return f"still wrong after epoch {epochs}: train longer, if a line separates the classes"
