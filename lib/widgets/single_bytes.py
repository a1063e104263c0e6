"""Weights in single bytes, for a page: whole numbers from -127 to 127 with a scale for each row."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping

import numpy as np

_LARGEST = 127


def quantize(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Round weights to whole numbers from -127 to 127, with a scale for each filter or row.

        scale = max |w| / 127        whole = round(w / scale)

    so that whole · scale is at most scale / 2 away from w.

    Shape
    -----
    (rows, …) → whole (rows, …) of int8, scale (rows,) of float32

    Parameters
    ----------
    weight : ndarray
        The weights of a layer; what belongs to one output stands in one entry of the first axis.

    Examples
    --------
    >>> whole, scale = quantize(np.array([[0.5, -1.27], [0.0, 0.0]]))
    >>> whole.tolist(), scale.round(4).tolist()
    ([[50, -127], [0, 0]], [0.009999999776482582, 1.0])
    """
    rows = weight.reshape(len(weight), -1).astype(np.float64)
    largest = np.abs(rows).max(axis=1)
    scale = np.where(largest > 0, largest / _LARGEST, 1).astype(np.float32)
    whole = np.clip(np.round(rows / scale[:, None]), -_LARGEST, _LARGEST).astype(np.int8)
    return whole.reshape(weight.shape), scale


def pack(arrays: Iterable[np.ndarray]) -> str:
    """Write arrays one after the other as one text (base64): int8 as it is, all else as float32.

    Examples
    --------
    >>> pack([np.array([1, -1], np.int8), np.array([0.5])])
    'Af8AAAA/'
    """
    parts = [a.astype("i1" if a.dtype == np.int8 else "<f4").tobytes() for a in arrays]
    return base64.b64encode(b"".join(parts)).decode("ascii")


def unpack(text: str, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Return the weights that a text of :func:`pack` stands for: weight = whole · scale.

    Parameters
    ----------
    text : str
        For each shape with more than one axis the whole numbers and then the scales; for a shape
        with one axis the numbers themselves.
    shapes : dict
        By name, in the order of the text.

    Raises
    ------
    ValueError
        If the text is not as long as it should be, or no base64.

    Examples
    --------
    >>> text = pack([*quantize(np.array([[0.5, -1.27]])), np.array([3.0])])
    >>> found = unpack(text, {"weight": (1, 2), "bias": (1,)})
    >>> found["weight"].round(4), found["bias"]
    (array([[ 0.5 , -1.27]]), array([3.]))
    """
    data = base64.b64decode(text, validate=True)
    expected = sum(
        (int(np.prod(rest)) + 4 if rest else 4) * rows for rows, *rest in shapes.values()
    )
    if len(data) != expected:
        raise ValueError(f"{len(data)} bytes, expected {expected}")
    arrays, at = {}, 0

    def take(count: int, form: str) -> np.ndarray:
        nonlocal at
        found = np.frombuffer(data, dtype=form, count=count, offset=at).astype(np.float64)
        at += found.size * np.dtype(form).itemsize
        return found

    for name, (rows, *rest) in shapes.items():
        if rest:
            whole = take(rows * int(np.prod(rest)), "i1").reshape(rows, -1)
            arrays[name] = (whole * take(rows, "<f4")[:, None]).reshape(rows, *rest)
        else:
            arrays[name] = take(rows, "<f4")
    return arrays
