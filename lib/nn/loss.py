"""Losses: one number that says how wrong a batch is, and its gradient, where backward begins.

Each is a mean over the batch, so its gradient carries the factor 1/N: the size of a step does not
depend on the size of the batch.
"""

import numpy as np

from lib.nn import functional as F
from lib.nn._checks import as_classes, as_floats
from lib.nn.module import Module


class Loss(Module):
    """A mean over a batch: ``loss(pred, target)`` is a float, ``loss.backward()`` is dL/dpred."""

    def backward(self):
        """Return dL/dpred, in the shape of pred."""
        raise NotImplementedError(f"{type(self).__name__} has no backward() yet.")

    def _pair(self, pred, target):
        """Return both as float arrays of one shape; NumPy's broadcasting would hide a mistake."""
        name = type(self).__name__
        pred = as_floats(pred, name)
        target = np.asarray(target)
        if pred.shape != target.shape:
            advice = ""
            if pred.size == target.size:
                advice = f" Use target.reshape{pred.shape}, after a look at which row is which."
            raise ValueError(
                f"{name} got predictions of shape {pred.shape} and targets of shape "
                f"{target.shape}; expected the same shape.{advice}"
            )
        if pred.size == 0:
            raise ValueError(f"{name} got an empty batch; the mean of nothing is not a number.")
        if target.dtype.kind not in "biuf":
            raise TypeError(f"{name} got targets of dtype {target.dtype}; expected real numbers.")
        return pred, target.astype(pred.dtype)

    def _scores(self, pred):
        """Return pred, one row of C numbers an example."""
        name = type(self).__name__
        pred = as_floats(pred, name)
        if pred.ndim != 2 or pred.size == 0:
            raise ValueError(f"{name} got predictions of shape {pred.shape}; expected (N, C).")
        return pred

    def _right_places(self, pred, target):
        """Return the index of the right class in each row of `pred`: where a one-hot row has 1."""
        name = type(self).__name__
        classes = as_classes(target, pred.shape[1], name)
        if len(classes) != len(pred):
            raise ValueError(
                f"{name} got {len(pred)} predictions and {len(classes)} targets; "
                "expected one target a row."
            )
        return np.arange(len(pred)), classes

    def _within_0_1(self, values, what):
        """Raise if a value lies outside 0 … 1; NaN among the targets counts as outside."""
        outside = (values < 0) | (values > 1)
        if what == "target":
            outside |= np.isnan(values)
        if outside.any():
            raise ValueError(
                f"{type(self).__name__} got the {what} {values[outside][0]:g}; "
                "expected numbers from 0 to 1."
            )


class MSELoss(Loss):
    """L = (1/n) Σ (p - t)² over all n numbers, so dL/dp = 2 (p - t) / n.

    Shape
    -----
    pred and target: any shape, the same for both

    Raises
    ------
    ValueError
        If the shapes differ, as (N,) and (N, 1) do.

    Examples
    --------
    >>> loss = MSELoss()
    >>> loss(np.array([1.0, 4.0]), np.array([0.0, 2.0]))
    2.5
    >>> loss.backward()
    array([1., 2.])

    References
    ----------
    Bishop (2006), "Pattern Recognition and Machine Learning", section 1.1; torch.nn.MSELoss.
    """

    def forward(self, pred, target):
        """Return the mean squared difference."""
        pred, target = self._pair(pred, target)
        difference = pred - target
        self._keep(difference)
        return float((difference**2).mean())

    def backward(self):
        """Return 2 (p - t) / n."""
        difference, _ = self._recall()
        return 2 * difference / difference.size


class BCELoss(Loss):
    """L = -(1/n) Σ [t ln p + (1 - t) ln(1 - p)], so dL/dp = (p - t) / (p (1 - p)) / n.

    As in PyTorch a logarithm below -100 counts as -100, and the denominator is at least 1e-12:
    a prediction that is sure and wrong costs 100, not infinity. BCEWithLogitsLoss needs neither.

    Shape
    -----
    pred (probabilities) and target (0, 1 or between): any shape, the same for both

    Raises
    ------
    ValueError
        If the shapes differ, or a number lies outside 0 … 1.

    Examples
    --------
    >>> loss = BCELoss()
    >>> round(loss(np.array([0.5, 0.5]), np.array([1, 0])), 4)
    0.6931
    >>> loss.backward()
    array([-1.,  1.])

    References
    ----------
    Cox (1958), "The regression analysis of binary sequences"; torch.nn.BCELoss for the limits.
    """

    def forward(self, pred, target):
        """Return the mean cross-entropy."""
        p, t = self._pair(pred, target)
        self._within_0_1(t, "target")
        self._within_0_1(p, "prediction")
        with np.errstate(divide="ignore"):
            log_p = np.maximum(np.log(p), -100)
            log_1_p = np.maximum(np.log1p(-p), -100)
        self._keep(p, t)
        return -float((t * log_p + (1 - t) * log_1_p).mean())

    def backward(self):
        """Return (p - t) / (p (1 - p)) / n."""
        p, t, _ = self._recall()
        return (p - t) / np.maximum(p * (1 - p), 1e-12) / p.size


