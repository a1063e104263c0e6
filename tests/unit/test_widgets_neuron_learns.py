"""NeuronLearns: its runs against the book's layers, its slopes against measured ones."""

import numpy as np
import pytest

from lib import nn
from lib.optim import SGD
from lib.widgets import ExplorableError, NeuronLearns
from lib.widgets.neuron_learns import MAX_EPOCH, numbers, push

BAD = {"weight": 2.0, "bias": 2.0, "rate_squared": 0.15, "rate_cross": 0.005}
GOOD = BAD | {"weight": 0.6, "bias": 0.9}


def run_of_layers(start, loss, rate, epochs):
    """Return w, b and the prediction after some epochs of nn.Linear and SGD."""
    neuron = nn.Linear(1, 1)
    neuron.load_state_dict({"weight": np.array([[start[0]]]), "bias": np.array([start[1]])})
    squared = isinstance(loss, nn.MSELoss)
    model = nn.Sequential(neuron, *([nn.Sigmoid()] if squared else []))
    optimizer = SGD(model.parameters(), lr=rate)
    x, y = np.ones((1, 1)), np.zeros((1, 1))
    for _ in range(epochs):
        optimizer.zero_grad()
        loss(model(x), y)
        model.backward(loss.backward())
        optimizer.step()
    w, b = neuron.weight.data[0, 0], neuron.bias.data[0]
    return w, b, nn.functional.sigmoid(w + b)


@pytest.mark.parametrize("state", [BAD, GOOD, BAD | {"weight": -1.0, "rate_squared": 5.0}])
def test_a_run_is_that_of_the_layers_of_the_book(state):
    found = numbers(**state, rates="own", epoch=60)
    start = state["weight"], state["bias"]
    # MSELoss has no ½, so its rate is half of that.
    losses = (
        (nn.MSELoss(), state["rate_squared"] / 2),
        (nn.BCEWithLogitsLoss(), state["rate_cross"]),
    )
    for i, (loss, rate) in enumerate(losses):
        w, b, a = run_of_layers(start, loss, rate, 60)
        assert found.parameters[i] == pytest.approx([w, b], rel=1e-12)
        assert found.outputs[i][-1] == pytest.approx(a, rel=1e-12)


@pytest.mark.parametrize(
    ("state", "squared", "cross"), [(GOOD, "0.094", "0.418"), (BAD, "0.203", "0.780")]
)
def test_the_published_numbers_come_out(state, squared, cross):
    found = numbers(**state, rates="own", epoch=300)
    assert [f"{outputs[-1]:.3f}" for outputs in found.outputs] == [squared, cross]


def test_at_the_same_rate_cross_entropy_is_first():
    assert numbers(**BAD, rates="same", epoch=0).half == [232, 17]
    assert numbers(**GOOD, rates="same", epoch=0).half == [36, 8]
    assert numbers(**BAD, rates="own", epoch=0).half == [232, -1]
    assert numbers(**GOOD, rates="own", epoch=0).half == [36, 228]


@pytest.mark.parametrize("z", [-8.0, -1.0, 0.0, 1.5, 4.0, 8.0])
def test_the_push_is_the_measured_slope_of_the_cost(z):
    h = 1e-4

    def costs(score):
        found = numbers(score / 2, score / 2, 1.0, 1.0, "same", 0)
        return np.array([cost[0] for cost in found.costs])

    measured = (costs(min(z + h, 8 + h)) - costs(z - h)) / (2 * h)
    assert push(np.array([z, z])) == pytest.approx(measured, rel=1e-5)


def test_the_slope_is_all_the_difference():
    for epoch in (0, 7, 300):
        found = numbers(**BAD, rates="same", epoch=epoch)
        a = [outputs[-1] for outputs in found.outputs]
        assert found.slopes == pytest.approx([p * (1 - p) for p in a])
        assert found.pushes == pytest.approx([a[0] * found.slopes[0], a[1]])


def test_what_is_ahead_is_what_comes():
    now, later = (numbers(**BAD, rates="same", epoch=epoch) for epoch in (25, 35))
    for i in range(2):
        assert now.falls[i] == pytest.approx(now.outputs[i][-1] - later.outputs[i][-1])
        assert later.outputs[i][:26] == now.outputs[i]
    assert len(later.costs[0]) == len(later.costs[1]) == 36
    assert min(numbers(**BAD, rates="same", epoch=MAX_EPOCH).falls) > 0


def test_the_half_is_the_first_epoch_at_or_below():
    on_it = BAD | {"weight": 1.0, "bias": -1.0}
    assert numbers(**on_it, rates="same", epoch=0).half == [0, 0]
    found = numbers(**BAD, rates="same", epoch=300)
    for half, outputs in zip(found.half, found.outputs, strict=True):
        assert outputs[half] <= 0.5 < outputs[half - 1]


def test_to_give_the_second_rate_is_to_want_it():
    assert NeuronLearns().rates == "same"
    assert NeuronLearns(rate_cross=0.01).rates == "own"
    assert NeuronLearns(rate_cross=0.01, rates="same").rates == "same"
    assert NeuronLearns(rates="own").outputs == [[pytest.approx(0.982, abs=1e-4)]] * 2


def test_bad_values_say_what_is_meant():
    with pytest.raises(ExplorableError, match=r"weight: got 9, expected a number from -4 to 4"):
        NeuronLearns(weight=9)
    with pytest.raises(ExplorableError, match=r"epoch: got 2.5, expected a whole number from 0"):
        NeuronLearns(epoch=2.5)
    with pytest.raises(ExplorableError, match="expected one of 'same', 'own'"):
        NeuronLearns(rates="both")


def test_the_table_has_the_end_and_the_rates():
    table = NeuronLearns(rates="own", epoch=37)._fallback
    assert "rates 0.15 and 0.005" in table
    assert ">37<" in table
    assert ">0.2028<" in table
    assert ">0.7796<" in table
