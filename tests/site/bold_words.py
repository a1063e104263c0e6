"""The words in bold in the chapters, as their sources have them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dl_terms import slug

_PARAGRAPHS = re.compile(r"\n\s*\n|\n(?=#|[-*] |\d+\. )")
_TITLE = re.compile(r"(#+) (.+)")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


@dataclass(frozen=True)
class Bold:
    """Words in bold: the number of the chapter, the section, and what stands around them."""

    chapter: int
    section: str
    words: str
    paragraph: str
    is_first: bool


def markdown_of(notebook: Path) -> list[str]:
    """Return the text cells of a notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


def heading_address(notebook: Path, title: str) -> str:
    """Return how a text links to a heading: MyST leaves out apostrophes.

    Examples
    --------
    >>> heading_address(Path("10_optimization.ipynb"), "Newton's step")
    '10_optimization.ipynb#newtons-step'
    """
    return f"{notebook.name}#{slug(title.replace(chr(39), ''))}"


def bold_words(notebook: Path) -> Iterator[Bold]:
    """Yield all words in bold in a chapter, in the order of the page."""
    section = ""
    for cell in markdown_of(notebook):
        for paragraph in _PARAGRAPHS.split(cell):
            title = _TITLE.match(paragraph)
            if title and title[1] == "##":
                section = title[2]
            for match in _BOLD.finditer(paragraph):
                is_first = not paragraph[: match.start()].strip()
                words = " ".join(match[1].split())
                yield Bold(int(notebook.name[:2]), section, words, paragraph, is_first)
