"""Broadcast by mouse, by finger and by keys."""

import pytest
from figure_driving import CROSSINGS, SMALL_LETTERS, frames, open_folds, status, value

LOOK = "svg [role=slider]"


def cell(page, place, which=2):
    """A number of the result, or of left (0) or right (1) as they are stretched to its shape."""
    return page.locator(f"[data-place='{place}'] rect").nth(which)


def test_the_mouse_points_at_a_sum_and_a_press_keeps_it(show):
    page = show("Broadcast")
    usual = "(3, 4) + (4,) → (3, 4), 12 additions. left[1, 2] + right[2] = 12 + 3 = 15."
    assert status(page) == usual
    cell(page, 1).hover()
    assert "left[0, 1] + right[1] = 1 + 2 = 3" in status(page)
    assert value(page, "cell") == 6
    page.mouse.move(2, 2)
    assert status(page) == usual
    cell(page, 11).click()
    page.mouse.move(2, 2)
    assert "left[2, 3] + right[3] = 23 + 4 = 27" in status(page)
    assert value(page, "cell") == 11


def test_a_number_of_left_or_right_shows_the_sum_it_is_in(show):
    page = show("Broadcast")
    cell(page, 4, which=0).click()
    page.mouse.move(2, 2)
    assert "left[1, 0] + right[0] = 10 + 1 = 11" in status(page)
    cell(page, 9, which=1).click()
    page.mouse.move(2, 2)
    assert "left[2, 1] + right[1] = 21 + 2 = 23" in status(page)


def test_keys_walk_through_rows_columns_and_slabs(show):
    page = show("Broadcast", left="[4,1,3]", right="[2,3]", cell=0)
    page.locator(LOOK).focus()
    for key in ("PageDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
        frames(page)
    assert page.locator(LOOK).get_attribute("aria-valuetext") == (
        "left[1, 0, 1] + right[1, 1] = 101 + 5 = 106"
    )
    page.keyboard.press("End")
    frames(page)
    assert value(page, "cell") == 23
    page.keyboard.press("ArrowRight")
    frames(page)
    assert value(page, "cell") == 23


def test_sizes_and_axes_are_edited(show):
    page = show("Broadcast")
    page.get_by_label("right, axis 1 of 1").select_option("3")
    assert "They do not fit" in status(page)
    assert "right.reshape(3, 1)" in status(page)
    assert page.locator(".is-clash").inner_text().startswith("✗ clash: 4 against 3")
    assert page.locator(LOOK).count() == 0
    assert page.locator("svg").last.get_by_text("no result").count() >= 1
    page.get_by_label("left, axis 2 of 2").select_option("1")
    assert "every row meets every column, 9 numbers" in status(page)
    page.get_by_role("button", name="take the first axis of right away").click()
    assert "left[2, 0] + right = 20 + 1 = 21" in status(page)
    page.get_by_role("button", name="put an axis in front of left").click()
    page.get_by_label("left, axis 1 of 3").select_option("2")
    assert "(2, 3, 1) + () → (2, 3, 1), 6 additions" in status(page)
    assert page.get_by_role("button", name="put an axis in front of left").is_disabled()
    assert page.get_by_role("button", name="take the first axis of right away").is_disabled()
    assert [value(page, name) for name in ("left", "right")] == [[2, 3, 1], []]
    assert page.locator(".dl-added:visible").count() == 3
    page.get_by_role("button", name="Reset").click()
    assert "(3, 4) + (4,)" in status(page)


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("(3, 4) and (3, 1)", "(3, 4) + (3, 1) → (3, 4), 12 additions"),
        ("(3, 1) and (3,): trap", "Did you want that?"),
        ("(4, 1, 3) and (2, 3)", "→ (4, 2, 3), 24 additions"),
        ("(3, 4) and (3,)", "They do not fit: (3,) against (3, 4) puts 4 over 3."),
    ],
)
def test_pairs_can_be_picked(show, pair, words):
    page = show("Broadcast")
    page.get_by_label("pair of shapes").select_option(pair)
    assert words in status(page)


def test_the_answer_can_be_covered_and_stays_so_while_shapes_change(show):
    page = show("Broadcast")
    page.get_by_role("button", name="Guess first").click()
    assert "do they fit, and what is the shape" in status(page)
    page.get_by_label("right, axis 1 of 1").select_option("5")
    assert "do they fit" in status(page)
    assert page.locator("[data-place]").count() == 0
    page.get_by_role("button", name="Show answer").click()
    assert "They do not fit" in status(page)


def test_a_finger_taps_a_sum(show):
    page = show("Broadcast", width=328, touch=True)
    box = cell(page, 5).bounding_box()
    page.touchscreen.tap(box["x"] + 10, box["y"] + 10)
    assert "left[1, 1] + right[1] = 11 + 2 = 13" in status(page)


def test_python_may_change_a_shape_and_a_link_may_not_fit(show):
    page = show("Broadcast", left="[9]", right="[1,1,1,1]", cell=-3)
    assert [value(page, name) for name in ("left", "right", "cell")] == [[3, 4], [4], 6]
    page.evaluate("model.set('left', [5, 5, 5])")
    assert "(5, 5, 5) + (4,)" not in status(page)
    assert "5 over 4" in status(page)


@pytest.mark.parametrize("width", [328, 720])
def test_no_word_is_crossed_or_small_for_any_pair(show, width):
    page = show("Broadcast", width=width)
    open_folds(page)
    pairs = [([], []), ([5, 5, 5], []), ([5, 1], [5]), ([1], [2, 5, 4]), ([2, 3], [4, 5, 5])]
    for left, right in pairs:
        page.evaluate("([l, r]) => { model.set('left', l); model.set('right', r); }", [left, right])
        frames(page)
        assert page.evaluate(CROSSINGS) == [], (left, right)
        assert page.evaluate(SMALL_LETTERS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        scroll = page.locator(".dl-scroll").first
        assert scroll.evaluate("(node) => node.scrollWidth <= node.clientWidth")
