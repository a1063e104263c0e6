"""How the tests of SoftmaxScores pull a score, and what its status says first."""

from figure_driving import centre, frames, handle

FIRST = (
    "Answer 4 gets 0.644 of 1. The true answer, 1, gets 0.032: loss 3.44. "
    "Pushes: score 1 up by 0.968, the others down by as much together."
)


def drag(page, score, dy):
    x, y = centre(page, f"{handle(score)} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + dy, steps=5)
    frames(page)
    held = centre(page, f"{handle(score)} .dl-knob")
    page.mouse.up()
    frames(page)
    return held[1] - y
