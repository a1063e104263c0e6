"""FitAndOverfit: its fits against the cost they make least, bias and variance against theory."""

import numpy as np
import pytest

from lib.widgets import ExplorableError, FitAndOverfit
from lib.widgets.curve_fits import (
    FLOOR,
    MOST_POINTS,
    NEW_X,
    SETS,
    data_set,
    features,
    fit,
    follows,
    places,
    truth,
)
from lib.widgets.fit_and_overfit import STOPS, judge, measure, numbers, points_of

USUAL = FitAndOverfit().state
SIZES = [(3, 15, 0.0), (9, 15, 0.3), (12, 40, 5.0), (0, 5, 1.0), (15, 200, 100.0)]


def made(degree, points, seed=0):
    x, y = points_of(seed, 0, points, noise=0.3)
    return features(x, degree), y


def at(**changes):
    return numbers(**USUAL | changes)


@pytest.mark.parametrize(("degree", "points", "decay"), SIZES)
def test_no_other_weights_cost_less(degree, points, decay):
    A, y = made(degree, points)
    w = fit(A, y, decay)

    def cost(w):
        return (np.sum((A @ w - y) ** 2) + decay * np.sum(w[1:] ** 2)) / (2 * points)

    for k in range(degree + 1):
        nudge = 1e-4 * np.eye(degree + 1)[k]
        assert cost(w + nudge) > cost(w) < cost(w - nudge)
        slope = (cost(w + nudge) - cost(w - nudge)) / 2e-4
        assert slope == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("degree", [0, 1, 3, 9])
def test_without_decay_the_curve_is_that_of_any_other_least_squares(degree):
    x, y = points_of(3, 0, 20, noise=0.3)
    theirs = np.polyval(np.polyfit(x, y, degree), NEW_X)
    np.testing.assert_allclose(
        features(NEW_X, degree) @ fit(*made(degree, 20, 3), 0), theirs, atol=1e-6
    )


@pytest.mark.parametrize(("degree", "points"), [(15, 5), (15, 10), (12, 9)])
def test_with_more_weights_than_points_the_smallest_ones_are_taken(degree, points):
    A, y = made(degree, points)
    w = fit(A, y, decay=0)
    np.testing.assert_allclose(A @ w, y, atol=1e-6)
    # The bias is free, so it is the others that are smallest once the means are taken away.
    smallest = np.linalg.pinv(A[:, 1:] - A[:, 1:].mean(axis=0)) @ (y - y.mean())
    np.testing.assert_allclose(w[1:], smallest, atol=1e-6)


def test_the_bias_is_not_held():
    A, y = made(6, 15)
    w = fit(A, y + 10, decay=1e6)
    assert w[0] == pytest.approx(y.mean() + 10, abs=1e-3)
    np.testing.assert_allclose(w[1:], 0, atol=1e-3)


def test_stacks_are_fitted_one_by_one():
    pairs = [made(4, 12, seed) for seed in range(3)]
    A, y = (np.array(part) for part in zip(*pairs, strict=True))
    for w, (a, b) in zip(fit(A, y, 0.7), pairs, strict=True):
        np.testing.assert_allclose(w, fit(a, b, 0.7))


def test_the_polynomials_are_orthogonal_with_mean_square_one():
    x, weights = np.polynomial.legendre.leggauss(20)
    F = features(x, 15)
    np.testing.assert_allclose(F.T @ (weights[:, np.newaxis] * F) / 2, np.eye(16), atol=1e-12)


