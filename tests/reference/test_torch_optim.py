"""PyTorch takes the same steps: hundreds of them, with a network between loss and optimizer."""

import numpy as np
import pytest

from lib import nn, optim

pytestmark = pytest.mark.torch

RTOL = 1e-9
SETTINGS = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "nesterov": True}),
    ("SGD", {"lr": 0.1, "weight_decay": 0.01}),
    ("SGD", {"lr": 0.02, "momentum": 0.8, "weight_decay": 0.01, "nesterov": True}),
    ("RMSprop", {}),
    ("RMSprop", {"lr": 0.001, "alpha": 0.9, "eps": 1e-4}),
    ("RMSprop", {"lr": 0.001, "momentum": 0.9, "weight_decay": 0.01}),
    ("RMSprop", {"lr": 0.001, "centered": True, "eps": 1e-5}),
    ("RMSprop", {"lr": 0.001, "centered": True, "momentum": 0.5, "weight_decay": 0.1, "eps": 1e-4}),
    ("Adam", {}),
    ("Adam", {"lr": 0.01, "betas": (0.5, 0.9), "eps": 1e-4}),
    ("Adam", {"lr": 0.01, "betas": (0.0, 0.99)}),
    ("Adam", {"lr": 0.01, "weight_decay": 0.1}),
    ("AdamW", {}),
    ("AdamW", {"lr": 0.01, "weight_decay": 0.3, "betas": (0.8, 0.95)}),
]
optimizers = pytest.mark.parametrize(("name", "settings"), SETTINGS, ids=str)


def networks(torch):
    ours = nn.Sequential(nn.Linear(3, 8, rng=0), nn.Tanh(), nn.Linear(8, 4, rng=1))
    theirs = torch.nn.Sequential(
        torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 4)
    ).double()
    theirs.load_state_dict({k: torch.tensor(v) for k, v in ours.state_dict().items()})
    return ours, theirs


class Pair:
    """The same network and the same optimizer, twice."""

    def __init__(self, torch, name, settings):
        self.torch, (self.ours, self.theirs) = torch, networks(torch)
        self.optimizer = getattr(optim, name)(self.ours.parameters(), **settings)
        self.their_optimizer = getattr(torch.optim, name)(self.theirs.parameters(), **settings)
        self.rng = np.random.default_rng(0)

    def step(self):
        """Take a step on a new batch, in both; return both losses."""
        x, y = self.rng.standard_normal((20, 3)), self.rng.integers(0, 4, 20)
        return self.our_step(x, y), self.their_step(x, y)

    def our_step(self, x, y):
        loss = nn.CrossEntropyLoss()
        self.optimizer.zero_grad()
        value = loss(self.ours(x), y)
        self.ours.backward(loss.backward())
        self.optimizer.step()
        return value

    def their_step(self, x, y):
        torch = self.torch
        self.their_optimizer.zero_grad()
        loss = torch.nn.CrossEntropyLoss()(self.theirs(torch.tensor(x)), torch.tensor(y))
        loss.backward()
        self.their_optimizer.step()
        return loss.item()

    def error(self):
        """Return the largest difference of a parameter, relative to its largest number."""
        theirs = self.theirs.state_dict()
        return max(
            np.max(np.abs(value - theirs[name].numpy())) / np.max(np.abs(theirs[name].numpy()))
            for name, value in self.ours.state_dict().items()
        )


@optimizers
def test_two_hundred_steps(torch, name, settings):
    pair = Pair(torch, name, settings)
    for step in range(200):
        if step == 100:
            pair.optimizer.lr /= 2
            pair.their_optimizer.param_groups[0]["lr"] /= 2
        value, expected = pair.step()
        assert value == pytest.approx(expected, rel=RTOL)
    assert pair.error() < RTOL


@optimizers
def test_a_state_of_pytorch_is_taken_over(torch, name, settings):
    pair = Pair(torch, name, settings)
    for _ in range(20):
        pair.their_step(pair.rng.standard_normal((20, 3)), pair.rng.integers(0, 4, 20))
    pair.ours.load_state_dict(pair.theirs.state_dict())
    pair.optimizer.load_state_dict(pair.their_optimizer.state_dict())
    for _ in range(60):
        pair.step()
    assert pair.error() < RTOL


@optimizers
def test_pytorch_takes_over_our_state(torch, name, settings):
    pair = Pair(torch, name, settings)
    for _ in range(20):
        pair.our_step(pair.rng.standard_normal((20, 3)), pair.rng.integers(0, 4, 20))
    pair.theirs.load_state_dict({k: torch.tensor(v) for k, v in pair.ours.state_dict().items()})
    state = pair.optimizer.state_dict()
    for values in state["state"].values():
        values.update({key: torch.as_tensor(value) for key, value in values.items()})
    # PyTorch has settings that this library has not: they stay as they are.
    theirs = pair.their_optimizer.state_dict()["param_groups"][0]
    state["param_groups"][0] = {**theirs, **state["param_groups"][0]}
    pair.their_optimizer.load_state_dict(state)
    for _ in range(60):
        pair.step()
    assert pair.error() < RTOL


@pytest.mark.parametrize("max_norm", [1e-3, 1.0, 1e3])
def test_clipping(torch, max_norm):
    pair = Pair(torch, "SGD", {"lr": 0.1})
    pair.step()
    expected = torch.nn.utils.clip_grad_norm_(pair.theirs.parameters(), max_norm).item()
    norm = optim.clip_grad_norm_(pair.ours.parameters(), max_norm)
    assert norm == pytest.approx(expected, rel=1e-12)
    for one, two in zip(pair.ours.parameters(), pair.theirs.parameters(), strict=True):
        np.testing.assert_allclose(one.grad, two.grad.numpy(), rtol=RTOL, atol=1e-15)
