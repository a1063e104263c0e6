"""BackpropByHand: a network of numbered nodes, forward, backward, and checked edge by edge."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NoReturn

import numpy as np
import traitlets

from .backprop import BUGS, BackpropPass, count_steps, edges, numbers, visible_bugs
from .backprop_traits import Activations, LayerArrays, NodeValues, Sizes, Steps
from .base import Explorable, fallback_table
from .traits import Choice, ExplorableError, Number

_INPUTS = (1.0, 0.5, -1.0, 2.0, -0.5)
_SEED = 6


def start_weights(sizes: list[int]) -> tuple[list, list]:
    """Return weights and biases of one decimal from -1.5 to 1.5, none of them 0.

    Examples
    --------
    >>> start_weights([2, 1])
    ([[[1.2, -0.5]]], [[1.0]])
    """
    random = np.random.RandomState(_SEED)

    def draw(*shape: int) -> list:
        drawn = random.uniform(-1.5, 1.5, shape).round(1)
        return np.where(drawn == 0, 0.1, drawn).tolist()

    layers = [(draw(after, before), draw(after)) for before, after in pairwise(sizes)]
    return [W for W, _ in layers], [b for _, b in layers]


class BackpropByHand(Explorable):
    """Step through a network forward and backward, check every gradient, find a planted bug.

    The nodes are counted from 1, the inputs first, as in ``lib.classic.Network``: w84 leads from
    node 4 to node 8, w8b is the bias of node 8. The error is E = ½ Σ (output - target)².

    Parameters
    ----------
    sizes : sequence of int
        Nodes in each layer, the inputs first: two to four layers of one to five nodes.
    activations : str or sequence of str
        ``"sigmoid"``, ``"tanh"``, ``"relu"``, ``"leaky_relu"`` or ``"identity"``: one for all
        layers after the inputs, or one for each.
    x, target : sequence of float
        The example. Without them some numbers are chosen; the targets are then 0, 1, 0, …
    weights, biases : list of array_like
        For each layer after the inputs (outputs, inputs) and (outputs,), as in ``lib.nn.Linear``,
        from -30 to 30. Without them some are chosen.
    bug : str
        What is wrong with the way back: ``"none"``; ``"no-slope"``, the slope is left out of the
        deltas of hidden nodes; ``"forgot-fork"``, of what comes back to a node only the last is
        kept; ``"transposed"``, rows and columns of the gradients are mixed up; ``"sign"``, target
        minus output. With a bug the reader looks for it.
    step : int
        How many numbers have been computed; without it all of them.
    selected : str
        The edge that can be changed and is checked, such as ``"w84"`` or ``"w8b"``.
    epsilon : float
        By how much that weight is nudged, 0.000001 to 0.1.
    checked : sequence of str
        The edges whose gradient has been compared with its measured slope.

    Raises
    ------
    ExplorableError
        For a value that the figure cannot show, or a bug that cannot be seen in such a network.

    Examples
    --------
    >>> w = BackpropByHand([3, 4, 2], bug="forgot-fork")
    >>> w
    BackpropByHand(step=64, selected='w41', epsilon=0.0001)
    >>> len(w.numbers.disagreeing)
    16
    >>> w.bug = "none"
    >>> w.numbers.disagreeing
    []
    """

    sizes = Sizes()
    activations = Activations()
    x = NodeValues(0)
    target = NodeValues(-1)
    bug = Choice(BUGS)
    step = Steps()
    selected = traitlets.Unicode().tag(sync=True, state=True)
    epsilon = Number(0.0001, low=0.000001, high=0.1)
    weights = LayerArrays(lambda sizes: [(after, before) for before, after in pairwise(sizes)])
    biases = LayerArrays(lambda sizes: [(nodes,) for nodes in sizes[1:]])
    checked = traitlets.List().tag(sync=True, state=True)
    _folded = ("bug", "weights", "biases", "checked")

    def __init__(self, sizes: Any = (3, 4, 2), activations: Any = "sigmoid", **more: Any):
        self.set_trait("sizes", sizes)
        weights, biases = start_weights(self.sizes)
        chosen = {
            "sizes": sizes,
            "activations": activations,
            "x": _INPUTS[: self.sizes[0]],
            "target": [float(i % 2) for i in range(self.sizes[-1])],
            "step": count_steps(self.sizes)[1],
            "selected": edges(self.sizes)[0].name,
            "weights": weights,
            "biases": biases,
        }
        super().__init__(**chosen | more)

    @property
    def numbers(self) -> BackpropPass:
        """All numbers of the figure for the present weights."""
        left_out = ("sizes", "step", "checked")
        given = self.data | self.state
        return numbers(**{name: value for name, value in given.items() if name not in left_out})

    @traitlets.validate("bug")
    def _bug_can_be_seen(self, proposal: dict) -> str:
        possible = visible_bugs(self.sizes, self.activations)
        if proposal["value"] not in possible:
            expected = f"one that can be seen in this network: {', '.join(map(repr, possible))}"
            self._refuse("bug", proposal["value"], expected, "choose another, or larger sizes")
        return proposal["value"]

    @traitlets.validate("selected", "checked")
    def _edges_are_there(self, proposal: dict) -> Any:
        value, name = proposal["value"], proposal["trait"].name
        known = [edge.name for edge in edges(self.sizes)]
        for one in [value] if name == "selected" else value:
            if one not in known:
                expected = f"a name from {known[0]!r} to {known[-1]!r}"
                cure = "name the later node first, then the earlier one or b for the bias"
                self._refuse(name, one, expected, cure)
        return value

    def _refuse(self, name: str, got: object, expected: str, cure: str) -> NoReturn:
        raise ExplorableError(
            f"{type(self).__name__}.{name}: got {got!r}, expected {expected}; {cure}"
        )

    def _fallback_html(self) -> str:
        found = self.numbers
        rows = []
        for name, layer, node, source in edges(self.sizes):
            if source is None:
                arrays = (self.biases, found.bias_gradients, found.bias_slopes)
                values = [array[layer][node] for array in arrays]
            else:
                arrays = (self.weights, found.weight_gradients, found.weight_slopes)
                values = [array[layer][node][source] for array in arrays]
            rows.append([name, *(f"{value:.4g}" for value in values)])
        caption = "Each weight and bias, its gradient by backpropagation, and its slope by nudging"
        return fallback_table(caption, ["edge", "value", "gradient", "measured"], rows)
