"""What an optimizer remembers: saved, loaded, refused; and gradients that are too long."""

import copy
import pickle

import numpy as np
import pytest

from lib import nn
from lib.optim import SGD, Adam, AdamW, RMSprop, clip_grad_norm, clip_grad_norm_
from tests.unit.test_nn_optim_rules import makers, steps


def two_params():
    rng = np.random.default_rng(0)
    return [nn.Parameter(rng.standard_normal((3, 2))), nn.Parameter(rng.standard_normal(2))]


@makers
@pytest.mark.parametrize("before", [0, 1, 5])
def test_training_goes_on_bit_for_bit(make, before):
    rng = np.random.default_rng(1)
    one = make(two_params())
    steps(one, rng, before)
    one.lr = 0.07
    state, weights = pickle.loads(pickle.dumps(one.state_dict())), copy.deepcopy(one.params)
    rng_state = rng.bit_generator.state
    steps(one, rng, 5)

    two = make(weights)
    two.load_state_dict(state)
    assert two.lr == 0.07
    rng.bit_generator.state = rng_state
    steps(two, rng, 5)
    for a, b in zip(one.params, two.params, strict=True):
        np.testing.assert_array_equal(a.data, b.data)


@makers
def test_a_state_is_a_copy(make):
    optimizer = make(two_params())
    steps(optimizer, np.random.default_rng(0), 2)
    state = optimizer.state_dict()
    kept = copy.deepcopy(state)
    steps(optimizer, np.random.default_rng(0), 1)
    for i, values in kept["state"].items():
        for name, value in values.items():
            np.testing.assert_array_equal(state["state"][i][name], value)
    optimizer.load_state_dict(state)
    for values in state["state"].values():
        for name in values.keys() - {"step"}:
            values[name][...] = np.nan
    steps(optimizer, np.random.default_rng(0), 1)
    assert all(np.isfinite(param.data).all() for param in optimizer.params)


def test_names_are_pytorchs():
    params = two_params()
    assert SGD(params, lr=1.0).state_dict() == {
        "state": {},
        "param_groups": [
            {"lr": 1, "momentum": 0, "weight_decay": 0, "nesterov": False, "params": [0, 1]}
        ],
    }
    adam = Adam(params).state_dict()
    assert list(adam["state"]) == [0, 1]
    assert list(adam["state"][0]) == ["step", "exp_avg", "exp_avg_sq"]
    assert adam["state"][0]["exp_avg"].shape == (3, 2)
    rms = RMSprop(params, momentum=0.5, centered=True).state_dict()
    assert list(rms["state"][1]) == ["step", "square_avg", "grad_avg", "momentum_buffer"]
    assert list(RMSprop(params).state_dict()["state"][1]) == ["step", "square_avg"]


def test_an_empty_memory_starts_again():
    optimizer = Adam(two_params())
    fresh = optimizer.state_dict()
    steps(optimizer, np.random.default_rng(0), 3)
    optimizer.load_state_dict({**fresh, "state": {}})
    assert optimizer.steps == 0
    assert not any(values["exp_avg"].any() for values in optimizer.state_dict()["state"].values())


def test_loading_brings_the_settings_with_it():
    plain, fast = SGD(two_params(), lr=1.0), SGD(two_params(), lr=0.5, momentum=0.9)
    steps(fast, np.random.default_rng(0), 1)
    plain.load_state_dict(fast.state_dict())
    assert repr(plain) == repr(fast)


def changed(state, **settings):
    state = copy.deepcopy(state)
    state["param_groups"][0].update(settings)
    return state


def without(state, i, name):
    state = copy.deepcopy(state)
    del state["state"][i][name]
    return state


ADAM = Adam(two_params()).state_dict()


