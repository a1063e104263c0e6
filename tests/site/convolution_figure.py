"""The grids of ConvolutionStepper, found and read in a page."""

import json

from lib.widgets import ConvolutionStepper

NAME = "ConvolutionStepper"
FIRST = "Row 1, column 1: 1·1 + 1·0 + 1·1 + 0·0 + 1·1 + 1·0 + 0·1 + 0·0 + 1·1 = 4."
MADE = json.dumps(ConvolutionStepper(case="volume").state)


def grid(page, label):
    return page.locator(".dl-number-grid", has=page.locator(f"[aria-label='{label}']"))


def square(page, label, row, column):
    return grid(page, label).locator(f"[data-square='{row},{column}']")


def shown(page, label):
    """Return the numbers of a grid as they can be read."""
    texts = grid(page, label).locator("[data-square] > text:first-of-type")
    return " ".join(texts.all_text_contents())


def notes(page, label):
    return grid(page, label).locator(".dl-number-note").all_text_contents()
