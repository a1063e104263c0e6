"""Formulas: TeX to native MathML while the book is built, so that no page needs a formula script.

The TeX stays in the page as an annotation. `\\textcolor` takes the four colors of the book, which
become CSS variables and so follow dark mode. After the build one font is written, cut down to the
glyphs in use.
"""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

import dl_mathfont
from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

COLORS = {
    "1264C8": "--dl-activation",
    "5C3D00": "--dl-parameter",
    "D0342C": "--dl-gradient",
    "007C6E": "--dl-truth",
}
_CONVERTER = LatexToMathML(fancy_error=False)
_LOGGER = logging.getLogger(__name__)
_FENCE = re.compile(r"\\[bB]igg?(?P<side>[lr])(?![a-zA-Z])\s*(?:\\[a-zA-Z]+|\\.|.)")
_PUNCTUATION = ".,;:!?)”’"
_TEXTCOLOR = re.compile(r"\\textcolor\s*\{#([0-9A-Fa-f]{6})\}\s*\{")


class FormulaError(ValueError):
    """A formula that cannot be converted."""


def _end_of_group(tex: str, start: int) -> int:
    """Return the index of the brace that closes the group whose first character is at `start`."""
    depth = 1
    position = start
    while position < len(tex):
        character = tex[position]
        if character == "\\":
            position += 1
        elif character in "{}":
            depth += 1 if character == "{" else -1
            if depth == 0:
                return position
        position += 1
    raise FormulaError(f"a brace is not closed in {tex[start : start + 40]!r}")


def _group_colors(tex: str) -> str:
    """Rewrite `\\textcolor{#hex}{body}`, which the converter cannot read, with `\\color`."""
    while match := _TEXTCOLOR.search(tex):
        name = match[1].upper()
        if name not in COLORS:
            known = ", ".join(f"#{color}" for color in COLORS)
            raise FormulaError(f"the color #{name} is none of the book's: {known}")
        end = _end_of_group(tex, match.end())
        body = tex[match.end() : end]
        tex = f"{tex[: match.start()]}{{\\color[HTML]{{{name}}} {body}}}{tex[end + 1 :]}"
    return tex


def _group_fences(tex: str) -> str:
    r"""Put braces around `\Bigl(…\Bigr)` before an index, or the bracket on the right alone has it.

    Examples
    --------
    >>> print(_group_fences(r"2\bigl(a + \Bigl(b\Bigr)_1\bigr)^2"))
    2{\bigl(a + {\Bigl(b\Bigr)}_1\bigr)}^2
    """
    opened, pieces, done = [], [], 0
    for match in _FENCE.finditer(tex):
        pieces.append(tex[done : match.start()])
        done = match.end()
        if match["side"] == "l":
            opened.append(len(pieces))
            pieces.append(match[0])
        else:
            start = opened.pop() if opened else None
            if start is not None and tex[done : done + 1] in ("^", "_"):
                pieces[start] = "{" + pieces[start]
                pieces.append(match[0] + "}")
            else:
                pieces.append(match[0])
    return "".join([*pieces, tex[done:]])


def _aligned(tex: str) -> str:
    """Leave numbering to Sphinx, and wrap several lines that stand in no environment."""
    tex = re.sub(r"\\(begin|end)\{(?:align|eqnarray)\*?\}", r"\\\1{aligned}", tex)
    tex = re.sub(r"\\(begin|end)\{gather\*?\}", r"\\\1{gathered}", tex)
    tex = re.sub(r"\\(?:begin|end)\{equation\*?\}", "", tex)
    outside = re.sub(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", "", tex, flags=re.DOTALL)
    return rf"\begin{{aligned}}{tex}\end{{aligned}}" if r"\\" in outside else tex


@cache
def to_mathml(tex: str, *, display: bool) -> str:
    """Convert one formula to a `<math>` element that carries its TeX.

    Parameters
    ----------
    tex : str
        The formula without its dollar signs.
    display : bool
        Whether it stands on a line of its own.

    Raises
    ------
    FormulaError
        If the TeX uses a command, a color or a syntax that is not known.

    Examples
    --------
    >>> to_mathml("x", display=False)[:34]
    '<math class="dl-math"><semantics><'
    """
    space = re.search(r"\\\\\s*\[[^\]]*(?:ex|em|pt|mm)\]", tex)
    if space:
        raise FormulaError(f"{space[0]} would be printed: end the line with two backslashes alone")
    source = _group_fences(_group_colors(tex))
    source = _aligned(source) if display else source
    try:
        converted = _CONVERTER.convert_with_local_state(source, displaystyle=display)
    except LatexError as error:
        raise FormulaError(str(error)) from error
    body = re.fullmatch(r"<math[^>]*>(.*)</math>", converted, flags=re.DOTALL)[1]
    for color, variable in COLORS.items():
        body = body.replace(f"color:#{color}", f"color:var({variable})")
    # Browsers do not draw <menclose>; a row with a border looks the same.
    body = body.replace('<menclose notation="box">', '<mrow class="dl-boxed">')
    body = body.replace("</menclose>", "</mrow>")
    attributes = ' display="block"' if display else ""
    annotation = f'<annotation encoding="application/x-tex">{html.escape(tex.strip())}</annotation>'
    return (
        f'<math class="dl-math"{attributes}><semantics><mrow>{body}</mrow>'
        f"{annotation}</semantics></math>"
    )


def _convert(node: nodes.Node, *, display: bool) -> str:
    tex = node.astext()
    try:
        return to_mathml(tex, display=display)
    except FormulaError as error:
        _LOGGER.warning("formula %r: %s", tex, error, location=node, type="dl_math")
        return f"<code>{html.escape(tex)}</code>"


def visit_math(translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    translator.body.append(_convert(node, display=False))
    raise nodes.SkipNode


def keep_punctuation(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let no line begin with the punctuation behind a formula: both become one unbroken piece."""
    for formula in list(doctree.findall(nodes.math)):
        parent = formula.parent
        at = parent.index(formula)
        behind = parent[at + 1] if at + 1 < len(parent) else None
        rest = behind.lstrip(_PUNCTUATION) if isinstance(behind, nodes.Text) else behind
        if rest == behind:
            continue
        end = nodes.Text(behind[: len(behind) - len(rest)])
        kept = nodes.inline("", "", formula, end, classes=["dl-kept"])
        parent[at : at + 2] = [kept, nodes.Text(rest)] if rest else [kept]


def visit_displaymath(translator, node: nodes.math_block) -> None:
    """Write a formula on a line of its own, with its number and a box that may scroll."""
    translator.body.append(translator.starttag(node, "div", CLASS="dl-equation"))
    translator.body.append(f'<div class="dl-equation-scroll">{_convert(node, display=True)}</div>')
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def write_font(app: Sphinx, exception: Exception | None) -> None:
    """Write the math font with the glyphs that the built pages use."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    characters = dl_mathfont.used_characters(
        page.read_text(encoding="utf-8") for page in out.rglob("*.html")
    )
    dl_mathfont.write_math_font(characters, out / "_static" / "math.woff2")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the renderer; `html_math_renderer` selects it."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    app.connect("doctree-resolved", keep_punctuation)
    app.connect("build-finished", write_font)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
