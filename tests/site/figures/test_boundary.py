"""BoundaryByHand by mouse, by finger, by keys and by descent."""

from itertools import pairwise

import pytest
from figure_driving import CROSSINGS, centre, finger, frames, status, value

SHIFT, TURN, WEIGHTS = (
    f"svg [aria-label^='{label}']"
    for label in ("shift the line", "turn the line", "weights w1 and w2")
)


def parameters(page):
    return [value(page, name) for name in ("w1", "w2", "b")]


def drag(page, selector, dx, dy):
    x, y = centre(page, f"{selector} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=5)
    frames(page)
    page.mouse.up()
    frames(page)


def test_shifting_changes_only_b(show):
    page = show("BoundaryByHand")
    drag(page, SHIFT, -50, 30)
    w1, w2, b = parameters(page)
    assert (w1, w2) == (4, 4)
    assert b != -3


def test_turning_keeps_the_length_of_the_weights(show):
    page = show("BoundaryByHand")
    drag(page, TURN, -20, 60)
    w1, w2, b = parameters(page)
    assert w1**2 + w2**2 == pytest.approx(32, rel=1e-3)
    assert abs(w1 - w2) > 1
    assert b != -3


def test_dragging_the_weights_turns_the_line_and_zooms_out_at_the_edge(show):
    page = show("BoundaryByHand")
    before = centre(page, TURN)
    drag(page, WEIGHTS, -90, -20)
    w1, w2, b = parameters(page)
    assert w1 < 0 < w2
    assert b == -3
    assert centre(page, TURN) != before
    drag(page, WEIGHTS, -400, 0)
    heading = page.locator(".dl-heading").nth(1)
    assert "redder: more cost; zoomed out 2 ×" in heading.inner_text()
    assert heading.evaluate("(node) => node.scrollWidth <= node.clientWidth")


def test_a_finger_shifts_the_line_and_a_tap_shows_a_picture(show):
    page = show("BoundaryByHand", width=328, touch=True)
    touch = finger(page)

    x, y = centre(page, f"{SHIFT} .dl-knob")
    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x - 8 * step, y + 6 * step))
    touch("touchEnd")
    frames(page)
    assert parameters(page)[2] != -3
    assert page.evaluate("scrollY") == 0
    frame = page.locator(".dl-stage svg.dl-picture").first.bounding_box()
    page.touchscreen.tap(frame["x"] + 0.22 * frame["width"], frame["y"] + 0.28 * frame["height"])
    frames(page)
    assert "truth: zero" in page.locator(".dl-card").inner_text()


def test_descent_says_how_it_goes_and_a_hand_stops_it(show):
    page = show("BoundaryByHand", rate=2)
    page.get_by_role("button", name="Descend").click()
    page.wait_for_function(
        "document.querySelector('[role=status]').textContent.includes('the line is still turning')"
    )
    page.locator(SHIFT).focus()
    page.keyboard.press("ArrowUp")
    frames(page)
    assert page.get_by_role("button", name="Descend").is_visible()
    before = parameters(page)
    page.wait_for_timeout(120)
    assert parameters(page) == before


def test_a_rate_that_is_too_large_is_named(show):
    page = show("BoundaryByHand", rate=20)
    page.get_by_role("button", name="Step", exact=True).click()
    assert "the cost rose from 1.17: the rate is too large" in status(page)


def test_play_takes_ten_steps_for_readers_who_want_no_motion(show):
    page = show("BoundaryByHand", still=True)
    page.get_by_role("button", name="Descend (10 steps)").click()
    assert "Step 10:" in status(page)


def test_doubling_leaves_the_line_and_answers_the_prediction(show):
    page = show("BoundaryByHand", w1=-7, w2=4, b=0.3)
    before = centre(page, SHIFT)
    page.get_by_role("button", name="only the cost").click()
    assert "press “Double all three”" in page.locator("figcaption").inner_text()
    page.get_by_text("Set the numbers", exact=True).click()
    page.get_by_role("button", name="Double all three").click()
    assert "the line has stayed" in status(page)
    assert parameters(page) == [-14, 8, 0.6]
    assert centre(page, SHIFT) == pytest.approx(before, abs=0.5)
    assert "That is it" in page.locator("figcaption").inner_text()


def test_walking_through_the_points_shows_each(show):
    page = show("BoundaryByHand")
    look = page.locator("svg [aria-label='look at a point']")
    look.focus()
    seen = set()
    for key in ("Home", "ArrowRight", "PageUp", "End"):
        page.keyboard.press(key)
        frames(page)
        assert page.locator(".dl-card svg").is_visible()
        seen.add(look.get_attribute("aria-valuetext"))
    assert len(seen) == 4
    page.keyboard.press("Escape")
    frames(page)
    assert page.locator(".dl-card").is_hidden()


