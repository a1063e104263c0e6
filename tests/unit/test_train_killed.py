"""A writer is killed, again and again, at every moment: the checkpoint is always a whole one.

The rounds run in a process of their own, which forks a writer for each: a fork has no libraries to
load, and pytest's own threads and open files are not in it.
"""

import os
import subprocess
import sys
from textwrap import dedent

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

COMMON = """
    import os, signal, sys, time
    from pathlib import Path
    import numpy as np
    from lib import nn, optim
    from lib.data import DataLoader
    from lib.train import files, fit, save_checkpoint
    from lib.train.files import read_arrays, write_arrays

    folder = Path(sys.argv[1])
    path = folder / "run.npz"

    def in_a_fork(work):
        pid = os.fork()
        if pid == 0:
            try:
                work()
                os._exit(0)
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", flush=True)
                os._exit(1)
        return pid

    def was_killed(pid):
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, status
        return os.WIFSIGNALED(status)

    def save(value):
        write_arrays(path, {"a": np.full(20_000, value)}, {"value": value})

    def whole():
        arrays, header = read_arrays(path)
        assert (arrays["a"] == header["value"]).all()
        return header["value"]

    def leftovers():
        return [name for name in os.listdir(folder) if name != path.name]
"""


def run(code, folder):
    """Run the code, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(COMMON) + dedent(code), str(folder)],
        capture_output=True,
        text=True,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split()


def test_killed_before_each_line_of_the_writing(tmp_path):
    """The file is the old one up to one line, and the new one from there on."""
    code = """
        def killed_at(line, value):
            def work():
                seen = 0
                def trace(frame, event, arg):
                    nonlocal seen
                    if frame.f_code.co_filename != files.__file__:
                        return None
                    if event == "line":
                        seen += 1
                        if seen == line:
                            os.kill(os.getpid(), signal.SIGKILL)
                    return trace
                sys.settrace(trace)
                save(value)
            return in_a_fork(work)

        save(0)
        found, line, rests = [], 0, 0
        while True:
            line += 1
            before = whole()
            if not was_killed(killed_at(line, line)):
                break
            assert whole() in (before, line)
            assert len(leftovers()) <= 1
            found.append(whole() == line)
            rests += len(leftovers())
        assert whole() == line and leftovers() == []
        print(len(found), found.count(False), found == sorted(found), rests)
    """
    lines, old, in_order, rests = run(code, tmp_path)
    assert int(lines) > 20
    assert 10 < int(old) < int(lines)
    assert in_order == "True"
    assert int(rests) > 0


def test_killed_within_the_content(tmp_path):
    """Half of the bytes are in the file beside; the next writer removes it."""
    code = """
        import builtins, io

        class Half(io.FileIO):
            def write(self, content):
                super().write(content[: int(len(content) * share)])
                os.kill(os.getpid(), signal.SIGKILL)

        save(0)
        files.open = lambda path, mode: Half(path, mode)
        for share in np.linspace(0, 1, 11):
            assert was_killed(in_a_fork(lambda: save(1)))
            assert whole() == 0
            assert len(leftovers()) == 1, leftovers()
        del files.open
        save(2)
        assert whole() == 2 and leftovers() == []
        print("done")
    """
    assert run(code, tmp_path) == ["done"]


def test_killed_at_random_moments(tmp_path):
    code = """
        def forever(start):
            for value in range(start, start + 10**6):
                save(value)

        rng = np.random.default_rng(0)
        save(0)
        values = []
        while len(values) < 60 or values[-1] < 60:
            pid = in_a_fork(lambda: forever(whole() + 1))
            time.sleep(rng.uniform(0.002, 0.04))
            os.kill(pid, signal.SIGKILL)
            assert was_killed(pid)
            values.append(whole())
            assert len(leftovers()) <= 1, leftovers()
        assert values == sorted(values)
        save(-1)
        assert leftovers() == []
        print(values[-1])
    """
    assert int(run(code, tmp_path)[0]) >= 60


def test_a_training_that_is_killed_again_and_again_ends_at_the_same_bits(tmp_path):
    """At least 35 kills on the way; each time it is started by the same line."""
    code = """
        rng = np.random.default_rng(0)
        X = rng.standard_normal((40, 3))
        y = (X.sum(axis=1, keepdims=True) > 0).astype(float)

        def train(checkpoint, epochs):
            model = nn.Sequential(nn.Linear(3, 5, rng=0), nn.Dropout(rng=1), nn.Linear(5, 1, rng=2))
            adam = optim.Adam(model.parameters())
            loader = DataLoader(X, y, batch_size=10, shuffle=True, rng=3)
            loss = nn.BCEWithLogitsLoss()
            how = dict(checkpoint=checkpoint, resume=True, progress=False)
            fit(model, loss, adam, loader, epochs=epochs, **how)

        def epochs_on_disk():
            if not path.exists():
                return 0
            return len(read_arrays(path)[1]["parts"]["history"]["state"]["columns"]["cost"])

        kills = at = 0
        while kills < 35 or at < 20:
            pid = in_a_fork(lambda: train(path, 10**6))
            time.sleep(rng.uniform(0.005, 0.05))
            os.kill(pid, signal.SIGKILL)
            assert was_killed(pid)
            kills, before, at = kills + 1, at, epochs_on_disk()
            assert at >= before
        train(path, at + 3)
        train(folder / "once.npz", at + 3)
        (once, head), (parts, other) = read_arrays(folder / "once.npz"), read_arrays(path)
        assert once.keys() == parts.keys()
        assert all(once[name].tobytes() == parts[name].tobytes() for name in once)
        for header in (head, other):
            del header["parts"]["history"]["state"]["columns"]["seconds"]
        assert head == other
        assert sorted(os.listdir(folder)) == ["once.npz", "run.npz"]
        print(at)
    """
    assert int(run(code, tmp_path)[0]) >= 20
