"""Fixtures of the unit tests."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import settings

from lib import plot

# The same examples in every run, and no time limit: a busy machine is not a wrong gradient.
settings.register_profile("book", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("book")


@pytest.fixture
def float_errors_raise():
    """Overflow, underflow, division by zero and invalid operations are errors in this test."""
    with np.errstate(all="raise"):
        yield


@pytest.fixture
def fresh_figures():
    """Draw in the book's style, without a window, and leave no figure behind."""
    with mpl.rc_context():
        mpl.use("agg")
        plot.style()
        yield
        plt.close("all")
