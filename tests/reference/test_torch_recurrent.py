"""PyTorch gives the same outputs, states and gradients of RNN, LSTM and GRU."""

import numpy as np
import pytest

from lib import nn, optim

pytestmark = pytest.mark.torch

RTOL = 1e-9
KINDS = {"RNN": {}, "RNN of relu": {"nonlinearity": "relu"}, "LSTM": {}, "GRU": {}}


def pair(torch, kind, *sizes, **settings):
    """Return our layer and PyTorch's, with the same random weights of size 1."""
    name, settings = kind.split()[0], {**KINDS[kind], **settings}
    ours = getattr(nn, name)(*sizes, **settings)
    theirs = getattr(torch.nn, name)(*sizes, batch_first=True, **settings).double()
    rng = np.random.default_rng(0)
    for parameter in ours.parameters():
        parameter.data[...] = rng.standard_normal(parameter.shape)
    theirs.load_state_dict({n: torch.tensor(value) for n, value in ours.state_dict().items()})
    return ours, theirs


def as_tuple(state):
    return state if isinstance(state, tuple) else (state,)


def one_or_pair(arrays):
    return tuple(arrays) if len(arrays) > 1 else arrays[0]


def error(ours, theirs, floor=1e-300):
    """Return the largest difference, relative to the largest number or to a larger floor."""
    theirs = theirs.detach().numpy()
    assert np.shape(ours) == theirs.shape
    return np.max(np.abs(ours - theirs)) / max(np.max(np.abs(theirs)), floor)


def errors(torch, ours, theirs, x, given_state=True, floor=1e-300):
    """Return {what: relative error} for outputs, final states and every gradient."""
    rng = np.random.default_rng(1)
    shapes = [s.shape for s in as_tuple(ours(x)[1])]
    state = [rng.standard_normal(s) if given_state else np.zeros(s) for s in shapes]
    their_x = torch.tensor(x, requires_grad=True)
    their_state = [torch.tensor(s, requires_grad=True) for s in state]
    if given_state:
        output, final = ours(x, one_or_pair(state))
    else:
        output, final = ours(x)
    their_output, their_final = theirs(their_x, one_or_pair(their_state))
    r, r_final = rng.standard_normal(output.shape), [rng.standard_normal(s) for s in shapes]
    grad_x = ours.backward(r, one_or_pair(r_final))
    loss = (their_output * torch.tensor(r)).sum()
    for part, weight in zip(as_tuple(their_final), r_final, strict=True):
        loss = loss + (part * torch.tensor(weight)).sum()
    loss.backward()

    pairs = {"output": (output, their_output), "dL/dx": (grad_x, their_x.grad)}
    for i, finals in enumerate(zip(as_tuple(final), as_tuple(their_final), strict=True)):
        pairs[f"final state {i}"] = finals
    for i, (mine, other) in enumerate(zip(as_tuple(ours.grad_state), their_state, strict=True)):
        pairs[f"dL/d(initial state {i})"] = mine, other.grad
    gradients = dict(theirs.named_parameters())
    for name, parameter in ours.named_parameters():
        pairs[name] = parameter.grad, gradients[name].grad
    return {name: error(*both, floor) for name, both in pairs.items()}


@pytest.mark.parametrize("bias", [True, False], ids=["bias", "no bias"])
@pytest.mark.parametrize("bidirectional", [False, True], ids=["one way", "both ways"])
@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("kind", KINDS)
def test_layer(torch, kind, layers, bidirectional, bias, record_property):
    settings = {"bias": bias, "bidirectional": bidirectional}
    ours, theirs = pair(torch, kind, 3, 4, layers, **settings)
    x = np.random.default_rng(2).standard_normal((5, 7, 3))
    for given_state in (True, False):
        found = errors(torch, ours, theirs, x, given_state)
        record_property("worst", float(max(found.values())))
        assert max(found.values()) < RTOL, found
        ours.zero_grad()
        theirs.zero_grad()


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 9, 2), (6, 1, 3), (2, 200, 3)])
@pytest.mark.parametrize("hidden", [1, 5])
@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
def test_shapes(torch, kind, hidden, shape):
    ours, theirs = pair(torch, kind, shape[2], hidden)
    x = np.random.default_rng(3).standard_normal(shape)
    found = errors(torch, ours, theirs, x)
    assert max(found.values()) < RTOL, found


@pytest.mark.parametrize("size", [1e-6, 30.0, 1e4])
@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
def test_gates_at_their_ends(torch, kind, size):
    ours, theirs = pair(torch, kind, 3, 4)
    x = size * np.random.default_rng(4).standard_normal((5, 7, 3))
    found = errors(torch, ours, theirs, x)
    assert max(found.values()) < RTOL, found


@pytest.mark.parametrize(
    "settings", [{}, {"num_layers": 2, "bias": False}, {"bidirectional": True}]
)
@pytest.mark.parametrize("kind", KINDS)
def test_names_order_and_repr_are_the_same(torch, kind, settings):
    ours, theirs = pair(torch, kind, 3, 4, **settings)
    assert list(ours.state_dict()) == list(theirs.state_dict())
    assert repr(ours) == repr(theirs)
    ours.load_state_dict(theirs.state_dict())


@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
def test_the_start_has_the_spread_of_pytorchs(torch, kind):
    ours = getattr(nn, kind)(20, 100, rng=0)
    theirs = getattr(torch.nn, kind)(20, 100)
    for name, value in theirs.state_dict().items():
        assert ours.state_dict()[name].std() == pytest.approx(value.numpy().std(), rel=0.15)


@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
def test_training_with_states_handed_on(torch, kind):
    """30 steps of truncated backpropagation: the state goes on, the gradient does not."""
    ours, theirs = pair(torch, kind, 3, 4)
    for parameter in ours.parameters():
        parameter.data /= 3
    theirs.load_state_dict({n: torch.tensor(value) for n, value in ours.state_dict().items()})
    sgd = optim.SGD(ours.parameters(), lr=0.1, momentum=0.9)
    their_sgd = torch.optim.SGD(theirs.parameters(), lr=0.1, momentum=0.9)
    loss, their_loss = nn.MSELoss(), torch.nn.MSELoss()
    rng = np.random.default_rng(5)
    state = their_state = None
    for _ in range(30):
        x, target = rng.standard_normal((2, 6, 3)), np.tanh(rng.standard_normal((2, 6, 4)))
        sgd.zero_grad()
        output, state = ours(x, state)
        value = loss(output, target)
        ours.backward(loss.backward())
        sgd.step()

        their_sgd.zero_grad()
        output, their_state = theirs(torch.tensor(x), their_state)
        their_value = their_loss(output, torch.tensor(target))
        their_value.backward()
        their_sgd.step()
        their_state = one_or_pair([s.detach() for s in as_tuple(their_state)])
        assert value == pytest.approx(their_value.item(), rel=RTOL)
    for name, expected in theirs.state_dict().items():
        assert error(ours.state_dict()[name], expected) < RTOL
