"""The mathematics of the layers as pure functions, safe for scores of any size.

The derivatives take the score z, not the activation. A number too small for a float becomes 0
here without a warning: it is the right answer.
"""

import numpy as np

from lib.nn._checks import as_classes, as_floats

_quiet_underflow = np.errstate(under="ignore")


@_quiet_underflow
def sigmoid(z):
    """Return σ(z) = 1 / (1 + e⁻ᶻ), of any shape.

    For z < 0 the same number is written eᶻ / (1 + eᶻ): no exponent is ever positive, so nothing
    overflows.

    Examples
    --------
    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])

    References
    ----------
    Rumelhart, Hinton, Williams (1986), "Learning representations by back-propagating errors".
    """
    z = as_floats(z, "sigmoid")
    e = np.abs(z, out=np.empty_like(z))
    np.exp(np.negative(e, out=e), out=e)
    # The numerator is 1 for z >= 0 and else e, which is below 1. To take the larger one is several
    # times as fast as np.where: no processor can guess the signs of random scores.
    a = np.maximum(e, z >= 0)
    e += 1
    a /= e
    return a


@_quiet_underflow
def sigmoid_derivative(z):
    """Return σ′(z) = σ(z) (1 - σ(z)), of any shape; never above ¼.

    1 - σ(z) is computed as σ(-z), which does not cancel.

    Examples
    --------
    >>> sigmoid_derivative([0.0, 1000.0])
    array([0.25, 0.  ])
    """
    z = as_floats(z, "sigmoid_derivative")
    return sigmoid(z) * sigmoid(-z)


@_quiet_underflow
def softplus(z):
    """Return ln(1 + eᶻ) = max(z, 0) + ln(1 + e⁻ᶻ) with |z| in the exponent, of any shape.

    Examples
    --------
    >>> softplus([-1000.0, 1000.0])
    array([   0., 1000.])
    """
    z = as_floats(z, "softplus")
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def softplus_derivative(z):
    """Return the slope of softplus, σ(z).

    Examples
    --------
    >>> softplus_derivative([0.0])
    array([0.5])
    """
    return sigmoid(z)


def log_sigmoid(z):
    """Return ln σ(z) = -softplus(-z), of any shape. It stays finite where ln(sigmoid(z)) does not.

    Examples
    --------
    >>> log_sigmoid([-1000.0, 0.0])
    array([-1.00000000e+03, -6.93147181e-01])
    """
    return -softplus(-as_floats(z, "log_sigmoid"))


def log_sigmoid_derivative(z):
    """Return the slope of ln σ(z), 1 - σ(z) = σ(-z).

    Examples
    --------
    >>> log_sigmoid_derivative([-1000.0, 0.0])
    array([1. , 0.5])
    """
    return sigmoid(-as_floats(z, "log_sigmoid_derivative"))


@_quiet_underflow
def tanh(z):
    """Return tanh z = (eᶻ - e⁻ᶻ) / (eᶻ + e⁻ᶻ) = 2 σ(2z) - 1, of any shape.

    Examples
    --------
    >>> tanh([-1000.0, 0.0, 1000.0])
    array([-1.,  0.,  1.])
    """
    return np.tanh(as_floats(z, "tanh"))


@_quiet_underflow
def tanh_derivative(z):
    """Return 1 - tanh² z, of any shape.

    It is computed as 4 σ(2z) (1 - σ(2z)), which does not cancel.

    Examples
    --------
    >>> tanh_derivative([0.0, 1000.0])
    array([1., 0.])
    """
    return 4 * sigmoid_derivative(2 * as_floats(z, "tanh_derivative"))


def relu(z):
    """Return max(z, 0), of any shape.

    Examples
    --------
    >>> relu([-2.0, 0.0, 3.0])
    array([0., 0., 3.])

    References
    ----------
    Nair, Hinton (2010), "Rectified linear units improve restricted Boltzmann machines".
    """
    return np.maximum(as_floats(z, "relu"), 0)


def relu_derivative(z):
    """Return 1 where z > 0, else 0. At the kink we take 0, as PyTorch does.

    Examples
    --------
    >>> relu_derivative([-2.0, 0.0, 3.0])
    array([0., 0., 1.])
    """
    z = as_floats(z, "relu_derivative")
    return (z > 0).astype(z.dtype)


