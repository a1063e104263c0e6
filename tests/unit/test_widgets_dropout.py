"""DropoutMask: its masks against lib.nn.Dropout, its means against all 32 masks."""

from itertools import product

import numpy as np
import pytest

from lib import nn
from lib.widgets import DropoutMask, ExplorableError
from lib.widgets.dropout_mask import (
    INPUT,
    INTO_HIDDEN,
    INTO_OUTPUT,
    MOST_STEPS,
    OUTPUTS,
    SCALINGS,
    all_masks,
    compare,
    drawn_factors,
    hidden_units,
    numbers,
)
from lib.widgets.randomness import PageRandom

USUAL = DropoutMask().state
WAYS = list(product(SCALINGS, OUTPUTS))


def at(**changes):
    return numbers(**USUAL | changes)


def network(p, output, seed, training=True):
    """Return the same network with Dropout as a module, and weights of its own."""
    sigmoid = [nn.Sigmoid()] if output == "sigmoid" else []
    model = nn.Sequential(
        nn.Linear(3, 5),
        nn.ReLU(),
        nn.Dropout(p, rng=PageRandom(seed, 0)),
        nn.Linear(5, 1),
        *sigmoid,
    )
    for index, weights in ((0, INTO_HIDDEN), (3, INTO_OUTPUT)):
        model[index].weight.data[:] = weights
        model[index].bias.data[:] = 0
    return model if training else model.eval()


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_outputs_are_those_of_a_network_with_dropout(p, output):
    x = np.tile(INPUT, (50, 1))
    found = at(p=p, output=output, steps=50, seed=3)
    np.testing.assert_allclose(found.outputs, network(p, output, 3)(x)[:, 0], rtol=1e-13)
    tested = network(p, output, 3, training=False)(INPUT[np.newaxis])
    assert found.test == pytest.approx(tested[0, 0], rel=1e-13)


@pytest.mark.parametrize("output", OUTPUTS)
def test_slopes_are_what_dropout_passes_back(output):
    p, steps = 0.5, 4
    model = network(p, output, 1)
    y = model(np.tile(INPUT, (steps, 1)))
    gradient = np.ones_like(y)
    for module in reversed(list(model)[2:]):  # back through Dropout
        gradient = module.backward(gradient)
    found = at(p=p, output=output, steps=steps)
    np.testing.assert_allclose(found.slopes, gradient[-1], rtol=1e-13)
    assert [slope == 0 for slope in found.slopes] == [factor == 0 for factor in found.factors]


@pytest.mark.parametrize(("scaling", "output"), WAYS)
def test_slopes_are_measured_slopes(scaling, output):
    found = at(scaling=scaling, output=output, mask=[1, 0, 1, 1, 0], p=0.3)

    def said(hidden):
        z = INTO_OUTPUT[0] @ (np.array(found.factors) * hidden)
        return z if output == "linear" else 1 / (1 + np.exp(-z))

    for j, nudge in enumerate(1e-6 * np.eye(5)):
        slope = (said(hidden_units() + nudge) - said(hidden_units() - nudge)) / 2e-6
        assert found.slopes[j] == pytest.approx(slope, abs=1e-9)


@pytest.mark.parametrize("p", [0.0, 0.1, 0.5, 0.75, 0.9])
def test_over_all_masks_the_mean_is_kept_before_a_bend(p):
    for scaling in ("training", "test"):
        found = at(p=p, scaling=scaling)
        assert found.exact == pytest.approx(found.test, rel=1e-12)
    never = at(p=p, scaling="never")
    assert never.test == pytest.approx(1.6)
    assert never.exact == pytest.approx((1 - p) * 1.6, rel=1e-12)
    assert at(p=p, scaling="test").test == pytest.approx((1 - p) * 1.6, rel=1e-12)


