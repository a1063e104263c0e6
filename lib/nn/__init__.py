"""Layers, activations and losses with PyTorch's names, each with its gradient beside it."""

from lib.nn import functional, init
from lib.nn.activation import Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Tanh
from lib.nn.conv import Conv2d
from lib.nn.dropout import Dropout
from lib.nn.embedding import Embedding
from lib.nn.flatten import Flatten
from lib.nn.gru import GRU
from lib.nn.linear import Linear
from lib.nn.loss import BCELoss, BCEWithLogitsLoss, CrossEntropyLoss, Loss, MSELoss, NLLLoss
from lib.nn.lstm import LSTM
from lib.nn.module import Module, Parameter
from lib.nn.parallel import DataParallel
from lib.nn.parser import GreedyTreeParser, MaxMargin, tree_spans
from lib.nn.pooling import AvgPool2d, LPPool2d, MaxPool2d
from lib.nn.recursive import TreeRNN
from lib.nn.rnn import RNN
from lib.nn.sequential import Sequential

__all__ = [
    "GRU",
    "LSTM",
    "RNN",
    "AvgPool2d",
    "BCELoss",
    "BCEWithLogitsLoss",
    "Conv2d",
    "CrossEntropyLoss",
    "DataParallel",
    "Dropout",
    "Embedding",
    "Flatten",
    "GreedyTreeParser",
    "Identity",
    "LPPool2d",
    "LeakyReLU",
    "Linear",
    "Loss",
    "MSELoss",
    "MaxMargin",
    "MaxPool2d",
    "Module",
    "NLLLoss",
    "Parameter",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "Softmax",
    "Tanh",
    "TreeRNN",
    "functional",
    "init",
    "tree_spans",
]
