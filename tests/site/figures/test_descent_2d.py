"""Descent2D: the start follows in both pictures, runs are compared, labels cross nothing."""

import pytest
from figure_driving import CROSSINGS, centre, frames, open_folds, swipe, value

STATES = [
    {"surface": "ravine", "start_x": -3.5, "start_y": 1.2, "rate": 0.18, "mode": "batch"},
    {"surface": "ravine", "start_x": 3.9, "start_y": -1.9, "rate": 0.21, "mode": "batch"},
    {"surface": "ravine", "start_x": 3, "start_y": 0.6, "rate": 0.03, "steepness": 50},
    {"surface": "ravine", "start_x": -2, "start_y": 1.9, "rate": 0.4, "steepness": 1},
    {"surface": "bumpy", "start_x": -3.6, "start_y": -1.2, "rate": 0.2, "mode": "batch"},
    {"surface": "bumpy", "start_x": 3.9, "start_y": -1.9, "rate": 10, "mode": "batch"},
    {"surface": "logistic", "start_x": -4, "start_y": 2, "rate": 0.5, "mode": "stochastic"},
]


def said(page):
    return page.locator("[role=status]").inner_text()


@pytest.mark.parametrize("width", [720, 328])
def test_no_label_crosses_a_line_wherever_the_run_goes(show, width):
    page = show("Descent2D", width=width)
    open_folds(page)
    for state in STATES:
        for steps, turn in ((0, -30), (3, 70), (30, 160)):
            changes = state | {"steps": steps, "turn": turn}
            page.evaluate("(c) => { for (const k in c) model.set(k, c[k]); }", changes)
            frames(page)
            assert page.evaluate(CROSSINGS) == [], changes


