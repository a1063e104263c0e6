"""Playground by mouse, by finger and by keys: it learns, tells what is in the way, takes points."""

import pytest
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    centre,
    frames,
    open_folds,
    value,
)
from frame_cost import assert_frame_below
from playground_driving import STATE, press, status


def test_three_units_fence_in_the_disk(show):
    page = show("Playground", rate=1, hidden="[3]", still=True)
    page.get_by_role("button", name="3", exact=True).click()
    assert "Let it learn" in page.locator("figcaption").inner_text()
    page.get_by_role("button", name="Play (100 steps)").click()
    assert status(page).startswith("Step 100: cost 0.")
    page.get_by_role("button", name="Play (100 steps)").click()
    assert "all 200 right" in status(page) or "(99" in status(page)
    assert "It works with 3 hidden units. Each unit draws one line" in (
        page.locator("figcaption").inner_text()
    )
    assert status(page).startswith("Step 201") == press(page, "Step").startswith("Step 202")
    assert press(page, "Start again").startswith("Step 0:")
    assert page.locator(".dl-below .dl-dotted").get_attribute("d") != ""


def test_play_trains_frame_by_frame_and_pauses(show):
    page = show("Playground", rate=1, hidden="[3]")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('steps') > 30")
    page.get_by_role("button", name="Pause").click()
    steps = value(page, "steps")
    assert status(page).startswith(f"Step {steps}:")
    assert len(page.evaluate("model.get('_trained')")) == 4
    page.wait_for_timeout(100)
    assert value(page, "steps") == steps


def test_it_stops_when_it_is_out_of_sight(show):
    page = show("Playground", rate=0.1)
    page.evaluate("document.body.style.paddingBottom = '4000px'")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('steps') > 5")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("button", name="Play").wait_for(state="attached")
    steps = value(page, "steps")
    page.wait_for_timeout(150)
    assert value(page, "steps") == steps


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"init": "zeros", "steps": 20, "hidden": "[4]"}, "cannot even leave 0"),
        ({"init": "zeros", "steps": 20, "activation": "sigmoid"}, "2 units do the work of one"),
        (
            {"rate": 10, "activation": "relu", "hidden": "[4]", "steps": 60},
            "0 for every point: dead",
        ),
        ({"hidden": "[]", "steps": 400}, "this is logistic regression"),
        ({"activation": "identity", "steps": 400}, "layers of sums are one sum"),
    ],
)
def test_it_says_what_is_in_the_way(show, state, words):
    page = show("Playground", **state)
    assert words in status(page)
    assert page.evaluate(CROSSINGS) == []


def test_when_numbers_end_it_says_why_and_a_smaller_rate_mends_it(show):
    page = show(
        "Playground", rate=10, activation="identity", hidden="[8,8,8]", init="normal", still=True
    )
    page.get_by_role("button", name="Play (100 steps)").click()
    assert "not a number any more. The steps were too large" in status(page)
    assert "divide the rate by 3 (3.33)" in status(page)
    page.get_by_label("rate").focus()
    page.keyboard.press("Home")
    assert status(page).startswith("Step 0:")
    page.get_by_role("button", name="Play (100 steps)").click()
    assert status(page).startswith("Step 100: cost 0.6")


def test_every_setting_answers_to_the_keyboard(show):
    page = show("Playground", still=True)
    settings = page.locator("details .dl-settings")
    controls = settings.locator("select, input, button")
    assert controls.count() == 13
    for i in range(controls.count()):
        control = controls.nth(i)
        if not control.is_visible():
            continue
        before = page.evaluate(STATE)
        control.focus()
        page.keyboard.press("Enter" if control.evaluate("(e) => e.tagName") == "BUTTON" else "End")
        frames(page)
        after = page.evaluate(STATE)
        assert after != before, control.evaluate("(e) => e.outerHTML")
        press(page, "Reset")
    press(page, "Step")
    press(page, "Reset")
    assert page.evaluate(STATE) == page.evaluate("JSON.stringify(model.get('_defaults'))")


def test_units_are_added_and_removed_and_shown_large(show):
    page = show("Playground", steps=100, rate=1)
    page.get_by_role("button", name="one unit more in layer 1").click()
    assert (value(page, "hidden"), value(page, "steps")) == ([3], 0)
    page.get_by_role("button", name="Add a layer").click()
    assert value(page, "hidden") == [3, 2]
    frames(page)
    assert page.get_by_role("radio").count() == 6
    page.get_by_role("radio", checked=True).focus()
    for key, unit in (("ArrowLeft", "2.2"), ("ArrowUp", "2.1"), ("Home", "1.1"), ("End", "output")):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "unit") == unit
        assert page.evaluate("document.activeElement.getAttribute('aria-checked')") == "true"
    x, y = centre(page, ".dl-unit:nth-child(2)")
    page.mouse.click(x, y)
    frames(page)
    assert value(page, "unit") == "1.2"
    assert "What hidden 2 of layer 1 says" in page.locator(".dl-pictures").inner_text()
    assert "hidden 2 of layer 1: tanh(" in page.locator(".dl-unit-line").inner_text()
    page.get_by_role("button", name="one unit fewer in layer 1").click()
    page.get_by_role("button", name="one unit fewer in layer 1").click()
    page.get_by_role("button", name="remove layer 1").click()
    assert value(page, "hidden") == [2]
    frames(page)
    assert "What hidden 2 says" in page.locator(".dl-pictures").inner_text()


