"""ConvolutionStepper: a kernel laid on every place of a picture, product by product."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from .base import Explorable, fallback_table
from .convolution_run import ConvolutionNumbers, channels_of, filters_of, numbers
from .traits import ExplorableError, Number, Switch
from .whole_grids import LIMIT, WholeGrid, WholeRow

#: The most outputs: a picture of 9 by 9 in a frame of 2, a kernel of one number.
MOST_PLACES = 169

_BOOK = [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
_CROSS = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
_ONE = np.pad([[1]], 2).tolist()
_COUNTED = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]

#: What each case begins with. The frame makes 7 by 7 by 3 of the volume.
USUAL: dict[str, dict] = {
    "small": {"picture": _BOOK, "kernel": _CROSS, "bias": [0], "stride": 1, "padding": 0},
    "volume": {
        "picture": [
            [[2, 2, 1, 2, 1], [0, 2, 1, 2, 0], [2, 1, 1, 1, 1], [0, 0, 0, 2, 2], [2, 1, 0, 0, 1]],
            [[2, 2, 1, 2, 1], [1, 2, 0, 0, 0], [0, 1, 1, 0, 2], [1, 0, 0, 1, 2], [0, 0, 0, 0, 2]],
            [[2, 2, 2, 0, 2], [1, 1, 0, 0, 1], [1, 0, 1, 2, 2], [0, 2, 1, 2, 0], [2, 2, 2, 1, 0]],
        ],
        "kernel": [
            [
                [[0, 1, -1], [-1, 0, 1], [-1, 1, 0]],
                [[1, -1, 0], [1, -1, -1], [1, 1, 1]],
                [[0, 1, 0], [1, 0, 1], [0, 0, 1]],
            ],
            [
                [[0, 0, 0], [-1, 0, 1], [0, 0, 1]],
                [[1, 0, 0], [0, 0, 1], [-1, 1, 1]],
                [[0, 1, 1], [1, -1, -1], [1, 0, 0]],
            ],
        ],
        "bias": [1, 0],
        "stride": 2,
        "padding": 1,
    },
}


def _depth(value: object) -> int:
    try:
        return np.ndim(value)
    except ValueError:
        return 0


class ConvolutionStepper(Explorable):
    """Lay a kernel on every place of a picture: edit both, step the window, see who uses what.

    Parameters
    ----------
    case : str, optional
        ``"small"``: the picture of 5 by 5 and a kernel of 3 by 3. ``"volume"``: three channels of 5
        by 5, which a frame of zeros makes 7 by 7 by 3, and two filters of 3 by 3 by 3. It says what
        the other parameters are by default.
    picture : array of int
        (rows, columns), 2 to 9 of each; or (3, rows, columns), 2 to 5 of each. Whole numbers from
        -9 to 9.
    kernel : array of int
        (k, k) with k from 1 to 5; or, for three channels, two filters (2, 3, k, k) with k from 1
        to 3. Not larger than the picture with its frame.
    bias : list of int
        One number a filter.
    stride, padding : int
        1 to 3, and 0 to 2.
    turned : bool
        Whether the kernel is turned by 180° first, as in the convolution of mathematics. If no
        picture and no kernel are given, they are then a single 1 and the numbers from 1 to 9.
    place : int
        How many outputs have been computed; the last of them is looked at. 0 to 169, and no more
        than there are.
    square : list of int
        A square of the picture, [row, column] or [channel, row, column] from 0, of which all uses
        are marked; or [].
    show_all : bool
        Whether outputs stand there before their step.

    Raises
    ------
    ExplorableError
        For numbers that are not whole or too large, and for arrays that do not fit together.

    Examples
    --------
    >>> ConvolutionStepper().maps
    [[[4, 3, 4], [2, 4, 3], [2, 3, 4]]]
    >>> ConvolutionStepper(stride=2).maps
    [[[4, 4], [2, 4]]]
    >>> w = ConvolutionStepper(case="volume")
    >>> w.parameters, np.shape(w.maps)
    (56, (2, 3, 3))
    >>> ConvolutionStepper(turned=True, padding=0).maps
    [[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]
    """

    picture = WholeGrid(_BOOK, sides=(2, 9), behind=(3,), sides_behind=(2, 5))
    kernel = WholeGrid(_CROSS, sides=(1, 5), behind=(2, 3), sides_behind=(1, 3), square=True)
    bias = WholeRow([0], low=-LIMIT, high=LIMIT)
    stride = Number(1, low=1, high=3, whole=True)
    padding = Number(0, low=0, high=2, whole=True)
    turned = Switch(False)
    place = Number(1, low=0, high=MOST_PLACES, whole=True)
    square = WholeRow([], low=0, high=8)
    show_all = Switch(False)
    _folded = ("place", "square", "show_all")

    def __init__(self, case: str | None = None, **state: object):
        if case is None:
            deep = _depth(state.get("picture")) == 3 or _depth(state.get("kernel")) == 4
            case = "volume" if deep else "small"
        if case not in USUAL:
            raise ExplorableError(
                f"{type(self).__name__}.case: got {case!r}, expected one of 'small', 'volume'; "
                "check the spelling"
            )
        usual = USUAL[case]
        if case == "small" and state.get("turned") is True and "kernel" not in state:
            usual = usual | {"kernel": _COUNTED}
            if "picture" not in state:
                usual = usual | {"picture": _ONE}
        super().__init__(**(usual | state))

    @traitlets.validate("picture", "kernel", "bias", "padding", "square")
    def _fits_together(self, proposal: Any) -> Any:
        names = ("picture", "kernel", "bias", "padding", "square")
        given = {name: getattr(self, name) for name in names}
        given[proposal["trait"].name] = proposal["value"]
        depth = _depth(given["picture"])
        x, w = channels_of(given["picture"]), filters_of(given["kernel"])
        if w.shape[1] != len(x):
            raise ExplorableError(
                f"{type(self).__name__}.kernel: got shape {np.shape(given['kernel'])} for a "
                f"picture of shape {np.shape(given['picture'])}, expected as many slices as "
                "channels; pass both, (rows, columns) and (k, k), or (3, rows, columns) and "
                "(2, 3, k, k)"
            )
        most = min(x.shape[1:]) + 2 * given["padding"]
        if w.shape[-1] > most:
            raise ExplorableError(
                f"{type(self).__name__}.kernel: got {w.shape[-1]} rows for a picture that has "
                f"{most} with its frame, expected no more; use a smaller kernel or more padding"
            )
        if len(given["bias"]) != len(w):
            raise ExplorableError(
                f"{type(self).__name__}.bias: got {len(given['bias'])} for {len(w)} filters, "
                "expected one number a filter; pass such a list"
            )
        square, shape = given["square"], np.shape(given["picture"])
        fits = len(square) == depth and all(i < n for i, n in zip(square, shape, strict=True))
        if square and not fits:
            raise ExplorableError(
                f"{type(self).__name__}.square: got {square} for a picture of shape {shape}, "
                "expected one of its squares, counted from 0; or pass [] for none"
            )
        return proposal["value"]

    @property
    def case(self) -> str:
        """``"small"`` or ``"volume"``."""
        return "small" if _depth(self.picture) == 2 else "volume"

    @property
    def numbers(self) -> ConvolutionNumbers:
        """All numbers of the figure as it is now."""
        return numbers(**{name: v for name, v in self.state.items() if name != "show_all"})

    @property
    def maps(self) -> list:
        """The outputs: one map a filter."""
        return self.numbers.maps

    @property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        return self.numbers.parameters

    def _fallback_html(self) -> str:
        found = self.numbers
        rows = [
            [f"map {f}, row {r}", *map(str, row)]
            for f, rows in enumerate(found.maps, 1)
            for r, row in enumerate(rows, 1)
        ]
        sizes = " x ".join(map(str, np.shape(self.picture)[::-1]))
        turned = ", turned by 180 degrees" if self.turned else ""
        caption = (
            f"What a picture of {sizes} becomes: kernel {np.shape(self.kernel)[-1]}, stride "
            f"{self.stride}, padding {self.padding}{turned}; {found.parameters} parameters"
        )
        columns = ["output", *(f"column {s}" for s in range(1, found.columns + 1))]
        return fallback_table(caption, columns, rows)
