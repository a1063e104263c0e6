"""The functions by hand, at the extremes, and as identities for all numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lib.gradcheck import gradcheck
from lib.nn import functional as F

pytestmark = pytest.mark.usefixtures("float_errors_raise")

BELOW = [-1e300, -1e5, -1000.0, -745.0, -740.0, -709.0, -40.0, -1e-300, -0.0]
ABOVE = [0.0, 5e-324, 1e-310, 1e-8, 37.0, 709.0, 710.0, 745.0, 1000.0, 1e5, 1e300]
EXTREMES = np.array([*BELOW, *ABOVE])
ELEMENTWISE = [
    (F.sigmoid, F.sigmoid_derivative),
    (F.softplus, F.softplus_derivative),
    (F.log_sigmoid, F.log_sigmoid_derivative),
    (F.tanh, F.tanh_derivative),
    (F.relu, F.relu_derivative),
    (F.leaky_relu, F.leaky_relu_derivative),
]
elementwise = pytest.mark.parametrize(
    ("f", "derivative"), ELEMENTWISE, ids=[f.__name__ for f, _ in ELEMENTWISE]
)
scores = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, max_side=5),
    elements=st.floats(-1e6, 1e6, width=32),
)


@elementwise
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extreme_scores_give_finite_numbers_of_the_same_dtype(f, derivative, dtype):
    with np.errstate(under="ignore"):
        z = np.clip(EXTREMES, -1e30, 1e30).astype(dtype)
    for g in (f, derivative):
        assert g(z).dtype == dtype
        assert np.isfinite(g(z)).all()


@elementwise
def test_a_derivative_is_the_measured_slope(f, derivative):
    for z in (-3.3, -0.7, 0.4, 2.9):
        gradcheck(f, z, grad=float(derivative(z)))


@elementwise
def test_a_single_number_and_whole_numbers_work(f, derivative):
    for g in (f, derivative):
        assert g(2).shape == ()
        np.testing.assert_array_equal(g(np.array([2, 3], np.uint8)), g([2.0, 3.0]))
        assert np.isnan(g(np.nan)) or g in (F.relu_derivative, F.leaky_relu_derivative)


def test_values_at_the_extremes():
    np.testing.assert_array_equal(F.sigmoid(EXTREMES)[[0, 2, -3, -1]], [0, 0, 1, 1])
    assert 0 < F.sigmoid(-740.0) < 1e-321
    np.testing.assert_allclose(F.sigmoid(-40.0), math.exp(-40), rtol=1e-14)
    np.testing.assert_allclose(F.sigmoid_derivative(40.0), math.exp(-40), rtol=1e-14)
    np.testing.assert_allclose(F.tanh_derivative(20.0), 4 * math.exp(-40), rtol=1e-14)
    np.testing.assert_allclose(F.softplus(-40.0), math.exp(-40), rtol=1e-14)
    np.testing.assert_allclose(F.log_sigmoid(40.0), -math.exp(-40), rtol=1e-14)
    np.testing.assert_array_equal(F.softplus([-1000.0, 1000.0]), [0, 1000])
    np.testing.assert_array_equal(F.log_sigmoid([-1000.0, 1000.0]), [-1000, 0])


def test_infinity_is_the_limit():
    np.testing.assert_array_equal(F.sigmoid([-np.inf, np.inf]), [0, 1])
    np.testing.assert_array_equal(F.softplus([-np.inf, np.inf]), [0, np.inf])
    np.testing.assert_array_equal(F.softmax([-np.inf, 0.0]), [0, 1])


def test_values_by_hand():
    assert F.sigmoid(math.log(3)) == pytest.approx(0.75, rel=1e-15)
    assert F.sigmoid_derivative(math.log(3)) == pytest.approx(0.1875, rel=1e-15)
    assert F.softplus(0.0) == pytest.approx(math.log(2), rel=1e-15)
    assert F.tanh(math.log(2)) == pytest.approx(0.6, rel=1e-15)
    assert F.tanh_derivative(math.log(2)) == pytest.approx(0.64, rel=1e-15)
    np.testing.assert_allclose(F.softmax([0.0, math.log(3)]), [0.25, 0.75], rtol=1e-15)
    np.testing.assert_allclose(F.log_softmax([0.0, math.log(3)]), np.log([0.25, 0.75]), rtol=1e-15)
    np.testing.assert_array_equal(F.leaky_relu([-2.0, 0.0, 2.0], 0.5), [-1, 0, 2])
    np.testing.assert_array_equal(F.leaky_relu_derivative([-2.0, 0.0, 2.0], 0.5), [0.5, 0.5, 1])


@pytest.mark.parametrize("dim", [0, 1, -1])
def test_softmax_and_log_softmax_carry_gradients_back_along_the_axis(dim):
    rng = np.random.default_rng(0)
    z, r = rng.standard_normal((3, 4)), rng.standard_normal((3, 4))
    gradcheck(
        lambda z: (r * F.softmax(z, dim)).sum(),
        z,
        grad=F.softmax_backward(r, F.softmax(z, dim), dim),
    )
    gradcheck(
        lambda z: (r * F.log_softmax(z, dim)).sum(),
        z,
        grad=F.log_softmax_backward(r, F.log_softmax(z, dim), dim),
    )


@given(scores)
def test_softmax_rows_are_probabilities_and_ignore_a_shift(z):
    with np.errstate(all="raise"):
        a, log_a, shifted = F.softmax(z), F.log_softmax(z), F.softmax(z + 64.0)
    # The comparisons themselves may underflow: some probabilities are that small.
    with np.errstate(under="ignore"):
        assert (a >= 0).all()
        assert (log_a <= 0).all()
        np.testing.assert_allclose(a.sum(axis=1), 1, rtol=1e-12)
        np.testing.assert_allclose(shifted, a, rtol=1e-6, atol=1e-12)
        np.testing.assert_allclose(np.exp(log_a), a, rtol=1e-9, atol=1e-12)


@given(st.floats(-1e300, 1e300))
def test_the_sigmoid_family_agrees_with_itself(z):
    with np.errstate(all="raise"):
        a, b, slope = F.sigmoid(z), F.sigmoid(-z), F.sigmoid_derivative(z)
        log_a, plus, minus = F.log_sigmoid(z), F.softplus(z), F.softplus(-z)
        t, twice = F.tanh(z), F.sigmoid(min(max(2 * z, -1e3), 1e3))
    with np.errstate(under="ignore"):
        assert a + b == pytest.approx(1, abs=1e-15)
        assert log_a == -minus
        assert plus - minus == pytest.approx(z, rel=1e-12, abs=1e-12)
        assert t == pytest.approx(2 * twice - 1, abs=1e-12)
        assert 0 <= slope <= 0.25


def test_one_hot_by_hand():
    np.testing.assert_array_equal(F.one_hot([1, 0], 3), [[0, 1, 0], [1, 0, 0]])
    np.testing.assert_array_equal(F.one_hot(np.uint8([2])), [[0, 0, 1]])
    assert F.one_hot([0], 1, dtype=np.float32).dtype == np.float32
    assert F.one_hot(np.zeros(0, int), 3).shape == (0, 3)


@pytest.mark.parametrize(
    ("labels", "error", "match"),
    [
        ([0, 3], ValueError, "class index 3 in row 1; expected 0 to 2"),
        ([-1], ValueError, "class index -1 in row 0"),
        ([[0], [1]], ValueError, r"shape \(2, 1\); expected \(N,\). Use labels.ravel\(\)"),
        ([0.0, 1.0], TypeError, r"float64.*astype\(int\)"),
    ],
)
def test_one_hot_refuses_what_is_not_a_class(labels, error, match):
    with pytest.raises(error, match=match):
        F.one_hot(labels, 3)


def test_one_hot_of_nothing_needs_the_number_of_classes():
    with pytest.raises(ValueError, match="give num_classes"):
        F.one_hot(np.zeros(0, int))
