"""SlopeByNudge's Python side: the chapter's numbers, bounds that depend on the curve, the repr."""

import numpy as np
import pytest

from lib.data import load_salaries
from lib.widgets import ExplorableError, SlopeByNudge
from lib.widgets.slope_by_nudge import CURVES, numbers, value_and_slope


def test_on_the_square_the_nudge_is_the_error():
    found = [numbers("square", 3.0, nudge, "right").quotient for nudge in (1, 0.1, 0.01, 0.001)]
    assert found == pytest.approx([7, 6.1, 6.01, 6.001])


@pytest.mark.parametrize("curve", CURVES)
def test_to_both_sides_the_errors_cancel(curve):
    found = numbers(curve, 1.25, 0.5, "both")
    assert found.quotient == pytest.approx(found.exact, rel=1e-9)
    assert found.run == 1
    assert found.ends[0][0] == 0.75
    assert found.ends[1][0] == 1.75


def test_the_curve_of_the_salaries_is_the_cost_of_a_line_through_zero():
    salaries = load_salaries()
    x, y = salaries.X[:, 0], salaries.y
    value, slope = value_and_slope("salaries", 700.0)
    assert value == pytest.approx(((700 * x - y) ** 2).mean() / 2)
    assert slope == pytest.approx(((700 * x - y) * x).mean())


def test_rise_shrinks_with_the_nudge_and_their_quotient_settles():
    found = [numbers("salaries", 400.0, nudge, "right") for nudge in 10.0 ** -np.arange(4)]
    rises = [abs(one.rise) for one in found]
    assert rises == sorted(rises, reverse=True)
    assert found[-1].quotient == pytest.approx(found[-1].exact, rel=1e-5)


@pytest.mark.parametrize(("curve", "at", "nudge"), [("salaries", 400, 500), ("square", 3, 1)])
def test_where_it_starts_depends_on_the_curve(curve, at, nudge):
    widget = SlopeByNudge(curve=curve)
    assert widget.state == {"at": at, "nudge": nudge, "sides": "right"}
    assert (
        repr(widget)
        == f"SlopeByNudge(curve='{curve}', at={at:.1f}, nudge={nudge:.1f}, sides='right')"
    )
    assert repr(eval(repr(widget))) == repr(widget)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"curve": "square", "at": 4}, "at: got 4, expected a number from -3 to 3"),
        ({"curve": "square", "nudge": 2}, "nudge: got 2, expected a number from 0.0001 to 1"),
        ({"at": -0.5}, "at: got -0.5, expected a number from 0 to 1600"),
        ({"nudge": 0}, "nudge: got 0, expected a number from 0.0005 to 500"),
        ({"curve": "cube"}, "curve: got 'cube', expected one of 'salaries', 'square'"),
        ({"sides": "left"}, "sides: got 'left', expected one of 'right', 'both'"),
    ],
)
def test_bad_values_say_what_was_expected(arguments, message):
    with pytest.raises(ExplorableError, match=message):
        SlopeByNudge(**arguments)


def test_a_bad_place_changes_nothing_and_the_curve_stays():
    widget = SlopeByNudge(curve="square")
    with pytest.raises(ExplorableError):
        widget.at = 100
    assert widget.at == 3
    with pytest.raises(Exception, match="read-only"):
        widget.curve = "salaries"


def test_the_fallback_has_smaller_and_smaller_nudges():
    fallback = SlopeByNudge(curve="square")._fallback
    for words in ("the curve of u², at 3", "<td>6.1</td>", "<td>6.0001</td>"):
        assert words in fallback
