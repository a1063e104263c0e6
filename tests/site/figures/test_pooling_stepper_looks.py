"""PoolingStepper: nothing crossed, cut off or too wide for its square in any state."""

import pytest
from figure_driving import CROSSINGS, SMALL_LETTERS, frames, open_folds

PICTURE = [[1, 5, 2, 0], [3, 4, 1, 2], [0, 1, 6, 1], [7, 2, 0, 3]]
PLAIN = {"kind": "max", "way": "forward", "size": 2, "stride": 2, "place": 1, "window": 0}
PLAIN |= {"picture": PICTURE, "square": 1, "grad": [[2, 1, -2], [-1, 3, 1], [1, -3, 2]]}
LARGE = {"picture": [[-9, 9, -9, 9], [0, -1, 0, -1], [7, -8, -9, -9], [-9, 9, -9, -9]]}
LARGE |= {"grad": [[-9, -9, -9]] * 3, "place": 9}
STATES = [
    {},
    {"place": 0},
    {"way": "back", "place": 0},
    {"way": "back", "place": 4, "square": 7},
    {"stride": 1, "place": 9, "kind": "l2"},
    {"way": "back", "stride": 1, "place": 9, "kind": "l2"},
    {"way": "back", "size": 3, "place": 1, "kind": "average", "square": 15},
    {"way": "back", "size": 3, "stride": 1, "place": 4, "kind": "average", "square": 5},
    LARGE | {"kind": "average", "stride": 1},
    LARGE | {"kind": "l2", "way": "back", "stride": 1, "square": 5},
    LARGE | {"kind": "max", "way": "back", "stride": 1, "square": 5},
    LARGE | {"kind": "l2", "way": "back", "size": 3, "stride": 1, "square": 5},
    {"kind": "l2", "way": "back", "picture": [[0] * 4] * 4, "place": 4},
]
# What does not fit: numbers wider than their square, and anything beyond the picture.
TOO_WIDE = """() => [...document.querySelectorAll("svg.dl-picture .dl-number")]
  .map((one) => [...one.children].map((part) => part.getBoundingClientRect()))
  .filter(([box, word]) => word.width > box.width + 1).length"""
BEYOND = """() => [...document.querySelectorAll("svg.dl-picture :is(text, path, rect)")]
  .filter((one) => {
    const [box, frame] = [one, one.ownerSVGElement].map((it) => it.getBoundingClientRect());
    const [left, right] = [frame.left - box.left, box.right - frame.right];
    return box.width && Math.max(left, right, frame.top - box.top, box.bottom - frame.bottom) > 0;
  }).map((one) => one.textContent || one.getAttribute("class"))"""


@pytest.mark.parametrize("width", [720, 560, 328])
def test_nothing_is_crossed_cut_off_or_too_wide_in_any_state(show, width):
    page = show("PoolingStepper", width=width)
    open_folds(page)
    for state in STATES:
        page.evaluate("(c) => { for (const k in c) model.set(k, c[k]); }", PLAIN | state)
        frames(page)
        assert page.evaluate(CROSSINGS) == [], state
        assert page.evaluate(BEYOND) == [], state
        assert page.evaluate(TOO_WIDE) == 0, state
        assert page.evaluate(SMALL_LETTERS) == [], state
