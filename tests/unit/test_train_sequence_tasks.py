"""The script of the three tasks: what it draws, learns, chooses, and the table that it has kept."""

import json
from collections import Counter

import numpy as np
import pytest

from scripts import train_sequence_tasks as tasks


@pytest.mark.parametrize(("task", "length"), [("adding", 6), ("copy", 4), ("reber", None)])
def test_targets_stand_at_the_steps_of_an_answer(task, length):
    X, y, place = tasks.draw(task, length, 5, np.random.default_rng(0))
    assert X.dtype == np.float32
    assert place.shape == X.shape[:2]
    assert len(y) == place.sum()
    answers = {"adding": {1}, "copy": {tasks.KEPT}, "reber": set(place.sum(axis=1))}
    assert set(place.sum(axis=1)) == answers[task]


@pytest.mark.parametrize("kind", [*tasks.KINDS, tasks.AS_PYTORCH])
def test_the_blame_of_an_answer_reaches_every_weight(kind):
    rng = np.random.default_rng(1)
    model = tasks.Network(kind, 3, 2, rng)
    for parameter in model.parameters():
        parameter.data = parameter.data.astype(float)
        parameter.grad = np.zeros_like(parameter.data)
    place = np.zeros((2, 4), bool)
    place[:, -2:] = True
    X = rng.normal(size=(2, 4, 3))
    model(X, place)
    model.backward(np.ones((4, 2)))
    weight = model.memory.weight_hh_l0
    before, nudge, sums = weight.data.copy(), 1e-5, []
    for sign in (1, -1):
        weight.data = before.copy()
        weight.data[1, 2] += sign * nudge
        sums.append(model(X, place).sum())
    slope = (sums[0] - sums[1]) / (2 * nudge)
    assert weight.grad[1, 2] == pytest.approx(slope, rel=1e-6, abs=1e-10)


def test_forget_gates_start_open_or_as_pytorch_starts_them():
    forget = slice(tasks.HIDDEN, 2 * tasks.HIDDEN)
    for kind, value in [("LSTM", 1), (tasks.WIDE_OPEN, 4), (tasks.AS_PYTORCH, None)]:
        memory = tasks.Network(kind, 3, 2, np.random.default_rng(0)).memory
        bias = (memory.bias_ih_l0.data + memory.bias_hh_l0.data)[forget]
        assert np.all(np.abs(bias) < 0.5) if value is None else np.all(bias == value)


def test_the_orthogonal_start_neither_stretches_nor_shrinks():
    weights = {
        kind: tasks.Network(kind, 3, 2, np.random.default_rng(0)).memory.weight_hh_l0.data
        for kind in ("RNN", tasks.ORTHOGONAL)
    }
    stretch = {kind: np.linalg.svd(w, compute_uv=False) for kind, w in weights.items()}
    assert np.allclose(stretch[tasks.ORTHOGONAL], 1, atol=1e-6)
    assert stretch["RNN"].min() < 0.5


def test_relu_starts_as_the_identity():
    memory = tasks.Network(tasks.IDENTITY, 3, 2, np.random.default_rng(0)).memory
    assert memory.nonlinearity == "relu"
    assert np.array_equal(memory.weight_hh_l0.data, np.eye(tasks.HIDDEN))
    assert not memory.bias_ih_l0.data.any()
    assert not memory.bias_hh_l0.data.any()


def test_a_short_row_is_learned_and_the_run_says_so():
    run = tasks.train("copy", 1, "GRU", 1e-2, seed=0, steps=1000)
    assert run["solved"]
    assert run["score"] >= 0.99
    assert run["steps"] < 1000


def test_the_better_rate_is_the_one_that_solves_sooner():
    run = {"task": "adding", "kind": "RNN"}
    runs = [
        {**run, "rate": 1, "solved": False, "steps": 3000, "score": 0.011},
        {**run, "rate": 2, "solved": True, "steps": 900, "score": 0.009},
        {**run, "rate": 3, "solved": True, "steps": 800, "score": 0.0099},
    ]
    assert tasks.best_rates(runs) == {("adding", "RNN"): 3}
    assert tasks.best_rates([runs[0], {**runs[0], "rate": 4, "score": 0.1}]) == {
        ("adding", "RNN"): 1
    }


def test_the_table_is_whole():
    kept = json.loads(tasks.OUTPUT.read_text(encoding="utf-8"))
    counts = Counter((run["task"], run["length"], run["kind"]) for run in kept["runs"])
    expected = {
        (task, length, kind): 5
        for task, lengths in tasks.LENGTHS.items()
        for length in lengths
        for kind in tasks.KINDS
    }
    more = {("copy", 20, tasks.AS_PYTORCH): 5, ("copy", 40, tasks.WIDE_OPEN): 5}
    assert counts == {**expected, **more}
    rates = tasks.best_rates(kept["tuning"])
    for run in kept["runs"]:
        kind = "LSTM" if run["kind"].startswith("LSTM") else run["kind"]
        assert run["rate"] == rates[run["task"], kind]
        assert run["solved"] == tasks.solved(run["task"], run["score"])
        assert run["seed"] != tasks.TUNING_SEED
