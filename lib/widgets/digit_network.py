"""The LeNet-5 that reads digits in a page: its weights in single bytes, and back again."""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import traitlets

from lib import nn

from .single_bytes import pack, quantize, unpack
from .traits import ExplorableError

#: Shape of the weights of each layer that has some, by its name in the state dict.
SHAPES = {
    "0": (6, 1, 5, 5),
    "3": (16, 6, 5, 5),
    "7": (120, 256),
    "9": (84, 120),
    "11": (10, 84),
}

#: The book's own weights, written by ``scripts/quantize_lenet.py``.
STORED = Path(__file__).parent / "static" / "lenet_mnist.npz"


def lenet() -> nn.Sequential:
    """Return the layers of LeNet-5, in double precision.

    ReLU stands after the pooling: both keep the order of numbers, so they may change places.

    Shape
    -----
    (N, 1, 28, 28) → (N, 10)

    Examples
    --------
    >>> sum(parameter.data.size for parameter in lenet().parameters())
    44426
    """
    return nn.Sequential(
        nn.Conv2d(1, 6, 5),
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Conv2d(6, 16, 5),
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(256, 120),
        nn.ReLU(),
        nn.Linear(120, 84),
        nn.ReLU(),
        nn.Linear(84, 10),
    )


def quantized(state: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Quantize a state dict of LeNet-5: three arrays a layer: ``0.whole``, ``0.scale``, ``0.bias``.

    Raises
    ------
    ValueError
        If weights are missing, or have another shape.

    Examples
    --------
    >>> arrays = quantized(lenet().state_dict())
    >>> arrays["11.whole"].dtype, arrays["11.scale"].shape
    (dtype('int8'), (10,))
    """
    arrays = {}
    for name, shape in SHAPES.items():
        weight, bias = (np.asarray(state.get(f"{name}.{kind}", ())) for kind in ("weight", "bias"))
        if weight.shape != shape or bias.shape != shape[:1]:
            raise ValueError(f"layer {name} has weights {weight.shape} and biases {bias.shape}")
        arrays[f"{name}.whole"], arrays[f"{name}.scale"] = quantize(weight)
        arrays[f"{name}.bias"] = bias.astype(np.float32)
    return arrays


def packed(arrays: Mapping[str, np.ndarray]) -> str:
    """Write what :func:`quantized` returned as one text (base64), layer after layer.

    Examples
    --------
    >>> len(packed(quantized(lenet().state_dict())))
    61440
    """
    kinds = ("whole", "scale", "bias")
    return pack(arrays[f"{name}.{kind}"] for name in SHAPES for kind in kinds)


def unpacked(text: str) -> dict[str, np.ndarray]:
    """Return the state dict that a text of :func:`packed` stands for: weight = whole · scale.

    Raises
    ------
    ValueError
        If the text is not as long as it should be, or no base64.

    Examples
    --------
    >>> text = packed(quantized(lenet().state_dict()))
    >>> unpacked(text)["3.weight"].shape
    (16, 6, 5, 5)
    """
    shapes = {}
    for name, shape in SHAPES.items():
        shapes |= {f"{name}.weight": shape, f"{name}.bias": shape[:1]}
    return unpack(text, shapes)


@lru_cache(maxsize=1)
def stored() -> str:
    """Return the book's weights, packed.

    Examples
    --------
    >>> len(stored())
    61440
    """
    with np.load(STORED) as arrays:
        return packed(arrays)


@lru_cache(maxsize=4)
def network(weights: str | None = None) -> nn.Sequential:
    """Return the network with packed weights; without any, with the book's.

    Examples
    --------
    >>> network()(np.zeros((1, 1, 28, 28))).shape
    (1, 10)
    """
    model = lenet()
    model.load_state_dict(unpacked(weights or stored()))
    model.eval()
    return model


class Weights(traitlets.Unicode):
    """Weights of LeNet-5: a network, its state dict, or the text into which they are packed.

    Raises
    ------
    ExplorableError
        If they do not belong to that network.

    Examples
    --------
    >>> from lib.widgets import DrawADigit
    >>> DrawADigit(weights=nn.Linear(2, 2))
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: DrawADigit.weights: got other weights (layer 0 has weights \
(0,) and biases (0,)), expected those of LeNet-5, layers 0, 3, 7, 9 and 11; pass the network or \
its state_dict()
    """

    def __init__(self):
        super().__init__(read_only=True)
        self.tag(sync=True, data=True)

    def default(self, obj: Any = None) -> str:
        """Return the book's own."""
        return stored()

    def validate(self, obj: Any, value: Any) -> str:
        """Return the packed weights, or raise."""
        try:
            if isinstance(value, str):
                unpacked(value)
                return value
            state = value.state_dict() if isinstance(value, nn.Module) else value
            return packed(quantized(state))
        except (AttributeError, TypeError, ValueError, binascii.Error) as error:
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got other weights ({error}), expected those of "
                "LeNet-5, layers 0, 3, 7, 9 and 11; pass the network or its state_dict()"
            ) from None
