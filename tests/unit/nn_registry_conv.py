"""Layers on pictures, (N, C, H, W): convolution and pooling."""

import numpy as np

from lib import nn
from tests.unit.layer_case import LayerCase

SHAPE = (2, 3, 5, 6)
BAD = ((3, 5, 6), (), (2, 4, 5, 6), (2, 3, 1, 6))


def _different(case, rng, dtype):
    """Draw numbers of which no two are close: a maximum that a small nudge does not move."""
    numbers = rng.permutation(np.prod(case.shape)) / 20 - 2
    return (numbers.reshape(case.shape).astype(dtype),)


def _conv(name, **how):
    return LayerCase(f"Conv2d {name}", lambda t: nn.Conv2d(3, 4, dtype=t, **how), SHAPE, BAD)


def _pool(name, make, draw=_different):
    bad = ((3, 5, 6), (), (2, 3, 1, 6))
    return LayerCase(name, lambda t: make(), SHAPE, bad, draw)


LAYERS = [
    _conv("3", kernel_size=3),
    _conv("without bias", kernel_size=2, bias=False),
    _conv("stride 2, padding 1", kernel_size=4, stride=2, padding=1),
    _conv("rectangular", kernel_size=(4, 3), stride=(1, 3), padding=(1, 2)),
    _pool("MaxPool2d", lambda: nn.MaxPool2d(2)),
    _pool("MaxPool2d overlapping", lambda: nn.MaxPool2d(3, stride=(1, 2), padding=(0, 1))),
    _pool("AvgPool2d", lambda: nn.AvgPool2d(2)),
    _pool("AvgPool2d overlapping", lambda: nn.AvgPool2d((2, 3), stride=1, padding=(0, 1))),
    _pool(
        "AvgPool2d of the picture alone",
        lambda: nn.AvgPool2d(3, stride=2, padding=(0, 1), count_include_pad=False),
    ),
    _pool("LPPool2d", lambda: nn.LPPool2d(2, 2)),
    _pool("LPPool2d of 3", lambda: nn.LPPool2d(3, (2, 3), stride=(2, 1))),
    LayerCase(
        "A small network on pictures",
        lambda t: nn.Sequential(
            nn.Conv2d(3, 4, 2, rng=0, dtype=t),
            nn.MaxPool2d(2),
            nn.Tanh(),
            nn.Conv2d(4, 3, (1, 2), rng=1, dtype=t),
            nn.Flatten(),
            nn.Linear(6, 2, rng=2, dtype=t),
        ),
        SHAPE,
        BAD[:3],
    ),
]
