"""Run the book's notebooks and bring them into the form that is stored in the repository.

    python scripts/normalize_notebooks.py --execute chapters    run top to bottom, then normalize
    python scripts/normalize_notebooks.py chapters              normalize what was run by hand
    python scripts/normalize_notebooks.py --check chapters      change nothing, exit 1 and say why

With both flags the notebook is run and compared with the file, and nothing is written. What is
kept, dropped and refused stands in ``notebook_form.py``.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from notebook_form import RefusedError, dumps, first_difference, loads, normalize

CELL_TIMEOUT = 600


def execute(nb: NotebookNode, folder: Path, label: str) -> NotebookNode:
    """Run every cell in a fresh kernel, in ``folder``, and return the notebook with outputs.

    Parameters
    ----------
    nb : NotebookNode
        The notebook to run. It is not changed.
    folder : Path
        The working directory of the kernel.
    label : str
        The name shown in the progress lines.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If an untagged cell raises.
    nbclient.exceptions.CellTimeoutError
        If a cell runs for more than 60 seconds.
    """
    nb = copy.deepcopy(nb)
    code = [index for index, cell in enumerate(nb.cells) if cell.cell_type == "code"]
    start = time.monotonic()

    def report(cell: NotebookNode, cell_index: int, **_: Any) -> None:
        if cell_index in code:
            place = f"{code.index(cell_index) + 1:3d}/{len(code)}"
            print(f"{label} {place} {time.monotonic() - start:5.1f} s", flush=True)

    # A strict run is for the tests; the stored notebook shows what a reader sees.
    env = {k: v for k, v in os.environ.items() if k != "LIB_EXERCISES_STRICT"}
    # As in the build: with more threads sums come in another order, and last digits differ.
    env.setdefault("OPENBLAS_NUM_THREADS", "1")
    client = NotebookClient(
        nb,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        store_widget_state=False,
        on_cell_complete=report,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=env)
    return nb


def write_atomically(path: Path, text: str) -> None:
    """Replace a file in one step, so that a stopped run never leaves half a notebook."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if path.exists():
            os.chmod(name, path.stat().st_mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def process(path: Path, *, run: bool = False, check: bool = False) -> list[str]:
    """Normalize one file and return its problems; an empty list means that it is in order."""
    text = path.read_text(encoding="utf-8")
    try:
        nb = loads(text)
        if run:
            nb = execute(nb, path.resolve().parent, path.name)
        new = dumps(normalize(nb))
    except RefusedError as error:
        return error.problems
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        return [f"does not run: {error}"]
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        return [f"is not a notebook: {error}"]
    if text == new:
        return []
    if not check:
        write_atomically(path, new)
        return []
    why = first_difference(json.loads(text), json.loads(new)) or "spacing or order of keys"
    flags = "--execute " if run else ""
    mend = f"python scripts/normalize_notebooks.py {flags}{path}"
    return [f"is not normalized: {why.lstrip('.')}\n    mend it with: {mend}"]


def find_notebooks(paths: Iterable[Path]) -> list[Path]:
    """Expand folders to the notebooks in them, without the copies that Jupyter keeps."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.ipynb")) if path.is_dir() else [path]
        found += [p for p in inside if ".ipynb_checkpoints" not in p.parts]
    return found


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return 0 if every notebook is in order, 1 if one is not."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("paths", nargs="+", type=Path, help="notebooks, or folders of notebooks")
    parser.add_argument("--execute", action="store_true", help="run the cells first")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 on a difference"
    )
    args = parser.parse_args(argv)
    status = 0
    for path in find_notebooks(args.paths):
        if not path.is_file():
            parser.error(f"{path} does not exist")
        for problem in process(path, run=args.execute, check=args.check):
            print(f"{path}: {problem}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
