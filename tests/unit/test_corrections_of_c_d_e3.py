"""Where the sources C, D and E3 are wrong: their claim failing, and ours holding, in numbers.

``source_…`` is what the source says or does; see test_corrections.py.
"""

import math

import numpy as np
import pytest

from lib import nn
from lib.classic import Network, TinyNetwork
from lib.gradcheck import GradcheckError
from lib.nn import functional as F
from lib.nn.init import constant_, normal_, zeros_

X = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0], [-2.0, 0.5]])
Y = np.array([1.0, 0.0, 1.0, 0.0])


# Source C


def in_the_middle():
    """The weights that C shows from the middle of the training, and its four customers."""
    network = TinyNetwork(3, 4, rng=0)
    network.syn0 = np.array(
        [[3.66, -2.88, 3.26, -1.53], [-4.84, 3.54, 2.52, -2.55], [0.16, -0.66, -2.82, 1.87]]
    )
    network.syn1 = np.array([[12.21], [10.24], [-6.31], [-14.52]])
    return network, np.array([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]])


def test_c_the_first_prediction_is_0_479():
    """C prints 0.50, which comes from rounding the hidden layer to two digits first."""
    network, survey = in_the_middle()
    l1, l2 = network.forward(survey)
    source_l2 = F.sigmoid(l1.round(2) @ network.syn1)
    assert f"{l2[0, 0]:.3f}" == "0.479"
    assert f"{source_l2[0, 0]:.2f}" == "0.50"
    assert (l1.round(2) @ network.syn1)[0, 0] == pytest.approx(0.0023)
    assert (l1 @ network.syn1)[0, 0] == pytest.approx(-0.0838, abs=1e-4)


def test_c_the_slope_at_0_05_is_0_0475_and_the_deltas_follow():
    """C's table: slopes .25 .09 .05 .21, deltas .125 .009 -.003 -.150."""
    a, error = np.array([0.5, 0.9, 0.05, 0.7]), np.array([0.5, 0.1, -0.05, -0.7])
    source_slopes, source_deltas = [0.25, 0.09, 0.05, 0.21], [0.125, 0.009, -0.003, -0.150]
    slopes = F.sigmoid_derivative(np.log(a / (1 - a)))
    np.testing.assert_allclose(slopes, [0.25, 0.09, 0.0475, 0.21])
    np.testing.assert_allclose(slopes * error, [0.125, 0.009, -0.002375, -0.147])
    np.testing.assert_array_equal(np.isclose(slopes, source_slopes), [True, True, False, True])
    np.testing.assert_array_equal(
        np.isclose((slopes * error).round(3), source_deltas), [True, True, False, False]
    )


# Source D


def test_d_all_ones_are_as_symmetric_as_all_zeros():
    """D offers weights of 1. Then the hidden units get one gradient, and stay copies for ever."""

    def hidden_rows_after_training(start):
        model = nn.Sequential(nn.Linear(2, 3, rng=0), nn.Tanh(), nn.Linear(3, 1, rng=0))
        loss = nn.BCEWithLogitsLoss()
        for p in model.parameters():
            start(p)
        for _ in range(50):
            model.zero_grad()
            loss(model(X), Y[:, None])
            model.backward(loss.backward())
            for p in model.parameters():
                p.data -= p.grad
        return model.state_dict()["0.weight"]

    ones = hidden_rows_after_training(lambda p: constant_(p, 1.0))
    np.testing.assert_array_equal(ones[1:], ones[[0, 0]])
    assert not np.allclose(ones, 1)
    np.testing.assert_array_equal(hidden_rows_after_training(zeros_), np.zeros((3, 2)))
    as_drawn = hidden_rows_after_training(lambda p: p)
    assert np.abs(as_drawn[1:] - as_drawn[0]).min() > 0.01


def test_d_the_sigmoid_is_flat_far_from_zero_not_near_0_or_1():
    """D: flat where the input is near 0 or near 1. At 0 it is steepest; flat means |z| large."""
    slopes = F.sigmoid_derivative([0.0, 1.0, 6.0, -6.0])
    assert slopes[0] == 0.25
    assert slopes[1] > 0.19
    assert slopes[2] == slopes[3] < 0.0025
    # Near 0 or 1 is where its *output* is when it is flat.
    np.testing.assert_allclose(F.sigmoid([-6.0, 6.0]), [0, 1], atol=0.0025)


