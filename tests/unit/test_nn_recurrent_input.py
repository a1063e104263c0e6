"""What the recurrent layers refuse, and what they stand."""

import warnings

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from lib import nn

ALL = [nn.RNN, nn.LSTM, nn.GRU]
make = pytest.mark.parametrize("make", ALL)
shapes = array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)


@given(st.sampled_from(ALL), shapes)
def test_every_other_shape_is_refused(make, shape):
    assume(len(shape) != 3 or shape[1] == 0 or shape[2] != 3)
    with pytest.raises(ValueError, match=r"got x of shape .*expected"):
        make(3, 2)(np.zeros(shape))


@given(st.sampled_from(ALL), shapes)
def test_every_other_shape_of_a_state_is_refused(make, shape):
    assume(shape != (2, 4, 2))
    layer, state = make(3, 2, 2), np.zeros(shape)
    if make is nn.LSTM:
        state = (np.zeros((2, 4, 2)), state)
    with pytest.raises(ValueError, match=r"state . of shape .*expected \(2, 4, 2\), .*directions"):
        layer(np.zeros((4, 3, 3)), state)


@make
def test_the_cure_is_named(make):
    layer = make(3, 2)
    with pytest.raises(ValueError, match=r"expected \(N, T, 3\)\. Use x\[None\]"):
        layer(np.zeros((5, 3)))
    with pytest.raises(ValueError, match="at least one step"):
        layer(np.zeros((4, 0, 3)))
    with pytest.raises(TypeError, match=r"astype\(np\.float64\)"):
        layer(np.zeros((4, 5, 3), np.float32))
    with pytest.raises(ValueError, match=r"batch_first is False.*swapaxes"):
        make(3, 2, batch_first=False)
    assert repr(make(3, 2, batch_first=True)) == repr(layer)


def test_a_state_of_an_lstm_is_a_pair():
    lstm = nn.LSTM(3, 2)
    for state in (np.zeros((1, 4, 2)), np.zeros((2, 1, 4, 2)), (np.zeros((1, 4, 2)),), {}):
        with pytest.raises(TypeError, match=r"expected a pair \(h, c\)"):
            lstm(np.zeros((4, 5, 3)), state)
    lstm(np.zeros((4, 5, 3)), [np.zeros((1, 4, 2)), np.zeros((1, 4, 2))])


@make
def test_a_state_of_another_precision_is_refused(make):
    state = np.zeros((1, 4, 2), np.float32)
    with pytest.raises(TypeError, match=r"state h.*got float32"):
        make(3, 2)(np.zeros((4, 5, 3)), (state, state) if make is nn.LSTM else state)


@make
def test_a_wrong_gradient_changes_nothing_and_may_be_corrected(make):
    layer = make(3, 2)
    output, state = layer(np.ones((4, 5, 3)))
    wrong = np.zeros((1, 4, 3))
    if make is nn.LSTM:
        wrong = (state[0], wrong)
        with pytest.raises(TypeError, match="expected a pair"):
            layer.backward(output, state[0])
    with pytest.raises(ValueError, match=r"gradient of the state . of shape .*last state"):
        layer.backward(output, wrong)
    with pytest.raises(ValueError, match="shape of its last output"):
        layer.backward(output[:, 0])
    assert not any(p.grad.any() for p in layer.parameters())
    layer.backward(output, state)


@make
@pytest.mark.parametrize("grads", [(), (None, np.zeros((1, 4, 2))), (np.zeros((4, 5, 2)),)])
def test_backward_needs_a_forward_pass(make, grads):
    if make is nn.LSTM and len(grads) == 2:
        grads = (None, (grads[1], grads[1]))
    with pytest.raises(RuntimeError, match="first"):
        make(3, 2).backward(*grads)


@make
@pytest.mark.parametrize("name", ["input_size", "hidden_size", "num_layers"])
def test_sizes_are_counts(make, name):
    sizes = {"input_size": 3, "hidden_size": 2, "num_layers": 1}
    for bad, error in ((0, ValueError), (-1, ValueError), (1.5, TypeError), (True, TypeError)):
        with pytest.raises(error, match=name):
            make(**{**sizes, name: bad})
    with pytest.raises(TypeError, match="expected floats"):
        make(3, 2, dtype=int)


def test_nonlinearity_is_one_of_two():
    with pytest.raises(ValueError, match="nonlinearity is 'sigmoid'; expected 'tanh' or 'relu'"):
        nn.RNN(3, 2, nonlinearity="sigmoid")


@make
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", [1e-30, 1e3, 1e30])
def test_inputs_and_weights_of_any_size_give_numbers_and_no_warning(make, dtype, size):
    rng = np.random.default_rng(0)
    layer = make(3, 2, dtype=dtype)
    for parameter in layer.parameters():
        parameter.data[...] = 100 * rng.standard_normal(parameter.shape)
    x = (size * rng.standard_normal((4, 5, 3))).astype(dtype)
    with warnings.catch_warnings(), np.errstate(all="warn"):
        warnings.simplefilter("error")
        output, state = layer(x)
        grad = layer.backward(np.ones_like(output), state)
    assert np.isfinite(output).all()
    assert np.isfinite(grad).all()
    assert output.dtype == grad.dtype == dtype


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_forget_gate_that_is_wide_open_keeps_a_number_and_its_gradient(dtype):
    """f = σ(1000) = 1, i = σ(-1000) = 0: after 200 steps nothing is lost."""
    lstm = nn.LSTM(1, 1, dtype=dtype)
    lstm.load_state_dict(
        {
            "weight_ih_l0": np.zeros((4, 1)),
            "weight_hh_l0": np.zeros((4, 1)),
            "bias_ih_l0": np.array([-1000.0, 1000.0, 0.0, 0.0]),
            "bias_hh_l0": np.zeros(4),
        }
    )
    start = np.full((1, 1, 1), 0.7, dtype)
    _, (_, c) = lstm(np.ones((1, 200, 1), dtype), (np.zeros_like(start), start))
    np.testing.assert_array_equal(c, start)
    lstm.backward(None, (None, np.full((1, 1, 1), 3.0)))
    np.testing.assert_array_equal(lstm.grad_state[1], [[[3.0]]])
    lstm.bias_ih_l0.data[1] = -1000
    _, (_, c) = lstm(np.ones((1, 200, 1), dtype), (np.zeros_like(start), start))
    np.testing.assert_array_equal(c, 0)
    lstm.backward(None, (None, np.full((1, 1, 1), 3.0)))
    assert not lstm.grad_state[1].any()


def test_an_update_gate_at_its_ends_keeps_the_state_or_takes_the_new_one():
    gru = nn.GRU(1, 1)
    state = {name: np.zeros_like(value) for name, value in gru.state_dict().items()}
    state["bias_ih_l0"][:] = [0.0, 1000.0, 0.5]
    gru.load_state_dict(state)
    start = np.full((1, 1, 1), 0.7)
    np.testing.assert_array_equal(gru(np.ones((1, 50, 1)), start)[1], start)
    gru.bias_ih_l0.data[1] = -1000
    np.testing.assert_allclose(gru(np.ones((1, 50, 1)), start)[1], np.tanh(0.5))


def test_a_relu_that_grows_beyond_all_numbers_says_so():
    rnn = nn.RNN(1, 1, nonlinearity="relu", dtype=np.float32)
    for parameter in rnn.parameters():
        parameter.data[...] = 100
    with pytest.warns(RuntimeWarning, match="overflow"):
        rnn(np.ones((1, 30, 1), np.float32))
