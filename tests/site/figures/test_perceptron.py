"""PerceptronPlane by mouse, by finger and by keys: the line, the rule, the points."""

from urllib.parse import parse_qs, urlparse

import pytest
from figure_driving import CROSSINGS, SMALL_LETTERS, centre, frames, open_folds, status, value

SHIFT, TURN, CURSOR = (
    f"svg [aria-label^='{label}']" for label in ("shift the line", "turn the line", "cursor")
)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    return status(page)


def parameters(page):
    return [value(page, name) for name in ("w1", "w2", "b")]


def at(page, x1, x2):
    """Where a point of the plane is on the screen, found from where the cursor stands."""
    page.locator(CURSOR).focus()
    node = page.locator(CURSOR)
    for key, goal in (("x", x1), ("y", x2)):
        keys = ("ArrowLeft", "ArrowRight") if key == "x" else ("ArrowDown", "ArrowUp")
        for _ in range(200):
            words = node.get_attribute("aria-valuetext").replace("−", "-").split(",")
            now = float(words[0 if key == "x" else 1].split()[1])
            if abs(now - goal) < 0.05:
                break
            page.keyboard.press(keys[now < goal])
            frames(page)
    return centre(page, f"{CURSOR} .dl-knob")


def test_there_is_no_line_at_first_and_words_say_so(show):
    page = show("PerceptronPlane")
    assert "No line yet: every score is 0" in status(page)
    assert page.locator(".dl-stage svg").get_by_text("no line yet: every score is 0").is_visible()
    assert page.locator(".dl-curve").first.get_attribute("d") == ""
    page.locator(TURN).focus()
    page.keyboard.press("ArrowUp")
    assert "No line" not in status(page)
    assert page.locator(".dl-curve").first.get_attribute("d") != ""


def test_steps_tell_their_arithmetic_as_the_chapter_does(show):
    page = show("PerceptronPlane")
    press(page, "Step")
    press(page, "Step")
    assert press(page, "Step") == (
        "Round 1, example 3. (1, 0): score 0.1·1 + 0.1·0 + 0 = 0.1, says 1, truth 0: too high. "
        "w₁: 0.1 − 0.1·1 = 0, w₂ stays, b: 0 − 0.1 = −0.1. Now 3 of 4 right."
    )
    assert page.locator(".dl-examples .is-shown").inner_text().startswith("(1, 0)")
    assert page.locator(".dl-lines .dl-dotted").get_attribute("d") != ""
    assert "First comes" in press(page, "Reset")


def test_and_rests_in_the_fifth_round(show):
    page = show("PerceptronPlane")
    for _ in range(4):
        press(page, "Round")
    assert "All right" in status(page)
    assert "Round 5 went by without a mistake" in press(page, "Round")
    words = page.locator(".dl-strip").text_content()
    assert "mistakes in each round, 10 in all" in words
    assert value(page, "shown") == 20
    page.get_by_role("button", name="yes").click()
    assert "It does: in round 5" in page.locator("figcaption").inner_text()


def test_xor_plays_until_it_goes_in_circles(show):
    page = show("PerceptronPlane", problem="xor", still=True)
    page.get_by_role("button", name="never").click()
    page.get_by_role("button", name="Play (10 steps)").click()
    assert "Going in circles" not in status(page)
    page.get_by_role("button", name="Play (10 steps)").click()
    assert "after round 3 the numbers are what they were after round 2" in status(page)
    assert value(page, "shown") == 12
    assert "Never: the numbers have come back" in page.locator("figcaption").inner_text()


def test_play_stops_by_itself_and_a_hand_stops_it(show):
    page = show("PerceptronPlane", problem="or")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('shown') === 8", timeout=20_000)
    assert "it has settled" in status(page)
    assert page.get_by_role("button", name="Play").is_visible()
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('shown') === 2")
    page.locator(SHIFT).focus()
    page.keyboard.press("ArrowUp")
    frames(page)
    assert page.get_by_role("button", name="Play").is_visible()
    assert value(page, "shown") == 0


