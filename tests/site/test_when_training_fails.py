"""The page on failures: each sign that a chapter names is on it, with a link to its place."""

import re
from pathlib import Path

import pytest
from bold_words import heading_address, markdown_of
from dl_terms import BREAKS, slug

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
PAGE = (ROOT / "book" / "when_training_fails.md").read_text(encoding="utf-8")


def places_of_signs(notebook):
    """Return where a chapter says "Sign … Cure": a failure by its bold words, or a heading."""
    places, place, section = [], "", ""
    for cell in markdown_of(notebook):
        for paragraph in re.split(r"\n\s*\n|\n(?=#)", cell):
            title = re.search(r"^(#{2,}) (.+)", paragraph, re.MULTILINE)
            first = re.match(r"\s*\*\*(.+?)\*\*", paragraph, re.DOTALL)
            if title:
                section = title[2] if title[1] == "##" else section
                place = heading_address(notebook, title[2])
            elif section == BREAKS and first and not first[1].startswith(("Sign", "Cure")):
                place = f"{notebook.name}#breaks-{slug(first[1])}"
            if "**Sign" in paragraph and place not in places:
                places.append(place)
    return places


def places_on_the_page():
    """Return the places that the page links to."""
    files = {path.name[:2]: path.name for path in CHAPTERS}
    bold = re.findall(r"\{bold\}`(\d\d) ([^`]+)`", PAGE)
    linked = [f"{files[chapter]}#breaks-{slug(words)}" for chapter, words in bold]
    linked += re.findall(r"\]\(\.\./chapters/([^)]+)\)", PAGE)
    labels = re.findall(r"\{ref\}`[^<`]*<([^>]+)>`", PAGE)
    return linked + [target_of(label) for label in labels]


def target_of(label):
    """Return the chapter that has a label, with the label in place of its heading."""
    (notebook,) = (n for n in CHAPTERS if any(f"({label})=" in cell for cell in markdown_of(n)))
    cell = next(cell for cell in markdown_of(notebook) if f"({label})=" in cell)
    title = re.search(rf"\({label}\)=\n#+ (.+)", cell)
    return heading_address(notebook, title[1] if title else label)


@pytest.mark.parametrize("notebook", CHAPTERS, ids=lambda path: path.stem)
def test_each_sign_is_on_the_page(notebook):
    """What a chapter made to fail can be found by its sign, and leads back to that chapter."""
    missing = [place for place in places_of_signs(notebook) if place not in places_on_the_page()]
    assert missing == [], "write an entry in book/when_training_fails.md"


def test_each_entry_has_a_sign_and_a_link():
    """An entry is a paragraph: the sign in bold, cause and cure, and at least one place."""
    entries = [line for line in PAGE.split("\n") if line.startswith("**")]
    assert len(entries) > 60
    for entry in entries:
        assert re.match(r"\*\*[^*]+(\*[^*]+\*[^*]+)?\*\* [A-Z`]", entry), entry
        assert "](../chapters/" in entry or "{bold}`" in entry or "{ref}`" in entry, entry