@pytest.mark.parametrize(
    ("state", "error", "match"),
    [
        ({}, TypeError, r"expected the dict that state_dict\(\) gave"),
        (None, TypeError, r"expected the dict that state_dict\(\) gave"),
        (Adam(two_params()[:1]).state_dict(), ValueError, "of 1 parameters; expected one group"),
        (
            {**ADAM, "param_groups": 2 * ADAM["param_groups"]},
            ValueError,
            r"of 2 \+ 2 parameters; expected one group of 2",
        ),
        (RMSprop(two_params()).state_dict(), ValueError, "does not say what betas is"),
        (changed(ADAM, lr=-1), ValueError, "lr is -1"),
        (changed(ADAM, lr=None), TypeError, "lr is None"),
        (changed(ADAM, amsgrad=True), ValueError, "amsgrad=True is not known here"),
        (without(ADAM, 1, "exp_avg"), ValueError, r"parameter 1 .*\['exp_avg_sq'\]; expected"),
        (
            {**ADAM, "state": {0: {**ADAM["state"][0], "speed": 1}, 1: ADAM["state"][1]}},
            ValueError,
            "remembers .*'speed'",
        ),
        ({**ADAM, "state": {0: ADAM["state"][0]}}, ValueError, "parameter 1 it remembers nothing"),
        (
            {**ADAM, "state": {0: ADAM["state"][0], 1: ADAM["state"][0]}},
            ValueError,
            r"exp_avg of parameter 1 has shape \(3, 2\); expected \(2,\)",
        ),
        (
            {**ADAM, "state": {0: ADAM["state"][0], 1: {**ADAM["state"][1], "step": 3}}},
            ValueError,
            "different numbers of steps",
        ),
    ],
)
def test_a_state_that_does_not_fit_changes_nothing(state, error, match):
    optimizer = Adam(two_params(), lr=0.5)
    steps(optimizer, np.random.default_rng(0), 2)
    before = pickle.dumps(optimizer.state_dict())
    with pytest.raises(error, match=f"Adam, nothing was changed: .*{match}"):
        optimizer.load_state_dict(state)
    assert pickle.dumps(optimizer.state_dict()) == before


def test_a_decay_of_adamw_is_not_taken_for_another_rule():
    optimizer = AdamW(two_params())
    optimizer.load_state_dict(changed(ADAM, weight_decay=0.25))
    assert optimizer.weight_decay == 0.25


def with_grads(*grads, dtype=np.float64):
    params = [nn.Parameter(np.zeros(np.shape(grad), dtype)) for grad in grads]
    for param, grad in zip(params, grads, strict=True):
        param.grad[...] = grad
    return params


def test_a_long_gradient_is_shortened_and_keeps_its_direction():
    params = with_grads([[3.0, 0.0]], 4.0, [0.0, 12.0])
    assert clip_grad_norm_(params, 6.5) == 13
    for param, expected in zip(params, ([[1.5, 0]], 2, [0, 6]), strict=True):
        np.testing.assert_allclose(param.grad, expected, rtol=1e-6)
    assert clip_grad_norm_(params, 6.5) == pytest.approx(6.5, rel=1e-6)


@pytest.mark.parametrize("max_norm", [5.1, 100, np.float32(6), np.inf])
def test_a_short_gradient_is_only_measured(max_norm):
    (param,) = params = with_grads([3.0, 4.0])
    grad = param.grad
    assert clip_grad_norm_(iter(params), max_norm) == 5
    assert param.grad is grad
    np.testing.assert_array_equal(grad, [3, 4])


def test_gradients_may_be_zero_or_huge():
    assert clip_grad_norm_(with_grads([0.0]), 1.0) == 0
    (param,) = params = with_grads(np.float32([3e30, 4e30]), dtype=np.float32)
    assert clip_grad_norm_(params, 1.0) == pytest.approx(5e30, rel=1e-6)
    assert param.grad.dtype == np.float32
    np.testing.assert_allclose(param.grad, [0.6, 0.8], rtol=1e-6)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_named_and_nothing_is_changed(bad):
    params = with_grads([30.0], [[1.0, bad]])
    with pytest.raises(FloatingPointError, match=r"parameter 1, shape \(1, 2\), holds nan or inf"):
        clip_grad_norm_(params, 1.0)
    np.testing.assert_array_equal(params[0].grad, [30])


@pytest.mark.parametrize(
    ("max_norm", "error"),
    [(0, ValueError), (-1, ValueError), (np.nan, ValueError), ("1", TypeError), (True, TypeError)],
)
def test_the_bound_must_be_above_zero(max_norm, error):
    with pytest.raises(error, match="max_norm is"):
        clip_grad_norm_(with_grads([1.0]), max_norm)
    with pytest.raises(TypeError, match=r"Use model\.parameters\(\)"):
        clip_grad_norm_(nn.Linear(1, 1), 1.0)


def test_the_name_of_the_papers_is_the_same_function():
    assert clip_grad_norm is clip_grad_norm_
