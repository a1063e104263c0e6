"""Explorables in the static page: each widget module is written once, as a classic script.

A notebook's widget state repeats the whole module (`_esm`, `_css`) for every widget. This extension
moves each different module to `_static/widgets/`, with only the parts that the page shows, keeps
the traits of what is shown in the page, and puts the widget's `_fallback` where it will appear.
`book/site/host.js` then brings the widgets to life, from http as well as from a file.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
_VIEW_SCRIPT = re.compile(rf'<script type="{re.escape(VIEW)}">(.*?)</script>', re.DOTALL)
_EXPORT_LIST = re.compile(r"export\s*\{\s*([\w$]+)\s+as\s+default\s*\}\s*;?\s*$")
_EXPORT_DEFAULT = re.compile(r"(?:^|(?<=[;}\n]))\s*export\s+default\s+")
_MODEL = re.compile(r"IPY_MODEL_(\w+)")
_PART = re.compile(r"^//#part ?(\w*)\n", re.MULTILINE)
# Moved out of the page, or of no use to the static host.
_DROPPED = {"_esm", "_css", "_fallback", "_anywidget_id", "_dom_classes", "layout", "style"}
_DROPPED_MODELS = ("LayoutModel", "StyleModel")
NO_SCRIPT = "<p>This part can be moved by hand. It needs JavaScript, or a running notebook.</p>"


def to_classic(module: str, name: str) -> str:
    """Turn an ECMAScript module with a default export into a script that works over file://.

    Examples
    --------
    >>> to_classic("var a={render(){}};export{a as default};", "x")
    '(()=>{var a={render(){}};(globalThis.dlWidgets??={})["x"]=a})();\\n'
    """
    register = f"(globalThis.dlWidgets??={{}})[{json.dumps(name)}]="
    if match := _EXPORT_LIST.search(module):
        body = module[: match.start()] + register + match[1]
    else:
        body, count = _EXPORT_DEFAULT.subn(lambda _: register, module)
        if count != 1:
            raise ExtensionError(
                f"a widget's module has {count} default exports that can be found, expected 1: "
                "end it with `export default { render };`"
            )
        body = body.rstrip().removesuffix(";")
    if re.search(r"^\s*import\s|\bimport\.meta\b", body, flags=re.MULTILINE):
        raise ExtensionError("a widget's module imports another one: bundle it into one file")
    return f"(()=>{{{body}}})();\n"


def only_parts(module: str, names: set[str]) -> str:
    """Return a module without the parts of explorables that are not among the names.

    Parts begin with a line ``//#part Name`` (see ``explorables/build.js``); what stands before the
    first, and parts without a name, belong to all.

    Examples
    --------
    >>> only_parts("var all;\\n//#part A\\na();\\n//#part B\\nb();\\n//#part\\nend();\\n", {"B"})
    'var all;\\nb();\\nend();\\n'
    """
    common, *parts = _PART.split(module)
    texts = zip(parts[::2], parts[1::2], strict=True)
    return common + "".join(text for name, text in texts if not name or name in names)


def fallback(state: dict, model_id: str) -> str:
    """Return the HTML that stands for a widget without script: its own, or its children's."""
    traits = state.get(model_id, {}).get("state", {})
    if traits.get("_fallback"):
        return traits["_fallback"]
    children = [child.removeprefix("IPY_MODEL_") for child in traits.get("children", [])]
    return "".join(fallback(state, child) for child in children) or NO_SCRIPT


def split_state(state: dict) -> tuple[dict, dict[str, str], dict[str, str]]:
    """Separate the traits of a page's models from their modules and style sheets.

    Returns
    -------
    tuple
        The slim state, and two dicts from file name to text: modules, and style sheets.
    """
    slim, modules, styles = {}, {}, {}
    shown = {model["state"].get("_explorable", "") for model in state.values()}
    for model_id, model in state.items():
        if model["model_name"].endswith(_DROPPED_MODELS):
            continue
        traits = model["state"]
        kept = {key: value for key, value in traits.items() if key not in _DROPPED}
        entry = {"name": model["model_name"], "state": kept}
        if model.get("buffers"):
            entry["buffers"] = model["buffers"]
        if traits.get("_esm"):
            module = only_parts(traits["_esm"], shown)
            name = hashlib.sha256(module.encode()).hexdigest()[:12]
            entry["module"] = name
            modules[name] = module
            if traits.get("_css"):
                styles[name] = traits["_css"]
        slim[model_id] = entry
    return slim, modules, styles


def only_shown(state: dict, views: list[str]) -> dict:
    """Return the models that the page needs: those of its views, and what is linked to them.

    A notebook may make widgets that it never shows, to ask them for their numbers.

    Examples
    --------
    >>> state = {name: {"model_name": "AnyModel", "state": {}} for name in "abc"}
    >>> state["box"] = {"model_name": "HBoxModel", "state": {"children": ["IPY_MODEL_a"]}}
    >>> ends = {"source": ["IPY_MODEL_a", "z"], "target": ["IPY_MODEL_b", "z"]}
    >>> state["link"] = {"model_name": "LinkModel", "state": ends}
    >>> sorted(only_shown(state, ["box"]))
    ['a', 'b', 'box', 'link']
    """
    named = {key: set(_MODEL.findall(json.dumps(state[key]["state"]))) for key in state}
    links = {key for key in state if state[key]["model_name"].endswith("LinkModel")}
    shown: set[str] = set()
    found = set(views)
    while found:
        shown |= found
        found = set().union(*(named.get(key, set()) for key in found))
        found |= {key for key in links if named[key] & shown}
        found -= shown
    return {key: model for key, model in state.items() if key in shown}


def _write_once(path: Path, text: str) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def treat_page(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object
) -> None:
    """Replace a page's widget state and views by slim ones that `host.js` reads."""
    scripts = context.get("script_files", [])
    states = [
        script for script in scripts if getattr(script, "attributes", {}).get("type") == STATE
    ]
    # In place: Sphinx holds on to this list, and add_js_file below appends to it.
    scripts[:] = [script for script in scripts if script not in states]
    if not states or "body" not in context:
        return
    views = [json.loads(view)["model_id"] for view in _VIEW_SCRIPT.findall(context["body"])]
    state = only_shown(json.loads(states[0].attributes["body"])["state"], views)
    slim, modules, styles = split_state(state)
    folder = Path(app.outdir) / "_static" / "widgets"
    for name, module in modules.items():
        _write_once(folder / f"{name}.js", to_classic(module, name))
        app.add_js_file(f"widgets/{name}.js", defer="defer", priority=700)
    for name, style in styles.items():
        _write_once(folder / f"{name}.css", style)
        app.add_css_file(f"widgets/{name}.css", priority=400)
    app.add_js_file("host.js", defer="defer", priority=710)

    def mount(match: re.Match) -> str:
        model_id = json.loads(match[1])["model_id"]
        opening = f'<div class="dl-mount" data-model="{html.escape(model_id)}">'
        return f"{opening}{fallback(state, model_id)}</div>"

    data = json.dumps(slim, separators=(",", ":")).replace("</", "<\\/")
    context["body"] = _VIEW_SCRIPT.sub(mount, context["body"]) + (
        f'\n<script type="application/json" id="dl-widget-state">{data}</script>\n'
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension, after all those that add scripts."""
    app.connect("html-page-context", treat_page, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
