"""The states of NextLetter whose numbers ``write_golden.py`` writes."""

import numpy as np

from lib.widgets.letter_network import LetterNetwork, packed, quantized, stored
from lib.widgets.next_letter import TEXT


def states() -> list[dict]:
    """Return all of them; a state without a model is that of the book's plain RNN."""
    small = LetterNetwork("rnn", 5, "\n abc", rng=3)
    for parameter in small.parameters():  # large weights: sure of wrong things
        parameter.data *= 20
    wide = LetterNetwork("gru", 3, "\n ab", rng=np.random.default_rng(8))
    runs = [
        (TEXT, 1.0, 1, "surprise", 1, 400, 0),
        ("", 0.2, 99, "unit", 256, 0, 0),
        ("naïve 7 ways, my lord;\nzzzzq", 2.0, 7, "unit", 17, 5, 3),
        ("The king " * 44, 0.5, 3, "surprise", 100, 399, 200),
    ]
    others = [
        (stored("gru"), TEXT, 1.0, 1, "update", 144, 400, 0),
        (packed(quantized(small)), "abcabc cab", 0.2, 5, "unit", 5, 400, 10),
        (packed(quantized(wide)), "a b", 2.0, 1, "update", 2, 1, 0),
        (packed(quantized(wide)), "bab\nab", 0.6, 12, "reset", 200, 4, 2),
    ]
    names = ("text", "temperature", "seed", "show", "unit", "place", "written")
    own = [dict(zip(names, run, strict=True)) for run in runs]
    return own + [dict(zip(("model", *names), run, strict=True)) for run in others]
