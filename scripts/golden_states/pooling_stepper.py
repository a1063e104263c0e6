"""The states of PoolingStepper whose numbers ``write_golden.py`` writes."""

from lib.widgets.pooling_stepper import GRAD, KINDS, PICTURE

_NAMES = ("picture", "grad", "kind", "size", "stride", "place", "square")

_ALIKE = [[3] * 4] * 4
_NOTHING = [[0] * 4] * 4
_SIGNED = [[-9, 9, -9, 9], [0, -1, 0, -1], [7, -8, -9, -9], [-9, 9, -9, -9]]
_LARGE = [[9, -9, 8], [7, 9, -6], [5, 9, 9]]


def _each(*state: object) -> list[tuple]:
    return [(*state[:2], kind, *state[2:]) for kind in KINDS]


#: Every kind: the usual picture, windows that overlap, ties on both sides, zeros, negative numbers.
_ASKED = [
    *_each(PICTURE, GRAD, 2, 2, 1, 1),
    *_each(PICTURE, GRAD, 2, 2, 4, 12),
    *_each(PICTURE, GRAD, 2, 1, 5, 10),
    *_each(PICTURE, GRAD, 3, 1, 4, 5),
    *_each(PICTURE, GRAD, 3, 2, 1, 15),
    *_each(PICTURE, GRAD, 2, 2, 2, 2),
    *_each(PICTURE, GRAD, 2, 2, 2, 7),
    *_each(_ALIKE, _LARGE, 2, 2, 3, 0),
    *_each(_ALIKE, _LARGE, 2, 1, 9, 5),
    *_each(_NOTHING, _LARGE, 2, 2, 4, 6),
    *_each(_SIGNED, _LARGE, 2, 2, 4, 1),
    *_each(_SIGNED, _LARGE, 3, 1, 0, 9),
    *_each(_SIGNED, [[0] * 3] * 3, 2, 1, 9, 11),
]


def states() -> list[dict]:
    """Return all of them."""
    return [dict(zip(_NAMES, one, strict=True)) for one in _ASKED]
