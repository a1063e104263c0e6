"""What Playground computes: data, network and training by ``lib``, on the page's randomness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lib.data import DataLoader, planes
from lib.nn import (
    BCEWithLogitsLoss,
    Dropout,
    Identity,
    LeakyReLU,
    Linear,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    init,
)
from lib.optim import SGD, Adam, Optimizer

from .randomness import PageRandom

ACTIVATIONS = {
    "tanh": Tanh,
    "sigmoid": Sigmoid,
    "relu": ReLU,
    "leaky_relu": LeakyReLU,
    "identity": Identity,
}
INITS = ("scaled", "zeros", "normal", "he")
OPTIMIZERS = ("sgd", "momentum", "adam")
BATCHES = ("full", "32", "10", "1")
PROBLEMS = ("rings", "xor", "moons", "blobs", "spiral", "points")

HELD_OUT = 200
MOMENTUM = 0.9

# The streams of one seed: what is drawn from one does not move the others.
_DATA, _HELD_OUT, _WEIGHTS, _ORDER, _DROPOUT = range(1, 6)


class PlaygroundNumbers(NamedTuple):
    """A run: ``losses`` are those of the batches, step by step, each before its step.

    The rest belongs to the end of the run: cost and right answers on the points that were learned
    from and on those held out (None if there are none), and the weights and biases of each layer.
    """

    losses: list[float]
    cost: float
    right: int
    held_out_cost: float | None
    held_out_right: int | None
    weights: list


def plane(problem: str, m: int, noise: float, rng: PageRandom) -> tuple[np.ndarray, np.ndarray]:
    """Return X (m, 2) and y (m,): a data set of :mod:`lib.data.planes`, all of about one size.

    Parameters
    ----------
    problem : str
        One of ``PROBLEMS`` without ``"points"``.
    m : int
        How many points.
    noise : float
        How far they lie from where they belong, 0 to 0.5.
    rng : PageRandom
        Where the randomness comes from.

    Examples
    --------
    >>> X, y = plane("rings", 50, 0.0, PageRandom(1))
    >>> bool(np.abs(X).max() <= 2), y.sum()
    (True, np.int64(25))
    """
    spread = 0.3 + noise
    made, size = {
        "xor": lambda: (planes.make_xor(m, noise=noise / 2, rng=rng), 2),
        "rings": lambda: (planes.make_rings(m, noise=noise, rng=rng), 1),
        "moons": lambda: (planes.make_moons(m, noise=noise / 1.5, rng=rng), 1.5),
        "blobs": lambda: (planes.make_blobs(m, gap=2.2 / spread, rng=rng), spread),
        "spiral": lambda: (planes.make_spiral(m, noise=noise, rng=rng), 1),
    }[problem]()
    return made.X * size, made.y


def points(
    problem: str, m: int, noise: float, sample: int, examples: Sequence
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Return X and y to learn from, and X and y held out (empty for the reader's own points)."""
    if problem == "points":
        rows = np.array(examples, dtype=np.float64).reshape(-1, 3)
        return (rows[:, :2], rows[:, 2].astype(int)), (np.empty((0, 2)), np.empty(0, int))
    return (
        plane(problem, m, noise, PageRandom(sample, _DATA)),
        plane(problem, HELD_OUT, noise, PageRandom(sample, _HELD_OUT)),
    )


