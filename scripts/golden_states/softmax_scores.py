"""The states of SoftmaxScores whose numbers ``write_golden.py`` writes."""

_NAMES = ("scores", "truth", "shown", "rate", "steps")

#: The chapter's four scores, raised, doubled and learned from; then the edges of what is allowed.
_ASKED = [
    ([1.0, 2.0, 3.0, 4.0], 1, "softmax", 1.0, 0),
    ([1.0, 2.0, 3.0, 5.0], 1, "softmax", 1.0, 0),
    ([11.0, 12.0, 13.0, 14.0], 4, "softmax", 1.0, 0),
    ([2.0, 4.0, 6.0, 8.0], 4, "softmax", 1.0, 0),
    ([1.0, 2.0, 3.0, 4.0], 1, "softmax", 1.0, 20),
    ([1.0, 2.0, 3.0, 4.0], 1, "sigmoids", 1.0, 0),
    ([1.0, 2.0, 3.0, 4.0], 2, "sigmoids", 0.5, 100),
    ([0.0, 0.0, 0.0], 3, "softmax", 0.1, 100),
    ([-16.0, 16.0, -16.0, 16.0, 0.0], 1, "softmax", 5.0, 100),
    ([16.0, -16.0, 16.0, -16.0, 0.0], 2, "softmax", 5.0, 3),
    ([16.0, 16.0, 16.0], 1, "softmax", 1.0, 50),
    ([15.0, 15.0, 15.0], 1, "softmax", 1.0, 50),
    ([-16.0, -16.0, -15.5, 16.0, 16.0], 5, "sigmoids", 5.0, 7),
    ([-16.0, -16.0, 16.0], 3, "softmax", 1.0, 1),
]


def states() -> list[dict]:
    """Return all of them."""
    return [dict(zip(_NAMES, one, strict=True)) for one in _ASKED]
