"""Chapters and glossary: each knows the other, in the sources and in the built pages."""

import re
from pathlib import Path

import pytest
from bold_words import bold_words
from dl_terms import BREAKS, NO_DEFINITIONS, find_entry, read_glossary, slug, spellings

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
# Bold for other reasons than that a term is defined.
NO_TERMS = {
    "a convention": {"row", "column", "One example a row"},
    "the name of an equation": {"BP1", "BP2", "BP3", "BP4"},
    "the beginning of a paragraph": {
        "By hand", "The way back", "The length", "The layers of `lib`",
    },
    "another form of a known term": {
        "stochastic", "training", "test", "down", "forward", "vanishes", "explode", "starts",
    },
    "stressed": {"three wires", "one thread"},
}  # fmt: skip
NOT_A_TERM = set().union(*NO_TERMS.values())


@pytest.fixture(scope="module")
def entries():
    """Return the entries of the glossary."""
    return read_glossary((ROOT / "book" / "glossary.md").read_text(encoding="utf-8"))


def may_define(bold):
    """Say whether bold words can be a term: no number, sentence, question or heading in a line."""
    if not re.search("[a-zA-Z]", bold.words):
        return False
    is_heading = bold.section == BREAKS and bold.is_first
    is_sentence = bold.words[-1] in ".?:" or len(bold.words.split()) > 4
    asks = bold.words.lower().startswith("predict")
    return not (bold.section in NO_DEFINITIONS or is_heading or is_sentence or asks)


@pytest.mark.parametrize("notebook", CHAPTERS, ids=lambda path: path.stem)
def test_each_bold_term_is_in_the_glossary(notebook, entries):
    """What a chapter defines in bold is found by name, or is listed above as something else."""
    unknown = [
        f"{bold.words!r} in {bold.section!r}"
        for bold in bold_words(notebook)
        if may_define(bold)
        and bold.words not in NOT_A_TERM
        and find_entry(bold.words, bold.chapter, entries) is None
    ]
    assert unknown == [], "define them in book/glossary.md, or say in NO_TERMS what they are"


@pytest.mark.parametrize("notebook", CHAPTERS, ids=lambda path: path.stem)
def test_each_entry_is_defined_where_it_says(notebook, entries):
    """The chapter that an entry names has its words in bold, outside of summary and exercises."""
    chapter = int(notebook.name[:2])
    here = [bold for bold in bold_words(notebook) if bold.section not in NO_DEFINITIONS]
    found = set().union(*(spellings(bold.words) for bold in here))
    missing = [e.name for e in entries if e.chapter == chapter and not spellings(e.words) & found]
    assert missing == []


def test_nothing_that_is_not_there_is_allowed():
    """The list above has no word that no chapter has in bold any more."""
    words = {bold.words for notebook in CHAPTERS for bold in bold_words(notebook)}
    assert sorted(NOT_A_TERM - words) == []


def test_entries_are_complete_and_in_order(entries):
    """Names are unique, in alphabetical order, each with Chinese words and one plain sentence."""
    names = [entry.name for entry in entries]
    order = [re.sub(r"[^a-z0-9 ]", "", name.lower().replace("-", " ")) for name in names]
    assert order == sorted(order)
    assert len({slug(name) for name in names}) == len(names)
    assert {entry.chapter for entry in entries} <= {int(path.name[:2]) for path in CHAPTERS}
    for entry in entries:
        assert re.search(r"[一-鿿]", entry.chinese) or entry.chinese in entry.text + entry.name
        assert re.fullmatch(r"[A-Z].{15,200}\.", entry.text), entry.name


def test_a_broken_entry_is_refused():
    """An entry that names no chapter, or no Chinese words, ends the build."""
    for body in ("  {zh}`数组`\n\n  A box.\n", "  A box. {defined}`00`\n"):
        with pytest.raises(ValueError, match="array"):
            read_glossary(f"```{{glossary}}\narray\n{body}```\n")


def test_links_lead_there_and_back(site, entries):
    """In the built book an entry leads to the bold words, and these lead to the entry."""
    glossary = (site / "book" / "glossary.html").read_text(encoding="utf-8")
    links = re.findall(r'<a class="dl-term[^"]*"[^>]*>', "".join(map(read_page(site), CHAPTERS)))
    assert len(links) >= len(entries)
    for entry in entries:
        (path,) = (path for path in CHAPTERS if path.name.startswith(f"{entry.chapter:02d}_"))
        anchor = f"def-{slug(entry.name)}"
        assert f'href="../chapters/{path.stem}.html#{anchor}"' in glossary
        page = read_page(site)(path)
        ((tag, words),) = re.findall(
            rf'(<a [^>]*\bid="{anchor}"[^>]*>)<strong>(.*?)</strong></a>', page, re.DOTALL
        )
        words = re.sub(r"<[^>]+>", "", words).replace("&#39;", "'")
        assert spellings(words) & spellings(entry.words)
        (target,) = re.findall(r'href="\.\./book/glossary\.html#([^"]+)"', tag)
        assert re.search(rf'<dt id="{re.escape(target)}">', glossary)


def read_page(site):
    """Return a function that reads the page built from a notebook."""
    return lambda path: (site / "chapters" / f"{path.stem}.html").read_text(encoding="utf-8")
