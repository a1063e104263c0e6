"""BackpropByHand by keys, by mouse and by finger: to and fro, every edge checked, the bug found."""

import json
from urllib.parse import parse_qsl, urlparse

import pytest
from figure_driving import centre, frames, status, value

NAME = "BackpropByHand"
HANDLE = "svg [role=slider]"
GUESSES = {
    "no-slope": "leaves out the slope",
    "forgot-fork": "only the last way back counts",
    "transposed": "rows and columns",
    "sign": "the error is target",
}


def press(page, name, exact=True):
    page.get_by_role("button", name=name, exact=exact).click()
    return status(page)


def choose(page, edge):
    page.get_by_label("edge", exact=True).select_option(edge)
    frames(page)


def shown(page, state):
    """The numbers of the cells in one state, such as is-newest."""
    frames(page)
    return page.locator(f".dl-net-cell.{state}").all_text_contents()


def panel(page):
    frames(page)
    return page.locator(".dl-bp-panel").inner_text().replace("\n", " ").replace("\u00a0", " ")


def caption(page):
    frames(page)
    return page.locator("figcaption").inner_text()


def verdicts(page):
    """How many edges have a tick, and how many a cross."""
    frames(page)
    every, wrong = (page.locator(f".dl-net-verdict{kind}").count() for kind in ("", ".is-wrong"))
    return every - wrong, wrong


def planted(show, bug, **more):
    return show(NAME, made=json.dumps({"bug": bug}), **more)


