"""Run all benchmarks, or those that are named: ``python -m benchmarks [--keep] [mlp …]``.

A run of all of them is kept in _build. With ``--keep`` it goes to book/results too, where chapter
17 reads it.
"""

import sys
from importlib import import_module
from pathlib import Path

from threadpoolctl import threadpool_limits

from . import table
from .machine import describe, facts
from .timing import gemm_speed

BENCHMARKS = (
    "logistic",
    "mlp",
    "lenet",
    "recurrent",
    "trees",
    "sizes",
)
FOLDER = Path(__file__).parent.parent / "_build"
RESULTS = Path(__file__).parent.parent / "book" / "results"


def main(names: list[str]) -> None:
    """Measure on one thread, print the table and which bars are met, and keep it for the book."""
    keep = "--keep" in names
    names = [name for name in names if name != "--keep"]
    if keep and names:
        sys.exit("--keep stores the whole table: name no benchmark with it.")
    unknown = sorted(set(names) - set(BENCHMARKS))
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}.")
    with threadpool_limits(limits=1):
        gemm = gemm_speed()
        print(f"{describe()}\nA product of two float32 matrices: {gemm:.0f} GFLOP/s.\n")
        rows = []
        for name in names or BENCHMARKS:
            rows += import_module(f".{name}", __package__).run()
        gemm = max(gemm, gemm_speed())
        print(f"{table.as_text(rows, gemm)}\n\n{table.verdict(rows)}")
        if not names:
            table.write(FOLDER, facts(), rows, gemm)
        if keep:
            table.write_json(RESULTS, facts(), rows, gemm)


if __name__ == "__main__":
    main(sys.argv[1:])
