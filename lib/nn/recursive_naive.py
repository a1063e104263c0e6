"""The tree network as a textbook writes it, one node after the other: slow, and easy to believe."""

import numpy as np


def tree_forward_naive(leaves, merges, weight, bias=None):
    """Return all nodes, p = tanh(W [c₁; c₂] + b) one at a time: what TreeRNN.forward computes.

    Shape
    -----
    leaves (L, D), merges M pairs, weight (D, 2 D), bias (D,) → nodes (L + M, D)

    Examples
    --------
    >>> weight = np.array([[1.0, -1.0]])
    >>> tree_forward_naive([[0.5], [2.0], [1.0]], [(1, 2), (0, 3)], weight).round(4)
    array([[ 0.5   ],
           [ 2.    ],
           [ 1.    ],
           [ 0.7616],
           [-0.2558]])

    References
    ----------
    Goller, Küchler (1996), "Learning task-dependent distributed representations by
    backpropagation through structure".
    """
    nodes = [np.asarray(leaf) for leaf in leaves]
    for i, j in merges:
        z = weight @ np.concatenate([nodes[i], nodes[j]])
        if bias is not None:
            z = z + bias
        nodes.append(np.tanh(z))
    return np.array(nodes)


def tree_backward_naive(nodes, merges, weight, grad_nodes):
    """Return (dL/d(leaves), dL/dW, dL/db), from the last node to the first.

    At each node δ = dL/dp ∘ (1 - p²). Wᵀ δ goes to the two children, on top of what they have;
    δ [c₁; c₂]ᵀ and δ go to the sums over all nodes.

    Shape
    -----
    nodes and grad_nodes (L + M, D), merges M pairs, weight (D, 2 D) → (L, D), (D, 2 D), (D,)

    Examples
    --------
    >>> merges, weight = [(1, 2), (0, 3)], np.array([[1.0, -1.0]])
    >>> nodes = tree_forward_naive([[0.5], [2.0], [1.0]], merges, weight)
    >>> grads = tree_backward_naive(nodes, merges, weight, [[0.0], [0.0], [0.0], [0.0], [1.0]])
    >>> [grad.round(4).tolist() for grad in grads]
    [[[0.9346], [-0.3925], [0.3925]], [[-0.3177, 0.3193]], [0.5421]]
    """
    grad = np.array(grad_nodes, dtype=nodes.dtype)
    grad_weight, grad_bias = np.zeros_like(weight), np.zeros_like(weight[:, 0])
    leaves, dim = len(nodes) - len(merges), nodes.shape[1]
    for k in reversed(range(len(merges))):
        i, j = merges[k]
        p = nodes[leaves + k]
        delta = grad[leaves + k] * (1 - p**2)
        grad_children = weight.T @ delta
        grad[i] += grad_children[:dim]
        grad[j] += grad_children[dim:]
        grad_weight += np.outer(delta, np.concatenate([nodes[i], nodes[j]]))
        grad_bias += delta
    return grad[:leaves], grad_weight, grad_bias
