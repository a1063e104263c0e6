"""Where learning starts: rules that fill a parameter with its first numbers.

A sum of n products is about √n times as large as one product. To keep signals at one size from
layer to layer, a weight must shrink with the square root of its *fan*: fan_in counts the inputs of
one output, fan_out the outputs that one input reaches. For a Linear weight, (out, in), these are
its two lengths; a Conv2d weight, (F, C, kH, kW), has C · kH · kW and F · kH · kW.

Every function fills in place and returns what it filled, as in torch.nn.init.
"""

import math

import numpy as np

from lib.nn.module import Parameter

_GAINS = {"linear": 1.0, "conv2d": 1.0, "sigmoid": 1.0, "tanh": 5 / 3, "relu": math.sqrt(2)}


def constant_(parameter, val):
    """Fill with one number.

    Examples
    --------
    >>> constant_(Parameter(np.zeros(2)), 0.5)
    Parameter([0.5 0.5], shape=(2,), dtype=float64)
    """
    _array(parameter)[...] = val
    return parameter


def zeros_(parameter):
    """Fill with 0: right for a bias. Weights of one layer that start equal stay equal for ever.

    Examples
    --------
    >>> zeros_(Parameter([3.0]))
    Parameter([0.], shape=(1,), dtype=float64)
    """
    return constant_(parameter, 0)


def ones_(parameter):
    """Fill with 1.

    Examples
    --------
    >>> ones_(Parameter([3.0]))
    Parameter([1.], shape=(1,), dtype=float64)
    """
    return constant_(parameter, 1)


def uniform_(parameter, a=0.0, b=1.0, *, rng=None):
    """Fill with numbers from a to b, each as likely; their spread is (b - a) / √12.

    Examples
    --------
    >>> w = uniform_(Parameter(np.zeros(1000)), -0.1, 0.1, rng=0)
    >>> bool(np.abs(w.data).max() <= 0.1)
    True
    """
    if not (np.isfinite([a, b]).all() and a <= b):
        raise ValueError(f"uniform_ got a={a} and b={b}; expected finite numbers, a not above b.")
    array = _array(parameter)
    array[...] = np.random.default_rng(rng).uniform(a, b, array.shape)
    return parameter


def normal_(parameter, mean=0.0, std=1.0, *, rng=None):
    """Fill with numbers of the bell curve around `mean`, with spread `std`.

    Examples
    --------
    >>> w = normal_(Parameter(np.zeros(1000)), std=0.1, rng=0)
    >>> bool(0.09 < w.data.std() < 0.11)
    True
    """
    if not (np.isfinite([mean, std]).all() and std >= 0):
        raise ValueError(
            f"normal_ got mean={mean} and std={std}; expected finite numbers, std not below 0."
        )
    array = _array(parameter)
    array[...] = np.random.default_rng(rng).normal(mean, std, array.shape)
    return parameter


def calculate_gain(nonlinearity, param=None):
    """Return by how much larger the weights before an activation should be, to make up for it.

    1 for linear layers and sigmoid, 5/3 for tanh, √2 for ReLU, which throws one half away, and
    √(2 / (1 + s²)) for leaky ReLU with slope s.

    Parameters
    ----------
    nonlinearity : {"linear", "conv2d", "sigmoid", "tanh", "relu", "leaky_relu"}
    param : float, optional
        The slope s of leaky ReLU, 0.01 if not given.

    Raises
    ------
    ValueError
        If the name is another one.

    Examples
    --------
    >>> round(calculate_gain("relu"), 4)
    1.4142
    """
    if nonlinearity == "leaky_relu":
        slope = 0.01 if param is None else float(param)
        return math.sqrt(2 / (1 + slope**2))
    if nonlinearity not in _GAINS:
        known = ", ".join([*_GAINS, "leaky_relu"])
        raise ValueError(f"no gain is known for {nonlinearity!r}; expected one of {known}.")
    return _GAINS[nonlinearity]


