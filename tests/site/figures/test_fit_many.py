"""FitAndOverfit with 50 data sets: they come in, add up, and answer the question in time."""

from functools import partial

from figure_driving import frames, open_folds, press, status
from frame_cost import assert_frame_below

POINT = "svg [aria-label^='point;']"


def settled(page):
    """Return the words of the status once all data sets are in."""
    page.wait_for_function(
        "document.querySelector('[role=status]').textContent.startsWith('50 data sets')"
    )
    return status(page)


def test_many_data_sets_come_in_and_their_parts_add_up(show):
    page = show("FitAndOverfit", degree=12)
    press(page, "50 data sets")
    assert settled(page) == (
        "50 data sets, degree 12, 15 points, λ = 0: bias² 0.003 + variance 0.337 + noise² 0.090 "
        "= 0.430 (measured: 0.429). High variance: no two fits agree."
    )
    assert page.locator(POINT).count() == 0
    assert page.locator(".dl-lines path.dl-cloud").get_attribute("d").count("M") >= 50
    open_folds(page)
    row = page.locator("tr:visible", has_text="degree 12").inner_text().split()
    assert row == ["degree", "12", "0.012", "0.429", "0.003", "0.337"]
    button = page.get_by_role("button", name="50 data sets")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert status(page).startswith("Degree 12, 15 points")
    assert page.locator(POINT).count() == 1


def test_a_frame_with_many_data_sets_takes_less_than_16_ms(show):
    page = show("FitAndOverfit", mode="many", points=200, degree=9)
    settled(page)

    move = """(name) => new Promise((done) => {
      let left = 60;
      const one = () => {
        model.set(name, name === "degree" ? left % 16 : 0.2 + (left % 7) / 50);
        left -= 1;
        if (left) requestAnimationFrame(one);
        else done(60);
      };
      one();
    })"""
    for name in ("degree", "noise"):
        assert_frame_below(page, 16, partial(page.evaluate, move, name))


def test_the_question_is_answered_when_the_points_are_there(show):
    page = show("FitAndOverfit", degree=9)
    caption = page.locator("figcaption")
    page.get_by_role("button", name="neither").click()
    assert "You said: neither. Now set the points to 150" in caption.inner_text()
    page.evaluate("model.set('points', 150)")
    frames(page)
    assert (
        "Over 50 data sets of degree 9 the training error goes up, from 0.031 to 0.083; "
        "the error on new points goes down, from 0.186 to 0.096."
    ) in caption.inner_text()


def test_nothing_goes_on_after_the_end(show):
    page = show("FitAndOverfit", mode="many", points=200, along="decay")
    page.evaluate("cleanUp()")
    before = page.locator("[role=status]").inner_text()
    page.wait_for_timeout(300)
    assert page.locator("[role=status]").inner_text() == before
