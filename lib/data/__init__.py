"""The data of the book: loaders of real data, made-up plane data, splits and mini-batches."""

from .bunch import Bunch
from .digits import load_digits
from .idx import read_idx, write_idx
from .loader import DataLoader
from .mnist import load_mnist
from .planes import make_blobs, make_moons, make_rings, make_separable, make_spiral, make_xor
from .split import split
from .tables import load_logic, load_pet_shop, load_salaries

__all__ = [
    "Bunch",
    "DataLoader",
    "load_digits",
    "load_logic",
    "load_mnist",
    "load_pet_shop",
    "load_salaries",
    "make_blobs",
    "make_moons",
    "make_rings",
    "make_separable",
    "make_spiral",
    "make_xor",
    "read_idx",
    "split",
    "write_idx",
]