def test_steps_go_forward_and_back_by_key(show):
    page = show(NAME, step=0)
    assert "Nodes 1, 2 and 3 are 1, 0.5 and −1; nodes 8 and 9 should say 0 and 1." in status(page)
    assert shown(page, "is-next") == ["?"]
    page.get_by_role("button", name="Step", exact=True).focus()
    page.keyboard.press("Enter")
    told = "node 4, score: 1.20 × 1 + (−0.50) × 0.5 + 1.00 × (−1) + 0.10 = 0.050."
    assert told in status(page)
    assert shown(page, "is-newest") == ["0.050"]
    assert page.locator(".dl-edges .dl-activation").count() == 4
    page.keyboard.press("Space")
    assert "2 of 64, forward · node 4, output" in status(page)
    assert shown(page, "is-newest") == ["0.512"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert shown(page, "is-newest") == ["0.050"]
    assert value(page, "step") == 1
    page.get_by_role("slider", name="step").focus()
    page.keyboard.press("End")
    assert "64 of 64, the gradients · gradient of w7b" in status(page)
    page.keyboard.press("Home")
    assert "Press Step" in status(page)
    assert value(page, "step") == 0


def test_what_comes_back_to_a_fork_is_added_up_in_words(show):
    page = show(NAME, step=18)
    assert "w84 × δ8: 1.00 × 0.05934 = 0.0593. Node 4 feeds nodes 8 and 9" in press(page, "Step")
    assert page.locator(".dl-edges .dl-gradient").count() == 1
    assert "w94 × δ9: " in press(page, "Step")
    assert "node 4, blame: 0.05934 + 0.09803 = 0.15737. Both ways lead" in press(page, "Step")
    assert shown(page, "is-source") == ["0.059", "0.098"]
    assert shown(page, "is-newest") == ["0.157"]
    assert page.locator(".dl-edges .dl-gradient.dl-dashed").count() == 2
    press(page, "Step")
    assert "blame × slope: 0.1574 × 0.2498 = 0.0393." in press(page, "Step")


def test_a_weight_is_changed_and_the_gradient_follows(show):
    page = show(NAME)
    choose(page, "w84")
    assert "Weight w84, from node 4 to node 8, is 1.00." in status(page)
    before = panel(page)
    page.get_by_label("value").fill("-0.75")
    assert "w84: 1.00 → −0.75. The error E goes from 0.49087 to 0." in status(page)
    assert value(page, "weights")[1][0][0] == -0.75
    assert panel(page) != before
    assert "They agree" in panel(page)
    page.get_by_label("value").fill("99")
    assert "→ 30.00 (the largest that is allowed here)" in status(page)
    page.locator(".dl-net-grip").nth(3).dispatch_event("click")
    frames(page)
    assert value(page, "selected") == "w4b"
    x, y = centre(page, f"{HANDLE} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y - 40, steps=4)
    page.mouse.up()
    frames(page)
    assert value(page, "biases")[0][0] == pytest.approx(2.1, abs=0.1)


def test_one_edge_is_checked_by_a_nudge(show):
    page = show(NAME)
    assert verdicts(page) == (1, 0)
    assert "0.039318 δ4 × 1 output of node 1 = 0.039318 gradient of w41" in panel(page)
    assert "0.4908755039 E, w41 + 0.0001 − 0.4908676403 E, w41 − 0.0001" in panel(page)
    assert "÷ 0.0002 = 0.039318 measured slope" in panel(page)
    page.get_by_label("nudge by").select_option("0.1")
    assert "They agree to 3 digits." in panel(page)
    choose(page, "w8b")
    assert verdicts(page) == (2, 0)
    assert "× 1 always 1 =" in panel(page)


def test_every_edge_is_checked_at_once_and_the_price_is_told(show):
    page = show(NAME, step=0)
    assert "Not computed yet: step on." in panel(page)
    assert verdicts(page) == (0, 0)
    press(page, "26 times")
    assert "You said 26 times. Now check every edge." in caption(page)
    told = press(page, "Check every edge")
    assert told == "26 gradients checked: every one is the measured slope."
    assert verdicts(page) == (26, 0)
    assert value(page, "step") == 64
    assert "You said 26 times. It is 52 times" in caption(page)
    page.get_by_text("Show the edges").click()
    frames(page)
    assert page.get_by_role("cell", name="yes").count() == 26


@pytest.mark.parametrize("bug", GUESSES)
def test_the_reader_finds_the_bug(show, bug):
    page = planted(show, bug)
    press(page, GUESSES[bug], exact=False)
    assert "First check every edge" in caption(page)
    press(page, "Check every edge")
    right, wrong = verdicts(page)
    found = {"no-slope": 16, "forgot-fork": 16, "transposed": 16, "sign": 26}
    assert (right, wrong) == (26 - found[bug], found[bug])
    assert "Yes. " in caption(page)
    for other in set(GUESSES) - {bug}:
        press(page, GUESSES[other], exact=False)
        assert "No: " in caption(page)
        assert "Yes. " not in caption(page)
        assert not page.get_by_role("button", name="Mend it").is_visible()
    press(page, GUESSES[bug], exact=False)
    assert press(page, "Mend it") == "26 gradients checked: every one is the measured slope."
    assert verdicts(page) == (26, 0)
    assert value(page, "bug") == "none"
    assert "Find the bug" not in caption(page)


def test_the_way_back_of_a_buggy_program_is_told_without_its_bug(show):
    page = planted(show, "forgot-fork", step=20)
    told = press(page, "Step")
    assert "0.05934 from node 8 and 0.09803 from node 9 go in" in told
    assert "the program makes 0.0980 of them" in told
    assert "By the program" in panel(page)
    choose(page, "w41")
    page.get_by_role("slider", name="step").focus()
    page.keyboard.press("End")
    assert "They differ." in panel(page)


def test_another_bug_is_planted_after_the_first(show):
    page = show(NAME)
    page.get_by_text("Learn with these gradients").click()
    press(page, "Plant a bug")
    first = value(page, "bug")
    assert first in GUESSES
    press(page, "Check every edge")
    press(page, GUESSES[first], exact=False)
    press(page, "Plant another")
    assert value(page, "bug") in set(GUESSES) - {first}
    assert "Yes. " not in caption(page)
    assert value(page, "checked") == []


def test_learning_goes_downhill_and_with_the_wrong_sign_uphill(show):
    page = show(NAME)
    page.get_by_text("Learn with these gradients").click()
    told = (
        "One step downhill, each weight less 0.3 times its gradient: the error E falls, from 0.491 "
    )
    assert press(page, "One step downhill").startswith(told)
    assert value(page, "weights")[0][0][0] == pytest.approx(1.2 - 0.3 * 0.039318, abs=1e-6)
    assert "100 steps downhill" in press(page, "100 steps downhill")
    page = planted(show, "sign")
    page.get_by_text("Learn with these gradients").click()
    assert "the error E rises, from 0.491 to " in press(page, "One step downhill")


def test_a_link_opens_the_figure_as_it_was(show):
    page = show(NAME)
    page.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', "
        "{value: {writeText: async (text) => { window.copied = text; }}})"
    )
    choose(page, "w95")
    page.get_by_label("value").fill("2.5")
    press(page, "Step back")
    press(page, "Copy link")
    page.wait_for_function("() => window.copied")
    link = dict(parse_qsl(urlparse(page.evaluate("window.copied")).query))
    assert (link["selected"], link["step"]) == ("w95", "63")
    # The page of these tests reads lists as JSON; its links have them with commas only.
    lists = {name: json.dumps(value(page, name)) for name in ("weights", "biases", "checked")}
    other = show(NAME, **{k: v for k, v in link.items() if k != "name"} | lists)
    assert value(other, "weights")[1][1][1] == 2.5
    assert "Weight w95, from node 5 to node 9, is 2.50" in status(other)
    odd = show(NAME, step=99, selected="w99", weights="[[[1]]]", epsilon=7, checked='["no"]')
    assert value(odd, "selected") == "w41"
    assert value(odd, "step") == 64
    assert value(odd, "weights")[0][0][0] == 1.2


def test_reset_brings_back_the_bug_and_takes_the_guess(show):
    page = planted(show, "forgot-fork")
    first = status(page)
    press(page, "Check every edge")
    press(page, GUESSES["forgot-fork"], exact=False)
    press(page, "Mend it")
    page.get_by_label("value").fill("3")
    assert press(page, "Reset") == first
    assert value(page, "bug") == "forgot-fork"
    assert value(page, "weights")[0][0][0] == 1.2
    assert verdicts(page) == (0, 1)
    press(page, GUESSES["sign"], exact=False)
    assert page.locator(".dl-bp-hunt [aria-pressed=true]").count() == 1
    press(page, "Reset")
    assert page.locator(".dl-bp-hunt [aria-pressed=true]").count() == 0


def test_the_whole_hunt_by_keyboard_alone(show):
    page = planted(show, "forgot-fork", still=True)

    def tab_to(label):
        named = "(n => `${n.getAttribute('aria-label')} ${n.textContent}`)(document.activeElement)"
        for _ in range(60):
            page.keyboard.press("Tab")
            if label in page.evaluate(named):
                return
        pytest.fail(f"Tab does not come to {label}")

    tab_to("left and right choose another")
    page.keyboard.press("ArrowRight")
    assert "Weight w42" in status(page)
    page.keyboard.press("ArrowUp")
    assert "w42: −0.50 → −0.40." in status(page)
    page.keyboard.press("Shift+ArrowDown")
    assert "w42: −0.50 → −0.41." in status(page)
    tab_to("Check every edge")
    page.keyboard.press("Enter")
    assert "10 agree with the measured slope, 16 do not" in status(page)
    tab_to(GUESSES["forgot-fork"])
    page.keyboard.press("Space")
    assert "Yes. To node " in caption(page)
    tab_to("Mend it")
    page.keyboard.press("Enter")
    assert "every one is the measured slope" in status(page)
