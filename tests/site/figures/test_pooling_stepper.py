"""PoolingStepper by mouse, by finger, by keys, by its buttons, and played."""

import json

from figure_driving import frames, press, status, swipe, value

PICTURE = [[1, 5, 2, 0], [3, 4, 1, 2], [0, 1, 6, 1], [7, 2, 0, 3]]
FIRST = (
    "Window 1 of 4: the largest of 1, 5, 3, 4 is 5 (row 1, column 2). "
    "The other numbers leave no trace."
)
NUMBERS = """(name) => [...document.querySelectorAll(".dl-number-grid")]
  .filter((grid) => grid.querySelector(`[aria-label="${name}"]`))
  .flatMap((grid) => [...grid.querySelectorAll(".dl-number")])
  .map((one) => one.classList.contains("is-hidden") ? "" : one.textContent)"""


def grid(page, name):
    """Return the focusable part of a grid."""
    return page.locator(f'[role=slider][aria-label="{name}"]')


def square(page, name, row, column):
    grids = page.locator(".dl-number-grid").filter(has=grid(page, name))
    return grids.locator(f'[data-square="{row - 1},{column - 1}"]')


def numbers(page, name):
    return page.evaluate(NUMBERS, name)


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pull(page, locator, dy):
    x, y = middle(locator)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + dy, steps=4)
    page.mouse.up()
    frames(page)


def test_it_steps_window_by_window_and_begins_again(show):
    page = show("PoolingStepper")
    assert status(page) == FIRST
    assert numbers(page, "pooled numbers") == ["5", "", "", ""]
    press(page, "Step", 3)
    assert status(page) == (
        "Window 4 of 4: the largest of 6, 1, 0, 3 is 6 (row 3, column 3). "
        "Done: four numbers stand for 16."
    )
    assert numbers(page, "pooled numbers") == ["5", "2", "7", "6"]
    press(page, "Step")
    assert status(page) == FIRST


def test_it_plays_to_the_end_and_pauses(show):
    page = show("PoolingStepper", own=True)
    page.clock.install()
    press(page, "▶ Play")
    page.clock.run_for(1600)
    assert value(page, "place") == 3
    press(page, "❚❚ Pause")
    page.clock.run_for(5000)
    assert value(page, "place") == 3
    press(page, "▶ Play")
    page.clock.run_for(5000)
    assert value(page, "place") == 4
    assert page.get_by_role("button", name="▶ Play").is_visible()


def test_without_motion_play_takes_all_windows_at_once(show):
    page = show("PoolingStepper", still=True, stride=1)
    press(page, "Play (9 steps)")
    assert value(page, "place") == 9


def test_the_slider_scrubs(show):
    page = show("PoolingStepper", stride=1, way="back")
    slider = page.get_by_label("window", exact=True).first
    slider.focus()
    page.keyboard.press("End")
    assert status(page).startswith("Window 9 of 9: δ = 2 goes to the winner alone, the 6")
    assert numbers(page, "gradient of the picture")[10] == "3"
    page.keyboard.press("Home")
    assert status(page).startswith("Nothing is worked out yet: the δ of all 9 pooled numbers")
    assert set(numbers(page, "gradient of the picture")) == {""}


def test_a_pooled_number_shows_its_window_again_and_hides_nothing(show):
    page = show("PoolingStepper", place=4)
    square(page, "pooled numbers", 1, 2).click()
    assert status(page).startswith("Window 2 of 4: the largest of 2, 0, 1, 2 is 2. It is there tw")
    assert numbers(page, "pooled numbers") == ["5", "2", "7", "6"]
    assert (value(page, "place"), value(page, "window")) == (4, 2)
    press(page, "Step")
    assert status(page) == FIRST
    square(page, "pooled numbers", 2, 1).click()
    assert status(page).startswith("Window 3 of 4: the largest of 0, 1, 7, 2 is 7")
    assert numbers(page, "pooled numbers") == ["5", "2", "7", ""]


