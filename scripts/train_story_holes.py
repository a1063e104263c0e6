"""Train recurrent networks on the book's stories, and let them fill the holes in new ones.

    python -m scripts.train_story_holes [--seeds 0 1 2 3 4] [--workers 2]

The networks of chapter 14, one layer of 96 units and a linear layer, read 50 stories letter by
letter: 40 rounds, 8 streams, blame sent back through 160 letters, Adam with a rate of 0.01 that
falls along a cosine, gradients clipped at length 1, unless the name of a kind says more. Then they
are asked for what only the story says, in 60 new ones from the same grammar: his or her, some 40
letters after the hero was named; the animal; and the thing, about 100 letters after it was found. A
choice is rated by the probability of its letters. The shares of right ones, and what the networks
pay for the ten stories held back, go to book/results/story_holes.json; all of it takes about ten
minutes of a processor.
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
from lib.data import load_text, tell_stories, text_batches
from lib.nn.functional import softmax
from lib.optim import Adam, clip_grad_norm_
from lib.schedule import CosineAnnealingLR

OUTPUT = Path(__file__).resolve().parents[1] / "book" / "results" / "story_holes.json"
# Each kind: its layer, its start, and what is not as usual in its training.
KINDS = {
    "RNN": {},
    "RNN, orthogonal": {},
    "RNN, orthogonal, 120 rounds": {"epochs": 120},
    "GRU": {},
    "LSTM": {},
    "LSTM, forget bias 3": {},
    "LSTM, forget bias 3, rate 0.03": {"rate": 0.03},
}
HIDDEN, EPOCHS, STREAMS, STEPS, RATE, CLIP = 96, 40, 8, 160, 0.01, 1.0
STORIES, LEARNED = 60, 50
THINGS = ("red lamp", "blue kite", "silver key", "small boat", "brass bell", "round stone")
ANIMALS = ("cat", "dog", "fox", "goat", "hen", "mouse", "owl", "pony")
# The choices, and after what the hole stands; without it, at the last mention of a choice.
HOLES = {
    "his or her": (("his", "her"), " with "),
    "which animal": (ANIMALS, "asked the "),
    "which thing": (THINGS, None),
}


class Reader(nn.Module):
    """A recurrent layer of a kind over one-hot letters, and a linear layer to their scores."""

    def __init__(self, kind: str, letters: int, rng):
        super().__init__()
        how = {"rng": rng, "dtype": np.float32}
        layer = {"RNN": nn.RNN, "GRU": nn.GRU, "LSTM": nn.LSTM}[kind.split(",")[0]]
        self.memory = layer(letters, HIDDEN, **how)
        self.head = nn.Linear(HIDDEN, letters, **how)
        if "orthogonal" in kind:
            self.memory.weight_hh_l0.data[:] = np.linalg.qr(rng.normal(size=(HIDDEN, HIDDEN)))[0]
        if "forget bias 3" in kind:
            self.memory.bias_ih_l0.data[HIDDEN : 2 * HIDDEN] = 3
            self.memory.bias_hh_l0.data[HIDDEN : 2 * HIDDEN] = 0

    def forward(self, x, state=None):
        """Return the scores at every step, and the state at the end."""
        output, state = self.memory(x, state)
        return self.head(output), state

    def backward(self, grad):
        """Send the blame of all scores back; the letters themselves get none."""
        with self.memory.no_input_grad():
            return self.memory.backward(self.head.backward(grad))


def fill(model: Reader, text, before: str, choices: tuple) -> str:
    """Return the choice whose letters are the most probable ones after `before`."""
    one_hot = np.eye(len(text.vocabulary), dtype=np.float32)
    _, state = model(one_hot[text.encode(before)[None, :-1]])
    values = []
    for choice in choices:
        word = text.encode(before[-1] + choice)
        p = softmax(model(one_hot[word[None, :-1]], state)[0][0].astype(float))
        values.append(np.log(p[np.arange(len(choice)), word[1:]]).sum())
    return choices[int(np.argmax(values))]


def right(model: Reader, text, stories: list[str], choices: tuple, after: str | None) -> float:
    """Return the share of the holes that are filled with what the story says."""
    hits = []
    for story in stories:
        if after is None:
            place = max(story.rfind(choice) for choice in choices)
        else:
            place = story.index(after) + len(after)
        guess = fill(model, text, "\n\n" + story[:place], choices)
        hits.append(story[place:].startswith(guess))
    return float(np.mean(hits))


def train(kind: str, seed: int, epochs: int | None = None) -> dict:
    """Train once; return the bits a letter on the stories held back, and the shares of holes."""
    start = process_time()
    epochs = epochs or KINDS[kind].get("epochs", EPOCHS)
    rate = KINDS[kind].get("rate", RATE)
    text = load_text()
    cut = len("\n\n".join(text.text.split("\n\n")[:LEARNED])) + 2
    one_hot = np.eye(len(text.vocabulary), dtype=np.float32)
    model = Reader(kind, len(text.vocabulary), np.random.default_rng(seed))
    loss, optimizer = nn.CrossEntropyLoss(), Adam(model.parameters(), lr=rate)
    falling = CosineAnnealingLR(optimizer, T_max=epochs)
    with threadpool_limits(limits=1):
        for _ in range(epochs):
            state = None
            for x, y in text_batches(text.ids[:cut], STREAMS, STEPS):
                scores, state = model(one_hot[x], state)
                loss(scores.reshape(-1, scores.shape[-1]), y.ravel())
                optimizer.zero_grad()
                model.backward(loss.backward().reshape(scores.shape))
                clip_grad_norm_(model.parameters(), CLIP)
                optimizer.step()
            falling.step()
        held_back = text.ids[cut:]
        bits = loss(model(one_hot[held_back[None, :-1]])[0][0], held_back[1:]) / np.log(2)
        stories = tell_stories(STORIES, rng=1).strip().split("\n\n")
        found = {name: right(model, text, stories, *hole) for name, hole in HOLES.items()}
    return {
        "kind": kind,
        "seed": seed,
        "bits": float(f"{bits:.4g}"),
        **{name: float(f"{share:.4g}") for name, share in found.items()},
        "processor_seconds": round(process_time() - start, 1),
    }


def main() -> None:
    """Train each kind with each seed, print a line for each run, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2, 3, 4])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    runs = []
    with ProcessPoolExecutor(arguments.workers) as pool:
        cases = list(product(KINDS, arguments.seeds))
        for run in pool.map(train, *zip(*cases, strict=True)):
            print(run, flush=True)
            runs.append(run)
    result = {
        "network": f"one layer of {HIDDEN} units and a linear layer, single precision",
        "training": f"{EPOCHS} rounds, {STREAMS} streams, pieces of {STEPS} letters, "
        f"Adam at {RATE:g} falling along a cosine, gradient clipped at {CLIP:g}",
        "guess": {name: round(1 / len(choices), 4) for name, (choices, _) in HOLES.items()},
        "command": "python -m scripts.train_story_holes --seeds "
        + " ".join(map(str, arguments.seeds)),
        "runs": runs,
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
