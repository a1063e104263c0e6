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
    said = page.locator("[role=status]").inner_text()
    assert said.startswith("The same")
    assert "with rate 2.2" in said
    assert "diverges" in said
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


def test_a_run_begins_again_and_says_so_and_two_rates_answer_the_question(show):
    page = show("Descent1D", rate=1)
    status, caption = page.locator("[role=status]"), page.locator("figcaption")
    step = page.get_by_role("button", name="Step", exact=True)
    page.get_by_role("button", name="it depends on the rate").click()
    assert "play it to its end at two rates" in caption.inner_text()
    step.click()
    frames(page)
    assert "arrived" in status.inner_text()
    assert "play it at a second rate" in caption.inner_text()
    step.click()
    frames(page)
    assert status.inner_text().startswith("Started again, step 1")
    page.evaluate("model.set('rate', 10)")
    frames(page)
    assert status.inner_text().startswith("The same step with rate 10")
    for _ in range(2):
        step.click()
    frames(page)
    assert "At rate 1 it arrived after 1 step; at 10 it diverged." in caption.inner_text()
    page.get_by_label("curve", exact=True).select_option("valleys")
    frames(page)
    assert "ten times as soon" not in caption.inner_text()


def test_links_that_say_what_cannot_be_get_the_usual(show):
    for state in ({"curve": "nope"}, {"start": 99}, {"rate": -1}, {"steps": 2.5}):
        page = show("Descent1D", **state)
        said = page.locator("[role=status]")
        assert said.inner_text().startswith("Start: w = −3.20, cost 5.12.")
    page.evaluate("model.set('curve', 'toString')")
    frames(page)
    assert value(page, "curve") == "bowl"
    assert said.inner_text().startswith("Start: w = −3.20, cost 5.12.")


def test_the_keys_bring_the_start_to_the_ends_of_the_curve(show):
    page = show("Descent1D")
    page.get_by_role("slider", name="start").focus()
    for key, end in (("End", 4.5), ("Home", -4.5)):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "start") == end


def test_nothing_goes_on_after_the_end(show):
    page = show("Descent1D")
    page.get_by_role("button", name="Play").click()
    page.evaluate("cleanUp()")
    steps = value(page, "steps")
    page.wait_for_timeout(700)
    assert value(page, "steps") == steps
