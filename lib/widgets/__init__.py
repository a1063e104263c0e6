"""The explorables of the book: figures that can be touched, with or without a kernel."""

from .base import Explorable
from .sigmoid_slope import SigmoidSlope
from .traits import ExplorableError

__all__ = ["Explorable", "ExplorableError", "SigmoidSlope"]
