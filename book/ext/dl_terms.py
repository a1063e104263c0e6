"""Terms: a chapter's bold word leads to the glossary, and the glossary back to where it is defined.

The one list is `book/glossary.md`. An entry there ends with the role `defined`, the number of a
chapter and, where they differ from the name of the entry, the words that stand in bold there:
{defined}`07 training`. The role `bold` leads to a failure of a section "What breaks" by its first,
bold words: {bold}`14 It sees the answer.` The role `zh` marks Chinese for screen readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

GLOSSARY = "book/glossary"
# Here a bold word sums up or asks; it defines nothing.
NO_DEFINITIONS = ("Summary", "Exercises", "Further reading")
BREAKS = "What breaks"
_BLOCK = re.compile(r"^```\{glossary\}\n(.*?)^```", re.DOTALL | re.MULTILINE)
_ITEM = re.compile(r"^(\S[^\n]*)\n((?:[ ]+[^\n]*\n|\n)+)", re.MULTILINE)
_DEFINED = re.compile(r"\{defined\}`(\d\d)(?: ([^`]+))?`")
_CHAPTER = re.compile(r"chapters/(\d\d)_")
_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """One term of the glossary.

    Attributes
    ----------
    name, chinese, symbol : str
        What it is called in English and in Chinese, and its symbol as TeX, if it has one.
    text : str
        The sentence that says what it is.
    chapter : int
        Where it is defined.
    words : str
        The words that stand in bold there.
    """

    name: str
    chinese: str
    symbol: str
    text: str
    chapter: int
    words: str


def read_glossary(source: str) -> list[Entry]:
    """Return the entries of the glossary, in the order of the page.

    Parameters
    ----------
    source : str
        The text of `glossary.md`.

    Raises
    ------
    ValueError
        If an entry does not say its Chinese name or where it is defined.

    Examples
    --------
    >>> fence = "`" * 3
    >>> entry = "dev set\\n  {zh}`验证集`\\n\\n  For us. {defined}`07 dev`\\n"
    >>> read_glossary(f"{fence}{{glossary}}\\n{entry}{fence}\\n")
    [Entry(name='dev set', chinese='验证集', symbol='', text='For us.', chapter=7, words='dev')]
    """
    entries = []
    for block in _BLOCK.finditer(source):
        for name, body in _ITEM.findall(block[1]):
            chinese = re.match(r"\s*\{zh\}`([^`]+)`(?:, \$([^$]+)\$)?\n", body)
            defined = _DEFINED.search(body)
            if not chinese or not defined:
                raise ValueError(
                    f"the entry {name!r} must begin with {{zh}}`…` and end with {{defined}}`NN`"
                )
            text = " ".join(body[chinese.end() : defined.start()].split())
            words = defined[2] or name
            entries.append(Entry(name, chinese[1], chinese[2] or "", text, int(defined[1]), words))
    return entries


def spellings(words: str) -> set[str]:
    """Return the ways in which words are looked up: without article, hyphens and plural.

    Examples
    --------
    >>> sorted(spellings("The mini-batches"))
    ['minibatch', 'minibatche', 'minibatches']
    """
    plain = re.sub(r"^the |[-.:,'’]", "", " ".join(words.lower().split()))
    found = {plain}
    for ending in ("s", "es"):
        if plain.endswith(ending) and len(plain) > 3:
            found.add(plain.removesuffix(ending))
    return found


def find_entry(words: str, chapter: int, entries: list[Entry]) -> Entry | None:
    """Return the entry that bold words of a chapter mean: one defined there first, or by name.

    Examples
    --------
    >>> neuron = Entry("bias", "偏置", "b", "Added in any case.", 1, "bias")
    >>> method = Entry("bias of a method", "偏差", "", "Average minus truth.", 11, "bias")
    >>> find_entry("Bias", 11, [neuron, method]).chinese
    '偏差'
    >>> find_entry("biases", 3, [neuron, method]).chinese
    '偏置'
    """
    wanted = spellings(words)
    here = [entry for entry in entries if entry.chapter == chapter]
    for entry in here:
        if wanted & spellings(entry.words):
            return entry
    return next((entry for entry in entries if wanted & spellings(entry.name)), None)


def slug(words: str) -> str:
    """Return words in the form that an address takes.

    Examples
    --------
    >>> slug("It sees the answer.")
    'it-sees-the-answer'
    >>> slug("He’s initialization") == slug("He's initialization")
    True
    """
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


class ZhRole(SphinxRole):
    """Chinese words, so that a screen reader pronounces them as such."""

    def run(self):
        """Return the words with their language."""
        return [nodes.inline("", self.text, classes=["language-zh-Hans"])], []


class PlaceRole(SphinxRole):
    """A link to bold words in a chapter, made once all chapters are known."""

    def run(self):
        """Return a node that stands for the link."""
        node = place("", chapter=int(self.text[:2]), words=self.text[3:], role=self.name)
        self.set_source_info(node)
        return [node], []


class place(nodes.Inline, nodes.Element):
    """Where bold words stand."""


def _sections(node: nodes.Node) -> Iterator[str]:
    """Yield the titles of the sections around a node."""
    while node := node.parent:
        if isinstance(node, nodes.section):
            yield node[0].astext()


def _chapters(app: Sphinx) -> dict[int, str]:
    """Return the page of each chapter."""
    found = ((name, _CHAPTER.match(name)) for name in app.env.found_docs)
    return {int(match[1]): name for name, match in found if match}


def _link(app: Sphinx, docname: str, to: str, anchor: str, *inside: nodes.Node) -> nodes.reference:
    address = app.builder.get_relative_uri(docname, to) if docname != to else ""
    return nodes.reference("", "", *inside, internal=True, refuri=f"{address}#{anchor}")


def link_terms(app: Sphinx, doctree: nodes.document, docname: str, chapter: int) -> None:
    """Make the first bold form of each term on a page a link, and a target where it is defined."""
    entries = app.env.dl_entries
    ids = {name: label for (kind, name), (_, label, *_) in _terms(app).items() if kind == "term"}
    seen = set()
    for strong in list(doctree.findall(nodes.strong)):
        titles = set(_sections(strong))
        paragraph = strong.parent
        before = "".join(node.astext() for node in paragraph[: paragraph.index(strong)])
        if BREAKS in titles and isinstance(paragraph, nodes.paragraph) and not before:
            if not strong.astext().startswith(("Sign", "Cure")):
                strong["ids"] = [f"breaks-{slug(strong.astext())}"]
            continue
        if titles.intersection(NO_DEFINITIONS) or isinstance(strong.parent, nodes.reference):
            continue
        entry = find_entry(strong.astext(), chapter, entries)
        if entry is None or entry in seen or entry.name not in ids:
            continue
        seen.add(entry)
        link = _link(app, docname, GLOSSARY, ids[entry.name], strong.deepcopy())
        link["classes"] = ["dl-term"]
        if entry.chapter == chapter:
            link["ids"] = [f"def-{slug(entry.name)}"]
        strong.replace_self(link)
    for entry in entries:
        if entry.chapter == chapter and entry not in seen:
            _LOGGER.warning(
                "the glossary says that %r is defined here as **%s**, which is nowhere in bold",
                entry.name,
                entry.words,
                location=docname,
                type="dl_terms",
            )


def _terms(app: Sphinx) -> dict:
    """Return what the glossary's directives have registered."""
    return {
        key: value if len(value) > 1 else (*value, "")
        for key, value in app.env.domaindata["std"]["objects"].items()
        if value[0] == GLOSSARY
    }


