"""States of TreeComposer whose numbers the page must reproduce."""

from __future__ import annotations

from lib.widgets.tree_sentences import SENTENCES


def states() -> list[dict]:
    """Return them: every sentence and bug, both readings, own and unfinished trees, nudges."""
    first = {name: sentence.readings[0] for name, sentence in SENTENCES.items()}
    second = {name: sentence.readings[1] for name, sentence in SENTENCES.items()}
    own = [[3, 4], [2, 5], [1, 6], [0, 7]]
    runs = [
        ("students", first["students"], second["students"], 4, -0.6, -0.4, "w11", 0.0, "none"),
        ("students", second["students"], first["students"], 6, -0.6, -0.4, "w11", 0.0, "none"),
        ("students", own, first["students"], 8, 1.0, -1.0, "w24", 0.5, "none"),
        ("students", first["students"], [], 8, 0.25, 0.0, "w12", -0.5, "top"),
        ("students", [], second["students"], 0, -0.6, -0.4, "w13", 0.3, "none"),
        ("students", [[3, 4], [0, 1]], [], 2, -0.6, -0.4, "w13", 0.0, "swap"),
        ("men", first["men"], second["men"], 6, -0.6, -0.4, "w21", 0.1, "none"),
        ("men", second["men"], first["men"], 5, 0.0, 0.5, "w22", 0.0, "swap"),
        ("good", first["good"], second["good"], 4, 0.5, 0.5, "w14", 0.0, "slope"),
        ("good", second["good"], [[0, 1]], 3, -1.0, 1.0, "w23", -0.05, "top"),
        ("cat", first["cat"], second["cat"], 10, -0.6, -0.4, "w11", 0.0, "none"),
        ("cat", second["cat"], first["cat"], 7, 0.9, 0.9, "w24", -0.2, "swap"),
    ]
    names = (
        "sentence",
        "merges",
        "kept",
        "done",
        "target_x",
        "target_y",
        "selected",
        "nudge",
        "planted",
    )
    return [dict(zip(names, run, strict=True)) for run in runs]