@_quiet_underflow
def leaky_relu(z, negative_slope=0.01):
    """Return z where z > 0, else negative_slope · z; of any shape.

    Examples
    --------
    >>> leaky_relu([-2.0, 3.0], negative_slope=0.1)
    array([-0.2,  3. ])

    References
    ----------
    Maas, Hannun, Ng (2013), "Rectifier nonlinearities improve neural network acoustic models".
    """
    z = as_floats(z, "leaky_relu")
    return np.where(z > 0, z, negative_slope * z)


def leaky_relu_derivative(z, negative_slope=0.01):
    """Return 1 where z > 0, else negative_slope.

    Examples
    --------
    >>> leaky_relu_derivative([-2.0, 3.0], negative_slope=0.1)
    array([0.1, 1. ])
    """
    z = as_floats(z, "leaky_relu_derivative")
    return np.where(z > 0, 1, negative_slope).astype(z.dtype)


@_quiet_underflow
def softmax(z, dim=-1):
    """Return e^zᵢ / Σⱼ e^zⱼ along `dim`: positive numbers that sum to 1.

    The largest score is subtracted first. That changes nothing in the quotient, and no exponent
    is positive any more.

    Examples
    --------
    >>> softmax([1.0, 2.0, 3.0, 4.0]).round(2)
    array([0.03, 0.09, 0.24, 0.64])
    >>> softmax([1000.0, 0.0])
    array([1., 0.])

    References
    ----------
    Bridle (1990), "Probabilistic interpretation of feedforward classification network outputs".
    """
    z = as_floats(z, "softmax")
    e = np.exp(z - z.max(axis=dim, keepdims=True))
    return e / e.sum(axis=dim, keepdims=True)


@_quiet_underflow
def softmax_backward(grad_out, a, dim=-1):
    """Return dL/dz from dL/da for a = softmax(z): a (dL/da - Σⱼ aⱼ dL/daⱼ).

    Every score moves every probability, so the derivative is a matrix; this is that matrix
    times `grad_out` without ever writing it down.

    Examples
    --------
    >>> softmax_backward(np.array([1.0, 0.0]), softmax([0.0, 0.0]))
    array([ 0.25, -0.25])
    """
    return a * (grad_out - (grad_out * a).sum(axis=dim, keepdims=True))


@_quiet_underflow
def log_softmax(z, dim=-1):
    """Return ln softmax(z) = z - max z - ln Σⱼ e^(zⱼ - max z) along `dim`; it never takes ln 0.

    Examples
    --------
    >>> log_softmax([1000.0, 0.0])
    array([    0., -1000.])

    References
    ----------
    Blanchard, Higham, Higham (2021), "Accurately computing the log-sum-exp and softmax functions".
    """
    z = as_floats(z, "log_softmax")
    z = z - z.max(axis=dim, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=dim, keepdims=True))


@_quiet_underflow
def log_softmax_backward(grad_out, log_a, dim=-1):
    """Return dL/dz from dL/d(ln a) for ln a = log_softmax(z): dL/d(ln a) - a Σⱼ dL/d(ln aⱼ).

    Examples
    --------
    >>> log_softmax_backward(np.array([1.0, 0.0]), log_softmax([0.0, 0.0]))
    array([ 0.5, -0.5])
    """
    return grad_out - np.exp(log_a) * grad_out.sum(axis=dim, keepdims=True)


def one_hot(labels, num_classes=None, *, dtype=np.float64):
    """Return (N, C) zeros with a single 1 in each row, in the column of that row's class.

    Parameters
    ----------
    labels : integers, shape (N,)
    num_classes : int, optional
        C. One more than the largest label if not given.

    Raises
    ------
    TypeError, ValueError
        If a label is not a whole number from 0 to C - 1.

    Examples
    --------
    >>> one_hot([2, 0])
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    labels = np.asarray(labels)
    if num_classes is None:
        if labels.size == 0:
            raise ValueError("one_hot got no labels; give num_classes to say how many columns.")
        num_classes = int(labels.max()) + 1
    labels = as_classes(labels, num_classes, "one_hot")
    rows = np.zeros((len(labels), num_classes), dtype)
    rows[np.arange(len(labels)), labels] = 1
    return rows
