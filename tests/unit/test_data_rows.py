"""Splits and mini-batches: no row lost, none twice, rows of all arrays kept together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.data import DataLoader, split


def numbered(m, n=3):
    """Rows that say which one they are."""
    return np.arange(m)[:, None] * np.ones(n), np.arange(m)


@given(m=st.integers(2, 60), share=st.floats(0.01, 0.99), seed=st.integers(0, 2**32 - 1))
def test_split_deals_each_row_once(m, share, seed):
    X, y = numbered(m)
    if not 0 < round(share * m) < m:
        with pytest.raises(ValueError, match="test_size"):
            split(X, y, test_size=share, rng=seed)
        return
    X_train, X_test, y_train, y_test = split(X, y, test_size=share, rng=seed)
    assert sorted([*y_train, *y_test]) == list(range(m))
    assert np.array_equal(X_train[:, 0], y_train)
    assert np.array_equal(X_test[:, 0], y_test)
    assert len(y_test) == round(share * m)


def test_split_is_the_same_for_the_same_seed_and_takes_a_generator():
    y = np.arange(50)
    first = split(y, test_size=10, rng=3)
    again = split(y, test_size=10, rng=np.random.default_rng(3))
    other = split(y, test_size=10, rng=4)
    assert np.array_equal(first[1], again[1])
    assert not np.array_equal(first[1], other[1])


def test_split_returns_copies():
    y = np.arange(10)
    train, test = split(y, rng=0)
    train[:], test[:] = -1, -1
    assert np.array_equal(y, np.arange(10))


@given(
    counts=st.lists(st.integers(5, 40), min_size=2, max_size=4),
    share=st.sampled_from([0.2, 0.25, 0.5]),
    seed=st.integers(0, 1000),
)
def test_stratified_split_keeps_the_shares(counts, share, seed):
    y = np.repeat(np.arange(len(counts)), counts)
    train, test = split(y, test_size=share, stratify=y, rng=seed)
    assert len(train) + len(test) == len(y)
    for c, n in enumerate(counts):
        assert abs((test == c).sum() - share * n) <= 1 + len(counts) / 2


def test_stratified_split_is_still_random():
    y = np.arange(100) % 2
    rows = np.arange(100)
    parts = {tuple(split(rows, test_size=10, stratify=y, rng=seed)[1]) for seed in range(5)}
    assert len(parts) == 5


@pytest.mark.parametrize("size", [0, 10, 11, -1, 0.0, 1.0, 1.5, 0.01, 0.99])
def test_split_refuses_an_empty_part(size):
    with pytest.raises(ValueError, match="both parts need at least one row"):
        split(np.arange(10), test_size=size)


@pytest.mark.parametrize("function", [split, DataLoader])
def test_rows_must_agree(function):
    with pytest.raises(ValueError, match=r"4 and 5 rows .* expected equally many"):
        function(np.zeros((4, 2)), np.zeros(5))
    with pytest.raises(TypeError, match="got no array"):
        function()
    with pytest.raises(ValueError, match="without rows"):
        function(np.zeros((0, 2)))
    with pytest.raises(ValueError, match="a single number"):
        function(3.0)


@given(
    m=st.integers(1, 40),
    batch_size=st.integers(1, 50),
    shuffle=st.booleans(),
    drop_last=st.booleans(),
)
def test_loader_covers_an_epoch(m, batch_size, shuffle, drop_last):
    X, y = numbered(m)
    if drop_last and batch_size > m:
        with pytest.raises(ValueError, match="leaves no batch"):
            DataLoader(X, y, batch_size=batch_size, drop_last=True)
        return
    loader = DataLoader(X, y, batch_size=batch_size, shuffle=shuffle, drop_last=drop_last, rng=0)
    batches = list(loader)
    assert len(batches) == len(loader)
    assert all(len(b[1]) == batch_size for b in batches[:-1])
    assert all(np.array_equal(bx[:, 0], by) for bx, by in batches)
    seen = np.concatenate([b[1] for b in batches])
    expected = m - m % batch_size if drop_last else m
    assert len(seen) == len(set(seen)) == expected


def test_loader_deals_anew_each_epoch_and_repeats_with_the_seed():
    def epochs():
        loader = DataLoader(np.arange(30), batch_size=7, shuffle=True, rng=5)
        return [np.concatenate([b[0] for b in loader]).tolist() for _ in range(2)]

    first, second = epochs()
    assert first != second
    assert epochs() == [first, second]


def test_loader_keeps_the_order_without_shuffle():
    loader = DataLoader(np.arange(10), batch_size=4)
    assert [b[0].tolist() for b in loader] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]


def test_one_loader_can_be_read_twice_at_once():
    loader = DataLoader(np.arange(6), batch_size=2, shuffle=True, rng=0)
    pairs = [(a[0], b[0]) for a, b in zip(loader, loader, strict=True)]
    assert sorted(np.concatenate([a for a, _ in pairs])) == list(range(6))
    assert sorted(np.concatenate([b for _, b in pairs])) == list(range(6))


@pytest.mark.parametrize("size", [0, -3, 2.5])
def test_loader_refuses_a_batch_size_that_is_none(size):
    with pytest.raises(ValueError, match=f"batch_size={size}, expected a whole number"):
        DataLoader(np.arange(10), batch_size=size)
