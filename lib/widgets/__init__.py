"""The explorables of the book: figures that can be touched, with or without a kernel."""

from .base import Explorable
from .boundary_by_hand import BoundaryByHand, boundary_digits
from .sigmoid_slope import SigmoidSlope
from .traits import ExplorableError

__all__ = ["BoundaryByHand", "Explorable", "ExplorableError", "SigmoidSlope", "boundary_digits"]
