"""DataParallel: the same numbers as on one thread."""

import numpy as np
import pytest

from lib import nn
from lib.nn.parallel import DataParallel


def network():
    return nn.Sequential(
        nn.Conv2d(1, 3, 3, rng=0), nn.MaxPool2d(2), nn.Tanh(), nn.Flatten(), nn.Linear(12, 2, rng=1)
    )


@pytest.mark.parametrize("workers", [1, 2, 3, 5])
def test_as_many_threads_as_one_likes_give_the_same(workers):
    x = np.random.default_rng(0).standard_normal((7, 1, 6, 6))
    r = np.random.default_rng(1).standard_normal((7, 2))
    alone, together = network(), DataParallel(network(), workers)
    for _ in range(2):  # Gradients accumulate, in both.
        np.testing.assert_allclose(together(x), alone(x), rtol=1e-12)
        np.testing.assert_allclose(together.backward(r), alone.backward(r), rtol=1e-12, atol=1e-14)
    for ours, want in zip(together.parameters(), alone.parameters(), strict=True):
        np.testing.assert_allclose(ours.grad, want.grad, rtol=1e-12, atol=1e-14)


def test_the_weights_are_shared():
    model = DataParallel(network(), 3)
    x = np.ones((3, 1, 6, 6))
    for parameter in model.parameters():
        parameter.data += 0.5
    assert len({tuple(row) for row in model(x).round(12)}) == 1


def test_no_gradient_of_the_input_if_nobody_asks():
    model = DataParallel(network(), 2)
    x = np.ones((4, 1, 6, 6))
    r = np.ones_like(model(x))
    with model.no_input_grad():
        assert model.backward(r) is None
    assert any(p.grad.any() for p in model.parameters())
    model(x)
    assert model.backward(r).shape == x.shape


def test_each_thread_drops_other_numbers():
    model = DataParallel(nn.Sequential(nn.Dropout(0.5, rng=0)), 2)
    y = model(np.ones((2, 64)))
    assert (y[0] != y[1]).any()
    model.eval()
    np.testing.assert_array_equal(model(np.ones((2, 64))), np.ones((2, 64)))


def test_bad_arguments():
    with pytest.raises(TypeError, match="takes a module"):
        DataParallel(network().parameters)
    with pytest.raises(ValueError, match="workers is 0"):
        DataParallel(network(), 0)