def fill_places(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make a link of each place that a role names."""
    chapters = _chapters(app)
    for node in list(doctree.findall(place)):
        to = chapters.get(node["chapter"])
        if to is None:
            _LOGGER.warning("there is no chapter %02d", node["chapter"], location=node)
            node.replace_self(nodes.inline())
            continue
        title = app.env.titles[to].astext()
        words, number = node["words"], node["chapter"]
        if node["role"] == "bold":
            anchor, text = f"breaks-{slug(words)}", f"Chapter {number}: {words.rstrip('.')}"
        else:
            item = node
            while not isinstance(item, nodes.definition_list_item):
                item = item.parent
            name = next(item.findall(nodes.term)).astext()
            anchor, text = f"def-{slug(name)}", f"Chapter {number}, {title}"
        node.replace_self(_link(app, docname, to, anchor, nodes.Text(text)))


def treat_doctree(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Connect a page with the glossary, if the book has one."""
    if app.builder.format != "html":
        return
    chapter = _CHAPTER.match(docname)
    if chapter and GLOSSARY in app.env.found_docs:
        link_terms(app, doctree, docname, int(chapter[1]))
    fill_places(app, doctree, docname)


def load(app: Sphinx, env: object, docnames: list[str]) -> None:
    """Read the glossary before the pages are."""
    file = Path(app.srcdir) / f"{GLOSSARY}.md"
    env.dl_entries = read_glossary(file.read_text(encoding="utf-8")) if file.is_file() else []


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the roles and connect the extension."""
    app.add_role("zh", ZhRole())
    app.add_role("defined", PlaceRole())
    app.add_role("bold", PlaceRole())
    app.add_node(place)
    app.connect("env-before-read-docs", load)
    app.connect("doctree-resolved", treat_doctree)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
