"""What a registry says about a layer, so that the shared checks can question it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


def draw_one(case, rng, dtype):
    """Return one array of numbers of size 1."""
    return (rng.standard_normal(case.shape).astype(dtype),)


def first_row(inputs, i):
    """Return the inputs of example i alone, where the batch is axis 0 of the only input."""
    return (inputs[0][i : i + 1],)


@dataclass(frozen=True)
class LayerCase:
    """A layer, and inputs that suit it.

    Parameters
    ----------
    name : str
    make : callable
        ``make(dtype)`` gives the layer, in training mode.
    shape : tuple
        Of the first input, with more than one example.
    bad_shapes : tuple of shapes
        Of first inputs that the layer must refuse with a ValueError that says "got … expected …".
    draw : callable
        ``draw(case, rng, dtype)`` gives all inputs as a tuple; the first is an array. A further
        one may be an array, a tuple of arrays (a state), or a list of whole numbers.
    row : callable or None
        ``row(inputs, i)`` gives the inputs of example i alone, as a batch of one. None if the
        examples are not independent rows of axis 0.
    integers : bool
        The first input holds indices: nothing flows back to it.
    random : bool
        The layer draws numbers in training mode, from its ``rng``.
    """

    name: str
    make: Callable
    shape: tuple
    bad_shapes: tuple = ()
    draw: Callable = draw_one
    row: Callable | None = first_row
    integers: bool = False
    random: bool = False

    def build(self, dtype=np.float64, seed=0):
        """Return the layer with weights of size 1, so that no gradient is too small to check."""
        layer = self.make(dtype)
        rng = np.random.default_rng(seed)
        for parameter in layer.parameters():
            parameter.data[...] = rng.standard_normal(parameter.shape)
        return layer

    def inputs(self, dtype=np.float64, seed=1):
        """Return a batch: all inputs as a tuple."""
        return self.draw(self, np.random.default_rng(seed), dtype)


def arrays_in(value):
    """Return the arrays in an array or in nested tuples of them, in order."""
    if isinstance(value, tuple):
        return [array for part in value for array in arrays_in(part)]
    return [value]


def map_arrays(f, value):
    """Return the same nested tuples with f(array) in place of each array."""
    if isinstance(value, tuple):
        return tuple(map_arrays(f, part) for part in value)
    return f(value)


def forward(layer, inputs):
    """Return the output; a layer that draws numbers draws the same ones each time."""
    for module in layer.modules():
        if hasattr(module, "rng"):
            module.rng = np.random.default_rng(0)
    return layer(*inputs)


def backward(layer, output, weight=np.ones_like):
    """Go back with a gradient in the form of the output; return dL/d(first input)."""
    grads = map_arrays(weight, output)
    back = layer.backward(*grads) if isinstance(grads, tuple) else layer.backward(grads)
    return back[0] if isinstance(back, tuple) else back
