"""UnrolledRNN: its gradients against lib.nn.RNN, its rules against what theory says."""

import itertools

import numpy as np
import pytest

from lib.nn import RNN
from lib.widgets import ExplorableError, UnrolledRNN
from lib.widgets.unrolled_run import (
    ACTIVATIONS,
    CHECKED,
    PLANTED,
    SHAPES,
    U,
    backward,
    bent_by,
    check,
    fate_of,
    forward,
    inputs,
    measured,
    off_by,
)


def found(**state):
    return UnrolledRNN(**state).numbers


def rnn_of(beta, shape, activation):
    rnn = RNN(1, 2, num_layers=1, nonlinearity=activation)
    zeros = np.zeros(2)
    weights = {"weight_ih_l0": np.array(U)[:, None], "weight_hh_l0": beta * np.array(SHAPES[shape])}
    rnn.load_state_dict({**weights, "bias_ih_l0": zeros, "bias_hh_l0": zeros})
    return rnn


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("beta", "steps"), [(0.9, 2), (0.9, 6), (1.3, 40), (2.5, 40)])
def test_states_and_gradients_are_those_of_the_layer(activation, shape, beta, steps):
    rnn = rnn_of(beta, shape, activation)
    output, _ = rnn(inputs(steps).reshape(1, steps, 1))
    grad = np.zeros_like(output)
    grad[0, -1] = 1
    grad_x = rnn.backward(grad)
    here = found(beta=beta, shape=shape, activation=activation, steps=steps)
    close = {"rtol": 1e-10, "atol": 1e-12}
    np.testing.assert_allclose(here.states[1:], output[0], **close)
    np.testing.assert_allclose(here.grad_w, rnn.weight_hh_l0.grad, **close)
    np.testing.assert_allclose(here.grad_u, rnn.weight_ih_l0.grad.ravel(), **close)
    np.testing.assert_allclose(np.array(here.deltas) @ U, grad_x.ravel(), **close)
    np.testing.assert_allclose(np.sum(here.deltas, axis=0), rnn.bias_hh_l0.grad, **close)
    assert here.loss == pytest.approx(output[0, -1].sum())


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_right_way_back_passes_its_check_everywhere(activation, shape):
    for beta, steps in itertools.product((0.1, 0.5, 0.9, 1.0, 1.1, 1.7, 2.5), (2, 3, 9, 40)):
        W = beta * np.array(SHAPES[shape])
        assert check(W, steps, activation, "none") == [0, 0], (beta, steps)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("planted", PLANTED[1:])
def test_a_check_of_w_at_t_2_passes_wrong_code_and_one_of_u_does_not(activation, shape, planted):
    for beta in (0.3, 0.9, 1.6):
        W = beta * np.array(SHAPES[shape])
        offs = [check(W, steps, activation, planted) for steps in range(1, 6)]
        assert [off > 0 for off, _ in offs] == [False, False, True, True, True]
        assert [off > 0 for _, off in offs[:3]] == [False, True, True]


def test_every_mistake_of_the_second_last_delta_is_hidden_at_t_2_for_the_first_state_is_0():
    W, u = 0.9 * np.array(SHAPES["turn"]), np.array(U)
    _, parts, _ = backward(W, *forward(W, u, 2, "tanh"))
    assert np.all(parts[0] == 0)
    np.testing.assert_allclose(parts[1], measured(W, u, 2, "tanh")[0], rtol=1e-5)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_have_norm_one(shape):
    assert np.linalg.norm(SHAPES[shape], 2) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_no_delta_passes_its_bound(activation):
    for beta, shape in itertools.product((0.1, 0.9, 1.1, 2.5), SHAPES):
        here = found(beta=beta, activation=activation, shape=shape, steps=40)
        assert np.all(np.array(here.lengths) <= np.array(here.bounds) * (1 + 1e-9))


@pytest.mark.parametrize("shape", ["turn", "mix"])
def test_the_identity_meets_the_bound_of_a_turn_and_of_a_mix(shape):
    here = found(beta=1.1, activation="identity", shape=shape, steps=40)
    np.testing.assert_allclose(here.lengths, here.bounds, rtol=1e-12)
    assert here.share == pytest.approx(1.1**39)