@pytest.mark.parametrize(("degree", "points", "decay"), SIZES)
def test_the_curve_follows_a_moved_point_by_its_share(degree, points, decay):
    A, y = made(degree, points)
    share = follows(A, decay)
    for i in (0, points // 2, points - 1):
        moved = y + np.eye(points)[i]
        went = A[i] @ (fit(A, moved, decay) - fit(A, y, decay))
        assert went == pytest.approx(share[i], abs=1e-7)


def test_decay_takes_freedom_down_to_the_bias_alone():
    A, _ = made(12, 40)
    free = [follows(A, decay).sum() for decay in (0, 0.1, 1, 10, 100, 1e9)]
    assert free == sorted(free, reverse=True)
    assert free[0] == pytest.approx(13, abs=1e-6)
    assert free[-1] == pytest.approx(1, abs=1e-4)
    assert follows(made(15, 6)[0], 0).sum() == pytest.approx(6, abs=1e-6)


def test_more_points_are_added_to_the_same_ones_and_lie_evenly():
    x, y = points_of(5, 2, 7, noise=0.3)
    longer = points_of(5, 2, MOST_POINTS, noise=0.3)
    np.testing.assert_array_equal(longer[0][:7], x)
    np.testing.assert_array_equal(longer[1][:7], y)
    for points in (5, 15, 200):
        gaps = np.diff(np.sort(np.arcsin(data_set(1, 0).x[:points] * np.sin(0.45 * np.pi))))
        assert gaps.max() < 3 * gaps.min()
    assert places([-1, 1]) == pytest.approx([-1, 1])


def test_noise_is_normal_and_differs_from_set_to_set():
    noise = np.array([data_set(4, which).noise for which in range(SETS)])
    new = np.array([data_set(4, which).new_noise for which in range(SETS)])
    for part in (noise, new):
        assert part.mean() == pytest.approx(0, abs=0.03)
        assert part.std() == pytest.approx(1, abs=0.03)
    assert len(np.unique(noise[:, 0])) == SETS
    assert abs(np.mean(noise * new)) < 0.03


@pytest.mark.parametrize("degree", [0, 3, 9, 12])
@pytest.mark.parametrize("points", [10, 15, 40])
@pytest.mark.parametrize("decay", [0.0, 1.0])
def test_bias_variance_and_noise_add_up_to_the_error_on_new_points(degree, points, decay):
    noise = 0.3
    found = measure(0, range(SETS), degree, points, decay, noise)
    w = [fit(features(x, degree), y, decay) for x, y in _sets(points, noise)]
    off = np.array(w) @ features(NEW_X, degree).T - truth(NEW_X)
    new = noise * np.array([data_set(0, which).new_noise for which in range(SETS)])
    parts = found.bias2 + found.variance + np.mean(new**2) - 2 * np.mean(off * new)
    assert found.dev == pytest.approx(parts, rel=1e-9)
    # The last part and the noise that happened differ from 0 and noise² by chance alone.
    chance = 4 * (2 * noise * np.sqrt(np.mean(off**2)) + noise**2 * 2**0.5) / np.sqrt(off.size)
    assert found.dev == pytest.approx(found.bias2 + found.variance + noise**2, abs=chance)


def _sets(points, noise):
    return [points_of(0, which, points, noise) for which in range(SETS)]


def test_the_degree_trades_bias_for_variance():
    found = at(mode="many")
    assert found.bias2_along[0] > 10 * found.bias2_along[5]
    assert found.variance_along[0] < found.variance_along[6] < found.variance_along[12]
    assert min(found.dev_along) == found.dev_along[5]
    assert found.train_along[:14] == sorted(found.train_along[:14], reverse=True)


def test_decay_trades_variance_for_bias():
    found = at(mode="many", degree=12, along="decay")
    assert found.variance_along == sorted(found.variance_along, reverse=True)
    assert found.bias2_along[-1] > 10 * found.bias2_along[0]
    best = int(np.argmin(found.dev_along))
    assert STOPS["decay"][best] == pytest.approx(10**0.5)
    assert found.dev_along[best] < found.dev_along[0] / 2


@pytest.mark.parametrize("degree", [0, 3, 9, 12, 15])
def test_ten_times_as_many_points_raise_the_training_error_and_lower_the_other(degree):
    few, many = (measure(0, range(SETS), degree, points, 0.0, 0.3) for points in (15, 150))
    assert many.train > few.train
    assert many.dev < few.dev


@pytest.mark.parametrize("degree", [14, 15])
def test_as_many_weights_as_points_leave_no_training_error(degree):
    found = at(degree=degree)
    assert found.train == 0
    np.testing.assert_allclose(features(found.x, degree) @ found.weights, found.y, atol=1e-6)
    assert at(degree=13).train > 0


def test_moved_points_count_only_where_they_are_shown():
    moved = [[3, 2.0], [14, -1.0], [150, 1.0]]
    found = at(moved=moved)
    assert (found.y[3], found.y[14]) == (2.0, -1.0)
    assert found.follows == pytest.approx(follows(features(found.x, 3), 0)[14])
    assert found.y[:3] == at().y[:3]
    assert at(moved=[[150, 1.0]]) == at()
    assert at(moved=moved, mode="many") == at(mode="many")
    assert at(moved=[[20, 2.0]], along="points").dev_along[:5] == at(along="points").dev_along[:5]
    assert at(moved=[[20, 2.0]], along="points").dev_along[5] != at(along="points").dev_along[5]


@pytest.mark.parametrize(
    ("train", "dev", "verdict"),
    [
        (0.134, 0.22, "right"),
        (0.136, 0.22, "bias"),
        (0.01, 0.099, "right"),
        (0.01, 0.101, "variance"),
        (0.2, 0.399, "bias"),
        (0.2, 0.401, "both"),
        (0.12, 0.239, "right"),
        (0.12, 0.241, "variance"),
    ],
)
def test_one_data_set_is_judged_by_its_two_errors(train, dev, verdict):
    assert judge(at()._replace(train=train, dev=dev), noise=0.3) == verdict


@pytest.mark.parametrize(
    ("bias2", "variance", "verdict"),
    [
        (0.044, 0.044, "right"),
        (0.046, 0.0, "bias"),
        (0.0, 0.046, "variance"),
        (0.046, 0.046, "both"),
        (0.046, 1.2, "variance"),  # 2/50 of the variance is more
    ],
)
def test_many_data_sets_are_judged_by_bias_and_variance(bias2, variance, verdict):
    assert judge(at()._replace(bias2=bias2, variance=variance), noise=0.3) == verdict


def test_without_noise_the_yardstick_is_a_hundredth():
    assert judge(at()._replace(train=0.0149, dev=0.0248), noise=0.0) == "right"
    assert judge(at()._replace(train=0.0151, dev=0.0151), noise=0.0) == "bias"
    assert judge(at()._replace(train=0.0, dev=0.0101), noise=0.05) == "variance"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[3]], "shape"),
        ([[0.5, 1.0]], "0.5 as a point"),
        ([[200, 1.0]], "200 as a point"),
        ([[1, 1.0], [1, 2.0]], "a point twice"),
        ([[1, 2.6]], "2.6 as a height"),
        ([[1, float("nan")]], "nan as a height"),
        ("up", "'up'"),
    ],
)
def test_moves_that_cannot_be_are_refused(rows, words):
    widget = FitAndOverfit()
    with pytest.raises(
        ExplorableError, match=rf"FitAndOverfit.moved: got .*{words}.*pass rows such"
    ):
        widget.moved = rows
    assert widget.moved == []
    widget.moved = ((0, 1), (7, -2.5))
    assert widget.moved == [[0, 1.0], [7, -2.5]]


def test_the_floor_changes_nothing_that_is_shown():
    A, y = made(12, 15)
    exact = np.linalg.lstsq(A, y, rcond=None)[0]
    np.testing.assert_allclose(fit(A, y, 0), exact, atol=1e-6)
    assert FLOOR < 1e-8


def test_the_fallback_follows_what_runs_along_the_axis():
    widget = FitAndOverfit(along="decay", degree=12)
    assert "along the λ: degree 12, points 15; one data set" in widget._fallback
    widget.mode = "many"
    assert "variance" in widget._fallback
