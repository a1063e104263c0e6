"""DrawADigit: drawn by mouse, finger and keys; what it says, asks, and takes from links."""

import json

import pytest
from figure_driving import (
    finger,
    frames,
    handle,
    open_folds,
    press,
    status,
    value,
)
from frame_cost import assert_frame_below

from lib.widgets import draw_a_digit
from lib.widgets.digit_samples import SAMPLES
from lib.widgets.digit_strokes import MOST_POINTS, to_ink, to_strokes

PAPER = ".dl-paper"
SEVEN = [[(20, 20), (75, 20), (45, 90)]]


def paper(page):
    """Return a function from places in the square to places on the screen."""
    box = page.locator(PAPER).bounding_box()
    return lambda x, y: (box["x"] + x / 100 * box["width"], box["y"] + y / 100 * box["height"])


def draw(page, strokes, steps=6):
    at = paper(page)
    for stroke in strokes:
        page.mouse.move(*at(*stroke[0]))
        page.mouse.down()
        for point in stroke[1:]:
            page.mouse.move(*at(*point), steps=steps)
        page.mouse.up()
    frames(page)


def load(page, name):
    page.get_by_label("sample").select_option(name)
    frames(page)


def chosen(page):
    frames(page)
    return page.locator(".dl-map[aria-checked=true]").get_attribute("aria-label")


def test_the_mouse_draws_and_the_answer_comes_while_drawing(show):
    page = show("DrawADigit")
    assert status(page) == "Nothing drawn yet: 0 strokes."
    assert page.get_by_text("Draw a digit here").is_visible()
    at = paper(page)
    page.mouse.move(*at(20, 20))
    page.mouse.down()
    frames(page)
    assert status(page) == "Too little ink to read. Draw on, or draw larger."
    page.mouse.move(*at(75, 20), steps=8)
    page.mouse.move(*at(45, 90), steps=8)
    assert status(page).startswith("It reads a 7 with probability")
    page.mouse.up()
    assert not page.get_by_text("Draw a digit here").is_visible()
    drawn = to_strokes(value(page, "ink"))
    assert len(drawn) == 1
    assert 10 < len(drawn[0]) <= 17
    assert drawn[0][0] == pytest.approx([20, 20], abs=0.4)
    assert drawn[0][-1] == pytest.approx([45, 90], abs=1.5)
    found = draw_a_digit.numbers(value(page, "ink"))
    assert found.ranking[0] == 7
    assert page.locator(".dl-reading").inner_html() == "7"
    page.mouse.move(*at(90, 90))  # without a button nothing is drawn
    assert to_strokes(value(page, "ink")) == drawn


def test_what_leaves_the_square_stays_at_its_edge(show):
    page = show("DrawADigit")
    draw(page, [[(50, 50), (150, 120)]])
    (stroke,) = to_strokes(value(page, "ink"))
    assert max(max(point) for point in stroke) == 100


def test_a_finger_draws_and_the_page_stays(show):
    page = show("DrawADigit", width=328, height=740, touch=True)
    page.evaluate("document.body.style.paddingBottom = '2000px'")
    at, touch = paper(page), finger(page)
    touch("touchStart", at(50, 10))
    for y in (25, 40, 55, 70, 85):
        touch("touchMove", at(50, y))
        frames(page)
    touch("touchEnd")
    assert status(page).startswith("It reads a 1 with probability")
    assert page.evaluate("scrollY") == 0
    press(page, "Undo")
    assert status(page) == "Nothing drawn yet: 0 strokes."


def test_a_second_finger_draws_nothing(show):
    page = show("DrawADigit", width=328, height=740, touch=True)
    at, touch = paper(page), finger(page)
    touch("touchStart", at(30, 20))
    touch("touchStart", at(30, 20), at(80, 20))
    touch("touchMove", at(30, 60), at(80, 60))
    touch("touchEnd")
    frames(page)
    (stroke,) = to_strokes(value(page, "ink"))
    assert all(x < 40 for x, _ in stroke)


