"""GateLab: its gates by mouse, finger and keys; its four views; the source's mistakes."""

import json

import pytest
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    frames,
    handle,
    open_folds,
    press,
    status,
    swipe,
    value,
)
from playwright.sync_api import expect

from lib.widgets import GateLab
from lib.widgets.gate_lab import held_as

VIEWS = ("forward", "way back", "check", "how far")
CUT = "Cut c path"

# Words of a picture that are not wholly in it.
CUT_OFF = """() => [...document.querySelectorAll("svg.dl-picture text")]
  .filter((word) => word.getClientRects().length)
  .filter((word) => {
    const frame = word.ownerSVGElement.getBoundingClientRect();
    const box = word.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1 ||
      box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
  }).map((word) => word.textContent)"""

STATES = {
    "free": {"t": 3},
    "held": {"t": 4, "held": held_as("lstm", "hold", 6)},
    "long": {"steps": 8, "t": 8},
    "short": {"steps": 1},
    "cut": {"cut": True, "t": 2, "bars": "w"},
    "small": {"cut": True, "scale": 1e-4, "rule": "absolute", "t": 5},
}


def show_lab(show, kind="lstm", **state):
    made = json.dumps({"kind": kind})
    asked = {k: v if isinstance(v, str) else json.dumps(v) for k, v in state.items()}
    extra = {k: asked.pop(k) for k in ("width", "height") if k in asked}
    options = {k: int(v) for k, v in extra.items()}
    if asked.pop("touch", None):
        options["touch"] = True
    return show("GateLab", made=made, **options, **asked)


def said(page):
    return page.locator("[role=status]")


def pull(page, label, dx, dy):
    box = page.locator(f"{handle(label)} .dl-knob").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()
    frames(page)


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("kind", ["lstm", "gru"])
def test_every_view_of_every_state_can_be_read(show, kind, width):
    page = show_lab(show, kind, width=width)
    for name, state in STATES.items():
        if kind == "gru" and name == "held":
            state = {"t": 4, "held": held_as("gru", "hold", 6)}
        for key, one in (GateLab(kind).state | state).items():
            page.evaluate("([key, one]) => model.set(key, one)", [key, one])
        for view in VIEWS:
            press(page, view)
            frames(page)
            where = (name, view)
            assert page.evaluate(CROSSINGS) == [], where
            assert page.evaluate(CUT_OFF) == [], where
            assert page.evaluate(SMALL_LETTERS) == [], where
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
            assert any(digit in status(page) for digit in "0123456789₁₂₃"), where


def test_a_gate_is_pulled_by_the_mouse_and_all_later_steps_follow(show):
    page = show_lab(show, t=2)
    expect(said(page)).to_contain_text("c₂ = f·c₁ + i·g = 0.80·0.68 + 0.71·0.01 = 0.55")
    pull(page, "gate f", 0, 60)
    assert value(page, "held") == {"f2": 0}
    expect(said(page)).to_contain_text("Nothing of c₁ stays, and 0.01 is new. You hold f₂.")
    assert page.get_by_label("Gates").input_value() == "own"
    page.evaluate("model.set('t', 3)")
    expect(said(page)).to_contain_text("c₃ = f·c₂ + i·g = 0.83·0.01 + 0.42·(−0.79) = −0.32")
    pull(page, "gate i", 60, 0)
    assert value(page, "held") == {"f2": 0, "i3": 1}
    press(page, "Reset")
    frames(page)
    assert value(page, "held") == {}


def test_a_finger_pulls_a_gate(show):
    page = show_lab(show, width=328, height=740, touch=True)
    box = page.locator(f"{handle('gate o')} .dl-knob").bounding_box()
    swipe(page, box["x"] + 8, box["y"] + 8, -40, 0)
    assert value(page, "held") == {"o1": 0}
    assert "the output gate is shut, and h says nothing of it" in status(page)
    assert "h₁ = o·tanh c₁ = 0.00" in status(page)


def test_by_keys_alone_a_gate_is_held_and_freed_and_the_step_chosen(show):
    page = show_lab(show)
    page.locator(handle("step")).focus()
    for key, t in (("ArrowRight", 2), ("PageUp", 4), ("End", 6), ("Home", 1), ("ArrowUp", 2)):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "t") == t
    page.locator(handle("gate i")).focus()
    page.keyboard.press("End")
    frames(page)
    page.keyboard.press("ArrowLeft")
    frames(page)
    assert value(page, "held") == {"i2": 0.95}
    assert "You hold i₂." in status(page)
    page.keyboard.press("Delete")
    frames(page)
    assert value(page, "held") == {}
    assert "You hold" not in status(page)


def test_a_step_is_chosen_in_the_chart(show):
    page = show_lab(show)
    box = page.locator(".dl-gate-surface").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 4.5 / 6, box["y"] + 60)
    frames(page)
    assert value(page, "t") == 5
    assert status(page).startswith("Step 5 of 6.")


def test_steps_go_forward_and_on_the_way_back_from_the_end(show):
    page = show_lab(show)
    for t in (2, 3, 4, 5, 6, 1):
        press(page, "Step")
        frames(page)
        assert value(page, "t") == t
    press(page, "way back")
    expect(said(page)).to_contain_text("Step 6 of 6. The loss is h₆ itself, so δh₆ = 1.")
    press(page, "Step", 3)
    expect(said(page)).to_contain_text("δc₃ = −0.02 through h + 0.17 through c = 0.15.")
    expect(said(page)).to_contain_text("89 % of what arrives came through c.")
    press(page, CUT)
    expect(said(page)).to_contain_text("what comes through c was left out. Nudging c₃ finds 0.15")


