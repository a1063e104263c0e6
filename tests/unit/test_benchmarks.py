"""The benchmarks run, compare equal work, and say on which machine."""

import importlib.util
from time import sleep

from benchmarks import logistic, mlp
from benchmarks.machine import describe
from benchmarks.timing import paired


def test_paired_alternates_after_a_warm_up():
    calls = []

    def work(name, seconds):
        calls.append(name)
        sleep(seconds)

    pair = paired(lambda: work("a", 0.06), lambda: work("b", 0.03), pairs=3)
    assert calls == ["a", "a", "b", "b", *["a", "b"] * 3]
    assert pair.first >= 0.06
    assert pair.second >= 0.03
    assert 1 < pair.ratio < 4


def test_short_work_is_repeated_to_a_sample_of_some_length():
    calls = []
    paired(lambda: sleep(0.03), lambda: calls.append(sleep(0.001)), pairs=1)
    assert len(calls) > 3


def test_the_machine_is_described():
    assert "NumPy" in describe()
    assert "kernels" in describe()


def test_logistic_regression_compares_equal_work():
    assert "times faster" in logistic.run()


def test_mlp_prints_a_ratio_or_says_why_not(monkeypatch):
    monkeypatch.setattr(mlp, "STEPS", 1)
    expected = "ratio" if importlib.util.find_spec("torch") else "skipped, PyTorch is not installed"
    assert expected in mlp.run()
