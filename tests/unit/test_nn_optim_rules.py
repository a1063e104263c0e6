"""RMSprop, Adam and AdamW by hand, beside their equations, and with parameters of any shape."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from lib import nn
from lib.optim import SGD, Adam, AdamW, Optimizer, RMSprop, flat


def run(make, gradients, start=1.0, **settings):
    """Return where a single weight stands after each step."""
    w = nn.Parameter([start])
    optimizer = make([w], **settings)
    path = []
    for gradient in gradients:
        optimizer.zero_grad()
        w.grad += gradient
        optimizer.step()
        path.append(float(w.data[0]))
    return path


def test_adam_by_hand():
    # t = 1: m̂ = 2, v̂ = 4. t = 2: m = ½ · 1 + ½ · 0, m̂ = ½ / ¾; v = ¾ · 1 + 0, v̂ = ¾ / (7/16).
    after_one = 1 - 0.5 * 2 / (2 + 1)
    after_two = after_one - 0.5 * (2 / 3) / (math.sqrt(12 / 7) + 1)
    path = run(Adam, [2.0, 0.0], lr=0.5, betas=(0.5, 0.75), eps=1.0)
    assert path == pytest.approx([after_one, after_two], rel=1e-14)


def test_adam_decays_through_the_gradient_and_adamw_beside_it():
    # Without gradient: λ w = 0.5 is all, and a first step is η times its sign.
    assert run(Adam, [0.0], lr=0.25, weight_decay=0.5, eps=0) == [0.75]
    assert run(AdamW, [0.0], lr=0.25, weight_decay=0.5) == [0.875]
    assert run(AdamW, [3.0], lr=0.25, weight_decay=0.5, eps=0) == [0.625]


def test_rmsprop_by_hand():
    # v = ¼ · 4 = 1, then v = ¾ · 1 + 0.
    assert run(RMSprop, [2.0, 0.0], lr=0.25, alpha=0.75, eps=1.0) == [0.75, 0.75]
    # u = 1, then u = ½ · 1.
    path = run(RMSprop, [2.0, 0.0], lr=0.25, alpha=0.75, eps=1.0, momentum=0.5)
    assert path == [0.75, 0.625]
    # v - ḡ² = 1 - ¼
    path = run(RMSprop, [2.0], lr=0.25, alpha=0.75, eps=0, centered=True)
    assert path == pytest.approx([1 - 0.5 / math.sqrt(0.75)])
    assert run(RMSprop, [0.0], lr=0.25, alpha=0.75, eps=0, weight_decay=0.5) == [0.5]


def test_equal_gradients_have_no_spread_and_give_no_nan():
    path = run(RMSprop, [0.1] * 5000, lr=1e-9, alpha=0.5, centered=True)
    assert np.isfinite(path).all()


def adam_in_words(w, gradients, lr, beta1, beta2, eps, decay):
    """The equations of Adam's docstring, one number at a time."""
    m = v = 0.0
    for t, g in enumerate(gradients, start=1):
        g = g + decay * w
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        w -= lr * (m / (1 - beta1**t)) / (math.sqrt(v / (1 - beta2**t)) + eps)
    return w


numbers = st.floats(-3, 3).filter(lambda x: x == 0 or abs(x) > 1e-3)


@given(
    st.lists(numbers, min_size=1, max_size=12),
    numbers,
    st.floats(1e-4, 0.5),
    st.floats(0, 0.95),
    st.floats(0, 0.999),
    st.sampled_from([0.0, 0.1]),
)
def test_adam_is_its_equations(gradients, start, lr, beta1, beta2, decay):
    (*_, end) = run(
        Adam, gradients, start, lr=lr, betas=(beta1, beta2), eps=1e-3, weight_decay=decay
    )
    expected = adam_in_words(start, gradients, lr, beta1, beta2, 1e-3, decay)
    assert end == pytest.approx(expected, rel=1e-10, abs=1e-12)


MAKERS = {
    "SGD": lambda params: SGD(params, lr=0.1, momentum=0.9),
    "SGD without momentum": lambda params: SGD(params, lr=0.1, weight_decay=0.1),
    "Nesterov": lambda params: SGD(params, lr=0.1, momentum=0.9, nesterov=True),
    "RMSprop": RMSprop,
    "RMSprop, all": lambda params: RMSprop(
        params, momentum=0.5, centered=True, weight_decay=0.1, alpha=0.9
    ),
    "Adam": Adam,
    "Adam with decay": lambda params: Adam(params, weight_decay=0.1),
    "AdamW": lambda params: AdamW(params, lr=0.1),
}
makers = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def steps(optimizer, rng, count):
    for _ in range(count):
        for param in optimizer.params:
            param.grad[...] = rng.standard_normal(param.shape)
        optimizer.step()


