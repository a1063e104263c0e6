"""BuildAFunction's Python side: bumps and hats, descent, the price, what is refused."""

import numpy as np
import pytest

from lib.widgets import BuildAFunction, ExplorableError
from lib.widgets.build_a_function import (
    POINTS,
    SIZES,
    TARGETS,
    error_of,
    heights_from,
    prices,
    target_at,
)
from lib.widgets.function_networks import (
    ACTIVATIONS,
    edges_of,
    network,
    one_bump,
    one_unit,
    random_weights,
    side_by_side,
    weights_of,
)


def at(weights, activation, *places):
    return network(weights, activation)(np.array(places, dtype=float)[:, np.newaxis])[:, 0]


@pytest.mark.parametrize("mode", ["unit", "bump", "curve"])
def test_tanh_makes_by_hand_the_curve_of_the_sigmoid(mode):
    places = [[x] for x in (-0.2, 0.1, 0.4, 0.77, 1.2)]
    one, other = (BuildAFunction(mode=mode, activation=name) for name in ("sigmoid", "tanh"))
    assert one.network(np.array(places)) == pytest.approx(other.network(np.array(places)))


def test_a_steep_unit_is_a_step():
    step = at(one_unit("sigmoid", 1000, 0.4, 0.8), "sigmoid", 0.39, 0.4, 0.41)
    assert step == pytest.approx([0, 0.4, 0.8], abs=1e-4)


def test_a_hat_of_three_relus_is_zero_on_both_sides():
    made = one_bump("relu", 40, 0.3, 0.7, 0.8)
    assert len(made.w) == 3
    hat = at(made, "relu", -0.2, 0.3, 0.4, 0.5, 0.7, 1.2)
    assert hat == pytest.approx([0, 0, 0.4, 0.8, 0, 0])


def test_edges_that_have_changed_places_are_kept_apart():
    assert one_bump("sigmoid", 40, 0.9, 0.2, 0.5).b == pytest.approx([-36, -38])


def test_hats_side_by_side_pass_through_the_heights_and_go_straight_on():
    heights = [0.4, 0.8, 0.2, 0.6, 1.1]
    made = side_by_side("relu", 40, heights)
    assert len(made.w) == len(heights) - 1
    assert at(made, "relu", *np.linspace(0, 1, 5)) == pytest.approx(heights)
    assert at(made, "relu", -0.2, 1.2) == pytest.approx([0.4, 1.5])


def test_bumps_side_by_side_fill_the_interval_and_end_outside_it():
    made = side_by_side("sigmoid", 1000, [0.4, 0.8, 0.2, 0.6])
    assert edges_of(4) == [-0.1, 0.25, 0.5, 0.75, 1.1]
    found = at(made, "sigmoid", -0.2, 0, 0.4, 0.6, 1, 1.2)
    assert found == pytest.approx([0, 0.4, 0.8, 0.2, 0.6, 0], abs=1e-6)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_weights_go_into_the_network_and_come_out_again(activation):
    made = random_weights(activation, 5, "random", 3)
    assert weights_of(network(made, activation)) == made
    assert made != random_weights(activation, 5, "random", 4)
    places = -np.array(made.b) / np.array(made.w)
    assert ((places > 0) & (places < 1)).all()


def test_small_random_weights_are_as_linear_starts():
    made = random_weights("sigmoid", 400, "small", 9)
    for values, bound in ((made.w, 1), (made.b, 1), (made.v, 1 / 20)):
        assert np.abs(values).max() <= bound
        assert np.std(values) == pytest.approx(bound / np.sqrt(3), rel=0.1)


@pytest.mark.parametrize("target", TARGETS)
def test_the_heights_of_a_target_lie_in_the_picture(target):
    for activation in ACTIVATIONS:
        for count in range(2, 9):
            BuildAFunction(heights=heights_from(target, activation, count))


def test_the_price_of_a_smooth_curve():
    steps, hats = map(np.array, prices("wave"))
    assert len(steps) == len(SIZES)
    assert (steps[1:-1] / steps[2:] > 3.5).all()
    assert (steps[1:-1] / steps[2:] < 5.5).all()
    assert (hats[1:-1] / hats[2:] > 15).all()


def test_more_bumps_do_not_always_help_with_a_jump():
    error = {
        count: error_of(
            side_by_side("sigmoid", 1000, heights_from("jump", "sigmoid", count)), "sigmoid", "jump"
        )
        for count in (5, 6)
    }
    assert error[5] < error[6] / 5


def test_the_error_is_the_mean_over_the_points():
    w = BuildAFunction(mode="curve", target="dent")
    misses = w.network(POINTS[:, np.newaxis])[:, 0] - target_at("dent", POINTS)
    assert w.numbers.error == pytest.approx(np.mean(misses**2))


def test_descent_goes_on_in_its_own_mode_only():
    w = BuildAFunction(mode="descent", heights=[0.7, 0.7, 0.2, 0.2], steps=100)
    found = w.numbers
    assert len(found.errors) == 101
    assert found.error < found.errors[0] / 2
    assert found.w != BuildAFunction(mode="descent", heights=w.heights).numbers.w
    w.mode = "curve"
    assert w.numbers.errors == found.errors[:1]


def test_random_starts_have_as_many_units_as_the_bumps():
    for activation, units in (("tanh", 8), ("relu", 3)):
        w = BuildAFunction(mode="descent", start="random", activation=activation)
        assert len(w.numbers.w) == units


def test_the_fallback_shows_the_price_and_follows_the_target():
    w = BuildAFunction()
    assert "<td>16</td><td>0.00398</td>" in w._fallback
    w.target = "jump"
    assert "“jump”" in w._fallback


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"heights": [0.5] * 9}, r"heights: got an array of shape \(9,\), expected 2 to 8 numbers"),
        ({"heights": [0.5, 2]}, "heights: got 2 among the heights, expected 2 to 8"),
        ({"heights": [0.5, np.nan]}, "heights: got nan among the heights"),
        ({"heights": "high"}, "heights: got .*high.*, expected 2 to 8"),
        ({"steepness": 2}, "steepness: got 2, expected a number from 4 to 1000"),
        ({"mode": "hat"}, "mode: got 'hat', expected one of 'unit', 'bump', 'curve', 'descent'"),
        ({"seed": 1.5}, "seed: got 1.5, expected a whole number from 1 to 999"),
        ({"start": "zero"}, "start: got 'zero', expected one of 'hand', 'random', 'small'"),
    ],
)
def test_bad_values_say_what_was_expected(arguments, message):
    with pytest.raises(ExplorableError, match=message):
        BuildAFunction(**arguments)