def test_what_a_reader_is_asked():
    lengths = [found(beta=b, activation="identity", steps=40).lengths[0] for b in (0.9, 1.1)]
    assert lengths[1] / lengths[0] == pytest.approx((1.1 / 0.9) ** 39)
    assert round(lengths[1] / lengths[0]) == 2505


def test_a_larger_w_makes_tanh_vanish_for_its_units_saturate():
    fates = [found(beta=b, shape="mix", steps=40).fate for b in (0.5, 1.0, 2.5)]
    assert fates == ["vanished", "alive", "vanished"]
    wide = found(beta=2.5, shape="mix", steps=40)
    assert wide.bounds[0] > 1e13
    assert wide.share < 1e-35


def test_an_uneven_w_stays_far_below_a_bound_that_grows():
    here = found(beta=1.1, shape="uneven", activation="identity", steps=40)
    assert here.share < 0.2
    assert here.bounds[0] > 40
    eigenvalue = max(abs(np.linalg.eigvals(SHAPES["uneven"])))
    assert here.lengths[0] / here.lengths[1] == pytest.approx(1.1 * eigenvalue, rel=1e-3)
    assert eigenvalue == pytest.approx(0.86, abs=0.005)


def test_the_rules_of_the_words():
    assert fate_of(np.array([0.00101, 1.0])) == (0.00101, "alive", None)
    assert fate_of(np.array([0.00099, 0.5, 1.0])) == (0.00099, "vanished", 2)
    assert fate_of(np.array([2000.0, 1001.0, 1.0])) == (2000.0, "exploded", 1)
    assert fate_of(np.array([1000.0, 1.0]))[1] == "alive"
    assert fate_of(np.zeros(3)) == (0.0, "dead", None)


def test_agreement_is_a_share_of_the_largest_slope():
    slopes = np.array([100.0, 0.0])
    assert off_by(slopes + 0.0009, slopes) == 0
    assert off_by(slopes + 0.0011, slopes) == pytest.approx(0.0011)


def test_clipping():
    whole = found()
    length = np.linalg.norm([*np.ravel(whole.grad_w), *whole.grad_u])
    assert whole.length == pytest.approx(length)
    assert whole.factor == 1
    clipped = found(clip=True, threshold=0.5)
    assert clipped.factor * length == pytest.approx(0.5)
    np.testing.assert_allclose(clipped.clipped_w, clipped.factor * np.array(whole.grad_w))
    assert found(clip=True, threshold=10).factor == 1
    assert bent_by(np.array([3.0, 0.0]), 1.0) == 0
    assert bent_by(np.array([5.0, 1.0]), 1.0) == 33.7


def test_the_sum_so_far():
    parts = np.array(found().parts)
    for done, expected in ((0, 0), (6, 0), (8, parts[4:].sum(axis=0)), (80, parts.sum(axis=0))):
        np.testing.assert_allclose(found(done=done).so_far, expected + np.zeros((2, 2)))


def test_the_widget():
    widget = UnrolledRNN(steps=3)
    assert len(widget.numbers.checks) == CHECKED
    assert widget._fallback.count("<tr>") == 4
    assert "two tanh units, β_W = 0.9" in widget._fallback
    widget.beta = 1.5
    assert "β_W = 1.5" in widget._fallback


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"beta": 3}, "beta: got 3, expected a number from 0.1 to 2.5"),
        ({"steps": 1}, "steps: got 1, expected a whole number from 2 to 40"),
        ({"activation": "elu"}, "activation: got 'elu'"),
        ({"planted": "all"}, "planted: got 'all'"),
        ({"selected": "w33"}, "selected: got 'w33'"),
        ({"clip": 1}, "clip: got 1, expected True or False"),
    ],
)
def test_what_cannot_be_is_refused(bad, said):
    with pytest.raises(ExplorableError, match=said):
        UnrolledRNN(**bad)
