"""LeNet-5 on 28 x 28 pictures at float32: a step of this library against a step of PyTorch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib import nn, optim

from .timing import Row, paired, seconds

BATCHES, LR, BAR = (64, 128, 256), 1e-3, 0.65

# Products for each example: (rows of the filter matrix) x (its columns) x (places of the window).
_CONVOLUTIONS = (6 * 25 * 24 * 24, 16 * 150 * 8 * 8)
_LINEARS = 256 * 120 + 120 * 84 + 84 * 10


def network(nn, **how):
    """Return the layers, in this library's `nn` or in PyTorch's.

    ReLU stands after the pooling: both keep the order of numbers, so they may change places, and
    three quarters of the numbers need no ReLU.
    """
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
        nn.Linear(120, 84, **how),
        nn.ReLU(),
        nn.Linear(84, 10, **how),
    )


def run() -> list[Row]:
    """Return a row for each batch size."""
    return [_row(batch) for batch in BATCHES]


def _row(batch: int) -> Row:
    # Forward once, on the way back twice; the first layer needs no gradient of the pictures.
    gflop = 2 * batch * (3 * (sum(_CONVOLUTIONS) + _LINEARS) - _CONVOLUTIONS[0]) / 1e9
    rng = np.random.default_rng(0)
    X = rng.random((batch, 1, 28, 28), dtype=np.float32)
    y = rng.integers(0, 10, batch)
    model = network(nn, rng=0, dtype=np.float32)
    theirs = _their_step(model.state_dict(), X, y)
    ours = _our_step(model, X, y)
    if theirs is None:
        return Row(f"LeNet-5, batch {batch}", seconds(ours), bar=BAR, gflop=gflop)
    for _ in range(3):
        np.testing.assert_allclose(ours(), theirs(), rtol=1e-3)
    return Row(f"LeNet-5, batch {batch}", *paired(ours, theirs), BAR, gflop)


def _our_step(model: nn.Module, X: np.ndarray, y: np.ndarray) -> Callable[[], float]:
    loss, adam = nn.CrossEntropyLoss(), optim.Adam(model.parameters(), lr=LR)

    def step():
        adam.zero_grad()
        cost = loss(model(X), y)
        with model.no_input_grad():
            model.backward(loss.backward())
        adam.step()
        return cost

    return step


def _their_step(state: dict, X: np.ndarray, y: np.ndarray) -> Callable[[], float] | None:
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    model = network(torch.nn)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in state.items()})
    loss, adam = torch.nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters(), lr=LR)
    X, y = torch.from_numpy(X), torch.from_numpy(y)

    def step():
        adam.zero_grad()
        cost = loss(model(X), y)
        cost.backward()
        adam.step()
        return cost.item()

    return step