@pytest.mark.parametrize(
    ("part", "cost", "pictures"), [("line", False, 1), ("descend", True, 1), ("all", True, 2)]
)
def test_each_part_shows_what_its_readers_know(show, part, cost, pictures):
    page = show("BoundaryByHand", part=part, w1=0, w2=8)
    assert page.locator(".dl-stage").count() == pictures
    assert page.get_by_role("button", name="Descend").count() == int(cost)
    assert ("cost" in page.locator("figure").inner_text().lower()) is cost
    assert "17 of 120" in status(page)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"w1": 0, "w2": 0}, "There is no line yet"),
        ({"b": 40}, "The line is outside the picture"),
        ({"w1": "1e999", "rate": -1}, "Cost 1.17"),
    ],
)
def test_strange_states_are_shown_or_refused(show, state, words):
    page = show("BoundaryByHand", **state)
    assert words in status(page)


def test_the_shade_follows_the_theme(show):
    page = show("BoundaryByHand")
    ink = "() => document.querySelector('.dl-field canvas').toDataURL()"
    light = page.evaluate(ink)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    frames(page)
    assert page.evaluate(ink) != light


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("part", ["line", "all"])
def test_no_label_crosses_a_line_wherever_the_line_is(show, part, width):
    page = show("BoundaryByHand", width=width, part=part)
    for w1, w2, b in [(0, 8, -3), (-7, 4, 0.3), (3, -2, -1), (-9, -9, 6), (8, 0.1, -4), (1, 9, 2)]:
        page.evaluate(
            "(s) => { for (const [name, value] of Object.entries(s)) model.set(name, value); }",
            {"w1": w1, "w2": w2, "b": b},
        )
        frames(page)
        assert page.evaluate(CROSSINGS) == [], (w1, w2, b)


def test_up_and_right_turn_the_line_the_same_way(show):
    page = show("BoundaryByHand")
    turn = page.locator(TURN)
    turn.focus()
    angles = []
    for key in ("Shift+ArrowUp", "ArrowUp", "ArrowRight", "PageUp", "ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
        frames(page)
        angles.append(float(turn.get_attribute("aria-valuenow")))
    turned = [later - before for before, later in pairwise(angles)]
    assert turned == pytest.approx([2, 2, 15, -2, -2], abs=0.11)


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("part", ["line", "all"])
def test_the_card_of_a_point_stays_within_the_axes(show, part, width):
    page = show("BoundaryByHand", width=width, part=part)
    page.locator("svg [aria-label='look at a point']").focus()
    for _ in range(6):
        page.keyboard.press("PageUp")
        frames(page)
        card = page.locator(".dl-card").bounding_box()
        plot = page.locator("svg .dl-look").bounding_box()
        assert card["x"] >= plot["x"]
        assert card["x"] + card["width"] <= plot["x"] + plot["width"]
        assert card["y"] + card["height"] <= plot["y"] + plot["height"]


def test_what_is_below_stands_still_while_descent_runs(show):
    page = show("BoundaryByHand", width=328)
    place = "document.querySelector('figcaption').getBoundingClientRect().top"
    before = page.evaluate(place)
    page.get_by_role("button", name="Descend").click()
    for _ in range(10):
        page.wait_for_timeout(30)
        assert page.evaluate(place) == before


def test_the_prediction_is_not_printed(show):
    page = show("BoundaryByHand")
    page.emulate_media(media="print")
    assert page.locator(".dl-prediction").is_hidden()


def test_fingers_find_every_button(show):
    page = show("BoundaryByHand", width=328, touch=True)
    for name in ("Descend", "Step", "Reset", "Copy link"):
        assert page.get_by_role("button", name=name).bounding_box()["height"] >= 44


def test_where_the_clipboard_refuses_the_link_is_shown(show):
    page = show("BoundaryByHand", width=328)
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', "
        "{ value: { writeText: () => Promise.reject(new Error('refused')) } })"
    )
    page.get_by_role("button", name="Copy link").click()
    field = page.get_by_role("textbox", name="Link to this state")
    assert "name=BoundaryByHand" in field.input_value()
    assert page.get_by_role("button", name="Link copied").count() == 0
    assert page.evaluate("getSelection().toString()") == field.input_value()
    frame = page.locator("figure").bounding_box()
    shown = field.bounding_box()
    assert shown["x"] + shown["width"] < frame["x"] + frame["width"]
