"""The states of DropoutMask whose numbers ``write_golden.py`` writes."""

from itertools import product

from lib.widgets import DropoutMask
from lib.widgets.dropout_mask import OUTPUTS, SCALINGS


def states() -> list[dict]:
    """Return all of them."""
    usual = DropoutMask().state
    changes = [{"scaling": s, "output": o, "steps": 30} for s, o in product(SCALINGS, OUTPUTS)]
    changes += [{"scaling": s, "mask": [1, 0, 0, 1, 1], "p": 0.2} for s in SCALINGS]
    changes += [
        {},
        {"steps": 1},
        {"steps": 2, "p": 0.9},
        {"steps": 3, "p": 0.0, "mask": [0, 0, 0, 0, 0]},
        {"scaling": "test", "p": 0.75, "output": "sigmoid"},
        {"steps": 1000, "seed": 9999, "p": 0.35, "output": "sigmoid", "mask": [1, 1, 1, 1, 1]},
    ]
    return [usual | change for change in changes]
