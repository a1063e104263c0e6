"""Descent2D: its gradients against measured slopes, its runs against what theory says."""

import numpy as np
import pytest

from lib.widgets import Descent2D, ExplorableError
from lib.widgets.descent_2d import (
    BATCH_SIZE,
    CLASSES,
    FEATURES,
    MINIMA,
    SURFACES,
    USUAL,
    batches,
    gradient,
    numbers,
    value,
)

POINTS = [(-3.5, 1.2), (0.3, -0.4), (2.0, -0.5), (4.0, 2.0), (0.0, 0.0)]
RAVINE = {"surface": "ravine", "start_x": -3.5, "start_y": 1.2, "mode": "batch", "steepness": 10.0}


def measured_slopes(function, x, y, h=1e-5):
    along_x = (function(x + h, y) - function(x - h, y)) / (2 * h)
    along_y = (function(x, y + h) - function(x, y - h)) / (2 * h)
    return along_x, along_y


@pytest.mark.parametrize("steepness", [1.0, 50.0])
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("point", POINTS)
def test_gradient_is_the_measured_slope(surface, point, steepness):
    slopes = measured_slopes(lambda x, y: value(surface, x, y, steepness), *point)
    assert gradient(surface, *point, steepness) == pytest.approx(slopes, abs=1e-8)


def test_gradient_over_some_examples_is_the_slope_of_their_cost():
    examples = [3, 7]

    def cost(w, b):
        score = w * FEATURES[examples] + b
        return np.mean(np.log1p(np.exp(score)) - CLASSES[examples] * score)

    found = gradient("logistic", 0.7, -0.2, examples=examples)
    assert found == pytest.approx(measured_slopes(cost, 0.7, -0.2), abs=1e-8)


def test_gradient_of_all_is_the_mean_of_the_single_ones():
    single = [gradient("logistic", 0.4, 0.9, examples=[i]) for i in range(12)]
    assert gradient("logistic", 0.4, 0.9) == pytest.approx(np.mean(single, axis=0))


@pytest.mark.parametrize("surface", SURFACES)
def test_minima_are_flat_and_the_first_is_the_lowest(surface):
    costs = []
    for x, y in MINIMA[surface]:
        assert np.hypot(*gradient(surface, x, y)) < 1e-9
        around = [value(surface, x + 0.01 * np.cos(a), y + 0.01 * np.sin(a)) for a in range(6)]
        assert value(surface, x, y) < min(around)
        costs.append(value(surface, x, y))
    assert costs == sorted(costs)


def test_no_minimum_is_missed():
    x, y = np.meshgrid(np.linspace(-4.5, 4.5, 181), np.linspace(-3, 3, 121))
    for surface in SURFACES:
        z = value(surface, x, y)
        shifted = [np.roll(z, by, (0, 1)) for by in ((0, 1), (0, -1), (1, 0), (-1, 0))]
        lowest = np.all([z < other for other in shifted], axis=0)[1:-1, 1:-1]
        assert lowest.sum() == len(MINIMA[surface])


def test_value_takes_arrays():
    x = np.linspace(-1, 1, 6).reshape(2, 3)
    for surface in SURFACES:
        found = value(surface, x, x)
        assert found.shape == (2, 3)
        assert found[1, 2] == pytest.approx(value(surface, 1.0, 1.0))


@pytest.mark.parametrize("steepness", [1.0, 10.0, 50.0])
def test_the_ravine_converges_below_two_over_kappa_only(steepness):
    state = RAVINE | {"steepness": steepness, "steps": 200}
    assert abs(numbers(**state, rate=1.9 / steepness).points[-1][1]) < 1e-2
    assert numbers(**state, rate=2.1 / steepness).diverged


def test_a_step_in_the_ravine_multiplies_each_coordinate():
    run = numbers(**RAVINE, rate=0.05, steps=3)
    factors = np.array([1 - 0.05, 1 - 0.05 * 10])
    np.testing.assert_allclose(run.points[3], np.array([-3.5, 1.2]) * factors**3)


def test_starts_of_the_bumps_end_in_different_valleys():
    ends = {
        tuple(np.round(numbers("bumpy", x, y, 0.2, "batch", 10.0, 200).points[-1], 2))
        for x in (-3.5, -1, 0.5, 3)
        for y in (-1.5, 1.5)
    }
    assert len(ends) == 4


def test_every_epoch_sees_every_example_once():
    for mode, size in BATCH_SIZE.items():
        order = batches(mode, 2 * 12 // size)
        seen = [example for batch in order for example in batch]
        assert sorted(seen[:12]) == sorted(seen[12:]) == list(range(12))
    one = batches("stochastic", 24)
    assert one[:12] != one[12:]


def test_fewer_examples_a_step_make_a_rougher_path():
    def roughness(mode):
        steps = np.diff(numbers("logistic", -3.4, 1.4, 0.5, mode, 10.0, 60).points, axis=0)
        cosines = np.sum(steps[1:] * steps[:-1], axis=1)
        lengths = np.linalg.norm(steps, axis=1)
        return 1 - np.mean(cosines / (lengths[1:] * lengths[:-1]))

    assert roughness("batch") < roughness("mini-batch") < roughness("stochastic")


def test_nothing_overflows():
    run = numbers(**RAVINE | {"steepness": 50.0}, rate=10.0, steps=200)
    assert run.diverged
    assert np.all(np.isfinite(run.costs))
    assert len(run.points) < 5


def test_start_is_a_pair_and_usual_values_fill_the_rest():
    widget = Descent2D("logistic", start=(1, -1))
    assert (widget.start_x, widget.start_y) == (1, -1)
    assert widget.rate == USUAL["logistic"]["rate"]
    assert Descent2D(surface="bumpy").start_x == USUAL["bumpy"]["start_x"]
    for bad in (3, (1, 2, 3), ()):
        with pytest.raises(TypeError, match=r"got start=.*expected a pair.*pass two numbers"):
            Descent2D(start=bad)
    for bad in ("slope", None, ["ravine"]):
        with pytest.raises(ExplorableError, match="expected one of 'ravine', 'bumpy', 'logistic'"):
            Descent2D(surface=bad)
    with pytest.raises(ExplorableError, match=r"start_y: got 9, expected a number from -2 to 2"):
        Descent2D(start=(0, 9))


def test_the_path_follows_the_state():
    widget = Descent2D(start=(-3, 1), rate=0.1, steps=2)
    assert widget.path.shape == (3, 2)
    assert widget.point == pytest.approx((-2.43, 0.0))
    widget.rate = 0.3
    assert widget.point == pytest.approx((-1.47, 4.0))
