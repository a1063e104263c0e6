"""Where a chapter can be opened elsewhere: buttons, and the files that a hub reads."""

import os
import re
import sys
from pathlib import Path

from browsing import NOTEBOOK, assert_all_but_colors_is_accessible, assert_colors_can_be_told

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://github.com/a-school/the-book"


def test_one_address_gives_a_page_its_buttons(small_book, tmp_path, new_context, require_tool):
    """With an address there are links to Binder and Colab that all can use; without, none."""
    configuration = tmp_path / "_config.yml"
    text = configuration.read_text(encoding="utf-8")
    assert text.count('repository_url: ""') == 1
    hub = "        jupyterhub_url: https://hub.example.org\n"
    at = text.index("        binderhub_url:")
    text = text[:at] + hub + text[at:]
    for address in ("", ADDRESS):
        configuration.write_text(text.replace('_url: ""', f'_url: "{address}"'), encoding="utf-8")
        code, messages = small_book(NOTEBOOK % "1 + 1")
        assert code == 0, messages
        page = tmp_path / "_build" / "html" / "book" / "index.html"
        links = re.findall(r'href="(https://[^"]+)"', page.read_text(encoding="utf-8"))
        found = {
            name: [one for one in links if name in one] for name in ("binder", "colab", "hub.")
        }
        if not address:
            assert not any(found.values())
    assert found["binder"] == [
        "https://mybinder.org/v2/gh/a-school/the-book/main?urlpath=lab/tree/book/index.md"
    ]
    assert found["colab"] == [
        "https://colab.research.google.com/github/a-school/the-book/blob/main/book/index.md"
    ]
    assert len(found["hub."]) == 1
    opened = new_context().new_page()
    opened.goto(page.as_uri())
    opened.add_script_tag(path=str(Path(require_tool("axe-core")) / "axe.min.js"))
    assert_all_but_colors_is_accessible(opened)
    assert_colors_can_be_told(opened, "light")


def test_a_hub_installs_what_make_installs():
    """The files in `.binder` name the lock, a Python that is new enough, and the library."""
    folder = ROOT / ".binder"
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    (lock,) = [line.removeprefix("-r ") for line in lines if not line.startswith("#")]
    assert (folder / lock).resolve() == ROOT / "requirements.lock"
    version = (folder / "runtime.txt").read_text(encoding="utf-8").strip()
    assert version == "python-3.11"
    assert f'requires-python = ">={version.removeprefix("python-")}"' in (
        ROOT / "pyproject.toml"
    ).read_text(encoding="utf-8")
    assert os.access(folder / "postBuild", os.X_OK) or sys.platform == "win32"
    assert "--editable ." in (folder / "postBuild").read_text(encoding="utf-8")
