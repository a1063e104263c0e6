"""TreeRNN: two children make a parent, by the same weights at every node of every tree."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lib.nn._checks import as_floats, float_dtype, positive_int
from lib.nn.module import Module, Parameter

_quiet_underflow = np.errstate(under="ignore")


class TreeRNN(Module):
    """p = tanh(W [c₁; c₂] + b) at every node, with one W and one b for all of them.

    With δ = dL/dp ∘ (1 - p²), and the two halves of Wᵀ δ going to the two children:

        dL/d[c₁; c₂] = Wᵀ δ,   dL/dW = Σ δ [c₁; c₂]ᵀ,   dL/db = Σ δ,   the sums over all nodes.

    The nodes are numbered: first the L leaves, 0 … L-1; then merge k makes node L + k. A merge
    may name any node that stands before it, so a tree is a list of pairs, and a forest is one
    longer list over the leaves of all its trees. A node that has two parents sends its vector to
    both, and their gradients add up.

    Shape
    -----
    - leaves: (L, dim), at least one
    - merges: M pairs (i, j) of whole numbers, i on the left; or an array (M, 2)
    - nodes: (L + M, dim), in the order of the numbers: row L + k is the result of merge k
    - weight W: (dim, 2 dim); bias b: (dim,)

    Parameters
    ----------
    dim : int
        Length of the vector of a node.
    bias : bool
        Without it, ``bias`` is None.
    rng : Generator or int, optional
        Both arrays start uniform in ±1/√(2 dim), as those of torch.nn.Linear(2 * dim, dim).
    dtype : dtype
        Of the parameters, and so of leaves and nodes.

    Raises
    ------
    ValueError
        If leaves are not (L, dim), there is no leaf, or a merge names a node that does not stand
        before it, or one node twice.
    TypeError
        If merges are not whole numbers, dtype is not one of floats, or the leaves have another
        precision than the parameters.

    Examples
    --------
    The tree (0 (1 2)): its leaves 1 and 2 make node 3, leaf 0 and node 3 make node 4.

    >>> tree = TreeRNN(1)
    >>> tree.weight.data[:], tree.bias.data[:] = [[1.0, -1.0]], [0.0]
    >>> tree(np.array([[0.5], [2.0], [1.0]]), [(1, 2), (0, 3)]).round(4)
    array([[ 0.5   ],
           [ 2.    ],
           [ 1.    ],
           [ 0.7616],
           [-0.2558]])
    >>> tree.backward(np.array([[0.0], [0.0], [0.0], [0.0], [1.0]])).round(4)
    array([[ 0.9346],
           [-0.3925],
           [ 0.3925]])

    References
    ----------
    Goller, Küchler (1996), "Learning task-dependent distributed representations by
    backpropagation through structure"; Socher, Lin, Ng, Manning (2011), "Parsing natural scenes
    and natural language with recursive neural networks", equation 2.
    """

    def __init__(self, dim, bias=True, *, rng=None, dtype=np.float64):
        self.dim = positive_int(dim, "dim")
        dtype = float_dtype(dtype)
        rng = np.random.default_rng(rng)
        bound = 1 / np.sqrt(2 * dim)
        self.weight = Parameter(rng.uniform(-bound, bound, (dim, 2 * dim)).astype(dtype))
        self.bias = None
        if bias:
            self.bias = Parameter(rng.uniform(-bound, bound, dim).astype(dtype))

    def join(self, children):
        """Return tanh(W [c₁; c₂] + b) for rows [c₁; c₂]: (n, 2 dim) → (n, dim)."""
        z = children @ self.weight.data.T
        if self.bias is not None:
            z += self.bias.data
        return np.tanh(z, out=z)

    @_quiet_underflow
    def forward(self, leaves, merges):
        """Return the vectors of all nodes, leaves first."""
        leaves = as_leaves(leaves, self)
        plan = _by_height(as_merges(merges, len(leaves), repr(self)), len(leaves))
        nodes = np.empty((len(plan.order), self.dim), leaves.dtype)
        nodes[: len(leaves)] = leaves
        parents = nodes[len(leaves) :]
        # The children of a level are all lower, so they are known: a level is one product of
        # matrices. Row n of nodes[pairs] is c₁ and c₂ one behind the other, which is [c₁; c₂].
        for level in plan.levels:
            parents[level] = self.join(nodes[plan.pairs[level]].reshape(-1, 2 * self.dim))
        self._keep(nodes, plan, out=nodes)
        return nodes[plan.place]

    @_quiet_underflow
    def backward(self, grad_nodes):
        """Add dL/dW and dL/db to the gradients; return dL/d(leaves)."""
        nodes, plan, grad_nodes = self._recall(grad_nodes)
        leaves = len(nodes) - len(plan.pairs)
        grad = grad_nodes[plan.order]
        grad_parents, delta = grad[leaves:], 1 - nodes[leaves:] ** 2
        # From the roots down: before a level is asked, all that stands above it has answered.
        for level in reversed(plan.levels):
            delta[level] *= grad_parents[level]
            if level.start == 0 and not self.input_grad:
                break  # These have leaves for children, and no others.
            grad_children = (delta[level] @ self.weight.data).reshape(-1, 2, self.dim)
            if plan.is_tree:
                grad[plan.pairs[level]] += grad_children
            else:
                # += would keep one of two gradients that go to the same row; this adds both.
                np.add.at(grad, plan.pairs[level], grad_children)
        # The sum over all nodes of δ [c₁; c₂]ᵀ is one product of matrices.
        self.weight.grad += delta.T @ nodes[plan.pairs].reshape(-1, 2 * self.dim)
        if self.bias is not None:
            self.bias.grad += delta.sum(axis=0)
        return grad[:leaves] if self.input_grad else None

    def extra_repr(self):
        """Return the size."""
        return f"dim={self.dim}, bias={self.bias is not None}"


class _Plan(NamedTuple):
    """The nodes in the order of their heights, leaves first."""

    order: np.ndarray  # (L + M,) the number of the node in each row
    place: np.ndarray  # (L + M,) the row of each node
    pairs: np.ndarray  # (M, 2) the rows of the children, for row L, L + 1, …
    levels: list  # slices of pairs, one for each height from 1 up
    is_tree: bool  # no node has two parents


def _by_height(merges, leaves):
    """Sort the nodes by height, which is 0 for a leaf and 1 + that of the higher child.

    Nodes of one height never wait for each other, and in this order they are a slice.
    """
    heights = [0] * leaves
    for left, right in merges.tolist():
        a, b = heights[left], heights[right]
        heights.append(a + 1 if a > b else b + 1)  # max() would take twice the time.
    heights = np.array(heights)
    order = np.argsort(heights, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    pairs = place[merges[order[leaves:] - leaves]]
    ends = np.cumsum(np.bincount(heights)).tolist()
    levels = [slice(a - leaves, b - leaves) for a, b in pairwise(ends)]
    is_tree = bool(np.bincount(pairs.ravel(), minlength=1).max() <= 1)
    return _Plan(order, place, pairs, levels, is_tree)


def as_leaves(leaves, layer):
    """Return `leaves` as an array (L, dim) of floats, L at least 1."""
    leaves = as_floats(leaves, repr(layer), layer.weight.dtype)
    if leaves.ndim != 2 or leaves.shape[1] != layer.dim:
        advice = " Use leaves[None, :] for a single leaf." if leaves.ndim == 1 else ""
        raise ValueError(
            f"{layer!r} got leaves of shape {leaves.shape}; expected (L, {layer.dim}).{advice}"
        )
    if len(leaves) == 0:
        raise ValueError(f"{layer!r} got no leaves; expected at least one: a tree begins there.")
    return leaves


def as_merges(merges, leaves, who):
    """Return `merges` as an array (M, 2) in which each row names two earlier nodes."""
    form = "expected pairs of whole numbers, such as [(0, 1), (2, 3)]"
    try:
        merges = np.asarray(merges)
    except ValueError:
        raise ValueError(f"{who} got merges of different lengths; {form}.") from None
    if merges.size == 0:
        return np.empty((0, 2), np.intp)
    if merges.dtype.kind not in "iu":
        raise TypeError(f"{who} got merges of dtype {merges.dtype}; {form}.")
    if merges.ndim != 2 or merges.shape[1] != 2:
        raise ValueError(f"{who} got merges of shape {merges.shape}; {form}.")
    known = leaves + np.arange(len(merges))
    wrong = (merges < 0).any(axis=1) | (merges >= known[:, None]).any(axis=1)
    if wrong.any():
        k = int(wrong.argmax())
        raise ValueError(
            f"{who} got merge {k} = {tuple(merges[k].tolist())}; expected two of the nodes 0 to "
            f"{known[k] - 1} that stand before it: {leaves} leaves, and merge k makes node "
            f"{leaves} + k. Put the merges of the children first."
        )
    same = merges[:, 0] == merges[:, 1]
    if same.any():
        k = int(same.argmax())
        raise ValueError(
            f"{who} got merge {k} = {tuple(merges[k].tolist())}; expected two different nodes."
        )
    return merges.astype(np.intp, copy=False)
