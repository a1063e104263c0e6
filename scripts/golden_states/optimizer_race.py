"""The states of OptimizerRace whose numbers ``write_golden.py`` writes."""

from lib.widgets import OptimizerRace

_OWN = {"sgd_rate": 0.09, "momentum_rate": 0.01, "rmsprop_rate": 0.2, "adam_rate": 0.11}


def states() -> list[dict]:
    """Return all of them."""
    changes = [
        {"step": 100},
        {"step": 100, "noise": 1.0, "corrected": 0},
        {"step": 20, "rate": 0.2},
        {"step": 300, "sgd": 0, "rmsprop": 0, "steepness": 100.0, "beta": 0.99, "rate": 0.001},
        {"step": 40, **_OWN, "noise": 0.5, "seed": 999, "search": True},
        {"step": 0, "steepness": 1.0, "beta": 0.0, "rate": 1.0, "search": True},
        {"surface": "bumpy", "step": 60, "search": True},
        {"surface": "saddle", "step": 80},
        {"surface": "saddle", "step": 8, "start_x": 0.0, "rate": 5.0, "sgd": 0, "adam": 0},
        {"surface": "curved", "step": 100, "noise": 3.0, "seed": 5},
        {"view": "map", "momentum": 0, "rmsprop": 0},
        {"view": "map", "steepness": 100.0, "noise": 0.7, "sgd": 0},
        {"surface": "saddle", "view": "map", "adam": 0, "sgd": 0},
    ]
    made = [(OptimizerRace(change.get("surface", "ravine")), change) for change in changes]
    return [widget.state | change for widget, change in made]
