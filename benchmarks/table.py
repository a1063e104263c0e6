"""The table of a run: for the terminal, as Markdown for the book, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from .timing import Row

HEAD = ("work", "NumPy", "against", "ratio", "bar", "met", "of GEMM")


def cells(row: Row, gemm: float) -> tuple[str, ...]:
    """Return what stands in the columns of one row; gemm is in GFLOP/s."""
    return (
        row.work,
        duration(row.ours),
        row.against if row.theirs is None else f"{row.against} {duration(row.theirs)}",
        "–" if row.ratio is None else f"{row.ratio:.2g}",
        "–" if row.bar is None else f"≤ {row.bar:.2g}",
        {True: "yes", False: "NO", None: "–"}[row.met],
        "–" if row.gflop is None else f"{row.gflop / row.ours / gemm:.0%}",
    )


def as_text(rows: Iterable[Row], gemm: float) -> str:
    """Return the table with columns aligned."""
    lines = [HEAD, *(cells(row, gemm) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def as_markdown(rows: Iterable[Row], gemm: float) -> str:
    """Return the table as the book shows it."""
    lines = [HEAD, ("---",) * len(HEAD), *(cells(row, gemm) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def verdict(rows: Iterable[Row]) -> str:
    """Say which bars are met, which are not, and which were not tried."""
    rows = [row for row in rows if row.bar is not None]
    missed = [
        f"{row.work} ({row.ratio:.2g}, bar {row.bar:.2g})" for row in rows if row.met is False
    ]
    untried = [row.work for row in rows if row.met is None]
    lines = [f"{sum(row.met is True for row in rows)} of {len(rows)} bars are met."]
    if missed:
        lines.append(f"Missed: {'; '.join(missed)}.")
    if untried:
        lines.append(f"Nothing to compare with (make torch): {'; '.join(untried)}.")
    return "\n".join(lines)


def write(folder: Path, machine: dict, rows: list[Row], gemm: float) -> None:
    """Write bench.json and bench.md into `folder`."""
    write_json(folder, machine, rows, gemm)
    (folder / "bench.md").write_text(as_markdown(rows, gemm), encoding="utf-8")


def write_json(folder: Path, machine: dict, rows: list[Row], gemm: float) -> None:
    """Write bench.json into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    run = {
        "command": "python -m benchmarks --keep",
        "machine": machine,
        "gemm_gflops": gemm,
        "rows": [asdict(row) | {"met": row.met} for row in rows],
    }
    (folder / "bench.json").write_text(json.dumps(run, indent=2) + "\n", encoding="utf-8")


def duration(seconds: float) -> str:
    """Return a time with three digits and a unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} µs"
