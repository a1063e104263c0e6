"""The numbers of ConvolutionStepper: all windows, the arithmetic of one, and who sees a square."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lib.nn import Conv2d
from lib.nn._patches import conv_output_size


class ConvolutionNumbers(NamedTuple):
    """What the picture becomes.

    ``maps`` are the outputs, one map a filter, of so many ``rows`` and ``columns``. ``at`` is the
    present window as [map, row, column] (None before the first), ``products`` its products, one
    list a channel, ``sums`` their sums, ``value`` what comes out, and ``otherwise`` what would with
    the kernel turned the other way. ``unseen_rows`` and ``unseen_columns`` of the framed picture
    are in no window. ``uses`` are the outputs that use the chosen square, each as [map, row,
    column, weight]. ``parameters`` counts weights and biases; ``same``: the turn changes no weight.
    """

    maps: list
    rows: int
    columns: int
    at: list[int] | None
    products: list[list[int]]
    sums: list[int]
    value: int | None
    otherwise: int | None
    unseen_rows: list[int]
    unseen_columns: list[int]
    uses: list[list[int]]
    parameters: int
    same: bool


def channels_of(picture: Sequence) -> np.ndarray:
    """Return the picture as (channels, rows, columns).

    Examples
    --------
    >>> channels_of([[1, 2], [3, 4]]).shape
    (1, 2, 2)
    """
    x = np.asarray(picture)
    return x[np.newaxis] if x.ndim == 2 else x


def filters_of(kernel: Sequence) -> np.ndarray:
    """Return the kernel as (filters, channels, k, k).

    Examples
    --------
    >>> filters_of([[1, 0], [0, 1]]).shape
    (1, 1, 2, 2)
    """
    w = np.asarray(kernel)
    return w[np.newaxis, np.newaxis] if w.ndim == 2 else w


def turn(w: np.ndarray) -> np.ndarray:
    """Turn each slice by 180°: the last row first, and each row backwards.

    Examples
    --------
    >>> turn(np.array([[1, 2], [3, 4]]))
    array([[4, 3],
           [2, 1]])
    """
    return w[..., ::-1, ::-1]


def convolve(x: np.ndarray, w: np.ndarray, b: Sequence[int], stride: int, padding: int):
    """Return the maps, (filters, rows, columns), of :class:`lib.nn.Conv2d` with these numbers.

    Examples
    --------
    >>> convolve(np.array([[[1, 2], [3, 4]]]), np.array([[[[10]]]]), [5], 1, 0)
    array([[[15, 25],
            [35, 45]]])
    """
    layer = Conv2d(*w.shape[1::-1], w.shape[-1], stride, padding)
    layer.weight.data[...] = w
    layer.bias.data[...] = b
    return layer(x[np.newaxis].astype(float))[0].round().astype(int)


def unseen(size: int, k: int, stride: int, padding: int) -> list[int]:
    """Return which rows (or columns) of the framed picture are in no window, counted from 0.

    Examples
    --------
    >>> unseen(5, 3, stride=3, padding=0)
    [3, 4]
    """
    starts = range(0, stride * conv_output_size(size, k, stride, padding), stride)
    seen = {start + i for start in starts for i in range(k)}
    return [place for place in range(size + 2 * padding) if place not in seen]


def uses_of(square: Sequence[int], w: np.ndarray, size: tuple[int, int], stride: int, padding: int):
    """Return [map, row, column, weight] of each output that uses a square of the picture.

    The square in channel c, row p and column q is under the weight w[f, c, i, j] of the window of
    output (r, s) if r·S + i = p + P and s·S + j = q + P.

    Examples
    --------
    >>> uses_of([0, 0, 1], np.array([[[[1, 2], [3, 4]]]]), (2, 2), stride=1, padding=0)
    [[0, 0, 0, 2], [0, 0, 1, 1]]
    """
    c, p, q = square
    found = []
    for f, r, s in np.ndindex(len(w), *size):
        i, j = p + padding - r * stride, q + padding - s * stride
        if 0 <= i < w.shape[2] and 0 <= j < w.shape[3]:
            found.append([f, r, s, int(w[f, c, i, j])])
    return found


def numbers(
    picture: Sequence,
    kernel: Sequence,
    bias: Sequence[int],
    stride: int,
    padding: int,
    turned: bool,
    place: int,
    square: Sequence[int],
) -> ConvolutionNumbers:
    """Lay the kernel on every place, and look at one of them.

    y[f, r, s] = b[f] + Σ over c, i, j of w[f, c, i, j] · x[c, r·S + i - P, s·S + j - P], with zeros
    around x. With ``turned``, each slice of w is turned by 180° first.

    Parameters
    ----------
    picture, kernel, bias, stride, padding, turned, place, square
        The traits of :class:`ConvolutionStepper`. A place beyond the last is the last.

    Examples
    --------
    >>> found = numbers([[1, 2], [3, 4]], [[1, 0], [0, 1]], [0], 1, 0, False, place=1, square=[])
    >>> found.maps, found.products, found.value
    ([[[5]]], [[1, 0, 0, 4]], 5)
    """
    x, given = channels_of(picture), filters_of(kernel)
    w, other = (turn(given), given) if turned else (given, turn(given))
    maps = convolve(x, w, bias, stride, padding)
    filters, rows, columns = maps.shape
    place = min(place, maps.size)
    at, products, value, otherwise = None, np.zeros((0, 0), int), None, None
    if place:
        f, r, s = (int(i) for i in np.unravel_index(place - 1, maps.shape))
        framed = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
        k = w.shape[-1]
        window = framed[:, r * stride : r * stride + k, s * stride : s * stride + k]
        at = [f, r, s]
        products = (window * w[f]).reshape(len(x), -1)
        value = int(products.sum() + bias[f])
        otherwise = int((window * other[f]).sum() + bias[f])
    looked = [0, *square] if len(square) == 2 else list(square)
    return ConvolutionNumbers(
        maps=maps.tolist(),
        rows=rows,
        columns=columns,
        at=at,
        products=products.tolist(),
        sums=products.sum(axis=1).tolist(),
        value=value,
        otherwise=otherwise,
        unseen_rows=unseen(x.shape[1], w.shape[2], stride, padding),
        unseen_columns=unseen(x.shape[2], w.shape[3], stride, padding),
        uses=uses_of(looked, w, (rows, columns), stride, padding) if looked else [],
        parameters=w.size + filters,
        same=bool((w == other).all()),
    )
