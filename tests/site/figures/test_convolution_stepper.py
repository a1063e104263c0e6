"""ConvolutionStepper by mouse, by finger and by keys: stepped, scrubbed, edited, turned, asked."""

import json

import pytest
from convolution_figure import FIRST, NAME, grid, notes, shown, square
from figure_driving import centre, frames, handle, open_folds, press, status, swipe, value

from lib.widgets import ConvolutionStepper

TURNED = json.dumps(
    {k: ConvolutionStepper(turned=True).state[k] for k in ("picture", "kernel", "turned")}
)


def test_steps_uncover_the_output_and_scrubbing_covers_it_again(show):
    page = show(NAME)
    assert status(page) == FIRST
    assert shown(page, "output") == "4 ? ? ? ? ? ? ? ?"
    press(page, "Step")
    frames(page)
    assert shown(page, "output") == "4 3 ? ? ? ? ? ? ?"
    assert status(page).startswith("Row 1, column 2: 1·1 + 1·0 + 0·1")
    press(page, "Step", times=7)
    frames(page)
    assert shown(page, "output") == "4 3 4 2 4 3 2 3 4"
    assert status(page).endswith("All done: 9 numbers, 81 products, and only 9 weights.")
    step = page.get_by_label("step", exact=True)
    step.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    frames(page)
    assert shown(page, "output") == "4 3 4 2 4 3 2 ? ?"
    page.keyboard.press("Home")
    assert status(page) == ("Nothing is computed yet. Step lays the kernel on the first place.")
    assert not page.locator(".dl-laid").first.is_visible()
    press(page, "Show all")
    frames(page)
    assert shown(page, "output") == "4 3 4 2 4 3 2 3 4"


def test_the_window_lies_where_the_output_says(show):
    page = show(NAME, stride=2, padding=1, place=5)
    page.wait_for_timeout(300)
    window = page.locator(".dl-laid").first.bounding_box()
    corner = square(page, "picture", 2, 2).bounding_box()
    assert window["x"] == pytest.approx(corner["x"], abs=3)
    assert window["y"] == pytest.approx(corner["y"], abs=3)
    assert notes(page, "picture") == ["×1", "×0", "×1", "×0", "×1", "×0", "×1", "×0", "×1"]


def test_play_goes_on_to_the_end_and_pauses(show):
    page = show(NAME)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('place') >= 3")
    page.get_by_role("button", name="Pause").click()
    stopped = value(page, "place")
    page.wait_for_timeout(1100)
    assert value(page, "place") == stopped
    page.get_by_role("button", name="Play").click()
    page.evaluate("cleanUp()")
    stopped = value(page, "place")
    page.wait_for_timeout(1100)
    assert value(page, "place") == stopped


def test_without_motion_play_takes_all_steps_and_begins_anew(show):
    page = show(NAME, still=True)
    page.get_by_role("button", name="Play (8 steps)").click()
    assert status(page).startswith("Row 3, column 3:")
    page.get_by_role("button", name="Play (9 steps)").click()
    frames(page)
    assert value(page, "place") == 9
    press(page, "Step")
    assert value(page, "place") == 1


def test_an_output_is_chosen_by_mouse_and_by_keys(show):
    page = show(NAME)
    square(page, "output", 1, 2).click()
    page.mouse.move(2, 2)
    assert value(page, "place") == 6
    assert status(page).startswith("Row 2, column 3: ")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    frames(page)
    assert value(page, "place") == 2
    page.keyboard.press("End")
    assert status(page).startswith("Row 3, column 3: ")


def test_the_mouse_looks_ahead_and_gives_nothing_away(show):
    page = show(NAME)
    square(page, "output", 2, 2).hover()
    assert status(page) == "Row 3, column 3: not computed yet. Say what comes out, then choose it."
    assert len(notes(page, "picture")) == 9
    page.mouse.move(2, 2)
    assert status(page) == FIRST
    assert value(page, "place") == 1


