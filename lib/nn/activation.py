"""Activations: the bends between the linear layers, each beside its derivative."""

import numpy as np

from lib.nn import functional as F
from lib.nn._checks import as_batch
from lib.nn.module import Module


class _Activation(Module):
    """A function of each number on its own, for arrays of any shape with the batch on axis 0."""

    def _checked(self, x):
        return as_batch(x, type(self).__name__)


class Identity(_Activation):
    """y = x, so dL/dx = dL/dy.

    Shape
    -----
    (N, …) → (N, …)

    Examples
    --------
    >>> Identity()(np.array([[1.0, -2.0]]))
    array([[ 1., -2.]])
    """

    def forward(self, x):
        """Return x."""
        x = self._checked(x)
        self._keep(out=x)
        return x

    def backward(self, grad_out):
        """Return dL/dx = dL/dy."""
        (grad_out,) = self._recall(grad_out)
        return grad_out


class Sigmoid(_Activation):
    """a = σ(z) = 1 / (1 + e⁻ᶻ), so dL/dz = dL/da · a (1 - a).

    Shape
    -----
    (N, …) → (N, …), values from 0 to 1

    Examples
    --------
    >>> sigmoid = Sigmoid()
    >>> sigmoid(np.array([[0.0, 1000.0]]))
    array([[0.5, 1. ]])
    >>> sigmoid.backward(np.ones((1, 2)))
    array([[0.25, 0.  ]])

    References
    ----------
    Rumelhart, Hinton, Williams (1986), "Learning representations by back-propagating errors".
    """

    def forward(self, z):
        """Return σ(z)."""
        a = F.sigmoid(self._checked(z))
        self._keep(a, out=a)
        return a

    def backward(self, grad_out):
        """Return dL/dz."""
        a, grad_out = self._recall(grad_out)
        slope = 1 - a
        slope *= a
        return np.multiply(grad_out, slope, out=slope)


class Tanh(_Activation):
    """a = tanh z, so dL/dz = dL/da · (1 - a²).

    Shape
    -----
    (N, …) → (N, …), values from -1 to 1

    Examples
    --------
    >>> Tanh()(np.array([[0.0, 1000.0]]))
    array([[0., 1.]])

    References
    ----------
    LeCun, Bottou, Orr, Müller (1998), "Efficient BackProp".
    """

    def forward(self, z):
        """Return tanh z."""
        a = F.tanh(self._checked(z))
        self._keep(a, out=a)
        return a

    def backward(self, grad_out):
        """Return dL/dz."""
        a, grad_out = self._recall(grad_out)
        return grad_out * (1 - a**2)


class ReLU(_Activation):
    """a = max(z, 0), so dL/dz = dL/da where z > 0, and 0 elsewhere.

    Shape
    -----
    (N, …) → (N, …), values from 0 up

    Examples
    --------
    >>> relu = ReLU()
    >>> relu(np.array([[-2.0, 3.0]]))
    array([[0., 3.]])
    >>> relu.backward(np.ones((1, 2)))
    array([[0., 1.]])

    References
    ----------
    Nair, Hinton (2010), "Rectified linear units improve restricted Boltzmann machines".
    """

    def forward(self, z):
        """Return max(z, 0)."""
        z = self._checked(z)
        a = F.relu(z)
        self._keep(z, out=a)
        return a

    def backward(self, grad_out):
        """Return dL/dz."""
        z, grad_out = self._recall(grad_out)
        return grad_out * (z > 0)


class LeakyReLU(_Activation):
    """a = z where z > 0, else s z, so dL/dz = dL/da there, else s dL/da.

    Shape
    -----
    (N, …) → (N, …)

    Parameters
    ----------
    negative_slope : float
        s, the slope for negative z.

    Examples
    --------
    >>> LeakyReLU(0.1)(np.array([[-2.0, 3.0]]))
    array([[-0.2,  3. ]])

    References
    ----------
    Maas, Hannun, Ng (2013), "Rectifier nonlinearities improve neural network acoustic models".
    """

    def __init__(self, negative_slope=0.01):
        self.negative_slope = float(negative_slope)

    def forward(self, z):
        """Return z, or s z where z is negative."""
        z = self._checked(z)
        a = F.leaky_relu(z, self.negative_slope)
        self._keep(z, out=a)
        return a

    def backward(self, grad_out):
        """Return dL/dz."""
        z, grad_out = self._recall(grad_out)
        return np.where(z > 0, grad_out, self.negative_slope * grad_out)

    def extra_repr(self):
        """Return the slope."""
        return f"negative_slope={self.negative_slope:g}"


class Softmax(_Activation):
    """aᵢ = e^zᵢ / Σⱼ e^zⱼ along `dim`, so dL/dz = a (dL/da - Σⱼ aⱼ dL/daⱼ).

    For training, give the scores to CrossEntropyLoss, which contains the softmax.

    Shape
    -----
    (N, C) → (N, C), each row sums to 1 (with dim=-1)

    Parameters
    ----------
    dim : int
        The axis along which the numbers sum to 1.

    Raises
    ------
    ValueError
        If the input has no such axis.

    Examples
    --------
    >>> Softmax()(np.array([[1.0, 2.0, 3.0, 4.0]])).round(2)
    array([[0.03, 0.09, 0.24, 0.64]])

    References
    ----------
    Bridle (1990), "Probabilistic interpretation of feedforward classification network outputs".
    """

    def __init__(self, dim=-1):
        self.dim = dim

    def forward(self, z):
        """Return the probabilities."""
        z = self._checked(z)
        if not -z.ndim <= self.dim < z.ndim:
            raise ValueError(f"Softmax(dim={self.dim}) got shape {z.shape}, which lacks that axis.")
        a = F.softmax(z, self.dim)
        self._keep(a, out=a)
        return a

    def backward(self, grad_out):
        """Return dL/dz."""
        a, grad_out = self._recall(grad_out)
        return F.softmax_backward(grad_out, a, self.dim)

    def extra_repr(self):
        """Return the axis."""
        return f"dim={self.dim}"
