"""The page of corrections: each row leads to where a cell or an exercise shows what is true."""

import json
import re
from pathlib import Path

import pytest
from bold_words import heading_address

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "book" / "corrections.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.split("\n") if line.startswith("| ")][1:]
MARK = re.compile(r"^##+ ([^\n]+)|\(([\w-]+)\)=|:label: ([\w-]+)", re.MULTILINE)


def places_with_code():
    """Return the addresses of sections with a cell of code, and the labels that lead to one."""
    found = set()
    for notebook in sorted(ROOT.glob("chapters/*.ipynb")):
        here, waiting = [], []
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "markdown":
                found.update(here)
                continue
            for title, target, exercise in MARK.findall("".join(cell["source"])):
                if title:
                    here, waiting = [heading_address(notebook, title), *waiting], []
                elif target:
                    waiting.append(target)
                else:
                    here.append(exercise)
    return found


@pytest.mark.parametrize("row", ROWS, ids=range(1, len(ROWS) + 1))
def test_each_row_leads_to_something_that_runs(row):
    """The third column links to a section with a cell, or to an exercise."""
    source, truth, place = re.split(r"(?<!\\) \| ", row.strip("| "))
    assert source
    assert truth
    links = re.findall(r"\(\.\./chapters/([^)]+)\)", place)
    labels = re.findall(r"\{ref\}`(?:[^<`]*<)?([\w-]+)>?`", place)
    assert places_with_code() & {*links, *labels}, place
