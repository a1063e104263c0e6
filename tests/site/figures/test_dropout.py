"""DropoutMask: units dropped by hand, p dragged, masks drawn, the ways to scale, the question."""

import re

import pytest
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    centre,
    frames,
    open_folds,
    press,
    status,
    swipe,
    value,
)
from frame_cost import assert_frame_below

P_HANDLE = "svg [aria-label^='p, the probability']"
STATES = [
    {"steps": 7},
    {"steps": 1000, "output": "sigmoid"},
    {"steps": 150, "scaling": "never", "p": 0.35},
    {"steps": 12, "scaling": "test", "p": 0.9, "mask": [0, 0, 0, 0, 0]},
    {"steps": 60, "p": 0.85},
    {"steps": 30, "p": 0},
    {"steps": 300, "output": "sigmoid", "scaling": "test", "p": 0.65, "mask": [1, 0, 1, 0, 1]},
]


def units(page):
    """Return which units stay, as the cards say it."""
    cards = page.locator(".dl-drop-unit")
    return [cards.nth(i).get_attribute("aria-checked") == "true" for i in range(cards.count())]


@pytest.mark.parametrize("width", [720, 328])
def test_looks_in_every_state(show, width):
    page = show("DropoutMask", width=width)
    open_folds(page)
    usual = page.evaluate("model.get('_defaults')")
    for state in STATES:
        page.evaluate("(to) => { for (const k in to) model.set(k, to[k]); }", usual | state)
        frames(page)
        assert page.evaluate(SMALL_LETTERS) == []
        assert page.evaluate(CROSSINGS) == [], state
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert "NaN" not in page.locator("figure").inner_html()
        # What stands in a card stays in it.
        out = page.evaluate(
            """() => [...document.querySelectorAll(".dl-drop-unit")].flatMap((card) => {
              const frame = card.querySelector(".dl-drop-card").getBoundingClientRect();
              return [...card.querySelectorAll("text")].filter((text) => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left || box.right > frame.right;
              }).map((text) => text.textContent);
            })"""
        )
        assert out == [], state


def test_the_mouse_drops_a_unit_and_takes_it_back(show):
    page = show("DropoutMask")
    cards = page.locator(".dl-drop-unit")
    edges = page.locator(".dl-drop .dl-lines path.dl-activation").first
    before = edges.get_attribute("d").count("M")
    cards.nth(1).click()
    assert status(page) == ("By hand: unit 2 dropped: output 4.4. What is chosen is not counted.")
    assert units(page) == [True, False, True, True, True]
    assert edges.get_attribute("d").count("M") == before - 1
    assert cards.nth(1).locator(".dl-drop-cross").is_visible()
    assert not cards.nth(0).locator(".dl-drop-cross").is_visible()
    cards.nth(1).click()
    assert status(page).startswith("By hand: no unit dropped: output 3.2.")
    press(page, "Step")
    assert value(page, "mask") == []
    assert status(page).startswith("Mask 1: ")


def test_keys_drop_units_and_move_p(show):
    page = show("DropoutMask")
    page.locator(".dl-drop-unit").nth(4).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press(" ")
    frames(page)
    assert value(page, "mask") == [1, 1, 1, 0, 0]
    page.locator(P_HANDLE).focus()
    for key, p in (("Home", 0), ("ArrowUp", 0.05), ("PageUp", 0.25), ("End", 0.9)):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "p") == pytest.approx(p)
    page.keyboard.press("Shift+ArrowDown")
    frames(page)
    assert value(page, "p") == pytest.approx(0.895)


def test_units_pressed_between_two_frames_are_all_dropped(show):
    page = show("DropoutMask")
    page.evaluate(
        """() => [0, 2, 4].forEach((j) => document.querySelectorAll(".dl-drop-unit")[j]
          .dispatchEvent(new MouseEvent("click", { bubbles: true })))"""
    )
    frames(page)
    assert value(page, "mask") == [0, 1, 0, 1, 0]


def test_a_finger_drags_p_and_drops_a_unit(show):
    page = show("DropoutMask", width=328, height=740, touch=True, steps=1)
    x, y = centre(page, f"{P_HANDLE} .dl-knob")
    swipe(page, x, y, 0, -16)
    assert centre(page, f"{P_HANDLE} .dl-knob")[1] == pytest.approx(y - 16, abs=2)
    assert value(page, "p") > 0.7
    assert page.evaluate("scrollY") == 0
    before = units(page)
    page.locator(".dl-drop-unit").nth(2).tap()
    frames(page)
    after = units(page)
    assert [a != b for a, b in zip(before, after, strict=True)] == [j == 2 for j in range(5)]
    for card in page.locator(".dl-drop-card").all():
        box = card.bounding_box()
        assert box["width"] >= 40
        assert box["height"] >= 44


