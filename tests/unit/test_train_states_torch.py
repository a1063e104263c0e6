"""What save_state writes goes into PyTorch, and what PyTorch has comes back."""

import numpy as np
import pytest

from lib import nn
from lib.train import load_state, save_state

pytestmark = pytest.mark.torch


@pytest.fixture(scope="module")
def torch(require_tool):
    """Return PyTorch."""
    require_tool("torch")
    import torch

    return torch


def network(library, **kwargs):
    """Return the same network of either library."""
    return library.Sequential(
        library.Conv2d(1, 3, 3, **kwargs),
        library.ReLU(),
        library.MaxPool2d(2),
        library.Flatten(),
        library.Linear(27, 10, **kwargs),
        library.Dropout(0.5),
        library.Linear(10, 4, **kwargs),
    ).eval()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_there_and_back(torch, tmp_path, dtype):
    path, tolerance = tmp_path / "network.npz", 1e-12 if dtype == "float64" else 1e-5
    x = np.random.default_rng(0).standard_normal((5, 1, 8, 8)).astype(dtype)
    ours = network(nn, dtype=np.dtype(dtype))
    theirs = network(torch.nn, dtype=getattr(torch, dtype))

    save_state(path, ours)
    state = {name: torch.from_numpy(array) for name, array in np.load(path).items()}
    theirs.load_state_dict(state, strict=True)
    with torch.no_grad():
        expected = theirs(torch.from_numpy(x)).numpy()
    assert ours(x).dtype == dtype
    np.testing.assert_allclose(ours(x), expected, rtol=tolerance, atol=tolerance)

    with torch.no_grad():
        for parameter in theirs.parameters():
            parameter.mul_(-1.5)
        expected = theirs(torch.from_numpy(x)).numpy()
    np.savez(path, **{name: value.numpy() for name, value in theirs.state_dict().items()})
    load_state(path, ours)
    np.testing.assert_allclose(ours(x), expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("name", ["RNN", "LSTM", "GRU"])
def test_recurrent_layers(torch, tmp_path, name):
    ours = getattr(nn, name)(3, 4, num_layers=2, bidirectional=True, rng=0)
    theirs = getattr(torch.nn, name)(3, 4, num_layers=2, bidirectional=True, batch_first=True)
    save_state(tmp_path / "rnn.npz", ours)
    state = {k: torch.from_numpy(v) for k, v in np.load(tmp_path / "rnn.npz").items()}
    theirs = theirs.double()
    theirs.load_state_dict(state, strict=True)
    x = np.random.default_rng(1).standard_normal((2, 5, 3))
    with torch.no_grad():
        expected, _ = theirs(torch.from_numpy(x))
    np.testing.assert_allclose(ours(x)[0], expected.numpy(), rtol=1e-10, atol=1e-12)


def test_a_state_of_another_network_is_refused_with_its_names(tmp_path):
    save_state(tmp_path / "a.npz", nn.Linear(2, 3))
    other = nn.Sequential(nn.Linear(2, 3, rng=0))
    before = other.state_dict()
    with pytest.raises(
        ValueError, match=r"a\.npz: .*missing key '0.weight'.*unexpected key 'bias'"
    ):
        load_state(tmp_path / "a.npz", other)
    assert all(np.array_equal(before[name], a) for name, a in other.state_dict().items())
