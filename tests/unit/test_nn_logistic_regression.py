"""Logistic regression by hand, checked, and against the same model made of layers."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn
from lib.classic import LogisticRegression
from lib.gradcheck import gradcheck
from lib.optim import SGD

pytestmark = pytest.mark.usefixtures("float_errors_raise")

X = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0]])
Y = np.array([1, 0, 1])


@pytest.fixture
def model():
    return LogisticRegression().fit(X, Y, lr=0.5, epochs=3)


def test_it_starts_at_zero_where_every_probability_is_one_half():
    model = LogisticRegression().fit(X, Y, epochs=0)
    np.testing.assert_array_equal(model.w, [0, 0])
    assert model.b == 0
    assert model.history == [pytest.approx(math.log(2), rel=1e-15)]
    np.testing.assert_array_equal(model.predict_proba(X), [0.5, 0.5, 0.5])


def test_the_first_step_by_hand():
    """a = ½ everywhere, so a - y = (-½, ½, -½)."""
    model = LogisticRegression().fit(X, Y, epochs=0)
    dw, db = model.gradient(X, Y)
    np.testing.assert_allclose(dw, [1 / 3, -2 / 3], rtol=1e-15)
    assert db == pytest.approx(-1 / 6, rel=1e-15)
    model = LogisticRegression().fit(X, Y, lr=3.0, epochs=1)
    np.testing.assert_allclose(model.w, [-1, 2], rtol=1e-15)
    assert model.b == pytest.approx(0.5, rel=1e-15)


def test_scores_and_probabilities_by_hand():
    model = LogisticRegression().fit(X, Y, epochs=0)
    model.w, model.b = np.array([1.0, -1.0]), math.log(3)
    np.testing.assert_allclose(model.decision_function(np.ones((1, 2))), [math.log(3)])
    np.testing.assert_allclose(model.predict_proba(np.ones((1, 2))), [0.75])
    np.testing.assert_array_equal(model.predict(np.ones((1, 2))), [1])
    np.testing.assert_array_equal(model.predict(np.ones((1, 2)), threshold=0.8), [0])
    assert model.cost(np.ones((2, 2)), np.array([1, 0])) == pytest.approx(
        (math.log(4 / 3) + math.log(4)) / 2
    )


def test_a_probability_of_exactly_one_half_counts_as_class_1():
    model = LogisticRegression().fit(X, Y, epochs=0)
    np.testing.assert_array_equal(model.predict(X), [1, 1, 1])


def test_the_gradient_is_the_measured_slope(model):
    def cost(w, b):
        model.w, model.b = w, b
        return model.cost(X, Y)

    gradcheck(cost, model.w, model.b, grad=model.gradient(X, Y))


def test_it_equals_the_same_model_made_of_layers(model):
    layer, loss = nn.Linear(2, 1), nn.BCEWithLogitsLoss()
    layer.load_state_dict({"weight": np.zeros((1, 2)), "bias": np.zeros(1)})
    optimizer = SGD(layer.parameters(), lr=0.5)
    costs = []
    for _ in range(3):
        optimizer.zero_grad()
        costs.append(loss(layer(X), Y[:, None]))
        layer.backward(loss.backward())
        optimizer.step()
    np.testing.assert_allclose(layer.weight.data[0], model.w, rtol=1e-14)
    np.testing.assert_allclose(layer.bias.data[0], model.b, rtol=1e-14)
    np.testing.assert_allclose(model.history[:3], costs, rtol=1e-14)


def test_history_has_the_cost_before_each_step_and_after_the_last(model):
    assert len(model.history) == 4
    assert model.history[-1] == model.cost(X, Y)
    assert model.history == sorted(model.history, reverse=True)


def test_fit_starts_again_and_returns_the_model(model):
    once = model.w.copy()
    assert model.fit(X, Y, lr=0.5, epochs=3) is model
    np.testing.assert_array_equal(model.w, once)
    assert len(model.history) == 4


def test_data_are_not_changed_and_may_be_read_only():
    x, y = X.copy(), Y.copy()
    x.flags.writeable = y.flags.writeable = False
    LogisticRegression().fit(x, y, epochs=2)


def test_whole_numbers_and_single_precision_are_computed_in_double():
    for x in (X.astype(int), X.astype(np.float32)):
        fitted = LogisticRegression().fit(x, Y.astype(bool), lr=0.5, epochs=3)
        np.testing.assert_array_equal(fitted.w, LogisticRegression().fit(X, Y, 0.5, 3).w)


def test_huge_scores_cost_what_they_should():
    model = LogisticRegression().fit(X, Y, epochs=0)
    model.w = np.array([1000.0, 0.0])
    assert model.cost(np.array([[1.0, 0.0]]), np.array([0])) == 1000
    assert model.cost(np.array([[1.0, 0.0]]), np.array([1])) == 0


@given(st.integers(1, 8), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_a_small_enough_step_never_raises_the_cost(m, n, seed):
    """The cost bends by at most (|x|² + 1) / 4, so the inverse of that cannot overshoot."""
    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((m, n)), rng.integers(0, 2, m)
    history = LogisticRegression().fit(x, y, 4 / ((x**2).sum(1).max() + 1), 5).history
    assert all(b <= a + 1e-12 for a, b in pairwise(history))


@pytest.mark.parametrize(
    ("x", "y", "match"),
    [
        (X, Y[:, None], r"y has shape \(3, 1\); expected \(3,\)\. Use y\.ravel\(\)"),
        (X, Y[None, :], r"Use y\.ravel\(\)"),
        (X, Y[:2], r"y has shape \(2,\); expected \(3,\)"),
        (X, [1, 0, 2], r"y\[2\] is .*2.*expected 0 or 1"),
        (X, [1, 0.5, 0], r"y\[1\] is .*0\.5"),
        (X, [1, np.nan, 0], r"y\[1\] is .*nan"),
        (X, [1, 0, -1], r"y\[2\] is"),
        (X[0], Y, r"X has shape \(2,\).*reshape\(1, -1\)"),
        (X[:, :, None], Y, r"reshape\(len\(X\), -1\)"),
        (np.float64(1), Y, r"X has shape \(\)"),
        (X[:0], Y[:0], "at least one example"),
        (X * [1, np.nan], Y, r"X\[0, 1\] is nan"),
        (np.where(X == 2, -np.inf, X), Y, r"X\[0, 1\] is -inf"),
    ],
)
def test_bad_data_are_refused_with_advice(x, y, match):
    model = LogisticRegression()
    with pytest.raises(ValueError, match=match):
        model.fit(x, y)
    assert model.w is None


@pytest.mark.parametrize("lr", [0, -1, np.nan, np.inf, "0.1", None])
def test_the_rate_is_a_positive_number(lr):
    with pytest.raises(ValueError, match="lr is"):
        LogisticRegression().fit(X, Y, lr=lr)


@pytest.mark.parametrize("epochs", [-1, 1.5, True])
def test_epochs_are_counted(epochs):
    with pytest.raises(ValueError, match="epochs is"):
        LogisticRegression().fit(X, Y, epochs=epochs)


def test_prediction_needs_a_fit_and_the_same_columns(model):
    with pytest.raises(RuntimeError, match=r"call fit\(X, y\) first"):
        LogisticRegression().predict(X)
    with pytest.raises(ValueError, match="X has 1 columns; expected 2"):
        model.predict(X[:, :1])
    with pytest.raises(TypeError, match="expected real numbers"):
        model.predict(np.array([["a", "b"]]))
