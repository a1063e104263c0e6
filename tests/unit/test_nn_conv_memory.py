"""The memory that a convolution works in: little, used again, and nobody else's."""

import copy
import tracemalloc

import numpy as np

from benchmarks.lenet import network
from lib import nn
from lib.optim import Adam


def test_a_step_of_lenet_at_batch_128_works_in_25_mib():
    model = network(nn, rng=0, dtype=np.float32)
    loss, adam = nn.CrossEntropyLoss(), Adam(model.parameters())
    rng = np.random.default_rng(0)
    X, y = rng.random((128, 1, 28, 28), dtype=np.float32), rng.integers(0, 10, 128)
    tracemalloc.start()
    for _ in range(2):
        loss(model(X), y)
        with model.no_input_grad():
            model.backward(loss.backward())
        adam.step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25 * 2**20, f"{peak / 2**20:.1f} MiB"


def test_the_room_of_the_last_step_is_used_again_in_training_alone():
    layer, x = nn.Conv2d(1, 2, 2, rng=0), np.random.default_rng(1).standard_normal((2, 1, 4, 4))
    layer(x)
    room = layer._rooms["forward"]
    layer(2 * x)
    assert layer._rooms["forward"] is room
    layer.eval()
    layer(np.ones((9, 1, 4, 4)))
    assert layer._rooms["forward"] is room


def test_a_copy_works_in_a_room_of_its_own():
    layer, x = nn.Conv2d(1, 2, 2, rng=0), np.random.default_rng(1).standard_normal((2, 1, 4, 4))
    r = np.ones_like(layer(x))
    layer.backward(r)
    expected = layer.weight.grad.copy()
    layer.zero_grad()
    layer(x)
    copy.copy(layer)(5 * x)
    layer.backward(r)
    np.testing.assert_array_equal(layer.weight.grad, expected)


def test_an_output_outlives_the_next_step():
    layer, x = nn.Conv2d(1, 2, 2, rng=0), np.random.default_rng(1).standard_normal((2, 1, 4, 4))
    y = layer(x)
    dx = layer.backward(np.ones_like(y))
    kept = y.copy(), dx.copy()
    layer.backward(np.zeros_like(layer(x + 1)))
    np.testing.assert_array_equal(y, kept[0])
    np.testing.assert_array_equal(dx, kept[1])
