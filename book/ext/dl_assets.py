"""What the theme loads and this book does not need is left out; icons are cut to those in use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from dl_mathfont import cut_font
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

# A file of an extension is loaded only by pages whose text contains the sign of its use.
NEEDED_FOR = {
    "sphinx-design.min.css": "sd-",
    "design-tabs.js": "sd-tab-",
    "togglebutton.css": "dropdown",
    "togglebutton.js": "dropdown",
    "exercise.css": "exercise",
    "mystnb.css": "cell",
    "copybutton.css": "highlight",
    "clipboard.min.js": "highlight",
    "copybutton.js": "highlight",
}
_THEME_STYLES = ("styles", "pydata-sphinx-theme.css")
_ICON_RULE = re.compile(r'([^{}]*\.fa-[^{}]*)\{content:"[^"]*"\}')
_ICON_CLASS = re.compile(r"\bfa-(?!solid\b|regular\b|brands\b|lg\b)([a-z0-9-]+)")


def _name(asset: object) -> str:
    return Path(str(getattr(asset, "filename", asset) or "").split("?")[0]).name


def leave_out(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object
) -> None:
    """Drop the files that a page has no use for."""
    body = context.get("body") or ""
    for kind in ("css_files", "script_files"):
        # In place: Sphinx holds on to this list.
        context[kind][:] = [
            asset
            for asset in context[kind]
            if _name(asset) not in NEEDED_FOR or NEEDED_FOR[_name(asset)] in body
        ]


def icon_characters(names: Iterable[str], styles: str) -> set[str]:
    r"""Return the characters of the icon font that pages with these icon names need.

    Parameters
    ----------
    names : iterable of str
        Icon names without `fa-`.
    styles : str
        All style sheets: they say which character an icon is, and use some directly.

    Examples
    --------
    >>> css = r'.fa-bars:before,.fa-navicon:before{content:"\f0c9"}.note{--icon:"\f05a"}'
    >>> sorted(f"{ord(c):x}" for c in icon_characters(["navicon"], css))
    ['f05a', 'f0c9']
    """
    names = set(names)
    plain = re.sub(r"\\(f[0-9a-f]{3})", lambda match: chr(int(match[1], 16)), styles)
    characters = set()
    for selector, content in re.findall(r'(\.fa-[^{}]*)\{content:"(.)"\}', plain):
        if names & set(re.findall(r"\.fa-([a-z0-9-]+)", selector)):
            characters.add(content)
    elsewhere = re.sub(r'\.fa-[^{}]*\{content:"."\}', "", plain)
    characters.update(re.findall("[\ue000-\uf8ff]", elsewhere))
    return characters


def cut_icon_rules(styles: str, names: Iterable[str]) -> str:
    r"""Return a style sheet without the rules for icons that no page shows.

    Parameters
    ----------
    styles : str
        A style sheet.
    names : iterable of str
        Icon names without `fa-`.

    Examples
    --------
    >>> css = r'.fa-bars:before,.fa-navicon:before{content:"\f0c9"}.fa-x:before{content:"x"}p{}'
    >>> cut_icon_rules(css, ["bars"])
    '.fa-bars:before,.fa-navicon:before{content:"\\f0c9"}p{}'
    """
    names = set(names)

    def keep(rule: re.Match) -> str:
        return rule[0] if names & set(re.findall(r"\.fa-([a-z0-9-]+)", rule[1])) else ""

    return _ICON_RULE.sub(keep, styles)


def cut_icon_font(app: Sphinx, exception: Exception | None) -> None:
    """Cut the theme's icons down to those in use, and remove what no page loads."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    users = [*out.rglob("*.html"), *(static / "scripts").glob("*theme.js")]
    names = {
        name for page in users for name in _ICON_CLASS.findall(page.read_text(encoding="utf-8"))
    }
    styles = "".join(path.read_text(encoding="utf-8") for path in static.rglob("*.css"))
    characters = icon_characters(names, styles)
    if not characters:
        raise ExtensionError(
            "no icon of the theme was found: the form of its style sheet has changed"
        )
    theme = static.joinpath(*_THEME_STYLES)
    theme.write_text(cut_icon_rules(theme.read_text(encoding="utf-8"), names), encoding="utf-8")
    fonts = static / "vendor" / "fontawesome" / "webfonts"
    cut_font(fonts / "fa-solid-900.ttf", characters, fonts / "fa-solid-900.woff2")
    for useless in (
        static / "scripts" / "fontawesome.js",
        *static.rglob("*.map"),
        *fonts.glob("*.ttf"),
    ):
        useless.unlink()


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension, after the theme and after the widgets."""
    # Jupyter Book always sets it, for an extension that this book leaves out.
    app.add_config_value("comments_config", {}, "")
    app.connect("html-page-context", leave_out, priority=950)
    app.connect("build-finished", cut_icon_font)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
