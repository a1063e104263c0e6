"""OptimizerRace: its runs against lib.optim and PyTorch, its map against theory."""

import numpy as np
import pytest

from lib.nn import Parameter
from lib.optim import SGD, Adam, RMSprop
from lib.widgets import ExplorableError, OptimizerRace, landscapes
from lib.widgets.optimizer_race import USUAL, numbers
from lib.widgets.race_run import (
    BETAS,
    NEAR,
    RATES,
    RUNNERS,
    STAY,
    best_in_theory,
    descend,
    judge,
    noises,
    rates_map,
)

START = (-3.5, 1.2)
SURFACES = [("ravine", 20.0), ("bumpy", 1.0), ("saddle", 1.0), ("curved", 1.0)]
MAKE = {
    "sgd": lambda p, lr: SGD([p], lr=lr),
    "momentum": lambda p, lr: SGD([p], lr=lr, momentum=0.8),
    "rmsprop": lambda p, lr: RMSprop([p], lr=lr),
    "adam": lambda p, lr: Adam([p], lr=lr),
}


def run(runner, rate=0.03, surface="ravine", start=START, **settings):
    """Return the points of one run."""
    return descend(runner, np.array([rate]), surface, start, **settings)[:, 0]


@pytest.mark.parametrize(("surface", "steepness"), SURFACES)
@pytest.mark.parametrize("point", [(-3.5, 1.2), (0.3, -0.4), (2.0, 1.9), (0.0, 0.0)])
def test_gradient_is_the_measured_slope(surface, steepness, point):
    h = 1e-5
    steps = [((h, 0), (-h, 0)), ((0, h), (0, -h))]
    ends = [[np.add(point, move) for move in pair] for pair in steps]
    heights = [[landscapes.height(surface, *end, steepness) for end in pair] for pair in ends]
    slopes = [(above - below) / (2 * h) for above, below in heights]
    assert landscapes.gradient(surface, *point, steepness) == pytest.approx(slopes, abs=1e-8)


@pytest.mark.parametrize("surface", landscapes.LANDSCAPES)
def test_minima_are_flat_and_none_is_missed(surface):
    found = landscapes.MINIMA[surface]
    heights = [landscapes.height(surface, *point) for point in found]
    assert heights == sorted(heights)
    for point in found:
        assert np.hypot(*landscapes.gradient(surface, *point)) < 1e-9
    z = landscapes.height(
        surface, *np.meshgrid(np.linspace(-4.5, 4.5, 541), np.arange(-3, 3, 0.02))
    )
    moves = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]
    lowest = np.all([z < np.roll(z, move, (0, 1)) for move in moves], axis=0)[1:-1, 1:-1]
    assert lowest.sum() == len(found)


@pytest.mark.parametrize(("surface", "steepness"), SURFACES)
@pytest.mark.parametrize("runner", RUNNERS)
def test_a_hundred_steps_are_those_of_lib_optim(runner, surface, steepness):
    place = Parameter(list(START))
    optimizer = MAKE[runner](place, 0.03)
    settings = {"beta": 0.8, "steepness": steepness, "noise": 0.7, "seed": 3}
    points = run(runner, 0.03, surface, **settings)
    for step in range(100):
        np.testing.assert_allclose(points[step], place.data, rtol=1e-12)
        slope = landscapes.gradient(surface, *place.data, steepness)
        place.grad[:] = np.array(slope) + 0.7 * noises(3)[step]
        optimizer.step()


@pytest.mark.torch
@pytest.mark.parametrize("runner", RUNNERS)
def test_a_hundred_steps_are_those_of_pytorch(require_tool, runner):
    require_tool("torch")
    import torch

    place = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optim = torch.optim
    optimizer = {
        "sgd": lambda: optim.SGD([place], lr=0.03),
        "momentum": lambda: optim.SGD([place], lr=0.03, momentum=0.8),
        "rmsprop": lambda: optim.RMSprop([place], lr=0.03),
        "adam": lambda: optim.Adam([place], lr=0.03),
    }[runner]()
    points = run(runner, beta=0.8, steepness=20.0)
    for step in range(100):
        np.testing.assert_allclose(points[step], place.detach().numpy(), rtol=1e-9)
        optimizer.zero_grad()
        (0.5 * (place[0] ** 2 + 20 * place[1] ** 2)).backward()
        optimizer.step()


