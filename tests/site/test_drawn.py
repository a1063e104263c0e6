"""Looks at pages wait for the frames that answer to a touch, and only for those."""

import pytest
from drawn import frames

# Each touch is answered two frames later, as an explorable in a busy browser might.
SLOW = """<button>press</button><p>before</p><script>
  const later = (run) => requestAnimationFrame(() => requestAnimationFrame(run));
  let count = 0;
  const answer = () => later(() => {
    count += 1;
    document.querySelector("p").textContent = `after ${count}`;
  });
  const model = { set: answer };
  for (const kind of ["click", "keydown"]) addEventListener(kind, answer);
</script>"""
TOUCHES = {
    "a press": lambda page: page.locator("button").click(),
    "a key": lambda page: page.keyboard.press("a"),
    "the mouse": lambda page: page.mouse.click(5, 5),
    "the model": lambda page: page.evaluate("model.set()"),
}


@pytest.fixture
def slow(new_context):
    page = new_context().new_page()
    page.set_content(SLOW)
    return page


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_look_sees_the_answer_to_a_touch(slow, touch):
    for count in range(1, 4):
        TOUCHES[touch](slow)
        assert slow.locator("p").inner_text() == f"after {count}"


def test_a_look_without_a_touch_waits_for_nothing(slow):
    frames(slow)
    slow.evaluate("void (requestAnimationFrame = () => { throw Error('it waits for a frame') })")
    assert slow.locator("p").inner_text() == "before"
