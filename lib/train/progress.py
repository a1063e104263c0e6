"""A progress bar where somebody is watching, and nothing where the output is stored."""

from __future__ import annotations

import sys

from tqdm.auto import tqdm


def progress_bar(steps: int, progress: bool | None) -> tqdm:
    """Return a bar over all steps; it is silent unless it is wanted.

    Parameters
    ----------
    steps : int
        All steps of the training.
    progress : bool or None
        None: only on a terminal or in a live notebook.
    """
    shown = somebody_is_watching() if progress is None else progress
    return tqdm(total=steps, unit="step", leave=False, disable=not shown)


def somebody_is_watching() -> bool:
    """Tell whether the output goes to a terminal or to a notebook that a person runs."""
    # Without IPython there is no notebook.
    try:
        from IPython import get_ipython
    except ImportError:
        return sys.stderr.isatty()
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return sys.stderr.isatty()
    # Programs that execute notebooks (the book's build, its tests) tell the kernel that nobody
    # can answer a question; that is the one sign by which a kernel can know.
    return bool(getattr(kernel, "_allow_stdin", False))
