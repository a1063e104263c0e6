"""Layers on trees. A parent depends on both children, so no row is computed on its own."""

from lib import nn
from tests.unit.layer_case import LayerCase

# Seven leaves; two trees, (((0 1) 2) 3) and (4 (5 6)), their merges in no order of heights.
TWO_TREES = [(0, 1), (5, 6), (7, 2), (4, 8), (9, 3)]
# The same leaves, with leaves and a parent that are used twice.
SHARED = [(0, 1), (1, 2), (7, 8), (7, 3), (9, 10), (4, 5)]


def _case(name, make, merges):
    def draw(case, rng, dtype):
        return rng.standard_normal(case.shape).astype(dtype), merges

    return LayerCase(name, make, (7, 3), ((3,), (), (7, 2), (0, 3), (1, 7, 3)), draw, row=None)


LAYERS = [
    _case("TreeRNN", lambda t: nn.TreeRNN(3, dtype=t), TWO_TREES),
    _case("TreeRNN without bias", lambda t: nn.TreeRNN(3, bias=False, dtype=t), TWO_TREES),
    _case("TreeRNN of nodes with two parents", lambda t: nn.TreeRNN(3, dtype=t), SHARED),
    _case("GreedyTreeParser", lambda t: nn.GreedyTreeParser(3, dtype=t), TWO_TREES),
]