def test_a_square_shows_who_uses_it_and_by_which_weight(show):
    page = show(NAME, place=9)
    square(page, "picture", 2, 2).hover()
    words = (
        "Picture, row 3, column 3 (1): in 9 windows, each time under another weight. "
        "One more here adds 1 + 0 + 1 + 0 + 1 + 0 + 1 + 0 + 1 = 5 to the outputs together."
    )
    assert status(page) == words
    assert value(page, "square") == []
    square(page, "picture", 0, 1).click()
    page.mouse.move(2, 2)
    assert "row 1, column 2 (1): in 2 windows" in status(page)
    assert notes(page, "output") == ["×0", "×1"]
    assert value(page, "square") == [0, 1]
    assert grid(page, "output").locator(".is-met").count() == 2
    page.get_by_role("button", name="more: picture").click()
    frames(page)
    assert shown(page, "output") == "4 4 4 2 4 3 2 3 4"
    press(page, "Step")
    assert value(page, "square") == []


def test_a_weight_shows_where_it_is_used(show):
    page = show(NAME, place=9)
    square(page, "kernel", 0, 2).click()
    page.mouse.move(2, 2)
    assert status(page) == (
        "Kernel, row 1, column 3 (1): one weight, used 9 times, on the marked squares. "
        "One more here adds their sum, 6, to the outputs together."
    )
    assert grid(page, "picture").locator(".is-met").count() == 9
    before = [int(n) for n in shown(page, "output").split()]
    page.keyboard.press("2")
    frames(page)
    after = [int(n) for n in shown(page, "output").split()]
    assert sum(after) - sum(before) == 6
    assert value(page, "kernel")[0] == [1, 0, 2]


def test_numbers_are_pulled_typed_and_counted_by_buttons(show):
    page = show(NAME)
    x, y = centre(page, ".dl-number-grid [data-square='4,4'] rect")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 40, steps=4)
    frames(page)
    page.mouse.up()
    assert value(page, "picture")[4][4] == -3
    for key, expected in (("-", -4), ("+", -3), ("7", 7), ("PageUp", 8), ("PageUp", 9), ("+", 9)):
        page.keyboard.press(key)
        assert value(page, "picture")[4][4] == expected
    page.get_by_role("button", name="less: picture").click()
    assert value(page, "picture")[4][4] == 8
    page.locator(handle("kernel")).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("3")
    frames(page)
    assert value(page, "kernel")[1] == [3, 1, 0]
    assert page.get_by_role("button", name="more: kernel").is_enabled()
    press(page, "Reset")
    assert status(page) == FIRST


def test_a_finger_chooses_a_number_and_the_buttons_change_it(show):
    page = show(NAME, width=328, height=740, touch=True)
    more = page.get_by_role("button", name="more: ")
    assert more.get_attribute("aria-disabled") == "true"
    at = more.bounding_box()
    square(page, "picture", 0, 4).tap()
    frames(page)
    assert value(page, "square") == [0, 4]
    assert more.bounding_box() == at
    more.tap()
    more.tap()
    frames(page)
    assert value(page, "picture")[0][4] == 2
    x, y = centre(page, ".dl-number-grid [data-square='2,2'] rect")
    swipe(page, x, y, 0, -60)
    assert value(page, "picture")[2][2] == 1  # a finger that goes on scrolls the page


def test_the_frame_cannot_be_chosen(show):
    page = show(NAME, padding=1)
    square(page, "picture", 0, 0).click()
    assert value(page, "square") == []
    page.locator(handle("picture")).focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    frames(page)
    assert value(page, "square") == [0, 0]
    page.keyboard.press("End")
    assert value(page, "square") == [4, 4]


def test_stride_and_padding_change_the_size_and_the_rest_is_hatched(show):
    page = show(NAME)
    formula = page.locator(".dl-size")
    assert formula.inner_text() == "size ⌊(n + 2P − k) / S⌋ + 1 = ⌊(5 + 2·0 − 3) / 1⌋ + 1 = 3"
    stride, padding = page.get_by_label("stride"), page.get_by_label("padding")
    top = page.get_by_role("button", name="Step").bounding_box()
    stride.focus()
    page.keyboard.press("End")
    frames(page)
    assert formula.inner_text().endswith("⌊(5 + 2·0 − 3) / 3⌋ + 1 = 1")
    assert "Stride 3 leaves 2 rows and 2 columns of the picture out" in status(page)
    assert grid(page, "picture").locator(".is-unseen").count() == 16
    padding.focus()
    page.keyboard.press("End")
    frames(page)
    assert formula.inner_text().endswith("⌊(5 + 2·2 − 3) / 3⌋ + 1 = 3")
    assert grid(page, "picture").locator(".is-unseen").count() == 0
    assert grid(page, "picture").locator(".is-frame").count() == 81 - 25
    assert grid(page, "output").locator("[data-square]").count() == 9
    assert page.get_by_role("button", name="Step").bounding_box() == top


