"""NextLetter writes on: as Python does, by seed and temperature, until the text is full."""

import json

from figure_driving import frames, open_folds, press, status, value
from next_letter_driving import expect_status, expected, field
from playwright.sync_api import expect

from lib.widgets import NextLetter
from lib.widgets.letter_network import write_on
from lib.widgets.letter_traits import MOST_LETTERS


def test_step_writes_what_python_writes(show):
    page = show("NextLetter", text="My lord, ", temperature=0.7, seed=5)
    text = "My lord, " + write_on(NextLetter().network, "My lord, ", 6, temperature=0.7, seed=5)
    for k in range(1, 7):
        press(page, "Step")
        expect(field(page)).to_have_value(text[: 9 + k])
    assert value(page, "written") == 6
    assert "Your 9 letters cost" in status(page)
    assert "It wrote 6 letters, seed 5." in status(page)
    assert page.locator(".dl-strip-words .is-own").count() == 9
    field(page).press("End")
    page.keyboard.type("!")
    expect_status(page, "Your 16 letters cost")  # what one has touched is one's own
    assert value(page, "written") == 0


def test_another_seed_writes_something_else_and_it_can_be_taken_back(show):
    page = show("NextLetter", text="O ", temperature=1.5)
    open_folds(page)
    written = set()
    for seed in ("Home", "ArrowRight", "End"):
        page.get_by_label("seed").press(seed)
        for _ in range(8):
            press(page, "Step")
        frames(page)
        written.add(value(page, "text"))
        press(page, "Take back what it wrote")
        expect(field(page)).to_have_value("O ")
    assert len(written) == 3
    press(page, "Clear the text")
    expect_status(page, "^Before the first letter")


def test_play_writes_until_it_is_stopped_and_typing_stops_it(show):
    page = show("NextLetter", text="The ")
    page.get_by_role("button", name="Write on").click()
    expect_status(page, r"It wrote [3-9] letters, seed 1\.")
    assert page.get_by_role("button", name="Pause").is_visible()
    field(page).press("End")
    page.keyboard.type("x")
    expect(page.get_by_role("button", name="Write on")).to_be_visible()
    assert value(page, "written") == 0


def test_without_motion_it_writes_twenty_at_once_and_stops_when_full(show):
    page = show("NextLetter", text="a" * (MOST_LETTERS - 30), still=True)
    press(page, "Write on (20 steps)")
    expect_status(page, "It wrote 20 letters")
    press(page, "Write on (20 steps)")
    expect_status(page, r"It wrote 30 letters.*The text is full: 400 letters\.")
    press(page, "Step")
    assert len(value(page, "text")) == MOST_LETTERS


def test_a_colder_temperature_makes_the_likely_likelier(show):
    page = show("NextLetter", text="the k")
    bits = status(page).split("Your")[1]
    chances = []
    slider = page.get_by_label("temperature")
    for key in ("Home", "End"):
        slider.press(key)
        expect_status(page, f"at temperature {0.2 if key == 'Home' else 2} it expects")
        chances.append(expected(page).probabilities[expected(page).ranking[0]])
        assert status(page).split("Your")[1] == bits  # the surprise is that at temperature 1
    assert chances[0] > 2 * chances[1]


def test_nothing_goes_on_after_the_end(show):
    page = show("NextLetter", made=json.dumps({"text": "O"}))
    page.get_by_role("button", name="Write on").click()
    page.evaluate("cleanUp()")
    before = value(page, "text")
    page.evaluate("new Promise((go) => setTimeout(go, 300))")
    assert value(page, "text") == before
