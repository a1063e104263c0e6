"""The explorables of the book: figures that can be touched, with or without a kernel."""

from .backprop_by_hand import BackpropByHand
from .base import Explorable
from .boundary_by_hand import BoundaryByHand, boundary_digits
from .broadcast import Broadcast
from .build_a_function import BuildAFunction
from .convolution_backward import ConvolutionBackward
from .convolution_stepper import ConvolutionStepper
from .cost_curves import CostCurves
from .descent_1d import Descent1D
from .descent_2d import Descent2D
from .draw_a_digit import DrawADigit
from .dropout_mask import DropoutMask
from .fit_and_overfit import FitAndOverfit
from .gate_lab import GateLab
from .greedy_parser import GreedyParser
from .line_by_hand import LineByHand
from .moving_average import MovingAverage
from .network_by_hand import NetworkByHand
from .neuron_learns import NeuronLearns
from .next_letter import NextLetter
from .optimizer_race import OptimizerRace
from .perceptron_plane import PerceptronPlane
from .playground import Playground
from .pooling_stepper import PoolingStepper
from .sigmoid_slope import SigmoidSlope
from .signal_through_layers import SignalThroughLayers
from .slope_by_nudge import SlopeByNudge
from .softmax_scores import SoftmaxScores
from .traits import ExplorableError
from .tree_composer import TreeComposer
from .unrolled_rnn import UnrolledRNN

__all__ = [
    "BackpropByHand",
    "BoundaryByHand",
    "Broadcast",
    "BuildAFunction",
    "ConvolutionBackward",
    "ConvolutionStepper",
    "CostCurves",
    "Descent1D",
    "Descent2D",
    "DrawADigit",
    "DropoutMask",
    "Explorable",
    "ExplorableError",
    "FitAndOverfit",
    "GateLab",
    "GreedyParser",
    "LineByHand",
    "MovingAverage",
    "NetworkByHand",
    "NeuronLearns",
    "NextLetter",
    "OptimizerRace",
    "PerceptronPlane",
    "Playground",
    "PoolingStepper",
    "SigmoidSlope",
    "SignalThroughLayers",
    "SlopeByNudge",
    "SoftmaxScores",
    "TreeComposer",
    "UnrolledRNN",
    "boundary_digits",
]
