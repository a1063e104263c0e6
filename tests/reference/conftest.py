"""Everything here needs PyTorch: without it the tests skip, and on CI they fail."""

import pytest


@pytest.fixture(scope="session")
def torch(require_tool):
    """Return PyTorch on one thread: the arrays are small, and threads would wait for each other."""
    require_tool("torch")
    import torch

    torch.set_num_threads(1)
    return torch
