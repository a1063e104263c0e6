"""How long the network of objects takes, and how much faster the same network is as arrays.

    python scripts/time_object_network.py [--examples 12] [--rounds 5]

Both train 784-300-10 on handwritten digits. The objects take one example at a time, and a few are
enough to know what an epoch of 60,000 costs. The arrays are timed beside them in the same run, one
example at a time and in batches. Without MNIST at hand the pictures are random: the time is the
same. The numbers go to book/results/object_network.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from threadpoolctl import threadpool_info

from lib import nn
from lib.classic import Network
from lib.data import load_mnist
from lib.nn import functional as F
from lib.optim import SGD

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "book" / "results" / "object_network.json"
SIZES = [784, 300, 10]
EPOCH = 60_000
BATCH = 128


def digits(count: int) -> tuple[np.ndarray, np.ndarray, str]:
    """Return pictures (count, 784), targets (count, 10) of 0.1 and 0.9, and where they are from."""
    try:
        mnist = load_mnist(download=False)
        X, y, source = mnist.data[:count] / 255, mnist.target[:count], "MNIST"
    except FileNotFoundError:
        rng = np.random.default_rng(0)
        X, y, source = rng.random((count, 784)), rng.integers(0, 10, count), "random"
    return X, 0.1 + 0.8 * F.one_hot(y, 10), source


class Arrays:
    """The same network as arrays, with the same weights."""

    def __init__(self, network: Network, dtype) -> None:
        inputs, hidden, outputs = (len(layer.nodes) for layer in network.layers)
        self.model = nn.Sequential(
            nn.Linear(inputs, hidden, dtype=dtype),
            nn.Sigmoid(),
            nn.Linear(hidden, outputs, dtype=dtype),
            nn.Sigmoid(),
        )
        self.model.load_state_dict(network.state_dict())
        self.optimizer = SGD(self.model.parameters(), lr=0.3)

    def step(self, X: np.ndarray, T: np.ndarray) -> None:
        """Train on one batch: the gradient of E = ½ Σ (a - t)², averaged over its examples."""
        self.optimizer.zero_grad()
        with self.model.no_input_grad():
            self.model.backward((self.model(X) - T) / len(X))
        self.optimizer.step()


def seconds_per_example(train, X: np.ndarray, T: np.ndarray, batch: int) -> float:
    """Return the seconds for one pass over X in batches, divided by the examples."""
    start = perf_counter()
    for first in range(0, len(X), batch):
        train(X[first : first + batch], T[first : first + batch])
    return (perf_counter() - start) / len(X)


def measure(examples: int, rounds: int) -> dict:
    """Time the three ways in turn, `rounds` times; return the medians and the ratios."""
    X, T, source = digits(20 * BATCH)
    network = Network(SIZES, rng=0)
    arrays, single = Arrays(network, np.float64), Arrays(network, np.float32)
    X32, T32 = X.astype(np.float32), T.astype(np.float32)
    ways = {
        "objects": lambda: seconds_per_example(
            lambda x, t: network.fit(x, t, lr=0.3), X[:examples], T[:examples], 1
        ),
        "arrays, one example at a time": lambda: seconds_per_example(
            arrays.step, X[:500], T[:500], 1
        ),
        f"arrays, batches of {BATCH}": lambda: seconds_per_example(arrays.step, X, T, BATCH),
        f"arrays, batches of {BATCH}, float32": lambda: seconds_per_example(
            single.step, X32, T32, BATCH
        ),
    }
    for way in list(ways.values())[1:]:
        way()
    times = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            times[name].append(way())
    objects = times["objects"]
    return {
        "network": "-".join(map(str, SIZES)),
        "pictures": source,
        "examples_timed": examples * rounds,
        "epoch": EPOCH,
        "seconds_per_example": {name: _round(median(t)) for name, t in times.items()},
        "seconds_per_epoch": {name: _round(EPOCH * median(t)) for name, t in times.items()},
        "times_faster_than_objects": {
            name: _round(median(a / b for a, b in zip(objects, t, strict=True)))
            for name, t in times.items()
            if name != "objects"
        },
        "machine": {
            "system": f"{platform.system()} {platform.machine()}",
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "numpy": np.__version__,
            "blas": [
                f"{pool['internal_api']} {pool['version']} {pool.get('architecture', '')}, "
                f"{pool['num_threads']} threads"
                for pool in threadpool_info()
                if pool["user_api"] == "blas"
            ],
        },
        "command": f"python scripts/time_object_network.py --examples {examples} --rounds {rounds}",
    }


def _round(value: float) -> float:
    return float(f"{value:.3g}")


def main() -> None:
    """Measure, print a line for each way, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=12, help="for the objects, in each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output", type=Path, default=RESULT)
    arguments = parser.parse_args()
    result = measure(arguments.examples, arguments.rounds)
    for name, seconds in result["seconds_per_epoch"].items():
        faster = result["times_faster_than_objects"].get(name, 1)
        print(f"{name:38} {seconds:10,.3g} s an epoch   {faster:8,.0f} times as fast")
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
