"""The pages' JavaScript: it reproduces lib's numbers, and the committed bundle is built from it."""

import importlib.util
import json
import subprocess
from pathlib import Path

import pytest

from lib.widgets import Explorable

ROOT = Path(__file__).parents[2]
EXPLORABLES = ROOT / "explorables"
GOLDEN = EXPLORABLES / "test" / "golden"
STATIC = ROOT / "lib" / "widgets" / "static"


def _load_writer():
    path = ROOT / "scripts" / "write_golden.py"
    spec = importlib.util.spec_from_file_location("write_golden", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WRITER = _load_writer()


def _run(*command):
    return subprocess.run(command, cwd=EXPLORABLES, capture_output=True, text=True, check=False)


def _assert_close(found, expected, path):
    if isinstance(expected, float):
        # What cancels to nothing on one processor may leave 1e-17 on another.
        nothing = 1e-15 if 0.0 in (found, expected) else 1e-300
        assert found == pytest.approx(expected, rel=1e-9, abs=nothing), path
    elif isinstance(expected, dict):
        assert list(found) == list(expected), path
        for key in expected:
            _assert_close(found[key], expected[key], f"{path}.{key}")
    elif isinstance(expected, list | tuple):
        assert len(found) == len(expected), path
        for i, item in enumerate(expected):
            _assert_close(found[i], item, f"{path}[{i}]")
    else:
        assert found == expected, path


@pytest.fixture(scope="module")
def golden():
    """Return the content that every golden file should have."""
    return WRITER.golden()


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("*.json")))
def test_golden_file_is_up_to_date(golden, name):
    stored = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    _assert_close(stored, golden[name], f"{name} (run: python scripts/write_golden.py)")


def test_every_explorable_has_a_golden_file(golden):
    assert set(golden) == {path.name for path in GOLDEN.glob("*.json")}
    assert len(golden) - 1 == len(Explorable.__subclasses__())  # states.json holds all of them


@pytest.mark.node
def test_javascript_reproduces_the_golden_numbers(require_tool):
    result = _run(require_tool("node"), "--test")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.node
def test_bundle_is_up_to_date(require_tool, tmp_path):
    require_tool("esbuild")
    result = _run(require_tool("node"), "build.js", str(tmp_path))
    assert result.returncode == 0, result.stderr
    for name in ("explorables.js", "explorables.css"):
        fresh = (tmp_path / name).read_bytes()
        assert fresh == (STATIC / name).read_bytes(), f"{name}: run npm run build in explorables/"


def test_bundle_is_one_file_that_loads_nothing():
    text = (STATIC / "explorables.js").read_text(encoding="utf-8")
    for forbidden in ("import.meta", "import(", "http://localhost", "eval("):
        assert forbidden not in text
    assert "as default}" in text.rstrip()[-40:]
    parts = [line.removeprefix("//#part ") for line in text.splitlines() if "//#part " in line]
    assert sorted(parts) == sorted(kind.__name__ for kind in Explorable.__subclasses__())
