"""The same questions to every loss, then each by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn
from lib.gradcheck import gradcheck
from tests.unit.nn_registry import LOSSES

pytestmark = pytest.mark.usefixtures("float_errors_raise")


@pytest.fixture(params=LOSSES, ids=lambda case: case.name)
def case(request):
    return request.param


def example(case, seed=0):
    rng = np.random.default_rng(seed)
    return case.pred(rng), case.target(rng)


def test_every_loss_of_the_library_is_in_the_registry():
    public = {getattr(nn, name) for name in nn.__all__ if name.endswith("Loss")}
    assert public - {nn.Loss} == {case.make for case in LOSSES}


def test_the_gradient_is_the_measured_slope(case):
    report = gradcheck(case.make(), *example(case))
    assert report.worst.measurable


def test_the_value_is_a_float_and_the_gradient_has_the_shape_of_the_prediction(case):
    loss, (pred, target) = case.make(), example(case)
    assert type(loss(pred, target)) is float
    assert loss.backward().shape == pred.shape


def test_doubling_the_batch_keeps_the_mean_and_halves_each_slope(case):
    loss, (pred, target) = case.make(), example(case)
    once, grad = loss(pred, target), loss.backward()
    twice = loss(np.concatenate([pred, pred]), np.concatenate([target, target]))
    assert twice == pytest.approx(once, rel=1e-13)
    np.testing.assert_allclose(loss.backward()[: len(pred)], grad / 2, rtol=1e-13)


def test_single_precision_stays_single(case):
    loss, (pred, target) = case.make(), example(case)
    value = loss(pred.astype(np.float32), target)
    assert loss.backward().dtype == np.float32
    assert value == pytest.approx(loss(pred, target), rel=1e-5)


def test_works_on_read_only_arrays(case):
    loss, (pred, target) = case.make(), example(case)
    pred.flags.writeable = target.flags.writeable = False
    loss(pred, target)
    loss.backward()


def test_backward_needs_a_forward_pass_of_its_own(case):
    loss, (pred, target) = case.make(), example(case)
    with pytest.raises(RuntimeError, match="first"):
        loss.backward()
    loss(pred, target)
    loss.backward()
    with pytest.raises(RuntimeError, match="first"):
        loss.backward()


def test_nan_among_the_predictions_is_not_hidden(case):
    loss, (pred, target) = case.make(), example(case)
    pred[0] = np.nan
    assert math.isnan(loss(pred, target))


def test_a_column_and_a_row_are_not_broadcast(case):
    loss, (pred, target) = case.make(), example(case)
    with pytest.raises(ValueError, match=r"expected|ravel"):
        loss(pred, np.expand_dims(target, -1))
    with pytest.raises(ValueError, match="expected"):
        loss(pred, target[:-1])


def test_an_empty_batch_has_no_mean(case):
    loss, (pred, target) = case.make(), example(case)
    with pytest.raises(ValueError, match=r"empty batch|expected \(N, C\)"):
        loss(pred[:0], target[:0])


def test_a_pair_of_shapes_that_hides_a_mistake_gets_advice():
    with pytest.raises(ValueError, match=r"\(4, 1\) and targets of shape \(4,\).*reshape\(4, 1\)"):
        nn.MSELoss()(np.zeros((4, 1)), np.zeros(4))


def test_mse_by_hand():
    loss = nn.MSELoss()
    assert loss(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0, 2], [5, 1]])) == 3.5
    np.testing.assert_array_equal(loss.backward(), [[0.5, 0.0], [-1.0, 1.5]])


def test_bce_by_hand():
    loss = nn.BCELoss()
    assert loss(np.array([0.25, 0.5]), np.array([0, 1])) == pytest.approx(
        (math.log(4 / 3) + math.log(2)) / 2, rel=1e-15
    )
    np.testing.assert_allclose(loss.backward(), [2 / 3, -1.0], rtol=1e-15)


def test_bce_of_a_sure_and_wrong_prediction_costs_100():
    loss = nn.BCELoss()
    assert loss(np.array([0.0]), np.array([1])) == 100
    np.testing.assert_array_equal(loss.backward(), [-1e12])
    assert loss(np.array([1.0]), np.array([0])) == 100
    np.testing.assert_array_equal(loss.backward(), [1e12])
    assert loss(np.array([0.0, 1.0]), np.array([0, 1])) == 0
    np.testing.assert_array_equal(loss.backward(), [0, 0])


def test_bce_keeps_the_digits_of_a_small_loss():
    assert nn.BCELoss()(np.array([1e-20]), np.array([0])) == pytest.approx(1e-20, rel=1e-14, abs=0)


def test_bce_with_logits_by_hand():
    loss = nn.BCEWithLogitsLoss()
    z = np.array([0.0, math.log(3), -1000.0, 1000.0])
    value = loss(z, np.array([1, 0, 1, 0]))
    assert value == pytest.approx((math.log(2) + math.log(4) + 2000) / 4, rel=1e-15)
    np.testing.assert_allclose(loss.backward(), [-0.125, 0.1875, -0.25, 0.25], rtol=1e-15)
    assert loss(np.array([1000.0, -1000.0]), np.array([1, 0])) == 0
    assert loss(np.array([-1e300]), np.array([1])) == 1e300


def test_bce_with_logits_keeps_the_digits_of_a_small_loss():
    loss = nn.BCEWithLogitsLoss()
    for z, t in ((40.0, 1), (-40.0, 0)):
        assert loss(np.array([z]), np.array([t])) == pytest.approx(math.exp(-40), rel=1e-14, abs=0)


def test_nll_by_hand():
    loss = nn.NLLLoss()
    assert loss(np.array([[-1.0, -2.0, -3.0], [-4.0, -5.0, -6.0]]), [2, 0]) == 3.5
    np.testing.assert_array_equal(loss.backward(), [[0, 0, -0.5], [-0.5, 0, 0]])


def test_cross_entropy_by_hand():
    loss = nn.CrossEntropyLoss()
    z = np.array([[0.0, math.log(3)], [math.log(4), 0.0]])
    assert loss(z, [1, 1]) == pytest.approx((math.log(4 / 3) + math.log(5)) / 2, rel=1e-14)
    np.testing.assert_allclose(loss.backward(), [[0.125, -0.125], [0.4, -0.4]], rtol=1e-14)


def test_cross_entropy_of_the_books_example():
    """softmax(1, 2, 3, 4) with the first class as target costs 3.44."""
    assert nn.CrossEntropyLoss()(np.array([[1.0, 2.0, 3.0, 4.0]]), [0]) == pytest.approx(
        math.log(1 + math.e + math.e**2 + math.e**3), rel=1e-14
    )


def test_cross_entropy_takes_classes_or_their_one_hot_rows():
    z, classes = np.random.default_rng(0).standard_normal((4, 3)), np.array([0, 2, 1, 2])
    one, two = nn.CrossEntropyLoss(), nn.CrossEntropyLoss()
    for rows in (nn.functional.one_hot(classes, 3), nn.functional.one_hot(classes, 3).astype(int)):
        assert one(z, classes) == two(z, rows)
        np.testing.assert_array_equal(one.backward(), two.backward())


def test_cross_entropy_of_extreme_scores():
    loss = nn.CrossEntropyLoss()
    z = np.array([[1000.0, -1000.0], [-1000.0, 1000.0]])
    assert loss(z, [0, 0]) == 1000
    np.testing.assert_array_equal(loss.backward(), [[0, 0], [-0.5, 0.5]])
    assert loss(np.array([[0.0, -np.inf]]), [0]) == 0


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=6), st.integers(0, 1))
def test_the_two_binary_losses_agree_where_both_have_digits(scores, label):
    z, t = np.array(scores), np.full(len(scores), label)
    from_scores, from_probabilities = nn.BCEWithLogitsLoss(), nn.BCELoss()
    a = nn.functional.sigmoid(z)
    assert from_probabilities(a, t) == pytest.approx(from_scores(z, t), rel=1e-2, abs=1e-9)
    np.testing.assert_allclose(
        from_probabilities.backward() * a * (1 - a), from_scores.backward(), rtol=1e-2, atol=1e-9
    )


@given(st.floats(-1e300, 1e300), st.floats(0, 1))
def test_bce_with_logits_is_never_negative_and_its_slope_never_above_one(z, t):
    loss = nn.BCEWithLogitsLoss()
    with np.errstate(under="ignore"):
        assert loss(np.array([z]), np.array([t])) >= 0
    assert abs(loss.backward()[0]) <= 1


@pytest.mark.parametrize("make", [nn.NLLLoss, nn.CrossEntropyLoss])
@pytest.mark.parametrize(
    ("target", "error", "match"),
    [
        ([0, 1, 3], ValueError, "class index 3 in row 2; expected 0 to 2"),
        ([0, -1, 0], ValueError, "class index -1 in row 1"),
        ([0.0, 1.0, 2.0], TypeError, r"astype\(int\)"),
        ([[0], [1], [2]], ValueError, r"Use labels\.ravel\(\)"),
        ([0, 1], ValueError, "3 predictions and 2 targets"),
    ],
)
def test_classes_must_be_classes(make, target, error, match):
    with pytest.raises(error, match=match):
        make()(np.zeros((3, 3)), np.array(target))


@pytest.mark.parametrize("make", [nn.NLLLoss, nn.CrossEntropyLoss])
@pytest.mark.parametrize("shape", [(3,), (2, 3, 4), (0, 3), (3, 0)])
def test_scores_must_be_rows(make, shape):
    with pytest.raises(ValueError, match=r"expected \(N, C\)"):
        make()(np.zeros(shape), np.zeros(3, int))


@pytest.mark.parametrize("make", [nn.BCELoss, nn.BCEWithLogitsLoss])
@pytest.mark.parametrize("target", [-0.1, 1.1, 2, np.nan, np.inf])
def test_binary_targets_lie_between_0_and_1(make, target):
    with pytest.raises(ValueError, match="got the target"):
        make()(np.array([0.5]), np.array([target]))


@pytest.mark.parametrize("pred", [-1e-9, 1.5])
def test_bce_takes_probabilities_not_scores(pred):
    with pytest.raises(ValueError, match="got the prediction"):
        nn.BCELoss()(np.array([pred]), np.array([1]))


def test_probabilities_of_a_row_sum_to_one():
    with pytest.raises(ValueError, match=r"sums to 0\.9"):
        nn.CrossEntropyLoss()(np.zeros((2, 2)), np.array([[0.5, 0.5], [0.4, 0.5]]))
    with pytest.raises(ValueError, match="got the target"):
        nn.CrossEntropyLoss()(np.zeros((1, 2)), np.array([[-0.5, 1.5]]))


def test_targets_are_numbers():
    with pytest.raises(TypeError, match="targets of dtype <U3"):
        nn.MSELoss()(np.zeros(1), np.array(["cat"]))