def test_the_mouse_pulls_a_number_and_the_status_counts_what_changes(show):
    page = show("PoolingStepper", place=4)
    pull(page, square(page, "picture", 1, 2), -24)
    assert value(page, "picture")[0] == [1, 7, 2, 0]
    assert status(page) == (
        "Row 1, column 2, from 5 to 7: 1 of the 4 pooled numbers changes (5 to 7)."
    )
    assert page.get_by_text("before", exact=True).is_visible()
    pull(page, square(page, "picture", 1, 2), 500)
    assert value(page, "picture")[0][1] == -9
    page.get_by_role("button", name="Reset").click()
    assert value(page, "picture") == PICTURE
    assert not page.get_by_text("before", exact=True).is_visible()


def test_the_picture_moves_and_the_prediction_is_answered(show):
    page = show("PoolingStepper")
    page.get_by_role("button", name="3", exact=True).click()
    assert page.locator(".dl-reply").inner_text() == "Press Shift right and count."
    press(page, "Shift right")
    assert status(page) == (
        "Moved to the right: all 16 squares differ, and 2 of the 4 pooled numbers change. "
        "Windows 3 and 4 keep their 7 and 6: as large a number is still inside."
    )
    assert page.locator(".dl-reply").inner_text().startswith("No: 2 of 4 with max pooling.")
    assert numbers(page, "pooled numbers") == ["3", "5", "7", "6"]
    press(page, "average")
    press(page, "Shift right", 3)
    assert value(page, "picture") == PICTURE
    assert "all 4 pooled numbers change. The largest change is 0.25: a column left" in status(page)


def test_kinds_and_ways_are_switched_by_buttons(show):
    page = show("PoolingStepper")
    press(page, "average")
    assert status(page).startswith("Window 1 of 4: the average (1 + 5 + 3 + 4)/4 = 3.25.")
    press(page, "L2")
    assert status(page).startswith("Window 1 of 4: the root √(1² + 5² + 3² + 4²) = 7.14.")
    press(page, "back")
    assert "2 · 5/7.14 = 1.40 to the 5 (row 1, column 2)" in status(page)
    assert not page.get_by_role("button", name="Shift right").is_visible()
    press(page, "average")
    assert "δ = 2 is spread evenly: 2/4 = 0.5 to each of the four." in status(page)
    press(page, "Step", 3)
    assert status(page).endswith("the Kronecker product δ ⊗ 1/4.")
    press(page, "max")
    page.get_by_label("window", exact=True).first.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert "All of δ = 1 goes to the first in reading order" in status(page)


def test_a_square_is_checked_by_a_nudge_and_a_tie_is_told_honestly(show):
    page = show("PoolingStepper", way="back", place=4)
    square(page, "gradient of the picture", 3, 3).click()
    assert status(page).endswith("with slope 3: they agree.")
    check = page.locator(".dl-pool-check")
    assert "✓ gradient: 3" in check.text_content()
    square(page, "picture", 2, 4).click()
    assert status(page).endswith(
        "gradient 0, from window 2. Pushed up, Σ δ·y has slope 1; pulled down, 0; the mean is "
        "0.5. They disagree: a tie is a corner, and the gradient is the slope down."
    )
    assert "✗ gradient: 0" in check.text_content()
    page.keyboard.press("3")  # no tie any more: now this one wins alone
    assert status(page) == (
        "Row 2, column 4, from 2 to 3: gradient 1, from window 2. "
        "Nudged up and down, it moves Σ δ·y with slope 1: they agree."
    )


def test_a_gradient_that_is_not_complete_is_not_checked(show):
    page = show("PoolingStepper", way="back", stride=1, place=5, square=10)
    assert "is known yet" in page.locator(".dl-pool-check").text_content()
    square(page, "picture", 3, 3).click()
    assert status(page).endswith("so far its gradient is 3; windows 6, 8 and 9 are still to come.")


