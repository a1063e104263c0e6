"""How the tests of Playground press and read it."""

from figure_driving import frames

STATE = """JSON.stringify(
  Object.fromEntries(Object.keys(model.get("_defaults")).map((name) => [name, model.get(name)])))"""


def status(page):
    frames(page)
    page.wait_for_function(
        "!document.querySelector('[role=status]').textContent.includes('catching up')"
    )
    return page.locator("[role=status]").inner_text()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    return status(page)
