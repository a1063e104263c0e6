"""PyTorch gives the same losses and the same slopes, at ordinary and at extreme predictions."""

import numpy as np
import pytest

from lib import nn

pytestmark = pytest.mark.torch

RTOL = 1e-9
RNG = np.random.default_rng(0)
SCORES = RNG.standard_normal((8, 5))
CLASSES = RNG.integers(0, 5, 8)
PROBABILITIES = RNG.dirichlet(np.ones(5), 8)
EDGES = np.array([0.0, 1e-300, 1e-50, 1e-13, 1e-6, 0.5, 1 - 1e-6, 1 - 1e-13, 1.0])
EXTREMES = np.array([-1e4, -1000.0, -100.0, -20.0, 0.0, 20.0, 100.0, 1000.0, 1e4])


def loss_errors(torch, name, pred, target):
    """Return the relative errors of the value and of the slope."""
    ours, theirs = getattr(nn, name)(), getattr(torch.nn, name)()
    inputs = torch.tensor(pred, dtype=torch.float64, requires_grad=True)
    whole = np.asarray(target).dtype.kind == "i" and np.ndim(target) < np.ndim(pred)
    value = theirs(inputs, torch.tensor(target, dtype=torch.int64 if whole else torch.float64))
    value.backward()
    expected, slope = value.item(), inputs.grad.numpy()
    assert np.isfinite(expected)
    return (
        abs(ours(pred, target) - expected) / max(abs(expected), 1e-300),
        np.max(np.abs(ours.backward() - slope)) / max(np.max(np.abs(slope)), 1e-300),
    )


CASES = {
    "MSELoss": (SCORES, RNG.standard_normal((8, 5))),
    "BCELoss": (RNG.uniform(0.01, 0.99, 8), RNG.random(8)),
    "BCEWithLogitsLoss": (SCORES, RNG.random((8, 5))),
    "NLLLoss": (np.log(PROBABILITIES), CLASSES),
    "CrossEntropyLoss": (SCORES, CLASSES),
}


@pytest.mark.parametrize("name", CASES)
def test_loss(torch, name):
    assert max(loss_errors(torch, name, *CASES[name])) < RTOL


def test_cross_entropy_of_probabilities(torch):
    assert max(loss_errors(torch, "CrossEntropyLoss", SCORES, PROBABILITIES)) < RTOL


@pytest.mark.parametrize("label", [0.0, 0.3, 1.0])
def test_bce_clamps_as_pytorch_does(torch, label):
    # PyTorch keeps its limit of 1e-12 in single precision, 4e-9 away from ours.
    assert max(loss_errors(torch, "BCELoss", EDGES, np.full(EDGES.shape, label))) < 1e-8
    for p in EDGES:
        if p != label:
            assert max(loss_errors(torch, "BCELoss", np.array([p]), np.array([label]))) < 1e-8


@pytest.mark.parametrize("label", [0.0, 0.3, 1.0])
def test_bce_with_logits_at_extreme_scores(torch, label):
    assert (
        max(loss_errors(torch, "BCEWithLogitsLoss", EXTREMES, np.full(EXTREMES.shape, label)))
        < RTOL
    )


@pytest.mark.parametrize("size", [30.0, 1000.0, 1e6])
def test_cross_entropy_at_extreme_scores(torch, size):
    assert max(loss_errors(torch, "CrossEntropyLoss", size * SCORES, CLASSES)) < RTOL
    assert max(loss_errors(torch, "CrossEntropyLoss", size * SCORES, PROBABILITIES)) < RTOL
