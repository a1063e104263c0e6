"""Fixtures of the unit tests."""

import numpy as np
import pytest
from hypothesis import settings

# The same examples in every run, and no time limit: a busy machine is not a wrong gradient.
settings.register_profile("book", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("book")


@pytest.fixture
def float_errors_raise():
    """Overflow, underflow, division by zero and invalid operations are errors in this test."""
    with np.errstate(all="raise"):
        yield
