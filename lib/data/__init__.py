"""The data of the book: loaders of real data, made-up plane data, splits and mini-batches."""

from .bunch import Bunch
from .digits import load_digits
from .loader import DataLoader
from .planes import make_blobs, make_moons, make_rings, make_separable, make_spiral, make_xor
from .split import split

__all__ = [
    "Bunch",
    "DataLoader",
    "load_digits",
    "make_blobs",
    "make_moons",
    "make_rings",
    "make_separable",
    "make_spiral",
    "make_xor",
    "split",
]
