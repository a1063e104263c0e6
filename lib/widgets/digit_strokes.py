"""Strokes of a pen: as a short text, and as the 28 x 28 picture that MNIST makes of ink."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from .traits import ExplorableError

#: The square reaches from 0 to 100 along both axes, y downward; points are kept to a tenth.
SIDE = 100
TENTHS = 10

#: More points than this are no digit, and would not fit into a link.
MOST_POINTS = 1200

#: A drawing whose longer side is shorter than this is a dot, and not read.
SMALLEST = 8.0

#: MNIST: digits scaled to fit 20 x 20, their center of mass in the middle of 28 x 28.
PIXELS, BOX = 28, 20.0

#: How wide the pen is, in pixels of the small picture: it gives about as much ink as MNIST's has.
PEN = 2.6

#: MNIST's center of mass lies in pixel 14, counted from 0; its middle is here.
MIDDLE = 14.5

Strokes = list[list[list[float]]]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FORM = re.compile(r"(?:[0-9a-z]{4})+(?:-(?:[0-9a-z]{4})+)*")


def to_ink(strokes: Sequence[Sequence[Sequence[float]]]) -> str:
    """Write strokes as a short text, as links carry it.

    Each coordinate becomes its number of tenths in two digits to the base 36, each point four
    digits; a hyphen stands between two strokes.

    Parameters
    ----------
    strokes : sequence of sequences of (x, y)
        The points of each stroke, from 0 to 100, y downward.

    Raises
    ------
    ValueError
        If it is not of that form.

    Examples
    --------
    >>> to_ink([[(0, 0), (100, 3.6)], [(50, 50)]])
    '0000rs10-dwdw'
    """
    written = []
    for stroke in strokes:
        points = np.asarray(stroke, dtype=np.float64)
        if points.ndim != 2 or points.shape[1] != 2 or not len(points):
            raise ValueError("a stroke is a list of points (x, y)")
        if not (np.abs(points - SIDE / 2) <= SIDE / 2).all():
            raise ValueError(f"coordinates go from 0 to {SIDE}")
        tenths = np.round(points * TENTHS).astype(int).ravel().tolist()
        written.append("".join(_DIGITS[number // 36] + _DIGITS[number % 36] for number in tenths))
    return "-".join(written)


def to_strokes(ink: str) -> Strokes:
    """Read what :func:`to_ink` wrote.

    Examples
    --------
    >>> to_strokes("0000rs10-dwdw")
    [[[0.0, 0.0], [100.0, 3.6]], [[50.0, 50.0]]]
    """
    strokes = []
    for stroke in ink.split("-") if ink else []:
        tenths = [int(stroke[i : i + 2], 36) / TENTHS for i in range(0, len(stroke), 2)]
        strokes.append([list(point) for point in zip(tenths[::2], tenths[1::2], strict=True)])
    return strokes


def longer_side(strokes: Strokes) -> float:
    """Return the width or the height of the drawing, whichever is more; 0 for none.

    Examples
    --------
    >>> longer_side([[[10, 20], [15, 60]], [[40, 30]]])
    40.0
    """
    points = [point for stroke in strokes for point in stroke]
    return float(np.ptp(points, axis=0).max()) if points else 0.0


def picture(strokes: Strokes) -> np.ndarray:
    """Make the picture of a drawing as MNIST's were made: scaled, smooth, its mass in the middle.

    The strokes (not their pixels) are scaled by one factor along both axes, so that with the width
    of the pen they fit the box of 20 x 20, and moved so that the center of mass of the ink is the
    middle of pixel 14. How much of a pixel is covered follows from the distance d of its middle
    from the line: ½ + PEN/2 - d, at least 0 and at most 1.

    Shape
    -----
    (28, 28)

    Returns
    -------
    ndarray of uint8
        From 0 (paper) to 255 (ink).

    Examples
    --------
    >>> one = picture([[[30, 10], [30, 90]]])
    >>> one.shape, one[14].nonzero()[0].tolist()
    ((28, 28), [13, 14, 15])

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Gradient-based learning applied to document
    recognition, Proceedings of the IEEE 86(11), 1998, section III.
    """
    if not strokes:
        return np.zeros((PIXELS, PIXELS), dtype=np.uint8)
    points = np.concatenate([np.asarray(stroke, dtype=np.float64) for stroke in strokes])
    low, high = points.min(axis=0), points.max(axis=0)
    scale = (BOX - PEN) / max((high - low).max(), SMALLEST)
    starts, ends = (
        (np.array(side) - (low + high) / 2) * scale + PIXELS / 2 for side in _segments(strokes)
    )
    ink = _covered(starts, ends)
    middles = np.arange(PIXELS) + 0.5
    mass = np.array([ink.sum(axis=0) @ middles, ink.sum(axis=1) @ middles]) / ink.sum()
    ink = _covered(starts + (MIDDLE - mass), ends + (MIDDLE - mass))
    return np.floor(ink * 255 + 0.5).astype(np.uint8)


def _segments(strokes: Strokes) -> tuple[list, list]:
    """Return where the pieces of all strokes begin and end; a point alone is a piece, too."""
    starts, ends = [], []
    for stroke in strokes:
        starts += stroke[:-1] or stroke
        ends += stroke[1:] or stroke
    return starts, ends


def _covered(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return the share of each pixel that the pen covers, (28, 28)."""
    middles = np.arange(PIXELS) + 0.5
    x, y = middles, middles[:, None]
    along_x, along_y = np.moveaxis((ends - starts)[..., None, None], 1, 0)
    from_x = x - starts[:, 0, None, None]
    from_y = y - starts[:, 1, None, None]
    squares = np.maximum(along_x * along_x + along_y * along_y, 1e-12)
    share = np.clip((from_x * along_x + from_y * along_y) / squares, 0, 1)
    away_x, away_y = from_x - share * along_x, from_y - share * along_y
    distance = np.sqrt(away_x * away_x + away_y * away_y).min(axis=0)
    return np.clip(0.5 + PEN / 2 - distance, 0, 1)


