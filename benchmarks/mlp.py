"""A 784-300-10 network at float32: a step of this library against a step of PyTorch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib import nn, optim

from .timing import Row, paired, seconds

SIZES, BATCHES, LR, BAR = (784, 300, 10), (32, 64, 256), 0.1, 0.75


def run() -> list[Row]:
    """Return a row for each batch size."""
    return [_row(batch) for batch in BATCHES]


def _row(batch: int) -> Row:
    work = f"MLP {'-'.join(map(str, SIZES))}, batch {batch}"
    inputs, hidden, outputs = SIZES
    # Two products forward; on the way back two for the weights, and one for the hidden layer.
    gflop = 2 * batch * hidden * (2 * inputs + 3 * outputs) / 1e9
    rng = np.random.default_rng(0)
    X = rng.random((batch, inputs), dtype=np.float32)
    y = rng.integers(0, outputs, batch)
    model = nn.Sequential(
        nn.Linear(inputs, hidden, rng=0, dtype=np.float32),
        nn.Sigmoid(),
        nn.Linear(hidden, outputs, rng=1, dtype=np.float32),
    )
    theirs = _their_step(model.state_dict(), X, y)
    ours = _our_step(model, X, y)
    if theirs is None:
        return Row(work, seconds(ours), bar=BAR, gflop=gflop)
    for _ in range(5):
        np.testing.assert_allclose(ours(), theirs(), rtol=1e-4)
    return Row(work, *paired(ours, theirs), BAR, gflop)


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


def _their_step(state: dict, X: np.ndarray, y: np.ndarray) -> Callable[[], float] | None:
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    inputs, hidden, outputs = SIZES
    model = torch.nn.Sequential(
        torch.nn.Linear(inputs, hidden), torch.nn.Sigmoid(), torch.nn.Linear(hidden, outputs)
    )
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
