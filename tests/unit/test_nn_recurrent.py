"""RNN, LSTM and GRU are their cells, one step after the other, in layers and directions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn
from tests.unit.unrolled import CELLS, unrolled

MAKERS = {
    "RNN": nn.RNN,
    "RNN of relu": lambda *sizes, **others: nn.RNN(*sizes, nonlinearity="relu", **others),
    "LSTM": nn.LSTM,
    "GRU": nn.GRU,
}
kinds = st.sampled_from(sorted(MAKERS))


def as_tuple(state):
    return state if isinstance(state, tuple) else (state,)


def random_like(rng, state):
    """Return random arrays in the form and shapes of a state."""
    if isinstance(state, tuple):
        return tuple(rng.standard_normal(s.shape) for s in state)
    return rng.standard_normal(state.shape)


def scaled(layer, rng, size=1.0):
    for parameter in layer.parameters():
        parameter.data[...] = size * rng.standard_normal(parameter.shape)
    return layer


@given(
    kinds,
    st.integers(1, 4),
    st.integers(1, 5),
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(1, 3),
    st.booleans(),
    st.booleans(),
    st.integers(0, 2**32 - 1),
)
def test_the_fast_layer_is_the_cell_one_step_at_a_time(
    kind, batch, steps, inputs, hidden, layers, bias, bidirectional, seed
):
    rng = np.random.default_rng(seed)
    layer = MAKERS[kind](inputs, hidden, layers, bias=bias, bidirectional=bidirectional)
    scaled(layer, rng)
    x = rng.standard_normal((batch, steps, inputs))
    state = random_like(rng, layer(x)[1])
    output, final = layer(x, state)
    r, r_final = rng.standard_normal(output.shape), random_like(rng, final)
    grad_x = layer.backward(r, r_final)

    slow = unrolled(layer, x, as_tuple(state), r, as_tuple(r_final))
    close = {"rtol": 1e-9, "atol": 1e-9 * max(1, np.abs(slow.grad_x).max())}
    np.testing.assert_allclose(output, slow.output, **close)
    np.testing.assert_allclose(grad_x, slow.grad_x, **close)
    for ours, theirs in zip(as_tuple(final), slow.final, strict=True):
        np.testing.assert_allclose(ours, theirs, **close)
    for ours, theirs in zip(as_tuple(layer.grad_state), slow.grad_state, strict=True):
        np.testing.assert_allclose(ours, theirs, **close)
    for name, parameter in layer.named_parameters():
        size = max(1, np.abs(slow.grads[name]).max())
        np.testing.assert_allclose(parameter.grad, slow.grads[name], rtol=1e-9, atol=1e-9 * size)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", MAKERS)
def test_one_unit_and_one_sequence_of_any_length(kind, dtype):
    # Then one gate's numbers stand as far apart as the sequence is long.
    rng = np.random.default_rng(0)
    layer = scaled(MAKERS[kind](1, 1, dtype=dtype), rng)
    x = rng.standard_normal((1, 20, 1)).astype(dtype)
    longest, _ = layer(x)
    for steps in range(1, 20):
        np.testing.assert_allclose(layer(x[:, :steps])[0], longest[:, :steps], rtol=1e-5)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_sequence_may_be_read_in_parts_if_the_state_is_handed_on(kind):
    rng = np.random.default_rng(0)
    layer = scaled(MAKERS[kind](3, 4, 2), rng)
    x = rng.standard_normal((2, 7, 3))
    whole, end = layer(x)
    first, state = layer(x[:, :3])
    second, state = layer(x[:, 3:], state)
    np.testing.assert_allclose(np.concatenate([first, second], axis=1), whole, rtol=1e-12)
    for ours, theirs in zip(as_tuple(state), as_tuple(end), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_gradient_of_the_whole_is_that_of_its_parts_joined_by_grad_state(kind):
    rng = np.random.default_rng(1)
    layer = scaled(MAKERS[kind](3, 4, 2), rng)
    x, r = rng.standard_normal((2, 7, 3)), rng.standard_normal((2, 7, 4))
    layer(x)
    whole = layer.backward(r)
    grads = [p.grad.copy() for p in layer.parameters()]

    layer.zero_grad()
    _, middle = layer(x[:, :3])
    layer(x[:, 3:], middle)
    second = layer.backward(r[:, 3:])
    carried = layer.grad_state
    layer(x[:, :3])
    first = layer.backward(r[:, :3], carried)
    np.testing.assert_allclose(np.concatenate([first, second], axis=1), whole, rtol=1e-9)
    for parameter, grad in zip(layer.parameters(), grads, strict=True):
        np.testing.assert_allclose(parameter.grad, grad, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("kind", MAKERS)
def test_no_state_is_a_state_of_zeros_and_no_gradient_one_of_zeros(kind):
    layer, x = MAKERS[kind](3, 4, rng=0), np.random.default_rng(2).standard_normal((2, 5, 3))
    output, state = layer(x)
    zeros = tuple(np.zeros_like(s) for s in as_tuple(state))
    zeros = zeros if isinstance(state, tuple) else zeros[0]
    np.testing.assert_array_equal(layer(x, zeros)[0], output)
    r = np.ones_like(output)
    grad = layer.backward(r)
    layer(x)
    np.testing.assert_array_equal(layer.backward(r, zeros), grad)
    layer(x)
    grad_of_state = layer.backward(grad_state=state)
    layer(x)
    np.testing.assert_array_equal(layer.backward(np.zeros_like(output), state), grad_of_state)
    layer(x)
    assert not layer.backward().any()


def test_half_of_a_gradient_of_the_state_may_be_left_out():
    lstm, x = nn.LSTM(3, 4, rng=0), np.ones((2, 5, 3))
    _, (h, c) = lstm(x)
    only_c = lstm.backward(None, (None, np.ones_like(c)))
    lstm(x)
    np.testing.assert_array_equal(lstm.backward(None, (np.zeros_like(h), np.ones_like(c))), only_c)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_last_output_is_the_final_state(kind):
    layer = MAKERS[kind](3, 4, 2, bidirectional=True)
    output, state = layer(np.random.default_rng(3).standard_normal((2, 5, 3)))
    h = as_tuple(state)[0]
    np.testing.assert_array_equal(output[:, -1, :4], h[2])
    np.testing.assert_array_equal(output[:, 0, 4:], h[3])


@pytest.mark.parametrize("kind", MAKERS)
def test_the_second_direction_reads_from_the_end(kind):
    both, one = MAKERS[kind](3, 4, bidirectional=True), MAKERS[kind](3, 4)
    state = both.state_dict()
    one.load_state_dict({name: state[f"{name}_reverse"] for name in one.state_dict()})
    x = np.random.default_rng(4).standard_normal((2, 5, 3))
    np.testing.assert_array_equal(both(x)[0][..., 4:], one(x[:, ::-1])[0][:, ::-1])


@pytest.mark.parametrize("kind", MAKERS)
def test_gradients_nobody_asks_for_are_not_computed(kind):
    layer = scaled(MAKERS[kind](3, 4, 2, bidirectional=True), np.random.default_rng(5))
    x = np.random.default_rng(6).standard_normal((2, 5, 3))
    r = np.ones_like(layer(x)[0])
    layer.backward(r)
    grads, grad_state = [p.grad.copy() for p in layer.parameters()], layer.grad_state
    layer.zero_grad()
    layer(x)
    with layer.no_input_grad():
        assert layer.backward(r) is None
    for parameter, grad in zip(layer.parameters(), grads, strict=True):
        np.testing.assert_array_equal(parameter.grad, grad)
    for ours, theirs in zip(as_tuple(layer.grad_state), as_tuple(grad_state), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_product_that_gives_the_input_gradient_is_left_out(kind):
    layer, x = MAKERS[kind](3, 4, rng=0), np.ones((2, 5, 3))
    for wanted in (False, True):
        r = np.random.default_rng(6).standard_normal(layer(x)[0].shape)
        kept = layer.weight_ih_l0.data
        # Whoever multiplies with these meets ∞ - ∞.
        layer.weight_ih_l0.data = np.full_like(kept, np.inf)
        layer.input_grad = wanted
        with np.errstate(invalid="raise"):
            if wanted:
                with pytest.raises(FloatingPointError):
                    layer.backward(r)
            else:
                layer.backward(r)
        layer.weight_ih_l0.data = kept


def test_arrays_have_pytorchs_names_and_shapes():
    names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    for make, gates in ((nn.RNN, 1), (nn.GRU, 3), (nn.LSTM, 4)):
        shapes = {name: value.shape for name, value in make(3, 2).state_dict().items()}
        rows = 2 * gates
        assert shapes == dict(zip(names, [(rows, 3), (rows, 2), (rows,), (rows,)], strict=True))
        assert list(make(3, 2, bias=False).state_dict()) == names[:2]
        both = make(3, 2, 2, bidirectional=True).state_dict()
        assert list(both)[4:12:4] == ["weight_ih_l0_reverse", "weight_ih_l1"]
        assert both["weight_ih_l1_reverse"].shape == (rows, 4)


@pytest.mark.parametrize("kind", MAKERS)
def test_states_and_gradients_that_are_given_stay_as_they_are(kind):
    rng = np.random.default_rng(7)
    layer = MAKERS[kind](3, 4, 2)
    x = rng.standard_normal((2, 5, 3))
    state = random_like(rng, layer(x)[1])
    output, final = layer(x, state)
    r, r_final = rng.standard_normal(output.shape), random_like(rng, final)
    given_arrays = [x, r, *as_tuple(state), *as_tuple(r_final)]
    copies = [array.copy() for array in given_arrays]
    for array in given_arrays:
        array.flags.writeable = False
    layer.backward(r, r_final)
    for array, copy in zip(given_arrays, copies, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_returned_state_is_not_a_window_on_what_backward_needs(kind):
    layer, x = MAKERS[kind](3, 4), np.ones((2, 5, 3))
    output, _ = layer(x)
    expected = layer.backward(np.ones_like(output))
    _, state = layer(x)
    for array in as_tuple(state):
        array[...] = 100
    np.testing.assert_array_equal(layer.backward(np.ones_like(output)), expected)


@pytest.mark.parametrize("kind", MAKERS)
def test_long_sequences_need_no_recursion(kind):
    layer = MAKERS[kind](1, 1, rng=0)
    output, _ = layer(np.ones((1, 20_000, 1)))
    grad = layer.backward(np.ones_like(output))
    assert grad.shape == (1, 20_000, 1)
    assert np.isfinite(grad).all()


@pytest.mark.parametrize("kind", CELLS)
def test_cells_start_from_any_batch(kind):
    cell, _ = CELLS[kind]
    gates = {"RNN": 1, "RNN of relu": 1, "LSTM": 4, "GRU": 3}[kind]
    weights = [np.ones(s) for s in ((2 * gates, 3), (2 * gates, 2), (2 * gates,), (2 * gates,))]
    for batch in (1, 6):
        h = np.zeros((batch, 2))
        state, _ = cell(np.ones((batch, 3)), (h, h) if kind == "LSTM" else h, weights)
        assert as_tuple(state)[0].shape == (batch, 2)


def test_starts_uniform_within_one_over_the_root_of_its_hidden_size():
    for make in MAKERS.values():
        state = make(7, 100, 2, bidirectional=True, rng=0).state_dict()
        for values in state.values():
            assert np.abs(values).max() <= 0.1
            assert np.abs(values).mean() == pytest.approx(0.05, rel=0.2)
        assert abs(np.concatenate([v.ravel() for v in state.values()]).mean()) < 0.001


def test_rng_decides_the_start():
    for make in MAKERS.values():
        one, same = (make(3, 4, rng=rng).state_dict() for rng in (7, np.random.default_rng(7)))
        for name in one:
            np.testing.assert_array_equal(one[name], same[name])
