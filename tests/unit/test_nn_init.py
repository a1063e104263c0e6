"""First numbers: their bounds, their spread, and what is refused."""

import math

import numpy as np
import pytest

from lib import nn
from lib.nn import init

LINEAR, CONV = (300, 200), (40, 30, 3, 5)
FANS = {LINEAR: (200, 300), CONV: (450, 600)}
weights = pytest.mark.parametrize("shape", [LINEAR, CONV], ids=["Linear", "Conv2d"])


def filled(rule, shape, *args, **named):
    weight = nn.Parameter(np.full(shape, np.nan))
    assert rule(weight, *args, **named) is weight
    return weight.data


def assert_uniform(values, bound):
    """Within the bound, up to the bound, and spread evenly: σ = bound / √3."""
    assert np.abs(values).max() <= bound
    assert np.abs(values).max() > 0.999 * bound
    assert values.std() == pytest.approx(bound / math.sqrt(3), rel=0.02)
    assert abs(values.mean()) < 0.02 * bound
    quarters, _ = np.histogram(values, bins=4, range=(-bound, bound))
    np.testing.assert_allclose(quarters / values.size, 0.25, atol=0.01)


def assert_normal(values, std):
    """Of this spread, with 68.3 % within one and 95.4 % within two of it."""
    assert values.std() == pytest.approx(std, rel=0.02)
    assert abs(values.mean()) < 0.02 * std
    assert (np.abs(values) < std).mean() == pytest.approx(0.683, abs=0.01)
    assert (np.abs(values) < 2 * std).mean() == pytest.approx(0.954, abs=0.01)


def test_constants():
    np.testing.assert_array_equal(filled(init.zeros_, (2, 3)), np.zeros((2, 3)))
    np.testing.assert_array_equal(filled(init.ones_, (3,)), np.ones(3))
    np.testing.assert_array_equal(filled(init.constant_, (), 7), 7)


def test_uniform_and_normal():
    assert_uniform(filled(init.uniform_, LINEAR, rng=0) - 0.5, 0.5)
    assert_uniform(filled(init.uniform_, LINEAR, -3, 1, rng=0) + 1, 2)
    assert_normal(filled(init.normal_, LINEAR, rng=0), 1)
    assert_normal(filled(init.normal_, LINEAR, 5, 0.1, rng=0) - 5, 0.1)
    np.testing.assert_array_equal(filled(init.normal_, (3,), 2, 0), [2, 2, 2])


@weights
@pytest.mark.parametrize("gain", [1.0, 5 / 3])
def test_xavier_looks_at_both_fans(shape, gain):
    total = sum(FANS[shape])
    bound = gain * math.sqrt(6 / total)
    assert_uniform(filled(init.xavier_uniform_, shape, gain, rng=0), bound)
    assert_normal(filled(init.xavier_normal_, shape, gain, rng=0), gain * math.sqrt(2 / total))


@weights
@pytest.mark.parametrize("mode", ["fan_in", "fan_out"])
@pytest.mark.parametrize(
    ("a", "nonlinearity", "gain"),
    [(0, "leaky_relu", math.sqrt(2)), (0.5, "leaky_relu", math.sqrt(1.6)), (9, "tanh", 5 / 3)],
)
def test_kaiming_looks_at_one_fan(shape, mode, a, nonlinearity, gain):
    std = gain / math.sqrt(FANS[shape][mode == "fan_out"])
    settings = {"a": a, "mode": mode, "nonlinearity": nonlinearity, "rng": 0}
    assert_uniform(filled(init.kaiming_uniform_, shape, **settings), math.sqrt(3) * std)
    assert_normal(filled(init.kaiming_normal_, shape, **settings), std)


def test_kaiming_keeps_the_size_of_a_signal_through_twenty_relu_layers():
    rng = np.random.default_rng(0)
    signal = shrinking = rng.standard_normal((100, 256))
    for _ in range(20):
        weight = init.kaiming_normal_(nn.Parameter(np.zeros((256, 256))), rng=rng).data
        signal = np.maximum(signal @ weight.T, 0)
        smaller = init.xavier_normal_(nn.Parameter(np.zeros((256, 256))), rng=rng).data
        shrinking = np.maximum(shrinking @ smaller.T, 0)
    assert 0.3 < signal.std() < 2
    assert shrinking.std() < 0.01


def test_gains():
    assert init.calculate_gain("linear") == init.calculate_gain("sigmoid") == 1
    assert init.calculate_gain("conv2d") == 1
    assert init.calculate_gain("tanh") == 5 / 3
    assert init.calculate_gain("relu") == math.sqrt(2)
    assert init.calculate_gain("leaky_relu") == pytest.approx(math.sqrt(2 / 1.0001))
    assert init.calculate_gain("leaky_relu", 1) == 1
    with pytest.raises(ValueError, match=r"'swish'; expected one of linear, .*, leaky_relu"):
        init.calculate_gain("swish")


RANDOM = [init.uniform_, init.normal_, init.xavier_uniform_, init.xavier_normal_]
RANDOM += [init.kaiming_uniform_, init.kaiming_normal_]


@pytest.mark.parametrize("rule", RANDOM, ids=lambda rule: rule.__name__)
def test_rng_decides(rule):
    same = [filled(rule, (3, 4), rng=rng) for rng in (7, 7, np.random.default_rng(7))]
    np.testing.assert_array_equal(same[0], same[1])
    np.testing.assert_array_equal(same[0], same[2])
    assert not np.array_equal(filled(rule, (3, 4)), filled(rule, (3, 4)))


@pytest.mark.parametrize("rule", [init.zeros_, *RANDOM], ids=lambda rule: rule.__name__)
def test_arrays_are_filled_in_place_in_their_own_dtype(rule):
    array = np.full((3, 4), np.nan, np.float32)
    weight = nn.Parameter(array)
    data = weight.data
    assert rule(weight).data is data
    assert rule(array) is array
    assert data.dtype == np.float32
    assert np.isfinite(array).all()
    assert np.isfinite(data).all()
    with pytest.raises(TypeError, match="expected a Parameter or an array of floats"):
        rule(np.zeros((3, 4), int))
    with pytest.raises(TypeError, match="got list"):
        rule([[0.0, 0.0]])


@pytest.mark.parametrize("rule", RANDOM[2:], ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("shape", [(), (3,), (3, 0)])
def test_a_fan_needs_two_axes(rule, shape):
    with pytest.raises(ValueError, match=rf"{rule.__name__} got a parameter of shape .*zeros_"):
        rule(nn.Parameter(np.zeros(shape)))


def test_numbers_that_make_no_sense_change_nothing():
    weight = nn.Parameter(np.ones((2, 2)))
    with pytest.raises(ValueError, match="a not above b"):
        init.uniform_(weight, 1, 0)
    with pytest.raises(ValueError, match="finite"):
        init.uniform_(weight, 0, np.inf)
    with pytest.raises(ValueError, match="std not below 0"):
        init.normal_(weight, 0, -1)
    with pytest.raises(ValueError, match="mode='fan'; expected 'fan_in' or 'fan_out'"):
        init.kaiming_uniform_(weight, mode="fan")
    np.testing.assert_array_equal(weight.data, np.ones((2, 2)))
