"""BackpropByHand to the eye, the finger and the screen reader, with a bug and without."""

import json

import pytest
from figure_driving import CROSSINGS, SMALL_LETTERS, SMALL_TARGETS, each_press, frames, open_folds

NAME = "BackpropByHand"
PHONE = {"width": 328, "height": 740, "touch": True}
HEAD = 56  # pixels of the head of the page
# What stands under the picture, where it ends, where the button is.
WORDS_AND_BUTTON = """(button) => {
  const status = document.querySelector("[role=status]");
  const { x, y } = button.getBoundingClientRect();
  return [status.textContent, status.getBoundingClientRect().bottom, x, y];
}"""


def planted(show, bug, **more):
    """Open the figure with a bug and everything unfolded."""
    page = show(NAME, made=json.dumps({"bug": bug}), **more)
    open_folds(page)
    return page


def press(page, name):
    page.get_by_role("button", name=name).click()
    frames(page)


def test_fingers_hit_in_a_hunt_too(show):
    page = planted(show, "forgot-fork", **PHONE)
    assert page.evaluate(SMALL_TARGETS) == []
    press(page, "Check every edge")
    press(page, "only the last way back counts")
    assert page.get_by_role("button", name="Mend it").is_visible()
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("bug", ["none", "forgot-fork"])
def test_picture_step_and_words_are_seen_together_at_every_step(show, bug):
    page = show(NAME, made=json.dumps({"bug": bug}), step=0, **PHONE)
    step = page.get_by_role("button", name="Step", exact=True)
    top, place = page.locator(".dl-pictures").bounding_box()["y"], step.bounding_box()
    step.tap()
    assert step.bounding_box() == place
    seen = each_press(step, 63, WORDS_AND_BUTTON)
    assert len({words for words, *_ in seen}) > 60
    for words, end, x, y in seen:
        assert end - top <= PHONE["height"] - HEAD, words
        assert (x, y) == (place["x"], place["y"])


@pytest.mark.parametrize("bug", ["none", "transposed"])
@pytest.mark.parametrize("width", [328, 720])
def test_no_word_is_crossed_or_small_at_any_step(show, width, bug):
    page = planted(show, bug, width=width)
    for step in (0, 1, 9, 13, 19, 21, 23, 50, 64):
        page.evaluate("(step) => model.set('step', step)", step)
        frames(page)
        assert page.evaluate(CROSSINGS) == []
    press(page, "Check every edge")
    assert page.evaluate(CROSSINGS) == []
    assert page.evaluate(SMALL_LETTERS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [328, 720])
def test_no_verdict_hides_another(show, width):
    page = planted(show, "forgot-fork", width=width)
    press(page, "Check every edge")
    places = page.evaluate(
        """() => [...document.querySelectorAll(".dl-net-verdict circle")]
        .map((one) => [one.cx.baseVal.value, one.cy.baseVal.value])"""
    )
    assert len(places) == 26
    for i, (x, y) in enumerate(places):
        for other_x, other_y in places[:i]:
            assert abs(complex(x - other_x, y - other_y)) > 9


@pytest.mark.parametrize("width", [328, 720])
def test_long_numbers_stay_in_their_boxes(show, width):
    page = planted(show, "none", width=width)
    for _ in range(3):
        press(page, "100 steps downhill")
        numbers = page.locator(".dl-bp-way .dl-net-ratio b")
        assert numbers.count() == 6
        assert max(len(text) for text in numbers.all_inner_texts()) >= 13
        for number in numbers.all():
            fits = number.evaluate("(one) => one.scrollWidth <= one.clientWidth")
            assert fits, number.inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_hunt(show, axe_finds, theme):
    page = planted(show, "forgot-fork", theme=theme)
    press(page, "Check every edge")
    press(page, "only the last way back counts")
    assert axe_finds(page) == []
