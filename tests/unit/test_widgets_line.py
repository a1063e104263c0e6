"""LineByHand's Python side: the chapter's run, the reference, what is refused, what is sent."""

import numpy as np
import pytest

from lib.classic import LinearUnit
from lib.data import load_salaries
from lib.widgets import ExplorableError, LineByHand
from lib.widgets.line_by_hand import MODES, numbers


def follow(steps, **state):
    w, b = state.pop("w"), state.pop("b")
    path = [(w, b)]
    for k in range(steps):
        w, b = numbers(w, b, steps=k, **state).next
        path.append((w, b))
    return np.array(path)


@pytest.mark.parametrize(
    ("mode", "batch_size", "steps"), [("stochastic", 1, 50), ("batch", None, 10)]
)
def test_its_steps_are_those_of_the_linear_unit(mode, batch_size, steps):
    salaries = load_salaries()
    model = LinearUnit().fit(
        salaries.X, salaries.y, lr=0.01, epochs=10, batch_size=batch_size, record=True
    )
    path = follow(steps, w=0.0, b=0.0, rate=0.01, mode=mode)
    assert path == pytest.approx(model.path, rel=1e-12)


def test_ten_rounds_from_zero_are_those_of_the_chapter():
    end = follow(50, w=0.0, b=0.0, rate=0.01, mode="stochastic")[-1]
    assert end == pytest.approx([1124.0634970262222, 85.48528882583837], rel=1e-13)


@pytest.mark.parametrize(("rate", "falls"), [(0.0485, True), (0.0487, False)])
def test_the_border_of_divergence(rate, falls):
    end = follow(400, w=0.0, b=0.0, rate=rate, mode="batch")[-1]
    cost = numbers(*end, rate, "batch", 0).cost
    assert (cost < numbers(0, 0, rate, "batch", 0).cost) is falls


def test_nothing_pulls_at_the_best_line():
    salaries = load_salaries()
    table = np.column_stack([salaries.X[:, 0], np.ones(5)])
    w, b = np.linalg.lstsq(table, salaries.y)[0]
    found = numbers(w, b, 0.01, "batch", 3)
    assert found.slopes == pytest.approx([0, 0], abs=1e-8)
    assert found.asked == -1


def test_everybody_is_asked_in_the_order_of_the_table():
    asked = [numbers(0, 0, 0.01, "stochastic", steps).asked for steps in range(7)]
    assert asked == [0, 1, 2, 3, 4, 0, 1]
    assert numbers(0, 0, 0.01, "stochastic", 4).slopes == [-11400 * 10.1, -11400]


def test_a_step_s_cost_is_the_cost_where_it_leads():
    found = numbers(400, 4000, 0.01, "batch", 0)
    assert numbers(*found.next, 0.01, "batch", 1).cost == found.next_cost < found.cost


def test_the_part_is_sent_but_is_no_state():
    widget = LineByHand(w=400.0, b=4000.0, part="line")
    assert widget.data == {"part": "line"}
    assert widget.state == {"w": 400, "b": 4000, "rate": 0.01, "mode": MODES[0], "steps": 0}
    assert widget.get_state()["part"] == "line"
    with pytest.raises(Exception, match="read-only"):
        widget.part = "all"


def test_the_fallback_shows_each_person_and_follows_the_line():
    widget = LineByHand(w=1000, b=500)
    assert "<td>2,300</td><td>3,500</td><td>1,200</td>" in widget._fallback
    widget.w = 900
    assert "<td>3,200</td>" in widget._fallback


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"w": 2501}, "w: got 2501, expected a number from -500 to 2500"),
        ({"rate": 0}, "rate: got 0, expected a number from 0.0001 to 1"),
        ({"steps": 1.5}, "steps: got 1.5, expected a whole number from 0 to 10000"),
        ({"mode": "one"}, "mode: got 'one', expected one of 'stochastic', 'batch'"),
        ({"part": "descend"}, "part: got 'descend', expected one of 'all', 'line'"),
    ],
)
def test_bad_values_say_what_was_expected(arguments, message):
    with pytest.raises(ExplorableError, match=message):
        LineByHand(**arguments)
