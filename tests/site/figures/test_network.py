"""NetworkByHand by mouse, by finger and by keys: steps, weights, nudges, learning."""

import pytest
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    centre,
    frames,
    open_folds,
    status,
    swipe,
    value,
)

HANDLE = "svg [role=slider]"


def press(page, name, **more):
    page.get_by_role("button", name=name, **more).click()
    return status(page)


def shown(page, state):
    """The numbers of the cells in one state, such as is-newest."""
    return page.locator(f".dl-net-cell.{state}").all_text_contents()


def test_a_step_shows_its_arithmetic_and_marks_what_comes_next(show):
    page = show("NetworkByHand", part="forward", step=0)
    assert shown(page, "is-next") == ["?"]
    assert "hidden 1, score: 1 × 3.66 + 0 × (−4.84) + 1 × 0.16 = 3.82." in press(
        page, "Step", exact=True
    )
    assert shown(page, "is-newest") == ["3.82"]
    assert page.locator(".dl-edges .dl-activation").count() == 3
    press(page, "Step", exact=True)
    assert shown(page, "is-newest") == ["0.979"]
    press(page, "Step back")
    assert value(page, "step") == 1
    assert shown(page, "is-newest") == ["3.82"]


def test_keys_alone_step_choose_and_change(show):
    page = show("NetworkByHand", part="backward", step=10)
    page.get_by_role("button", name="Step", exact=True).focus()
    page.keyboard.press("Enter")
    assert "output, error: truth 1 − prediction 0.479 = 0.521" in status(page)
    page.get_by_role("slider", name="step").focus()
    page.keyboard.press("End")
    assert "41 of 41" in status(page)
    page.locator(".dl-net-customer").nth(3).focus()
    page.keyboard.press("Enter")
    frames(page)
    assert value(page, "customer") == 4
    page.locator(HANDLE).focus()
    page.keyboard.press("ArrowRight")
    assert "Weight cat → hidden 2 is −2.88. For customer 4 its gradient is" in status(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    assert "Weight cat → hidden 2: −2.88 → −2.77. The prediction for customer 4" in status(page)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    frames(page)
    assert value(page, "selected") == "syn1[3,0]"
    page.get_by_label("value").fill("1.5")
    frames(page)
    assert value(page, "syn1")[3] == [1.5]
    assert "hidden 4 → output: −14.52 → 1.50" in status(page)
    for key, weight in (("ArrowUp", 1.6), ("Shift+ArrowDown", 1.59), ("PageUp", 2.59)):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "syn1")[3] == [weight]
        assert page.get_by_label("value").input_value() == f"{weight:.2f}"


