"""Made-up sequences, each against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.data import make_adding, make_copy, make_noisy_series, make_waves

SIZES = st.integers(1, 12)


def test_series_is_a_season_with_noise():
    data = make_noisy_series(730, noise=2.0, rng=0)
    noise = data.y - data.season
    assert abs(noise.mean()) < 0.2
    assert noise.std() == pytest.approx(2.0, rel=0.1)
    # No memory in the noise: each day is drawn anew.
    assert abs(np.corrcoef(noise[1:], noise[:-1])[0, 1]) < 0.1
    assert data.t[[0, -1]].tolist() == [1, 730]
    assert data.t[data.season.argmin()] == 20
    assert (round(data.season.min(), 3), round(data.season.max(), 3)) == (2.0, 18.0)
    assert np.allclose(data.season[365:], data.season[:365])


def test_series_without_noise_is_the_season():
    data = make_noisy_series(50, noise=0)
    assert np.array_equal(data.y, data.season)
    assert not np.shares_memory(data.y, data.season)


@given(m=SIZES, length=SIZES, seed=st.integers(0, 99))
def test_waves_obey_the_equation_of_a_sine(m, length, seed):
    data = make_waves(m, length, rng=seed)
    assert data.X.shape == data.y.shape == (m, length, 1)
    assert ((data.period >= 10) & (data.period <= 40)).all()
    wave = np.concatenate([data.X[:, :1], data.y], axis=1)[..., 0]
    # sin(a + d) + sin(a - d) = 2 cos(d) sin(a): each value follows from the two before.
    turn = 2 * np.cos(2 * np.pi / data.period)[:, None]
    assert np.allclose(wave[:, 2:], turn * wave[:, 1:-1] - wave[:, :-2], atol=1e-12)


def test_waves_are_of_all_periods_and_starts():
    data = make_waves(2000, 1, rng=0)
    assert (round(data.period.min()), round(data.period.max())) == (10, 40)
    # A start anywhere in the turn: |sin| is above 1/2 for two thirds of it.
    assert (data.X > 0).mean() == pytest.approx(0.5, abs=0.03)
    assert (np.abs(data.X) > 0.5).mean() == pytest.approx(2 / 3, abs=0.03)


def test_waves_have_noise_in_the_input_alone():
    clean, noisy = make_waves(200, 30, rng=0), make_waves(200, 30, noise=0.5, rng=0)
    assert np.array_equal(clean.y, noisy.y)
    assert (noisy.X - clean.X).std() == pytest.approx(0.5, rel=0.05)


@given(
    m=SIZES,
    length=SIZES,
    delay=SIZES,
    symbols=st.integers(2, 9),
    seed=st.integers(0, 99),
)
def test_copy_step_by_step(m, length, delay, symbols, seed):
    data = make_copy(m, length, delay=delay, symbols=symbols, rng=seed)
    blank, sign = symbols, symbols + 1
    assert (data.blank, data.sign) == (blank, sign)
    for seen, answer in zip(data.ids.tolist(), data.y.tolist(), strict=True):
        kept = seen[:length]
        assert all(0 <= symbol < symbols for symbol in kept)
        assert seen[length:] == [blank] * (delay - 1) + [sign] + [blank] * length
        assert answer == [blank] * (delay + length) + kept
        # The sign comes right before the first step of the answer, delay steps after the last
        # symbol.
        assert seen.index(sign) == length - 1 + delay
    assert data.X.shape == (*data.ids.shape, symbols + 2)
    assert np.array_equal(data.X.argmax(axis=2), data.ids)
    assert (data.X.sum(axis=2) == 1).all()


def test_copy_says_what_its_numbers_mean():
    text = make_copy(2, 3, delay=5, symbols=4, rng=0).DESCR
    assert "keep 3 symbols in mind for 5 steps" in text
    assert "drawn from 0 to 3, then 4 blanks (4), then the sign to answer\n(5), then 3" in text


def test_copy_uses_all_symbols_equally_often():
    counts = np.bincount(make_copy(2000, 10, symbols=8, rng=0).ids[:, :10].ravel())
    assert len(counts) == 8
    assert np.abs(counts / counts.sum() - 1 / 8).max() < 0.01


def test_copy_baseline_is_the_cost_of_the_best_answer_without_a_memory():
    data = make_copy(500, 10, delay=20, symbols=8, rng=0)
    p = np.zeros((*data.y.shape, 10))
    p[:, :30, data.blank] = 1
    p[:, 30:, :8] = 1 / 8
    cost = -np.log(np.take_along_axis(p, data.y[..., None], axis=2)).mean()
    assert cost == pytest.approx(data.baseline, rel=1e-12)


@given(m=SIZES, length=st.integers(2, 30), seed=st.integers(0, 99))
def test_adding_by_brute_force(m, length, seed):
    data = make_adding(m, length, rng=seed)
    assert data.X.shape == (m, length, 2)
    for x, y, marked in zip(data.X, data.y, data.marked, strict=True):
        assert y == pytest.approx(sum(number for number, mark in x if mark == 1), rel=1e-14)
        assert [t for t, (_, mark) in enumerate(x) if mark == 1] == marked.tolist()
        assert sum(mark == 0 for _, mark in x) == length - 2
        assert marked[0] < length // 2 <= marked[1]
        assert all(0 <= number < 1 for number, _ in x)


def test_adding_marks_every_step_sometimes():
    data = make_adding(2000, 9, rng=0)
    assert set(data.marked[:, 0]) == set(range(4))
    assert set(data.marked[:, 1]) == set(range(4, 9))


def test_adding_baseline_is_the_error_of_always_answering_one():
    data = make_adding(100_000, 4, rng=0)
    assert data.y.mean() == pytest.approx(1, abs=0.01)
    assert ((data.y - 1) ** 2).mean() == pytest.approx(data.baseline, rel=0.01)


@pytest.mark.parametrize("make", [make_noisy_series, make_waves, make_copy, make_adding])
@pytest.mark.parametrize("m", [0, -1, 2.5, 3.0])
def test_sizes_that_are_none(make, m):
    with pytest.raises(ValueError, match=f"{make.__name__} got m={m}, expected a whole number"):
        make(m)


def test_lengths_that_are_too_small():
    with pytest.raises(ValueError, match="length=1, expected at least 2"):
        make_adding(3, 1)
    with pytest.raises(ValueError, match="symbols=1, expected at least 2"):
        make_copy(3, symbols=1)
    with pytest.raises(ValueError, match="delay=0"):
        make_copy(3, delay=0)
    with pytest.raises(ValueError, match="length=0"):
        make_waves(3, 0)


@pytest.mark.parametrize("make", [make_noisy_series, make_waves])
@pytest.mark.parametrize("noise", [-1, np.nan])
def test_noise_that_is_none(make, noise):
    with pytest.raises(ValueError, match=f"noise={noise}, expected a standard deviation"):
        make(noise=noise)
