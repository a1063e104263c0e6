"""The states of ConvolutionBackward whose numbers ``write_golden.py`` writes."""

from lib.widgets.convolution_cases import CASES

_NAMES = ("goal", "way", "turned", "step", "selected")

_ASKED = [
    ("simple", "input", "scatter", True, 0, ""),
    ("simple", "input", "scatter", True, 2, "x[1,2,2]"),
    ("simple", "input", "scatter", False, 75, "delta[1,1,2]"),
    ("simple", "input", "gather", True, 5, "x[1,1,2]"),
    ("simple", "input", "gather", False, 9, "x[1,2,2]"),
    ("simple", "weight", "scatter", True, 3, "w[1,1,1,2]"),
    ("simple", "weight", "gather", False, 4, "delta[1,2,2]"),
    ("simple", "bias", "scatter", True, 2, "b[1]"),
    ("stride", "input", "scatter", True, 3, "x[1,3,3]"),
    ("stride", "input", "gather", True, 13, "x[1,3,2]"),
    ("stride", "input", "gather", False, 25, "x[1,5,1]"),
    ("stride", "weight", "scatter", True, 9, "x[1,1,1]"),
    ("padding", "input", "scatter", True, 4, "x[1,1,1]"),
    ("padding", "input", "gather", False, 9, "x[1,2,2]"),
    ("padding", "weight", "gather", True, 9, "w[1,1,1,1]"),
    ("depth", "input", "gather", True, 18, "x[2,2,2]"),
    ("depth", "weight", "scatter", True, 5, "w[1,2,1,1]"),
    ("filters", "input", "scatter", True, 5, "x[1,2,2]"),
    ("filters", "bias", "scatter", True, 6, "delta[2,2,2]"),
    ("check", "input", "scatter", True, 18, "x[3,2,4]"),
    ("check", "input", "gather", False, 40, "x[2,1,1]"),
    ("check", "weight", "scatter", True, 54, "w[1,3,2,2]"),
    ("check", "bias", "gather", True, 18, "b[2]"),
]


def states() -> list[dict]:
    """Return all of them, and two with numbers of their own."""
    made = [
        {"case": case, **_arrays(case), **dict(zip(_NAMES, rest, strict=True))}
        for case, *rest in _ASKED
    ]
    wrong = dict(zip(_NAMES, ("input", "gather", False, 9, "x[1,2,2]"), strict=True))
    same = {"w": [[[[2, 5], [5, 2]]]], "delta": [[[9, -9], [0, 7]]]}
    ones = {"delta": [[[1, 1], [1, 1]]]}
    return made + [{"case": "simple", **_arrays("simple"), **own, **wrong} for own in (same, ones)]


def _arrays(case: str) -> dict[str, list]:
    return {name: getattr(CASES[case], name) for name in ("x", "w", "delta")}
