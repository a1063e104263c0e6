"""The states of NeuronLearns whose numbers ``write_golden.py`` writes."""

_NAMES = ("weight", "bias", "rate_squared", "rate_cross", "rates", "epoch")

#: The two starts of the book to the end, then starts and rates at the edges.
_RUNS = [
    (2.0, 2.0, 0.15, 0.005, "own", 300),
    (0.6, 0.9, 0.15, 0.005, "own", 300),
    (2.0, 2.0, 0.15, 0.005, "same", 40),
    (0.6, 0.9, 0.15, 1.0, "same", 0),
    (4.0, 4.0, 0.001, 5.0, "own", 30),
    (-4.0, -4.0, 5.0, 5.0, "own", 12),
    (-3.25, 3.25, 1.5, 0.7, "own", 8),
    (4.0, -1.9, 5.0, 0.3, "same", 20),
    (3.0, 4.0, 0.3, 0.001, "same", 1),
]


def states() -> list[dict]:
    """Return all of them."""
    return [dict(zip(_NAMES, run, strict=True)) for run in _RUNS]
