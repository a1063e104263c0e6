"""Descent1D: play and pause, the run before, no motion, and the end."""

from figure_driving import frames, value


def test_the_run_before_stays_dotted_and_play_can_be_stopped(show):
    page = show("Descent1D")
    play = page.get_by_role("button", name="Play")
    play.click()
    page.wait_for_function("model.get('steps') >= 3")
    page.get_by_role("button", name="Pause").click()
    stopped = value(page, "steps")
    page.wait_for_timeout(500)
    assert value(page, "steps") == stopped
    page.evaluate("model.set('rate', 2.2)")
    frames(page)
    assert "diverges" in page.locator("[role=status]").inner_text()
    assert page.get_by_text("the run before, rate 0.3").is_visible()
    play.click()
    page.wait_for_function("model.get('steps') >= 1")
    page.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(400)
    assert value(page, "steps") == 0
    assert play.is_visible()


def test_play_takes_steps_for_readers_who_want_no_motion(show):
    page = show("Descent1D", still=True)
    page.get_by_role("button", name="10 steps").click()
    frames(page)
    assert value(page, "steps") == 10
    page.wait_for_timeout(500)
    assert value(page, "steps") == 10


def test_nothing_goes_on_after_the_end(show):
    page = show("Descent1D")
    page.get_by_role("button", name="Play").click()
    page.evaluate("cleanUp()")
    steps = value(page, "steps")
    page.wait_for_timeout(700)
    assert value(page, "steps") == steps
