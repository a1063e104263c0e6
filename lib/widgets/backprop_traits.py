"""Trait types of BackpropByHand: the sizes of its layers, and what fits to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from numbers import Integral
from typing import Any

import numpy as np
import traitlets

from .arrays import _Data
from .backprop import ACTIVATIONS, count_steps
from .traits import ExplorableError
from .weights import LIMIT

MOST_LAYERS, MOST_NODES = 4, 5


class Sizes(_Data):
    """Nodes in each layer, the inputs first: two to four layers of one to five nodes.

    Raises
    ------
    ExplorableError
        If there are more or fewer.

    Examples
    --------
    >>> from lib.widgets import BackpropByHand
    >>> BackpropByHand(sizes=[784, 10])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BackpropByHand.sizes: got [784, 10], expected 2 to 4 whole \
numbers from 1 to 5; pass sizes that fit on a page, such as [3, 4, 2]
    """

    def validate(self, obj: Any, value: Any) -> list[int]:
        """Return the sizes as a list of whole numbers, or raise."""
        fits = isinstance(value, list | tuple) and 2 <= len(value) <= MOST_LAYERS
        if not fits or not all(
            isinstance(size, Integral) and not isinstance(size, bool) and 1 <= size <= MOST_NODES
            for size in value
        ):
            expected = f"2 to {MOST_LAYERS} whole numbers from 1 to {MOST_NODES}"
            cure = "pass sizes that fit on a page, such as [3, 4, 2]"
            self._refuse(obj, repr(value), expected, cure)
        return [int(size) for size in value]


class Activations(_Data):
    """One activation function for each layer after the inputs, or one name for all of them.

    Raises
    ------
    ExplorableError
        If a name is not known, or there are too many or too few.

    Examples
    --------
    >>> from lib.widgets import BackpropByHand
    >>> BackpropByHand(activations=["tanh"] * 3)
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BackpropByHand.activations: got ['tanh', 'tanh', 'tanh'], \
expected 2 of \
'sigmoid', 'tanh', 'relu', 'leaky_relu', 'identity'; pass one name, or one for each layer after \
the inputs
    """

    def validate(self, obj: Any, value: Any) -> list[str]:
        """Return the names as a list, or raise."""
        count = len(obj.sizes) - 1
        fits = isinstance(value, list | tuple) and len(value) in (1, count)
        # A name alone arrives here as a list of one.
        names = list(value) * (count // len(value)) if fits else []
        if not names or not all(name in ACTIVATIONS for name in names):
            expected = f"{count} of {', '.join(map(repr, ACTIVATIONS))}"
            cure = "pass one name, or one for each layer after the inputs"
            self._refuse(obj, repr(value), expected, cure)
        return names


class NodeValues(_Data):
    """A number for each node of one layer, from -30 to 30.

    Parameters
    ----------
    layer : int
        Which entry of ``sizes`` says how many.

    Raises
    ------
    ExplorableError
        If there are more or fewer, or a number is not finite or out of bounds.

    Examples
    --------
    >>> from lib.widgets import BackpropByHand
    >>> BackpropByHand(target=[1])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BackpropByHand.target: got an array of shape (1,), \
expected 2 numbers from -30 to 30; pass one for each node of its layer
    """

    def __init__(self, layer: int):
        super().__init__()
        self.layer = layer

    def validate(self, obj: Any, value: Any) -> list[float]:
        """Return the numbers as a list of floats, or raise."""
        expected = f"{obj.sizes[self.layer]} numbers from -{LIMIT} to {LIMIT}"
        cure = "pass one for each node of its layer"
        values = self._numbers(obj, value, expected, cure)
        if values.shape != (obj.sizes[self.layer],):
            self._refuse(obj, f"an array of shape {values.shape}", expected, cure)
        if np.abs(values).max() > LIMIT:
            self._refuse(obj, f"{values[np.abs(values).argmax()]:g}", expected, cure)
        return values.tolist()


class Steps(traitlets.Int):
    """How many of the numbers of such a network have been computed.

    Raises
    ------
    ExplorableError
        If there are not so many.

    Examples
    --------
    >>> from lib.widgets import BackpropByHand
    >>> BackpropByHand(step=65)
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BackpropByHand.step: got 65, expected a whole number from \
0 to 64; leave it out for all steps
    """

    def __init__(self):
        super().__init__()
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> int:
        """Return the count as an ``int``, or raise."""
        most = count_steps(obj.sizes)[1]
        fits = isinstance(value, Integral) and not isinstance(value, bool) and 0 <= value <= most
        if not fits:
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {value!r}, expected a whole number from 0 "
                f"to {most}; leave it out for all steps"
            )
        return int(value)


class LayerArrays(traitlets.List):
    """One array of weights or biases for each layer after the inputs, as lists.

    Parameters
    ----------
    shapes : function
        Takes the sizes and returns the shapes of the arrays.

    Raises
    ------
    ExplorableError
        If an array has another shape, or a number is not finite or out of bounds.

    Examples
    --------
    >>> from lib.widgets import BackpropByHand
    >>> BackpropByHand(biases=[[0, 0, 0, 0], [0, 99]])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: BackpropByHand.biases: got 99 among the numbers, expected \
arrays of shapes (4,) and (2,) with numbers from -30 to 30; pass them as in lib.nn.Linear
    """

    def __init__(self, shapes: Callable[[Sequence[int]], list[tuple[int, ...]]]):
        super().__init__()
        self.shapes = shapes
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> list:
        """Return the arrays as lists of floats, or raise."""
        shapes = self.shapes(obj.sizes)
        try:
            arrays = [np.array(array, dtype=np.float64) for array in value]
        except (TypeError, ValueError):
            self._refuse(obj, repr(value), shapes)
        if [array.shape for array in arrays] != shapes:
            got = " and ".join(str(array.shape) for array in arrays) or "nothing"
            self._refuse(obj, f"arrays of shapes {got}", shapes)
        for array in arrays:
            outside = array[~(np.abs(array) <= LIMIT)]
            if len(outside):
                self._refuse(obj, f"{outside[0]:g} among the numbers", shapes)
        return [array.tolist() for array in arrays]

    def _refuse(self, owner: object, got: str, shapes: list[tuple[int, ...]]) -> None:
        raise ExplorableError(
            f"{type(owner).__name__}.{self.name}: got {got}, expected arrays of shapes "
            f"{' and '.join(map(str, shapes))} with numbers from -{LIMIT} to {LIMIT}; pass them as "
            "in lib.nn.Linear"
        )