def network(
    hidden: Sequence[int],
    activation: str,
    start: str | Sequence,
    seed: int,
    dropout: float = 0.0,
    begun: int = 0,
) -> Sequential:
    """Return the network: Linear, activation and Dropout for each hidden layer, then Linear.

    Parameters
    ----------
    hidden : sequence of int
        Units of each hidden layer.
    activation : str
        One of ``ACTIVATIONS``.
    start : str or sequence
        One of ``INITS``, or the weights and biases themselves: [W1, b1, W2, b2, …].
    seed : int
        Of the random numbers.
    dropout : float
        Probability that a hidden unit stays away.
    begun : int
        How many steps were made before; it picks the random numbers of dropout.

    Examples
    --------
    >>> model = network([2], "tanh", "scaled", seed=1)
    >>> [tuple(p.shape) for p in model.parameters()]
    [(2, 2), (2,), (1, 2), (1,)]
    """
    sizes = [2, *hidden, 1]
    masks, draws = PageRandom(seed, _DROPOUT, begun), PageRandom(seed, _WEIGHTS)
    modules: list = []
    for inputs, outputs in pairwise(sizes[:-1]):
        kind = [Linear(inputs, outputs), ACTIVATIONS[activation]()]
        modules += [*kind, Dropout(dropout, rng=masks)] if dropout else kind
    model = Sequential(*modules, Linear(sizes[-2], 1))
    if not isinstance(start, str):
        for parameter, given in zip(model.parameters(), start, strict=True):
            parameter.data[...] = given
        return model
    for layer in model:
        if isinstance(layer, Linear):
            init.zeros_(layer.bias)
            _fill(layer.weight, start, draws)
    return model


def _fill(weight, start: str, rng: PageRandom) -> None:
    if start == "zeros":
        init.zeros_(weight)
    elif start == "he":
        init.kaiming_normal_(weight, rng=rng)
    else:
        std = 1.0 if start == "normal" else 1 / np.sqrt(weight.shape[1])
        init.normal_(weight, std=std, rng=rng)


def optimizer_of(name: str, model: Sequential, rate: float, l2: float) -> Optimizer:
    """Return SGD, SGD with momentum 0.9, or Adam; ``l2`` is their weight decay."""
    if name == "adam":
        return Adam(model.parameters(), lr=rate, weight_decay=l2)
    momentum = MOMENTUM if name == "momentum" else 0.0
    return SGD(model.parameters(), lr=rate, momentum=momentum, weight_decay=l2)


def weights_of(model: Sequential) -> list:
    """Return the weights and biases as lists: [W1, b1, W2, b2, …]."""
    return [parameter.data.tolist() for parameter in model.parameters()]


def _forever(loader: DataLoader) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    while True:
        yield from loader


def _judge(model: Sequential, X: np.ndarray, y: np.ndarray) -> tuple[float | None, int | None]:
    """Cost and right answers of a network that does not learn now."""
    if len(X) == 0:
        return None, None
    scores = model.eval()(X)[:, 0]
    model.train()
    return BCEWithLogitsLoss()(scores, y), int(np.sum((scores > 0) == y))


def numbers(
    problem: str,
    m: int,
    noise: float,
    sample: int,
    seed: int,
    hidden: Sequence[int],
    activation: str,
    init: str,
    rate: float,
    optimizer: str,
    batch: str,
    l2: float,
    dropout: float,
    steps: int,
    start: Sequence = (),
    begun: int = 0,
    examples: Sequence = (),
) -> PlaygroundNumbers:
    """Train the network of these settings for some steps; the names are those of Playground.

    Examples
    --------
    >>> run = numbers("xor", 40, 0.1, sample=1, seed=1, hidden=[4], activation="tanh",
    ...               init="scaled", rate=1.0, optimizer="sgd", batch="full", l2=0.0,
    ...               dropout=0.0, steps=100)
    >>> run.losses[0] > run.losses[-1]
    True
    """
    (X, y), held_out = points(problem, m, noise, sample, examples)
    model = network(hidden, activation, start or init, seed, dropout, begun)
    rule = optimizer_of(optimizer, model, rate, l2)
    loss_function, losses = BCEWithLogitsLoss(), []
    full = batch == "full"
    order = PageRandom(seed, _ORDER, begun)
    size = len(X) if full else int(batch)
    loader = DataLoader(X, y[:, None], batch_size=size, shuffle=not full, rng=order)
    for _, (some, truth) in zip(range(steps), _forever(loader), strict=False):
        rule.zero_grad()
        losses.append(loss_function(model(some), truth))
        model.backward(loss_function.backward())
        rule.step()
    return PlaygroundNumbers(
        losses, *_judge(model, X, y), *_judge(model, *held_out), weights_of(model)
    )
