"""A network on a tree of two-number vectors: forward, back node by node, and what a check says."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lib.nn import TreeRNN

from .tree_sentences import SENTENCES, VECTORS, Merges, brackets

#: W and b before a nudge: the same at all nodes of all trees. W is 2 x 4, so that c₁ meets its
#: left half and c₂ its right half.
WEIGHT = [[0.9, -0.6, -0.5, 0.8], [0.4, 0.7, 0.8, -0.9]]
BIAS = [0.1, -0.2]
WEIGHTS = tuple(f"w{i}{j}" for i in (1, 2) for j in (1, 2, 3, 4))

PLANTED = ("none", "top", "swap", "slope")

EPSILON = 1e-5

#: What is measured is rounded to this: beyond it stands the noise of the subtraction.
GRID = 1e-7

#: A measured slope and a gradient agree if they differ by less.
AGREES = 1e-6


class TreeNumbers(NamedTuple):
    """The numbers of the figure.

    ``brackets`` writes the tree. ``nodes`` are the vectors of the words and then of the merges,
    ``sums`` the W [c₁; c₂] + b of the merges. ``root`` is the last node if the tree is finished,
    ``loss`` its L, both else None; then all that follows is empty too. ``arrived`` is the dL/dp
    that comes to each merge, ``deltas`` its δ, ``down`` its Wᵀ δ (first the half of the left
    child), ``shares`` its δ [c₁; c₂]ᵀ. ``so_far`` is the sum of the shares of the nodes that have
    been walked back to, ``gradient`` and ``gradient_b`` the whole sums. All of them are what the
    code says, with its planted bug if there is one; ``measured`` and ``measured_b`` are found by
    nudging, ``wrong`` names the weights where they differ. ``kept_root`` is the root of the tree
    that is kept for comparing, ``distance`` how far the two roots are apart. ``nodes_before`` and
    ``loss_before`` are what they were without the nudge, ``foretold`` is the nudge times the slope
    there: by so much L should have moved.
    """

    brackets: str
    nodes: list[list[float]]
    sums: list[list[float]]
    root: list[float] | None
    loss: float | None
    arrived: list[list[float]]
    deltas: list[list[float]]
    down: list[list[float]]
    shares: list[list[list[float]]]
    so_far: list[list[float]]
    gradient: list[list[float]]
    gradient_b: list[float]
    measured: list[list[float]]
    measured_b: list[float]
    wrong: list[str]
    kept_root: list[float] | None
    distance: float | None
    nodes_before: list[list[float]]
    loss_before: float | None
    foretold: float | None


def leaves_of(sentence: str) -> np.ndarray:
    """Return the vectors of the words, (L, 2)."""
    return np.array([VECTORS[word] for word in SENTENCES[sentence].words])


def nudged_weight(selected: str, nudge: float) -> np.ndarray:
    """Return W with the nudge added to one of its numbers.

    Examples
    --------
    >>> nudged_weight("w12", 0.1)
    array([[ 0.9, -0.5, -0.5,  0.8],
           [ 0.4,  0.7,  0.8, -0.9]])
    """
    weight = np.array(WEIGHT)
    weight[int(selected[1]) - 1, int(selected[2]) - 1] += nudge
    return weight


def network(weight: np.ndarray, bias: np.ndarray) -> TreeRNN:
    """Return the layer of `lib.nn` with these numbers."""
    layer = TreeRNN(2)
    layer.weight.data[:], layer.bias.data[:] = weight, bias
    return layer


def loss_of(root: np.ndarray, target: np.ndarray) -> float:
    """Return L = ½ ‖root − target‖².

    Examples
    --------
    >>> loss_of(np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    1.0
    """
    return float(0.5 * np.sum((root - target) ** 2))


def walk_back(weight, nodes, merges, target, planted="none"):
    """Return dL/dp, δ, Wᵀ δ and δ [c₁; c₂]ᵀ of every merge.

    δ = dL/dp ∘ (1 − p²); at the root dL/dp = root − target. The left half of Wᵀ δ goes to c₁, the
    right half to c₂.

    ``planted="swap"`` sends each half to the other child; ``"slope"`` forgets 1 − p² at the root;
    ``"top"`` counts the share of the root alone.

    Shape
    -----
    - weight: (2, 4), nodes: (L + M, 2), target: (2,)
    - arrived, deltas: (M, 2), down: (M, 4), shares: (M, 2, 4)

    Examples
    --------
    >>> nodes = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.0]])
    >>> _, deltas, down, shares = walk_back(np.ones((2, 4)), nodes, [[0, 1]], np.zeros(2))
    >>> deltas[0], down[0]
    (array([0.375, 0.   ]), array([0.375, 0.375, 0.375, 0.375]))
    >>> shares[0]
    array([[0.375, 0.   , 0.   , 0.375],
           [0.   , 0.   , 0.   , 0.   ]])
    """
    words = len(nodes) - len(merges)
    grads = np.zeros_like(nodes)
    grads[-1] = nodes[-1] - target
    deltas, down = np.zeros((len(merges), 2)), np.zeros((len(merges), 4))
    shares = np.zeros((len(merges), 2, 4))
    for k in reversed(range(len(merges))):
        parent, (left, right) = words + k, merges[k]
        is_root = k == len(merges) - 1
        slope = 1.0 if planted == "slope" and is_root else 1 - nodes[parent] ** 2
        deltas[k] = grads[parent] * slope
        down[k] = weight.T @ deltas[k]
        if planted == "swap":
            left, right = right, left
        grads[left], grads[right] = down[k, :2], down[k, 2:]
        if planted != "top" or is_root:
            shares[k] = np.outer(deltas[k], nodes[merges[k]].ravel())
    return grads[words:], deltas, down, shares


def measure(sentence, merges, weight, bias, target):
    """Return dL/dW and dL/db as (L(w + ε) − L(w − ε)) / 2ε, rounded to ``GRID``.

    Examples
    --------
    >>> W, b = np.array(WEIGHT), np.array(BIAS)
    >>> measure("good", [[1, 2], [0, 3]], W, b, np.zeros(2))[1].round(4)
    array([0.0535, 0.0464])
    """
    leaves = leaves_of(sentence)
    arrays = weight.copy(), bias.copy()

    def slope(array: np.ndarray, at: tuple[int, ...]) -> float:
        kept, ends = array[at], []
        for sign in (1, -1):
            array[at] = kept + sign * EPSILON
            ends.append(loss_of(network(*arrays)(leaves, merges)[-1], target))
        array[at] = kept
        return (ends[0] - ends[1]) / (2 * EPSILON)

    found = [np.array([slope(a, at) for at in np.ndindex(a.shape)]) for a in arrays]
    of_w, of_b = (np.floor(slopes / GRID + 0.5) * GRID for slopes in found)
    return of_w.reshape(2, 4), of_b


def numbers(
    sentence: str,
    merges: Merges,
    kept: Merges,
    done: int,
    target_x: float,
    target_y: float,
    selected: str,
    nudge: float,
    planted: str,
) -> TreeNumbers:
    """All numbers of the figure.

    Parameters
    ----------
    sentence : str
        Of ``SENTENCES``.
    merges, kept : lists of pairs
        The tree, and a finished one to compare it with, or an empty list.
    done : int
        How many steps are done: first the M merges forward, then back.
    target_x, target_y : float
        Where the root should be.
    selected, nudge : str, float
        The weight that is nudged, and by how much.
    planted : str
        Of ``PLANTED``.

    Examples
    --------
    >>> found = numbers("good", [[1, 2], [0, 3]], [], 4, 0.5, 0.5, "w11", 0.0, "none")
    >>> found.brackets, round(found.loss, 3), found.wrong
    ('(not (very good))', 1.008, [])
    """
    leaves, target, bias = leaves_of(sentence), np.array([target_x, target_y]), np.array(BIAS)
    before, weight = np.array(WEIGHT), nudged_weight(selected, nudge)
    count, is_tree = len(merges), len(merges) == len(leaves) - 1
    nodes = network(weight, bias)(leaves, merges)
    nodes_before = network(before, bias)(leaves, merges)
    children = nodes[np.array(merges, int).reshape(-1, 2)].reshape(-1, 4)
    found = dict(
        brackets=brackets(sentence, merges),
        nodes=nodes.tolist(),
        sums=(children @ weight.T + bias).tolist(),
        root=None,
        loss=None,
        kept_root=None,
        distance=None,
        nodes_before=nodes_before.tolist(),
        loss_before=None,
        foretold=None,
    )
    if len(kept) == len(leaves) - 1:
        found["kept_root"] = network(weight, bias)(leaves, kept)[-1].tolist()
    if not is_tree:
        nothing = ("arrived", "deltas", "down", "shares", "so_far", "gradient", "gradient_b")
        nothing += ("measured", "measured_b", "wrong")
        return TreeNumbers(**found, **{name: [] for name in nothing})

    if found["kept_root"]:
        found["distance"] = float(np.linalg.norm(nodes[-1] - found["kept_root"]))
    arrived, deltas, down, shares = walk_back(weight, nodes, merges, target, planted)
    back = min(max(done - count, 0), count)
    counted = deltas if planted != "top" else deltas[-1:]
    gradient, gradient_b = shares.sum(axis=0), counted.sum(axis=0)
    measured, measured_b = measure(sentence, merges, weight, bias, target)
    off = np.abs(gradient - measured).ravel() > AGREES
    slopes = walk_back(before, nodes_before, merges, target)[3].sum(axis=0).ravel()
    found |= dict(
        root=nodes[-1].tolist(),
        loss=loss_of(nodes[-1], target),
        loss_before=loss_of(nodes_before[-1], target),
        foretold=float(nudge * slopes[WEIGHTS.index(selected)]),
    )
    return TreeNumbers(
        **found,
        arrived=arrived.tolist(),
        deltas=deltas.tolist(),
        down=down.tolist(),
        shares=shares.tolist(),
        so_far=shares[count - back :].sum(axis=0).tolist(),
        gradient=gradient.tolist(),
        gradient_b=gradient_b.tolist(),
        measured=measured.tolist(),
        measured_b=measured_b.tolist(),
        wrong=[name for name, is_off in zip(WEIGHTS, off, strict=True) if is_off],
    )
