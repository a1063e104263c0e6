"""PyTorch on one thread: the arrays here are small, and threads would wait for each other."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    """Do nothing where PyTorch is missing; the tests then skip themselves."""
    try:
        import torch
    except ModuleNotFoundError:
        return
    torch.set_num_threads(1)
