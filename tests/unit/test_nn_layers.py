"""The same questions to every layer."""

import copy
import pickle

import numpy as np
import pytest

from lib import nn
from lib.gradcheck import gradcheck
from tests.unit.nn_registry import LAYERS

pytestmark = pytest.mark.usefixtures("float_errors_raise")


@pytest.fixture(params=LAYERS, ids=lambda case: case.name)
def case(request):
    return request.param


def frozen(array):
    array.flags.writeable = False
    return array


def test_every_gradient_is_the_measured_slope(case):
    report = gradcheck(case.build(), case.batch())
    assert all(array.measurable for array in report.arrays), report


def test_every_layer_of_the_library_is_in_the_registry():
    seen = {type(m) for case in LAYERS for m in case.build().modules()}
    public = {getattr(nn, name) for name in nn.__all__ if isinstance(getattr(nn, name), type)}
    layers = {c for c in public if issubclass(c, nn.Module) and not issubclass(c, nn.Loss)}
    assert layers - {nn.Module} <= seen


def test_gradients_accumulate_over_two_batches(case):
    layer, first, second = case.build(), case.batch(seed=1), case.batch(seed=2)
    separate = []
    for x in (first, second):
        layer.zero_grad()
        layer.backward(np.ones_like(layer(x)))
        separate.append([p.grad.copy() for p in layer.parameters()])
    layer.zero_grad()
    for x in (first, second):
        layer.backward(np.ones_like(layer(x)))
    for parameter, one, two in zip(layer.parameters(), *separate, strict=True):
        np.testing.assert_allclose(parameter.grad, one + two, rtol=1e-12)


def test_works_on_read_only_arrays(case):
    layer = case.build()
    y = layer(frozen(case.batch()))
    layer.backward(frozen(np.ones_like(y)))


def test_parameters_do_not_move_by_themselves(case):
    layer = case.build()
    before = layer.state_dict()
    layer.backward(np.ones_like(layer(case.batch())))
    for name, parameter in layer.named_parameters():
        np.testing.assert_array_equal(parameter.data, before[name])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_that_went_in_comes_out(case, dtype):
    layer, x = case.build(dtype), case.batch(dtype)
    y = layer(x)
    assert y.dtype == dtype
    assert layer.backward(np.ones(y.shape)).dtype == dtype
    assert all(p.data.dtype == p.grad.dtype == dtype for p in layer.parameters())


def test_whole_numbers_are_taken_as_floats(case):
    layer = case.build()
    pixels = np.random.default_rng(0).integers(0, 17, case.shape).astype(np.uint8)
    np.testing.assert_array_equal(layer(pixels), layer(pixels.astype(float)))


def test_the_input_gradient_has_the_shape_of_the_input(case):
    layer, x = case.build(), case.batch()
    assert layer.backward(np.ones_like(layer(x))).shape == x.shape


def test_each_row_is_computed_on_its_own(case):
    layer, x = case.build(), case.batch()
    y = layer(x)
    grad_in = layer.backward(np.ones_like(y))
    for i in range(len(x)):
        alone = layer(x[i : i + 1])
        np.testing.assert_allclose(alone[0], y[i], rtol=1e-12)
        np.testing.assert_allclose(
            layer.backward(np.ones_like(alone))[0], grad_in[i], rtol=1e-12, atol=1e-15
        )


def test_nan_is_passed_on_in_its_own_row_and_nowhere_else(case):
    layer, x = case.build(), case.batch()
    x[1] = np.nan
    y = layer(x)
    assert np.isnan(y[1]).all()
    assert np.isfinite(np.delete(y, 1, axis=0)).all()


def test_memory_layout_does_not_matter(case):
    layer, x = case.build(), case.batch()
    wide = np.zeros((*x.shape[:-1], 2 * x.shape[-1]))
    wide[..., ::2] = x
    for other in (np.asfortranarray(x), wide[..., ::2], x[::-1].copy()[::-1]):
        np.testing.assert_allclose(layer(other), layer(x), rtol=1e-13)


def test_an_empty_batch_stays_empty(case):
    layer, x = case.build(), case.batch()[:0]
    assert layer.backward(np.ones_like(layer(x))).shape == x.shape


def test_bad_shapes_are_named(case):
    layer = case.build()
    for shape in case.bad_shapes:
        with pytest.raises(ValueError, match=r"got .*expected|lacks"):
            layer(np.zeros(shape))


@pytest.mark.parametrize("bad", [np.array([["a"]]), np.array([[1j]]), np.array([[None]])])
def test_what_is_not_a_number_is_refused(case, bad):
    with pytest.raises(TypeError, match="expected real numbers"):
        case.build()(bad)


def test_backward_needs_a_forward_pass(case):
    with pytest.raises(RuntimeError, match="first"):
        case.build().backward(np.ones(case.shape))


def test_one_forward_pass_serves_one_backward_pass(case):
    layer = case.build()
    grad = np.ones_like(layer(case.batch()))
    layer.backward(grad)
    with pytest.raises(RuntimeError, match="first"):
        layer.backward(grad)