def test_padding_stays_large_enough_for_the_kernel(show):
    made = json.dumps({"picture": [[1, 2], [3, 4]], "padding": 2})
    page = show(NAME, made=made)
    page.get_by_label("padding").focus()
    page.keyboard.press("Home")
    frames(page)
    assert value(page, "padding") == 1
    assert page.get_by_label("padding").input_value() == "1"


def test_the_question_is_asked_before_it_shows(show):
    page = show(NAME)
    caption = page.locator("figcaption")
    assert "With stride 2 and padding 0, how many columns" in caption.inner_text()
    page.get_by_role("button", name="3", exact=True).click()
    frames(page)
    assert (value(page, "stride"), value(page, "padding")) == (2, 0)
    assert "You said 3. It is 2: ⌊(5 + 2·0 − 3) / 2⌋ + 1 = 2." in caption.inner_text()
    assert shown(page, "output") == "4 ? ? ?"
    press(page, "Another question")
    assert "With stride 1 and padding 1" in caption.inner_text()
    page.get_by_role("button", name="5", exact=True).click()
    assert "You said 5. So it is: ⌊(5 + 2·1 − 3) / 1⌋ + 1 = 5." in caption.inner_text()
    press(page, "Reset")
    frames(page)
    assert "With stride 2 and padding 0" in caption.inner_text()


def test_a_question_whose_answer_is_in_sight_is_not_asked(show):
    page = show(NAME, stride=2)
    assert "With stride 1 and padding 1" in page.locator("figcaption").inner_text()
    page.evaluate("model.set('stride', 1); model.set('padding', 1)")
    frames(page)
    assert "With stride 1 and padding 1" not in page.locator("figcaption").inner_text()


def test_the_turn_gives_the_kernel_back_and_without_it_the_turned_one(show):
    page = show(NAME, made=TURNED, show_all="true")
    assert shown(page, "kernel") == "9 8 7 6 5 4 3 2 1"
    assert shown(page, "output") == "1 2 3 4 5 6 7 8 9"
    assert status(page).endswith("= 1. The kernel is turned by 180°; not turned it gives 9 here.")
    open_folds(page)
    press(page, "Turn by 180°")
    frames(page)
    assert value(page, "turned") is False
    assert shown(page, "output") == "9 8 7 6 5 4 3 2 1"
    press(page, "Turn by 180°")
    square(page, "kernel", 0, 0).click()
    page.keyboard.press("5")
    frames(page)
    assert value(page, "kernel") == [[1, 2, 3], [4, 5, 6], [7, 8, 5]]


def test_kernels_and_pictures_are_chosen_and_become_the_readers_own(show):
    page = show(NAME)
    open_folds(page)
    kernel, picture = (page.locator("select").nth(i) for i in (0, 1))
    kernel.select_option("edge")
    picture.select_option("edge")
    page.get_by_role("button", name="Show all").click()
    frames(page)
    assert shown(page, "output") == "0 27 27 0 27 27 0 27 27"
    square(page, "kernel", 1, 1).click()
    page.keyboard.press("4")
    frames(page)
    assert kernel.input_value() == "own"
    press(page, "Turn by 180°")
    assert value(page, "turned") is True


def test_the_table_shows_only_what_has_been_computed(show):
    page = show(NAME, place=2)
    open_folds(page)
    rows = page.locator(".dl-scroll tbody td").all_text_contents()
    assert rows[:3] == [FIRST.removeprefix("Row 1, column 1: ").rstrip("."), rows[1], "?"]
    assert rows[1].endswith("= 3")
    assert len(rows) == 9
