"""GreedyParser by mouse, by finger and by keys; its two views; its labels and its speed."""

import json

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
from playwright.sync_api import expect

PAIR, ROUNDS = handle("pair that is looked at"), handle("rounds of training")
USUAL = {
    "view": "parse",
    "sentence": "glasses",
    "gold": "first",
    "kappa": 0.1,
    "rounds": 0,
    "joins": [],
    "earlier": [],
    "pair": 0,
}
STATES = [
    *({"joins": joins} for joins in ([], [1], [0, 0], [5, 4, 3, 2], [1, 2, 3, 4, 5])),
    *({"joins": joins} for joins in ([3, 2, 1, 5, 4], [5, 4, 3, 2, 1], [1, 3, 5, 2, 4])),
    {"sentence": "students", "joins": [0]},
    {"sentence": "students", "joins": [3, 2, 1]},
    *({"view": "train", "rounds": rounds} for rounds in (0, 4, 6, 40)),
    {"view": "train", "sentence": "students", "gold": "second", "rounds": 2},
    {"view": "train", "sentence": "cat", "gold": "second", "kappa": 1, "rounds": 9},
]
CUT_OFF = """() => [...document.querySelectorAll("svg.dl-picture text")].filter((word) => {
  const frame = word.ownerSVGElement.getBoundingClientRect();
  const box = word.getBoundingClientRect();
  return box.width && (box.left < frame.left || box.right > frame.right ||
    box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
}).map((word) => word.textContent)"""


def says(page, words):
    expect(page.locator("[role=status]")).to_contain_text(words)


def show_parser(show, **state):
    return show(
        "GreedyParser", **{k: json.dumps(v) if k == "joins" else v for k, v in state.items()}
    )


@pytest.mark.parametrize("width", [720, 328])
def test_no_word_is_crossed_or_cut_off(show, width):
    page = show_parser(show, width=width)
    for state in STATES:
        page.evaluate("(c) => { for (const k in c) model.set(k, c[k]); }", USUAL | state)
        frames(page)
        assert page.evaluate(CROSSINGS) == [], state
        assert page.evaluate(SMALL_LETTERS) == [], state
        assert page.evaluate(CUT_OFF) == [], state


def test_step_by_step_back_and_against_the_parser(show):
    page = show_parser(show)
    press(page, "not always")
    press(page, "Step")
    says(page, "“the man” is joined, 0.63. Only 2 pairs beside it are scored anew")
    press(page, "Step", 4)
    says(page, "The greedy tree: total 1.65.")
    expect(page.locator("figcaption")).to_contain_text("its tree has 1.65, the best has 2.12.")
    assert page.locator(PAIR).count() == 0
    expect(page.get_by_role("button", name="Join this pair")).to_be_disabled()
    press(page, "Back", 4)
    assert value(page, "joins") == [3]
    page.locator("[data-gap='2']").click()
    says(page, "Against the parser: “saw” + “the man”, 0.42.")
    press(page, "Join this pair")
    page.locator("[data-gap='3']").click()  # is joined: there is nothing to look at
    assert value(page, "pair") == 0
    page.locator(PAIR).focus()
    for key, gap in (("Home", 1), ("ArrowRight", 4), ("ArrowUp", 5), ("PageDown", 1)):
        page.keyboard.press(key)
        frames(page)
        assert page.locator(PAIR).get_attribute("aria-valuenow") == str(gap)
    page.keyboard.press("Enter")
    press(page, "Step", 2)
    says(page, "Your tree: total 2.12. It is the best of all 42.")
    assert "your tree" in page.locator("svg").nth(1).text_content()
    press(page, "Step")
    says(page, "5 pairs of neighbors.")


def test_training_finds_one_reading_and_then_the_other(show):
    page = show_parser(show, still=True)
    press(page, "Play (5 steps)")
    says(page, "The greedy tree")
    press(page, "train")
    press(page, "not in every one")
    says(page, "Round 0: J = 0.21. The parser joins “saw the man”")
    for _ in range(4):
        press(page, "Play (5 steps)")
    says(page, "J = 0. The parser finds the gold tree, “the man has glasses”")
    expect(page.locator("figcaption")).to_contain_text("Not at round 4, 6, 9")
    rounds = value(page, "rounds")
    press(page, "Step")
    assert value(page, "rounds") == rounds
    gold = page.get_by_label("Gold tree").locator("visible=true")
    gold.select_option("second")
    assert (value(page, "earlier"), value(page, "rounds")) == ([rounds], 0)
    says(page, "phrases is wrong" if "phrases is" in status(page) else "phrases are wrong")
    gold.select_option("first")
    assert (value(page, "earlier"), value(page, "rounds")) == ([], rounds)
    gold.select_option("second")
    for _ in range(3):
        press(page, "Play (5 steps)")
    says(page, "J = 0. The parser finds the gold tree, “I look through glasses”")
    press(page, "parse")
    page.evaluate("model.set('joins', [])")
    says(page, "the last for “I look through glasses”.")
    press(page, "Reset")
    says(page, "5 pairs of neighbors. Best now: “the” + “man”, 0.63.")
    assert value(page, "earlier") == []


def test_the_round_by_finger_and_by_keys_and_the_trap(show):
    page = show_parser(show, view="train", width=328, height=740, touch=True)
    x, y = centre(page, f"{ROUNDS} .dl-knob")
    swipe(page, x, y, 6.8 * 20, 3)
    assert value(page, "rounds") == pytest.approx(20, abs=1)
    assert page.locator(".dl-parser-pill.is-wrong").count() == 0
    page.locator(ROUNDS).focus()
    for key, rounds in (("Home", 0), ("PageUp", 5), ("ArrowRight", 6), ("End", 40)):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "rounds") == rounds
    open_folds(page)
    page.get_by_label("J compares").select_option("trees")
    says(page, "with 1 wrong phrase, and yet J is 0.")
    assert page.locator(".dl-parser-pill.is-wrong").count() == 1
    table = page.locator("details", has_text="J, join by join").locator("tbody")
    expect(table).to_contain_text("✕ “saw the man”")
    trees = page.locator("details", has_text="All trees, by total").locator("tbody tr")
    assert trees.count() == 42


@pytest.mark.parametrize("state", [{"joins": [9]}, {"rounds": 99}, {"gold": "x"}, {"earlier": 3}])
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show_parser(show, **state)
    assert status(page).startswith("5 pairs of neighbors. Best now: “the” + “man”, 0.63.")


def test_the_margin_follows_a_drag_in_a_frame(show):
    page = show_parser(show, view="train", rounds=20, earlier="[30,30]", gold="first")
    open_folds(page)
    slider = page.get_by_label("margin κ")
    slider.focus()

    def move():
        for key in ["Home", *["ArrowRight"] * 9, *["Shift+ArrowRight"] * 20]:
            page.keyboard.press(key)
            frames(page)
        return 30

    assert_frame_below(page, 16, move)
