"""Layers, activations and losses with PyTorch's names, each with its gradient beside it."""

from lib.nn import functional
from lib.nn.activation import Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Tanh
from lib.nn.linear import Flatten, Linear
from lib.nn.loss import BCELoss, BCEWithLogitsLoss, CrossEntropyLoss, Loss, MSELoss, NLLLoss
from lib.nn.module import Module, Parameter
from lib.nn.sequential import Sequential

__all__ = [
    "BCELoss",
    "BCEWithLogitsLoss",
    "CrossEntropyLoss",
    "Flatten",
    "Identity",
    "LeakyReLU",
    "Linear",
    "Loss",
    "MSELoss",
    "Module",
    "NLLLoss",
    "Parameter",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "Softmax",
    "Tanh",
    "functional",
]
