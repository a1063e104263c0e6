"""What the theme loads and this book does not need is left out; its icons become one small style sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

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
_ICON_CLASS = re.compile(r"\bfa-(?!solid\b|regular\b|brands\b|lg\b)([a-z0-9-]+)")


def _name(asset: object) -> str:
    return Path(str(getattr(asset, "filename", asset) or "").split("?")[0]).name


def leave_out(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Drop the files that a page has no use for."""
    body = context.get("body") or ""
    for kind in ("css_files", "script_files"):
        context[kind] = [
            asset
            for asset in context.get(kind, [])
            if _name(asset) not in NEEDED_FOR or NEEDED_FOR[_name(asset)] in body
        ]


def icon_css(names: Iterable[str], library: str) -> str:
    """Return a style sheet that draws icons as masks, in the colour of the text around them.

    Parameters
    ----------
    names : iterable of str
        Icon names without `fa-`.
    library : str
        The text of the theme's fontawesome.js, from which the shapes are taken.
    """
    rules = [
        ".fa-solid,.fa-regular,.fa-brands,.fas,.far,.fab{display:inline-block;width:1em;height:1em}",
        ".fa-solid::before,.fa-regular::before,.fa-brands::before,.fas::before,.far::before,.fab::before"
        "{content:'';display:block;width:1em;height:1em;background:currentColor;"
        "-webkit-mask:var(--dl-icon) center/contain no-repeat;mask:var(--dl-icon) center/contain no-repeat}",
        ".fa-lg{font-size:1.25em}",
        "@media (forced-colors:active){.fa-solid::before,.fas::before{background:CanvasText}}",
    ]
    for name in sorted(set(names)):
        shape = re.search(
            rf'[{{,]"?{re.escape(name)}"?:\[(\d+),(\d+),\[[^\]]*\],"[0-9a-f]+","([^"]+)"\]', library
        )
        if shape is None:
            continue
        width, height, path = shape.groups()
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><path d="{path}"/></svg>'
        rules.append(f".fa-{name}{{--dl-icon:url({json.dumps('data:image/svg+xml,' + quote(svg, safe=' =/:'))})}}")
    return "\n".join(rules) + "\n"


def write_icons(app: Sphinx, exception: Exception | None) -> None:
    """Collect the icons of the built pages, write their style sheet, and remove the theme's big files."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    scripts = static / "scripts"
    users = [*out.rglob("*.html"), scripts / "pydata-sphinx-theme.js", scripts / "sphinx-book-theme.js"]
    names = {name for page in users for name in _ICON_CLASS.findall(page.read_text(encoding="utf-8"))}
    library = scripts / "fontawesome.js"
    css = icon_css(names, library.read_text(encoding="utf-8"))
    if css.count("--dl-icon:url") < 3:
        raise ExtensionError("hardly any icon was found in the theme's fontawesome.js: its form has changed")
    (static / "icons.css").write_text(css, encoding="utf-8")
    for useless in (library, *static.rglob("*.map"), *static.rglob("fa-*.ttf"), *static.rglob("fa-*.woff2")):
        useless.unlink()


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension, after the theme and after the widgets."""
    # Jupyter Book always sets it, for an extension that this book leaves out.
    app.add_config_value("comments_config", {}, "")
    app.connect("html-page-context", leave_out, priority=950)
    app.connect("build-finished", write_icons)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
