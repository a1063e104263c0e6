"""RNN, LSTM and GRU at float32: a step of this library against a step of PyTorch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib import nn, optim

from .timing import Row, paired, seconds

BATCH, STEPS, INPUTS, HIDDEN, CLASSES, LR = 32, 50, 64, 128, 10, 0.1
GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}
BARS = {"RNN": 0.7, "GRU": 0.75, "LSTM": 1.4}


def run() -> list[Row]:
    """Return a row for each kind of layer."""
    return [_row(kind) for kind in BARS]


class Classifier(nn.Module):
    """One class for a whole sequence: a Linear layer reads the last output."""

    def __init__(self, kind: str):
        make = getattr(nn, kind)
        self.memory = make(INPUTS, HIDDEN, rng=0, dtype=np.float32)
        self.head = nn.Linear(HIDDEN, CLASSES, rng=1, dtype=np.float32)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the scores, (N, classes)."""
        output, _ = self.memory(x)
        y = self.head(output[:, -1])
        self._keep(output.shape, out=y)
        return y

    def backward(self, grad_out: np.ndarray) -> None:
        """Add to the gradients; nobody asks for that of the input."""
        shape, grad_out = self._recall(grad_out)
        grad = np.zeros(shape, grad_out.dtype)
        grad[:, -1] = self.head.backward(grad_out)
        with self.memory.no_input_grad():
            self.memory.backward(grad)


def _row(kind: str) -> Row:
    work = f"{kind}, hidden {HIDDEN}, T {STEPS}, batch {BATCH}"
    # Forward the products with W_ih and W_hh; on the way back two for the weights, one for h.
    rows = GATES[kind] * HIDDEN
    gflop = 2 * BATCH * STEPS * rows * (2 * INPUTS + 3 * HIDDEN) / 1e9
    rng = np.random.default_rng(0)
    X = rng.standard_normal((BATCH, STEPS, INPUTS), dtype=np.float32)
    y = rng.integers(0, CLASSES, BATCH)
    model = Classifier(kind)
    theirs = _their_step(kind, model.state_dict(), X, y)
    ours = _our_step(model, X, y)
    if theirs is None:
        return Row(work, seconds(ours), bar=BARS[kind], gflop=gflop)
    for _ in range(5):
        np.testing.assert_allclose(ours(), theirs(), rtol=1e-4)
    return Row(work, *paired(ours, theirs), BARS[kind], gflop)


def _our_step(model: Classifier, X: np.ndarray, y: np.ndarray) -> Callable[[], float]:
    loss, sgd = nn.CrossEntropyLoss(), optim.SGD(model.parameters(), lr=LR)

    def step():
        sgd.zero_grad()
        cost = loss(model(X), y)
        model.backward(loss.backward())
        sgd.step()
        return cost

    return step


def _their_step(kind: str, state: dict, X: np.ndarray, y: np.ndarray) -> Callable[[], float] | None:
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)

    class Classifier(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.memory = getattr(torch.nn, kind)(INPUTS, HIDDEN, batch_first=True)
            self.head = torch.nn.Linear(HIDDEN, CLASSES)

        def forward(self, x):
            return self.head(self.memory(x)[0][:, -1])

    model = Classifier()
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
