"""Gradient descent by hand."""

import numpy as np
import pytest

from lib import nn
from lib.optim import SGD, Optimizer


def run(gradients, **settings):
    """Return where a single weight stands after each step, starting from 1."""
    w = nn.Parameter([1.0])
    optimizer = SGD([w], **settings)
    path = []
    for gradient in gradients:
        optimizer.zero_grad()
        w.grad += gradient
        optimizer.step()
        path.append(float(w.data[0]))
    return path


def test_a_step_is_the_rate_times_the_gradient():
    assert run([2.0, -4.0], lr=0.25) == [0.5, 1.5]


def test_momentum_remembers():
    assert run([2.0, 0.0, 0.0], lr=0.25, momentum=0.5) == [0.5, 0.25, 0.125]


def test_nesterov_looks_ahead():
    assert run([2.0, 0.0], lr=0.25, momentum=0.5, nesterov=True) == [0.25, 0.125]


def test_weight_decay_pulls_towards_zero():
    assert run([0.0, 0.0], lr=0.5, weight_decay=0.5) == [0.75, 0.5625]


def test_the_rate_may_be_changed_between_steps():
    w = nn.Parameter([1.0])
    optimizer = SGD([w], lr=1.0)
    w.grad += 1
    optimizer.lr = 0.25
    optimizer.step()
    assert w.data[0] == 0.75


def test_steps_are_in_place_and_leave_the_gradient_alone():
    w = nn.Parameter(np.ones(3, np.float32))
    data = w.data
    w.grad += 1
    optimizer = SGD([w], np.float64(0.5), momentum=0.9, weight_decay=0.1, nesterov=True)
    optimizer.step()
    assert w.data is data
    assert data.dtype == np.float32
    assert (data < 1).all()
    np.testing.assert_array_equal(w.grad, [1, 1, 1])


def test_zero_grad_reaches_every_parameter():
    model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    optimizer = SGD(model.parameters(), lr=0.1)
    model.backward(np.ones_like(model(np.ones((1, 2)))))
    assert all(p.grad.any() for p in model.parameters())
    optimizer.zero_grad()
    assert not any(p.grad.any() for p in model.parameters())


def test_every_parameter_has_a_speed_of_its_own():
    one, two = nn.Parameter([0.0]), nn.Parameter([0.0, 0.0])
    optimizer = SGD([one, two], lr=1.0, momentum=0.5)
    one.grad += 1
    optimizer.step()
    optimizer.zero_grad()
    optimizer.step()
    np.testing.assert_array_equal(one.data, [-1.5])
    np.testing.assert_array_equal(two.data, [0.0, 0.0])


def test_it_learns():
    rng = np.random.default_rng(0)
    model, loss = nn.Linear(2, 1, rng=0), nn.MSELoss()
    x = rng.standard_normal((50, 2))
    y = x @ [[2.0], [-1.0]] + 0.5
    optimizer = SGD(model.parameters(), lr=0.1, momentum=0.9)
    for _ in range(300):
        optimizer.zero_grad()
        loss(model(x), y)
        model.backward(loss.backward())
        optimizer.step()
    np.testing.assert_allclose(model.weight.data, [[2.0, -1.0]], atol=1e-6)
    np.testing.assert_allclose(model.bias.data, [0.5], atol=1e-6)


@pytest.mark.parametrize("bad", [-0.1, np.nan, np.inf])
@pytest.mark.parametrize("name", ["lr", "momentum", "weight_decay"])
def test_numbers_must_be_finite_and_not_negative(name, bad):
    with pytest.raises(ValueError, match=name):
        SGD([nn.Parameter([1.0])], **{"lr": 0.1, name: bad})


@pytest.mark.parametrize("bad", ["0.1", None, True, [0.1]])
def test_the_rate_must_be_a_number(bad):
    with pytest.raises(TypeError, match="lr is"):
        SGD([nn.Parameter([1.0])], lr=bad)


def test_there_must_be_something_to_learn():
    with pytest.raises(ValueError, match="params is empty"):
        SGD(nn.ReLU().parameters(), lr=0.1)
    with pytest.raises(TypeError, match=r"Use model\.parameters\(\)"):
        SGD(nn.Linear(1, 1), lr=0.1)
    with pytest.raises(TypeError, match="contains a ndarray"):
        SGD([np.ones(2)], lr=0.1)
    w = nn.Parameter([1.0])
    with pytest.raises(ValueError, match="twice"):
        SGD([w, w], lr=0.1)


def test_nesterov_needs_momentum():
    with pytest.raises(ValueError, match="momentum above 0"):
        SGD([nn.Parameter([1.0])], lr=0.1, nesterov=True)


def test_repr_shows_the_settings():
    optimizer = SGD([nn.Parameter([1.0])], lr=0.1, momentum=0.9)
    assert repr(optimizer) == "SGD(lr=0.1, momentum=0.9, weight_decay=0, nesterov=False)"


def test_the_base_class_takes_no_step():
    with pytest.raises(NotImplementedError):
        Optimizer([nn.Parameter([1.0])], lr=0.1).step()
