"""Train LeNet-5 on all of MNIST to at most 0.9 % wrong, and keep curve and weights for the book.

    python -m scripts.train_mnist [--seeds 0 1 2] [--epochs 8] [--shift 0]

Adam with a rate that falls along a cosine, mini-batches of 64, single precision, two threads with
half of each batch. The test pictures are looked at after each epoch for the curve; nothing is
decided by them. The numbers go to book/results/lenet_mnist.json, the weights of the first seed to
book/results/lenet_mnist.npz. A quiet machine with two cores needs about three seconds an epoch.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.lenet import network
from benchmarks.machine import facts
from lib import nn
from lib.data import DataLoader, Shift, load_mnist
from lib.nn.parallel import DataParallel
from lib.optim import Adam
from lib.schedule import CosineAnnealingLR
from lib.train import fit

FOLDER = Path(__file__).resolve().parents[1] / "book" / "results"
BATCH, LR, WORKERS = 64, 2e-3, 2


def pictures(split: str) -> tuple[np.ndarray, np.ndarray]:
    """Return X (N, 1, 28, 28) from 0 to 1 in single precision, and the digits (N,)."""
    mnist = load_mnist(split)
    return mnist.images[:, None].astype(np.float32) / 255, mnist.target


def train(seed: int, epochs: int, shift: int, X, y, X_test, y_test) -> tuple[dict, nn.Module]:
    """Train once; return the seconds of training alone with the curve, and the network."""
    first, order = np.random.default_rng(seed).spawn(2)
    model = network(nn, rng=first, dtype=np.float32)
    together = DataParallel(model, WORKERS)
    optimizer = Adam(together.parameters(), lr=LR)
    schedule = CosineAnnealingLR(optimizer, T_max=epochs)
    errors, looking = [], [0.0, 0.0]

    def look(_, history):
        start = perf_counter(), process_time()
        schedule.step()
        errors.append(wrong(together, X_test, y_test))
        looking[0] += perf_counter() - start[0]
        looking[1] += process_time() - start[1]

    transform = Shift(shift) if shift else None
    loader = DataLoader(X, y, batch_size=BATCH, shuffle=True, rng=order, transform=transform)
    start = perf_counter(), process_time()
    history = fit(
        together, nn.CrossEntropyLoss(), optimizer, loader, epochs=epochs, callbacks=[look]
    )
    return {
        "seed": seed,
        "seconds": round(perf_counter() - start[0] - looking[0], 2),
        "processor_seconds": round(process_time() - start[1] - looking[1], 2),
        "cost": [float(f"{cost:.4g}") for cost in history.cost],
        "test_error": [count / len(y_test) for count in errors],
    }, model


def wrong(model: nn.Module, X: np.ndarray, y: np.ndarray) -> int:
    """Return how many pictures are read wrong."""
    model.eval()
    said = [model(X[i : i + 500]).argmax(axis=1) for i in range(0, len(X), 500)]
    model.train()
    return int((np.concatenate(said) != y).sum())


def main() -> None:
    """Train with each seed, print a line for each, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument(
        "--shift", type=int, default=0, help="move pictures by up to so many pixels"
    )
    parser.add_argument("--output", type=Path, default=FOLDER / "lenet_mnist.json")
    arguments = parser.parse_args()
    data = (*pictures("train"), *pictures("test"))
    runs = []
    # Two threads with small products each are faster than two cores for each product.
    with threadpool_limits(limits=1):
        for seed in arguments.seeds:
            run, model = train(seed, arguments.epochs, arguments.shift, *data)
            if not runs:
                save(arguments.output.with_suffix(".npz"), model)
            runs.append(run)
            print(f"seed {seed}: {run['test_error'][-1]:.2%} wrong after {run['seconds']:.1f} s")
    result = {
        "network": "LeNet-5: conv 6@5x5, pool, conv 16@5x5, pool, 120, 84, 10; ReLU",
        "data": "MNIST: 60,000 to learn from, 10,000 to test on",
        "optimizer": f"Adam, rate {LR} falling along a cosine, batch {BATCH}, {WORKERS} threads",
        "shift": arguments.shift,
        "command": "python -m scripts.train_mnist",
        "machine": facts(),
        "runs": runs,
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def save(path: Path, model: nn.Module) -> None:
    """Write the weights in half precision: 3 digits are enough to read digits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {name: array.astype(np.float16) for name, array in model.state_dict().items()}
    np.savez_compressed(path, **state)


if __name__ == "__main__":
    main()
