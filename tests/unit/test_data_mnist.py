"""MNIST: mirrors, checksums, cache and the reader's own folder, with a server on loopback."""

import hashlib
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from lib.data import load_mnist, mnist, write_idx
from tests.unit.mirrors import nobody, serving

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("LIB_DATA_HOME") or ROOT.parent / "shared" / "data")


@pytest.fixture
def files(tmp_path):
    """Four small files in the places of the originals, and their checksums."""
    folder = tmp_path / "server"
    folder.mkdir()
    rng = np.random.default_rng(0)
    for part, m in (("train", 12), ("t10k", 5)):
        write_idx(
            folder / f"{part}-images-idx3-ubyte.gz", rng.integers(0, 256, (m, 28, 28), "uint8")
        )
        write_idx(folder / f"{part}-labels-idx1-ubyte.gz", rng.integers(0, 10, m, "uint8"))
    return folder


@pytest.fixture
def server(files):
    with serving(files) as server:
        yield server


@pytest.fixture
def home(tmp_path, monkeypatch, files):
    """A folder of the reader's own, empty, with the small files as the originals."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("LIB_DATA_HOME", str(home))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(mnist, "SHA256", checksums(files))
    monkeypatch.setattr(mnist, "MIRRORS", (nobody(),))
    return home


def checksums(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def names(folder):
    return sorted(p.name for p in folder.rglob("*") if p.is_file())


def use(server, monkeypatch, *ways):
    monkeypatch.setattr(mnist, "MIRRORS", tuple(f"{server.at}{way}/" for way in ways))


def put(files, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for path in files.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())


def test_it_downloads_once_and_keeps(server, home, monkeypatch):
    use(server, monkeypatch, "good")
    first = load_mnist()
    assert first.images.shape == (12, 28, 28)
    assert first.images.dtype == np.uint8
    assert first.target.dtype == np.int64
    assert first.DESCR.startswith("MNIST, training part: 12 handwritten digits")
    assert np.shares_memory(first.images, first.data)
    assert names(home) == ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]
    assert len(server.asked) == 2
    again = load_mnist(download=False)
    assert np.array_equal(again.images, first.images)
    assert len(load_mnist("test").target) == 5
    assert len(server.asked) == 4
    assert (home / "mnist").is_dir()


def test_two_loads_share_nothing(files, home):
    put(files, home)
    first, second = load_mnist("test"), load_mnist("test")
    first.images[:] = 7
    first.target[:] = 7
    assert not (second.images == 7).all()
    assert not (second.target == 7).all()


@pytest.mark.parametrize("way", ["missing", "page", "corrupt", "short", "cut"])
def test_a_bad_mirror_is_passed_over(server, home, monkeypatch, way):
    use(server, monkeypatch, way, "good")
    assert len(load_mnist("test").target) == 5
    assert names(home) == ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]


def test_a_mirror_that_does_not_answer_is_passed_over(server, home, monkeypatch):
    monkeypatch.setattr(mnist, "MIRRORS", (nobody(), f"{server.at}good/"))
    assert len(load_mnist("test").target) == 5


def test_a_mirror_that_stops_in_the_middle_is_passed_over(server, home, monkeypatch):
    use(server, monkeypatch, "stall", "good")
    monkeypatch.setattr(mnist, "TIMEOUT", 0.3)
    assert len(load_mnist("test").target) == 5
    assert names(home) == ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ("missing", "404"),
        ("page", "does not match the known hash"),
        ("corrupt", "does not match the known hash"),
        ("short", "does not match the known hash"),
        ("cut", "(?i)incomplete|broken"),
    ],
)
def test_no_good_mirror_leaves_the_cache_clean(server, home, monkeypatch, way, reason):
    use(server, monkeypatch, way)
    with pytest.raises(ConnectionError, match=reason) as error:
        load_mnist("test")
    assert names(home) == []
    use(server, monkeypatch, "good")
    assert len(load_mnist("test").target) == 5
    assert f"{server.at}{way}/" in str(error.value)


def test_offline_it_says_what_to_do(files, home):
    with pytest.raises(ConnectionError) as error:
        load_mnist("test")
    message = str(error.value)
    for word in (*names(files), "LIB_DATA_HOME", "load_digits()", mnist.MIRRORS[0]):
        assert word in message


def test_without_download_it_says_what_to_do(files, home):
    with pytest.raises(FileNotFoundError, match="download=False") as error:
        load_mnist("test", download=False)
    for word in (*names(files), "LIB_DATA_HOME", "load_digits()", str(home)):
        assert word in str(error.value)
    assert names(home) == []


@pytest.mark.parametrize("below", ["", "mnist"])
def test_a_folder_that_holds_the_files_is_used_and_not_written_to(files, home, below):
    put(files, home / below)
    before = {p: p.stat().st_mtime_ns for p in [home, *home.rglob("*")]}
    for path in before:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        assert len(load_mnist().target) == 12
        assert len(load_mnist("test").target) == 5
        # A file made and taken away again would change the folder's time.
        assert {p: p.stat().st_mtime_ns for p in [home, *home.rglob("*")]} == before
    finally:
        for path in before:
            path.chmod(0o700)


@pytest.mark.parametrize("below", ["", "mnist"])
@pytest.mark.parametrize("download", [True, False])
def test_a_damaged_file_of_the_reader_is_reported_and_left(
    server, files, home, monkeypatch, below, download
):
    use(server, monkeypatch, "good")
    put(files, home / below)
    damaged = home / below / "t10k-labels-idx1-ubyte.gz"
    damaged.write_bytes(b"something else")
    with pytest.raises(ValueError, match=r"t10k-labels-idx1-ubyte.gz has the sha256 checksum"):
        load_mnist("test", download=download)
    assert damaged.read_bytes() == b"something else"
    assert server.asked == []


def test_a_damaged_file_of_the_cache_is_downloaded_anew(server, files, home, tmp_path, monkeypatch):
    import pooch

    monkeypatch.delenv("LIB_DATA_HOME")
    monkeypatch.setattr(pooch, "os_cache", lambda project: tmp_path / "cache" / project)
    use(server, monkeypatch, "good")
    load_mnist("test")
    (labels,) = (tmp_path / "cache").rglob("*labels*")
    good = labels.read_bytes()
    labels.write_bytes(good[:-4])
    with pytest.raises(ValueError, match="checksum"):
        load_mnist("test", download=False)
    assert len(load_mnist("test").target) == 5
    assert labels.read_bytes() == good
    assert names(home) == []


def test_no_place_to_keep_the_files(server, home, monkeypatch):
    use(server, monkeypatch, "good")
    (home / "file").write_text("")
    monkeypatch.setenv("LIB_DATA_HOME", str(home / "file" / "below"))
    with pytest.raises(PermissionError, match=r"is no folder that you can write to(?s:.)*LIB_DATA"):
        load_mnist("test")
    assert server.asked == []


def test_images_and_labels_that_do_not_belong_together(files, home, monkeypatch):
    write_idx(files / "t10k-labels-idx1-ubyte.gz", np.zeros(4, dtype=np.uint8))
    monkeypatch.setattr(mnist, "SHA256", checksums(files))
    put(files, home)
    with pytest.raises(ValueError, match=r"holds 5 images and t10k-labels.* holds 4 labels"):
        load_mnist("test")


@pytest.mark.parametrize("split", ["dev", "Train", None, 0])
def test_splits_that_there_are_not(home, split):
    with pytest.raises(ValueError, match="expected 'train' or 'test'"):
        load_mnist(split)


SCRIPT = """
import sys
from lib.data import load_mnist, mnist