def test_weights_are_chosen_by_a_click_and_dragged(show):
    page = show("NetworkByHand", part="forward", step=10)
    page.locator(".dl-net-cell.is-weight").nth(5).click()
    frames(page)
    assert value(page, "selected") == "syn0[2,1]"
    page.locator(".dl-net-grip").nth(12).dispatch_event("click")
    frames(page)
    assert value(page, "selected") == "syn1[0,0]"
    x, y = centre(page, f"{HANDLE} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 9, y - 40, steps=4)
    page.mouse.up()
    frames(page)
    assert value(page, "syn1")[0][0] == pytest.approx(14.21, abs=0.1)
    assert centre(page, f"{HANDLE} .dl-knob") == pytest.approx((x, y), abs=0.5)


def test_a_finger_drags_the_weight_and_the_page_stays(show):
    page = show("NetworkByHand", width=328, touch=True, part="forward", step=10)
    x, y = centre(page, f"{HANDLE} .dl-knob")
    scrolled = page.evaluate("scrollY")
    swipe(page, x, y, 0, 40)
    assert value(page, "syn0")[0][0] == pytest.approx(1.66, abs=0.1)
    assert page.evaluate("scrollY") == scrolled


def test_a_weight_behind_a_zero_changes_nothing_and_answers_the_prediction(show):
    page = show("NetworkByHand", part="forward", step=10)
    page.get_by_role("button", name="stays").click()
    assert "Now step to the prediction" in page.locator("figcaption").inner_text()
    page.get_by_label("weight", exact=True).select_option("syn0[1,0]")
    page.get_by_label("value").fill("9")
    assert "stays 0.479: this weight is multiplied by 0" in status(page)
    assert "You said it stays. It stays" in page.locator("figcaption").inner_text()


def test_the_nudge_and_the_ratios_give_one_number(show):
    page = show("NetworkByHand")
    panel = page.locator(".dl-net-panel")
    assert panel.locator(".dl-net-ratio").count() == 6
    assert panel.locator("p b").all_inner_texts() == ["−0.033331", "−0.033330"]
    assert "they agree to 4 digits" in panel.inner_text()
    page.get_by_label("nudge it by").select_option("0.0001")
    frames(page)
    assert "the same in every digit shown" in panel.inner_text()
    page.get_by_label("nudge it by").select_option("0.1")
    frames(page)
    page.get_by_role("button", name="it shrinks").click()
    assert "It shrinks: the shorter" in page.locator("figcaption").inner_text()
    page.get_by_label("weight", exact=True).select_option("syn1[0,0]")
    frames(page)
    assert panel.locator(".dl-net-ratio").count() == 4


def test_a_weight_beyond_the_limit_becomes_the_limit_and_says_so(show):
    page = show("NetworkByHand", part="forward", step=10)
    page.get_by_label("value").fill("99")
    assert "3.66 → 30.00 (the largest that is allowed here)" in status(page)
    assert value(page, "syn0")[0][0] == 30
    assert page.get_by_label("value").input_value() == "30.00"
    page.get_by_label("value").fill("")
    assert value(page, "syn0")[0][0] == 30


def test_the_prediction_about_deltas_is_answered_for_the_weights_that_were_asked_about(show):
    page = show("NetworkByHand", part="backward", step=13)
    page.get_by_role("button", name="customer 4", exact=True).click()
    caption = page.locator("figcaption")
    assert "Step to the output's delta for both" in caption.inner_text()
    page.locator(".dl-net-customer").nth(3).click()
    frames(page)
    answer = "It is customer 4: error 0.521 × slope 0.250 = 0.130 for customer 1"
    assert answer in caption.inner_text()
    press(page, "all four")
    assert answer in caption.inner_text()


def test_on_paper_the_customers_stay_and_dead_controls_go(show):
    page = show("NetworkByHand")
    page.emulate_media(media="print")
    assert page.locator(".dl-net-customer:visible").count() == 4
    assert page.locator(".dl-net-panel :is(select, input, button):visible").count() == 0
    assert page.locator(".dl-net-chain").is_visible()


def test_a_finger_finds_what_it_presses(show):
    page = show("NetworkByHand", width=328, touch=True, part="backward")
    for box in page.locator("button:visible, select:visible, input:visible").all():
        assert box.bounding_box()["height"] >= 44, box.inner_text()


def test_learning_moves_the_predictions_of_all(show):
    page = show("NetworkByHand", part="backward")
    cards = page.locator(".dl-net-customer")
    assert "Learned once from all four customers. Over all four" in press(page, "all four")
    assert "says 0.479 → 0.896" in cards.nth(0).inner_text()
    assert "says 0.715 → 0.056" in cards.nth(3).inner_text()
    assert "Learned once from customer 1. Customer 1: 0.896" in press(page, "this customer")
    page.get_by_text("Start from other weights").click()
    press(page, "random weights")
    assert "says 0.544" in cards.nth(0).inner_text()
    assert "Learned 1000 times" in press(page, "Learn 1000 times")
    page.get_by_role("button", name="Reset").click()
    frames(page)
    assert value(page, "syn0")[0][0] == 3.66
    assert "says 0.479" in cards.nth(0).inner_text()


def test_play_goes_on_by_itself_and_a_hand_stops_it(show):
    page = show("NetworkByHand", part="forward", step=8)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('step') === 10")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('step') === 0")
    page.get_by_role("button", name="Pause").click()
    still = show("NetworkByHand", part="forward", step=0, still=True)
    assert "This is the prediction" in press(still, "Play (10 steps)")


def test_python_may_change_the_weights_at_any_time(show):
    page = show("NetworkByHand", part="backward")
    press(page, "all four")
    page.evaluate("model.set('syn1', [[0], [0], [0], [0]])")
    assert "Learned" not in status(page)
    assert "says 0.500" in page.locator(".dl-net-customer").nth(2).inner_text()


def test_a_link_that_does_not_fit_shows_the_usual_figure(show):
    page = show("NetworkByHand", customer=7, step=99, syn0="[[1]]", epsilon=5)
    assert value(page, "customer") == 1
    assert value(page, "syn0")[0][0] == 3.66
    assert "41 of 41" in page.locator(".dl-bar").first.inner_text()


@pytest.mark.parametrize("width", [328, 560, 720])
@pytest.mark.parametrize("part", ["forward", "backward", "all"])
def test_no_word_is_crossed_or_small_at_any_step(show, part, width):
    page = show("NetworkByHand", part=part, width=width)
    open_folds(page)
    for step in (0, 3, 9, 14, 24, 28, 41):
        page.evaluate("(step) => model.set('step', step)", step)
        frames(page)
        assert page.evaluate(CROSSINGS) == []
    assert page.evaluate(SMALL_LETTERS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
