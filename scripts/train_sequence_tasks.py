"""Train an RNN, an LSTM and a GRU on three tasks that ask for a memory, and keep the table.

    python -m scripts.train_sequence_tasks [--seeds 0 1 2 3 4] [--workers 2]

Adding: after a row of numbers, the sum of the two that were marked; the length is that of the row.
Copy: three symbols, and the same three after a wait; the length is that of the wait. Reber: strings
of the embedded Reber grammar, whose second letter comes back as the last but one.

Each network has one layer of 32 units and a linear layer, in single precision. It sees 64 new
sequences in each step of Adam, with the length of the gradient clipped at 1; the cost is that of
the answer alone. A run ends when the task is solved, looked at every 100 steps with 500 new
sequences, or after 3000 steps. The forget gates of an LSTM start open (their bias is 1); for the
copy task it is also trained as PyTorch starts it, with a wait of 20, and with a bias of 4, with a
wait of 40. The plain network is trained as PyTorch starts it, once with an orthogonal matrix, which
neither stretches nor shrinks, and once with ReLU and the identity for a matrix. The rate is the
best of three for each task and kind, chosen at the third length with a seed that is not in the
table. The numbers go to book/results/sequence_tasks.json; all of it takes about half an hour of a
processor.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from time import process_time

import numpy as np
from threadpoolctl import threadpool_limits

from lib import nn
from lib.data import make_adding, make_copy, make_reber
from lib.optim import Adam, clip_grad_norm_

OUTPUT = Path(__file__).resolve().parents[1] / "book" / "results" / "sequence_tasks.json"
LENGTHS = {"adding": (10, 25, 50, 100), "copy": (5, 10, 20, 40), "reber": (None,)}
# What a network says that remembers nothing: the mean, any of four symbols, either of two letters.
GUESS = {"adding": 1 / 6, "copy": 1 / 4, "reber": 1 / 2}
ORTHOGONAL = "RNN, orthogonal"
IDENTITY = "ReLU, identity"
KINDS = ("RNN", ORTHOGONAL, IDENTITY, "LSTM", "GRU")
AS_PYTORCH = "LSTM as PyTorch starts it"
WIDE_OPEN = "LSTM, forget bias 4"
FORGET_BIAS = {"LSTM": 1, WIDE_OPEN: 4}
RATES = (1e-3, 3e-3, 1e-2)
HIDDEN, BATCH, CLIP, STEPS, LOOK, FRESH = 32, 64, 1.0, 3000, 100, 500
KEPT, SYMBOLS = 3, 4
TUNING_SEED = 100


def draw(task: str, length: int | None, m: int, rng) -> tuple:
    """Return X (m, T, D), the targets, and where they belong: True at the steps of an answer."""
    if task == "adding":
        data = make_adding(m, length, rng=rng)
        place = np.zeros(data.X.shape[:2], bool)
        place[:, -1] = True
        return data.X.astype(np.float32), data.y[:, None].astype(np.float32), place
    if task == "copy":
        data = make_copy(m, KEPT, delay=length, symbols=SYMBOLS, rng=rng)
        place = np.zeros(data.y.shape, bool)
        place[:, -KEPT:] = True
    else:
        data = make_reber(m, rng=rng)
        place = data.mask
    return data.X.astype(np.float32), data.y[place], place


class Network(nn.Module):
    """A recurrent layer of a kind and a linear layer on each of its outputs."""

    def __init__(self, kind: str, inputs: int, outputs: int, rng):
        super().__init__()
        first, second = rng.spawn(2)
        plain = {"RNN": "tanh", ORTHOGONAL: "tanh", IDENTITY: "relu"}
        how = {"rng": first, "dtype": np.float32}
        if kind in plain:
            self.memory = nn.RNN(inputs, HIDDEN, nonlinearity=plain[kind], **how)
        else:
            self.memory = (nn.GRU if kind == "GRU" else nn.LSTM)(inputs, HIDDEN, **how)
        self.answer = nn.Linear(HIDDEN, outputs, rng=second, dtype=np.float32)
        if kind in FORGET_BIAS:
            self.memory.bias_ih_l0.data[HIDDEN : 2 * HIDDEN] = FORGET_BIAS[kind]
            self.memory.bias_hh_l0.data[HIDDEN : 2 * HIDDEN] = 0
        if kind == ORTHOGONAL:
            self.memory.weight_hh_l0.data[:] = np.linalg.qr(first.normal(size=(HIDDEN, HIDDEN)))[0]
        if kind == IDENTITY:
            self.memory.weight_hh_l0.data[:] = np.eye(HIDDEN)
            for bias in (self.memory.bias_ih_l0, self.memory.bias_hh_l0):
                bias.data[:] = 0

    def forward(self, X: np.ndarray, place: np.ndarray) -> np.ndarray:
        """Return the answers at the places asked for."""
        output, _ = self.memory(X)
        self._kept = output.shape, output.dtype, place
        return self.answer(output[place])

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """Send the blame of the answers back through all steps."""
        shape, dtype, place = self._kept
        spread = np.zeros(shape, dtype)
        spread[place] = self.answer.backward(grad)
        return self.memory.backward(spread)


def score(model: Network, task: str, length: int | None, rng) -> float:
    """Return the mean squared error (adding), or the share of right answers, on new sequences."""
    X, y, place = draw(task, length, FRESH, rng)
    said = model(X, place)
    if task == "adding":
        return float(np.mean((said - y) ** 2))
    right = np.zeros(place.shape)
    right[place] = said.argmax(axis=1) == y
    if task == "reber":
        return float(right[np.arange(FRESH), place.sum(axis=1) - 2].mean())
    return float(right[place].mean())


def solved(task: str, value: float) -> bool:
    """Return whether a score is as good as solved: error under 0.01, or 99 % right."""
    return value < 0.01 if task == "adding" else value >= 0.99


def train(task: str, length: int | None, kind: str, rate: float, seed: int, steps=STEPS) -> dict:
    """Train once; return the last score, the steps taken and the processor's seconds."""
    start = process_time()
    rng = np.random.default_rng(seed)
    X, y, _ = draw(task, length, 1, rng)
    inputs = X.shape[2]
    adding = task == "adding"
    loss = nn.MSELoss() if adding else nn.CrossEntropyLoss()
    with threadpool_limits(limits=1):
        model = Network(kind, inputs, 1 if adding else inputs, rng)
        optimizer = Adam(model.parameters(), lr=rate)
        for step in range(1, steps + 1):
            X, y, place = draw(task, length, BATCH, rng)
            loss(model(X, place), y)
            optimizer.zero_grad()
            model.backward(loss.backward())
            clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            if step % LOOK == 0:
                value = score(model, task, length, rng)
                if solved(task, value):
                    break
    return {
        "task": task,
        "length": length,
        "kind": kind,
        "rate": rate,
        "seed": seed,
        "score": float(f"{value:.4g}"),
        "solved": solved(task, value),
        "steps": step,
        "processor_seconds": round(process_time() - start, 1),
    }