def test_first_steps_are_as_long_as_the_fold_says():
    first = {name: np.abs(run(name, 0.01, steps=1)[1] - START) for name in RUNNERS}
    np.testing.assert_allclose(first["rmsprop"], 0.1)
    np.testing.assert_allclose(first["adam"], 0.01)
    np.testing.assert_allclose(
        run("adam", 0.01, steps=1, corrected=False)[1] - START,
        [0.01 * np.sqrt(10), -0.01 * np.sqrt(10)],
        rtol=1e-6,
    )


def test_adam_without_correction_is_its_rule_with_plain_averages():
    points = run("adam", steps=50, corrected=False)
    place, m, v = np.array(START), np.zeros(2), np.zeros(2)
    for step in range(50):
        np.testing.assert_allclose(points[step], place, rtol=1e-12)
        slope = np.array([place[0], 20 * place[1]])
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        place = place - 0.03 * m / (np.sqrt(v) + 1e-8)


def test_runs_side_by_side_are_the_runs_alone():
    rates = np.array([0.01, 0.1, 2.0])
    for runner in RUNNERS:
        together = descend(runner, rates, "curved", START, noise=0.3)
        for k, rate in enumerate(rates):
            np.testing.assert_array_equal(together[:, k], run(runner, rate, "curved", noise=0.3))


def test_arrival_is_staying_and_divergence_overrules_it():
    def judged(distances):
        far = [3.0] * (321 - len(distances))
        points = np.array([[d, 0.0] for d in [*distances, *far]])
        return tuple(int(step) for step in judge(points, "ravine"))

    inside = NEAR - 0.01
    assert judged([3.0] * 5 + [inside] * STAY) == (-1, -1)
    assert judged([3.0] * 5 + [inside] * (STAY + 1)) == (5, -1)
    assert judged([NEAR] * 30) == (-1, -1)
    assert judged([3.0] * 300 + [inside] * 21) == (300, -1)
    assert judged([inside] * 30 + [100.5]) == (-1, 30)
    assert judged([inside] * 30 + [np.nan]) == (-1, 30)
    assert judged([3.0] * 301 + [101.0]) == (-1, -1)


@pytest.mark.parametrize("surface", landscapes.LANDSCAPES)
def test_the_map_is_that_of_single_runs(surface):
    steps = rates_map(surface, START, 20.0, 0.4, 2)
    assert steps.shape == (len(BETAS), len(RATES))
    for row, column in [(0, 30), (10, 36), (20, 43), (33, 74), (30, 10)]:
        settings = {"beta": BETAS[row], "steepness": 20.0, "noise": 0.4, "seed": 2}
        arrived, diverged = judge(run("momentum", RATES[column], surface, **settings), surface)
        assert steps[row, column] == (-2 if diverged >= 0 else arrived)


@pytest.mark.parametrize("kappa", [2.0, 5.0, 20.0, 50.0, 100.0])
def test_steps_are_fewest_near_the_optimum_of_theory(kappa):
    steps = rates_map("ravine", START, kappa, 0.0, 1)
    fewest = np.where(steps < 0, 999, steps).min()
    rate, beta = best_in_theory(kappa)
    rows, columns = np.nonzero(steps == fewest)
    assert np.abs(BETAS[rows] - beta).min() < 0.15
    assert np.abs(np.log10(RATES[columns] / rate)).min() < 0.15
    # Without memory even the best rate needs more steps, the more the steeper.
    assert np.where(steps[0] < 0, 999, steps[0]).min() >= 0.4 * np.sqrt(kappa) * fewest


