"""Code: a word in the color of all text gets no element of its own, so long pages stay quick."""

from __future__ import annotations

from pygments.formatters import HtmlFormatter
from pygments.token import Name, Punctuation, Text, _TokenType
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

PLAIN = frozenset({Name, Name.Namespace, Punctuation, Text, Text.Whitespace})


class LeanFormatter(HtmlFormatter):
    """Pygments' HTML without the elements that both styles of the book leave uncolored.

    Examples
    --------
    >>> from pygments import highlight
    >>> from pygments.lexers import PythonLexer
    >>> print(highlight("f(x) + 1", PythonLexer(), LeanFormatter(nowrap=True)), end="")
    f(x) <span class="o">+</span> <span class="mi">1</span>
    """

    def _get_css_classes(self, ttype: _TokenType) -> str:
        return "" if ttype in PLAIN else super()._get_css_classes(ttype)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension."""
    PygmentsBridge.html_formatter = LeanFormatter
    return {"parallel_read_safe": True, "parallel_write_safe": True}
