"""OptimizerRace: driven by mouse, finger and keys; the map is made in parts; words are true."""

import re

import pytest
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    centre,
    frames,
    handle,
    open_folds,
    press,
    status,
    swipe,
    value,
)
from frame_cost import assert_frame_below

MAP = {"view": "map"}
STATES = [
    {"surface": "ravine", "start_x": -3.5, "start_y": 1.2, "rate": 0.03, "noise": 0},
    {"surface": "ravine", "start_x": 3.9, "start_y": -1.9, "rate": 0.12, "noise": 0},
    {"surface": "bumpy", "start_x": -3.6, "start_y": 1.6, "rate": 0.1, "noise": 2},
    {"surface": "saddle", "start_x": 0.05, "start_y": 1.8, "rate": 0.05, "noise": 0},
    {"surface": "curved", "start_x": -3.5, "start_y": 1.5, "rate": 0.15, "noise": 0},
    {"surface": "curved", "start_x": 4, "start_y": -2, "rate": 5, "noise": 3},
]


def wait_for_map(page):
    page.wait_for_selector(".dl-stage[data-done]")
    frames(page)


def drag_with_finger(page, selector, dx, dy):
    x, y = centre(page, selector)
    swipe(page, x, y, dx, dy)
    assert centre(page, selector) == pytest.approx((x + dx, y + dy), abs=2)


@pytest.mark.parametrize("width", [720, 328])
def test_no_label_crosses_a_line_wherever_the_runners_are(show, width):
    page = show("OptimizerRace", width=width)
    for state in STATES:
        for step in (0, 4, 25, 300):
            page.evaluate(
                "(c) => { for (const k in c) model.set(k, c[k]); }", state | {"step": step}
            )
            frames(page)
            assert page.evaluate(CROSSINGS) == [], state | {"step": step}


@pytest.mark.parametrize("width", [720, 328])
def test_no_label_of_the_map_crosses_a_line(show, width):
    page = show("OptimizerRace", width=width, **MAP)
    for steepness, rate, beta in ((20, 0.03, 0.9), (100, 0.03, 0.66), (1, 5, 0), (3, 0.001, 0.99)):
        changes = {"steepness": steepness, "rate": rate, "beta": beta}
        page.evaluate("(c) => { for (const k in c) model.set(k, c[k]); }", changes)
        wait_for_map(page)
        assert page.evaluate(CROSSINGS) == [], changes
    assert page.evaluate(SMALL_LETTERS) == []


def test_the_start_follows_the_mouse(show):
    page = show("OptimizerRace", step=60)
    x, y = centre(page, handle("start") + " .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 200, y + 60, steps=4)
    page.mouse.up()
    frames(page)
    assert centre(page, handle("start") + " .dl-knob") == pytest.approx((x + 200, y + 60), abs=2)
    assert value(page, "start_x") > -1.5
    assert "momentum" in status(page)


def test_a_finger_drags_the_start_and_the_pair_of_rate_and_beta(show):
    page = show("OptimizerRace", width=328, height=1400, touch=True)
    drag_with_finger(page, handle("start") + " .dl-knob", 60, 20)
    press(page, "Map of rates and β")
    wait_for_map(page)
    drag_with_finger(page, handle("rate and β") + " .dl-knob", 20, 60)
    assert value(page, "rate") > 0.03
    assert value(page, "beta") < 0.9
    assert re.match(r"Rate 0\.\d+, β 0\.\d\d: momentum ", status(page))


def test_play_goes_to_the_end_and_begins_anew(show):
    page = show("OptimizerRace", rate=0.2, rmsprop=0, adam=0)
    page.get_by_role("button", name="momentum", exact=True).first.click()  # the prediction
    assert "You said momentum. Now play." in page.locator("figcaption").inner_text()
    press(page, "▶ Play")
    page.get_by_text("all have diverged").wait_for()
    page.get_by_role("button", name="▶ Play").wait_for()
    assert status(page) == "Step 9, the end: all have diverged. This rate is too large here."
    assert "From here it is nobody." in page.locator("figcaption").inner_text()
    press(page, "Step")
    frames(page)
    assert value(page, "step") == 1


def test_predictions_are_answered_when_somebody_has_arrived(show):
    page = show("OptimizerRace", step=43)
    page.get_by_role("button", name="RMSprop", exact=True).first.click()
    assert "You said RMSprop. Now play." in page.locator("figcaption").inner_text()
    press(page, "Step")
    frames(page)
    said = page.locator("figcaption").inner_text()
    assert "You said RMSprop. From here it is momentum, after 44 steps." in said
    page.evaluate("model.set('noise', 1); model.set('step', 300)")
    frames(page)
    press(page, "no")
    said = page.locator("figcaption").inner_text()
    assert "No: without noise it is momentum, after 44 steps; with noise 1, SGD, after 91" in said


def test_runners_come_and_go_and_get_their_best_rates(show):
    page = show("OptimizerRace", step=60)
    open_folds(page)
    runners = page.locator(".dl-runner")
    runners.get_by_role("button", name="momentum").click()
    frames(page)
    assert value(page, "momentum") == 0
    assert "momentum" not in status(page)
    assert page.locator("tbody tr").count() == 3
    runners.get_by_role("button", name="momentum").click()
    press(page, "Each at its best rate")
    page.wait_for_function("model.get('adam_rate') > 0")
    best = {n: value(page, f"{n}_rate") for n in ("sgd", "momentum", "rmsprop", "adam")}
    assert best == {"sgd": 0.0891, "momentum": 0.00562, "rmsprop": 0.2, "adam": 0.112}
    assert status(page).endswith("each with its own rate. Press Play or Step.")
    page.evaluate("model.set('step', 300)")
    assert status(page) == (
        "Step 300, the end: RMSprop arrived first, after 4 steps; "
        "then SGD (31), momentum (38), Adam (38)."
    )
    press(page, "One rate for all")
    frames(page)
    assert value(page, "adam_rate") == 0
    page.get_by_label("rate", exact=True).first.press("ArrowRight")
    frames(page)
    assert value(page, "rate") == pytest.approx(0.0307, abs=0.0003)


def test_adam_without_its_correction_starts_faster(show):
    page = show("OptimizerRace", step=300)
    open_folds(page)
    page.get_by_label("Adam corrects").select_option("no")
    frames(page)
    assert "Adam (51)" in status(page)


def test_the_map_by_keys(show):
    page = show("OptimizerRace")
    assert not page.locator(handle("rate and β")).count()
    press(page, "Map of rates and β")
    wait_for_map(page)
    assert status(page) == (
        "Rate 0.03, β 0.90: momentum arrives after 44 steps. "
        "Fewest in the map: 7, at rate 0.141, β 0.51. Best in theory: 0.134, 0.40 (cross)."
    )
    pair = page.locator(handle("rate and β"))
    pair.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "PageDown", "Shift+ArrowUp"):
        page.keyboard.press(key)
    frames(page)
    assert value(page, "rate") == pytest.approx(0.0376, abs=0.0005)
    assert value(page, "beta") == pytest.approx(0.791)
    assert "momentum arrives after" in pair.get_attribute("aria-valuetext")
    page.keyboard.press("End")
    frames(page)
    assert value(page, "rate") == 5
    assert "diverges, as at every rate above 2(1 + β)/κ = 0.179" in status(page)
    press(page, "Go to the fewest")
    frames(page)
    assert status(page).startswith("Rate 0.141, β 0.51: momentum arrives after 7 steps.")
    press(page, "The race")
    frames(page)
    assert not page.locator(handle("rate and β")).count()
    page.evaluate("model.set('step', 300)")
    assert "momentum and RMSprop arrived first, after 7 steps" in status(page)
    press(page, "Reset")
    assert status(page) == "Start: all four stand at cost 20.5, at rate 0.03. Press Play or Step."