class BCEWithLogitsLoss(Loss):
    """The cross-entropy of a = σ(z), from the score z itself: dL/dz = (a - t) / n.

    L = -(1/n) Σ [t ln σ(z) + (1 - t) ln σ(-z)], because 1 - σ(z) = σ(-z). The logarithm of the
    sigmoid is computed in one piece, so a score of ±1000 costs 1000 and not infinity.

    Shape
    -----
    pred (scores) and target (0, 1 or between): any shape, the same for both

    Raises
    ------
    ValueError
        If the shapes differ, or a target lies outside 0 … 1.

    Examples
    --------
    >>> loss = BCEWithLogitsLoss()
    >>> loss(np.array([-1000.0]), np.array([1]))
    1000.0
    >>> loss.backward()
    array([-1.])

    References
    ----------
    Cox (1958), "The regression analysis of binary sequences".
    """

    def forward(self, pred, target):
        """Return the mean cross-entropy."""
        z, t = self._pair(pred, target)
        self._within_0_1(t, "target")
        self._keep(z, t)
        return -float((t * F.log_sigmoid(z) + (1 - t) * F.log_sigmoid(-z)).mean())

    def backward(self):
        """Return (σ(z) - t) / n."""
        z, t, _ = self._recall()
        return (F.sigmoid(z) - t) / z.size


class NLLLoss(Loss):
    """L = -(1/N) Σₙ ln aₙ[tₙ], from log-probabilities: dL/d(ln a) is -1/N at the right classes.

    Shape
    -----
    pred (log-probabilities): (N, C); target (class indices): (N,)

    Raises
    ------
    TypeError, ValueError
        If a target is not a whole number from 0 to C - 1, or the shapes do not fit.

    Examples
    --------
    >>> loss = NLLLoss()
    >>> round(loss(np.log([[0.5, 0.5], [0.2, 0.8]]), [0, 1]), 4)
    0.4581
    >>> loss.backward()
    array([[-0.5,  0. ],
           [ 0. , -0.5]])

    References
    ----------
    Bishop (2006), "Pattern Recognition and Machine Learning", section 4.3.4; torch.nn.NLLLoss.
    """

    def forward(self, pred, target):
        """Return the mean of -ln(probability of the right class)."""
        log_a = self._scores(pred)
        right = self._right_places(log_a, target)
        self._keep(right, np.zeros_like(log_a))
        return -float(log_a[right].mean())

    def backward(self):
        """Return -1/N at the right classes, 0 elsewhere."""
        right, grad, _ = self._recall()
        grad[right] = -1 / len(grad)
        return grad


class CrossEntropyLoss(Loss):
    """L = -(1/N) Σₙ Σ_c t[n,c] ln a[n,c] with a = softmax(z), from the scores: dL/dz = (a - t) / N.

    Shape
    -----
    - pred (scores z): (N, C)
    - target: class indices (N,), or a row of probabilities for each example (N, C)

    Raises
    ------
    TypeError, ValueError
        If a class index is not a whole number from 0 to C - 1, a row of probabilities does not
        sum to 1, or the shapes do not fit.

    Examples
    --------
    >>> loss = CrossEntropyLoss()
    >>> round(loss(np.array([[1.0, 2.0, 3.0, 4.0]]), [0]), 4)
    3.4402
    >>> loss.backward().round(4)
    array([[-0.9679,  0.0871,  0.2369,  0.6439]])

    References
    ----------
    Bridle (1990), "Probabilistic interpretation of feedforward classification network outputs".
    """

    def forward(self, pred, target):
        """Return the mean cross-entropy."""
        z = self._scores(pred)
        target = np.asarray(target)
        if target.ndim == 1 or (target.dtype.kind in "iu" and target.shape != z.shape):
            # A row t is 1 at the right class and 0 elsewhere: one number of each row is left.
            at, t = self._right_places(z, target), 1
        else:
            t = self._probability_rows(z, target)
            # 0 · ln a is 0, even for a score of minus infinity.
            at = t > 0
            t = t[at]
        log_a = F.log_softmax(z)
        self._keep(log_a, at, t)
        return -float((t * log_a[at]).sum() / len(z))

    def backward(self):
        """Return (softmax(z) - t) / N."""
        log_a, at, t, _ = self._recall()
        with np.errstate(under="ignore"):
            grad = np.exp(log_a)
        grad[at] -= t
        grad /= len(grad)
        return grad

    def _probability_rows(self, z, target):
        _, t = self._pair(z, target)
        self._within_0_1(t, "target")
        sums = t.sum(axis=1)
        wrong = np.abs(sums - 1) > 1e-4
        if wrong.any():
            raise ValueError(
                f"CrossEntropyLoss got a row of probabilities that sums to {sums[wrong][0]:g}; "
                "expected 1 in every row."
            )
        return t
