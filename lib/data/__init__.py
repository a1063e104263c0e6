"""The data of the book: loaders of real data, made-up plane data, splits and mini-batches."""

from .bunch import Bunch
from .digits import load_digits
from .idx import read_idx, write_idx
from .loader import DataLoader
from .mnist import load_mnist
from .planes import make_blobs, make_moons, make_rings, make_separable, make_spiral, make_xor
from .reber import make_reber
from .sequences import make_adding, make_copy, make_noisy_series, make_waves
from .split import split
from .stories import tell_stories
from .tables import load_logic, load_pet_shop, load_salaries
from .text import load_chinese_sentence, load_text, text_batches
from .vocabulary import Vocabulary

__all__ = [
    "Bunch",
    "DataLoader",
    "Vocabulary",
    "load_chinese_sentence",
    "load_digits",
    "load_logic",
    "load_mnist",
    "load_pet_shop",
    "load_salaries",
    "load_text",
    "make_adding",
    "make_blobs",
    "make_copy",
    "make_moons",
    "make_noisy_series",
    "make_reber",
    "make_rings",
    "make_separable",
    "make_spiral",
    "make_waves",
    "make_xor",
    "read_idx",
    "split",
    "tell_stories",
    "text_batches",
    "write_idx",
]