def test_the_keys_alone_draw_and_are_told_where_the_pen_is(show):
    page = show("DrawADigit")
    page.keyboard.press("Tab")
    pen = page.locator(handle("pen"))
    assert pen.evaluate("node => node === document.activeElement")
    assert status(page) == "Nothing drawn yet: 0 strokes. Pen up at 50 across, 50 down."
    for key in ("PageUp", "ArrowUp", "ArrowUp", "Space"):
        page.keyboard.press(key)
    assert status(page).endswith("Pen down at 50 across, 15 down.")
    for _ in range(14):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowLeft")
    said = status(page)
    assert said.startswith("It reads a 1 with probability")
    assert said.endswith("Pen down at 49.5 across, 85 down.")
    assert pen.get_attribute("aria-valuetext") == "pen down, 49.5 across, 85 down"
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert status(page).endswith("Pen up at 54.5 across, 85 down.")
    (stroke,) = to_strokes(value(page, "ink"))
    assert stroke[0] == [50, 15]
    assert stroke[-1] == [49.5, 85]
    assert len(stroke) == 16
    page.keyboard.press("Space")
    page.keyboard.press("PageUp")
    assert len(to_strokes(value(page, "ink"))) == 2
    page.keyboard.press("Backspace")  # takes the stroke and lifts the pen
    assert to_strokes(value(page, "ink")) == [stroke]
    assert "Pen up" in status(page)
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    assert status(page).startswith("Nothing drawn yet: 0 strokes.")


def test_the_pen_is_lifted_when_one_leaves_it(show):
    page = show("DrawADigit")
    pen = page.locator(handle("pen"))
    pen.focus()
    page.keyboard.press("Space")
    assert "pen down" in pen.get_attribute("aria-valuetext")
    page.keyboard.press("Tab")
    frames(page)
    assert "pen up" in pen.get_attribute("aria-valuetext")
    assert "Pen" not in status(page)


def test_undo_clear_and_reset(show):
    page = show("DrawADigit", ink=SAMPLES["4"])
    before = value(page, "ink")
    press(page, "Undo")
    assert value(page, "ink") == before.split("-")[0]
    draw(page, [[(10, 10), (30, 30)]])
    press(page, "Clear")
    assert value(page, "ink") == ""
    assert page.get_by_role("button", name="Undo").get_attribute("aria-disabled") == "true"
    page.get_by_role("button", name="Undo").click(force=True)
    assert status(page) == "Nothing drawn yet: 0 strokes."
    draw(page, SEVEN)
    page.locator(".dl-map").nth(9).click()
    press(page, "Reset")
    frames(page)
    assert value(page, "ink") == ""
    assert chosen(page) == "filter 1 of layer 1"


def test_reset_goes_back_to_the_drawing_it_was_made_with(show):
    page = show("DrawADigit", made=json.dumps({"ink": SAMPLES["3"]}))
    assert status(page).startswith("It reads a 3")
    press(page, "Clear")
    press(page, "Reset")
    assert status(page).startswith("It reads a 3")


def test_samples_are_read_and_the_unsure_one_is_unsure(show):
    page = show("DrawADigit")
    for digit in range(10):
        load(page, str(digit))
        article = "an" if digit == 8 else "a"
        assert status(page).startswith(f"It reads {article} {digit} with probability")
        assert page.locator(".dl-prob.is-best").count() == 1
    load(page, "1 with a roof")
    assert status(page) == ("Unsure: 7 or 1? 7 has 0.790, 1 has 0.208. Sure would be 0.8 or more.")
    assert page.locator(".dl-reading").inner_html() == "7 or 1?"
    assert page.get_by_text("unsure", exact=True).first.is_visible()
    load(page, "house")
    assert status(page).startswith("It reads a 0 with probability 0.997.")
    assert "our house, too, it reads as a digit, a 0 with probability 0.997" in (
        page.locator("figcaption").inner_text()
    )
    select = page.get_by_label("sample")
    assert select.input_value() == "house"
    press(page, "Undo")
    frames(page)
    assert select.input_value() == ""


