"""PyTorch gives the same pictures and the same gradients, from the same state_dict."""

import numpy as np
import pytest

from lib import nn
from tests.reference.test_torch_layers import RTOL, layer_errors

pytestmark = pytest.mark.torch

CONVOLUTIONS = [
    {"kernel_size": 3},
    {"kernel_size": 5, "padding": 2},
    {"kernel_size": (2, 4), "stride": (2, 1), "padding": (0, 3), "bias": False},
    {"kernel_size": 3, "stride": 4, "padding": 1},
    {"kernel_size": 1},
    {"kernel_size": (9, 8)},
]
POOLS = [
    ("MaxPool2d", (2,), {}),
    ("MaxPool2d", (3,), {"stride": 2, "padding": 1}),
    ("MaxPool2d", ((2, 3),), {"stride": (3, 1), "padding": (1, 0)}),
    ("AvgPool2d", (2,), {}),
    ("AvgPool2d", ((3, 2),), {"stride": 1, "padding": (1, 1)}),
    ("AvgPool2d", ((4, 3),), {"stride": (2, 3), "padding": (2, 1), "count_include_pad": False}),
    ("LPPool2d", (2, 2), {}),
    ("LPPool2d", (4, (3, 2)), {"stride": (1, 2)}),
]


def pictures(seed=1):
    return np.random.default_rng(seed).standard_normal((3, 2, 9, 8))


@pytest.mark.parametrize("how", CONVOLUTIONS, ids=str)
def test_conv2d(torch, how):
    errors = layer_errors(
        torch, nn.Conv2d(2, 3, **how, rng=0), torch.nn.Conv2d(2, 3, **how).double(), pictures()
    )
    assert max(errors.values()) < RTOL, errors


@pytest.mark.parametrize(("name", "sizes", "how"), POOLS, ids=str)
def test_pooling(torch, name, sizes, how):
    ours, theirs = getattr(nn, name)(*sizes, **how), getattr(torch.nn, name)(*sizes, **how)
    errors = layer_errors(torch, ours, theirs, pictures())
    assert max(errors.values()) < RTOL, errors


def test_ties_of_a_maximum(torch):
    """The first of equal numbers gets the gradient, here and there."""
    x = np.random.default_rng(0).integers(0, 2, (4, 3, 9, 8)).astype(float)
    for how in ({}, {"stride": 1}, {"stride": 2, "padding": 1}):
        errors = layer_errors(torch, nn.MaxPool2d(3, **how), torch.nn.MaxPool2d(3, **how), x)
        assert max(errors.values()) < RTOL, errors


def test_a_norm_of_zeros_has_no_slope(torch):
    x = np.zeros((1, 2, 4, 4))
    errors = layer_errors(torch, nn.LPPool2d(2, 2), torch.nn.LPPool2d(2, 2), x)
    assert max(errors.values()) == 0, errors


def lenet(nn, **how):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, **how),
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Conv2d(6, 16, 5, **how),
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(256, 120, **how),
        nn.ReLU(),
        nn.Linear(120, 10, **how),
    )


def test_a_whole_network(torch):
    x = np.random.default_rng(2).standard_normal((4, 1, 28, 28))
    errors = layer_errors(torch, lenet(nn, rng=0), lenet(torch.nn).double(), x)
    assert max(errors.values()) < RTOL, errors
