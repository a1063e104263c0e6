"""DrawADigit: the reader draws, a trained LeNet-5 reads it and shows what its filters saw."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lib.nn.functional import softmax

from .base import Explorable, fallback_table
from .digit_network import Weights, network
from .digit_samples import SAMPLES, Samples
from .digit_strokes import (
    SIDE,
    SMALLEST,
    Ink,
    Strokes,
    longer_side,
    picture,
    to_strokes,
)
from .traits import Choice, ExplorableError, Number

#: A best answer with less probability than this is no answer: the network is unsure.
SURE = 0.8

#: The filters, named by layer and number, both counted from 1.
FILTERS = tuple(f"{layer}.{i}" for layer, count in ((1, 6), (2, 16)) for i in range(1, count + 1))

#: Units along a side of a filter's map before pooling, by layer, and the side of every filter.
MAP_SIDES, SIDE_OF_FILTER = (24, 8), 5


class DigitNumbers(NamedTuple):
    """What the network makes of a drawing, and how one unit of one filter came to its number."""

    readable: bool
    picture: list[list[int]]
    scores: list[float]
    probabilities: list[float]
    ranking: list[int]
    sure: bool
    first: list[list[list[float]]]
    second: list[list[list[float]]]
    map: list[list[float]]
    at: list[int]
    window: list[list[list[float]]]
    kernel: list[list[list[float]]]
    parts: list[float]
    bias: float
    value: float


def numbers(
    ink: str, filter: str = "1.1", row: int = 0, column: int = 0, weights: str | None = None
) -> DigitNumbers:
    """Read a drawing, and take apart the sum of one unit.

    The unit at (r, c) of a filter W with bias b looks at a window x of five by five numbers in
    each map k below it (the picture itself in layer 1):

        part[k] = Σᵢⱼ W[k, i, j] · x[k, r + i, c + j]        value = Σₖ part[k] + b

    Shape
    -----
    picture (28, 28); scores, probabilities and ranking (10,); first (6, 12, 12) and second
    (16, 4, 4): the maps after pooling and ReLU; map (24, 24) in layer 1, (8, 8) in layer 2: the
    chosen filter's before both; window and kernel (1, 5, 5) or (6, 5, 5); parts (1,) or (6,).

    Parameters
    ----------
    ink : str
        The drawing, as :func:`lib.widgets.digit_strokes.to_ink` writes it.
    filter : str
        One of ``FILTERS``: layer and number, such as ``"2.11"``.
    row, column : int
        The unit, from 0; where the map is smaller, its last one.
    weights : str, optional
        Packed weights; by default the book's.

    Examples
    --------
    >>> from lib.widgets.digit_samples import SAMPLES
    >>> found = numbers(SAMPLES["7"], filter="2.3", row=4, column=4)
    >>> found.ranking[0], found.sure
    (7, True)
    >>> abs(sum(found.parts) + found.bias - found.value) < 1e-12
    True
    """
    strokes = to_strokes(ink)
    image = picture(strokes)
    model = network(weights)
    below_first = image[None, None] / 255
    raw_first = model[0](below_first)
    first = model[1:3](raw_first)
    raw_second = model[3](first)
    second = model[4:6](raw_second)
    scores = model[6:](second)[0]
    probabilities = softmax(scores)

    layer, number = (int(part) for part in filter.split("."))
    below, raw, conv = (
        (below_first, raw_first, model[0]) if layer == 1 else (first, raw_second, model[3])
    )
    r, c = (min(place, MAP_SIDES[layer - 1] - 1) for place in (row, column))
    window = below[0, :, r : r + SIDE_OF_FILTER, c : c + SIDE_OF_FILTER]
    kernel = conv.weight.data[number - 1]
    return DigitNumbers(
        readable=longer_side(strokes) >= SMALLEST,
        picture=image.tolist(),
        scores=scores.tolist(),
        probabilities=probabilities.tolist(),
        ranking=np.argsort(-probabilities, kind="stable").tolist(),
        sure=bool(probabilities.max() >= SURE),
        first=first[0].tolist(),
        second=second[0].tolist(),
        map=raw[0, number - 1].tolist(),
        at=[r, c],
        window=window.tolist(),
        kernel=kernel.tolist(),
        parts=(window * kernel).sum(axis=(1, 2)).tolist(),
        bias=float(conv.bias.data[number - 1]),
        value=float(raw[0, number - 1, r, c]),
    )


@lru_cache(maxsize=32)
def _read(ink: str, weights: str) -> tuple[tuple[int, float], tuple[int, float], bool]:
    """Return the two most probable digits with their probabilities, and whether that is sure."""
    found = numbers(ink, weights=weights)
    best, next_best = ((digit, found.probabilities[digit]) for digit in found.ranking[:2])
    return best, next_best, found.sure


class DrawADigit(Explorable):
    """Draw a digit by mouse, finger or keys; a LeNet-5 trained on MNIST reads it at once.

    Parameters
    ----------
    strokes : sequence of sequences of (x, y), optional
        A drawing to begin with: points from 0 to 100 in the square, y downward. Sets ``ink``.
    sample : str, optional
        Instead, one of ours: ``"0"`` to ``"9"``, ``"7 with a bar"``, ``"1 with a roof"`` or
        ``"house"``.
    filter : str
        The filter that is looked into: layer and number, ``"1.1"`` to ``"1.6"`` and ``"2.1"`` to
        ``"2.16"``.
    row, column : int
        The unit of its map, 0 to 23 (in layer 2 up to 7).
    pen_x, pen_y : float
        Where the pen of the keyboard stands, 0 to 100.
    weights : network or state dict, optional
        Another LeNet-5 with the same layers. By default the one that the book has trained.
    samples : dict, optional
        Other drawings to offer: strokes by name.

    Examples
    --------
    >>> w = DrawADigit(sample="7")
    >>> w
    DrawADigit(filter='1.1', row=10, column=10)
    >>> w.answer, w.image.shape
    (7, (28, 28))
    >>> w.strokes = [[(50, 10), (48, 50), (50, 90)]]
    >>> w.answer
    1
    """

    weights = Weights()
    samples = Samples()
    ink = Ink()
    filter = Choice(FILTERS)
    row = Number(10, low=0, high=MAP_SIDES[0] - 1, whole=True)
    column = Number(10, low=0, high=MAP_SIDES[0] - 1, whole=True)
    pen_x = Number(SIDE / 2, low=0, high=SIDE)
    pen_y = Number(SIDE / 2, low=0, high=SIDE)
    _folded = ("ink", "pen_x", "pen_y")

    def __init__(
        self,
        strokes: Sequence[Sequence[Sequence[float]]] | None = None,
        *,
        sample: str | None = None,
        **arguments: object,
    ):
        if sample is not None:
            samples = arguments.get("samples", SAMPLES)
            if sample not in samples:
                raise ExplorableError(
                    f"DrawADigit() got sample={sample!r}, expected one of "
                    f"{', '.join(map(repr, samples))}; check the spelling"
                )
            arguments.setdefault("ink", samples[sample])
        if strokes is not None:
            arguments["ink"] = strokes
        super().__init__(**arguments)

    @property
    def strokes(self) -> Strokes:
        """The drawing as lists of points [x, y], a list for each stroke."""
        return to_strokes(self.ink)

    @strokes.setter
    def strokes(self, strokes: Sequence[Sequence[Sequence[float]]]) -> None:
        self.ink = strokes

    @property
    def image(self) -> np.ndarray:
        """What the network gets: (28, 28), from 0 (paper) to 1 (ink)."""
        return picture(self.strokes) / 255

    @property
    def probabilities(self) -> np.ndarray:
        """Probability of each digit, (10,)."""
        return np.array(self._numbers().probabilities)

    @property
    def answer(self) -> int | None:
        """The digit that is most probable; None while there is too little ink to read."""
        found = self._numbers()
        return found.ranking[0] if found.readable else None

    def _numbers(self) -> DigitNumbers:
        return numbers(self.ink, self.filter, self.row, self.column, self.weights)

    def _fallback_html(self) -> str:
        rows = []
        for name, ink in ({"drawing": self.ink} if self.ink else self.samples).items():
            (best, p), (next_best, next_p), sure = _read(ink, self.weights)
            shown = [f"{best} ({p:.3f})", f"{next_best} ({next_p:.3f})"]
            rows.append([name, *shown, "yes" if sure else "no"])
        caption = "What the network reads in a drawing, and with which probability"
        return fallback_table(caption, ["drawing", "best", "next", "sure"], rows)
