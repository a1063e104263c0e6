"""Fonts cut down to what the book uses; the math font is STIX Two Math from the `ziamath` wheel."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path

from fontTools import subset

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
    cutter.populate(text="".join(sorted(characters)))
    cutter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(target), options)


def write_math_font(characters: Iterable[str], target: Path) -> None:
    """Write the math font with these characters and their forms in scripts."""
    with as_file(files("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf") as source:
        cut_font(source, characters, target, ["kern", "ssty", "dtls", "mark", "mkmk"])