@pytest.mark.parametrize("kappa", [2.0, 20.0, 100.0])
def test_no_other_pair_shrinks_all_distances_faster_than_theory_says(kappa):
    def slowest(rate, beta):
        """Return by what the slower of the two directions is multiplied in the long run."""
        steps = [
            np.array([[1 - rate * curvature, -rate * beta], [curvature, beta]])
            for curvature in (1.0, kappa)
        ]
        return max(np.abs(np.linalg.eigvals(step)).max() for step in steps)

    rate, beta = best_in_theory(kappa)
    assert slowest(rate, beta) == pytest.approx(np.sqrt(beta), abs=1e-6)
    others = [slowest(r, b) for r in rate * np.linspace(0.5, 1.5, 41) for b in BETAS]
    assert min(others) > np.sqrt(beta) - 1e-6


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_momentum_diverges_above_two_times_one_plus_beta_over_kappa(beta):
    limit = 2 * (1 + beta) / 20
    rates = limit * np.array([0.97, 1.05])
    points = descend("momentum", rates, "ravine", START, beta=beta)
    _, diverged = judge(points, "ravine")
    assert diverged[0] == -1
    assert diverged[1] > 0


def test_noise_is_one_for_all_and_another_with_another_seed():
    shaken = {n: run(n, 0.01, start=(0.0, 0.0), noise=1.0)[1] for n in ("sgd", "momentum")}
    np.testing.assert_array_equal(shaken["sgd"], shaken["momentum"])
    np.testing.assert_allclose(shaken["sgd"], -0.01 * noises(1)[0])
    assert not np.allclose(noises(1), noises(2))
    assert abs(noises(1).mean()) < 0.1
    assert noises(1).std() == pytest.approx(1, abs=0.1)


def test_who_leads_and_who_has_arrived():
    def found(**state):
        return numbers(**OptimizerRace(**state).state)

    assert found(step=2).leaders == ["sgd"]
    assert found(step=300).leaders == ["momentum"]
    assert found(step=5, beta=0).leaders == ["sgd", "momentum"]
    lost = found(step=30, rate=0.25, adam=0, rmsprop=0)
    assert lost.leaders == []
    assert lost.diverged["sgd"] == len(lost.points["sgd"]) - 1
    assert set(found(step=3, sgd=0, adam=0).points) == {"momentum", "rmsprop"}


def test_surfaces_show_what_they_are_for():
    end = {name: path[-1] for name, path in OptimizerRace("bumpy", step=300).paths.items()}
    assert end["momentum"] == pytest.approx(landscapes.MINIMA["bumpy"][0], abs=NEAR)
    for other in ("sgd", "rmsprop", "adam"):
        assert end[other] == pytest.approx(landscapes.MINIMA["bumpy"][2], abs=NEAR)
    saddle = OptimizerRace("saddle").arrived
    assert saddle["sgd"] > 3 * max(saddle[name] for name in ("momentum", "rmsprop", "adam"))
    held = OptimizerRace("saddle", start_x=0, step=300)
    for path in held.paths.values():
        assert path[-1] == pytest.approx((0, 0), abs=0.1)


def test_the_best_rate_is_the_best_of_all():
    best = OptimizerRace().best
    for name, (rate, steps) in best.items():
        tried = [judge(run(name, r), "ravine")[0] for r in RATES]
        assert steps == min(int(step) for step in tried if step >= 0)
        assert judge(run(name, rate), "ravine")[0] == steps


def test_own_rates_and_usual_values():
    widget = OptimizerRace(adam_rate=0.1)
    assert widget.arrived == OptimizerRace().arrived | {
        "adam": OptimizerRace(rate=0.1).arrived["adam"]
    }
    assert OptimizerRace("bumpy").rate == USUAL["bumpy"]["rate"]
    assert OptimizerRace("bumpy", rate=1).start_x == USUAL["bumpy"]["start_x"]
    for bad in ("hill", None, ["ravine"]):
        with pytest.raises(ExplorableError, match="expected one of 'ravine', 'bumpy', 'saddle'"):
            OptimizerRace(surface=bad)