def test_the_table_has_the_ten_probabilities(show):
    page = show("DrawADigit")
    open_folds(page)
    table = page.locator("[aria-label^='Scores of the last layer'] tbody tr")
    assert table.count() == 0  # nothing drawn, nothing read
    load(page, "1 with a roof")
    assert table.count() == 10
    assert table.nth(0).inner_text().split("\t")[::2] == ["7", "0.790"]
    assert table.nth(1).inner_text().split("\t")[::2] == ["1", "0.208"]


def test_the_question_is_answered_by_what_is_drawn(show):
    page = show("DrawADigit")
    press(page, "unsure")
    reply = page.locator(".dl-reply")
    assert reply.inner_text() == ("You said: unsure. Now draw one, or take ours from the samples.")
    draw(page, SEVEN)
    assert reply.inner_text().startswith("You said: unsure. In this drawing it reads a 7 (")
    load(page, "1 with a roof")
    assert reply.inner_text() == (
        "You said: unsure. In ours it is unsure: 7 (0.790) or 1 (0.208). Draw one with a steeper "
        "roof, and one with a longer."
    )
    press(page, "Reset")
    frames(page)
    assert reply.inner_text() == ""


def test_a_link_brings_the_drawing_and_a_strange_one_nothing(show):
    page = show("DrawADigit", ink=SAMPLES["7"], filter="2.4", row=2, column=3)
    assert status(page).startswith("It reads a 7")
    assert chosen(page) == "filter 4 of layer 2"
    strange = {"ink": "<b>", "filter": "3.1", "row": 99, "column": -1, "pen_x": 1e9, "pen_y": -5}
    page = show("DrawADigit", **strange)
    assert status(page) == "Nothing drawn yet: 0 strokes."
    for name in strange:
        assert value(page, name) == page.evaluate("(n) => model.get('_defaults')[n]", name)


def test_a_full_square_takes_no_more_points(show):
    ink = to_ink([[(10 + (i % 80), 10 + i / MOST_POINTS * 80) for i in range(MOST_POINTS)]])
    page = show("DrawADigit", ink=ink)
    assert status(page).endswith("The square is full: no more points are taken.")
    draw(page, SEVEN)
    assert value(page, "ink") == ink


@pytest.mark.parametrize("folds", ["closed", "open"])
def test_a_stroke_takes_less_than_10_ms_a_move(show, folds):
    page = show("DrawADigit", filter="2.5")
    if folds == "open":
        open_folds(page)
    move = """() => new Promise((done) => {
      const paper = document.querySelector(".dl-paper");
      const box = paper.getBoundingClientRect();
      paper.setPointerCapture = () => {};
      const send = (type, left) => {
        const [x, y] = [0.5 + 0.4 * Math.cos(left / 9), 0.5 + 0.4 * Math.sin(left / 9)];
        const at = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
        const how = { ...at, pointerId: 7, button: 0, bubbles: true, cancelable: true };
        paper.dispatchEvent(new PointerEvent(type, how));
      };
      let left = 60;
      send("pointerdown", left);
      const one = () => {
        send("pointermove", left);
        left -= 1;
        if (left) return requestAnimationFrame(one);
        send("pointerup", left);
        done(60);
      };
      one();
    })"""

    def stroke():
        page.evaluate("model.set('ink', '')")
        turns = page.evaluate(move)
        assert len(to_strokes(value(page, "ink"))) == 1
        return turns

    assert_frame_below(page, 10 if folds == "closed" else 16, stroke)


def test_nothing_goes_on_after_the_end(show):
    page = show("DrawADigit")
    page.evaluate("cleanUp()")
    draw(page, SEVEN)
    assert value(page, "ink") == ""
