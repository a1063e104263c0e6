"""LineByHand by mouse, by keys and by descent."""

import pytest
from figure_driving import CROSSINGS, centre, frames, press, status, value

SHIFT, TURN, POINT = (
    f"svg [aria-label^='{label}']" for label in ("shift the line", "turn the line", "weight w")
)
BOTH = {"w": 400, "b": 4000}


def line(page):
    return [value(page, name) for name in ("w", "b")]


def drag(page, selector, dx, dy):
    x, y = centre(page, f"{selector} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=5)
    frames(page)
    page.mouse.up()
    frames(page)


def test_the_left_handle_moves_only_b_and_the_right_one_only_w(show):
    page = show("LineByHand")
    drag(page, SHIFT, 10, 30)
    w, b = line(page)
    assert w == 400
    assert b < 4000
    drag(page, TURN, -10, -40)
    assert line(page)[0] > 400
    assert line(page)[1] == b


def test_dragging_the_point_moves_the_line_and_the_line_moves_the_point(show):
    page = show("LineByHand")
    before = centre(page, TURN)
    drag(page, POINT, 40, 60)
    w, b = line(page)
    assert w > 400
    assert b < 4000
    assert centre(page, TURN) != before
    before = centre(page, POINT)
    page.locator(SHIFT).focus()
    page.keyboard.press("PageDown")
    frames(page)
    assert line(page) == [w, b - 1000]
    assert centre(page, POINT)[1] > before[1]


def test_a_link_to_zero_follows_the_chapter(show):
    page = show("LineByHand")
    press(page, "Start at zero")
    assert "w 0, b 0, cost 22.6 million" in status(page)
    press(page, "Step")
    assert "asked the person with 5 years: error −5,500 yuan, so w rises by 275, b by 55" in status(
        page
    )
    press(page, "Step", 49)
    assert line(page) == pytest.approx([1124.0634970262222, 85.48528882583837])
    assert value(page, "steps") == 50


def test_all_five_start_where_the_one_started_and_the_last_run_stays(show):
    page = show("LineByHand")
    press(page, "Step", 8)
    page.get_by_label("people a step").select_option("batch")
    assert "Back at the start" in status(page)
    assert line(page) == [400, 4000]
    assert page.locator("svg path.dl-dotted.dl-quiet").get_attribute("d")
    press(page, "Step")
    assert "asked all five: slope for w −4,414, for b 480, so w rises by 44" in status(page)


def test_a_rate_that_is_too_large_is_named_and_stops_at_the_edge(show):
    page = show("LineByHand", w=0, b=0, mode="batch", rate=0.05)
    press(page, "Step")
    assert "The cost rose from 22.6 million: the rate is too large" in status(page)
    press(page, "▶ Play")
    page.wait_for_function(
        "document.querySelector('[role=status]').textContent.includes('it diverges')"
    )
    assert page.get_by_role("button", name="▶ Play").is_visible()
    assert -500 <= line(page)[0] <= 2500


def test_play_runs_faster_and_faster_and_a_hand_stops_it(show):
    page = show("LineByHand")
    press(page, "▶ Play")
    page.wait_for_function("model.get('steps') >= 40")
    page.locator(POINT).focus()
    page.keyboard.press("ArrowUp")
    frames(page)
    assert value(page, "steps") == 0
    before = line(page)
    page.wait_for_timeout(300)
    assert line(page) == before


def test_play_takes_a_hundred_steps_for_readers_who_want_no_motion(show):
    page = show("LineByHand", still=True)
    press(page, "Play (100 steps)")
    assert "Step 100 asked" in status(page)


def test_the_part_line_speaks_of_errors_only(show):
    page = show("LineByHand", part="line")
    assert page.locator(".dl-picture").count() == 1
    assert status(page).startswith("Largest error 3,360 yuan (the person with 10.1 years).")
    assert "above 3 people and below 2" in status(page)
    page.locator("summary").click()
    words = page.locator("figure").inner_text().lower()
    assert not [word for word in ("cost", "gradient", "step", "rate") if word in words]
    said = page.locator(f"{TURN}, {SHIFT}").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('aria-valuetext'))"
    )
    assert said == [
        "4,000 yuan at 0 years",
        "400 yuan more with each year; 7,600 yuan at 9 years",
    ]


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("part", ["line", "all"])
def test_no_label_crosses_a_line_wherever_the_line_is(show, part, width):
    page = show("LineByHand", width=width, part=part)
    for w, b in [(0, 0), (1095, -305), (2500, 6000), (-500, -2500), (1300, 4000), (500, 5000)]:
        page.evaluate(
            "(s) => { for (const [name, value] of Object.entries(s)) model.set(name, value); }",
            {"w": w, "b": b},
        )
        frames(page)
        assert page.evaluate(CROSSINGS) == [], (w, b)


@pytest.mark.parametrize("state", [{"w": "1e999"}, {"b": -9999}, {"steps": -4}, {"mode": "both"}])
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("LineByHand", **state)
    assert "w 400, b 4,000, cost 2.77 million" in status(page)
