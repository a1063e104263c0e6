"""ConvolutionBackward: where the gradient of a convolution's output goes, product by product."""

from __future__ import annotations

import numpy as np

from .arrays import Option
from .base import Explorable, fallback_table
from .convolution_cases import CASES, Square, WholeNumbers
from .convolution_gradients import ConvolutionBackwardNumbers, numbers
from .traits import Choice, Number, Switch

GOALS = ("input", "weight", "bias")
WAYS = ("scatter", "gather")

#: More steps no case has: the 5 × 5 squares of three channels, one by one.
MAX_STEPS = 75


class ConvolutionBackward(Explorable):
    """Send the gradient of a convolution's output back: to the picture, the filter, the bias.

    Parameters
    ----------
    case : str
        ``"simple"`` (3 × 3 picture, 2 × 2 filter), ``"stride"`` (5 × 5, 3 × 3, stride 2),
        ``"padding"``, ``"depth"`` (two channels), ``"filters"`` (two filters) or ``"check"`` (the
        layer of the source's gradient check: 5 × 5 × 3, two filters, stride 2, padding 1). It is
        given once; the arrays of another case have other shapes.
    x, w, delta : array of int
        Picture (C, H, W), filters (F, C, k, k) and output gradient (F, OH, OW), whole numbers from
        -9 to 9 in the shapes of the case. Without them, those of the case.
    goal : str
        Which gradient is worked out: ``"input"``, ``"weight"`` or ``"bias"``.
    way : str
        For the input: ``"scatter"`` (each output sends δ·w back to its window) or ``"gather"``
        (each square collects from the framed δ under the turned filter).
    turned : bool
        Whether the filter that gathers is turned by 180°. Without it the result is wrong.
    step : int
        How many steps are done, 0 to 75.
    selected : str
        The square whose sum is written out, such as ``"x[1,2,2]"``; see ``Square``.

    Examples
    --------
    >>> w = ConvolutionBackward(selected="x[1,2,2]")
    >>> w
    ConvolutionBackward(goal='input', way='scatter', selected='x[1,2,2]')
    >>> w.numbers.terms, w.numbers.gradient, w.numbers.measured
    ([4.0, 9.0, -2.0, -2.0], 9.0, 9.0)
    """

    case = Option(*CASES)
    goal = Choice(GOALS)
    way = Choice(WAYS)
    turned = Switch(True)
    step = Number(0, low=0, high=MAX_STEPS, whole=True)
    selected = Square()
    x = WholeNumbers("x")
    w = WholeNumbers("w")
    delta = WholeNumbers("delta")
    _folded = ("turned", "step", "x", "w", "delta")

    def __init__(self, case: str = "simple", **state: object):
        usual = CASES.get(case) if isinstance(case, str) else None
        if usual is not None:
            state = {"x": usual.x, "w": usual.w, "delta": usual.delta} | state
        super().__init__(case=case, **state)

    @property
    def numbers(self) -> ConvolutionBackwardNumbers:
        """All numbers of the picture."""
        return numbers(self.case, **self.state)

    def _fallback_html(self) -> str:
        found = numbers(self.case, **self.state | {"turned": True, "selected": ""})
        rows = []
        for letter, grad in (("x", found.grad_x), ("w", found.grad_w), ("b", found.grad_b)):
            array = np.array(grad)
            lines = array.reshape(-1, array.shape[-1])
            at = np.ndindex(array.shape[:-1])
            for place, line in zip(at, lines, strict=True):
                where = ", ".join(str(n + 1) for n in place)
                name = f"dL/d{letter}[{where}]" if where else f"dL/d{letter}"
                rows.append([name, "  ".join(f"{value:g}" for value in line)])
        caption = f"Gradients of a convolution ({self.case}) for L = Σ δ·y, row by row"
        return fallback_table(caption, ["row of the gradient", "numbers"], rows)
