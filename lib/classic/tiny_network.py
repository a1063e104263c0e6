"""A network in a handful of lines: two arrays of weights, and a loop that mends them."""

from typing import NamedTuple

import numpy as np

from lib.classic import _checks
from lib.nn import functional as F
from lib.nn._checks import positive_int


class History(NamedTuple):
    """What a training looked at: arrays with one entry for each look."""

    iterations: np.ndarray
    errors: np.ndarray
    syn0: np.ndarray
    syn1: np.ndarray


class TinyNetwork:
    """Two layers of sigmoids without biases: l1 = σ(X syn0), l2 = σ(l1 syn1).

    ``fit`` mends all weights at once, from all examples at once, with a rate of 1::

        l2_delta = (y - l2) · l2 (1 - l2)             how wrong, times how unsure
        l1_delta = (l2_delta syn1ᵀ) · l1 (1 - l1)     whose fault it was, times how unsure
        syn1 ← syn1 + l1ᵀ l2_delta
        syn0 ← syn0 + Xᵀ l1_delta

    The deltas point downhill: they are minus the slopes of ½ Σ (y - l2)².

    Shape
    -----
    - X: (m, n), one example a row
    - y and l2: (m, 1); l1: (m, hidden)
    - syn0: (n, hidden), syn1: (hidden, 1)

    Parameters
    ----------
    inputs : int
        n.
    hidden : int
    rng : Generator, RandomState or int, optional
        The weights ("synapses") start uniform in ±1. ``np.random.RandomState(1)`` gives the
        numbers that ``np.random.seed(1)`` gave, with which this network became known.

    Examples
    --------
    >>> X = [[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]]
    >>> y = [[1], [1], [0], [0]]
    >>> network = TinyNetwork(3, rng=np.random.RandomState(1))
    >>> history = network.fit(X, y, iterations=2000, every=1000)
    >>> history.iterations, history.errors.round(4)
    (array([   0, 1000, 2000]), array([0.4964, 0.043 , 0.0241]))
    >>> network.predict(X).round().ravel()
    array([1., 1., 0., 0.])

    References
    ----------
    Rumelhart, Hinton, Williams (1986), "Learning representations by back-propagating errors".
    """

    def __init__(self, inputs, hidden=4, *, rng=None):
        shape = positive_int(inputs, "inputs"), positive_int(hidden, "hidden")
        if not isinstance(rng, np.random.RandomState):
            rng = np.random.default_rng(rng)
        self.syn0 = 2 * rng.random(shape) - 1
        self.syn1 = 2 * rng.random((hidden, 1)) - 1

    def forward(self, X):
        """Return (l1, l2): what the hidden nodes say, and the predictions."""
        return self._layers(self._examples(X))

    def predict(self, X):
        """Return the predictions l2, shape (m, 1)."""
        return self.forward(X)[1]

    def fit(self, X, y, iterations=60_000, every=10_000):
        """Go on from the weights as they are; return a History.

        Parameters
        ----------
        X : array (m, n)
        y : array (m, 1) of numbers from 0 to 1
        iterations : int
        every : int
            The history looks at the mean |y - l2| and at the weights before iterations 0,
            ``every``, 2 · ``every``, …, and after the last.

        Raises
        ------
        TypeError, ValueError
            If a shape or a count is not as above, or a number is not finite.
        """
        X = self._examples(X)
        y = _checks.examples(y, "TinyNetwork", "y")
        if y.shape != (len(X), 1):
            raise ValueError(f"y has shape {y.shape}; expected {(len(X), 1)}, one row an example.")
        _checks.count(iterations, "iterations")
        _checks.count(every, "every", least=1)

        looks = []
        for i in range(iterations + 1):
            l1, l2 = self._layers(X)
            l2_error = y - l2
            if i % every == 0 or i == iterations:
                error = float(np.abs(l2_error).mean())
                looks.append((i, error, self.syn0.copy(), self.syn1.copy()))
            if i == iterations:
                break
            l2_delta = l2_error * l2 * (1 - l2)
            l1_error = l2_delta @ self.syn1.T
            l1_delta = l1_error * l1 * (1 - l1)
            self.syn1 = self.syn1 + l1.T @ l2_delta
            self.syn0 = self.syn0 + X.T @ l1_delta
        return History(*(np.array(column) for column in zip(*looks, strict=True)))

    def _layers(self, X):
        l1 = F.sigmoid(X @ self.syn0)
        return l1, F.sigmoid(l1 @ self.syn1)

    def _examples(self, X):
        X = _checks.examples(X, "TinyNetwork")
        if X.shape[1] != len(self.syn0):
            raise ValueError(
                f"X has {X.shape[1]} columns; expected {len(self.syn0)}, one for each input."
            )
        return X
