"""MovingAverage: against the sum it stands for, against Adam's memory, and its limits."""

import numpy as np
import pytest

from lib.nn import Parameter
from lib.optim import Adam
from lib.widgets import ExplorableError, MovingAverage
from lib.widgets.moving_average import DAYS, moving_average, numbers, seasons, temperatures


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.93, 0.99])
def test_it_is_the_sum_of_the_past_with_shrinking_weights(beta):
    average, corrected = moving_average(temperatures(), beta)
    for day in (1, 2, 17, DAYS):
        weights = (1 - beta) * beta ** np.arange(day)
        past = temperatures()[:day][::-1]
        assert average[day - 1] == pytest.approx(weights @ past, rel=1e-12)
        assert corrected[day - 1] == pytest.approx(weights @ past / weights.sum(), rel=1e-12)
        found = numbers(beta, day)
        assert found.left == pytest.approx(1 - weights.sum(), abs=1e-15)
        assert found.inside == pytest.approx(weights[: found.window].sum(), rel=1e-12)
        assert found.age == pytest.approx(np.arange(day) @ weights / weights.sum(), rel=1e-12)


def test_a_constant_is_its_own_average_once_the_start_is_corrected():
    average, corrected = moving_average(np.full(30, 7.0), 0.9)
    np.testing.assert_allclose(corrected, 7)
    np.testing.assert_allclose(average, 7 * (1 - 0.9 ** np.arange(1, 31)))


def test_adam_remembers_its_gradients_so():
    w = Parameter([0.0])
    optimizer = Adam([w], betas=(0.9, 0.999))
    for value in temperatures()[:25]:
        w.grad[:] = value
        optimizer.step()
    (memory,) = optimizer.state_dict()["state"][0]["exp_avg"]
    assert numbers(0.9, 25).average[24] == pytest.approx(memory, rel=1e-12)


def test_the_window_holds_about_two_thirds():
    for beta, days in ((0.5, 2), (0.8, 5), (0.9, 10), (0.95, 20), (0.98, 50), (0.99, 100)):
        found = numbers(beta, DAYS)
        assert found.memory == pytest.approx(days)
        assert found.window == days
        assert 1 - 1 / np.e < found.inside <= 0.75
    assert numbers(0.9, DAYS).inside == pytest.approx(0.651, abs=5e-4)


def test_what_is_averaged_is_as_old_as_the_memory_less_a_day():
    assert numbers(0.9, DAYS).age == pytest.approx(9, abs=1e-4)
    assert numbers(0.98, DAYS).age < 49
    assert numbers(0.0, 50).age == 0


def test_a_longer_memory_is_smoother_and_later():
    short, long = numbers(0.9, DAYS), numbers(0.98, DAYS)
    rough = [np.std(np.diff(found.corrected[50:])) for found in (short, long)]
    assert rough[1] < rough[0] / 3
    season = int(np.argmin(seasons())) + 1
    assert season == 141
    assert season < short.coldest < long.coldest < DAYS


def test_the_first_day_and_no_memory_are_the_measured_day():
    for beta in (0.0, 0.9, 0.99):
        found = numbers(beta, 1)
        assert found.corrected[0] == pytest.approx(found.measured)
        assert found.average[0] == pytest.approx((1 - beta) * found.measured)
        assert (found.window == 1) == (beta == 0)
    np.testing.assert_array_equal(numbers(0.0, 5).average, temperatures())


def test_the_weather_is_noise_of_three_degrees_with_one_decimal():
    weather = temperatures() - seasons()
    assert weather.std() == pytest.approx(3, abs=0.3)
    assert abs(weather.mean()) < 0.5
    np.testing.assert_allclose(temperatures() * 10, np.round(temperatures() * 10), atol=1e-9)
    assert temperatures().min() > -10
    assert temperatures().max() < 25


def test_the_widget():
    widget = MovingAverage(beta=0.98, day=10)
    assert widget.value == widget.found.corrected[9]
    widget.corrected = False
    assert widget.value == widget.found.average[9] < widget.found.corrected[9] / 3
    assert widget.state == {"beta": 0.98, "day": 10, "corrected": False}
    assert widget._fallback.count("<tr>") == 10
    widget.reset()
    assert widget.corrected is True


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"beta": 1}, "beta: got 1, expected a number from 0 to 0.99"),
        ({"beta": -0.1}, "beta: got -0.1"),
        ({"day": 0}, "day: got 0, expected a whole number from 1 to 200"),
        ({"day": 2.5}, "day: got 2.5"),
        ({"corrected": 1}, "corrected: got 1, expected True or False; pass one of the two"),
    ],
)
def test_what_cannot_be_is_refused(bad, said):
    with pytest.raises(ExplorableError, match=said):
        MovingAverage(**bad)
