"""Checks that answer the reader's exercises at once: right, not right yet, or not filled in.

A chapter keeps its checks in ``lib/exercises/chNN.py``; they are found by themselves. A checker
gets the reader's answers and compares them with ``expect_close``, ``expect_shape`` or ``expect``::

    import numpy as np

    from lib.exercises import exercise, expect_close


    @exercise("03-sigmoid", hints=["Which exponent can never be too large?", "Use -abs(z)."])
    def stable_sigmoid_check(stable_sigmoid):
        z = np.array([-2.0, 0.0, 2.0])
        with np.errstate(over="raise"):
            expect_close("stable_sigmoid(z)", stable_sigmoid(z), [0.1192029, 0.5, 0.8807971],
                         rtol=1e-6, look="the sign of the exponent")

In the notebook, ``check("03-sigmoid", stable_sigmoid)`` shows the result.
"""

from .core import check, exercise
from .expect import expect, expect_close, expect_shape
from .result import Result

__all__ = ["Result", "check", "exercise", "expect", "expect_close", "expect_shape"]
