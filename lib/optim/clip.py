"""Clipping: a gradient that is too long keeps its direction and loses its length."""

import math

import numpy as np

from lib.optim.optimizer import parameter_list


def clip_grad_norm_(params, max_norm):
    """Shorten the gradient of all parameters together to `max_norm`, in place, if it is longer.

    With ‖g‖ the root of the sum of the squares of all numbers: g ← g · min(1, c / (‖g‖ + 10⁻⁶)).

    Parameters
    ----------
    params : iterable of Parameter
    max_norm : float
        c. Infinity only measures.

    Returns
    -------
    float
        ‖g‖ before.

    Raises
    ------
    FloatingPointError
        If a gradient holds nan or inf: no factor makes that short. Nothing is changed.
    TypeError, ValueError
        If max_norm is not a number above 0, or there are no parameters.

    Examples
    --------
    >>> from lib.nn import Parameter
    >>> w = Parameter([0.0, 0.0])
    >>> w.grad[:] = [3.0, 4.0]
    >>> clip_grad_norm_([w], max_norm=1.0)
    5.0
    >>> w.grad.round(4)
    array([0.6, 0.8])

    References
    ----------
    Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent neural networks",
    algorithm 1; the 10⁻⁶ is PyTorch's.
    """
    params = parameter_list(params)
    if isinstance(max_norm, bool) or not isinstance(max_norm, int | float | np.number):
        raise TypeError(f"max_norm is {max_norm!r}; expected a number.")
    if not max_norm > 0:
        raise ValueError(f"max_norm is {max_norm}; expected more than 0.")
    # In double precision, where the square of a large float32 is still a number.
    norms = [float(np.linalg.norm(param.grad.astype(np.float64))) for param in params]
    for i, (norm, param) in enumerate(zip(norms, params, strict=True)):
        if not math.isfinite(norm):
            raise FloatingPointError(
                f"the gradient of parameter {i}, shape {param.shape}, holds nan or inf; there is "
                "nothing to clip. Look for the first array that does, and lower the learning rate."
            )
    total = math.hypot(*norms)
    factor = max_norm / (total + 1e-6)
    if factor < 1:
        for param in params:
            param.grad *= factor
    return total


clip_grad_norm = clip_grad_norm_
