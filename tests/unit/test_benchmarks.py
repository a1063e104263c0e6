"""The benchmarks run, compare equal work, and say on which machine. No test looks at a time."""

import importlib.util
import inspect
import json
import sys
import time
from itertools import cycle

import pytest

from benchmarks import __main__ as command
from benchmarks import logistic, mlp, sizes, table, timing
from benchmarks.machine import describe, facts
from benchmarks.timing import Row, paired

ROWS = [
    Row("fast work", 0.0005, 0.001, 0.5, bar=0.75, gflop=0.02),
    Row("slow work", 2.0, 1.0, 2.0, bar=0.75),
    Row("lonely work", 3e-6, bar=0.75),
    Row("old work", 0.01, 0.05, 0.2, against="loops"),
]


class ByHand:
    """A clock that moves only while work is done, by as much as the work is said to take."""

    def __init__(self):
        self.now = 0.0
        self.done = []

    def __call__(self):
        return self.now

    def work(self, name, *seconds):
        """Return work that takes so many seconds, or each of several in turn."""
        each = cycle(seconds)

        def done():
            self.done.append(name)
            self.now += next(each)

        return done


@pytest.fixture
def clock():
    """Return a clock moved by hand."""
    return ByHand()


def test_paired_alternates_after_a_warm_up(clock):
    pair = paired(clock.work("a", 0.75), clock.work("b", 0.25), pairs=3, clock=clock)
    assert clock.done == ["a", "a", "b", "b", *["a", "b"] * 3]
    assert pair == (0.75, 0.25, 3)


def test_the_ratio_is_the_median_of_the_pairs(clock):
    """Two calls of each come first: one to warm up, one that says how long it takes."""
    first = clock.work("a", 1, 1, 2, 8, 3)
    second = clock.work("b", 1, 1, 1, 2, 3)
    assert paired(first, second, pairs=3, clock=clock) == (3, 2, 2)


def test_short_work_is_repeated_to_a_sample_of_some_length(clock):
    pair = paired(clock.work("a", 0.03), clock.work("b", 0.001), pairs=2, clock=clock)
    assert clock.done == ["a", "a", "b", "b", *["a", *["b"] * 20] * 2]
    assert pair == pytest.approx((0.03, 0.001, 30))


def test_work_without_a_pair_is_timed_alone(clock):
    assert timing.seconds(clock.work("a", 9, 9, 1, 3, 2), samples=3, clock=clock) == 2
    assert clock.done == ["a"] * 5


def test_nobody_waits_while_others_have_the_processor():
    """The clock is that of our own work, if nobody asks for another."""
    for measured in (paired, timing.seconds):
        assert inspect.signature(measured).parameters["clock"].default is time.process_time


def test_the_bound_is_a_speed():
    assert timing.gemm_speed(64) > 0


def test_the_machine_is_described():
    assert "NumPy" in describe()
    assert "kernels" in describe()
    assert "thread" in describe()
    assert json.loads(json.dumps(facts()))["blas"][0]["threads"] >= 1


def test_a_package_that_is_missing_is_not_an_error(monkeypatch):
    from benchmarks import machine

    monkeypatch.setattr(machine, "version", lambda name: _raise(machine.PackageNotFoundError))
    assert "PyTorch not installed" in describe()


def _raise(error):
    raise error


def test_the_table_has_times_ratios_bars_and_the_share_of_the_bound():
    assert table.as_text(ROWS, gemm=80).splitlines() == [
        "work         NumPy   against       ratio  bar     met  of GEMM",
        "fast work    500 µs  PyTorch 1 ms  0.5    ≤ 0.75  yes  50%",
        "slow work    2 s     PyTorch 1 s   2      ≤ 0.75  NO   –",
        "lonely work  3 µs    PyTorch       –      ≤ 0.75  –    –",
        "old work     10 ms   loops 50 ms   0.2    –       –    –",
    ]


