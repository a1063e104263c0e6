"""Numbers: equations, figures and exercises carry the number of their chapter, 3.1, 3.2, …"""

from __future__ import annotations

import re

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_CHAPTER = re.compile(r"chapters/(\d\d)_")


def number_by_chapter(app: Sphinx | None, env: BuildEnvironment) -> list[str]:
    """Put the number in a chapter's file name before each number on its page, and count anew.

    Sphinx counts through the whole book, so that a new chapter would renumber all later ones.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> pages = {"chapters/03_x": {"figure": {"a": (7,), "b": (8,)}}, "book/index": {}}
    >>> number_by_chapter(None, SimpleNamespace(toc_fignumbers=pages))
    []
    >>> pages["chapters/03_x"]
    {'figure': {'a': (3, 1), 'b': (3, 2)}}
    """
    for docname, kinds in env.toc_fignumbers.items():
        chapter = _CHAPTER.match(docname)
        if chapter:
            for numbers in kinds.values():
                for place, name in enumerate(numbers, start=1):
                    numbers[name] = (int(chapter[1]), place)
    return []


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension, after Sphinx has counted."""
    app.connect("env-get-updated", number_by_chapter, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
