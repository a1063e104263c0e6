"""No gradient is believed until it is checked: measure every slope by moving one number at a time.

The measured slope is the central difference (f(x + ε) - f(x - ε)) / 2ε. Its error has two parts:
the curve bends within ±ε, which costs about ε² f‴ / 6, and a float keeps 16 digits, which costs
about 10⁻¹⁶ |f| / ε. The book measures with ε = 10⁻⁴, where the first part can be seen; here ε is
10⁻⁶, where both are below 10⁻⁹ for numbers near 1, and a step rarely crosses the kink of a ReLU.
"""

import inspect
from contextlib import contextmanager

import numpy as np

from lib.gradcheck_report import ArrayCheck, GradcheckError, Report

__all__ = ["ArrayCheck", "GradcheckError", "Report", "gradcheck"]


def gradcheck(f, *inputs, grad=None, names=None, eps=1e-6, rtol=1e-6, atol=1e-8, rng=None):
    """Compare claimed derivatives with measured ones, entry by entry, or raise GradcheckError.

    Shape
    -----
    ``f`` and ``grad`` are one of

    - a Module: dL/d(input) and dL/d(every parameter) for L = Σ r · f(x), where r is random, of
      size 1. A gradient of all ones would hide mistakes that cancel in the sum.
    - a loss (a module whose output is one number): dL/d(first input).
    - a function that returns one number, with ``grad``: its claimed derivative by each input, as
      arrays or as a function of the same inputs. An input may be a dict or tuple of arrays; its
      derivative then has the same form.

    Parameters
    ----------
    f : Module or callable
    *inputs : float64 arrays, floats, or dicts or tuples of them
        Never changed: the check moves copies. A loss's targets may be integers. At a kink, such
        as that of ReLU at 0, there are two slopes and the check fails: move the input.
    grad : array, tuple of arrays, or callable
        For functions only. A tuple has one entry an input.
    names : sequence of str, optional
        What to call the inputs; otherwise the names of f's arguments.
    eps : float
        The step ε.
    rtol, atol : float
        a and n agree if |a - n| ≤ rtol · max(|a|, |n|) + atol · max(1, |f|). The second term is
        for the digits that are lost when two values of f are subtracted.
    rng : Generator or int, optional
        For r. Without it r is the same every time, so that a page shows the same numbers.

    Returns
    -------
    Report
        What was compared, and the worst entry of each array.

    Raises
    ------
    GradcheckError
        Names the worst entry; also if a module changes its input, overwrites a gradient
        instead of adding to it, or gives two answers to one question.
    TypeError, ValueError
        If an input is not float64 (float32 has 7 digits, too few to subtract), or is NaN.

    Examples
    --------
    >>> gradcheck(lambda w, b: (3 * w[0] + b) ** 2, np.array([2.0]), 1.0,
    ...           grad=(np.array([42.0]), 14.0))
    gradcheck passed: 2 derivatives agree to 1e-06
      w  (1,)  largest 42
      b  ()    largest 14
    >>> gradcheck(lambda w: w**2, 3.0, grad=-6.0)
    Traceback (most recent call last):
        ...
    lib.gradcheck_report.GradcheckError: w: claimed -6, measured 6. The sign is wrong.

    References
    ----------
    Nocedal, Wright (2006), "Numerical Optimization", section 8.1.
    """
    if not (np.isfinite(eps) and 0 < eps < 1):
        raise ValueError(f"eps is {eps}; expected a small positive number such as 1e-6.")
    if not inputs:
        raise ValueError("gradcheck needs the inputs at which to measure: gradcheck(f, x, …).")
    if hasattr(f, "forward") and hasattr(f, "backward"):
        if grad is not None:
            raise ValueError("a module brings its own gradient; give grad= for functions only.")
        # A seed that nobody chooses: an r equal to the input would make a gradient symmetric,
        # and hide a forgotten transpose.
        rng = np.random.default_rng(2871098453 if rng is None else rng)
        params = list(f.named_parameters()) if hasattr(f, "named_parameters") else []
        with _restored(params):
            pairs, scale = _module_pairs(f, params, inputs, names, eps, rng)
    elif grad is None:
        raise ValueError("gradcheck needs a claim to check: give grad=, one array for each input.")
    else:
        pairs, scale = _function_pairs(f, inputs, names, eps, grad)
    report = Report([ArrayCheck.compare(*pair, rtol, atol * scale) for pair in pairs], rtol)
    if not report.passed:
        raise GradcheckError(report)
    return report


