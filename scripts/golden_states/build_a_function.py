"""The states of BuildAFunction whose numbers ``write_golden.py`` writes."""

from lib.widgets import BuildAFunction
from lib.widgets.function_networks import ACTIVATIONS

_CURVE = [0.75, 0.8, 0.25, 0.2, 0.6]
_SHORT = [0.3, 0.95]
_DENT = [0.2, 0.5, 0.8, 0.55, 0.75, 0.5, 0.2, 0.12]
_RUN = ("activation", "steepness", "target", "heights", "start", "seed", "rate")

#: Fifty steps of descent each: from bumps soft and steep, from hats, from random weights.
_RUNS = [
    ("sigmoid", 40.0, "wave", _CURVE, "hand", 1, 0.01),
    ("sigmoid", 1000.0, "dent", _DENT, "hand", 1, 0.03),
    ("sigmoid", 4.0, "jump", _SHORT, "hand", 1, 0.1),
    ("sigmoid", 40.0, "wave", _DENT, "random", 2, 0.01),
    ("sigmoid", 40.0, "dent", _CURVE, "small", 999, 0.3),
    ("tanh", 23.4, "jump", _CURVE, "hand", 1, 0.01),
    ("tanh", 40.0, "dent", _DENT, "random", 7, 0.03),
    ("relu", 40.0, "wave", _CURVE, "hand", 1, 0.001),
    ("relu", 40.0, "jump", _DENT, "random", 3, 0.01),
    ("relu", 40.0, "wave", _CURVE, "small", 5, 0.03),
]


def states() -> list[dict]:
    """Return all of them."""
    usual = BuildAFunction(steepness=20).state
    changes = [
        {"mode": mode, "activation": name} for mode in ("unit", "bump") for name in ACTIVATIONS
    ]
    changes[-1] |= {"left": 0.25, "right": 0.75, "height": 0.75}  # beside the hat f is exactly 0
    changes += [
        {"mode": "bump", "steepness": 1000.0, "left": 0.62, "right": 0.3, "height": -0.4},
        {"mode": "curve", "target": "jump", "steepness": 1000.0, "heights": _SHORT, "steps": 9},
        {"mode": "curve", "target": "dent", "activation": "relu", "heights": _DENT},
    ]
    descent = {"mode": "descent", "steps": 50}
    changes += [descent | dict(zip(_RUN, run, strict=True)) for run in _RUNS]
    return [usual | change for change in changes]
