"""The script that trains on MNIST: it runs on a few pictures, and its kept result is good."""

import json

import numpy as np

from scripts import train_mlp_mnist as script


def test_the_kept_runs_reach_the_goal_in_time():
    result = json.loads(script.RESULT.read_text(encoding="utf-8"))
    assert len(result["runs"]) >= 3
    for run in result["runs"]:
        assert run["test_error"][-1] < 0.02
        assert run["processor_seconds"] < 8
        assert len(run["cost"]) == len(run["test_error"]) == result["epochs"]


def test_it_runs_and_a_seed_gives_the_same_curve_again(monkeypatch, tmp_path, capsys):
    def pictures(split):
        rng = np.random.default_rng(0)
        digits = rng.integers(0, 10, 256)
        return np.eye(784, dtype=np.float32)[digits * 50], digits

    monkeypatch.setattr(script, "pictures", pictures)
    curves = []
    for name in ("one.json", "two.json"):
        path = tmp_path / "new" / name
        monkeypatch.setattr(
            "sys.argv", ["script", "--seeds", "4", "--epochs", "3", "--output", str(path)]
        )
        script.main()
        (run,) = json.loads(path.read_text(encoding="utf-8"))["runs"]
        curves.append((run["seed"], run["cost"], run["test_error"]))
    assert curves[0] == curves[1]
    assert curves[0][1][-1] < curves[0][1][0]
    assert "of the test pictures wrong after" in capsys.readouterr().out
