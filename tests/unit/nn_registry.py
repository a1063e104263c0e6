"""Every layer and loss once, with inputs that suit it. What is listed gets all shared checks.

Layers of a family of their own are listed beside it, in nn_registry_<family>.py, as LAYERS.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import numpy as np

from lib import nn
from tests.unit.layer_case import LayerCase


def _mlp(dtype):
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(6, 5, rng=0, dtype=dtype),
        nn.Tanh(),
        nn.Sequential(nn.Linear(5, 4, rng=1, dtype=dtype), nn.LeakyReLU(0.2)),
        nn.Linear(4, 3, rng=2, dtype=dtype),
        nn.Sigmoid(),
    )


def _words(case, rng, dtype):
    return (rng.integers(0, 4, case.shape),)


LAYERS = [
    LayerCase("Linear", lambda t: nn.Linear(3, 4, dtype=t), (5, 3), ((3,), (), (5, 4), (3, 5))),
    LayerCase(
        "Linear without bias", lambda t: nn.Linear(3, 2, bias=False, dtype=t), (5, 3), ((5, 2),)
    ),
    LayerCase("Linear over time", lambda t: nn.Linear(3, 2, dtype=t), (4, 5, 3), ((4, 3, 5),)),
    LayerCase("Linear to one", lambda t: nn.Linear(3, 1, dtype=t), (5, 3), ((5,), (5, 1))),
    LayerCase("Flatten", lambda t: nn.Flatten(), (4, 2, 3), ((4,), ())),
    LayerCase("Identity", lambda t: nn.Identity(), (4, 3), ((),)),
    LayerCase("Sigmoid", lambda t: nn.Sigmoid(), (4, 3), ((),)),
    LayerCase("Sigmoid of rows", lambda t: nn.Sigmoid(), (6,), ((),)),
    LayerCase("Tanh", lambda t: nn.Tanh(), (4, 3), ((),)),
    LayerCase("ReLU", lambda t: nn.ReLU(), (4, 3), ((),)),
    LayerCase("LeakyReLU", lambda t: nn.LeakyReLU(0.2), (4, 3), ((),)),
    LayerCase("Softmax", lambda t: nn.Softmax(), (4, 3), ((),)),
    LayerCase("Softmax of axis 1", lambda t: nn.Softmax(dim=1), (4, 3, 2), ((), (4,))),
    LayerCase("Sequential", _mlp, (4, 2, 3), ((4,), (4, 2, 2))),
    LayerCase("Dropout", lambda t: nn.Dropout(0.3, rng=0), (4, 3), ((),), random=True),
    LayerCase("Dropout in use", lambda t: nn.Dropout(0.3).eval(), (4, 3), ((),)),
    LayerCase(
        "Embedding", lambda t: nn.Embedding(4, 3, dtype=t), (6,), ((),), _words, integers=True
    ),
    LayerCase(
        "Embedding of texts",
        lambda t: nn.Embedding(4, 2, dtype=t),
        (3, 5),
        (),
        _words,
        integers=True,
    ),
]

for _path in sorted(Path(__file__).parent.glob("nn_registry_*.py")):
    LAYERS += import_module(f"tests.unit.{_path.stem}").LAYERS


class LossCase(NamedTuple):
    """A loss and how to make predictions and targets for it."""

    name: str
    make: Callable
    pred: Callable
    target: Callable


def _classes(rng):
    return rng.integers(0, 3, 5)


def _normal(rng):
    return rng.standard_normal((5, 3))


LOSSES = [
    LossCase("MSELoss", nn.MSELoss, _normal, _normal),
    LossCase(
        "BCELoss", nn.BCELoss, lambda rng: rng.uniform(0.05, 0.95, 6), lambda rng: rng.random(6)
    ),
    LossCase(
        "BCELoss of labels",
        nn.BCELoss,
        lambda rng: rng.uniform(0.05, 0.95, (6, 1)),
        lambda rng: rng.integers(0, 2, (6, 1)),
    ),
    LossCase("BCEWithLogitsLoss", nn.BCEWithLogitsLoss, _normal, lambda rng: rng.random((5, 3))),
    LossCase("NLLLoss", nn.NLLLoss, lambda rng: np.log(rng.dirichlet(np.ones(3), 5)), _classes),
    LossCase("CrossEntropyLoss", nn.CrossEntropyLoss, _normal, _classes),
    LossCase(
        "CrossEntropyLoss of probabilities",
        nn.CrossEntropyLoss,
        _normal,
        lambda rng: rng.dirichlet(np.ones(3), 5),
    ),
]
