"""Run chapter 17 with PyTorch and keep what PyTorch prints, for readers who have not installed it.

    python -m scripts.save_torch_says [--check]

Each cell of the chapter with a function under ``@torch_says`` is run for real; the text goes to
book/results/torch_says.json beside a fingerprint of the function's code. With ``--check`` nothing
is written, and a difference is an error. Takes about half a minute.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from lib.torch_says import digest

ROOT = Path(__file__).resolve().parents[1]
CHAPTER = ROOT / "chapters" / "17_pytorch.ipynb"
OUTPUT = ROOT / "book" / "results" / "torch_says.json"


def decorated(source: str) -> tuple[str, str] | None:
    """Return the name and the source of the function under ``@torch_says``, or None.

    Raises
    ------
    ValueError
        If a cell has two of them: their outputs could not be told apart.
    """
    lines = source.split("\n")
    found = [
        (node.name, "\n".join(lines[node.decorator_list[0].lineno - 1 : node.end_lineno]))
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(d, ast.Name) and d.id == "torch_says" for d in node.decorator_list)
    ]
    if len(found) > 1:
        raise ValueError(f"one function under @torch_says a cell; got {', '.join(dict(found))}.")
    return found[0] if found else None


def printed(nb: nbformat.NotebookNode) -> dict:
    """Return {function: {code, text}} of a notebook that was run."""
    says = {}
    for cell in nb.cells:
        found = decorated(cell.source) if cell.cell_type == "code" else None
        if found:
            name, source = found
            if name in says:
                raise ValueError(f"{name} stands twice in the chapter; give each its own name.")
            text = "".join(o.text for o in cell.outputs if o.get("name") == "stdout")
            says[name] = {"code": digest(source), "text": text}
    return says


def run(path: Path = CHAPTER) -> dict:
    """Run the chapter in a fresh kernel; return what is to be kept."""
    import torch

    nb = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(nb, timeout=600, kernel_name="python3", resources=resources).execute()
    return {
        "command": "python -m scripts.save_torch_says",
        "torch": torch.__version__,
        "says": printed(nb),
    }


def main() -> None:
    """Write the file, or compare with it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    kept = run()
    text = json.dumps(kept, indent=1, ensure_ascii=False) + "\n"
    if check:
        old = json.loads(OUTPUT.read_text(encoding="utf-8"))["says"]
        off = sorted(n for n in old.keys() | kept["says"] if old.get(n) != kept["says"].get(n))
        if off:
            sys.exit(f"PyTorch says something else now for {', '.join(off)}.")
    else:
        OUTPUT.write_text(text, encoding="utf-8")
    print(f"{len(kept['says'])} texts, PyTorch {kept['torch']}")


if __name__ == "__main__":
    main()