class Ink(traitlets.Unicode):
    """Strokes as the short text of :func:`to_ink`; lists of points are written so.

    Raises
    ------
    ExplorableError
        If it is neither, or there are more than 1200 points.

    Examples
    --------
    >>> from lib.widgets import DrawADigit
    >>> DrawADigit(ink="0k1")
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: DrawADigit.ink: got '0k1', expected strokes, each a list \
of points (x, y) from 0 to 100; pass for example [[(50, 10), (50, 90)]]
    """

    def __init__(self):
        super().__init__("")
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> str:
        """Return the text, or raise."""
        ink = checked_ink(value)
        if ink is None:
            got = value if isinstance(value, str) else "something else"
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {got!r}, expected strokes, each a list of "
                f"points (x, y) from 0 to {SIDE}; pass for example [[(50, 10), (50, 90)]]"
            )
        if points_of(ink) > MOST_POINTS:
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {points_of(ink)} points, expected at most "
                f"{MOST_POINTS}; leave out points that lie close together"
            )
        return ink


def points_of(ink: str) -> int:
    """Return how many points a text holds.

    Examples
    --------
    >>> points_of("0000rs10-dwdw")
    3
    """
    return len(ink.replace("-", "")) // 4


def checked_ink(value: object) -> str | None:
    """Return strokes, given as text or as lists of points, as a text; None if they are neither.

    Examples
    --------
    >>> checked_ink([[(0, 0), (100, 3.6)]]), checked_ink("zzzz"), checked_ink(7)
    ('0000rs10', None, None)
    """
    try:
        ink = value if isinstance(value, str) else to_ink(value)
    except (TypeError, ValueError):
        return None
    if ink and not _FORM.fullmatch(ink):
        return None
    inside = all(0 <= c <= SIDE for stroke in to_strokes(ink) for point in stroke for c in point)
    return ink if inside else None
