"""Train LeNet-5 on all of MNIST to at most 0.9 % wrong, and keep curve and weights for the book.

    python -m scripts.train_mnist [--seeds 0 1 2] [--epochs 10] [--shift 1]

Adam with a rate that falls along a cosine, mini-batches of 128, single precision, two threads with
half of each batch; every picture is moved by up to one pixel each time it is shown. The test
pictures are looked at after each epoch for the curve; nothing is decided by them: rate, epochs and
shift were chosen by 10,000 pictures held back from training. The numbers go to
book/results/lenet_mnist.json, the weights of the first seed to book/results/lenet_mnist.npz. An
epoch takes about five seconds of processor time, shared by the two threads; how many by the clock
depends on what else the machine does, so both are kept, with its load.
"""

from __future__ import annotations

import argparse
import json
import os
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
BATCH, LR, WORKERS = 128, 3e-3, 2


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
    with together.no_input_grad():
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
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument(
        "--shift", type=int, default=1, help="move pictures by up to so many pixels"
    )
    parser.add_argument("--output", type=Path, default=FOLDER / "lenet_mnist.json")
    arguments = parser.parse_args()
    data = (*pictures("train"), *pictures("test"))
    runs = []
    before = os.getloadavg()[0]
    # Two threads with small products each are faster than two cores for each product.
    with threadpool_limits(limits=1):
        machine = facts()
        for seed in arguments.seeds:
            run, model = train(seed, arguments.epochs, arguments.shift, *data)
            if not runs:
                weights = arguments.output.with_suffix(".npz")
                save(weights, model)
                run["test_error_of_saved_weights"] = wrong(saved(weights), *data[2:]) / len(data[3])
            runs.append(run)
            print(
                f"seed {seed}: {run['test_error'][-1]:.2%} wrong after {run['seconds']:.1f} s, "
                f"{run['processor_seconds']:.1f} s of the processors",
                flush=True,
            )
    result = {
        "network": "LeNet-5: conv 6@5x5, pool, conv 16@5x5, pool, 120, 84, 10; ReLU",
        "data": "MNIST: 60,000 to learn from, 10,000 to test on",
        "optimizer": f"Adam, rate {LR} falling along a cosine, batch {BATCH}, {WORKERS} threads",
        "shift": arguments.shift,
        "command": f"python -m scripts.train_mnist --seeds {' '.join(map(str, arguments.seeds))} "
        f"--epochs {arguments.epochs} --shift {arguments.shift}",
        "machine": machine,
        "load_average": {"before": round(before, 1), "after": round(os.getloadavg()[0], 1)},
        "runs": runs,
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def save(path: Path, model: nn.Module) -> None:
    """Write the weights in half precision: 3 digits are enough to read digits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {name: array.astype(np.float16) for name, array in model.state_dict().items()}
    np.savez_compressed(path, **state)


def saved(path: Path) -> nn.Module:
    """Return the network with the weights that `save` wrote."""
    model = network(nn, dtype=np.float32)
    with np.load(path) as state:
        model.load_state_dict(dict(state))
    return model


if __name__ == "__main__":
    main()