mnist.MIRRORS, mnist.SHA256 = (sys.argv[1],), dict(pair.split("=") for pair in sys.argv[2:])
print(load_mnist("test").target.tolist())
"""


def loading(server, files, way):
    """Start another process that loads the test part from one way of the server."""
    pairs = [f"{name}={value}" for name, value in checksums(files).items()]
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SCRIPT), f"{server.at}{way}/", *pairs],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_at_once(server, files, home):
    # Each answer waits until both have asked, so that both download the same file.
    processes = [loading(server, files, "together") for _ in range(2)]
    answers = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], answers
    assert answers[0][0] == answers[1][0]
    assert len(server.asked) == 4
    assert names(home) == ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]


def test_killed_in_the_middle_of_a_download(server, files, home, monkeypatch):
    process = loading(server, files, "stall")
    assert server.stalled.wait(timeout=60)
    process.kill()
    process.communicate()
    server.released.set()
    assert not [name for name in names(home) if name.endswith(".gz")]
    use(server, monkeypatch, "good")
    assert len(load_mnist("test").target) == 5


@pytest.mark.skipif(not (REAL / "mnist").is_dir(), reason=f"no folder mnist in {REAL}")
def test_the_originals(monkeypatch):
    monkeypatch.setenv("LIB_DATA_HOME", str(REAL))
    train, test = load_mnist(download=False), load_mnist("test", download=False)
    assert train.images.shape == (60000, 28, 28)
    assert test.images.shape == (10000, 28, 28)
    counts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(train.target).tolist() == counts
    counts = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.bincount(test.target).tolist() == counts
    assert (train.images.min(), train.images.max()) == (0, 255)
    # The mean and spread of the training part that every tutorial divides by.
    assert round(train.images.mean() / 255, 4) == 0.1307
    assert round(train.images.std() / 255, 4) == 0.3081
