"""A text with a value for each letter: what a gate or a state does while it reads."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .style import ACTIVATION, GRADIENT, MUTED, canvas, in_style

_WIDE, _ROW, _STRIP = 286.0, 21.0, 22.0


@in_style
def by_letter(
    text: str, strips: Mapping[str, np.ndarray], *, columns: int = 32
) -> tuple[Figure, list]:
    """Draw a text in lines, and under each letter a bar for each of a few values.

    A line break is drawn as ¶ and ends its line.

    Parameters
    ----------
    text : str
    strips : mapping from str to array_like of shape (len(text),)
        Values from 0 to 1: the height of a bar in its strip. If one of them is negative, down to
        -1, all bars of the strip rise and fall from its middle.
    columns : int
        Letters in a line.

    Returns
    -------
    (Figure, [Axes])

    Raises
    ------
    ValueError
        If a strip does not have one value for each letter, or a value lies outside.

    Examples
    --------
    >>> fig, (ax,) = by_letter("tea", {"gate": [0.1, 0.9, 0.5]})
    >>> [letter.get_text() for letter in ax.texts][1:4]
    ['t', 'e', 'a']
    """
    strips = {name: np.asarray(values, dtype=float) for name, values in strips.items()}
    for name, values in strips.items():
        if values.shape != (len(text),):
            raise ValueError(
                f"by_letter got shape {values.shape} for {name!r}, expected ({len(text)},), one "
                "value for each letter"
            )
        if not (np.abs(values) <= 1).all():
            raise ValueError(f"by_letter got values outside -1 to 1 for {name!r}")
    signed = [bool((values < 0).any()) for values in strips.values()]
    places = _places(text, columns)
    lines = 1 + max((row for row, _ in places), default=0)
    line = _ROW + _STRIP * len(strips) + 6
    height = lines * line + 18 * len(strips)
    fig, ax = canvas(None, (302 / 72, height / 72))
    ax.set(xlim=(0, 302), ylim=(height, 0), aspect="equal")
    ax.set_axis_off()
    for row, name in enumerate(strips):
        ax.text(1, 10 + 18 * row, f"{row + 1}  {name}", va="center_baseline")
    top = 18 * len(strips)
    for place, (letter, (number, column)) in enumerate(zip(text, places, strict=True)):
        x = 16 + column * _WIDE / columns
        y = top + number * line
        shown = {" ": "·", "\n": "¶"}.get(letter, letter)
        ax.text(x, y + 13, shown, ha="center", family="monospace", va="center_baseline")
        for row, values in enumerate(strips.values()):
            base = y + _ROW + (row + 1) * _STRIP - 2
            _bar(ax, x, base, float(values[place]), signed=signed[row])
    for number in range(lines):
        for row in range(len(strips)):
            base = top + number * line + _ROW + (row + 1) * _STRIP - 2
            ax.text(1, base - 9, f"{row + 1}", color=MUTED, va="center_baseline")
    return fig, [ax]


def _places(text: str, columns: int) -> list[tuple[int, int]]:
    """Return (line, column) for each letter.

    Examples
    --------
    >>> _places("to\\nbe!", 2)
    [(0, 0), (0, 1), (1, 0), (2, 0), (2, 1), (3, 0)]
    """
    places, row, column = [], 0, 0
    for letter in text:
        if column == columns:
            row, column = row + 1, 0
        places.append((row, column))
        row, column = (row + 1, 0) if letter == "\n" else (row, column + 1)
    return places


def _bar(ax, x: float, base: float, value: float, *, signed: bool) -> None:
    full = _STRIP - 4
    width = 5.6
    zero = base - full / 2 if signed else base
    size = value * (full / 2 if signed else full)
    color = ACTIVATION if value >= 0 else GRADIENT
    ax.add_patch(
        Rectangle((x - width / 2, zero - max(size, 0)), width, abs(size), color=color, linewidth=0)
    )
    ax.plot([x - width / 2, x + width / 2], [zero, zero], color=MUTED, linewidth=0.6)
