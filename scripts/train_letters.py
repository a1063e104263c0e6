"""Train a network to say the next letter of Shakespeare, and keep curve, samples and weights.

    python -m scripts.train_letters rnn
    python -m scripts.train_letters gru

A recurrent layer and a Linear layer, single precision; truncated backpropagation through time with
the state carried on, Adam with a rate that falls along a cosine, gradients clipped to length 1. The
text is "tiny Shakespeare", 1,115,394 letters, read from LIB_DATA_HOME/tinyshakespeare/input.txt
(https://github.com/karpathy/char-rnn, data/tinyshakespeare). The last twentieth is held out: its
bits a letter are the curve. By one look at such a curve the rate of the plain RNN was doubled,
after three slow epochs of a first run; nothing else was chosen by it.

The weights are rounded to single bytes and go to lib/widgets/static/letters_KIND.npz; the curve,
the numbers before and after rounding, those of counted n-grams, and three samples go to
book/results/letters_KIND.json. An epoch takes 12 to 20 seconds of one core.
Afterwards run ``python scripts/write_golden.py``.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.machine import facts
from lib import nn
from lib.data import load_text, text_batches
from lib.optim import Adam, clip_grad_norm_
from lib.schedule import CosineAnnealingLR
from lib.widgets.letter_network import (
    MEMORIES,
    LetterNetwork,
    packed,
    quantized,
    stored_in,
    unpacked,
    write_on,
)

FOLDER = Path(__file__).resolve().parents[1] / "book" / "results"
SIZES, RATES = {"rnn": 256, "gru": 144}, {"rnn": 2e-3, "gru": 3e-3}
BATCH, STEPS, CLIP = 32, 64, 1.0
HELD_OUT = 20  # the last of so many parts
ADDED = 0.1  # to every count of an n-gram
TEMPERATURES, SAMPLE, SAMPLE_SEED = (0.5, 1.0, 1.5), 300, 1


def text_of_shakespeare() -> Path:
    """Return where the text lies."""
    home = os.environ.get("LIB_DATA_HOME")
    path = Path(home or ".") / "tinyshakespeare" / "input.txt"
    if not path.exists():
        raise SystemExit(
            "LIB_DATA_HOME must name a folder with tinyshakespeare/input.txt, from "
            "https://github.com/karpathy/char-rnn/tree/master/data/tinyshakespeare"
        )
    return path


def bits(network: LetterNetwork, ids: np.ndarray) -> float:
    """Return the mean of -log₂ p over a text, read as 16 streams."""
    loss, state, costs, counts = nn.CrossEntropyLoss(), None, [], []
    for x, y in text_batches(ids, 16, 256):
        scores, state = network(x, state)
        costs.append(loss(scores, y.ravel()))
        counts.append(y.size)
    return float(np.average(costs, weights=counts) / np.log(2))


def bits_of_ngrams(ids: np.ndarray, held_out: np.ndarray, letters: int, n: int) -> float:
    """Return the mean of -log₂ p of counted n-grams, ADDED added to each count.

    p(letter | n - 1 letters before) = (count of all n + α) / (count of the n - 1 + α · letters)
    """

    def grams(of: np.ndarray, width: int) -> list[tuple[int, ...]]:
        """Return every run of `width` letters that has a place n - 1 letters on."""
        start = n - width
        rows = np.lib.stride_tricks.sliding_window_view(of[start:], width)
        return list(map(tuple, rows.tolist()))

    before = np.lib.stride_tricks.sliding_window_view(ids[:-1], n - 1) if n > 1 else None
    whole = Counter(grams(ids, n))
    contexts = Counter(map(tuple, before.tolist())) if n > 1 else {(): len(ids)}
    chance = [
        (whole[gram] + ADDED) / (contexts.get(gram[:-1], 0) + ADDED * letters)
        for gram in grams(held_out, n)
    ]
    return float(-np.log2(chance).mean())


def train(kind, epochs, seed, ids, held_out, letters, report=print) -> tuple[dict, LetterNetwork]:
    """Train once; return the curves and the seconds of training alone, and the network."""
    first, offsets = np.random.default_rng(seed).spawn(2)
    network = LetterNetwork(kind, SIZES[kind], letters, rng=first, dtype=np.float32)
    params = list(network.parameters())
    optimizer, loss = Adam(params, lr=RATES[kind]), nn.CrossEntropyLoss()
    updates = len(text_batches(ids[STEPS:], BATCH, STEPS))
    schedule = CosineAnnealingLR(optimizer, T_max=epochs * updates)
    learned, tested, wall, processor = [], [], 0.0, 0.0
    for epoch in range(epochs):
        start = perf_counter(), process_time()
        state, costs = None, []
        # Every epoch cuts the text at other places.
        for x, y in text_batches(ids[offsets.integers(STEPS) :], BATCH, STEPS)[:updates]:
            scores, state = network(x, state)
            costs.append(loss(scores, y.ravel()))
            optimizer.zero_grad()
            network.backward(loss.backward())
            clip_grad_norm_(params, CLIP)
            optimizer.step()
            schedule.step()
        wall += perf_counter() - start[0]
        processor += process_time() - start[1]
        learned.append(round(float(np.mean(costs) / np.log(2)), 4))
        tested.append(round(bits(network, held_out), 4))
        report(
            f"epoch {epoch + 1}: {learned[-1]} bits, held out {tested[-1]}, {wall:.0f} s",
            flush=True,
        )
    return {
        "bits_train": learned,
        "bits_held_out": tested,
        "seconds": round(wall, 1),
        "processor_seconds": round(processor, 1),
    }, network


def main() -> None:
    """Train, round, compare, write samples, and keep it all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=MEMORIES)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--text", type=Path, help="another text to learn")
    parser.add_argument("--results", type=Path, default=FOLDER)
    parser.add_argument("--weights", type=Path, help="where the weights go")
    asked = parser.parse_args()
    text = load_text(asked.text or text_of_shakespeare())
    cut = len(text.ids) - len(text.ids) // HELD_OUT
    ids, held_out = text.ids[:cut], text.ids[cut:]
    before = os.getloadavg()[0]
    with threadpool_limits(limits=1):
        machine = facts()
        run, network = train(asked.kind, asked.epochs, asked.seed, ids, held_out, text.vocabulary)
        arrays = quantized(network)
        found = packed(arrays)
        rounded = unpacked(found)
        run["bits_rounded"] = round(bits(rounded, held_out), 4)
    weights = asked.weights or stored_in(asked.kind)
    np.savez_compressed(weights, **arrays)
    ngrams = {n: bits_of_ngrams(ids, held_out, len(text.vocabulary), n) for n in range(1, 7)}
    result = {
        "model": asked.kind,
        "hidden_size": network.hidden_size,
        "letters": network.letters,
        "parameters": sum(p.data.size for p in network.parameters()),
        "characters_in_page": len(found["weights"]),
        "data": f"tiny Shakespeare: {len(ids):,} letters to learn from, {len(held_out):,} held out",
        "optimizer": f"Adam, rate {RATES[asked.kind]} falling along a cosine, {BATCH} streams of "
        f"{STEPS} letters, gradient clipped to {CLIP:g}",
        "seed": asked.seed,
        "epochs": asked.epochs,
        **run,
        "bits_3gram": round(ngrams[3], 4),
        "bits_ngram": {n: round(value, 4) for n, value in ngrams.items()},
        "smoothing": f"{ADDED} added to every count, {len(text.vocabulary)} letters",
        "samples": {
            f"{t:g}": write_on(rounded, "", SAMPLE, temperature=t, seed=SAMPLE_SEED)
            for t in TEMPERATURES
        },
        "sample_seed": SAMPLE_SEED,
        "command": f"python -m scripts.train_letters {asked.kind} --epochs {asked.epochs} "
        f"--seed {asked.seed}",
        "machine": machine,
        "load_average": {"before": round(before, 1), "after": round(os.getloadavg()[0], 1)},
    }
    path = asked.results / f"letters_{asked.kind}.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{result['characters_in_page']:,} letters in a page, {run['bits_rounded']} bits rounded")


if __name__ == "__main__":
    main()
