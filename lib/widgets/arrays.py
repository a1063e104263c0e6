"""Trait types for the data of an explorable: given once, checked, never changed."""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np
import traitlets

from .traits import Choice, ExplorableError

MOST_POINTS = 1000
MOST_INK = 16


def _describe(value: object) -> str:
    """An array by its shape, anything else as it is: errors stay one line long."""
    try:
        shape = np.shape(value)
    except ValueError:
        return "rows of different lengths"
    return f"an array of shape {shape}" if shape else repr(value)


class _Data(traitlets.List):
    def __init__(self):
        super().__init__(read_only=True)
        self.tag(sync=True, data=True)

    def _refuse(self, owner: object, got: str, expected: str, cure: str) -> NoReturn:
        raise ExplorableError(
            f"{type(owner).__name__}.{self.name}: got {got}, expected {expected}; {cure}"
        )

    def _numbers(self, owner: object, value: object, expected: str, cure: str) -> np.ndarray:
        try:
            array = np.asarray(value, dtype=np.float64)
        except (TypeError, ValueError):
            self._refuse(owner, _describe(value), expected, cure)
        if not np.isfinite(array).all():
            self._refuse(owner, "a number that is not finite", expected, "remove or repair its row")
        return array


class Points(_Data):
    """Points of the plane: an array of shape (m, 2).

    Raises
    ------
    ExplorableError
        If it has another shape, or numbers that are not finite.

    Examples
    --------
    >>> from lib.widgets import BoundaryByHand
    >>> BoundaryByHand(X=[[1, 2, 3]], y=[1])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BoundaryByHand.X: got an array of shape (1, 3), expected \
shape (m, 2) with m from 1 to 1000; pass two numbers a point, one point a row
    """

    def validate(self, obj: Any, value: Any) -> list[list[float]]:
        """Return the points as lists of two floats, or raise."""
        expected = f"shape (m, 2) with m from 1 to {MOST_POINTS}"
        cure = "pass two numbers a point, one point a row"
        points = self._numbers(obj, value, expected, cure)
        if points.ndim != 2 or points.shape[1] != 2 or not 1 <= len(points) <= MOST_POINTS:
            self._refuse(obj, _describe(value), expected, cure)
        return points.tolist()


class Answers(_Data):
    """The truth for each point, 0 or 1.

    Raises
    ------
    ExplorableError
        If a value is neither, or the shape is not (m,).

    Examples
    --------
    >>> from lib.widgets import BoundaryByHand
    >>> BoundaryByHand(X=[[1, 2], [3, 4]], y=[1, 2])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BoundaryByHand.y: got 2.0 among the values, expected only \
0 and 1; compare the labels with the class that you look for, as in (labels == 2)
    """

    def validate(self, obj: Any, value: Any) -> list[int]:
        """Return the answers as a list of 0 and 1, or raise."""
        answers = self._numbers(obj, value, "0 or 1 for each point", "pass one number a point")
        if answers.ndim != 1:
            cure = "pass one number a point, for example y.ravel()"
            self._refuse(obj, _describe(value), "shape (m,)", cure)
        strange = answers[(answers != 0) & (answers != 1)]
        if len(strange):
            cure = "compare the labels with the class that you look for, as in (labels == 2)"
            self._refuse(obj, f"{float(strange[0])} among the values", "only 0 and 1", cure)
        return answers.astype(int).tolist()


class Words(_Data):
    """Two names.

    Raises
    ------
    ExplorableError
        If there are not two, or one is not a text.

    Examples
    --------
    >>> from lib.widgets import BoundaryByHand
    >>> BoundaryByHand(names=["width"])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BoundaryByHand.names: got ['width'], expected two texts; \
pass a pair such as ("left", "right")
    """

    def validate(self, obj: Any, value: Any) -> list[str]:
        """Return the two names as a list, or raise."""
        fits = isinstance(value, list | tuple) and len(value) == 2
        if not fits or not all(isinstance(word, str) and word.strip() for word in value):
            self._refuse(obj, repr(value), "two texts", 'pass a pair such as ("left", "right")')
        return list(value)


class Option(Choice):
    """One name among a few that says how much of the figure is shown.

    Raises
    ------
    ExplorableError
        If the value is none of them.

    Examples
    --------
    >>> from lib.widgets import BoundaryByHand
    >>> BoundaryByHand(part="descent")
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BoundaryByHand.part: got 'descent', expected one of \
'all', 'line', 'descend'; check the spelling
    """

    def __init__(self, *choices: str):
        super().__init__(choices)
        self.read_only = True
        self.tag(state=False, data=True)


class Pictures(_Data):
    """Small pictures, one a point: shape (m, 8, 8), whole numbers from 0 (white) to 16 (black).

    Raises
    ------
    ExplorableError
        If the shape differs, or a number is not whole or out of bounds.

    Examples
    --------
    >>> from lib.widgets import BoundaryByHand
    >>> BoundaryByHand(X=[[1, 2]], y=[1], images=[[0, 16]])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BoundaryByHand.images: got an array of shape (1, 2), \
expected shape (m, 8, 8); pass one picture a point, or leave it out
    """

    def validate(self, obj: Any, value: Any) -> list[list[int]]:
        """Return one list of 64 whole numbers a picture (empty if there are none), or raise."""
        if value is None or len(value) == 0:
            return []
        cure = "pass one picture a point, or leave it out"
        ink = self._numbers(obj, value, "shape (m, 8, 8)", cure)
        if ink.shape[1:] not in ((8, 8), (64,)):
            self._refuse(obj, _describe(value), "shape (m, 8, 8)", cure)
        if ink.min() < 0 or ink.max() > MOST_INK or (ink != np.round(ink)).any():
            got = f"numbers from {ink.min():g} to {ink.max():g}"
            expected = f"whole numbers from 0 to {MOST_INK}"
            self._refuse(obj, got, expected, "pass load_digits().ink, not the scaled images")
        return ink.astype(int).reshape(-1, 64).tolist()