def test_dragging_shifts_and_turns(show):
    page = show("PerceptronPlane", part="line", w1=1, w2=-1, b=0.25)
    assert status(page) == "2 of 4 right: w₁ = 1, w₂ = −1, b = 0.25."
    x, y = centre(page, f"{SHIFT} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 20, steps=5)
    page.mouse.up()
    frames(page)
    w1, w2, b = parameters(page)
    assert (w1, w2) == (1, -1)
    assert b < 0.25
    page.locator(TURN).focus()
    page.keyboard.press("PageUp")
    frames(page)
    w1, w2, _ = parameters(page)
    assert w1**2 + w2**2 == pytest.approx(2, rel=1e-3)
    assert w1 != 1
    assert page.get_by_role("button", name="Step").count() == 0


def test_the_rate_scales_the_numbers_and_moves_no_line(show):
    page = show("PerceptronPlane", shown=11)
    before = page.locator(".dl-curve").first.get_attribute("d")
    page.get_by_label("rate").focus()
    page.keyboard.press("End")
    assert "score 10·1 + 20·0 − 10 = 0" in status(page)
    assert value(page, "rate") == 10
    assert page.locator(".dl-curve").first.get_attribute("d") == before


def test_another_problem_begins_at_zero_and_numbers_can_be_set(show):
    page = show("PerceptronPlane", shown=9)
    open_folds(page)
    page.get_by_label("b", exact=True).focus()
    page.keyboard.press("Home")
    frames(page)
    assert parameters(page)[2] == -2
    press(page, "All to 0")
    assert parameters(page) == [0, 0, 0]
    press(page, "Round")
    page.get_by_label("problem").select_option("xor")
    assert "2 of 4 right: w₁ = 0, w₂ = 0, b = 0." in status(page)
    assert page.locator("table .is-wrong").count() == 2


def test_points_are_added_and_removed_by_mouse(show):
    page = show("PerceptronPlane", problem="points")
    count = len(value(page, "examples"))
    press(page, "add cross")
    x, y = at(page, 3, -0.5)
    page.mouse.click(x, y)
    frames(page)
    assert value(page, "examples")[-1] == [3, -0.5, 1]
    page.mouse.click(x + 2, y + 2)
    frames(page)
    assert len(value(page, "examples")) == count + 1
    press(page, "Remove")
    assert len(value(page, "examples")) == count
    assert page.get_by_role("button", name="Remove").is_disabled()


def test_points_are_added_and_removed_by_keys(show):
    page = show("PerceptronPlane", problem="points")
    count = len(value(page, "examples"))
    at(page, 4, 0)
    page.keyboard.press("Enter")
    frames(page)
    assert value(page, "examples")[-1] == [4, 0, 0]
    assert "on a circle" in page.locator(CURSOR).get_attribute("aria-valuetext")
    page.keyboard.press("Enter")
    frames(page)
    assert len(value(page, "examples")) == count + 1
    page.keyboard.press("Delete")
    frames(page)
    assert len(value(page, "examples")) == count


def test_a_tap_adds_a_point(show):
    page = show("PerceptronPlane", problem="points", width=328, touch=True)
    count = len(value(page, "examples"))
    box = page.locator("svg .dl-look").bounding_box()
    page.touchscreen.tap(box["x"] + 20, box["y"] + box["height"] - 20)
    frames(page)
    assert len(value(page, "examples")) == count + 1


def test_a_far_circle_on_its_right_side_changes_nothing(show):
    page = show("PerceptronPlane", problem="points", shown=16 * 7)
    assert "has settled" in status(page)
    learned = page.evaluate("document.querySelector('.dl-curve').getAttribute('d')")
    at(page, -0.5, 3)
    page.keyboard.press("Enter")
    assert "All 17 right" in status(page)
    press(page, "Round")
    assert "has settled" in status(page)
    assert page.evaluate("document.querySelector('.dl-curve').getAttribute('d')") == learned
    page.get_by_role("button", name="no", exact=True).click()
    assert "corrects nothing" in page.locator("figcaption").inner_text()


def test_a_link_that_does_not_fit_shows_the_usual_figure(show):
    page = show("PerceptronPlane", problem="nor", rate=99, shown=-4, examples="[[1,2,3]]", w1=5000)
    assert [value(page, name) for name in ("problem", "rate", "shown", "w1")] == ["and", 0.1, 0, 0]
    assert len(value(page, "examples")) == 16
    assert "problem" in parse_qs(urlparse(page.evaluate("model.link({problem: 'and'})")).query)


@pytest.mark.parametrize("width", [328, 720])
@pytest.mark.parametrize("problem", ["and", "xor", "points"])
def test_no_word_is_crossed_or_small_at_any_step(show, problem, width):
    page = show("PerceptronPlane", problem=problem, width=width)
    open_folds(page)
    for shown in (0, 1, 2, 3, 5, 8, 13, 20, 21, 40):
        page.evaluate("(shown) => model.set('shown', shown)", shown)
        frames(page)
        assert page.evaluate(CROSSINGS) == [], shown
    assert page.evaluate(SMALL_LETTERS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
