"""PyTorch gives the same outputs and the same gradients, from the same state_dict."""

import numpy as np
import pytest

from lib import nn

pytestmark = pytest.mark.torch

RTOL = 1e-9
EXTREMES = np.array([-1e4, -1000.0, -100.0, -20.0, -1e-9, 0.0, 1e-9, 20.0, 100.0, 1000.0, 1e4])


def error(ours, theirs):
    """Return the largest difference, relative to the largest number."""
    theirs = theirs.detach().numpy()
    assert np.shape(ours) == theirs.shape
    return np.max(np.abs(ours - theirs), initial=0) / max(np.max(np.abs(theirs), initial=0), 1e-300)


PAIRS = {
    "Linear": (lambda: nn.Linear(4, 3), lambda torch: torch.nn.Linear(4, 3), (5, 4)),
    "Linear without bias": (
        lambda: nn.Linear(4, 3, bias=False),
        lambda torch: torch.nn.Linear(4, 3, bias=False),
        (5, 4),
    ),
    "Linear over time": (lambda: nn.Linear(4, 3), lambda torch: torch.nn.Linear(4, 3), (2, 6, 4)),
    "Flatten": (nn.Flatten, lambda torch: torch.nn.Flatten(), (3, 2, 4)),
    "Identity": (nn.Identity, lambda torch: torch.nn.Identity(), (3, 4)),
    "Sigmoid": (nn.Sigmoid, lambda torch: torch.nn.Sigmoid(), (3, 4)),
    "Tanh": (nn.Tanh, lambda torch: torch.nn.Tanh(), (3, 4)),
    "ReLU": (nn.ReLU, lambda torch: torch.nn.ReLU(), (3, 4)),
    "LeakyReLU": (nn.LeakyReLU, lambda torch: torch.nn.LeakyReLU(), (3, 4)),
    "LeakyReLU 0.2": (lambda: nn.LeakyReLU(0.2), lambda torch: torch.nn.LeakyReLU(0.2), (3, 4)),
    "Softmax": (nn.Softmax, lambda torch: torch.nn.Softmax(dim=-1), (3, 4)),
    "Softmax of axis 1": (
        lambda: nn.Softmax(dim=1),
        lambda torch: torch.nn.Softmax(dim=1),
        (3, 4, 2),
    ),
    "Sequential": (
        lambda: nn.Sequential(
            nn.Linear(4, 5), nn.Tanh(), nn.Sequential(nn.Linear(5, 6), nn.ReLU()), nn.Linear(6, 2)
        ),
        lambda torch: torch.nn.Sequential(
            torch.nn.Linear(4, 5),
            torch.nn.Tanh(),
            torch.nn.Sequential(torch.nn.Linear(5, 6), torch.nn.ReLU()),
            torch.nn.Linear(6, 2),
        ),
        (7, 4),
    ),
}
ELEMENTWISE = ["Identity", "Sigmoid", "Tanh", "ReLU", "LeakyReLU", "LeakyReLU 0.2"]


def layer_errors(torch, ours, theirs, x, seed=0):
    """Return {what: relative error} for the output, dL/dx and every parameter's gradient."""
    theirs.load_state_dict({name: torch.tensor(value) for name, value in ours.state_dict().items()})
    inputs = torch.tensor(x, requires_grad=True)
    y, expected = ours(x), theirs(inputs)
    r = np.random.default_rng(seed).standard_normal(y.shape)
    grad_in = ours.backward(r)
    expected.backward(torch.tensor(r))
    errors = {"output": error(y, expected), "dL/dx": error(grad_in, inputs.grad)}
    gradients = dict(theirs.named_parameters())
    for name, parameter in ours.named_parameters():
        errors[name] = error(parameter.grad, gradients[name].grad)
    return errors