def test_delta_is_edited(show):
    page = show("PoolingStepper", way="back", place=4)
    square(page, "δ of the pooled numbers", 1, 1).click()
    page.keyboard.press("8")
    assert status(page).startswith("δ of window 1 is 8. Window 1 of 4: δ = 8 goes to the winner")
    assert numbers(page, "gradient of the picture")[1] == "8"
    page.get_by_role("button", name="− 1").click()
    assert value(page, "grad")[0] == [7, 1, -2]
    square(page, "picture", 1, 1).click()
    page.get_by_role("button", name="+ 1").click()
    assert value(page, "picture")[0][0] == 2


def test_by_keys_alone(show):
    page = show("PoolingStepper")
    grid(page, "picture").focus()
    page.keyboard.press("Home")
    page.keyboard.press("9")
    assert value(page, "picture")[0] == [9, 5, 2, 0]
    page.keyboard.press("-")
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("+")
    assert [row[0] for row in value(page, "picture")] == [7, 4, 0, 7]
    frames(page)
    assert grid(page, "picture").get_attribute("aria-valuetext") == "row 2, column 1: 4"
    grid(page, "pooled numbers").focus()
    page.keyboard.press("End")
    assert value(page, "place") == 4
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")  # on to the end of the row above
    assert value(page, "window") == 2
    frames(page)
    assert grid(page, "pooled numbers").get_attribute("aria-valuetext") == "window 2: 2"


def test_a_finger_chooses_and_the_buttons_change(show):
    page = show("PoolingStepper", width=328, touch=True)
    square(page, "picture", 4, 1).tap()
    assert status(page).startswith("Row 4, column 1 holds 7: the winner of window 3.")
    page.get_by_role("button", name="− 1").tap()
    page.get_by_role("button", name="− 1").tap()
    assert value(page, "picture")[3][0] == 5
    x, y = middle(square(page, "picture", 4, 1))
    swipe(page, x, y, 0, -60)  # scrolls the page, and changes nothing
    assert value(page, "picture")[3][0] == 5


def test_another_window(show):
    page = show("PoolingStepper", way="back", place=4)
    page.get_by_text("Another window").click()
    page.get_by_label("stride").select_option("1")
    assert status(page).startswith("Window 1 of 9: ")
    press(page, "Step", 8)
    assert status(page).endswith("Where windows overlap, what they give is added.")
    page.get_by_label("size").select_option("3")
    page.get_by_label("stride").select_option("2")
    press(page, "average")
    assert status(page).startswith("Window 1 of 1: δ = 2 is spread evenly: 2/9 = 0.22 to each")
    assert numbers(page, "δ of the pooled numbers") == ["2"]
    press(page, "Step")
    assert value(page, "place") == 1


def test_a_link_brings_the_state_and_refuses_what_does_not_fit(show):
    page = show("PoolingStepper", kind="l2", way="back", place=3, window=1, square=0, stride=1)
    assert "2 · 5/7.14 = 1.40" in status(page)
    link = page.evaluate("model.link(Object.fromEntries([['kind', model.get('kind')]]))")
    assert "kind=l2" in link
    bad = {"picture": json.dumps([[1]]), "place": 99, "kind": "min", "size": 5}
    page = show("PoolingStepper", **bad)
    assert status(page) == FIRST


def test_python_may_change_it_and_the_words_follow(show):
    page = show("PoolingStepper", place=4)
    press(page, "Shift right")
    page.evaluate("model.set('kind', 'average')")
    assert status(page).startswith("Window 4 of 4: the average (1 + 6 + 2 + 0)/4 = 2.25.")
    assert not page.get_by_text("before", exact=True).is_visible()


def test_the_prediction_about_ties_is_answered_by_a_tie(show):
    made = json.dumps({"way": "back"})
    page = show("PoolingStepper", made=made)
    page.get_by_role("button", name="half of δ to each").click()
    reply = page.locator(".dl-reply")
    assert reply.inner_text().startswith("Step on to a window with a tie")
    press(page, "Step")
    frames(page)
    assert reply.inner_text().startswith("No. All of it goes to the first in reading order")
