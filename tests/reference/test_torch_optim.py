"""PyTorch takes the same steps: hundreds of them, with a network between loss and optimizer."""

import numpy as np
import pytest

from lib import nn
from lib.optim import SGD

pytestmark = pytest.mark.torch

SETTINGS = [
    {"lr": 0.1},
    {"lr": 0.05, "momentum": 0.9},
    {"lr": 0.05, "momentum": 0.9, "nesterov": True},
    {"lr": 0.1, "weight_decay": 0.01},
    {"lr": 0.02, "momentum": 0.8, "weight_decay": 0.01, "nesterov": True},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_two_hundred_steps(torch, settings):
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((20, 3)), rng.integers(0, 4, 20)
    ours = nn.Sequential(nn.Linear(3, 8, rng=0), nn.Tanh(), nn.Linear(8, 4, rng=1))
    theirs = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 4))
    theirs = theirs.double()
    theirs.load_state_dict({k: torch.tensor(v) for k, v in ours.state_dict().items()})
    loss, their_loss = nn.CrossEntropyLoss(), torch.nn.CrossEntropyLoss()
    optimizer = SGD(ours.parameters(), **settings)
    their_optimizer = torch.optim.SGD(theirs.parameters(), **settings)
    for step in range(200):
        if step == 100:
            optimizer.lr = their_optimizer.param_groups[0]["lr"] = settings["lr"] / 2
        optimizer.zero_grad()
        value = loss(ours(x), y)
        ours.backward(loss.backward())
        optimizer.step()

        their_optimizer.zero_grad()
        their_value = their_loss(theirs(torch.tensor(x)), torch.tensor(y))
        their_value.backward()
        their_optimizer.step()
        assert value == pytest.approx(their_value.item(), rel=1e-9)
    for name, expected in theirs.state_dict().items():
        np.testing.assert_allclose(ours.state_dict()[name], expected.numpy(), rtol=1e-9, atol=1e-12)