@makers
@given(shapes=st.lists(array_shapes(min_dims=0, min_side=0, max_side=4), min_size=1, max_size=4))
def test_parameters_of_any_shape_move_each_as_if_alone(make, shapes):
    rng = np.random.default_rng(0)
    values = [rng.standard_normal(shape) for shape in shapes]
    gradients = [[rng.standard_normal(shape) for shape in shapes] for _ in range(3)]
    together = [nn.Parameter(value) for value in values]
    optimizer = make(together)
    for row in gradients:
        for param, g in zip(together, row, strict=True):
            param.grad[...] = g
        optimizer.step()
    for i, param in enumerate(together):
        alone = nn.Parameter(values[i])
        optimizer = make([alone])
        for row in gradients:
            alone.grad[...] = row[i]
            optimizer.step()
        np.testing.assert_array_equal(param.data, alone.data)


@makers
def test_blocks_do_not_matter(make, monkeypatch):
    results = []
    for block in (2**16, 7):
        monkeypatch.setattr(flat, "_BLOCK", block)
        params = [nn.Parameter(np.ones((3, 5))), nn.Parameter(np.ones(4))]
        steps(make(params), np.random.default_rng(0), 5)
        results.append(params)
    for one, two in zip(*results, strict=True):
        np.testing.assert_array_equal(one.data, two.data)


@makers
def test_steps_are_in_place_keep_the_dtype_and_leave_the_gradient_alone(make):
    w = nn.Parameter(np.ones((2, 3), np.float32))
    data, grad = w.data, w.grad
    optimizer = make([w])
    grad += 1
    optimizer.step()
    assert w.data is data
    assert w.grad is grad
    assert data.dtype == np.float32
    assert (data < 1).all()
    np.testing.assert_array_equal(grad, np.ones((2, 3)))


@makers
def test_arrays_that_were_replaced_or_lie_otherwise_in_memory_are_found(make):
    rng = np.random.default_rng(0)
    value, g = rng.standard_normal((3, 4)), rng.standard_normal((3, 4))
    plain, other = nn.Parameter(value), nn.Parameter(np.zeros((3, 4)))
    one, two = make([plain]), make([other])
    other.data, other.grad = np.asfortranarray(value), np.asfortranarray(g)
    plain.grad[...] = g
    for _ in range(2):
        one.step()
        two.step()
    np.testing.assert_array_equal(other.data, plain.data)


@makers
def test_float_errors_do_not_arise_from_small_or_missing_gradients(make):
    w = nn.Parameter([1.0, 1.0])
    optimizer = make([w])
    with np.errstate(all="raise", under="ignore"):
        optimizer.step()
        w.grad[:] = [1e-200, 0]
        optimizer.step()
    assert np.isfinite(w.data).all()


@makers
def test_they_all_find_a_minimum(make):
    w = nn.Parameter([2.0, -3.0])
    optimizer = make([w])
    optimizer.lr, optimizer.weight_decay = 0.05, 0.0
    for _ in range(400):
        w.grad[:] = 2 * (w.data - 1)
        optimizer.step()
    np.testing.assert_allclose(w.data, [1, 1], atol=0.15)


def test_repr_shows_the_settings():
    w = nn.Parameter([1.0])
    assert repr(Adam([w])) == "Adam(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0)"
    assert repr(AdamW([w])) == "AdamW(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01)"
    assert repr(RMSprop([w], centered=True)) == (
        "RMSprop(lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, centered=True)"
    )


@pytest.mark.parametrize(
    ("make", "settings", "error", "match"),
    [
        (Adam, {"lr": -1}, ValueError, "lr is -1; expected a finite number, 0 or more"),
        (Adam, {"lr": "1"}, TypeError, "lr is '1'; expected a number"),
        (Adam, {"betas": (1.0, 0.9)}, ValueError, r"betas\[0\] is 1; expected less than 1"),
        (Adam, {"betas": (0.9, -0.1)}, ValueError, r"betas\[1\] is -0.1"),
        (Adam, {"betas": 0.9}, TypeError, r"expected a pair such as \(0.9, 0.999\)"),
        (Adam, {"betas": (0.9, 0.9, 0.9)}, TypeError, "expected a pair"),
        (Adam, {"eps": np.inf}, ValueError, "eps is inf"),
        (AdamW, {"weight_decay": np.nan}, ValueError, "weight_decay is nan"),
        (RMSprop, {"alpha": 1}, ValueError, "alpha is 1; expected less than 1"),
        (RMSprop, {"momentum": -1}, ValueError, "momentum is -1"),
        (RMSprop, {"centered": 1}, TypeError, "centered is 1; expected True or False"),
        (SGD, {"lr": 1, "nesterov": 1, "momentum": 1}, TypeError, "nesterov is 1"),
    ],
)
def test_settings_that_make_no_sense(make, settings, error, match):
    with pytest.raises(error, match=match):
        make([nn.Parameter([1.0])], **settings)


def test_a_rule_without_its_equation_says_so():
    with pytest.raises(NotImplementedError, match="FlatOptimizer has no _update"):
        flat.FlatOptimizer([nn.Parameter([1.0])], lr=0.1).step()
    with pytest.raises(NotImplementedError, match="Optimizer has no step"):
        Optimizer([nn.Parameter([1.0])], lr=0.1).step()
