"""Fonts cut down to what the book uses; the math font is STIX Two Math from the `ziamath` wheel."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path

from fontTools import subset
from fontTools.misc.transform import Scale
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

# Where Unicode keeps the slanted letters: browsers show them for a one-letter <mi>.
_ITALIC_RANGES = [
    ("A", "Z", 0x1D434),
    ("a", "z", 0x1D44E),
    ("Α", "Ω", 0x1D6E2),
    ("α", "ω", 0x1D6FC),
]
_ITALIC_SINGLE = {"h": "ℎ", "∂": "𝜕", "∇": "𝛻", "ϵ": "𝜖", "ϑ": "𝜗", "ϕ": "𝜙", "ϱ": "𝜚", "ϖ": "𝜛"}
_ALWAYS = set(string.ascii_letters + string.digits + "()[]{}|.,;:+=/!'−′√ ")


def italic(character: str) -> str:
    """Return the slanted form of a letter, or the character itself.

    Examples
    --------
    >>> italic("a"), italic("h"), italic("7")
    ('𝑎', 'ℎ', '7')
    """
    if character in _ITALIC_SINGLE:
        return _ITALIC_SINGLE[character]
    for first, last, start in _ITALIC_RANGES:
        if first <= character <= last:
            return chr(start + ord(character) - ord(first))
    return character


def used_characters(pages: Iterable[str]) -> set[str]:
    """Return every character that the formulas of the pages show."""
    characters = set(_ALWAYS)
    for page in pages:
        for formula in re.findall(r"<math.*?</math>", page, flags=re.DOTALL):
            shown = re.sub(r"<annotation.*?</annotation>", "", formula, flags=re.DOTALL)
            characters.update(re.sub(r"<[^>]*>", "", shown))
            characters.update(italic(letter) for letter in re.findall(r"<mi>(.)</mi>", shown))
    return characters


def even_widths(font: TTFont) -> None:
    """Make no taller form of a sign much wider than the sign itself.

    Chromium leaves room for the widest form, whichever it draws, so that a gap would follow each
    small root and bracket. Taller roots are pressed together; of the brackets those wider than
    their pieces are left out, and put together from the pieces.
    """
    variants = font["MATH"].table.MathVariants
    signs = zip(variants.VertGlyphCoverage.glyphs, variants.VertGlyphConstruction, strict=True)
    root = font.getBestCmap()[ord("√")]
    for sign, forms in signs:
        pieces = (
            [part.glyph for part in forms.GlyphAssembly.PartRecords] if forms.GlyphAssembly else []
        )
        if sign == root:
            taller = {form.VariantGlyph for form in forms.MathGlyphVariantRecord} | set(pieces)
            for name in sorted(taller - {root}):
                press_together(font, name, font["hmtx"][root][0])
        elif pieces:
            widest = max(font["hmtx"][name][0] for name in (sign, *pieces))
            forms.MathGlyphVariantRecord = [
                form
                for form in forms.MathGlyphVariantRecord
                if font["hmtx"][form.VariantGlyph][0] <= widest
            ]


def press_together(font: TTFont, name: str, width: int) -> None:
    """Make a glyph this wide, as tall as before."""
    share = width / font["hmtx"][name][0]
    pen = TTGlyphPen(None)
    font.getGlyphSet()[name].draw(TransformPen(pen, Scale(share, 1)))
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["glyf"][name] = glyph
    font["hmtx"][name] = (width, round(share * font["hmtx"][name][1]))


def cut_font(
    source: Path, characters: Iterable[str], target: Path, features: Iterable[str] = ()
) -> None:
    """Write a woff2 font with these characters, their larger forms and the MATH table."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = list(features)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    if "MATH" in font:
        even_widths(font)
    cutter.populate(text="".join(sorted(characters)))
    cutter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(target), options)


def write_math_font(characters: Iterable[str], target: Path) -> None:
    """Write the math font with these characters and their forms in scripts."""
    with as_file(files("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf") as source:
        cut_font(source, characters, target, ["kern", "ssty", "dtls", "mark", "mkmk"])
