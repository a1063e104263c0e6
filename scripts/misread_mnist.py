"""Keep the test pictures of MNIST that the saved LeNet-5 reads wrong, and ten that it reads right.

    python -m scripts.misread_mnist

The page shows them without the 10 MB of MNIST. Run it again whenever the weights in
book/results/lenet_mnist.npz are new; it reads the 10,000 test pictures in about a second and
writes book/results/lenet_misread.npz (some 30 KB):

index, truth, says   (k,)         place among the test pictures, the label, what the network reads
probability          (k,)         how sure it is of what it reads, by softmax
pictures             (k, 28, 28)  grey levels, 0 is paper and 255 is ink
right                (10, 28, 28) for each digit the first test picture that is read right

The pictures are MNIST's: copyright Y. LeCun and C. Cortes, licence CC BY-SA 3.0.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from lib import nn
from lib.nn.functional import softmax
from lib.train import predict
from scripts.train_mnist import FOLDER, pictures, saved

LICENCE = "MNIST, copyright Y. LeCun and C. Cortes, CC BY-SA 3.0"


def misread(model: nn.Module, X: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """Return what stands in the file: the pictures that are read wrong, the surest answer first."""
    answers = softmax(predict(model, X, batch_size=500).astype(np.float64))
    says = answers.argmax(axis=1)
    wrong = np.flatnonzero(says != y)
    wrong = wrong[np.argsort(-answers[wrong, says[wrong]], kind="stable")]
    right = [np.flatnonzero((y == digit) & (says == y))[0] for digit in range(10)]
    grey = (X[:, 0] * 255).round().astype(np.uint8)
    return {
        "index": wrong,
        "truth": y[wrong],
        "says": says[wrong],
        "probability": answers[wrong, says[wrong]],
        "pictures": grey[wrong],
        "right": grey[right],
        "tested": np.array(len(y)),
        "licence": np.array(LICENCE),
    }


def main() -> None:
    """Read the test pictures with the saved weights, and write those that are read wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, default=FOLDER / "lenet_mnist.npz")
    parser.add_argument("--output", type=Path, default=FOLDER / "lenet_misread.npz")
    arguments = parser.parse_args()
    X, y = pictures("test")
    found = misread(saved(arguments.weights), X, y)
    np.savez_compressed(arguments.output, **found)
    print(f"{len(found['index'])} of {len(y)} test pictures are read wrong")


if __name__ == "__main__":
    main()
