"""The same questions to every layer."""

import copy
import pickle

import numpy as np
import pytest

from lib import nn
from lib.gradcheck import gradcheck
from tests.unit.layer_case import arrays_in, backward, forward, map_arrays
from tests.unit.nn_registry import LAYERS

pytestmark = pytest.mark.usefixtures("float_errors_raise")


@pytest.fixture(params=LAYERS, ids=lambda case: case.name)
def case(request):
    return request.param


@pytest.fixture
def float_case(case):
    """A layer whose first input is made of floats."""
    if case.integers:
        pytest.skip("takes indices")
    return case


@pytest.fixture
def row_case(case):
    """A layer that computes each row on its own."""
    if case.row is None:
        pytest.skip("its rows depend on each other")
    return case


def frozen(array):
    if isinstance(array, np.ndarray):
        array.flags.writeable = False
    return array


def main_output(output):
    """Return the output without the states that a recurrent layer gives with it."""
    return arrays_in(output)[0]


def test_every_gradient_is_the_measured_slope(case):
    report = gradcheck(case.build(), *case.inputs())
    assert all(array.measurable for array in report.arrays), report


def test_every_layer_of_the_library_is_in_the_registry():
    seen = {type(m) for case in LAYERS for m in case.build().modules()}
    public = {getattr(nn, name) for name in nn.__all__ if isinstance(getattr(nn, name), type)}
    layers = {c for c in public if issubclass(c, nn.Module) and not issubclass(c, nn.Loss)}
    # DataParallel computes nothing itself; test_nn_parallel holds it to what it runs.
    assert layers - {nn.Module, nn.DataParallel} <= seen


def test_gradients_accumulate_over_two_batches(case):
    layer, batches = case.build(), (case.inputs(seed=1), case.inputs(seed=2))
    separate = []
    for inputs in batches:
        layer.zero_grad()
        backward(layer, forward(layer, inputs))
        separate.append([p.grad.copy() for p in layer.parameters()])
    layer.zero_grad()
    for inputs in batches:
        backward(layer, forward(layer, inputs))
    for parameter, one, two in zip(layer.parameters(), *separate, strict=True):
        np.testing.assert_allclose(parameter.grad, one + two, rtol=1e-12)


def test_works_on_read_only_arrays(case):
    layer = case.build()
    output = forward(layer, map_arrays(frozen, case.inputs()))
    backward(layer, output, lambda y: frozen(np.ones_like(y)))


def test_parameters_do_not_move_by_themselves(case):
    layer = case.build()
    before = layer.state_dict()
    backward(layer, forward(layer, case.inputs()))
    for name, parameter in layer.named_parameters():
        np.testing.assert_array_equal(parameter.data, before[name])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_that_went_in_comes_out(case, dtype):
    layer = case.build(dtype)
    output = forward(layer, case.inputs(dtype))
    assert all(array.dtype == dtype for array in arrays_in(output))
    grad_in = backward(layer, output, lambda y: np.ones(y.shape))
    assert grad_in is None if case.integers else grad_in.dtype == dtype
    assert all(p.data.dtype == p.grad.dtype == dtype for p in layer.parameters())


def test_whole_numbers_are_taken_as_floats(float_case):
    layer, (x, *others) = float_case.build(), float_case.inputs()
    pixels = np.random.default_rng(0).integers(0, 17, x.shape).astype(np.uint8)
    np.testing.assert_array_equal(
        main_output(forward(layer, (pixels, *others))),
        main_output(forward(layer, (pixels.astype(float), *others))),
    )


def test_the_input_gradient_has_the_shape_of_the_input(float_case):
    layer, inputs = float_case.build(), float_case.inputs()
    assert backward(layer, forward(layer, inputs)).shape == inputs[0].shape


def test_an_input_gradient_that_nobody_asks_for_changes_no_other(case):
    layer, inputs = case.build(), case.inputs()
    backward(layer, forward(layer, inputs))
    grads = [p.grad.copy() for p in layer.parameters()]
    layer.zero_grad()
    with layer.no_input_grad():
        back = backward(layer, forward(layer, inputs))
    assert back is None or not grads
    for parameter, grad in zip(layer.parameters(), grads, strict=True):
        np.testing.assert_array_equal(parameter.grad, grad)
    assert layer.input_grad


def test_each_row_is_computed_on_its_own(row_case):
    layer, inputs = row_case.build().eval(), row_case.inputs()
    output = forward(layer, inputs)
    grad_in = backward(layer, output)
    for i in range(len(inputs[0])):
        alone = forward(layer, row_case.row(inputs, i))
        np.testing.assert_allclose(main_output(alone)[0], main_output(output)[i], rtol=1e-12)
        grad_alone = backward(layer, alone)
        if not row_case.integers:
            np.testing.assert_allclose(grad_alone[0], grad_in[i], rtol=1e-12, atol=1e-15)


def test_nan_is_passed_on_in_its_own_row_and_nowhere_else(float_case):
    if float_case.row is None:
        pytest.skip("its rows depend on each other")
    layer, (x, *others) = float_case.build(), float_case.inputs()
    x[1] = np.nan
    y = main_output(forward(layer, (x, *others)))
    assert np.isnan(y[1]).all()
    assert np.isfinite(np.delete(y, 1, axis=0)).all()