def xavier_uniform_(parameter, gain=1.0, *, rng=None):
    """Fill uniformly in ±gain · √(6 / (fan_in + fan_out)), for tanh and sigmoid.

    Examples
    --------
    >>> w = xavier_uniform_(Parameter(np.zeros((2, 4))), rng=0)
    >>> bool(np.abs(w.data).max() <= 1)
    True

    References
    ----------
    Glorot, Bengio (2010), "Understanding the difficulty of training deep feedforward neural
    networks", equation 16.
    """
    bound = gain * math.sqrt(6 / sum(_fans(parameter, "xavier_uniform_")))
    return uniform_(parameter, -bound, bound, rng=rng)


def xavier_normal_(parameter, gain=1.0, *, rng=None):
    """Fill from the bell curve with std = gain · √(2 / (fan_in + fan_out)), for tanh and sigmoid.

    Examples
    --------
    >>> w = xavier_normal_(Parameter(np.zeros((100, 100))), rng=0)
    >>> bool(0.095 < w.data.std() < 0.105)
    True

    References
    ----------
    Glorot, Bengio (2010), as for ``xavier_uniform_``.
    """
    std = gain * math.sqrt(2 / sum(_fans(parameter, "xavier_normal_")))
    return normal_(parameter, 0.0, std, rng=rng)


def kaiming_uniform_(parameter, a=0, mode="fan_in", nonlinearity="leaky_relu", *, rng=None):
    """Fill uniformly in ±gain · √(3 / fan), for ReLU and its like.

    Parameters
    ----------
    parameter : Parameter or array of floats
        With at least two axes.
    a : float
        The slope of the leaky ReLU that follows; 0 is ReLU itself.
    mode : {"fan_in", "fan_out"}
        Which way the signal keeps its size: forward, or the gradient on the way back.
    nonlinearity : str
        As in ``calculate_gain``.
    rng : Generator or int, optional

    Raises
    ------
    ValueError
        If there are fewer than two axes, or a name is not known.

    Examples
    --------
    >>> w = kaiming_uniform_(Parameter(np.zeros((3, 6))), rng=0)
    >>> bool(np.abs(w.data).max() <= 1)
    True

    References
    ----------
    He, Zhang, Ren, Sun (2015), "Delving deep into rectifiers", equations 10 and 15.
    """
    bound = math.sqrt(3) * _kaiming_std(parameter, a, mode, nonlinearity, "kaiming_uniform_")
    return uniform_(parameter, -bound, bound, rng=rng)


def kaiming_normal_(parameter, a=0, mode="fan_in", nonlinearity="leaky_relu", *, rng=None):
    """Fill from the bell curve with std = gain / √fan, for ReLU and its like.

    The arguments are those of ``kaiming_uniform_``.

    Examples
    --------
    >>> w = kaiming_normal_(Parameter(np.zeros((100, 200))), rng=0)
    >>> bool(0.095 < w.data.std() < 0.105)
    True

    References
    ----------
    He, Zhang, Ren, Sun (2015), as for ``kaiming_uniform_``.
    """
    std = _kaiming_std(parameter, a, mode, nonlinearity, "kaiming_normal_")
    return normal_(parameter, 0.0, std, rng=rng)


def _kaiming_std(parameter, a, mode, nonlinearity, who):
    fan_in, fan_out = _fans(parameter, who)
    if mode not in ("fan_in", "fan_out"):
        raise ValueError(f"{who} got mode={mode!r}; expected 'fan_in' or 'fan_out'.")
    fan = fan_in if mode == "fan_in" else fan_out
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


def _fans(parameter, who):
    """Return fan_in and fan_out of a weight (out, in, …): all further axes belong to both."""
    shape = _array(parameter).shape
    if len(shape) < 2 or 0 in shape:
        raise ValueError(
            f"{who} got a parameter of shape {shape}; expected a weight with at least two axes, "
            "(out, in, …). For a bias use zeros_ or uniform_."
        )
    field = math.prod(shape[2:])
    return shape[1] * field, shape[0] * field


def _array(parameter):
    """Return the array to be filled."""
    array = parameter.data if isinstance(parameter, Parameter) else parameter
    if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
        raise TypeError(
            f"expected a Parameter or an array of floats to fill; got {type(parameter).__name__}."
        )
    return array
