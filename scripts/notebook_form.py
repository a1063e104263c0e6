"""The one form in which the book's notebooks are stored: what is kept, dropped and refused.

Kept: sources, tags, ``mystnb`` metadata, and outputs as text (stdout, ``text/plain``, glued text,
errors by name and message). A figure stays as its ``<Figure size 420x290 with 1 Axes>``: that line
is the same on every machine, and it tells the tests which cells draw.

Dropped: images, HTML, widget views and widget state, stderr (progress bars), times of day, the
interpreter's version, empty code cells, and all outputs of cells tagged ``nbval-ignore-output``
(they differ in each run).

Given: execution counts 1..n; ids made of a cell's text, once, which later edits leave alone; and
folded input for the cells that the page folds too. Without that JupyterLab shows the code of a
solution in the open, because its MyST renderer cannot fold a cell between two markdown cells.

Refused, because no form of it can be the same for two readers: memory addresses, absolute paths,
warnings, untagged errors, cells that were not run or not run in order.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
import warnings
from typing import Any

import nbformat
from nbformat import NotebookNode

KEPT_MIMES = frozenset(
    {"text/plain", "text/latex", "text/markdown", "application/papermill.record/text/plain"}
)
KEPT_CELL_METADATA = ("mystnb", "name", "reason", "tags")
KEPT_NOTEBOOK_METADATA = ("myst", "mystnb")
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE_INFO = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}

FOLDED = re.compile(r"solution:|hide-input$|hide-cell$|remove-input$|remove-cell$")
RANDOM_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}")
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
ABSOLUTE_PATH = re.compile(
    r"""(?:^|(?<=[\s"'(=\[,]))(?:/[A-Za-z][\w.-]*){2,}|\b[A-Za-z]:\\\w""", re.M
)
WARNING = re.compile(r"^.*\w*Warning\b.*$", re.M)
OVERWRITTEN = re.compile(r"^.*\r(?=[^\n])", re.M)


class RefusedError(ValueError):
    """A notebook that cannot be stored as it is; ``problems`` says why, one line each."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


def normalize(nb: NotebookNode) -> NotebookNode:
    """Return the stored form of a notebook.

    Parameters
    ----------
    nb : NotebookNode
        A notebook that was run from top to bottom. It is not changed.

    Returns
    -------
    NotebookNode
        A new notebook; normalizing it again gives the same notebook.

    Raises
    ------
    RefusedError
        If an output cannot be the same for two readers, or a cell was not run.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> cell = new_code_cell("6 * 7", execution_count=40)
    >>> normalize(new_notebook(cells=[cell])).cells[0].execution_count
    1
    """
    nb = copy.deepcopy(nb)
    nb.nbformat, nb.nbformat_minor = 4, 5
    kept = {key: nb.metadata[key] for key in KEPT_NOTEBOOK_METADATA if key in nb.metadata}
    nb.metadata = nbformat.from_dict(
        kept | {"kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO}
    )
    nb.cells = [c for c in nb.cells if c.cell_type != "code" or c.source.strip()]

    problems: list[str] = []
    taken: set[str] = set()
    last_count = 0
    count = 0
    for number, cell in enumerate(nb.cells, start=1):
        cell.source = cell.source.rstrip("\n")
        cell.metadata = _cell_metadata(cell)
        cell.id = _cell_id(cell, taken)
        if cell.cell_type != "code":
            continue
        where = f"cell {number} ({_first_line(cell.source)!r})"
        if cell.execution_count is None:
            problems.append(f"{where} was not run; run the notebook with --execute")
        elif cell.execution_count <= last_count:
            problems.append(f"{where} was not run in order; run the notebook with --execute")
        else:
            last_count = cell.execution_count
        count += 1
        cell.execution_count = count
        cell.outputs = _outputs(cell, where, problems)
    if problems:
        raise RefusedError(problems)
    return nb


def _cell_metadata(cell: NotebookNode) -> NotebookNode:
    kept = {key: cell.metadata[key] for key in KEPT_CELL_METADATA if cell.metadata.get(key)}
    if cell.cell_type == "code" and any(FOLDED.match(tag) for tag in kept.get("tags", [])):
        kept["jupyter"] = {"source_hidden": True}
    return nbformat.from_dict(kept)


def _cell_id(cell: NotebookNode, taken: set[str]) -> str:
    """Keep an id that was given on purpose; replace a missing, random or repeated one."""
    chosen = cell.get("id", "")
    if not chosen or chosen in taken or RANDOM_ID.fullmatch(chosen):
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
        base = chosen = f"{cell.cell_type}-{digest}"
        copies = 1
        while chosen in taken:
            copies += 1
            chosen = f"{base}-{copies}"
    taken.add(chosen)
    return chosen


def _outputs(cell: NotebookNode, where: str, problems: list[str]) -> list[NotebookNode]:
    tags = cell.metadata.get("tags", [])
    kept: list[NotebookNode] = []
    for output in cell.outputs:
        kind = output.output_type
        if kind == "stream" and output.name == "stderr":
            if found := WARNING.search(output.text):
                problems.append(f"{where} warns; mend the cause or filter it: {found.group()}")
        elif kind == "stream":
            if kept and kept[-1].output_type == "stream":
                kept[-1].text += output.text
            else:
                kept.append(output)
        elif kind == "error":
            if "raises-exception" not in tags:
                problems.append(f"{where} raised {output.ename} without the tag raises-exception")
            # Tracebacks hold paths, line numbers and colors; the message is what is taught.
            output.traceback = [f"{output.ename}: {output.evalue}"]
            kept.append(output)
        else:
            output.data = {k: v for k, v in sorted(output.data.items()) if k in KEPT_MIMES}
            glued = output.metadata.get("scrapbook")
            output.metadata = {"scrapbook": glued} if glued else {}
            if kind == "execute_result":
                output.execution_count = cell.execution_count
            if output.data:
                kept.append(output)
    if "nbval-ignore-output" in tags:
        return []
    for output in kept:
        if output.output_type == "stream":
            # What a terminal would show: a progress bar's last state.
            output.text = OVERWRITTEN.sub("", output.text)
        for text in _texts(output):
            if found := ADDRESS.search(text):
                problems.append(
                    f"{where} prints a memory address ({found.group()}); give the object a "
                    "__repr__, or end the line with a semicolon"
                )
            if found := ABSOLUTE_PATH.search(text):
                problems.append(
                    f"{where} prints an absolute path ({found.group()}); print it relative"
                )
    return kept


def _texts(output: NotebookNode) -> list[str]:
    if output.output_type == "stream":
        return [output.text]
    if output.output_type == "error":
        return [output.evalue]
    return [value for value in output.data.values() if isinstance(value, str)]


def _first_line(source: str) -> str:
    return source.strip().split("\n", 1)[0][:50]


def dumps(nb: NotebookNode) -> str:
    """Write a notebook as text: indent 1, sorted keys, plain UTF-8, one newline at the end."""
    nbformat.validate(nb)
    return nbformat.writes(nb).rstrip("\n") + "\n"


def loads(text: str) -> NotebookNode:
    """Read a notebook; ids that are missing or repeated are mended later, without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return nbformat.reads(text, as_version=4)


def first_difference(old: Any, new: Any, place: str = "") -> str:
    """Say in one line where two JSON values differ first; an empty string if they are equal."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            if key not in new:
                return f"{place}.{key} should not be there"
            if key not in old:
                return f"{place}.{key} is missing"
            if found := first_difference(old[key], new[key], f"{place}.{key}"):
                return found
        return ""
    if isinstance(old, list) and isinstance(new, list):
        for index, (left, right) in enumerate(zip(old, new, strict=False)):
            if found := first_difference(left, right, f"{place}[{index}]"):
                return found
        if len(old) != len(new):
            return f"{place} has {len(old)} entries, expected {len(new)}"
        return ""
    return "" if old == new else f"{place} is {_short(old)}, expected {_short(new)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
