"""Toy plane data: balanced, reproducible, and as easy or as hard as their names say."""

import numpy as np
import pytest

from lib import data

MAKERS = [
    data.make_blobs,
    data.make_separable,
    data.make_moons,
    data.make_rings,
    data.make_spiral,
    data.make_xor,
]


def best_line(X, y):
    """Share of points that the better side of the best of many lines gets right."""
    angle = np.linspace(0, np.pi, 60, endpoint=False)
    scores = X @ np.stack([np.cos(angle), np.sin(angle)])
    cuts = np.linspace(scores.min(), scores.max(), 101)
    right = ((scores[..., None] > cuts) == (y == 1)[:, None, None]).mean(axis=0)
    return max(right.max(), 1 - right.min())


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("m", [2, 7, 200])
def test_shapes_classes_and_description(make, m):
    plane = make(m, rng=0)
    assert plane.X.shape == (m, 2)
    assert plane.X.dtype == np.float64
    assert np.bincount(plane.y).tolist() == [m - m // 2, m // 2]
    assert plane.feature_names == ("x1", "x2")
    assert plane.units
    assert plane.DESCR
    assert plane.licence


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_seed_gives_the_same_points(make):
    a, b, c = make(40, rng=1), make(40, rng=np.random.default_rng(1)), make(40, rng=2)
    assert np.array_equal(a.X, b.X)
    assert np.array_equal(a.y, b.y)
    assert not np.array_equal(a.X, c.X)


@pytest.mark.parametrize("make", MAKERS)
def test_the_classes_come_mixed(make):
    assert len(set(make(100, rng=0).y[:20])) == 2


@pytest.mark.parametrize(
    ("make", "low", "high"),
    [
        (data.make_blobs, 0.88, 0.99),
        (data.make_separable, 0.99, 1.0),
        (data.make_moons, 0.75, 0.95),
        (data.make_rings, 0.5, 0.8),
        (data.make_spiral, 0.5, 0.8),
        (data.make_xor, 0.5, 0.8),
    ],
)
def test_how_well_one_line_can_do(make, low, high):
    plane = make(400, rng=0)
    assert low <= best_line(plane.X, plane.y) <= high


def test_separable_keeps_its_margin():
    plane = data.make_separable(500, margin=0.6, rng=0)
    assert np.abs(plane.X @ [0.8, 0.6]).min() >= 0.3


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("m", [1, 0, 2.5])
def test_too_few_points_are_refused(make, m):
    with pytest.raises(ValueError, match=f"got m={m} points"):
        make(m)


def test_negative_spread_is_refused():
    with pytest.raises(ValueError, match="noise=-1"):
        data.make_moons(noise=-1)
    with pytest.raises(ValueError, match="margin=-1"):
        data.make_separable(margin=-1)
