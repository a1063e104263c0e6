"""The states of FitAndOverfit whose numbers ``write_golden.py`` writes."""

from lib.widgets import FitAndOverfit


def states() -> list[dict]:
    """Return all of them."""
    usual = FitAndOverfit().state
    many = {"mode": "many"}
    changes = [
        {},
        {"degree": 12, "along": "decay"},
        {"degree": 12, "decay": 0.3, "along": "points", "moved": [[4, 1.5], [0, -2.0]]},
        {"degree": 9, "moved": [[3, 2.5], [14, 0.25], [15, 2.0], [199, -1.0]]},
        {"degree": 15, "points": 5, "noise": 0.5},
        {"degree": 14, "seed": 9999},
        {"degree": 0, "points": 200, "decay": 100.0, "noise": 0.0},
        many,
        many | {"degree": 12, "points": 40, "decay": 0.01, "noise": 0.5, "along": "decay"},
        many | {"degree": 9, "seed": 77, "along": "points", "moved": [[2, 1.0]]},
    ]
    return [usual | change for change in changes]