def test_play_goes_to_the_end_and_stops(show):
    page = show_lab(show, steps=2)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('t') === 2")
    expect(page.get_by_role("button", name="▶ Play")).to_be_visible()


def test_the_check_finds_each_mistake(show):
    page = show_lab(show)
    press(page, "check")
    expect(said(page)).to_contain_text("All 6 numbers of dL/dx pass.")
    press(page, CUT)
    expect(said(page)).to_contain_text(
        "5 of 6 numbers of dL/dx are rejected. Most at dL/dx₄: 0.0037 on the way back, "
        "0.13 by nudging, off by 97 % of the larger. Only that of the last step is right."
    )
    assert page.locator(".dl-gate-cross").count() == 5 + 1  # and one in the key
    press(page, CUT)
    press(page, "b_i, b_o take δf")
    expect(said(page)).to_contain_text("The mistake is in the weights' gradients")
    page.get_by_label("Which gradients").select_option("w")
    expect(said(page)).to_contain_text("2 of 12 weights' gradients are rejected.")
    press(page, "b_i, b_o take δf")
    press(page, "W_ih: last step only")
    expect(said(page)).to_contain_text("4 of 12 weights' gradients are rejected.")


def test_a_check_that_passes_though_it_should_not(show):
    page = show_lab(show)
    open_folds(page)
    press(page, "Cut, weights × 10⁻⁴, 0.0001 allowed")
    expect(said(page)).to_contain_text("All 6 numbers of dL/dx pass.")
    expect(said(page)).to_contain_text("5 of 6 are wrong all the same, dL/dx₅ by 100 %")
    page.get_by_label("passes").select_option("relative")
    expect(said(page)).to_contain_text("5 of 6 numbers of dL/dx are rejected.")
    press(page, "The source's check: T = 2")
    fold = page.locator("details").first
    expect(fold).to_contain_text("T = 2: the way back says")
    expect(fold).to_contain_text("It passes.")
    press(page, "The same with T = 3")
    expect(fold).to_contain_text("They differ.")
    page.get_by_label("steps T").fill("1")
    expect(said(page)).to_contain_text("2 of 12 weights' gradients are rejected.")


def test_what_is_held_reaches_back_and_answers_the_question(show):
    page = show_lab(show)
    press(page, "all of it")
    caption = page.locator("figcaption")
    expect(caption).to_contain_text("You said: all of it. Now choose “hold”")
    press(page, "how far")
    expect(said(page)).to_contain_text("From step 6 back to 1: it fades. δc₁ has 0.084")
    page.get_by_label("Gates").select_option("hold")
    expect(said(page)).to_contain_text("From step 6 back to 1: all of it arrives.")
    expect(caption).to_contain_text("All of it: each step multiplies it by f = 1")
    assert value(page, "held") == held_as("lstm", "hold", 6)
    press(page, CUT)
    expect(said(page)).to_contain_text("nothing arrives. With the path through c cut, δc₁ has 0")
    page.get_by_label("Gates").select_option("free")
    expect(said(page)).to_contain_text("it has vanished")


def test_made_with_the_cut_the_question_is_another(show):
    page = show("GateLab", made=json.dumps({"cut": True}))
    press(page, "one")
    caption = page.locator("figcaption")
    expect(caption).to_contain_text("You said: one. Now choose “check” above.")
    press(page, "check")
    expect(caption).to_contain_text("One, that of the last step")


def test_the_gru_has_a_picture_and_words_of_its_own(show):
    page = show_lab(show, "gru", t=2)
    expect(said(page)).to_contain_text("h₂ = (1 − z)·n + z·h₁ = 0.21·0.51 + 0.79·0.34 = 0.37.")
    pull(page, "gate z", 0, -60)
    assert value(page, "held") == {"z2": 1}
    expect(said(page)).to_contain_text("All of h₁ stays, and 0.00 is new. You hold z₂.")
    expect(page.locator("svg").first).to_contain_text("1 − z₂ 0.00")
    press(page, "way back")
    expect(said(page)).to_contain_text("The loss is h₆ itself, so δh₆ = 1.00.")
    press(page, "check")
    press(page, "Cut path")
    expect(said(page)).to_contain_text("numbers of dL/dx are rejected.")


def test_the_table_has_every_step(show):
    page = show_lab(show)
    open_folds(page)
    rows = page.locator("tbody tr")
    assert rows.count() == 6
    assert rows.nth(5).inner_text().split("\t")[-1] == "0.531"
    page.get_by_label("steps T").fill("3")
    frames(page)
    assert rows.count() == 3


@pytest.mark.parametrize(
    "state",
    [
        {"view": "sideways"},
        {"t": 99},
        {"steps": 2.5},
        {"held": {"z1": 1}},
        {"held": {"f1": 7}},
        {"held": [1]},
        {"cut": "1"},
        {"scale": 5},
        {"rule": "none"},
        {"bars": "q"},
    ],
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show_lab(show, **state)
    assert status(page).startswith("Step 1 of 6. c₁ = f·c₀ + i·g = 0.65·0.00 + 0.75·0.91 = 0.68")


def test_a_link_brings_back_what_the_reader_made(show):
    page = show_lab(show, view="back")
    page.locator(handle("gate f")).focus()
    page.keyboard.press("Home")
    frames(page)
    press(page, CUT)
    frames(page)
    made = {name: value(page, name) for name in GateLab().state}
    other = show_lab(show, **made)
    assert status(other) == status(page)
    assert value(other, "held") == {"f1": 0}
