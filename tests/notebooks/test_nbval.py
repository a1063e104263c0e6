"""The notebooks are part of every plain ``pytest`` run, and a wrong output is noticed."""

import os
import re
import subprocess
import sys

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from notebook_form import dumps, normalize

DRAW = "display({'text/html': '<b>', 'image/svg+xml': '<svg/>'}, raw=True)"
CELLS = {
    "same text": ("print('loss 0.693')", ["loss 0.693\n"], "PASSED"),
    "other text": ("print('loss 0.693')", ["loss 0.694\n"], "FAILED"),
    "no text any more": ("x = 1", ["loss 0.693\n"], "FAILED"),
    "text that was not there": ("print('new')", [], "FAILED"),
    "progress": ("import sys\nprint('50%|##', file=sys.stderr)", [], "PASSED"),
    "near number": ("print('bits 0.231 of 5')", ["bits  0.229 of 5\n"], "PASSED", "within:0.01"),
    "far number": ("print('bits 0.25 of 5')", ["bits 0.23 of 5\n"], "FAILED", "within:0.01"),
    "other word": ("print('bits 0.23')", ["cost 0.23\n"], "FAILED", "within:0.01"),
    "one more number": ("print('bits 0.23 1')", ["bits 0.23\n"], "FAILED", "within:0.01"),
    "large number": ("print('1,020 steps')", ["1,000 steps\n"], "PASSED", "within:0.05"),
    "semicolon": ("2;", [], "PASSED"),
    "warning": ("import warnings\nwarnings.warn('overflow')", [], "FAILED"),
    "image and html": (DRAW, [], "PASSED"),
    "one thread": ("import os\nprint(os.environ['OPENBLAS_NUM_THREADS'])", ["1\n"], "PASSED"),
    "error": ("1 / 0", [], "FAILED"),
}


def test_a_plain_run_covers_the_chapters(pytestconfig):
    assert {"tests", "chapters"} <= set(pytestconfig.getini("testpaths"))
    assert pytestconfig.option.nbval
    assert pytestconfig.option.nbval_current_env
    assert pytestconfig.option.nbval_cell_timeout == 600


@pytest.mark.nb
def test_nbval_compares_text_and_nothing_else(tmp_path, pytestconfig):
    cells = [
        new_code_cell(
            source,
            execution_count=count,
            outputs=[new_output("stream", name="stdout", text=text) for text in texts],
            metadata={"tags": tags},
        )
        for count, (source, texts, _, *tags) in enumerate(CELLS.values(), start=1)
    ]
    path = tmp_path / "small.ipynb"
    path.write_text(dumps(normalize(new_notebook(cells=cells))), encoding="utf-8")
    root = pytestconfig.rootpath
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", str(path), "-c", str(root / "pyproject.toml")),
            *("-p", "tests.notebooks.nbval_book", "-p", "no:cacheprovider", "-p", "no:xdist"),
            *("-o", "addopts=", "--nbval", "--nbval-current-env", "-rA", "--tb=no"),
        ],
        cwd=root,
        env=environment | {"PYTHONPATH": os.pathsep.join([str(root), str(root / "scripts")])},
        capture_output=True,
        text=True,
        timeout=600,
    )
    found = re.findall(r"^(PASSED|FAILED) .*::Cell (\d+)", run.stdout, re.M)
    outcomes = {list(CELLS)[int(number)]: outcome for outcome, number in found}
    assert outcomes == {name: case[2] for name, case in CELLS.items()}, run.stdout
