"""Small and large layers at float32: where a step of this library is ahead of PyTorch's, or behind.

There is no bar to reach here. Small layers show what is paid for each call; large ones show what
the products themselves cost.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib import nn, optim

from .timing import Row, paired, seconds

WIDTHS, CHANNELS = (16, 64, 256, 1024), (4, 16, 64)
BATCH, PICTURES, SIDE, CLASSES, LR = 64, 16, 32, 10, 0.1


def dense(nn, width: int, **how):
    """Return a network with one hidden layer as wide as its input, of this library or PyTorch."""
    return nn.Sequential(
        nn.Linear(width, width, **how), nn.ReLU(), nn.Linear(width, CLASSES, **how)
    )


def convolution(nn, channels: int, **how):
    """Return a convolution with 3 x 3 windows that keeps the size, and a dense layer."""
    return nn.Sequential(
        nn.Conv2d(channels, channels, 3, padding=1, **how),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(channels * SIDE * SIDE, CLASSES, **how),
    )


def run() -> list[Row]:
    """Return a row for each width and each number of channels."""
    rows = []
    for width in WIDTHS:
        gflop = 2 * BATCH * width * (2 * width + 3 * CLASSES) / 1e9
        name = f"dense {width}-{width}-{CLASSES}, batch {BATCH}"
        rows.append(_row(name, dense, width, (BATCH, width), gflop))
    for channels in CHANNELS:
        products = 9 * channels**2 * SIDE**2
        gflop = 2 * PICTURES * (2 * products + 3 * channels * SIDE**2 * CLASSES) / 1e9
        name = f"convolution 3 x 3, {channels} channels, {SIDE} x {SIDE}, batch {PICTURES}"
        rows.append(_row(name, convolution, channels, (PICTURES, channels, SIDE, SIDE), gflop))
    return rows


def _row(name: str, network: Callable, size: int, shape: tuple, gflop: float) -> Row:
    rng = np.random.default_rng(0)
    X = rng.random(shape, dtype=np.float32)
    y = rng.integers(0, CLASSES, len(X))
    model = network(nn, size, rng=0, dtype=np.float32)
    theirs = _their_step(network, size, model.state_dict(), X, y)
    ours = _our_step(model, X, y)
    if theirs is None:
        return Row(name, seconds(ours), gflop=gflop)
    for _ in range(2):
        np.testing.assert_allclose(ours(), theirs(), rtol=1e-3)
    return Row(name, *paired(ours, theirs), gflop=gflop)


def _our_step(model: nn.Module, X: np.ndarray, y: np.ndarray) -> Callable[[], float]:
    loss, sgd = nn.CrossEntropyLoss(), optim.SGD(model.parameters(), lr=LR)

    def step():
        sgd.zero_grad()
        cost = loss(model(X), y)
        with model.no_input_grad():
            model.backward(loss.backward())
        sgd.step()
        return cost

    return step


def _their_step(
    network: Callable, size: int, state: dict, X: np.ndarray, y: np.ndarray
) -> Callable[[], float] | None:
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    model = network(torch.nn, size)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in state.items()})
    loss, sgd = torch.nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), lr=LR)
    X, y = torch.from_numpy(X), torch.from_numpy(y)

    def step():
        sgd.zero_grad()
        cost = loss(model(X), y)
        cost.backward()
        sgd.step()
        return cost.item()

    return step
