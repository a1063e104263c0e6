"""Layers, activations and losses with PyTorch's names, each with its gradient beside it."""

from lib.nn import functional
from lib.nn.activation import Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Tanh
from lib.nn.gru import GRU
from lib.nn.linear import Flatten, Linear
from lib.nn.loss import BCELoss, BCEWithLogitsLoss, CrossEntropyLoss, Loss, MSELoss, NLLLoss
from lib.nn.lstm import LSTM
from lib.nn.module import Module, Parameter
from lib.nn.rnn import RNN
from lib.nn.sequential import Sequential

__all__ = [
    "GRU",
    "LSTM",
    "RNN",
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
