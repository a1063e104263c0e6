"""CostCurves: labels that cross nothing, and the chord that tells which cost is convex."""

import pytest
from figure_driving import CROSSINGS, centre, frames, value


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("y", [0, 1])
def test_no_label_of_the_costs_crosses_a_line_wherever_the_prediction_is(show, y, width):
    page = show("CostCurves", width=width, y=y)
    for a in range(1, 100, 7):
        page.evaluate("(a) => { model.set('a', a); model.set('left', -6 * a); }", a / 100)
        frames(page)
        assert page.evaluate(CROSSINGS) == [], f"a = {a / 100}"


def test_the_question_is_answered_where_the_prediction_is_very_wrong(show):
    page = show("CostCurves", a=0.3, y=0)
    caption, status = page.locator("figcaption"), page.locator("[role=status]")
    page.get_by_role("button", name="the same").click()
    assert "set the truth to 1, drag the prediction to 0.01" in caption.inner_text()
    page.evaluate("model.set('y', 1); model.set('a', 0.02)")
    frames(page)
    assert "Cross-entropy pushes harder" in caption.inner_text()
    page.evaluate("model.set('a', 0.99)")
    frames(page)
    assert "Cross-entropy pushes harder" in caption.inner_text()
    assert "−0.010 for cross-entropy, −0.0001 for squared error" in status.inner_text()


def test_the_chord_says_which_cost_is_convex(show):
    page = show("CostCurves", left=-2, right=5)
    status = page.locator("[role=status]")
    assert "squared error after a sigmoid is not convex" in status.inner_text()
    x, y = centre(page, "svg [role=slider][aria-label^='right'] .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 140, y, steps=4)
    page.mouse.up()
    frames(page)
    assert value(page, "right") < 2
    assert "chord lies above the curve" in status.inner_text()
    page.get_by_label("chord on").select_option("cross_entropy")
    frames(page)
    assert "cross-entropy is convex" in status.inner_text()
    page.get_by_label("truth", exact=True).select_option("1")
    frames(page)
    assert value(page, "y") == 1
