"""TreeComposer by mouse, by finger and by keys: trees joined by hand, shares added, bugs found."""

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

from lib.widgets.tree_sentences import SENTENCES

# Words of a picture that are not wholly in it.
CUT_OFF = """() => [...document.querySelectorAll("svg.dl-picture text")]
  .filter((word) => word.getClientRects().length)
  .filter((word) => {
    const frame = word.ownerSVGElement.getBoundingClientRect();
    const box = word.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1 ||
      box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
  }).map((word) => word.textContent)"""
WHERE = "a => document.querySelector(`svg [aria-label='${a}']`).getBoundingClientRect().width"


def states():
    for name, (words, _, readings) in SENTENCES.items():
        for i, merges in enumerate(readings):
            for done in (0, len(words) - 1, 2 * len(words) - 2):
                yield {"sentence": name, "merges": merges, "kept": readings[1 - i], "done": done}
        yield {"sentence": name, "merges": [], "kept": [], "done": 0}
        yield {"sentence": name, "merges": [[0, 1]], "kept": [], "done": 1}
    students = {"sentence": "students", "merges": SENTENCES["students"].readings[0]}
    yield students | {"nudge": 0.5, "selected": "w22", "done": 4}
    yield students | {"target_x": 1, "target_y": 1, "done": 8, "planted": "swap"}
    yield students | {"target_x": -1, "target_y": -1, "done": 7, "nudge": -0.5}


@pytest.mark.parametrize("width", [720, 328])
def test_every_state_can_be_read(show, width):
    page = show("TreeComposer", width=width)
    for state in states():
        for key, one in ({"nudge": 0, "planted": "none"} | state).items():
            page.evaluate("([key, one]) => model.set(key, one)", [key, one])
        for shown in ("Numbers", "Plane") if width < 480 else (None,):
            if shown:
                press(page, shown)
            frames(page)
            assert page.evaluate(CROSSINGS) == [], state
            assert page.evaluate(CUT_OFF) == [], state
            assert page.evaluate(SMALL_LETTERS) == [], state
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state


def test_a_tree_is_joined_by_mouse_and_by_keys_and_undone(show):
    page = show("TreeComposer")
    page.get_by_label("Tree", exact=True).select_option("own")
    assert status(page).startswith("Your own tree: 5 words.")
    assert len(value(page, "kept")) == 4  # the tree that stood there is the ring now
    page.get_by_role("button", name="join 的 and 学生", exact=True).click()
    assert value(page, "merges") == [[3, 4]]
    page.get_by_role("button", name="join 两个 and 外语", exact=True).focus()
    for _ in range(3):  # the focus goes on to the next place
        page.keyboard.press("Enter")
        frames(page)
    assert value(page, "merges") == [[3, 4], [0, 1], [6, 2], [7, 5]]
    assert "The root; L = " in status(page)
    assert "The other tree's (ring) is " in status(page)
    press(page, "Undo merge")
    assert "1 more to join." in status(page)
    press(page, "Step")  # an unfinished tree has no way back
    assert value(page, "done") == 3
    page.get_by_label("Tree", exact=True).select_option("1")
    assert "The root; L = 0.975. The other tree's (ring) is 0.54 away." in status(page)
    page.get_by_label("Sentence", exact=True).select_option("cat")
    assert status(page).startswith("p₅ from p₁ and p₄:")
    names = page.get_by_label("Tree", exact=True).locator("option").all_inner_texts()
    assert names == ["as in grammar", "left to right", "your own tree"]


def test_the_shares_are_added_the_bug_is_found_and_the_prediction_answered(show):
    page = show("TreeComposer")
    open_folds(page)
    caption = page.locator("figcaption")
    press(page, "about 1.1")
    expect(caption).to_contain_text("Now step back through all 4 nodes")
    press(page, "Step", times=4)
    assert "nudging each of the 8 weights measures the same." in status(page)
    expect(caption).to_contain_text("+0.28, +0.18, −0.19, −0.28. The sum is −0.01")
    table = page.locator("svg").nth(2)
    assert "= −0.01" in table.text_content()
    expect(page.locator("details").first).to_contain_text("dL/db is the sum of all δ")
    page.get_by_label("planted bug").select_option("top")
    assert "Check: 8 of 8 are wrong; w₁₂ is 0.282, measured −0.009." in status(page)
    assert "≠ −0.01" in table.text_content()
    page.locator(handle("dL/dW, sum of the shares; choose a weight")).focus()
    page.keyboard.press("Home")
    assert "w₁₁ is 0.124, measured 1.302." in status(page)
    press(page, "Reset")
    assert status(page).startswith("p₄ from p₃ and 学生:")


def test_a_nudge_and_the_target_by_keys_mouse_and_finger(show):
    page = show("TreeComposer")
    page.get_by_label("nudge", exact=True).fill("0.1")
    assert "w₁₂ +0.10 moves all 4 nodes; L " in status(page)
    box = page.locator(handle("target")).locator(".dl-knob").bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 68, box["y"] - 52, steps=3)
    page.mouse.up()
    frames(page)
    assert value(page, "target_x") > -0.3
    assert value(page, "target_y") > -0.1

    phone = show("TreeComposer", width=328, height=740, touch=True)
    box = phone.locator(handle("target")).locator(".dl-knob").bounding_box()
    swipe(phone, box["x"] + 8, box["y"] + 8, 40, -40)
    assert value(phone, "target_x") > -0.5
    phone.get_by_label("Tree", exact=True).select_option("own")
    frames(phone)
    assert phone.evaluate(WHERE, "join 外语 and 学院") >= 43
    phone.get_by_role("button", name="join 外语 and 学院", exact=True).tap()
    assert value(phone, "merges") == [[1, 2]]


@pytest.mark.parametrize(
    "state",
    [
        {"merges": "[[0,3]]", "done": "0"},
        {"merges": "3"},
        {"sentence": "dog"},
        {"nudge": "9"},
        {"planted": "x"},
    ],
)
def test_a_link_that_says_what_cannot_be_gets_what_fits(show, state):
    page = show("TreeComposer", **state)
    first = "Your own tree:" if "done" in state else "p₄ from p₃ and 学生:"
    assert status(page).startswith(first)


def test_a_link_brings_a_tree(show):
    page = show("TreeComposer", sentence="good", merges=json.dumps([[1, 2], [0, 3]]), done=3)
    assert status(page).startswith("Back 1 of 2, p₂: share 1 is added. Wᵀδ sends (")
    assert page.get_by_label("Tree", exact=True).input_value() == "0"