def _slopes(f, x, weights, eps):
    """Return d(Σ weights · f()) / dx. Subtracting before summing saves the digits."""
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        kept = x[index]
        try:
            x[index] = above = kept + eps
            y_above = np.array(f())
            x[index] = below = kept - eps
            y_below = np.array(f())
        finally:
            x[index] = kept
        slopes[index] = (weights * (y_above - y_below)).sum() / (above - below)
    return slopes


def _function_pairs(f, inputs, names, eps, grad):
    """Return [(name, claimed, measured)] for a function of arrays, and the size of its value."""
    names = _input_names(f, inputs, names)
    copies = tuple(_copy(value, name) for name, value in zip(names, inputs, strict=True))
    leaves = []
    for copy, name in zip(copies, names, strict=True):
        leaves += _leaves(copy, name)
    before = [x.copy() for _, x in leaves]

    value = np.asarray(f(*copies))
    if value.shape != ():
        raise ValueError(
            f"f returned an array of shape {value.shape}; expected one number. "
            "Sum it, with random weights, or check a Module."
        )
    _finite(value, "f")
    claims = grad(*copies) if callable(grad) else grad
    if len(inputs) == 1 and (isinstance(inputs[0], tuple) or not isinstance(claims, tuple)):
        claims = (claims,)
    if not isinstance(claims, tuple | list) or len(claims) != len(inputs):
        raise ValueError(f"grad must be a tuple with one entry for each of {', '.join(names)}.")
    claimed = []
    for copy, claim, name in zip(copies, claims, names, strict=True):
        claimed += _matching_leaves(copy, claim, name)
    _unchanged(leaves, before, "f")
    pairs = [
        (name, np.array(claim, dtype=float), _slopes(lambda: f(*copies), x, np.ones(()), eps))
        for (name, x), claim in zip(leaves, claimed, strict=True)
    ]
    return pairs, max(1.0, abs(float(value)))


def _module_pairs(module, params, inputs, names, eps, rng):
    """Return [(name, claimed, measured)] for a module's inputs and parameters, and its size."""
    names = _input_names(module.forward, inputs, names)
    who = type(module).__name__
    for name, param in params:
        _float64(param.data, name, "Make the module with dtype=np.float64.")

    copies = [np.array(x) for x in inputs]
    for x, name in zip(copies, names, strict=True):
        _no_nan(x, name)

    def watched():
        return [*zip(names, copies, strict=True), *((name, param.data) for name, param in params)]

    before = [x.copy() for _, x in watched()]

    def forward():
        y = module(*copies)
        _finite(y, who)
        return y

    y = np.array(forward())
    _unchanged(watched(), before, f"{who}.forward")
    is_loss = np.ndim(y) == 0
    moving = 1 if is_loss else len(inputs)
    for x, name in zip(copies[:moving], names, strict=False):
        _float64(x, name)
    r = np.ones(()) if is_loss else _random_cotangent(rng, np.shape(y))

    def backward():
        cotangent = r.copy()
        if not np.array_equal(forward(), y):
            raise GradcheckError(f"{who} gave two answers to one input; fix its rng or use eval().")
        grads = module.backward() if is_loss else module.backward(cotangent)
        _unchanged([*watched(), ("grad_out", cotangent)], [*before, r], f"{who}.backward")
        grads = grads if isinstance(grads, tuple) else (grads,)
        if len(grads) != moving or any(g is None for g in grads):
            raise GradcheckError(
                f"{who}.backward must return the gradient by {', '.join(names[:moving])}; "
                f"got {grads}."
            )
        return [np.array(g, dtype=float) for g in grads]

    for _, param in params:
        param.grad = np.zeros_like(param.data)
    claimed = backward()
    once = [np.array(param.grad) for _, param in params]
    backward()
    for (name, param), g in zip(params, once, strict=True):
        if not np.allclose(param.grad, 2 * g, rtol=1e-9, atol=0, equal_nan=True):
            raise GradcheckError(
                f"{name}.grad after two backward passes is not twice that after one. "
                "Add to it: use += instead of =."
            )
    moved = watched()[:moving] + watched()[len(inputs) :]
    pairs = [
        (name, claim, _slopes(forward, x, r, eps))
        for (name, x), claim in zip(moved, claimed + once, strict=True)
    ]
    return pairs, max(1.0, float(np.max(np.abs(y), initial=0)))