def test_d_larger_weights_do_not_cure_vanishing():
    """D's second cure. In a chain of neurons larger weights push each one onto its flat part."""

    def slope_through_a_chain(w, length=8):
        a, slope = 0.5, 1.0
        for _ in range(length):
            z = w * a
            slope *= w * float(F.sigmoid_derivative(z))
            a = float(F.sigmoid(z))
        return slope

    assert slope_through_a_chain(1) < 1e-5
    assert slope_through_a_chain(10) < 1e-10 * slope_through_a_chain(1)
    assert slope_through_a_chain(50) < 1e-100


def test_d_larger_weights_make_wide_networks_explode_or_vanish_by_chance():
    """Ten layers of 50: a spread of 1/√n vanishes, 10/√n happens to fit, 100/√n is a lottery
    between explosion and vanishing, and 1000/√n leaves nothing."""

    def first_over_last(spread, rng):
        layers = []
        for _ in range(10):
            linear = nn.Linear(50, 50, bias=False)
            normal_(linear.weight, std=spread, rng=rng)
            layers += [linear, nn.Sigmoid()]
        model = nn.Sequential(*layers)
        last = rng.standard_normal(model(rng.standard_normal((1, 50))).shape)
        return np.linalg.norm(model.backward(last)) / np.linalg.norm(last)

    one, ten, hundred, thousand = (
        [first_over_last(s / math.sqrt(50), np.random.default_rng(seed)) for seed in range(12)]
        for s in (1, 10, 100, 1000)
    )
    assert max(one) < 1e-5
    assert 0.05 < min(ten) < max(ten) < 5
    assert min(hundred) < 1e-3
    assert max(hundred) > 1e3
    assert max(thousand) < 1e-20


# Source E3


def source_gradients(network, x, t):
    """Return the gradients with the sign of E3, whose delta is (t - y) y (1 - y)."""
    network.forward(x)
    network.backward(t)
    return [-connection.gradient for connection in network.connections]


def test_e3_two_wrong_signs_hide_each_other():
    """E3 measures (E(w - ε) - E(w + ε)) / 2ε, so its check passes for minus the gradient."""
    network, x, t, eps = Network([3, 4, 2], rng=0), [0.2, -0.4, 0.8], [0.9, 0.1], 1e-4
    claimed = source_gradients(network, x, t)
    for connection, claim in zip(network.connections, claimed, strict=True):
        weight = connection.weight
        connection.weight = weight + eps
        error1 = network.error(x, t)
        connection.weight = weight - eps
        error2 = network.error(x, t)
        connection.weight = weight
        source_measured = (error2 - error1) / (2 * eps)
        assert claim == pytest.approx(source_measured, rel=1e-4)
        assert claim == pytest.approx(-(error1 - error2) / (2 * eps), rel=1e-4)


def test_e3_a_check_with_the_right_sign_refuses_its_gradients(monkeypatch):
    """And names the mistake."""
    network, x, t = Network([3, 4, 2], rng=0), [0.2, -0.4, 0.8], [0.9, 0.1]
    network.check_gradients(x, t)

    def source_backward(t, backward=network.backward):
        backward(t)
        for connection in network.connections:
            connection.gradient = -connection.gradient

    monkeypatch.setattr(network, "backward", source_backward)
    with pytest.raises(GradcheckError, match="The sign is wrong"):
        network.check_gradients(x, t)


def test_e3_adding_minus_the_gradient_is_the_same_step():
    """E3's `+=` makes up for its sign: the training was right, only the name was not."""
    x, t, lr = [0.2, -0.4, 0.8], [0.9, 0.1], 0.3
    ours, source = Network([3, 4, 2], rng=0), Network([3, 4, 2], rng=0)
    ours.fit([x], [t], lr=lr)
    for connection, gradient in zip(
        source.connections, source_gradients(source, x, t), strict=True
    ):
        connection.weight += lr * gradient
    for name, array in ours.state_dict().items():
        np.testing.assert_array_equal(array, source.state_dict()[name])
