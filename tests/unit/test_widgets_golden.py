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
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-300), path
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


@pytest.mark.parametrize(("name", "content"), WRITER.golden().items())
def test_golden_file_is_up_to_date(name, content):
    stored = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    _assert_close(stored, content, f"{name} (run: python scripts/write_golden.py)")


def test_every_explorable_has_a_golden_file():
    cases = [name for name in WRITER.golden() if name != "states.json"]
    assert len(cases) == len(Explorable.__subclasses__())


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
