"""SigmoidSlope by mouse, by finger and by its controls."""

import pytest
from figure_driving import CROSSINGS, centre, finger, frames, value


def test_the_mouse_drags_the_point_and_presses_bring_it(show):
    page = show("SigmoidSlope")
    x, y = centre(page, "svg [role=slider] .dl-knob")
    page.mouse.move(x + 4, y)
    page.mouse.down()
    page.mouse.move(x + 104, y + 40, steps=5)
    frames(page)
    dragged = value(page, "z")
    assert 3.5 < dragged < 4.6
    page.mouse.up()
    page.mouse.move(x + 300, y)
    frames(page)
    assert value(page, "z") == dragged
    page.mouse.click(x - 100, y + 60)
    frames(page)
    assert -1.6 < value(page, "z") < -0.4


def test_a_finger_drags_the_point_and_a_tap_brings_it(show):
    page = show("SigmoidSlope", width=358, height=500, touch=True)
    touch = finger(page)

    x, y = centre(page, "svg [role=slider] .dl-knob")
    touch("touchStart", (x + 15, y + 10))
    for step in range(1, 6):
        touch("touchMove", (x + 15 - 12 * step, y + 10 + 8 * step))
    touch("touchEnd")
    frames(page)
    assert -2.6 < value(page, "z") < -1
    assert page.evaluate("scrollY") == 0
    x, y = centre(page, "svg [role=slider] .dl-knob")
    page.touchscreen.tap(x + 60, y + 20)
    frames(page)
    assert value(page, "z") == pytest.approx(1.6, abs=0.15)


def test_controls_and_words_of_the_slope(show):
    page = show("SigmoidSlope")
    page.get_by_label("curve", exact=True).select_option("relu")
    page.get_by_role("slider", name="score z").nth(1).focus()
    page.keyboard.press("Home")
    frames(page)
    assert "no slope at all" in page.locator("[role=status]").inner_text()
    page.evaluate("model.set('activation', 'sigmoid'); model.set('z', 4)")
    frames(page)
    assert page.locator("[role=status]").inner_text() == (
        "z = 4.00, prediction 0.982, slope 0.0177: learning has almost stopped."
    )
    page.get_by_role("button", name="0.06").click()
    assert "You said 0.06. It is 0.018" in page.locator("figcaption").inner_text()


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky_relu"])
def test_no_label_of_the_slope_crosses_a_line_wherever_the_point_is(show, activation, width):
    page = show("SigmoidSlope", width=width, activation=activation)
    for z in range(-32, 33):
        page.evaluate("(z) => model.set('z', z)", z / 4)
        frames(page)
        assert page.evaluate(CROSSINGS) == [], f"z = {z / 4}"
