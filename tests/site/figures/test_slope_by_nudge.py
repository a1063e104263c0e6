"""SlopeByNudge by mouse, by keys, to one side and to both."""

import pytest
from figure_driving import CROSSINGS, centre, frames, status, value

PLACE, NUDGE = (f"svg [aria-label^='{label}']" for label in ("place on the curve", "nudge"))


def press(page, name, times=1):
    for _ in range(times):
        page.get_by_role("button", name=name, exact=True).click()
        frames(page)


def rows(page):
    return page.locator(".dl-nudges tbody tr:not(.dl-empty)").evaluate_all(
        "(all) => all.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )


def test_smaller_and_smaller_nudges_settle(show):
    page = show("SlopeByNudge", curve="square", at=3, nudge=1)
    press(page, "Nudge ÷ 10", 3)
    assert rows(page) == [
        ["1", "7", "7"],
        ["0.1", "0.61", "6.1"],
        ["0.01", "0.0601", "6.01"],
        ["0.001", "0.006001", "6.001"],
    ]
    assert "Nudge 0.001: rise 0.006001, rise ÷ run 6.001. The slope settles at 6." in status(page)


def test_to_both_sides_the_error_is_gone(show):
    page = show("SlopeByNudge", curve="square", at=3, nudge=0.1)
    page.get_by_label("nudge", exact=True).select_option("both")
    assert "Nudge ±0.1: rise 1.2, run 0.2, rise ÷ run 6" in status(page)
    assert rows(page)[-1] == ["±0.1", "1.2", "6"]


def test_the_magnifier_keeps_the_triangle_in_sight(show):
    page = show("SlopeByNudge", still=True)
    places = []
    for _ in range(5):
        press(page, "Nudge ÷ 10")
        places.append(centre(page, f"{NUDGE} .dl-knob"))
    assert "magnified" in page.locator("svg .dl-axis-title").last.text_content()
    for x, y in places[2:]:
        assert (x, y) == pytest.approx(places[1], abs=8)


def test_the_second_point_can_be_dragged_toward_the_first(show):
    page = show("SlopeByNudge", still=True)
    x, y = centre(page, f"{NUDGE} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y, steps=6)
    frames(page)
    here = centre(page, f"{NUDGE} .dl-knob")[0]
    assert here == pytest.approx(x - 40, abs=3)
    assert len(rows(page)) == 2
    page.mouse.up()
    frames(page)
    assert 200 < value(page, "nudge") < 400
    assert len(rows(page)) == 2
    assert centre(page, f"{NUDGE} .dl-knob")[0] > here


def test_keys_change_the_nudge_by_ten_and_move_the_place(show):
    page = show("SlopeByNudge")
    page.locator(NUDGE).focus()
    page.keyboard.press("ArrowLeft")
    frames(page)
    assert value(page, "nudge") == 50
    page.keyboard.press("Home")
    frames(page)
    assert value(page, "nudge") == 0.0005
    assert "This is the slope here" in status(page)
    page.locator(PLACE).focus()
    page.keyboard.press("PageUp")
    frames(page)
    assert value(page, "at") == 600
    assert len(rows(page)) == 1


def test_the_ends_of_the_buttons_are_said(show):
    page = show("SlopeByNudge", nudge=0.0005)
    smaller = page.get_by_role("button", name="Nudge ÷ 10")
    assert smaller.get_attribute("aria-disabled") == "true"
    press(page, "Nudge × 10")
    assert smaller.get_attribute("aria-disabled") == "false"
    assert value(page, "nudge") == 0.005


def test_the_prediction_is_answered_when_the_nudge_has_shrunk(show):
    page = show("SlopeByNudge")
    page.get_by_role("button", name="yes, both shrink").click()
    reply = page.locator(".dl-reply")
    assert "Now make the nudge smaller" in reply.inner_text()
    press(page, "Nudge ÷ 10", 3)
    assert "at the same pace" in reply.inner_text()


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("curve", ["salaries", "square"])
def test_no_label_crosses_a_line_at_any_place(show, curve, width):
    state = {"at": 3, "nudge": 1} if curve == "square" else {}
    page = show("SlopeByNudge", curve=curve, width=width, still=True, **state)
    places = [-3, -1.2, 0, 0.8, 3] if curve == "square" else [0, 400, 1054, 1300, 1600]
    for sides in ("right", "both"):
        for at in places:
            for shrink in (1, 0.1, 0.001):
                nudge = shrink * (1 if curve == "square" else 500)
                page.evaluate(
                    "(s) => { for (const [name, v] of Object.entries(s)) model.set(name, v); }",
                    {"at": at, "nudge": nudge, "sides": sides},
                )
                frames(page)
                assert page.evaluate(CROSSINGS) == [], (at, nudge, sides)


@pytest.mark.parametrize("state", [{"at": 99999}, {"nudge": 0}, {"sides": "left"}])
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("SlopeByNudge", **state)
    assert status(page).startswith("Nudge 500: rise −8.158 million, rise ÷ run −16,316.")
