"""How nbval compares the book's notebooks: exactly the text that the normalizer keeps.

nbval runs each chapter in a fresh kernel, cell by cell, and compares the outputs with the stored
ones. Images, HTML and widget views are not stored, so they are not compared. Warnings are not
stored either: a cell that warns fails, because the warning would stand in the reader's page.
Numbers that depend on the machine are compared within a distance that the cell states (within.py).
"""

import os
from pathlib import Path

import pytest
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell, IPyNbFile
from notebook_form import KEPT_MIMES, WARNING

from tests.notebooks.within import snap, tolerance

COMPARED = KEPT_MIMES | {"data", "stdout", "ename", "evalue"}


class AllBut:
    """A container of everything except the given keys."""

    def __init__(self, keys):
        self.keys = frozenset(keys)

    def __contains__(self, key):
        return key not in self.keys


def execute_cell_input(kernel, source, allow_stdin=None):
    """Run a cell as JupyterLab does; without history IPython overlooks a semicolon at the end."""
    return kernel.kc.execute(
        source, store_history=True, allow_stdin=allow_stdin, stop_on_error=False
    )


def compare_outputs(cell, test, ref, skip_compare=None, *, exactly=IPyNbCell.compare_outputs):
    """Compare as nbval does, after numbers that are near enough have become the stored ones."""
    distance = tolerance(cell.cell.metadata.get("tags", []))
    if distance is not None:
        printed = [out.text for out in ref if out.output_type == "stream"]
        streams = [out for out in test if out.output_type == "stream"]
        if len(printed) == len(streams):
            for out, stored in zip(streams, printed, strict=True):
                out["text"] = snap(out.text, stored, distance)
    return exactly(cell, test, ref, skip_compare)


def pytest_configure(config):
    """Set how nbval runs cells, and its patterns from whatever folder pytest was started.

    Kernels of several workers have one thread each: with more they wait for each other.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    RunningKernel.execute_cell_input = execute_cell_input
    IPyNbCell.compare_outputs = compare_outputs
    if config.option.nbval_sanitize_with is None:
        config.option.nbval_sanitize_with = str(Path(__file__).with_name("sanitize.cfg"))


def pytest_collectstart(collector):
    """Compare the kept text and nothing else."""
    if isinstance(collector, IPyNbFile):
        collector.skip_compare = AllBut(COMPARED)


def pytest_itemcollected(item):
    """Let ``-m nb`` and ``-m "not nb"`` choose the notebooks."""
    if isinstance(item, IPyNbCell):
        item.add_marker("nb")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail a cell that warns."""
    result = yield
    if isinstance(item, IPyNbCell):
        for output in item.test_outputs or []:
            if output.get("name") == "stderr" and (found := WARNING.search(output.text)):
                item.raise_cell_error(f"The cell warns: {found.group()}")
    return result
