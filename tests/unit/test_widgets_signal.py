"""SignalThroughLayers: gradients against measured slopes, rules against what theory says."""

import numpy as np
import pytest

from lib.widgets import ExplorableError, SignalThroughLayers
from lib.widgets.signal_run import (
    ACTIVATIONS,
    BINS,
    EXAMPLES,
    UNITS,
    backward_word,
    base_weights,
    batch,
    count_different,
    forward_word,
    histogram,
    numbers,
    propagate,
    saturated,
    spread_over_examples,
)

BENDS = {
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "relu": lambda z: np.maximum(z, 0),
    "identity": lambda z: z,
}


def found(depth=30, activation="tanh", scale=1.0, init="normal", seed=0, layer=50):
    return numbers(depth, activation, scale, init, seed, layer)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_each_layer_is_the_formula(activation):
    activations, _ = propagate(4, activation, 1.3, "normal", seed=2)
    a = batch(1)
    for layer, given in enumerate(activations, 1):
        a = BENDS[activation](a @ (1.3 / 8 * base_weights(2, layer)).T)
        np.testing.assert_allclose(given, a, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("init", ["normal", "equal"])
def test_gradients_are_measured_slopes(activation, init):
    scale = 1.2 if init == "normal" else 0.2
    activations, gradients = propagate(4, activation, scale, init, seed=1)

    def from_layer(layer, a):
        for above in range(layer + 1, 5):
            base = base_weights(1, above) if init == "normal" else np.ones((UNITS, UNITS))
            a = BENDS[activation](a @ (scale / 8 * base).T)
        return np.sum(gradients[-1] * a)

    for layer in (1, 3):
        for example, unit in ((0, 0), (3, 17), (7, 63)):
            if not activations[layer - 1][example].any():
                continue  # a dead example stands at the bend of the next layer: no slope there
            nudge = np.zeros((EXAMPLES, UNITS))
            nudge[example, unit] = 1e-6
            here = activations[layer - 1]
            slope = (from_layer(layer, here + nudge) - from_layer(layer, here - nudge)) / 2e-6
            assert gradients[layer - 1][example, unit] == pytest.approx(slope, rel=1e-4, abs=1e-7)


def test_the_given_numbers_are_standard_normal_and_do_not_change():
    for place in (1, 2):
        assert batch(place).shape == (EXAMPLES, UNITS)
        assert batch(place).std() == pytest.approx(1, abs=0.05)
    assert base_weights(3, 2).std() == pytest.approx(1, abs=0.05)
    assert not np.array_equal(base_weights(3, 2), base_weights(3, 3))
    assert not np.array_equal(base_weights(3, 2), base_weights(4, 2))
    shallow, deep = (propagate(depth, "tanh", 1.0, "normal", 0)[0][2] for depth in (5, 50))
    np.testing.assert_array_equal(shallow, deep)


def test_one_over_root_n_keeps_tanh_alive_and_ten_times_less_or_more_does_not():
    right, small, large = (found(scale=scale) for scale in (1.0, 0.08, 8.0))
    assert (right.forward, right.backward) == ("alive", "alive")
    assert (small.forward, small.backward) == ("vanished", "vanished")
    assert (large.forward, large.backward) == ("saturated", "exploded")


def test_relu_wants_the_root_of_two_more():
    he = found(50, "relu", np.sqrt(2))
    assert (he.forward, he.backward) == ("alive", "alive")
    assert 0.1 < he.activation_std[-1] < 10
    xavier = found(50, "relu", 1.0)
    assert (xavier.forward, xavier.backward) == ("vanished", "vanished")
    lost = xavier.activation_std[-1] / he.activation_std[-1]
    assert lost == pytest.approx(2 ** (-50 / 2), rel=1e-9)
    assert found(20, "relu", 10.0).forward == "exploded"
    assert 0 < he.dead < UNITS


def test_the_sigmoid_looks_healthy_and_has_forgotten_its_examples():
    sigmoid = found(20, "sigmoid", 1.0)
    assert sigmoid.activation_std[-1] > 0.1
    assert sigmoid.apart[-1] < 1e-9
    assert (sigmoid.forward, sigmoid.backward) == ("alike", "vanished")
    assert found(40, "sigmoid", 0.5).apart[-1] == 0


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("scale", [0.05, 0.125, 1.0, 10.0])
def test_equal_weights_make_one_unit_of_all(activation, scale):
    for layer in (1, 2, 6):
        assert found(6, activation, scale, "equal", layer=layer).different == 1
    assert found(6, activation, scale, "normal", layer=3).different == UNITS


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_zeros_say_the_same_to_all_and_send_nothing_back(activation):
    zeros = found(5, activation, 1.0, "zeros")
    assert zeros.mean == (0.5 if activation == "sigmoid" else 0)
    assert zeros.activation_std == [0] * 5
    assert zeros.gradient_size == [0, 0, 0, 0, 1]
    assert (zeros.different, zeros.forward, zeros.backward) == (1, "vanished", "vanished")
    assert zeros.dead == (UNITS if activation == "relu" else 0)


def test_words_follow_the_stated_limits():
    bell = np.linspace(0.25, 0.75, 64)
    more, half = (np.where(np.arange(64) < count, 0.995, 0.5) for count in (33, 32))
    assert forward_word("tanh", bell, 0.001, 0.001) == "alive"
    assert forward_word("tanh", bell, 0.00099, 0.00099) == "vanished"
    assert forward_word("relu", bell, 1000, 1000) == "alive"
    assert forward_word("relu", bell, 1001, 1) == "exploded"
    assert forward_word("sigmoid", bell, 0.1, 0.00009) == "alike"
    assert forward_word("sigmoid", bell, 0.1, 0.00011) == "alive"
    assert forward_word("tanh", more, 0.9, 0.9) == "saturated"
    assert forward_word("tanh", half, 0.9, 0.9) == "alive"
    shares = (0.00099, 0.001, 1000, 1001)
    words = ["vanished", "alive", "alive", "exploded"]
    assert [backward_word(share) for share in shares] == words


def test_saturated_dead_and_apart_by_hand():
    assert saturated("sigmoid", np.array([0.009, 0.011, 0.989, 0.991])) == 0.5
    assert saturated("tanh", np.array([-0.991, -0.989, 0.0, 0.989])) == 0.25
    assert saturated("relu", np.array([0.0, 100.0])) == 0
    assert spread_over_examples(np.array([[1.0, 7.0], [3.0, 7.0]])) == pytest.approx(np.sqrt(0.5))
    assert spread_over_examples(np.array([[0.1 + 0.2, 1.0], [0.3, 1.0]])) == 0


def test_units_are_the_same_only_if_both_signals_agree():
    a = np.array([[1.0, 1.0, 2.0], [5.0, 5.0, 5.0]])
    g = np.array([[0.0, 3.0, 0.0], [0.0, 0.0, 0.0]])
    assert count_different(a) == 2
    assert count_different(a, g) == 3
    assert count_different(a * 1e-200) == 2


def test_a_histogram_loses_nothing():
    values = np.array([-1.0, np.nextafter(1, 0), 1.0, 1.1, -1.1, -9.0, 0.0])
    counts = histogram(values, (-1.0, 1.0))
    assert len(counts) == BINS + 2
    assert (counts[0], counts[1], counts[16], counts[BINS], counts[BINS + 1]) == (2, 1, 1, 2, 1)
    assert sum(counts) == len(values)


def test_the_widget():
    widget = SignalThroughLayers(depth=20)
    assert widget.layer == 20
    assert SignalThroughLayers(depth=20, layer=3).layer == 3
    assert widget.sigma == 0.125
    assert widget.found == found(20)
    assert found(20, layer=50).mean == found(20, layer=20).mean
    assert widget._fallback.count("<tr>") == 11
    assert "20 layers of 64 tanh units, weights normal, σ = 0.125" in widget._fallback
    widget.depth = 2
    assert widget._fallback.count("<tr>") == 3


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"depth": 1}, "depth: got 1, expected a whole number from 2 to 50"),
        ({"depth": 51}, "depth: got 51"),
        ({"depth": "many"}, "depth: got 'many'"),
        ({"layer": 0}, "layer: got 0"),
        ({"scale": 0.01}, "scale: got 0.01, expected a number from 0.05 to 10"),
        ({"activation": "elu"}, "activation: got 'elu'"),
        ({"init": "ones"}, "init: got 'ones'"),
    ],
)
def test_what_cannot_be_is_refused(bad, said):
    with pytest.raises(ExplorableError, match=said):
        SignalThroughLayers(**bad)
