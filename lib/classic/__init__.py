"""What came before layers: models written as one class each, in the form of their first papers."""

from lib.classic.linear_unit import LinearUnit
from lib.classic.logistic_regression import LogisticRegression
from lib.classic.network import Network
from lib.classic.neuron import Neuron
from lib.classic.nodes import Connection, ConstNode, Layer, Node
from lib.classic.perceptron import Perceptron
from lib.classic.tiny_network import TinyNetwork

__all__ = [
    "Connection",
    "ConstNode",
    "Layer",
    "LinearUnit",
    "LogisticRegression",
    "Network",
    "Neuron",
    "Node",
    "Perceptron",
    "TinyNetwork",
]