def test_p_decides_which_numbers_drop_their_unit(show):
    page = show("DropoutMask", steps=3)
    kept = []
    for p in (0, 0.3, 0.6, 0.9):
        page.evaluate("(p) => model.set('p', p)", p)
        frames(page)
        kept.append(units(page))
    counts = [sum(row) for row in kept]
    assert counts[0] == 5
    assert counts == sorted(counts, reverse=True)
    line = page.locator(f"{P_HANDLE} .dl-knob").bounding_box()
    level = line["y"] + line["height"] / 2
    for stays, dot in zip(kept[-1], page.locator(".dl-drop-draw").all(), strict=True):
        box = dot.bounding_box()
        assert (box["y"] + box["height"] / 2 < level) == stays


def test_a_hundred_masks_answer_the_question(show):
    page = show("DropoutMask", still=True)
    caption = page.locator("figcaption")
    page.get_by_role("button", name="0.8").click()
    assert "You said 0.8. Now draw 100 masks." in caption.inner_text()
    page.get_by_role("button", name="100 steps").click()
    assert status(page).endswith(
        "Mean of 100 masks 1.596 ± 0.172; all units give 1.600. "
        "They agree within two standard errors."
    )
    assert "You said 0.8. The mean of 100 is 1.596, and all units give 1.6" in caption.inner_text()
    page.get_by_label("Where to scale").select_option("never")
    frames(page)
    assert "Now draw 100 masks, dividing by 1 − p." in caption.inner_text()
    assert "Without the division the mean goes to (1 − p) · 1.6 = 0.8." in status(page)
    page.get_by_label("Where to scale").select_option("test")
    assert "all units give 0.800. They agree" in status(page)
    open_folds(page)
    page.get_by_label("the output is").select_option("sigmoid")
    assert "They agree as yet, but over all 32 masks the mean is 0.665." in status(page)
    page.evaluate("model.set('steps', 500)")
    assert "Over all 32 masks the mean is 0.665: a sigmoid bends." in status(page)


def test_play_draws_ever_more_masks_and_pauses(show):
    page = show("DropoutMask")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('steps') >= 24")
    page.get_by_role("button", name="Pause").click()
    stopped = value(page, "steps")
    page.wait_for_timeout(400)
    assert value(page, "steps") == stopped
    dots = page.locator("path.dl-drop-dots")
    assert dots.get_attribute("d").count("M") == stopped
    page.get_by_role("button", name="Play").click()
    page.locator(".dl-drop-unit").first.click()
    page.get_by_role("button", name="Play").wait_for()


def test_after_the_last_mask_others_are_drawn(show):
    page = show("DropoutMask", steps=999)
    press(page, "Step")
    assert value(page, "steps") == 1000
    press(page, "Step")
    assert (value(page, "steps"), value(page, "seed")) == (1, 2)
    open_folds(page)
    press(page, "Other masks")
    assert value(page, "seed") == 3


def test_the_tables_show_the_sum_over_all_masks(show):
    page = show("DropoutMask", steps=4)
    open_folds(page)
    rows = page.locator(".dl-scroll").nth(1).locator("tbody tr")
    assert rows.count() == 33
    products = [
        float(rows.nth(i).locator("td").last.inner_text().replace("−", "-")) for i in range(33)
    ]
    assert sum(products[:32]) == pytest.approx(products[32], abs=2e-4)
    assert products[32] == 1.6
    first = page.locator(".dl-scroll").first.locator("tbody tr")
    assert first.count() == 5
    sums = sum(
        float(row.locator("td").nth(4).inner_text().replace("−", "-")) for row in first.all()
    )
    said = re.search(r"output (−?[\d.]+)\.", status(page))[1].replace("−", "-")
    assert sums == pytest.approx(float(said), abs=2e-3)


@pytest.mark.parametrize(
    "state",
    [{"p": 0.95}, {"mask": "[1,2,0,0,0]"}, {"mask": "[1]"}, {"steps": -1}, {"scaling": "x"}],
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("DropoutMask", **state)
    assert status(page) == "All units, as at test time: output 1.6. Step draws a mask."


def test_a_frame_with_a_thousand_masks_takes_less_than_16_ms(show):
    page = show("DropoutMask", steps=1000)

    move = """() => new Promise((done) => {
      let left = 60;
      const one = () => {
        model.set("p", 0.2 + (left % 11) / 20);
        left -= 1;
        if (left) requestAnimationFrame(one);
        else done(60);
      };
      one();
    })"""
    assert_frame_below(page, 16, lambda: page.evaluate(move))


def test_nothing_goes_on_after_the_end(show):
    page = show("DropoutMask")
    page.get_by_role("button", name="Play").click()
    page.evaluate("cleanUp()")
    steps = value(page, "steps")
    page.wait_for_timeout(400)
    assert value(page, "steps") == steps
