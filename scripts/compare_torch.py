"""Give each network of the book the same weights in PyTorch, and compare outputs and gradients.

    python -m scripts.compare_torch

Weights go over by name, through ``state_dict``, and come back. Then both read the same inputs, the
same random blame goes back through both, and the largest difference is kept, relative to the
largest number of its array: for the outputs, and for the gradients of all parameters and of the
input. All of it is done with eight bytes a number and with four. Written to
book/results/torch.json, which chapter 17 shows; it takes some seconds.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lib import nn

OUTPUT = Path(__file__).resolve().parents[1] / "book" / "results" / "torch.json"
MERGES = [(0, 1), (2, 3), (5, 6), (7, 4)]
DTYPES = ("float64", "float32")


def logistic(nn, **how):
    """One neuron for a picture of 64 squares."""
    return nn.Sequential(nn.Linear(64, 1, **how), nn.Sigmoid())


def shallow(nn, **how):
    """Two inputs, four hidden neurons, one output."""
    return nn.Sequential(nn.Linear(2, 4, **how), nn.Tanh(), nn.Linear(4, 1, **how), nn.Sigmoid())


def deep(nn, **how):
    """Handwritten digits with two hidden layers."""
    return nn.Sequential(
        nn.Linear(64, 32, **how),
        nn.ReLU(),
        nn.Linear(32, 16, **how),
        nn.ReLU(),
        nn.Linear(16, 10, **how),
    )


def lenet(nn, **how):
    """LeNet-5 as chapter 13 trains it."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, **how),
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Conv2d(6, 16, 5, **how),
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(256, 120, **how),
        nn.ReLU(),
        nn.Linear(120, 84, **how),
        nn.ReLU(),
        nn.Linear(84, 10, **how),
    )


def memory(kind: str) -> Callable:
    """Return a function that makes a recurrent layer of four inputs and ten units."""

    def make(nn, **how):
        batch_first = {} if "lib" in nn.__name__ else {"batch_first": True}
        return getattr(nn, kind)(4, 10, **batch_first, **how)

    return make


def tree(nn, **how):
    """Return the layer that joins two children; PyTorch has no tree, so it gets a Linear."""
    return nn.TreeRNN(8, **how) if "lib" in nn.__name__ else nn.Linear(16, 8, **how)


@dataclass(frozen=True)
class Case:
    """A network of the book, how to make it in either library, and the shape of its inputs."""

    name: str
    chapter: str
    make: Callable
    shape: tuple


CASES = [
    Case("one neuron", "03", logistic, (20, 64)),
    Case("one hidden layer", "05", shallow, (20, 2)),
    Case("deep network", "07", deep, (20, 64)),
    Case("LeNet-5", "13", lenet, (8, 1, 28, 28)),
    Case("RNN", "14", memory("RNN"), (8, 20, 4)),
    Case("LSTM", "15", memory("LSTM"), (8, 20, 4)),
    Case("GRU", "15", memory("GRU"), (8, 20, 4)),
    Case("tree", "16", tree, (5, 8)),
]


def compare(case: Case, dtype: str) -> dict:
    """Return the names of the parameters, their number, and the largest relative differences."""
    import torch

    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    ours = case.make(nn, rng=rng, dtype=np.dtype(dtype))
    theirs = case.make(torch.nn, dtype=getattr(torch, dtype))
    state = ours.state_dict()
    theirs.load_state_dict({name: torch.from_numpy(value) for name, value in state.items()})
    back = case.make(nn, rng=rng, dtype=np.dtype(dtype))
    back.load_state_dict(theirs.state_dict())

    x = rng.standard_normal(case.shape).astype(dtype)
    their_x = torch.tensor(x, requires_grad=True)
    if case.make is tree:
        y, their_y = ours(x, MERGES), _node_by_node(torch, theirs, their_x)
    else:
        y, their_y = ours(x), theirs(their_x)
    y, their_y = (out[0] if isinstance(out, tuple) else out for out in (y, their_y))
    blame = rng.standard_normal(y.shape).astype(dtype)
    grad_x = ours.backward(blame)
    their_y.backward(torch.from_numpy(blame))

    gradients = dict(theirs.named_parameters())
    pairs = [(p.grad, gradients[name].grad) for name, p in ours.named_parameters()]
    pairs.append((grad_x, their_x.grad))
    return {
        "names": list(state),
        "same_names": list(state) == list(theirs.state_dict()),
        "there_and_back": all(np.array_equal(back.state_dict()[n], state[n]) for n in state),
        "parameters": sum(value.size for value in state.values()),
        "outputs": _difference(y, their_y),
        "gradients": max(_difference(a, b) for a, b in pairs),
    }


def _node_by_node(torch, joint, leaves):
    nodes = list(leaves)
    for i, j in MERGES:
        nodes.append(torch.tanh(joint(torch.cat([nodes[i], nodes[j]]))))
    return torch.stack(nodes)


def _difference(ours: np.ndarray, theirs) -> float:
    theirs = theirs.detach().numpy()
    return float(np.abs(ours - theirs).max() / np.abs(theirs).max())


def compare_all() -> dict:
    """Return what is kept: versions, and a row for each network."""
    import torch

    rows = []
    for case in CASES:
        found = {dtype: compare(case, dtype) for dtype in DTYPES}
        same = {key: found["float64"][key] for key in ("names", "parameters")}
        agree = ("same_names", "there_and_back")
        same |= {key: all(f[key] for f in found.values()) for key in agree}
        largest = {
            dtype: {key: float(f"{f[key]:.2g}") for key in ("outputs", "gradients")}
            for dtype, f in found.items()
        }
        rows.append({"network": case.name, "chapter": case.chapter} | same | largest)
    return {
        "command": "python -m scripts.compare_torch",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": torch.__version__,
        "rows": rows,
    }


def main() -> None:
    """Compare all networks, print a line for each, and write the result."""
    result = compare_all()
    for row in result["rows"]:
        print(row["network"], *(row[dtype] for dtype in DTYPES))
    OUTPUT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