def test_a_gradient_of_the_wrong_shape_changes_nothing_and_may_be_corrected(case):
    layer = case.build()
    y = layer(case.batch())
    for shape in [(), (*y.shape, 1), (1, *y.shape), y.shape[:-1]]:
        with pytest.raises(ValueError, match="shape of its last output"):
            layer.backward(np.ones(shape))
    assert not any(parameter.grad.any() for parameter in layer.parameters())
    layer.backward(np.ones_like(y))


def test_copies_are_independent(case):
    layer, x = case.build(), case.batch()
    for twin in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer))):
        np.testing.assert_array_equal(twin(x), layer(x))
        for parameter in twin.parameters():
            parameter.data += 1
    np.testing.assert_array_equal(layer(x), case.build()(x))


def test_scores_of_any_size_are_safe(case):
    layer = case.build()
    for size in (1e3, 1e100, 1e-100):
        x = np.sign(case.batch()) * size
        assert np.isfinite(layer(x)).all()


def test_linear_by_hand():
    layer = nn.Linear(2, 2)
    layer.weight.data[:] = [[1.0, 2.0], [3.0, 4.0]]
    layer.bias.data[:] = [10.0, 20.0]
    np.testing.assert_array_equal(
        layer(np.array([[1.0, 1.0], [0.0, -1.0]])), [[13.0, 27.0], [8.0, 16.0]]
    )
    np.testing.assert_array_equal(
        layer.backward(np.array([[1.0, 0.0], [0.0, 2.0]])), [[1.0, 2.0], [6.0, 8.0]]
    )
    np.testing.assert_array_equal(layer.weight.grad, [[1.0, 1.0], [0.0, -2.0]])
    np.testing.assert_array_equal(layer.bias.grad, [1.0, 2.0])


def test_linear_starts_uniform_within_one_over_the_root_of_its_inputs():
    layer = nn.Linear(100, 200, rng=0)
    for values in (layer.weight.data, layer.bias.data):
        assert np.abs(values).max() <= 0.1
        assert np.abs(values).max() > 0.099
        assert np.abs(values).mean() == pytest.approx(0.05, rel=0.1)
    assert abs(layer.weight.data.mean()) < 0.001


def test_rng_decides_the_start_and_the_global_generator_does_not():
    same = [nn.Linear(3, 2, rng=rng).weight.data for rng in (7, 7, np.random.default_rng(7))]
    np.testing.assert_array_equal(same[0], same[1])
    np.testing.assert_array_equal(same[0], same[2])
    assert not np.array_equal(nn.Linear(3, 2).weight.data, nn.Linear(3, 2).weight.data)


@pytest.mark.parametrize(("size", "error"), [(0, ValueError), (-1, ValueError), (2.0, TypeError)])
def test_linear_refuses_sizes_that_are_not_counts(size, error):
    with pytest.raises(error, match="in_features"):
        nn.Linear(size, 1)
    with pytest.raises(error, match="out_features"):
        nn.Linear(1, size)


def test_linear_refuses_parameters_that_cannot_move_a_little():
    with pytest.raises(TypeError, match="dtype is int64; expected floats"):
        nn.Linear(2, 1, dtype=int)


def test_linear_says_how_to_cure_a_missing_axis_and_a_wrong_dtype():
    with pytest.raises(ValueError, match=r"shape \(3,\); expected \(N, 3\).*x\[None, :\]"):
        nn.Linear(3, 1)(np.zeros(3))
    with pytest.raises(TypeError, match=r"astype\(np\.float64\)"):
        nn.Linear(3, 1)(np.zeros((1, 3), np.float32))


@pytest.mark.parametrize(
    ("layer", "z", "a", "slope"),
    [
        (nn.Sigmoid(), [0.0, np.log(3)], [0.5, 0.75], [0.25, 0.1875]),
        (nn.Tanh(), [0.0, np.log(2)], [0.0, 0.6], [1.0, 0.64]),
        (nn.ReLU(), [-2.0, 0.0, 3.0], [0.0, 0.0, 3.0], [0.0, 0.0, 1.0]),
        (nn.LeakyReLU(), [-2.0, 0.0, 3.0], [-0.02, 0.0, 3.0], [0.01, 0.01, 1.0]),
        (nn.Identity(), [-2.0, 3.0], [-2.0, 3.0], [1.0, 1.0]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_activations_by_hand(layer, z, a, slope):
    np.testing.assert_allclose(layer(np.array([z])), [a], rtol=1e-15)
    np.testing.assert_allclose(layer.backward(np.full((1, len(z)), 2.0)), [np.multiply(2, slope)])


def test_softmax_by_hand():
    layer = nn.Softmax()
    a = layer(np.array([[0.0, np.log(3)]]))
    np.testing.assert_allclose(a, [[0.25, 0.75]], rtol=1e-15)
    np.testing.assert_allclose(layer.backward(np.array([[1.0, 0.0]])), [[0.1875, -0.1875]])


def test_softmax_dim_chooses_the_axis_that_sums_to_one():
    z = np.random.default_rng(0).standard_normal((2, 3, 4))
    for dim in (-1, 0, 1, 2):
        np.testing.assert_allclose(nn.Softmax(dim)(z).sum(axis=dim), 1)


def test_relu_keeps_a_gradient_of_infinity_out_of_dead_units():
    relu = nn.ReLU()
    relu(np.array([[-1.0, 1.0]]))
    np.testing.assert_array_equal(relu.backward(np.array([[np.inf, 2.0]])), [[0.0, 2.0]])
