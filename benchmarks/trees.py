"""64 random trees at float32: all nodes of a height at once against PyTorch, node by node."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib import nn, optim

from .timing import Row, paired, seconds

TREES, DIM, LR, BAR = 64, 50, 0.01, 0.06


def run() -> list[Row]:
    """Return one row."""
    rng = np.random.default_rng(0)
    leaves, merges, roots = random_forest(rng, TREES)
    # [c₁; c₂] Wᵀ forward, and two such products on the way back; the leaves are data.
    gflop = 3 * 2 * len(merges) * DIM * 2 * DIM / 1e9
    x = rng.standard_normal((leaves, DIM), dtype=np.float32)
    target = rng.standard_normal((TREES, DIM), dtype=np.float32)
    work = f"TreeRNN, {TREES} trees, {len(merges)} inner nodes, d = {DIM}"
    tree = nn.TreeRNN(DIM, rng=0, dtype=np.float32)
    theirs = _their_step(tree.state_dict(), x, merges, roots, target)
    ours = _our_step(tree, x, merges, roots, target)
    if theirs is None:
        return [Row(work, seconds(ours), bar=BAR, gflop=gflop)]
    for _ in range(5):
        np.testing.assert_allclose(ours(), theirs(), rtol=1e-4)
    return [Row(work, *paired(ours, theirs), BAR, gflop, "PyTorch, node by node")]


def random_forest(rng: np.random.Generator, trees: int) -> tuple[int, list, list]:
    """Return the number of leaves, the merges of all trees, and the roots.

    Each tree has 10 to 28 leaves, as sentences have words; random neighbors join until one node
    is left.
    """
    sizes = rng.integers(10, 29, trees).tolist()
    leaves, first, merges, roots = sum(sizes), 0, [], []
    for size in sizes:
        row = list(range(first, first + size))
        while len(row) > 1:
            at = int(rng.integers(len(row) - 1))
            merges.append((row[at], row[at + 1]))
            row[at : at + 2] = [leaves + len(merges) - 1]
        roots += row
        first += size
    return leaves, merges, roots


def _our_step(tree, x, merges, roots, target) -> Callable[[], float]:
    loss, sgd = nn.MSELoss(), optim.SGD(tree.parameters(), lr=LR)

    def step():
        sgd.zero_grad()
        nodes = tree(x, merges)
        cost = loss(nodes[roots], target)
        grad_nodes = np.zeros_like(nodes)
        grad_nodes[roots] = loss.backward()
        with tree.no_input_grad():
            tree.backward(grad_nodes)
        sgd.step()
        return cost

    return step


def _their_step(state, x, merges, roots, target) -> Callable[[], float] | None:
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    joint = torch.nn.Linear(2 * DIM, DIM)
    joint.load_state_dict({name: torch.from_numpy(value) for name, value in state.items()})
    loss, sgd = torch.nn.MSELoss(), torch.optim.SGD(joint.parameters(), lr=LR)
    x, target = torch.from_numpy(x), torch.from_numpy(target)

    def step():
        sgd.zero_grad()
        nodes = list(x)
        for i, j in merges:
            nodes.append(torch.tanh(joint(torch.cat([nodes[i], nodes[j]]))))
        cost = loss(torch.stack([nodes[root] for root in roots]), target)
        cost.backward()
        sgd.step()
        return cost.item()

    return step