@contextmanager
def _restored(params):
    """Give every parameter its numbers and its gradient back, whatever happens."""
    kept = [(param, param.data, param.data.copy(), param.grad) for _, param in params]
    try:
        yield
    finally:
        for param, array, numbers, grad in kept:
            array[...] = numbers
            param.data, param.grad = array, grad


def _random_cotangent(rng, shape):
    """Return numbers of both signs from ½ to 1½: none is too small to show a mistake."""
    return rng.uniform(0.5, 1.5, shape) * rng.choice((-1, 1), shape)


def _input_names(f, inputs, names):
    """Return a name for each input: those given, those of f's arguments, or numbers."""
    if names is not None:
        if len(names) != len(inputs):
            raise ValueError(f"got {len(names)} names for {len(inputs)} inputs.")
        return list(names)
    try:
        return list(inspect.signature(f).bind(*inputs).arguments)[: len(inputs)]
    except (TypeError, ValueError):
        return [f"input {i}" for i in range(len(inputs))]


def _float64(x, name, advice="Use x.astype(np.float64)."):
    if x.dtype != np.float64:
        raise TypeError(
            f"{name} is {x.dtype}; gradcheck needs float64, because a subtraction of near numbers "
            f"eats most of the digits. {advice}"
        )
    return _no_nan(x, name)


def _no_nan(x, name):
    if not np.isfinite(x).all():
        raise ValueError(f"{name} contains NaN or infinity; expected finite numbers.")
    return x


def _finite(y, who):
    if not np.isfinite(y).all():
        raise ValueError(f"{who} returned NaN or infinity here; there is no slope to measure.")


def _copy(value, name):
    """Return a copy whose arrays can be moved; a plain number becomes an array of shape ()."""
    if isinstance(value, dict):
        return {key: _copy(item, f"{name}[{key!r}]") for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_copy(item, f"{name}[{i}]") for i, item in enumerate(value))
    return _float64(np.array(float(value) if isinstance(value, int) else value), name)


def _leaves(value, name):
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in _leaves(item, f"{name}[{key!r}]")]
    if isinstance(value, tuple):
        return [leaf for i, item in enumerate(value) for leaf in _leaves(item, f"{name}[{i}]")]
    return [(name, value)]


def _matching_leaves(value, claim, name):
    """Return the claimed arrays in the order of the input's; the two must have one form."""
    if isinstance(value, dict):
        if not isinstance(claim, dict) or claim.keys() != value.keys():
            raise ValueError(f"grad of {name} must be a dict with the keys {sorted(value)}.")
        parts = [(item, claim[key], f"{name}[{key!r}]") for key, item in value.items()]
    elif isinstance(value, tuple):
        if not isinstance(claim, tuple | list) or len(claim) != len(value):
            raise ValueError(f"grad of {name} must be a tuple of {len(value)} arrays.")
        parts = [(item, claim[i], f"{name}[{i}]") for i, item in enumerate(value)]
    else:
        return [claim]
    return [leaf for part in parts for leaf in _matching_leaves(*part)]


def _unchanged(named, before, who):
    for (name, now), then in zip(named, before, strict=True):
        if not np.array_equal(now, then):
            raise GradcheckError(f"{who} changed {name} in place; it must work on a copy.")
