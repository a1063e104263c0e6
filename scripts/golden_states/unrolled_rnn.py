"""States of UnrolledRNN whose numbers the page must reproduce."""

from __future__ import annotations


def states() -> list[dict]:
    """Return them: every activation, shape and bug, few steps and many, vanished and exploded."""
    runs = [
        (0.9, 6, "tanh", "turn", 0, "w11", "none", False, 1.0),
        (0.9, 6, "tanh", "turn", 8, "w12", "none", True, 0.1),
        (1.1, 40, "identity", "turn", 80, "w11", "none", True, 1.0),
        (0.9, 40, "identity", "mix", 41, "w22", "none", False, 1.0),
        (2.5, 40, "identity", "uneven", 80, "w21", "none", True, 10.0),
        (2.5, 40, "tanh", "mix", 80, "w21", "none", True, 0.01),
        (0.1, 40, "tanh", "turn", 60, "w11", "none", False, 1.0),
        (1.1, 25, "tanh", "uneven", 50, "w12", "none", True, 0.5),
        (0.9, 6, "tanh", "turn", 12, "w12", "last", False, 1.0),
        (0.9, 6, "tanh", "turn", 12, "w12", "source", False, 1.0),
        (1.0, 3, "identity", "turn", 6, "w11", "source", False, 1.0),
        (1.0, 2, "identity", "mix", 4, "w11", "source", True, 2.0),
        (1.3, 10, "relu", "mix", 15, "w22", "none", True, 3.0),
        (0.9, 12, "relu", "turn", 24, "w22", "last", False, 1.0),
        (1.6, 40, "relu", "turn", 80, "w11", "none", True, 1.0),
        (1.0, 20, "sigmoid", "turn", 33, "w11", "none", False, 1.0),
        (2.5, 5, "sigmoid", "mix", 10, "w21", "source", True, 0.2),
        (1.2, 4, "tanh", "uneven", 80, "w12", "last", True, 0.3),
    ]
    names = (
        "beta",
        "steps",
        "activation",
        "shape",
        "done",
        "selected",
        "planted",
        "clip",
        "threshold",
    )
    return [dict(zip(names, run, strict=True)) for run in runs]
