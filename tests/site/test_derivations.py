"""The page of results: every boxed formula of the chapters, letter for letter, with its place."""

import re
from pathlib import Path

import pytest
from bold_words import heading_address, markdown_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "book" / "derivations.md").read_text(encoding="utf-8")
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
RESULT = re.compile(
    r"\*\*(?P<name>[^*]+)\*\*\n\n\$\$(?P<tex>.+?)\$\$\n\n(?P<shapes>[^\n]+?) Derived in "
    r"\[[^\]]+\]\(\.\./chapters/(?P<place>[^)]+)\), equation \{eq\}`(?P<label>[\w-]+)`\.",
    re.DOTALL,
)
RESULTS = list(RESULT.finditer(PAGE))


def boxed_in(notebook):
    """Return label, place and formula of each boxed result of a chapter; one has no label."""
    found, section = [], ""
    for cell in markdown_of(notebook):
        parts = re.finditer(
            r"^##+ ([^\n]+)|\$\$(.+?)\$\$(?:[ ]*\((eq-[\w-]+)\))?", cell, re.MULTILINE | re.DOTALL
        )
        for part in parts:
            if part[1]:
                section = part[1]
            elif r"\boxed" in part[2]:
                found.append((part[3], heading_address(notebook, section), part[2]))
    return found


@pytest.mark.parametrize("notebook", CHAPTERS, ids=lambda path: path.stem)
def test_each_boxed_result_is_there_as_its_chapter_has_it(notebook):
    """No result is missing, none has been changed on one page only, and each has its section."""
    wanted = [(label, place, "".join(tex.split())) for label, place, tex in boxed_in(notebook)]
    have = [
        (found["label"], found["place"], "".join(found["tex"].split()))
        for found in RESULTS
        if found["place"].startswith(notebook.name)
    ]
    assert have == wanted, "bring book/derivations.md up to date"


def test_nothing_else_is_on_the_page():
    """Every formula on a line of its own belongs to a result with a name and its shapes."""
    assert len(RESULTS) == PAGE.count("$$") // 2 == sum(len(boxed_in(path)) for path in CHAPTERS)
    assert len({found["name"] for found in RESULTS}) == len(RESULTS)


def test_the_links_exist_in_the_book(site):
    """The equation is in the built page of its chapter, and has the same number on both."""
    own = (site / "book" / "derivations.html").read_text(encoding="utf-8")
    for found in RESULTS:
        file = found["place"].split("#")[0]
        page = (site / "chapters" / file.replace(".ipynb", ".html")).read_text(encoding="utf-8")
        target = f"equation-{found['label']}"
        number = re.search(rf'id="{target}".*?class="eqno">\(([\d.]+)\)', page, re.DOTALL)[1]
        assert re.search(rf'#{target}">\({re.escape(number)}\)</a>', own), found["label"]
