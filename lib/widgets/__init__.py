"""The explorables of the book: figures that can be touched, with or without a kernel."""

from .backprop_by_hand import BackpropByHand
from .base import Explorable
from .boundary_by_hand import BoundaryByHand, boundary_digits
from .broadcast import Broadcast
from .build_a_function import BuildAFunction
from .cost_curves import CostCurves
from .descent_1d import Descent1D
from .descent_2d import Descent2D
from .line_by_hand import LineByHand
from .network_by_hand import NetworkByHand
from .perceptron_plane import PerceptronPlane
from .playground import Playground
from .sigmoid_slope import SigmoidSlope
from .slope_by_nudge import SlopeByNudge
from .traits import ExplorableError

__all__ = [
    "BackpropByHand",
    "BoundaryByHand",
    "Broadcast",
    "BuildAFunction",
    "CostCurves",
    "Descent1D",
    "Descent2D",
    "Explorable",
    "ExplorableError",
    "LineByHand",
    "NetworkByHand",
    "PerceptronPlane",
    "Playground",
    "SigmoidSlope",
    "SlopeByNudge",
    "boundary_digits",
]
