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
    with pytest.raises(ValueError, match="every part needs at least one row"):
        split(np.arange(10), test_size=size)


@given(m=st.integers(3, 60), dev=st.integers(1, 20), test=st.integers(1, 20))
def test_split_with_a_dev_part_deals_each_row_once(m, dev, test):
    X, y = numbered(m)
    if dev >= m or test >= m or dev + test >= m:
        with pytest.raises(ValueError, match="every part needs at least one row"):
            split(X, y, dev_size=dev, test_size=test)
        return
    parts = split(X, y, dev_size=dev, test_size=test, rng=0)
    assert [len(p) for p in parts] == [m - dev - test, dev, test] * 2
    assert all(np.array_equal(parts[i][:, 0], parts[i + 3]) for i in range(3))
    assert sorted(np.concatenate(parts[3:])) == list(range(m))


def test_a_dev_part_takes_no_row_from_the_test_part():
    y = np.arange(50)
    train, test = split(y, test_size=0.2, rng=0)
    smaller, dev, same = split(y, test_size=0.2, dev_size=0.2, rng=0)
    assert np.array_equal(same, test)
    assert set(dev) | set(smaller) == set(train)


def test_a_stratified_split_keeps_the_shares_in_all_three_parts():
    y = np.repeat([0, 1, 2], [60, 30, 10])
    parts = split(y, dev_size=20, test_size=20, stratify=y, rng=0)
    for part, n in zip(parts, (60, 20, 20), strict=True):
        assert np.abs(np.bincount(part) - np.array([0.6, 0.3, 0.1]) * n).max() <= 1


def test_split_says_which_size_is_wrong():
    with pytest.raises(ValueError, match="or a number from 1 to 9;"):
        split(np.arange(10), test_size=10)
    with pytest.raises(ValueError, match=r"test_size=1\.5 for 1000 rows"):
        split(np.arange(1000), test_size=1.5)
    with pytest.raises(ValueError, match=r"dev_size=1\.5 for 10 rows"):
        split(np.arange(10), dev_size=1.5)
    with pytest.raises(ValueError, match="leaves none to learn from"):
        split(np.arange(10), dev_size=0.5, test_size=0.5)


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


def test_loader_takes_32_rows_unless_told_otherwise():
    assert [len(b[0]) for b in DataLoader(np.arange(70))] == [32, 32, 6]


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


@pytest.mark.parametrize(
    "X",
    [
        np.arange(10),
        np.arange(40).reshape(10, 4),
        np.arange(60.0).reshape(10, 3, 2),
        np.arange(120, dtype=np.uint8).reshape(10, 1, 4, 3),
        np.arange(120.0).reshape(1, 4, 3, 10).transpose(3, 0, 1, 2),
        np.array([f"word {i}" for i in range(10)]),
    ],
    ids=["integers", "indices", "sequences", "images", "images of another layout", "texts"],
)
@pytest.mark.parametrize("shuffle", [False, True])
def test_loader_takes_arrays_of_any_kind(X, shuffle):
    for X_batch, rows in DataLoader(X, np.arange(10), batch_size=4, shuffle=shuffle, rng=0):
        assert X_batch.dtype == X.dtype
        assert np.array_equal(X_batch, X[rows])


def shifted(X, rng):
    """A transform that changes what it gets, in place and at random."""
    X += rng.normal(size=X.shape)
    return X


def test_transform_gets_the_first_array_of_each_batch_and_the_rng():
    X, y = np.zeros((10, 2)), np.arange(10)
    loader = DataLoader(X, y, batch_size=4, transform=shifted, rng=3)
    batches = list(loader)
    expected = np.random.default_rng(3).normal(size=(10, 2))
    assert np.array_equal(np.concatenate([b[0] for b in batches]), expected)
    assert np.array_equal(np.concatenate([b[1] for b in batches]), y)


@pytest.mark.parametrize("shuffle", [False, True])
def test_transform_does_not_change_the_data(shuffle):
    X = np.zeros((10, 2))
    list(DataLoader(X, batch_size=4, shuffle=shuffle, transform=shifted, rng=0))
    assert not X.any()


def test_transform_may_change_kind_and_shape_of_an_example():
    pixels = np.full((6, 4, 4), 255, dtype=np.uint8)
    loader = DataLoader(pixels, batch_size=4, transform=lambda X, rng: X[:, None, 1:, 1:] / 255)
    assert [b[0].shape for b in loader] == [(4, 1, 3, 3), (2, 1, 3, 3)]
    assert all((b[0] == 1.0).all() for b in loader)


@pytest.mark.parametrize("transform", [lambda X, rng: X[:-1], lambda X, rng: X.mean()])
def test_transform_must_keep_the_rows(transform):
    with pytest.raises(ValueError, match=r"transform made .* out of \(4, 2\), expected 4 rows"):
        list(DataLoader(np.zeros((8, 2)), batch_size=4, transform=transform))


def test_transform_must_be_a_function():
    with pytest.raises(TypeError, match="transform='flip', expected a function"):
        DataLoader(np.zeros(3), transform="flip")


def test_a_loader_resumed_between_two_epochs_gives_the_same_batches():
    def loader():
        return DataLoader(
            np.arange(20.0), np.arange(20), batch_size=6, shuffle=True, transform=shifted, rng=1
        )

    first = loader()
    list(first)
    state = first.rng.bit_generator.state
    rest = [list(first) for _ in range(2)]
    resumed = loader()
    resumed.rng.bit_generator.state = state
    for epoch in rest:
        for old, new in zip(epoch, resumed, strict=True):
            assert all(a.tobytes() == b.tobytes() for a, b in zip(old, new, strict=True))
