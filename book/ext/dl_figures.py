"""Figures: SVG stands in the page, so that its colors follow dark mode; alt text is needed."""

from __future__ import annotations

import html
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

# The constants of lib.plot (a test compares them), and the CSS variables that they stand for.
COLORS = {
    "#1264c8": "var(--dl-activation)",
    "#5c3d00": "var(--dl-parameter)",
    "#f2b84b": "var(--dl-parameter-fill)",
    "#d0342c": "var(--dl-gradient)",
    "#007c6e": "var(--dl-truth)",
    "#24292f": "var(--dl-ink)",
    "#6b7178": "var(--dl-muted)",
}
_NOT_NEEDED = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>"
    r'|\sxmlns(:\w+)?="[^"]*"|\sversion="1\.\d"',
    re.DOTALL,
)
_PATH = re.compile(r'(?<=\sd=")[^"]*')
_NUMBER = re.compile(r"-?\d+\.\d+")
# A path of so many letters is the edge of a shaded field: a tenth of a pixel is enough for it.
_LONG = 5000
# A rectangle along the axes, as matplotlib writes each square of a picture.
_RECTANGLE = re.compile(
    r"M (\S+) (\S+) L (\S+) \2 L \3 (\S+) L \1 \4 L \1 \2(?: Z)?(?= M|$)", re.IGNORECASE
)
_PLACE = re.compile(r'(?<=\s[xy]=")-?\d+\.\d+')
_NO_TURN = re.compile(r' transform="rotate\(-0 [^"]*\)"')
_FONTS = re.compile(r"font-family: 'DejaVu Sans',[^;]*?sans-serif")
_LOGGER = logging.getLogger(__name__)


def inline_svg(svg: str, *, prefix: str, alt: str) -> str:
    """Make an SVG file fit to stand in a page.

    Parameters
    ----------
    svg : str
        The file as matplotlib wrote it.
    prefix : str
        Put before each id, so that two figures on a page never share one.
    alt : str
        What a reader learns from the figure who cannot see it.

    Examples
    --------
    >>> svg = '<svg><g id="a" fill="#1264C8"/><use href="#a"/></svg>'
    >>> print(inline_svg(svg, prefix="f1-", alt="A").replace("><", ">" + chr(10) + "<"))
    <svg class="dl-figure" role="img" aria-label="A">
    <g id="f1-a" fill="var(--dl-activation)"/>
    <use href="#f1-a"/>
    </svg>
    """
    svg = _NOT_NEEDED.sub("", svg)
    used = set(re.findall(r'(?:url\(|href=")#([^)"]+)', svg))
    svg = re.sub(r'\sid="([^"]+)"', lambda m: f' id="{prefix}{m[1]}"' if m[1] in used else "", svg)
    svg = re.sub(r'(url\(|href=")#', rf"\1#{prefix}", svg)
    svg = re.sub(r"#[0-9a-fA-F]{6}\b", lambda m: COLORS.get(m[0].lower(), m[0]), svg)
    svg = _PATH.sub(lambda m: _short_path(m[0]), svg)
    svg = _PLACE.sub(lambda m: _rounded(m, 2), _NO_TURN.sub("", svg))
    svg = _FONTS.sub("font-family: 'DejaVu Sans', Verdana, sans-serif", svg)
    svg = svg.replace("xlink:href=", "href=")
    svg = re.sub(r"\n\s*", "\n", svg.strip())
    opening = f'<svg class="dl-figure" role="img" aria-label="{html.escape(alt)}"'
    return svg.replace("<svg", opening, 1)


def _short_path(path: str) -> str:
    """Write the same path with fewer letters: a picture's squares are most of a page's weight.

    Examples
    --------
    >>> _short_path("M 1.004 2 L 3 2 L 3 4.5 L 1.004 4.5 L 1.004 2")
    'M1 2H3V4.5H1Z'
    >>> _short_path("M 0 0 L 1.25 -2 L 3 4")
    'M0 0L1.25 -2L3 4'
    """
    digits = 1 if len(path) > _LONG else 2
    path = " ".join(_NUMBER.sub(lambda m: _rounded(m, digits), path).split())
    path = _RECTANGLE.sub(r"M \1 \2 H \3 V \4 H \1 Z", path)
    return re.sub(r" ?([a-zA-Z]) ?", r"\1", path)


def _rounded(number: re.Match, digits: int) -> str:
    return f"{float(number[0]):.{digits}f}".rstrip("0").rstrip(".")


def _file_of(app: Sphinx, image: nodes.image) -> Path:
    uri = image.get("candidates", {}).get("*") or image["uri"]
    return Path(app.srcdir) / uri


def treat_images(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Warn of images without alternative text, and put SVG files into the page."""
    if app.builder.format != "html":
        return
    for number, image in enumerate(list(doctree.findall(nodes.image)), start=1):
        alt = image.get("alt", "").strip()
        if not alt:
            _LOGGER.warning(
                "a picture without alternative text: add it to the cell's metadata, "
                '"mystnb": {"image": {"alt": "what a reader learns from the picture"}}',
                location=image,
                type="dl_figures",
            )
        path = _file_of(app, image)
        if path.suffix == ".svg" and path.is_file():
            text = path.read_text(encoding="utf-8")
            svg = inline_svg(text, prefix=f"fig{number}-", alt=alt)
            image.replace_self(nodes.raw("", svg, format="html"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension."""
    app.connect("doctree-resolved", treat_images)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
