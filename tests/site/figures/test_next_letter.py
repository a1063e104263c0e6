"""NextLetter: typed by keys and looked into; what it says, asks, and takes from links."""

import re
from urllib.parse import urlencode

import pytest
from figure_driving import (
    finger,
    frames,
    handle,
    open_folds,
    press,
    status,
    swipe,
    value,
)
from frame_cost import assert_frame_below
from next_letter_driving import expect_status, expected, field
from playwright.sync_api import expect

from lib.widgets import NextLetter
from lib.widgets.letter_network import stored
from lib.widgets.letter_traits import MOST_LETTERS

PLACE = handle("place in the text")


@pytest.fixture
def gru(show, figure_address):
    """Open the figure with the book's GRU, as Python would have made it."""

    def open_page(**state):
        page = show("SigmoidSlope", own=True)  # any page: the next is asked for with its data
        network = stored("gru")

        def made(route):
            states = route.fetch().json()
            states["NextLetter"]["model"] = network
            route.fulfill(json=states)

        page.route("**/states.json", made)
        page.goto(f"{figure_address}?{urlencode({'name': 'NextLetter', **state})}")
        page.wait_for_selector("figure [role=status]:not(:empty)")
        return page

    return open_page


def test_one_types_by_keys_and_is_answered_at_once(show):
    page = show("NextLetter", text="")
    assert status(page).startswith("Before the first letter it expects “")
    page.keyboard.press("Tab")
    assert field(page).evaluate("node => node === document.activeElement")
    page.keyboard.type("the")
    expect_status(page, r"^After “the” it expects .*\. Your 3 letters cost")
    found = expected(page)
    assert f"cost {found.mean_bits:.2f} bits each (a blind guess among 65: 6.02)." in status(page)
    best = NextLetter().network.letters[found.ranking[0]]
    shown = {" ": "␣", "\n": "↵"}.get(best, best)
    assert page.locator(".dl-next-name").first.inner_html() == shown
    page.keyboard.press("Backspace")
    expect_status(page, "^After “th” it expects “")
    assert value(page, "text") == "th"
    assert value(page, "place") == MOST_LETTERS


def test_every_letter_stands_in_the_strip_and_its_bits_in_the_table(show):
    page = show("NextLetter", text="the king\nis 7")
    open_folds(page)
    letters = page.locator(".dl-strip-words text").all_text_contents()
    assert "".join(letters) == "the␣king↵is␣"
    rows = page.locator("[aria-label^='Each letter'] tbody tr").all_inner_texts()
    found = expected(page)
    assert [row.split("\t")[1] for row in rows] == [f"{bits:.2f}" for bits in found.surprise]
    assert "It does not know “7”: left out." in status(page)
    assert page.locator(".dl-strip-words .is-own").count() == len(found.known)


def test_a_place_in_the_text_says_what_came_and_how_it_was_judged(show):
    page = show("NextLetter", text="the Queen")
    page.locator(PLACE).focus()
    seen = set()
    page.keyboard.press("Home")
    for place in range(9):
        found = expected(page)
        assert found.place == place
        bits, came = found.surprise[place], found.known[place]
        judged = (
            "it expected that"
            if bits <= 1
            else "a blind guess would have done better"
            if bits > 6.0224
            else "better than a blind guess"
        )
        seen.add(judged)
        came = {" ": "a space"}.get(came, f"“{came}”")
        assert status(page).endswith(f"What came was {came}: {bits:.2f} bits, {judged}.")
        page.keyboard.press("ArrowRight")
    assert value(page, "place") == MOST_LETTERS  # the end: it follows what is typed
    assert "Your 9 letters" in status(page)
    assert len(seen) == 3


def test_the_mouse_drags_over_letters_and_units(show):
    page = show("NextLetter")
    surface = page.locator(".dl-strip-surface")
    box = surface.nth(0).bounding_box()
    page.mouse.move(box["x"] + 6, box["y"] + 10)
    page.mouse.down()
    expect_status(page, "^After “T” it expects")
    page.mouse.move(box["x"] + 12 * 5 + 6, box["y"] + 30)
    expect_status(page, "^After “To be,” it expects")
    page.mouse.up()
    assert value(page, "place") == 6
    box = surface.nth(1).bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] - 5)
    page.mouse.up()
    expect_status(page, r"Unit 256 is −?\d\.\d\d here\.")
    assert value(page, "show") == "unit"
    found = expected(page)
    assert f"Unit 256 is {found.values[5]:.2f} here.".replace("-", "−") in status(page)


