"""No gradient is believed until it is checked: measure every slope by moving one number at a time.

The measured slope is the central difference (f(x + ε) - f(x - ε)) / 2ε. Its error has two parts:
the curve bends within ±ε, which costs about ε² f‴ / 6, and a float keeps 16 digits, which costs
about 10⁻¹⁶ |f| / ε. The book measures with ε = 10⁻⁴, where the first part can be seen; here ε is
10⁻⁶, where both are below 10⁻⁹ for numbers near 1, and a step rarely crosses the kink of a ReLU.
"""

import inspect

import numpy as np

from lib.gradcheck_measure import check_finite, check_float64, leaves, matching_leaves, slopes
from lib.gradcheck_module import module_triples
from lib.gradcheck_report import ArrayCheck, GradcheckError, Report

__all__ = ["ArrayCheck", "GradcheckError", "Report", "gradcheck"]


def gradcheck(f, *inputs, grad=None, names=None, eps=1e-6, rtol=1e-6, atol=1e-8, rng=None):
    """Compare claimed derivatives with measured ones, entry by entry, or raise GradcheckError.

    Shape
    -----
    ``f`` and ``grad`` are one of

    - a Module: dL/d(input) and dL/d(every parameter) for L = Σ r · f(x), where r is random, of
      size 1. A gradient of all ones would hide mistakes that cancel in the sum. If f gives
      several arrays, as (output, state), backward takes one r for each. The derivative by a
      further input, such as ``state``, is what backward returns second, or else the module's
      attribute ``grad_state``. A module that draws from its ``rng`` draws the same each time.
    - a loss (a module whose output is one number): dL/d(first input).
    - a function that returns one number, with ``grad``: its claimed derivative by each input, as
      arrays or as a function of the same inputs. An input may be a dict or tuple of arrays; its
      derivative then has the same form.

    Parameters
    ----------
    f : Module or callable
    *inputs : float64 arrays, floats, or dicts or tuples of them
        Never changed: the check moves copies. A loss's targets may be integers, and so may the
        inputs of a module that has no gradient for them. At a kink, such as that of ReLU at 0,
        there are two slopes, and a claim between them is as good as any; the report counts such
        entries. If they are more than a tenth of an array, the check fails: move the input.
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

    def tolerance(size):
        return lambda slope: rtol * abs(slope) + atol * size

    if hasattr(f, "forward") and hasattr(f, "backward"):
        if grad is not None:
            raise ValueError("a module brings its own gradient; give grad= for functions only.")
        # A seed that nobody chooses: an r equal to the input would make a gradient symmetric,
        # and hide a forgotten transpose.
        rng = np.random.default_rng(2871098453 if rng is None else rng)
        names = _input_names(f.forward, inputs, names)
        checks, scale = module_triples(f, inputs, names, eps, rng, tolerance)
    elif grad is None:
        raise ValueError("gradcheck needs a claim to check: give grad=, one array for each input.")
    else:
        names = _input_names(f, inputs, names)
        checks, scale = _function_triples(f, inputs, names, eps, grad, tolerance)
    report = Report([ArrayCheck.compare(*check, rtol, atol * scale) for check in checks], rtol)
    if not report.passed:
        raise GradcheckError(report)
    return report


def _function_triples(f, inputs, names, eps, grad, tolerance):
    """Return [(name, claimed, measured, at_kink)] for a function, and the size of its value."""
    copies = tuple(_copy(value, name) for name, value in zip(names, inputs, strict=True))
    moved = [leaf for copy, name in zip(copies, names, strict=True) for leaf in leaves(copy, name)]
    before = [x.copy() for _, x in moved]

    value = np.array(f(*copies))
    if value.shape != ():
        raise ValueError(
            f"f returned an array of shape {value.shape}; expected one number. "
            "Sum it, with random weights, or check a Module."
        )
    check_finite(value, "f")
    claims = grad(*copies) if callable(grad) else grad
    if len(inputs) == 1 and (isinstance(inputs[0], tuple) or not isinstance(claims, tuple)):
        claims = (claims,)
    if not isinstance(claims, tuple | list) or len(claims) != len(inputs):
        raise ValueError(f"grad must be a tuple with one entry for each of {', '.join(names)}.")
    claimed = []
    for copy, claim, name in zip(copies, claims, names, strict=True):
        claimed += [np.array(part, float) for part in matching_leaves(copy, claim, name)]
    for (name, x), numbers in zip(moved, before, strict=True):
        if not np.array_equal(x, numbers):
            raise GradcheckError(f"f changed {name} in place; it must work on a copy.")
    size = max(1.0, abs(float(value)))
    return [
        (name, c, *slopes(lambda: f(*copies), value, x, np.ones(()), eps, c, tolerance(size)))
        for (name, x), c in zip(moved, claimed, strict=True)
    ], size


def _input_names(f, inputs, names):
    """Return a name for each input: those given, those of f's arguments, or numbers."""
    if names is not None:
        if len(names) != len(inputs):
            raise ValueError(f"got {len(names)} names for {len(inputs)} inputs.")
        return list(names)
    try:
        signature = inspect.signature(f)
        bound = signature.bind(*inputs).arguments
    except (TypeError, ValueError):
        return [f"input {i}" for i in range(len(inputs))]
    found = []
    for name, value in bound.items():
        several = signature.parameters[name].kind is inspect.Parameter.VAR_POSITIONAL
        found += [f"{name}[{i}]" for i in range(len(value))] if several else [name]
    return found


def _copy(value, name):
    """Return a copy whose arrays can be moved; a plain number becomes an array of shape ()."""
    if isinstance(value, dict):
        return {key: _copy(item, f"{name}[{key!r}]") for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_copy(item, f"{name}[{i}]") for i, item in enumerate(value))
    return check_float64(np.array(float(value) if isinstance(value, int) else value), name)
