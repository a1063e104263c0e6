"""Repairs in the HTML that Sphinx and docutils write, for screen readers."""

from __future__ import annotations

import re

from sphinx.application import Sphinx

_REPAIRS = [
    # The corner of a table whose rows have names is no header.
    (re.compile(r"<th\b([^>]*)>\s*(?:<p>\s*</p>)?\s*</th>"), r"<td\1></td>"),
    # A list of references has roles that no longer exist.
    (re.compile(r' role="doc-biblioentry"| role="list"(?= class="citation-list")'), ""),
    # Every exercise has the same id inside.
    (re.compile(r' id="(?:exercise|solution)-content"'), ""),
]


def repair(body: str) -> str:
    """Return the HTML with known faults taken out.

    Examples
    --------
    >>> repair('<th class="head"><p></p></th><div class="citation" role="doc-biblioentry">')
    '<td class="head"></td><div class="citation">'
    """
    for pattern, replacement in _REPAIRS:
        body = pattern.sub(replacement, body)
    return body


def treat_page(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object
) -> None:
    """Repair a page before it is written."""
    if context.get("body"):
        context["body"] = repair(context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension."""
    app.connect("html-page-context", treat_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
