"""States of SignalThroughLayers whose numbers the page must reproduce."""

from __future__ import annotations

import math


def states() -> list[dict]:
    """Return them: every activation and start, alive and lost, shallow and deep.

    Tanh with large weights stays shallow: it enlarges the last digit, layer by layer.
    """
    runs = [
        (10, "tanh", 1.0, "normal", 0, 10),
        (50, "tanh", 1.0, "normal", 0, 25),
        (30, "tanh", 0.5, "normal", 3, 30),
        (8, "tanh", 8.0, "normal", 1, 8),
        (50, "tanh", 0.05, "normal", 0, 50),
        (10, "sigmoid", 1.0, "normal", 0, 4),
        (12, "sigmoid", 8.0, "normal", 9999, 12),
        (50, "relu", math.sqrt(2), "normal", 0, 50),
        (20, "relu", 10.0, "normal", 5, 1),
        (40, "relu", 0.7, "normal", 2, 50),
        (50, "identity", 10.0, "normal", 0, 50),
        (2, "identity", 1.0, "normal", 7, 1),
        (12, "tanh", 0.125, "equal", 0, 3),
        (6, "relu", 1.0, "equal", 0, 6),
        (3, "sigmoid", 0.125, "equal", 4, 2),
        (10, "tanh", 1.0, "zeros", 0, 10),
        (5, "sigmoid", 3.0, "zeros", 0, 5),
        (5, "relu", 1.0, "zeros", 0, 2),
    ]
    names = ("depth", "activation", "scale", "init", "seed", "layer")
    return [dict(zip(names, run, strict=True)) for run in runs]
