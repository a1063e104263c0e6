"""PyTorch on the page: code runs where PyTorch is, and elsewhere its saved words appear."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable
from pathlib import Path


def digest(source: str) -> str:
    """Return a short fingerprint of a piece of code, blank lines around it aside.

    Examples
    --------
    >>> digest("print(1)") == digest("print(1)\\n\\n"), digest("print(2)") == digest("print(1)")
    (True, False)
    """
    return hashlib.sha256(source.strip().encode()).hexdigest()[:16]


class TorchSays:
    """A decorator: call the function with PyTorch at once, or repeat what PyTorch printed for it.

    The saved text belongs to one version of the code. If the function was changed since, the text
    is not shown, because PyTorch has never said it for this code.

    Parameters
    ----------
    path : str or Path
        A JSON file with ``torch``, the version that spoke, and ``says``: for each function its
        ``code``, which is the `digest` of its source with the decorator, and its ``text``.

    Raises
    ------
    FileNotFoundError
        If there is no such file.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = Path(folder.name) / "says.json"
    >>> _ = path.write_text('{"torch": "2.13.0", "says": {}}')
    >>> torch_says = TorchSays(path)
    >>> torch_says.repeat("one_half", "def one_half(torch): …")
    PyTorch is not installed, and nothing is saved for one_half as it stands here.
    To run it: make torch (see requirements-torch.txt).
    >>> folder.cleanup()
    """

    def __init__(self, path: str | Path):
        kept = json.loads(Path(path).read_text(encoding="utf-8"))
        self.version, self.says = kept["torch"], kept["says"]

    def __call__(self, function: Callable) -> Callable:
        """Let the function print, or print what is saved for it; return the function."""
        try:
            import torch
        except (ImportError, OSError):  # OSError: a build whose libraries do not load here.
            self.repeat(function.__name__, inspect.getsource(function))
        else:
            torch.set_num_threads(1)
            function(torch)
        return function

    def repeat(self, name: str, source: str) -> None:
        """Print what PyTorch said for this source, or that it was never asked."""
        saved = self.says.get(name, {})
        if saved.get("code") == digest(source):
            print(saved["text"], end="")
            return
        print(f"PyTorch is not installed, and nothing is saved for {name} as it stands here.")
        print("To run it: make torch (see requirements-torch.txt).")
