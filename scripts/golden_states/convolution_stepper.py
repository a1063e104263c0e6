"""The states of ConvolutionStepper whose numbers ``write_golden.py`` writes."""

from lib.widgets import ConvolutionStepper

#: The two cases as they begin and as the chapter asks; then the edges of what is allowed.
_ASKED = [
    {},
    {"stride": 2, "place": 4, "square": [2, 2]},
    {"stride": 3, "place": 9},
    {"padding": 2, "place": 0, "square": [0, 4]},
    {"padding": 1, "stride": 2, "place": 5, "kernel": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]},
    {"turned": True, "place": 5},
    {"turned": True, "kernel": [[1, 2], [3, 4]], "bias": [-9], "stride": 3, "padding": 2},
    {"picture": [[9, -9], [-9, 9]], "kernel": [[9]], "stride": 3, "padding": 2, "place": 4},
    {"picture": [[-9] * 9] * 9, "kernel": [[9] * 5] * 5, "padding": 2, "place": 81},
    {"picture": [[1, 2, 3, 4, 5, 6, 7], [0, 1, 0, -1, 0, 1, 0]], "padding": 1, "place": 4},
    {"picture": [[1, 0], [0, 1]], "kernel": [[1, -2], [3, -4]], "place": 169, "square": [1, 1]},
    {"case": "volume"},
    {"case": "volume", "place": 13, "square": [1, 2, 3]},
    {"case": "volume", "stride": 1, "padding": 2, "turned": True, "place": 98},
    {"case": "volume", "stride": 3, "padding": 0, "bias": [-9, 9], "square": [2, 4, 4]},
]


def states() -> list[dict]:
    """Return all of them, with what is usual filled in."""
    made = [ConvolutionStepper(**asked).state for asked in _ASKED]
    return [{name: v for name, v in state.items() if name != "show_all"} for state in made]
