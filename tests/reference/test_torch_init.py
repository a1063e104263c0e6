"""PyTorch's initializers have the same bounds and the same spread."""

import numpy as np
import pytest

from lib.nn import init

pytestmark = pytest.mark.torch

SHAPES = [(400, 300), (60, 40, 5, 3)]
CALLS = [
    ("uniform_", {"a": -2.0, "b": 0.5}),
    ("normal_", {"mean": 1.0, "std": 0.3}),
    ("xavier_uniform_", {"gain": 2.0}),
    ("xavier_normal_", {}),
    ("kaiming_uniform_", {}),
    ("kaiming_uniform_", {"a": 5**0.5}),
    ("kaiming_uniform_", {"mode": "fan_out", "nonlinearity": "tanh"}),
    ("kaiming_normal_", {"nonlinearity": "relu"}),
    ("kaiming_normal_", {"a": 0.3, "mode": "fan_out"}),
]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize(("name", "settings"), CALLS, ids=str)
def test_spread(torch, name, settings, shape):
    ours = getattr(init, name)(np.empty(shape), **settings, rng=0)
    theirs = getattr(torch.nn.init, name)(
        torch.empty(shape), **settings, generator=torch.Generator().manual_seed(0)
    ).numpy()
    assert ours.std() == pytest.approx(theirs.std(), rel=0.02)
    assert ours.mean() == pytest.approx(theirs.mean(), abs=float(0.02 * theirs.std()))
    if "uniform" in name:
        assert ours.min() == pytest.approx(theirs.min(), rel=0.001)
        assert ours.max() == pytest.approx(theirs.max(), rel=0.001)


@pytest.mark.parametrize("name", ["linear", "conv2d", "sigmoid", "tanh", "relu", "leaky_relu"])
@pytest.mark.parametrize("param", [None, 0, 0.2, 3])
def test_gain(torch, name, param):
    expected = torch.nn.init.calculate_gain(name, param)
    assert init.calculate_gain(name, param) == pytest.approx(expected, rel=1e-15)