def test_the_challenge_is_taken_and_solved(show):
    page = show("Playground", hidden="[8]", rate=3, part="shallow", still=True)
    page.get_by_role("button", name="Take it").click()
    assert "Now 8 hidden units" in page.locator(".dl-challenge").inner_text()
    page.get_by_label("speed").select_option("fast")
    page.get_by_role("button", name="Play (1000 steps)").click()
    assert "Solved with 8 hidden units" in page.locator(".dl-challenge").inner_text()
    page.get_by_role("button", name="one unit fewer in the hidden layer").click()
    frames(page)
    words = page.locator(".dl-challenge").inner_text()
    assert "Now 7 hidden units" in words
    assert "Best so far: 8 hidden units" in words
    page.get_by_label("set", exact=True).select_option("moons")
    frames(page)
    assert "It counts on the spiral" in page.locator(".dl-challenge").inner_text()
    page.get_by_role("button", name="Back to it").click()
    page.get_by_role("button", name="Leave it").click()
    frames(page)
    assert value(page, "challenge") == "off"


def test_a_chapter_shows_no_more_than_it_has_come_to(show):
    labels = {}
    for part in ("shallow", "deep", "all"):
        page = show("Playground", part=part)
        labels[part] = set(page.locator(".dl-settings label").all_inner_texts())
        assert ("Held out" in status(page)) == (part != "shallow")
        more = page.get_by_role("button", name="Add a layer")
        assert more.count() == (part != "shallow")
    assert labels["deep"] - labels["shallow"] == {"points in a step", "show those"}
    assert labels["all"] - labels["deep"] == {"rule", "L2", "dropout"}


def test_points_held_out_can_be_seen(show):
    page = show("Playground", steps=50)
    marks = "document.querySelector('.dl-lines .dl-cross.dl-truth').getAttribute('d')"
    before = page.evaluate(marks)
    page.get_by_label("show those").select_option("held out")
    frames(page)
    assert page.evaluate(marks) != before
    assert "points held out" in page.locator(".dl-pictures").inner_text()


@pytest.mark.parametrize("state", [{}, {"hidden": "[8,8]", "m": 500, "problem": "spiral"}])
def test_a_frame_of_training_takes_less_than_16_ms(show, state):
    page = show("Playground", speed="fast", **state)
    train = """() => new Promise((done) => {
      const buttons = [...document.querySelectorAll("button")];
      const press = (name) => buttons.find((one) => one.textContent.includes(name)).click();
      let left = 40;
      const one = () => {
        if (left--) return requestAnimationFrame(one);
        press("Pause");
        done(40);
      };
      press("Play");
      one();
    })"""
    assert_frame_below(page, 16, lambda: page.evaluate(train))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [328, 1248])
def test_axe_finds_nothing_at_work(show, axe_finds, width, theme):
    page = show(
        "Playground", width=width, theme=theme, hidden="[4,3]", problem="points", challenge="on"
    )
    open_folds(page)
    assert axe_finds(page) == []


@pytest.mark.parametrize("width", [328, 720])
def test_no_word_is_crossed_or_small_at_any_step(show, width):
    page = show("Playground", width=width, problem="spiral", hidden="[8,8,8]", rate=0.3)
    open_folds(page)
    for steps in (1, 7, 30, 100, 200):
        page.evaluate("(steps) => model.set('steps', steps)", steps)
        status(page)
        assert page.evaluate(CROSSINGS) == [], steps
        assert page.evaluate(SMALL_LETTERS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_picture_and_its_buttons_come_first(show):
    page = show("Playground", width=328)
    tops = [
        page.locator(part).first.bounding_box()["y"]
        for part in (".dl-pictures", ".dl-play", "[role=status]", ".dl-unit", ".dl-fold")
    ]
    assert tops == sorted(tops)
    assert page.locator(".dl-settings").first.is_hidden()
    wide = show("Playground", width=720)
    assert wide.locator(".dl-settings").first.is_visible()
    assert wide.locator(".dl-unit").first.bounding_box()["y"] < 500
