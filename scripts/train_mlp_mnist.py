"""Train 784-300-10 on MNIST to less than 2 % wrong, and keep the learning curve for the book.

    python -m scripts.train_mlp_mnist [--seeds 0 1 2] [--epochs 5]

Momentum with a rate that falls along a cosine, mini-batches of 128, single precision, one thread.
The test pictures are looked at after each epoch for the curve; nothing is decided by them. The
numbers go to book/results/mlp_mnist.json. An epoch takes about a second.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.machine import facts
from lib import nn
from lib.data import DataLoader, load_mnist
from lib.optim import SGD
from lib.schedule import CosineAnnealingLR
from lib.train import fit

RESULT = Path(__file__).resolve().parents[1] / "book" / "results" / "mlp_mnist.json"
HIDDEN, BATCH, LR, MOMENTUM = 300, 128, 0.2, 0.9


def pictures(split: str) -> tuple[np.ndarray, np.ndarray]:
    """Return X (N, 784) from 0 to 1 in single precision, and the digits (N,)."""
    mnist = load_mnist(split)
    return mnist.data.astype(np.float32) / 255, mnist.target


def train(seed: int, epochs: int, X: np.ndarray, y: np.ndarray, X_test, y_test) -> dict:
    """Train once; return the curve, and the seconds of training alone.

    By the clock and by the processor: other programs may slow down the first, not the second.
    """
    first, second, order = np.random.default_rng(seed).spawn(3)
    model = nn.Sequential(
        nn.Linear(784, HIDDEN, rng=first, dtype=np.float32),
        nn.ReLU(),
        nn.Linear(HIDDEN, 10, rng=second, dtype=np.float32),
    )
    optimizer = SGD(model.parameters(), lr=LR, momentum=MOMENTUM)
    schedule = CosineAnnealingLR(optimizer, T_max=epochs)
    errors, looking = [], np.zeros(2)

    def now():
        return np.array([perf_counter(), process_time()])

    def look(model, history):
        start = now()
        errors.append(int((model(X_test).argmax(axis=1) != y_test).sum()))
        looking[:] += now() - start
        schedule.step()

    loader = DataLoader(X, y, batch_size=BATCH, shuffle=True, rng=order)
    loss = nn.CrossEntropyLoss()
    start = now()
    with model.no_input_grad():
        history = fit(model, loss, optimizer, loader, epochs=epochs, callbacks=[look])
    by_clock, by_processor = (now() - start - looking).round(2).tolist()
    return {
        "seed": seed,
        "seconds": by_clock,
        "processor_seconds": by_processor,
        "cost": [float(f"{cost:.4g}") for cost in history.cost],
        "test_error": [wrong / len(y_test) for wrong in errors],
    }


def main() -> None:
    """Train with each seed, print a line for each, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--output", type=Path, default=RESULT)
    arguments = parser.parse_args()
    data = (*pictures("train"), *pictures("test"))
    runs = []
    # On one thread: the products are small, and a thread would wait for the other one to end.
    with threadpool_limits(limits=1):
        machine = facts()
        for seed in arguments.seeds:
            runs.append(run := train(seed, arguments.epochs, *data))
            print(
                f"seed {seed}: {run['test_error'][-1]:.2%} of the test pictures wrong after "
                f"{run['seconds']:.1f} s ({run['processor_seconds']:.1f} s of the processor)"
            )
    result = {
        "network": f"784-{HIDDEN}-10, ReLU",
        "data": "MNIST, 60000 training and 10000 test pictures",
        "training": f"SGD, momentum {MOMENTUM:g}, rate {LR:g} along a cosine to 0",
        "batch": BATCH,
        "epochs": arguments.epochs,
        "runs": runs,
        "machine": machine,
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
