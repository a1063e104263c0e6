"""Round the weights of the book's LeNet-5 to single bytes, for the page in which one draws digits.

    python -m scripts.quantize_lenet

It reads book/results/lenet_mnist.npz (written by ``scripts.train_mnist``) and writes
lib/widgets/static/lenet_mnist.npz: for each layer whole numbers from -127 to 127, a scale for each
filter or row, and the biases. With MNIST at hand it says on how many of the 10,000 test digits both
agree. Afterwards run ``python scripts/write_golden.py``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lib.data import load_mnist
from lib.widgets.digit_network import STORED, lenet, packed, quantized, unpacked

TRAINED = Path(__file__).resolve().parents[1] / "book" / "results" / "lenet_mnist.npz"


def trained(path: Path = TRAINED) -> dict[str, np.ndarray]:
    """Return the weights as they were trained."""
    with np.load(path) as state:
        return dict(state)


def said(state: dict[str, np.ndarray], images: np.ndarray) -> np.ndarray:
    """Return the scores (N, 10) of a network with these weights for images (N, 28, 28) of bytes."""
    model = lenet()
    model.load_state_dict(state)
    model.eval()
    X = images[:, None] / 255
    return np.concatenate([model(X[i : i + 500]) for i in range(0, len(X), 500)])


def main() -> None:
    """Write the file, and compare."""
    state = trained()
    arrays = quantized(state)
    np.savez_compressed(STORED, **arrays)
    text = packed(arrays)
    print(f"{STORED.name}: {STORED.stat().st_size:,} bytes; in a page {len(text):,}")
    try:
        mnist = load_mnist("test", download=False)
    except FileNotFoundError as missing:
        print(f"not compared on MNIST: {missing}")
        return
    full, rounded = (said(kind, mnist.images).argmax(axis=1) for kind in (state, unpacked(text)))
    print(f"the same digit for {np.mean(full == rounded):.2%} of {len(full):,} test pictures")
    for name, answers in (("full", full), ("rounded", rounded)):
        print(f"{name} weights: {np.mean(answers != mnist.target):.2%} wrong")


if __name__ == "__main__":
    main()
