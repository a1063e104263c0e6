"""Printed numbers that depend on the machine: compared too, but within a stated distance.

Two processors add the same numbers in another order, so sums differ in the last bit. After a
thousand steps of training that bit may have become the second digit. A cell that prints such a
number carries the tag ``within:0.05``: each number may then differ by 0.05, or by that share of its
size if it is larger than 1. All other text, and the count of the numbers, must be the same.
"""

import re

NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?|-?\.\d+", re.I)
TAG = "within:"


def tolerance(tags):
    """Return the distance that a cell's tags allow, or None."""
    found = [tag.removeprefix(TAG) for tag in tags if tag.startswith(TAG)]
    return float(found[0]) if found else None


def snap(text: str, stored: str, distance: float) -> str:
    """Return `text` with each number that is near enough replaced by the stored one.

    Examples
    --------
    >>> snap("cost 0.23, 12 of 15", "cost 0.22, 12 of 15", 0.02)
    'cost 0.22, 12 of 15'
    >>> snap("cost 0.31", "cost 0.22", 0.02)
    'cost 0.31'
    """
    ours, theirs = NUMBER.findall(text), NUMBER.findall(stored)
    if len(ours) != len(theirs) or skeleton(text) != skeleton(stored):
        return text
    pairs = zip(ours, theirs, strict=True)
    if all(near(value(a), value(b), distance) for a, b in pairs):
        return stored
    return text


def skeleton(text: str) -> str:
    """Return the text without its numbers; blanks before them may grow or shrink."""
    return re.sub(r"\s+", " ", NUMBER.sub(" # ", text))


def value(number: str) -> float:
    """Read a number as the book writes it, 1,234.5 too."""
    return float(number.replace(",", ""))


def near(a: float, b: float, distance: float) -> bool:
    """Say whether two numbers are within the distance, or that share of the larger one."""
    return abs(a - b) <= distance * max(1.0, abs(a), abs(b)) + 1e-12
