"""The index of explorables: all of them, each with its picture, words for it, and true links."""

import json
import re
from pathlib import Path

import picture_explorables
import pytest
from bold_words import heading_address
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "book" / "explorables.md").read_text(encoding="utf-8")
CARDS = re.findall(r"^::::\{grid-item-card\} (.+?)\n(.*?)^::::$", PAGE, re.DOTALL | re.MULTILINE)
CARD_OF = {re.search(r"`(\w+)`\n$", body)[1]: body for _, body in CARDS}
VIEWS = re.findall(r"view as (\w+)", (ROOT / "explorables" / "index.js").read_text())


def shown_in(notebook):
    """Return pairs: the address of a section, and the explorable that it shows."""
    found, section = [], ""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            titles = re.findall(r"^##+ (.+)", source, re.MULTILINE)
            section = titles[-1] if titles else section
        elif "explorable" in cell["metadata"].get("tags", []):
            address = heading_address(notebook, section)
            found += [(address, name) for name in VIEWS if re.search(rf"\b{name}\(", source)]
    return found


SHOWN = [pair for notebook in sorted(ROOT.glob("chapters/*.ipynb")) for pair in shown_in(notebook)]


def test_each_explorable_is_in_the_index():
    """No view of the bundle is missing, and none is there twice or without a view."""
    assert sorted(CARD_OF) == sorted(VIEWS) == picture_explorables.names()
    assert len(CARDS) == len(CARD_OF)


@pytest.mark.parametrize("name", VIEWS)
def test_each_has_pictures_and_words_for_them(name):
    """A small picture for light and for dark, with alternative text and a sentence."""
    for theme in picture_explorables.THEMES:
        file = picture_explorables.OUT / f"{name}-{theme}.webp"
        assert file.stat().st_size <= picture_explorables.MAX_BYTES
        width, height = Image.open(file).size
        assert width > 400
        assert height > 100
        shown = rf"images/explorables/{file.name}\n:class: only-{theme}\n:alt: (.+)"
        assert len(re.search(shown, CARD_OF[name])[1]) > 30
    assert re.search(r":::\n\n[A-Z].{30,}\.\n\nChapter \d", CARD_OF[name])


@pytest.mark.parametrize("name", VIEWS)
def test_its_links_lead_to_all_its_places(name):
    """The links of a card are the sections that show the explorable, in the order of the book."""
    places = dict.fromkeys(address for address, shown in SHOWN if shown == name)
    assert re.findall(r"\]\(\.\./chapters/([^)]+)\)", CARD_OF[name]) == list(places)


def test_the_pictures_are_light():
    """All together they are below 700 KB, and there is none that nobody shows."""
    files = list(picture_explorables.OUT.iterdir())
    assert sum(file.stat().st_size for file in files) < 700_000
    assert len(files) == len(VIEWS) * len(picture_explorables.THEMES)