def test_memory_layout_of_the_input_does_not_matter(case):
    layer, (x, *others) = case.build(), case.inputs()
    y = main_output(forward(layer, (x, *others)))
    for other in layouts(x):
        np.testing.assert_allclose(
            main_output(forward(layer, (other, *others))), y, rtol=1e-12, atol=1e-14
        )


def test_memory_layout_of_the_gradient_does_not_matter(case):
    layer, inputs = case.build(), case.inputs()
    rng = np.random.default_rng(5)
    grads = map_arrays(lambda y: rng.standard_normal(y.shape), forward(layer, inputs))
    results = []
    for kind in range(4):

        def laid_out(grad, kind=kind):
            return (grad, *layouts(grad))[kind] if grad.ndim else grad

        layer.zero_grad()
        forward(layer, inputs)
        back = layer.backward(
            *(map_arrays(laid_out, grads) if isinstance(grads, tuple) else (laid_out(grads),))
        )
        found = [p.grad.copy() for p in layer.parameters()]
        results.append(found if back is None else [*found, *arrays_in(back)])
    for other in results[1:]:
        for one, two in zip(results[0], other, strict=True):
            np.testing.assert_allclose(one, two, rtol=1e-10, atol=1e-12)


def layouts(x):
    """Return the same numbers three times, laid out differently in memory."""
    wide = np.zeros((*x.shape[:-1], 2 * x.shape[-1]), x.dtype)
    wide[..., ::2] = x
    return np.asfortranarray(x), wide[..., ::2], x[::-1].copy()[::-1]


def test_an_empty_batch_stays_empty(row_case):
    layer, batch = row_case.build(), row_case.inputs()
    inputs = row_case.row(batch, len(batch[0]))  # After the last row there is none.
    grad_in = backward(layer, forward(layer, inputs))
    assert row_case.integers or grad_in.shape == inputs[0].shape


def test_bad_shapes_are_named(case):
    layer, (x, *others) = case.build(), case.inputs()
    for shape in case.bad_shapes:
        with pytest.raises(ValueError, match=r"got .*expected|lacks"):
            layer(np.zeros(shape, x.dtype), *others)


@pytest.mark.parametrize("bad", [np.array([["a"]]), np.array([[1j]]), np.array([[None]])])
def test_what_is_not_a_number_is_refused(case, bad):
    _, *others = case.inputs()
    with pytest.raises(TypeError, match=r"expected (real numbers|integers)"):
        case.build()(bad, *others)


def test_backward_needs_a_forward_pass(case):
    grads = forward(case.build(), case.inputs())
    with pytest.raises(RuntimeError, match="first"):
        backward(case.build(), grads)


def test_one_forward_pass_serves_one_backward_pass(case):
    layer = case.build()
    output = forward(layer, case.inputs())
    backward(layer, output)
    with pytest.raises(RuntimeError, match="first"):
        backward(layer, output)


def test_a_gradient_of_the_wrong_shape_changes_nothing_and_may_be_corrected(case):
    layer = case.build()
    output = forward(layer, case.inputs())
    y = main_output(output)
    for shape in [(), (*y.shape, 1), (1, *y.shape), y.shape[:-1]]:
        with pytest.raises(ValueError, match="shape of its last output"):
            layer.backward(np.ones(shape))
    assert not any(parameter.grad.any() for parameter in layer.parameters())
    backward(layer, output)


def test_copies_are_independent(case):
    layer, inputs = case.build(), case.inputs()
    y = main_output(forward(layer, inputs))
    for twin in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer))):
        np.testing.assert_array_equal(main_output(forward(twin, inputs)), y)
        for parameter in twin.parameters():
            parameter.data += 1
    np.testing.assert_array_equal(main_output(forward(layer, inputs)), y)


def test_scores_of_any_size_are_safe(float_case):
    layer, (x, *others) = float_case.build(), float_case.inputs()
    for size in (1e3, 1e100, 1e-100):
        assert np.isfinite(main_output(forward(layer, (np.sign(x) * size, *others)))).all()


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


def test_flatten_gives_the_same_rows_whatever_runs_fastest_in_memory():
    x = np.arange(120.0).reshape(2, 3, 4, 5)
    expected = x.reshape(2, 60)
    for order in [(0, 1, 2, 3), (2, 1, 3, 0), (3, 2, 1, 0), (1, 0, 3, 2)]:
        other = np.ascontiguousarray(x.transpose(order)).transpose(np.argsort(order))
        flatten = nn.Flatten()
        np.testing.assert_array_equal(flatten(other), expected)
        np.testing.assert_array_equal(flatten.backward(expected), x)
    images = np.ascontiguousarray(x.transpose(2, 1, 3, 0)).transpose(3, 1, 0, 2)
    assert nn.Flatten()(images).strides[0] == x.itemsize


@pytest.mark.parametrize(
    "layer",
    [nn.Identity(), nn.Sigmoid(), nn.Tanh(), nn.ReLU(), nn.LeakyReLU(), nn.Dropout(rng=0)],
    ids=repr,
)
def test_activations_keep_the_layout_that_conv2d_gives_its_images(layer):
    images = np.random.default_rng(0).standard_normal((4, 3, 5, 2)).transpose(3, 1, 0, 2)
    y = layer(images)
    assert y.strides == images.strides
    assert layer.backward(np.ones_like(y)).strides == images.strides
