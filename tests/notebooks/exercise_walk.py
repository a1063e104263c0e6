"""Walk through a notebook as a reader who fails every exercise once and then solves it.

Only the cells run that the exercises need: that the whole notebook runs is the affair of nbval.
"""

import contextlib
import copy
import os

from jupyter_client import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell

from tests.notebooks.needed import needed
from tests.notebooks.rules import checked, name, tagged


@contextlib.contextmanager
def strict_kernel(folder):
    """Start a kernel in which checks refuse by an exception, for one walk after the other."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(folder), env=os.environ | {"LIB_EXERCISES_STRICT": "1"})
    try:
        yield manager
    finally:
        manager.shutdown_kernel(now=True)


def walk(nb, kernel, refusal):
    """Try each check of a notebook in strict mode, with the stub and with the solution.

    Parameters
    ----------
    nb : NotebookNode
        A chapter. The exercises and the cells that they need run in order, in one kernel; where a
        check stands, it is run with the stub, then the solution is run, then the check again.
    kernel : KernelManager
        As `strict_kernel` gives it. What another walk has left there is forgotten first; only
        modules stay, since to import them takes longer than all checks.
    refusal : str
        The name of the exception by which a check refuses an answer in strict mode.

    Returns
    -------
    list of str
        What went wrong; an empty list if every stub is refused and every solution passes.
    """
    nb = copy.deepcopy(nb)
    checks = {p: exercise for exercise, where in checked(nb).items() for p in where}
    solutions = tagged(nb, "solution")
    wanted = {
        p for kind in ("exercise", "solution") for ps in tagged(nb, kind).values() for p in ps
    }
    sources = {p: cell.source for p, cell in enumerate(nb.cells) if cell.cell_type == "code"}
    run_these = needed(sources, wanted | set(checks))
    client = NotebookClient(nb, timeout=600, km=kernel, store_widget_state=False)
    problems = []

    def run(cell, position):
        """Return the error of a cell as (name, message), or None."""
        try:
            client.execute_cell(cell, position)
        except CellExecutionError as error:
            return error.ename, error.evalue
        return None

    with client.setup_kernel():
        nb.cells.append(new_code_cell("%reset -f"))
        run(nb.cells[-1], len(nb.cells) - 1)
        for position, cell in enumerate(nb.cells):
            if position not in run_these:
                continue
            error = run(cell, position)
            if position not in checks:
                if error and "raises-exception" not in cell.metadata.get("tags", []):
                    problems.append(f"{name(cell)} raises {error[0]}: {error[1]}")
                continue
            exercise = checks[position]
            if error is None:
                problems.append(f"{exercise}: the stub passes the check")
            elif error[0] != refusal:
                problems.append(f"{exercise}: the stub breaks the check: {error[0]}: {error[1]}")
            for solution in solutions.get(exercise, []):
                run(new_code_cell(nb.cells[solution].source), position)
            if error := run(new_code_cell(cell.source), position):
                problems.append(f"{exercise}: the solution is refused: {error[0]}: {error[1]}")
    client.kc.stop_channels()
    return problems