def test_the_start_follows_the_mouse_on_the_map(show):
    page = show("Descent2D")
    x, y = centre(page, "svg [role=slider][aria-label='start'] .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 200, y + 60, steps=4)
    page.mouse.up()
    frames(page)
    moved = centre(page, "svg [role=slider][aria-label='start'] .dl-knob")
    assert moved == pytest.approx((x + 200, y + 60), abs=2)
    assert value(page, "start_x") > -1.5


SHAPE = "svg [aria-label^='steepness']"


def test_the_ravine_is_pulled_wide_and_narrow_by_the_mouse(show):
    page = show("Descent2D", steps=10)
    x, y = centre(page, f"{SHAPE} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y - 30, steps=4)
    page.mouse.up()
    frames(page)
    wide = value(page, "steepness")
    assert 2 < wide < 6
    assert centre(page, f"{SHAPE} .dl-knob") == pytest.approx((x, y - 30), abs=2)
    assert page.get_by_label("steepness κ", exact=True).get_attribute("aria-valuetext") == (
        f"{wide:g}"
    )
    assert page.get_by_text(f"κ = {wide:g}", exact=True).is_visible()
    assert "along the floor" in said(page)
    x, y = centre(page, f"{SHAPE} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 300, steps=4)
    page.mouse.up()
    frames(page)
    assert value(page, "steepness") == 50
    assert "2/κ = 0.04, and it diverges" in said(page)


def test_the_ravine_is_shaped_by_a_finger_and_by_keys(show):
    page = show("Descent2D", width=328, height=900, touch=True)
    x, y = centre(page, f"{SHAPE} .dl-knob")
    swipe(page, x, y, 0, -20)
    assert centre(page, f"{SHAPE} .dl-knob") == pytest.approx((x, y - 20), abs=2)
    assert 1.5 < value(page, "steepness") < 5
    for key, steepness in (("Home", 1), ("ArrowRight", 2), ("PageUp", 7), ("End", 50)):
        page.locator(SHAPE).focus()
        page.keyboard.press(key)
        frames(page)
        assert value(page, "steepness") == steepness
    page.get_by_label("steepness κ", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    frames(page)
    assert value(page, "steepness") == 49


def test_only_the_ravine_has_a_shape_to_pull(show):
    for surface, visible in (("ravine", True), ("bumpy", False), ("logistic", False)):
        page = show("Descent2D", surface=surface)
        assert page.locator(SHAPE).is_visible() == visible
        assert page.get_by_text("Pull at κ in the map").is_visible() == visible


def test_a_ravine_five_times_as_narrow_wants_a_rate_five_times_as_small(show):
    page = show("Descent2D", steepness=50, rate=0.0392, steps=20)
    assert "each crossing is 96 % as wide as the one before" in said(page)
    assert "In the long run no rate is faster: 2/(1 + κ) = 0.0392 leaves 96.1 %" in said(page)
    page.evaluate("model.set('rate', 0.03)")
    frames(page)
    assert "The zigzag has died out, and it creeps: along the valley each step covers only 3 %" in (
        said(page)
    )
    page.evaluate("model.set('rate', 0.04)")
    frames(page)
    assert "at rate 2/κ = 0.04 it neither settles nor grows" in said(page)
    page.evaluate("model.set('rate', 0.041)")
    frames(page)
    assert "the rate is above 2/κ = 0.04, and it diverges" in said(page)


def test_the_start_follows_a_finger_on_the_landscape(show):
    page = show("Descent2D", width=328, height=1600, touch=True)
    open_folds(page)
    knob = "svg [role=slider][aria-label^='start, on'] .dl-knob"
    x, y = centre(page, knob)
    swipe(page, x, y, 40, 20)
    assert centre(page, knob) == pytest.approx((x + 40, y + 20), abs=2)


def test_play_ends_and_the_run_before_stays_dotted(show):
    page = show("Descent2D", rate=0.05)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('steps') >= 4")
    page.get_by_role("button", name="Pause").click()
    stopped = value(page, "steps")
    page.evaluate("model.set('rate', 0.3)")
    frames(page)
    assert page.get_by_text("dotted: rate 0.05").is_visible()
    assert "the rate is above 2/κ = 0.2" in said(page)
    page.wait_for_timeout(300)
    assert value(page, "steps") == stopped
    assert said(page).startswith("The same")
    assert "with rate 0.3" in said(page)
    page.get_by_role("button", name="Play").click()
    page.get_by_text("Stopped here").wait_for()
    page.get_by_role("button", name="Play").wait_for()
    page.get_by_role("button", name="2/κ").click()
    assert "You said 2/κ. It is 2/κ = 0.2" in page.locator("figcaption").inner_text()


@pytest.mark.parametrize(
    "state", [{"surface": "nope"}, {"mode": "x"}, {"start_x": 9}, {"rate": 0}, {"steps": -3}]
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("Descent2D", **state)
    assert said(page).startswith("Start: cost 13.3, gradient 12.5 long.")


def test_two_weights_are_called_as_in_the_text(show):
    page = show("Descent2D", surface="bumpy")
    open_folds(page)
    for picture in (0, 1):
        words = page.locator("svg.dl-picture").nth(picture).text_content()
        assert "w₁" in words
        assert "w₂" in words
    start = page.get_by_role("slider", name="start", exact=True)
    assert start.get_attribute("aria-valuetext").startswith("weight w₁ −3.50, weight w₂ 1.20")
    assert page.locator("th:visible").nth(1).inner_text() == "weight w₁"


def test_each_surface_shows_its_own_controls(show):
    page = show("Descent2D")
    open_folds(page)
    assert page.get_by_label("steepness κ", exact=True).is_visible()
    page.get_by_label("surface", exact=True).select_option("logistic")
    frames(page)
    assert value(page, "rate") == 0.5
    start = page.get_by_role("slider", name="start", exact=True)
    assert start.get_attribute("aria-valuetext").startswith("weight w −3.40, bias b 1.40, cost")
    assert page.locator("th:visible").nth(1).inner_text() == "weight w"
    assert not page.get_by_label("steepness κ", exact=True).is_visible()
    page.get_by_label("examples a step").select_option("stochastic")
    page.evaluate("model.set('steps', 60)")
    frames(page)
    assert "staggers around the bottom" in said(page)


def test_without_motion_play_takes_ten_steps(show):
    page = show("Descent2D", still=True)
    page.get_by_role("button", name="10 steps").click()
    frames(page)
    assert value(page, "steps") == 10
    assert said(page).startswith("Step 10: cost 0.199, gradient ")


def test_nothing_goes_on_after_the_end(show):
    page = show("Descent2D")
    page.get_by_role("button", name="Play").click()
    page.evaluate("cleanUp()")
    steps = value(page, "steps")
    page.wait_for_timeout(400)
    assert value(page, "steps") == steps
