"""States of GreedyParser whose numbers the page must reproduce."""

from __future__ import annotations


def states() -> list[dict]:
    """Return them: each sentence, detours, both readings in turn, J after steps and of trees."""
    runs = [
        ("glasses", "first", 0.1, 0, 0.1, "steps", [], []),
        ("glasses", "first", 0.1, 0, 0.1, "steps", [0, 0, 0, 0, 0], []),
        ("glasses", "first", 0.1, 0, 0.1, "steps", [2, 2, 5, 0], []),
        ("glasses", "first", 0.1, 40, 0.1, "steps", [0, 0], []),
        ("glasses", "first", 0.1, 40, 0.1, "trees", [], []),
        ("glasses", "second", 0.1, 3, 0.1, "steps", [4], [25]),
        ("glasses", "first", 1.0, 17, 0.5, "steps", [], []),
        ("glasses", "first", 0.3, 5, 0.2, "steps", [], [40, 40]),
        ("students", "first", 0.1, 2, 0.1, "steps", [0], []),
        ("students", "second", 0.0, 7, 0.1, "steps", [1, 2, 3], []),
        ("students", "first", 0.3, 4, 0.05, "trees", [], [12, 8]),
        ("cat", "first", 0.1, 1, 0.1, "steps", [5, 4, 3, 2, 1], []),
        ("cat", "second", 0.25, 12, 0.1, "steps", [0, 0, 0], [3]),
    ]
    names = ("sentence", "gold", "kappa", "rounds", "rate", "compare", "joins", "earlier")
    return [dict(zip(names, run, strict=True)) for run in runs]
