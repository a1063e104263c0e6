"""How nbval compares the book's notebooks: exactly the text that the normalizer keeps.

nbval runs each chapter in a fresh kernel, cell by cell, and compares the outputs with the stored
ones. Images, HTML and widget views are not stored, so they are not compared. Warnings are not
stored either: a cell that warns fails, because the warning would stand in the reader's page.
"""

from pathlib import Path

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile
from notebook_form import KEPT_MIMES, WARNING

COMPARED = KEPT_MIMES | {"data", "stdout", "ename", "evalue"}


class AllBut:
    """A container of everything except the given keys."""

    def __init__(self, keys):
        self.keys = frozenset(keys)

    def __contains__(self, key):
        return key not in self.keys


def pytest_configure(config):
    """Point nbval to the patterns in ``sanitize.cfg``, from whatever folder pytest was started."""
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
