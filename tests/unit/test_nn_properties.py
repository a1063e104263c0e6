"""What holds for any shape, any layout in memory, and any bad input."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from lib import nn
from lib.gradcheck import gradcheck
from lib.optim import SGD

sizes = st.integers(1, 5)
seeds = st.integers(0, 2**32 - 1)
shapes = array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
ELEMENTWISE_LOSSES = [nn.MSELoss, nn.BCELoss, nn.BCEWithLogitsLoss]


def layout(x, kind):
    """Return the same numbers, laid out differently in memory."""
    if kind == "fortran":
        return np.asfortranarray(x)
    if kind == "every other":
        wide = np.zeros((2 * len(x), *x.shape[1:]))
        wide[::2] = x
        return wide[::2]
    return x[::-1].copy()[::-1] if kind == "backwards" else x


layouts = st.sampled_from(["plain", "fortran", "every other", "backwards"])


@given(sizes, sizes, sizes, seeds, layouts, layouts)
def test_linear_is_three_nested_loops(n, d, h, seed, x_layout, grad_layout):
    rng = np.random.default_rng(seed)
    layer = nn.Linear(d, h, rng=rng)
    x, r = rng.standard_normal((n, d)), rng.standard_normal((n, h))
    w, b = layer.weight.data, layer.bias.data
    y, dw, db, dx = np.zeros((n, h)), np.zeros((h, d)), np.zeros(h), np.zeros((n, d))
    for i in range(n):
        for k in range(h):
            y[i, k] = b[k]
            db[k] += r[i, k]
            for j in range(d):
                y[i, k] += w[k, j] * x[i, j]
                dw[k, j] += r[i, k] * x[i, j]
                dx[i, j] += r[i, k] * w[k, j]
    close = {"rtol": 1e-10, "atol": 1e-12}
    np.testing.assert_allclose(layer(layout(x, x_layout)), y, **close)
    np.testing.assert_allclose(layer.backward(layout(r, grad_layout)), dx, **close)
    np.testing.assert_allclose(layer.weight.grad, dw, **close)
    np.testing.assert_allclose(layer.bias.grad, db, **close)


@given(sizes, sizes, shapes)
def test_linear_refuses_every_shape_but_its_own(d, h, shape):
    assume(len(shape) < 2 or shape[-1] != d)
    layer = nn.Linear(d, h)
    with pytest.raises(ValueError, match=r"got x of shape .*expected \(N, "):
        layer(np.zeros(shape))
    with pytest.raises(RuntimeError):
        layer.backward(np.zeros((1, h)))


@given(sizes, sizes, shapes)
def test_backward_refuses_every_shape_but_the_outputs(n, d, shape):
    assume(shape != (n, d))
    layer = nn.Linear(d, d)
    layer(np.zeros((n, d)))
    with pytest.raises(ValueError, match="shape of its last output"):
        layer.backward(np.ones(shape))
    assert not layer.weight.grad.any()
    assert not layer.bias.grad.any()


@given(st.sampled_from(ELEMENTWISE_LOSSES), shapes, shapes)
def test_losses_never_broadcast(make, one, other):
    assume(one != other)
    with pytest.raises(ValueError, match="expected the same shape"):
        make()(np.full(one, 0.5), np.full(other, 0.5))


@given(st.sampled_from(ELEMENTWISE_LOSSES), shapes, seeds, layouts)
def test_losses_take_any_one_shape_and_layout(make, shape, seed, kind):
    assume(len(shape) > 0 and 0 not in shape)
    rng = np.random.default_rng(seed)
    pred, target = rng.uniform(0.1, 0.9, shape), rng.random(shape)
    plain, other = make(), make()
    value = plain(pred, target)
    assert other(layout(pred, kind), target) == pytest.approx(value, rel=1e-12)
    np.testing.assert_allclose(other.backward(), plain.backward(), rtol=1e-12)


@given(st.lists(st.sampled_from([nn.Tanh, nn.Sigmoid, nn.Softmax, nn.Identity]), max_size=4), seeds)
def test_any_stack_of_smooth_layers_passes_the_gradient_check(activations, seed):
    rng = np.random.default_rng(seed)
    layers = [layer for make in activations for layer in (nn.Linear(2, 2, rng=rng), make())]
    gradcheck(nn.Sequential(nn.Linear(3, 2, rng=rng), *layers), rng.standard_normal((2, 3)))


@given(st.floats(1e-6, 1.0), st.floats(0, 0.95), st.lists(st.floats(-5, 5), min_size=1, max_size=8))
def test_momentum_is_the_weighted_sum_of_all_gradients(lr, momentum, gradients):
    w = nn.Parameter([0.0])
    optimizer = SGD([w], lr, momentum)
    for gradient in gradients:
        w.grad[:] = gradient
        optimizer.step()
    moved = 0.0
    for i in range(len(gradients)):
        moved += sum(momentum ** (i - j) * g for j, g in enumerate(gradients[: i + 1]))
    assert w.data[0] == pytest.approx(-lr * moved, rel=1e-9, abs=1e-12)