def best_rates(runs: list[dict]) -> dict:
    """Return the rate for each task and kind: solved before not, sooner before later."""

    def order(run):
        better = run["score"] if run["task"] == "adding" else -run["score"]
        return not run["solved"], run["steps"], better

    best = {}
    for run in sorted(runs, key=order):
        best.setdefault((run["task"], run["kind"]), run["rate"])
    return best


def main() -> None:
    """Choose the rates, train with each seed, print a line for each run, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2, 3, 4])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    with ProcessPoolExecutor(arguments.workers) as pool:

        def run_all(plan):
            runs = []
            for run in pool.map(train, *zip(*plan, strict=True)):
                print(run, flush=True)
                runs.append(run)
            return runs

        middle = {task: lengths[2 % len(lengths)] for task, lengths in LENGTHS.items()}
        tuning = run_all(
            [
                (*case, kind, rate, TUNING_SEED)
                for case, kind, rate in product(middle.items(), KINDS, RATES)
            ]
        )
        rates = best_rates(tuning)
        cases = [
            (task, length, kind, rates[task, kind])
            for task in LENGTHS
            for length, kind in product(LENGTHS[task], KINDS)
        ]
        cases.append(("copy", 20, AS_PYTORCH, rates["copy", "LSTM"]))
        cases.append(("copy", 40, WIDE_OPEN, rates["copy", "LSTM"]))
        runs = run_all([(*case, seed) for case, seed in product(cases, arguments.seeds)])
    result = {
        "network": f"one layer of {HIDDEN} units and a linear layer, single precision",
        "optimizer": f"Adam, {BATCH} new sequences a step, gradient clipped at {CLIP:g}, "
        f"at most {STEPS} steps",
        "solved": "adding: mean squared error under 0.01; copy, reber: 99 % of the answers right",
        "guess": GUESS,
        "command": "python -m scripts.train_sequence_tasks --seeds "
        + " ".join(map(str, arguments.seeds)),
        "tuning": tuning,
        "runs": runs,
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