def test_a_finger_chooses_and_still_scrolls(show):
    page = show("NextLetter", width=328, height=740, touch=True)
    page.evaluate("document.body.style.paddingBottom = '2000px'")
    box = page.locator(".dl-strip-surface").nth(0).bounding_box()
    touch = finger(page)
    touch("touchStart", (box["x"] + 30, box["y"] + 10))
    touch("touchEnd")
    frames(page)
    assert value(page, "place") < len(NextLetter().text)
    before = value(page, "place")
    swipe(page, box["x"] + 30, box["y"] + 10, 96, 0)
    assert value(page, "place") > before
    swipe(page, box["x"] + 30, box["y"] + 100, 0, -90)
    assert page.evaluate("scrollY") > 0


def test_the_sign_of_a_unit_is_a_shape(show):
    page = show("NextLetter", text="the king")
    found = expected(page)
    drawn = page.evaluate(
        "[...document.querySelectorAll('.dl-strip-bar')].map((p) => p.getAttribute('d'))"
    )
    squares, discs = drawn[2], drawn[3]
    assert squares.count("M") == sum(h >= 0 for h in found.hidden)
    assert discs.count("M") == sum(h < 0 for h in found.hidden)
    assert "a" not in squares
    assert "a" in discs


def test_gates_are_chosen_where_there_are_some(show, gru):
    page = show("NextLetter")
    choice = page.get_by_label("under the letters")
    assert choice.locator("option").all_inner_texts() == ["surprise", "one unit"]
    page = gru(text="the king", unit=5)
    choice = page.get_by_label("under the letters")
    for gate, words in (("update", "stays and"), ("reset", "counts")):
        choice.select_option(gate)
        gate_value = expected_value(page)
        expect_status(page, f"{gate.capitalize()} gate of unit 5: {gate_value:.2f}, so .*{words}")
    open_folds(page)
    rows = page.locator("[aria-label^='Each letter'] tbody tr").all_inner_texts()
    found = expected(page, model="gru")
    assert [row.split("\t")[2] for row in rows] == [f"{v:.2f}" for v in found.values]


def expected_value(page):
    return expected(page, model="gru").values[-1]


def test_a_long_text_is_read_in_parts_and_then_as_a_whole(show):
    page = show("NextLetter", text="")
    said = page.evaluate("""async () => {
      const field = document.querySelector("textarea");
      field.value = "What light is that? ".repeat(20);
      field.dispatchEvent(new Event("input"));
      const said = [];
      while (said.length < 200 && !/400 letters cost/.test(said.at(-1) ?? "")) {
        await new Promise(requestAnimationFrame);
        said.push(document.querySelector("[role=status]").textContent);
      }
      return said;
    }""")
    assert any(re.match(r"Reading: \d+ of 400 letters\.", words) for words in said)
    assert f"cost {expected(page).mean_bits:.2f} bits each" in status(page)


def test_the_question_is_answered_by_ones_own_text(show):
    page = show("NextLetter", text="")
    reply = page.locator(".dl-reply")
    press(page, "those inside")
    expect(reply).to_have_text("You said: those inside. Type a few words, and it is measured.")
    field(page).fill("my king and my mother")
    found = expected(page)
    expect(reply).to_contain_text(
        f"the first letters cost {found.first_bits:.2f} bits on average, "
        f"those inside {found.inner_bits:.2f}: the first."
    )
    press(page, "Reset")
    expect(reply).to_have_text("")


def test_a_link_brings_the_text_and_a_strange_one_nothing(show):
    page = show("NextLetter", text="my sword", temperature=0.5, unit=9, show="unit", place=2)
    assert status(page).startswith("After “my” at temperature 0.5 it expects")
    strange = {"text": "x" * 401, "temperature": 9, "seed": 0.5, "show": "update", "unit": 0}
    page = show("NextLetter", **strange, place=-1, written=500)
    for name in (*strange, "place", "written"):
        assert value(page, name) == page.evaluate("(n) => model.get('_defaults')[n]", name)


@pytest.mark.parametrize("length", [0, 200])
def test_a_key_takes_less_than_10_ms(show, length):
    page = show("NextLetter", text="What light is that? " * (length // 20))
    typing = """() => new Promise((done) => {
      const field = document.querySelector("textarea");
      let left = 40;
      const one = () => {
        field.value += "the king "[left % 9];
        field.dispatchEvent(new Event("input"));
        left -= 1;
        if (left) requestAnimationFrame(one);
        else done(40);
      };
      one();
    })"""
    start = value(page, "text")

    def type_words():
        page.locator("textarea").fill(start)
        turns = page.evaluate(typing)
        assert len(value(page, "text")) == length + 40
        return turns

    assert_frame_below(page, 10, type_words)
