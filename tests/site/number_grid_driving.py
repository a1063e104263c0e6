"""Reads a grid of numbers in a figure, and finds its squares."""

from figure_driving import frames

# The numbers of a grid as they stand there, row by row; null where a square is still empty.
READ = """(label) => {
  const grid = document.querySelector(`svg [aria-label='${label}']`).parentNode;
  return [...grid.querySelectorAll("[data-square]")].map((one) =>
    one.classList.contains("is-hidden") ? null
      : Number(one.querySelector("text").textContent.replace("−", "-")));
}"""


def read(page, label):
    frames(page)
    return page.evaluate(READ, label)


def square(page, label, row, column):
    """Return where a square of a grid is on the screen."""
    box = page.locator(
        f"g:has(> [aria-label='{label}']) [data-square='{row},{column}']"
    ).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