def test_the_verdict_names_what_is_missed_and_what_was_not_tried():
    assert table.verdict(ROWS) == (
        "1 of 3 bars are met.\n"
        "Missed: slow work (2, bar 0.75).\n"
        "Nothing to compare with (make torch): lonely work."
    )
    assert table.verdict(ROWS[:1]) == "1 of 1 bars are met."


def test_the_table_is_kept_for_the_book(tmp_path):
    table.write(tmp_path / "new", facts(), ROWS, 80.0)
    kept = json.loads((tmp_path / "new" / "bench.json").read_text(encoding="utf-8"))
    assert kept["gemm_gflops"] == 80
    assert [row["met"] for row in kept["rows"]] == [True, False, None, None]
    lines = (tmp_path / "new" / "bench.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 + len(ROWS)
    assert lines[2] == "| fast work | 500 µs | PyTorch 1 ms | 0.5 | ≤ 0.75 | yes | 50% |"


def test_the_command_runs_what_is_named_and_knows_nothing_else(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(command, "FOLDER", tmp_path)
    monkeypatch.setattr(command, "BENCHMARKS", ("logistic", "mlp"))
    monkeypatch.setattr(logistic, "run", lambda: ROWS)
    monkeypatch.setattr(mlp, "run", lambda: ROWS[:1])
    monkeypatch.setattr(command, "gemm_speed", lambda: 80.0)
    command.main(["mlp"])
    assert "1 of 1 bars are met" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())
    command.main([])
    assert "2 of 4 bars are met" in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == {"bench.json", "bench.md"}
    with pytest.raises(SystemExit, match="no benchmark nothing; there are logistic, mlp"):
        command.main(["nothing"])


def test_the_table_of_the_book_is_written_on_purpose_only(monkeypatch, tmp_path):
    monkeypatch.setattr(command, "FOLDER", tmp_path / "build")
    monkeypatch.setattr(command, "RESULTS", tmp_path / "book")
    monkeypatch.setattr(command, "BENCHMARKS", ("mlp",))
    monkeypatch.setattr(mlp, "run", lambda: ROWS[:1])
    monkeypatch.setattr(command, "gemm_speed", lambda: 80.0)
    command.main([])
    assert not (tmp_path / "book").exists()
    command.main(["--keep"])
    kept = json.loads((tmp_path / "book" / "bench.json").read_text(encoding="utf-8"))
    assert kept["command"] == "python -m benchmarks --keep"
    with pytest.raises(SystemExit, match="whole table"):
        command.main(["--keep", "mlp"])


def test_small_and_large_layers_compare_equal_work(monkeypatch):
    monkeypatch.setattr(sizes, "WIDTHS", (4,))
    monkeypatch.setattr(sizes, "CHANNELS", (2,))
    monkeypatch.setattr(sizes, "SIDE", 4)
    rows = sizes.run()
    assert [row.work for row in rows] == [
        "dense 4-4-10, batch 64",
        "convolution 3 x 3, 2 channels, 4 x 4, batch 16",
    ]
    assert all((row.ratio is not None) == bool(importlib.util.find_spec("torch")) for row in rows)
    assert all(row.bar is None for row in rows)


def test_logistic_regression_compares_equal_work():
    (row,) = logistic.run()
    assert row.against == "loops"
    assert row.ratio < 1


def test_mlp_compares_equal_work_where_pytorch_is_installed(monkeypatch):
    monkeypatch.setattr(mlp, "BATCHES", (2,))
    (row,) = mlp.run()
    assert (row.ratio is not None) == bool(importlib.util.find_spec("torch"))
    assert row.bar == 0.75


def test_mlp_is_timed_alone_without_pytorch(monkeypatch):
    monkeypatch.setattr(mlp, "BATCHES", (2,))
    monkeypatch.setitem(sys.modules, "torch", None)
    (row,) = mlp.run()
    assert row.ours > 0
    assert (row.theirs, row.ratio, row.met) == (None, None, None)