def test_over_all_masks_each_unit_keeps_its_slope():
    masks, chances, _ = all_masks(0.3, "training", "linear")
    slopes = [at(p=0.3, mask=mask.tolist()).slopes for mask in masks]
    np.testing.assert_allclose(chances @ np.array(slopes), INTO_OUTPUT[0], rtol=1e-12)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_behind_a_sigmoid_the_mean_is_not_kept(scaling):
    found = at(output="sigmoid", scaling=scaling)
    assert found.exact < found.test - 0.02
    whole = at(output="sigmoid", scaling=scaling, p=0)
    assert whole.exact == pytest.approx(whole.test)


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.9])
def test_the_probabilities_of_all_masks_add_up_to_one(p):
    masks, chances, _ = all_masks(p, "training", "linear")
    assert len({tuple(mask) for mask in masks}) == 32
    assert chances.sum() == pytest.approx(1)
    np.testing.assert_allclose(chances @ masks, 1 - p)


@pytest.mark.parametrize(("scaling", "output"), WAYS)
def test_a_thousand_masks_come_near_the_mean_over_all(scaling, output):
    near = 0
    for seed in range(20):
        found = at(scaling=scaling, output=output, steps=MOST_STEPS, seed=seed)
        near += abs(found.mean - found.exact) <= 2 * found.standard_error
    assert near >= 16  # 19 expected


def test_the_standard_error_halves_with_four_times_as_many_masks():
    errors = [at(steps=steps).standard_error for steps in (50, 200, 800)]
    assert errors[0] / errors[1] == pytest.approx(2, rel=0.15)
    assert errors[1] / errors[2] == pytest.approx(2, rel=0.15)
    outputs = np.array(at(steps=50).outputs)
    assert errors[0] == pytest.approx(outputs.std(ddof=1) / np.sqrt(50))


def test_more_masks_begin_with_the_same_and_another_p_sees_the_same_numbers():
    assert at(steps=100).outputs[:30] == at(steps=30).outputs
    little, much = (drawn_factors(p, "training", 50, 1) > 0 for p in (0.3, 0.6))
    assert (little | ~much).all()  # what stays at 0.6 stays at 0.3
    assert little.mean() == pytest.approx(0.7, abs=0.07)


def test_without_masks_there_are_all_units():
    found = at()
    assert (found.outputs, found.mean, found.standard_error) == ([], None, None)
    assert found.factors == [1] * 5
    assert found.output == found.test == pytest.approx(1.6)
    assert at(scaling="test").factors == [0.5] * 5
    one = at(steps=1)
    assert one.mean == one.output
    assert one.standard_error is None


def test_a_mask_by_hand_is_shown_and_not_counted():
    by_hand = at(steps=30, mask=[0, 0, 0, 0, 0])
    drawn = at(steps=30)
    assert by_hand.output == 0
    assert by_hand.slopes == [0] * 5
    assert (by_hand.outputs, by_hand.mean) == (drawn.outputs, drawn.mean)
    assert at(mask=[1, 1, 1, 1, 1], p=0.75).output == pytest.approx(6.4)


def test_means_are_compared_by_two_standard_errors():
    found = at(steps=20)
    error = found.standard_error
    assert compare(found._replace(mean=found.test + 1.99 * error)) == "agree"
    assert compare(found._replace(mean=found.test - 2.01 * error)) == "differ"
    assert compare(at(steps=19)) == "few"
    assert compare(at(steps=40, p=0)) == "agree"


@pytest.mark.parametrize(
    "bad", [[1, 0], [1, 0, 1, 0, 2], [0.5] * 5, "10110", None, [[1, 0, 1, 0, 1]]]
)
def test_masks_that_cannot_be_are_refused(bad):
    widget = DropoutMask()
    with pytest.raises(
        ExplorableError, match=r"DropoutMask.mask: got .*expected 5 numbers, each 0"
    ):
        widget.mask = bad
    assert widget.mask == []
    widget.mask = np.array([True, False, True, True, False])
    assert widget.mask == [1, 0, 1, 1, 0]
