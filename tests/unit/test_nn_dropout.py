"""Dropout: what is kept, how often, and that the way back takes the same road."""

import numpy as np
import pytest

from lib import nn
from lib.gradcheck import gradcheck


def test_what_stays_is_scaled_up_and_what_goes_is_zero():
    x = np.arange(1.0, 1001.0).reshape(10, 100)
    y = nn.Dropout(0.2, rng=0)(x)
    kept = y != 0
    np.testing.assert_allclose(y[kept], x[kept] / 0.8, rtol=1e-15)
    assert kept.mean() == pytest.approx(0.8, abs=0.04)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_p_is_the_share_that_is_dropped_and_the_mean_stays(p):
    y = nn.Dropout(p, rng=0)(np.ones((1000, 100)))
    assert (y == 0).mean() == pytest.approx(p, abs=0.005)
    assert y.mean() == pytest.approx(1, abs=0.02)


def test_the_gradient_is_dropped_and_scaled_with_the_same_numbers():
    dropout = nn.Dropout(0.5, rng=0)
    y = dropout(np.ones((20, 5)))
    np.testing.assert_array_equal(dropout.backward(np.full((20, 5), 3.0)), 3 * y)


def test_nothing_is_dropped_in_evaluation_mode():
    x = np.random.default_rng(0).standard_normal((4, 5))
    dropout = nn.Dropout(0.9, rng=0).eval()
    np.testing.assert_array_equal(dropout(x), x)
    np.testing.assert_array_equal(dropout.backward(x), x)


@pytest.mark.parametrize(("p", "factor"), [(0, 1), (0.0, 1), (1, 0), (1.0, 0)])
def test_at_the_ends_all_stay_or_all_go(p, factor):
    x = np.random.default_rng(0).standard_normal((4, 5))
    dropout = nn.Dropout(p, rng=0)
    np.testing.assert_array_equal(dropout(x), factor * x)
    np.testing.assert_array_equal(dropout.backward(x), factor * x)


def test_every_batch_is_another_draw_and_rng_decides_which():
    x = np.ones((10, 10))
    one, two = nn.Dropout(rng=3), nn.Dropout(rng=np.random.default_rng(3))
    first = one(x)
    np.testing.assert_array_equal(first, two(x))
    assert not np.array_equal(one(x), first)
    assert not np.array_equal(nn.Dropout()(x), nn.Dropout()(x))


def test_the_state_of_rng_can_be_saved_and_put_back():
    dropout = nn.Dropout(rng=0)
    state = dropout.rng.bit_generator.state
    first = dropout(np.ones((5, 5)))
    dropout.rng.bit_generator.state = state
    np.testing.assert_array_equal(dropout(np.ones((5, 5))), first)


def test_evaluation_does_not_use_up_random_numbers():
    dropout = nn.Dropout(rng=0)
    before = dropout.rng.bit_generator.state
    dropout.eval()(np.ones((5, 5)))
    assert dropout.rng.bit_generator.state == before


def test_the_layout_in_memory_is_kept():
    images = np.ones((3, 4, 5, 2)).transpose(3, 1, 2, 0)
    assert nn.Dropout(rng=0)(images).strides == images.strides


@pytest.mark.parametrize(
    ("p", "error"),
    [
        (-0.1, ValueError),
        (1.1, ValueError),
        (np.nan, ValueError),
        ("0.5", TypeError),
        (True, TypeError),
        (None, TypeError),
    ],
)
def test_p_must_be_a_probability(p, error):
    with pytest.raises(error, match=r"p is .*; expected a number from 0 to 1"):
        nn.Dropout(p)


def test_repr_shows_p():
    assert repr(nn.Dropout(0.25)) == "Dropout(p=0.25)"


def test_a_network_with_dropout_passes_the_gradient_check_while_it_trains():
    model = nn.Sequential(
        nn.Linear(4, 6, rng=0), nn.Tanh(), nn.Dropout(0.4, rng=1), nn.Linear(6, 2, rng=2)
    )
    state = model[2].rng.bit_generator.state
    report = gradcheck(model, np.random.default_rng(0).standard_normal((5, 4)))
    assert len(report.arrays) == 5
    assert model[2].rng.bit_generator.state == state