def test_choosing_in_the_map_takes_back_rates_of_their_own(show):
    page = show("OptimizerRace", sgd_rate=0.5, momentum_rate=0.01, **MAP)
    wait_for_map(page)
    assert status(page).startswith("Rate 0.01, β 0.90")
    page.locator(handle("rate and β")).press("ArrowRight")
    frames(page)
    assert (value(page, "sgd_rate"), value(page, "momentum_rate")) == (0, 0)
    assert value(page, "rate") == pytest.approx(0.0112, abs=0.0002)


@pytest.mark.parametrize("surface", ["ravine", "bumpy"])
def test_no_frame_of_the_map_is_long(show, surface):
    page = show("OptimizerRace", surface=surface, **MAP)
    wait_for_map(page)

    drag = """() => new Promise((done) => {
      let left = 60;
      const one = () => {
        model.set("start_x", -3.5 + 0.01 * left);
        left -= 1;
        if (left) requestAnimationFrame(one); else done(60);
      };
      one();
    })"""
    assert_frame_below(page, 16, lambda: page.evaluate(drag))
    wait_for_map(page)


def test_another_surface_has_its_start_and_its_words(show):
    page = show("OptimizerRace", sgd_rate=1)
    open_folds(page)
    steepness = page.locator(".dl-fold").get_by_label("steepness κ")
    assert steepness.is_visible()
    page.get_by_label("surface", exact=True).select_option("bumpy")
    frames(page)
    assert (value(page, "start_x"), value(page, "rate"), value(page, "sgd_rate")) == (-3.6, 0.1, 0)
    assert not steepness.is_visible()
    page.evaluate("model.set('step', 60)")
    assert status(page).endswith("Adam (31, side valley), momentum (51, lowest point).")
    press(page, "Other noise")
    assert value(page, "seed") == 2


@pytest.mark.parametrize(
    "state",
    [
        {"surface": "nope"},
        {"start_x": 9},
        {"rate": 0},
        {"step": -3},
        {"view": "x"},
        {"adam": 2},
        {"sgd_rate": -1},
        {"beta": 1},
    ],
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("OptimizerRace", **state)
    assert status(page) == "Start: all four stand at cost 20.5, at rate 0.03. Press Play or Step."


def test_a_link_brings_the_state(show):
    page = show("OptimizerRace", **MAP, rate=0.2, beta=0.5)
    wait_for_map(page)
    assert "diverges, as at every rate above 2(1 + β)/κ = 0.15." in status(page)
    press(page, "Copy link")
    assert "view=map" in page.evaluate("model.link({ view: model.get('view') })")


def test_without_motion_play_takes_ten_steps(show):
    page = show("OptimizerRace", still=True)
    page.get_by_role("button", name="10 steps").click()
    assert value(page, "step") == 10
    assert status(page).startswith("Step 10: momentum leads at cost 2.1.")


def test_nothing_goes_on_after_the_end(show):
    page = show("OptimizerRace", **MAP, surface="bumpy")
    page.evaluate("cleanUp()")
    assert page.evaluate("listenerCount()") == 0


def test_on_a_phone_map_run_and_status_are_seen_together(show):
    page = show("OptimizerRace", width=328, height=740, touch=True, **MAP)
    wait_for_map(page)
    page.evaluate("model.set('rate', 0.5)")
    frames(page)
    pictures, said = (
        page.locator(part).first.bounding_box() for part in (".dl-pictures", "[role=status]")
    )
    assert said["y"] + said["height"] - pictures["y"] <= 740 - 56
