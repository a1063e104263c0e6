"""Slips in the backward pass of a tree network, which gradcheck must refuse."""

import numpy as np
import pytest

from lib import nn
from lib.gradcheck import GradcheckError, gradcheck
from tests.unit.nn_registry_trees import SHARED, TWO_TREES


def leaves():
    return np.random.default_rng(1).standard_normal((7, 3))


class Slipped(nn.TreeRNN):
    """A TreeRNN with a slip in backward; `slip` says which."""

    def __init__(self, dim, slip):
        super().__init__(dim, rng=0)
        self.slip = slip

    def backward(self, grad_nodes):
        nodes, plan, grad_nodes = self._recall(grad_nodes)
        leaves = len(nodes) - len(plan.pairs)
        weight, grad = self.weight.data, grad_nodes[plan.order]
        for k in reversed(range(len(plan.pairs))):
            (i, j), p = plan.pairs[k], nodes[leaves + k]
            delta = grad[leaves + k] * (1 - p**2)
            if self.slip == "the slope of the child":
                delta = grad[leaves + k] * (1 - nodes[i] ** 2)
            if self.slip == "the root alone" and k < len(plan.pairs) - 1:
                delta = 0 * delta
            back = weight.T @ delta
            if self.slip == "left and right swapped":
                i, j = j, i
            if self.slip == "overwritten":
                grad[i], grad[j] = back[: self.dim], back[self.dim :]
            else:
                grad[i] += back[: self.dim]
                grad[j] += back[self.dim :]
            self.weight.grad += np.outer(delta, nodes[plan.pairs[k]].ravel())
            if self.slip != "bias of the last node":
                self.bias.grad += delta
        if self.slip == "bias of the last node":
            self.bias.grad += delta
        return grad[:leaves]


def test_the_slipping_layer_without_a_slip_is_right():
    gradcheck(Slipped(3, "none"), leaves(), TWO_TREES)


@pytest.mark.parametrize(
    "slip",
    [
        "the slope of the child",
        "the root alone",
        "left and right swapped",
        "overwritten",
        "bias of the last node",
    ],
)
def test_gradcheck_refuses_a_slip(slip):
    with pytest.raises(GradcheckError):
        gradcheck(Slipped(3, slip), leaves(), TWO_TREES)


def test_gradcheck_refuses_a_shared_node_that_keeps_one_of_two_gradients(monkeypatch):
    layer = nn.TreeRNN(3, rng=0)
    forward = layer.forward

    def forget(leaves, merges):
        nodes = forward(leaves, merges)
        (kept, plan), like = layer._kept
        layer._kept = (kept, plan._replace(is_tree=True)), like
        return nodes

    monkeypatch.setattr(layer, "forward", forget)
    with pytest.raises(GradcheckError, match="leaves"):
        gradcheck(layer, leaves(), SHARED)
