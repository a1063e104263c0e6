"""On a phone: what belongs together is seen together, fingers hit, and nothing moves under them."""

import pytest
from figure_driving import SMALL_TARGETS, each_press, frames

from lib.widgets import Explorable
from lib.widgets.digit_samples import SAMPLES

NAMES = sorted(cls.__name__ for cls in Explorable.__subclasses__())
WIDTH = 328
SCREEN = 740 - 56  # pixels of a small phone without the head of the page
TOGETHER = {
    "Broadcast": ("pair of shapes", {}),
    "ConvolutionStepper": ("Step", {"stride": 2, "padding": 1}),
    "PerceptronPlane": ("Step", {}),
    "LineByHand": ("Step", {}),
    "SlopeByNudge": ("Nudge ÷ 10", {}),
    "BackpropByHand": ("Step", {}),
    "Descent1D": ("Step", {}),
    "Descent2D": ("Step", {"surface": "bumpy"}),
    "NeuronLearns": ("Step", {"rates": "own", "epoch": 20}),
    "OptimizerRace": ("Step", {}),
    "MovingAverage": ("correct the start", {"beta": 0.98, "day": 20}),
    "SignalThroughLayers": ("New draw", {"depth": 50, "layer": 50, "activation": "sigmoid"}),
    "DropoutMask": ("Step", {"steps": 980, "scaling": "never", "output": "sigmoid"}),
    "FitAndOverfit": ("Draw new data", {"degree": 12, "mode": "many", "along": "decay"}),
    "SoftmaxScores": ("Step", {"steps": 5}),
    "PoolingStepper": ("Step", {"way": "back", "stride": 1, "kind": "l2"}),
    "DrawADigit": ("Undo", {"ink": SAMPLES["1 with a roof"]}),
    "ConvolutionBackward": ("Step", {}),
    "UnrolledRNN": ("Step", {"done": 9}),
    "NextLetter": ("Step", {"temperature": 0.5, "written": 30}),
    "TreeComposer": ("Step", {"done": 6}),
    "GateLab": ("Step", {"view": "back", "cut": "true", "t": 2}),
    "GreedyParser": ("Step", {}),
}
STATUS = "[role=status]"


# Where the button is, and what stands under the picture.
PLACE_AND_WORDS = """(button) => [
  button.getBoundingClientRect().y, document.querySelector("[role=status]").textContent]"""


def phone(show, name, **state):
    return show(name, width=WIDTH, height=740, touch=True, **state)


def box(page, selector):
    return page.locator(selector).first.bounding_box()


@pytest.mark.parametrize("name", NAMES)
def test_fingers_hit(show, name):
    page = phone(show, name)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    frames(page)
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("name", TOGETHER)
def test_pictures_buttons_and_status_are_seen_together(show, name):
    page = phone(show, name, **TOGETHER[name][1])
    picture, status = box(page, ".dl-pictures"), box(page, STATUS)
    assert status["y"] + status["height"] - picture["y"] <= SCREEN


@pytest.mark.parametrize("name", [name for name, (press, _) in TOGETHER.items() if press == "Step"])
def test_the_button_stays_under_the_finger(show, name):
    page = phone(show, name, **TOGETHER[name][1])
    step = page.get_by_role("button", name="Step", exact=True)
    step.tap()
    before = step.bounding_box()["y"]
    places, words = zip(*each_press(step, 13, PLACE_AND_WORDS), strict=True)
    assert set(places) == {before}
    assert len(set(words)) > 3


def test_no_button_of_broadcast_moves_with_its_grids(show):
    page = phone(show, "Broadcast")
    pairs = page.get_by_label("pair of shapes")
    before = pairs.bounding_box()["y"]
    for i in (3, 4, 2):
        pairs.select_option(index=i)
        frames(page)
        assert pairs.bounding_box()["y"] == before
    guess = page.get_by_role("button", name="Guess first").bounding_box()
    page.get_by_role("button", name="Guess first").tap()
    frames(page)
    answer = page.get_by_role("button", name="Show answer").bounding_box()
    assert (answer["x"], answer["y"]) == (guess["x"], guess["y"])


@pytest.mark.parametrize("name", ["PerceptronPlane", "LineByHand"])
def test_what_can_wait_stands_under_the_status_and_comes_back(show, name):
    page = phone(show, name)
    rate, reset = page.get_by_label("rate"), page.get_by_role("button", name="Reset")
    below = box(page, STATUS)["y"]
    assert min(rate.bounding_box()["y"], reset.bounding_box()["y"]) > below
    page.set_viewport_size({"width": 752, "height": 900})
    page.wait_for_function("document.querySelector('.dl-under .dl-bar').childNodes.length === 0")
    frames(page)
    below = box(page, STATUS)["y"]
    assert max(rate.bounding_box()["y"], reset.bounding_box()["y"]) < below
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_function("document.querySelector('.dl-under .dl-bar').childNodes.length === 2")


# The next finger must not come while the page still scrolls: it could not be stopped then.
COME_TO_REST = """async () => {
  let still = 0;
  for (let last = NaN; still < 6; still = scrollY === last ? still + 1 : 0, last = scrollY)
    await new Promise(requestAnimationFrame);
}"""


@pytest.mark.parametrize("name", TOGETHER)
def test_a_finger_on_the_picture_scrolls_the_page_and_on_a_handle_does_not(show, name):
    page = phone(show, name)
    page.evaluate("document.body.style.paddingBottom = '2000px'")
    session = page.context.new_cdp_session(page)

    def swipe(x, y):
        page.evaluate("scrollTo(0, 0)")
        points = [[{"x": x, "y": y - 24 * k}] for k in range(6)]
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[0]})
        for point in points[1:]:
            session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": point})
            frames(page)
        page.wait_for_timeout(200)  # a finger that rests before it leaves throws nothing
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        reached = page.evaluate("scrollY")
        page.evaluate(COME_TO_REST)
        return reached

    svg = box(page, "svg.dl-picture:not(.dl-glyph)")
    handles = page.locator(".dl-handle .dl-knob").count()  # grids of numbers have none
    knob = box(page, ".dl-handle .dl-knob") if handles else None
    assert swipe(svg["x"] + svg["width"] - 30, svg["y"] + svg["height"] - 60) > 40
    if knob:
        assert swipe(knob["x"] + 8, knob["y"] + 8) == 0
    page.evaluate("document.body.removeAttribute('style')")
