"""A 784-300-10 network at float32: steps of this library against steps of PyTorch."""

from __future__ import annotations

import numpy as np

from lib import nn, optim

from .timing import paired

SIZES, BATCH, STEPS, LR = (784, 300, 10), 64, 20, 0.1


def run() -> str:
    """Return the line of this benchmark; the two libraries must agree first."""
    title = f"MLP {'-'.join(map(str, SIZES))}, float32, batch {BATCH}, {STEPS} steps of SGD"
    try:
        import torch
    except ImportError:
        return f"{title}: skipped, PyTorch is not installed (make torch)"
    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    X = rng.random((BATCH, SIZES[0]), dtype=np.float32)
    y = rng.integers(0, SIZES[-1], BATCH)

    inputs, hidden, outputs = SIZES
    ours = nn.Sequential(
        nn.Linear(inputs, hidden, rng=0, dtype=np.float32),
        nn.Sigmoid(),
        nn.Linear(hidden, outputs, rng=1, dtype=np.float32),
    )
    theirs = torch.nn.Sequential(
        torch.nn.Linear(inputs, hidden), torch.nn.Sigmoid(), torch.nn.Linear(hidden, outputs)
    )
    theirs.load_state_dict({k: torch.from_numpy(v) for k, v in ours.state_dict().items()})
    sgd, their_sgd = (
        optim.SGD(ours.parameters(), lr=LR),
        torch.optim.SGD(theirs.parameters(), lr=LR),
    )
    loss, their_loss = nn.CrossEntropyLoss(), torch.nn.CrossEntropyLoss()
    their_X, their_y = torch.from_numpy(X), torch.from_numpy(y)

    def our_steps():
        for _ in range(STEPS):
            sgd.zero_grad()
            cost = loss(ours(X), y)
            ours.backward(loss.backward())
            sgd.step()
        return cost

    def their_steps():
        for _ in range(STEPS):
            their_sgd.zero_grad()
            cost = their_loss(theirs(their_X), their_y)
            cost.backward()
            their_sgd.step()
        return cost.item()

    np.testing.assert_allclose(our_steps(), their_steps(), rtol=1e-4)
    numpy_time, torch_time, ratio = paired(our_steps, their_steps)
    return (
        f"{title}: NumPy {1000 * numpy_time:.1f} ms, PyTorch {torch.__version__} "
        f"{1000 * torch_time:.1f} ms, ratio {ratio:.2f}"
    )
