"""Fixtures of the unit tests."""

import numpy as np
import pytest


@pytest.fixture
def float_errors_raise():
    """Overflow, underflow, division by zero and invalid operations are errors in this test."""
    with np.errstate(all="raise"):
        yield