@pytest.mark.parametrize("name", PAIRS)
def test_layer(torch, name):
    ours, theirs, shape = PAIRS[name]
    x = np.random.default_rng(1).standard_normal(shape)
    errors = layer_errors(torch, ours(), theirs(torch).double(), x)
    assert max(errors.values()) < RTOL, errors


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_activation_at_extreme_scores(torch, name):
    ours, theirs, _ = PAIRS[name]
    errors = layer_errors(torch, ours(), theirs(torch), EXTREMES[:, None])
    assert max(errors.values()) < RTOL, errors


@pytest.mark.parametrize("size", [1e-3, 1.0, 30.0, 1000.0])
def test_softmax_at_extreme_scores(torch, size):
    x = size * np.random.default_rng(2).standard_normal((6, 4))
    errors = layer_errors(torch, nn.Softmax(), torch.nn.Softmax(dim=-1), x)
    assert max(errors.values()) < RTOL, errors


@pytest.mark.parametrize("name", ["Linear", "Linear without bias", "Sequential"])
def test_a_pytorch_state_loads_under_the_same_names(torch, name):
    make, make_theirs, shape = PAIRS[name]
    ours, theirs = make(), make_theirs(torch).double()
    assert list(ours.state_dict()) == list(theirs.state_dict())
    ours.load_state_dict(theirs.state_dict())
    x = np.random.default_rng(3).standard_normal(shape)
    assert error(ours(x), theirs(torch.tensor(x))) < RTOL


def test_the_start_has_the_spread_of_pytorchs(torch):
    ours = nn.Linear(50, 400, rng=0)
    theirs = torch.nn.Linear(50, 400)
    for name in ("weight", "bias"):
        mine = getattr(ours, name).data
        other = getattr(theirs, name).detach().numpy()
        assert mine.std() == pytest.approx(other.std(), rel=0.1)
        assert np.abs(mine).max() == pytest.approx(np.abs(other).max(), rel=0.02)


def test_repr_is_the_same(torch):
    for name in ("Linear", "LeakyReLU 0.2", "Softmax", "Sequential", "ReLU"):
        ours, theirs, _ = PAIRS[name]
        assert repr(ours()) == repr(theirs(torch))


@pytest.mark.parametrize("padding_idx", [None, 2, -1])
def test_embedding(torch, padding_idx):
    rng = np.random.default_rng(0)
    ours = nn.Embedding(5, 3, padding_idx, rng=0)
    theirs = torch.nn.Embedding(5, 3, padding_idx).double()
    assert repr(ours) == repr(theirs)
    theirs.load_state_dict({name: torch.tensor(value) for name, value in ours.state_dict().items()})
    indices, r = rng.integers(0, 5, (4, 6)), rng.standard_normal((4, 6, 3))
    y, expected = ours(indices), theirs(torch.tensor(indices))
    assert error(y, expected) == 0
    ours.backward(r)
    expected.backward(torch.tensor(r))
    assert error(ours.weight.grad, theirs.weight.grad) < RTOL


@pytest.mark.parametrize("p", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("training", [True, False])
def test_dropout_with_the_numbers_that_pytorch_drew(torch, p, training):
    """Where PyTorch dropped a number, drop it here: all the rest must be the same."""

    class Drawn:
        def random(self, shape, dtype):
            return np.where(dropped, -1, 2).reshape(shape).astype(dtype)

    x = np.random.default_rng(0).standard_normal((40, 50))
    inputs = torch.tensor(x, requires_grad=True)
    theirs = torch.nn.Dropout(p).train(training)
    torch.manual_seed(0)
    expected = theirs(inputs)
    dropped = expected.detach().numpy() == 0
    ours = nn.Dropout(p).train(training)
    if 0 < p < 1:
        ours.rng = Drawn()
    r = np.random.default_rng(1).standard_normal(x.shape)
    expected.backward(torch.tensor(r))
    assert error(ours(x), expected) < 1e-15
    assert error(ours.backward(r), inputs.grad) < 1e-15
