"""The states of DrawADigit whose numbers ``write_golden.py`` writes."""

from lib.widgets.digit_samples import SAMPLES
from lib.widgets.digit_strokes import to_ink


def states() -> list[dict]:
    """Return all of them."""
    corner = to_ink([[(0, 100), (0, 99.9), (100, 0)], [(100, 100)]])
    drawings = [
        ("", "1.1", 0, 0),
        (SAMPLES["0"], "2.16", 7, 7),
        (SAMPLES["4"], "1.6", 23, 23),
        (SAMPLES["7 with a bar"], "1.3", 4, 11),
        (SAMPLES["1 with a roof"], "2.1", 23, 0),
        (SAMPLES["house"], "1.2", 12, 12),
        (to_ink([[(50, 50)]]), "1.4", 11, 11),
        (to_ink([[(30, 20.5), (37.9, 20.5)]]), "2.9", 3, 4),
        (corner, "1.5", 0, 23),
    ]
    names = ("ink", "filter", "row", "column")
    return [dict(zip(names, drawing, strict=True)) for drawing in drawings]
