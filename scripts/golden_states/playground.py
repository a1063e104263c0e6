"""The states of the Playground whose numbers ``write_golden.py`` writes."""

import itertools

from lib.widgets import playground_run

_USUAL = {
    "problem": "xor",
    "m": 40,
    "noise": 0.1,
    "sample": 1,
    "seed": 1,
    "hidden": [4],
    "activation": "tanh",
    "init": "scaled",
    "rate": 0.5,
    "optimizer": "sgd",
    "batch": "full",
    "l2": 0.0,
    "dropout": 0.0,
    "steps": 50,
}


def states() -> list[dict]:
    """Return all of them."""
    rules = itertools.product(playground_run.ACTIVATIONS, playground_run.OPTIMIZERS)
    rates = {"sgd": 0.5, "momentum": 0.1, "adam": 0.02}
    changes = [{"activation": name, "optimizer": o, "rate": rates[o]} for name, o in rules]
    changes += [
        {"problem": name, "m": 60, "sample": 10 + i, "hidden": [3, 2]}
        for i, name in enumerate(playground_run.PROBLEMS[:-1])
    ]
    small = [[[0.5, -0.25]], [0.125], [[1.5]], [-0.75]]
    rows = [[0.5, -1.25, 1], [-2.0, 0.75, 0], [1.0, 1.0, 0]]
    changes += [
        {"hidden": [], "problem": "blobs", "noise": 0.5},
        {"hidden": [8, 8], "problem": "spiral", "m": 500, "init": "he", "activation": "relu"},
        {"hidden": [8, 8, 8], "init": "normal", "batch": "10", "rate": 0.1, "seed": 9999},
        {"init": "zeros", "activation": "sigmoid", "problem": "moons"},
        {"l2": 0.03, "optimizer": "momentum", "rate": 0.1},
        {"l2": 0.1, "optimizer": "adam", "rate": 0.02, "batch": "32"},
        {"batch": "1", "rate": 0.05, "l2": 0.001},
        {"dropout": 0.5, "hidden": [6, 5], "batch": "10", "rate": 0.1},
        {"dropout": 0.2, "activation": "relu", "optimizer": "adam", "rate": 0.02, "begun": 700},
        {"hidden": [1], "start": small, "problem": "points", "examples": rows},
        {"start": small, "hidden": [1], "batch": "10", "begun": 123456, "rate": 1.0},
    ]
    return [_USUAL | change for change in changes]
