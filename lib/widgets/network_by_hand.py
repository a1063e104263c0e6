"""NetworkByHand: a small network, forward and backward, number by number."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.classic import TinyNetwork
from lib.data import load_pet_shop
from lib.nn.functional import sigmoid

from .arrays import Option
from .base import Explorable, fallback_table
from .traits import Choice, ExplorableError, Number
from .weights import Weights

INPUTS, HIDDEN = 3, 4
CUSTOMERS = 4

#: Every weight by the name it has in the program, in the order of the arrays.
NAMES = (
    *(f"syn0[{i},{j}]" for i in range(INPUTS) for j in range(HIDDEN)),
    *(f"syn1[{j},0]" for j in range(HIDDEN)),
)

#: How many numbers there are to step through: forward, backward and for each weight.
FORWARD = 2 * HIDDEN + 2
STEPS = FORWARD + 3 + 3 * HIDDEN + len(NAMES)

#: Where the reader begins, by part of the figure.
_FIRST_STEP = {"forward": 0, "backward": FORWARD, "all": STEPS}

_HALF_TRAINED = (
    [[3.66, -2.88, 3.26, -1.53], [-4.84, 3.54, 2.52, -2.55], [0.16, -0.66, -2.82, 1.87]],
    [[12.21], [10.24], [-6.31], [-14.52]],
)


class NetworkPass(NamedTuple):
    """One customer's way through the network and back; names as in the program of chapter 4.

    ``z1`` and ``z2`` are the weighted sums; the deltas point downhill, the gradients uphill.
    ``ratios`` are the factors whose product is the gradient of the selected weight; ``measured`` is
    the same slope by nudging it. ``after_one`` and ``after_all`` are the predictions for all
    customers once the network has learned from this one, or from all of them.
    """

    z1: list[float]
    l1: list[float]
    z2: list[float]
    l2: list[float]
    l2_error: list[float]
    l2_slope: list[float]
    l2_delta: list[float]
    l1_error: list[float]
    l1_slope: list[float]
    l1_delta: list[float]
    syn0_gradient: list[list[float]]
    syn1_gradient: list[list[float]]
    cost: float
    ratios: list[float]
    measured: float
    predictions: list[float]
    after_one: list[float]
    after_all: list[float]


def start_weights(name: str) -> tuple[list[list[float]], list[list[float]]]:
    """Return syn0 (3, 4) and syn1 (4, 1) with which the figure can begin.

    Parameters
    ----------
    name : str
        ``"half trained"``: rounded weights from the middle of a training; ``"random"``: those that
        the program of chapter 4 starts from.

    Raises
    ------
    ExplorableError
        If the name is neither.

    Examples
    --------
    >>> syn0, syn1 = start_weights("random")
    >>> round(syn0[0][0], 4), round(syn1[0][0], 4)
    (-0.166, -0.5911)
    """
    if name == "half trained":
        return _HALF_TRAINED
    if name == "random":
        network = TinyNetwork(INPUTS, HIDDEN, rng=np.random.RandomState(1))
        return network.syn0.tolist(), network.syn1.tolist()
    raise ExplorableError(
        f"NetworkByHand.weights: got {name!r}, expected 'half trained', 'random' or a pair "
        "(syn0, syn1); check the spelling, or pass (network.syn0, network.syn1)"
    )


def _network(syn0: ArrayLike, syn1: ArrayLike) -> TinyNetwork:
    network = TinyNetwork(INPUTS, HIDDEN)
    network.syn0 = np.array(syn0, dtype=np.float64)
    network.syn1 = np.array(syn1, dtype=np.float64)
    return network


def _learned(network: TinyNetwork, X: np.ndarray, y: np.ndarray) -> list[float]:
    """The predictions for all customers after one round of learning from these."""
    taught = _network(network.syn0, network.syn1)
    taught.fit(X, y, iterations=1)
    return taught.predict(load_pet_shop().X).ravel().tolist()


def numbers(
    customer: int, syn0: ArrayLike, syn1: ArrayLike, selected: str, epsilon: float
) -> NetworkPass:
    """Forward and backward for one customer, the cost being ½ (truth - prediction)².

    Parameters
    ----------
    customer : int
        1 to 4.
    syn0, syn1 : array_like
        The weights, (3, 4) and (4, 1).
    selected : str
        One of ``NAMES``: the weight that is nudged.
    epsilon : float
        By how much it is nudged, up and down.

    Examples
    --------
    >>> found = numbers(1, *start_weights("half trained"), "syn0[0,0]", 0.0001)
    >>> round(found.l2[0], 3), round(found.l2_delta[0], 2)
    (0.479, 0.13)
    >>> round(found.syn0_gradient[0][0], 5), round(float(np.prod(found.ratios)), 5)
    (-0.03333, -0.03333)
    >>> round(found.measured, 5)
    -0.03333
    """
    shop = load_pet_shop()
    X, y = shop.X, shop.y[:, np.newaxis].astype(float)
    one = slice(customer - 1, customer)
    network = _network(syn0, syn1)
    syn0, syn1 = network.syn0, network.syn1
    l0, truth = X[one], y[one]

    z1 = l0 @ syn0
    l1 = sigmoid(z1)
    z2 = l1 @ syn1
    l2 = sigmoid(z2)
    l2_error = truth - l2
    l2_slope = l2 * (1 - l2)
    l2_delta = l2_error * l2_slope
    l1_error = l2_delta @ syn1.T
    l1_slope = l1 * (1 - l1)
    l1_delta = l1_error * l1_slope

    name, (row, column) = selected[:4], map(int, selected[5:-1].split(","))
    ratios = [-l2_error[0, 0], l2_slope[0, 0]]
    if name == "syn1":
        ratios.append(l1[0, row])
    else:
        ratios += [syn1[column, 0], l1_slope[0, column], l0[0, row]]

    def cost(nudge: float) -> float:
        nudged = _network(syn0, syn1)
        getattr(nudged, name)[row, column] += nudge
        return 0.5 * float(np.sum((truth - nudged.predict(l0)) ** 2))

    one_row = (z1, l1, z2, l2, l2_error, l2_slope, l2_delta, l1_error, l1_slope, l1_delta)
    return NetworkPass(
        *(array[0].tolist() for array in one_row),
        syn0_gradient=(-l0.T @ l1_delta).tolist(),
        syn1_gradient=(-l1.T @ l2_delta).tolist(),
        cost=cost(0.0),
        ratios=[float(ratio) for ratio in ratios],
        measured=(cost(epsilon) - cost(-epsilon)) / (2 * epsilon),
        predictions=network.predict(X).ravel().tolist(),
        after_one=_learned(network, l0, truth),
        after_all=_learned(network, X, y),
    )


class NetworkByHand(Explorable):
    """Step through the pet shop's network, number by number; change a weight, nudge it, learn.

    Parameters
    ----------
    weights : str or pair of array_like
        ``"half trained"``, ``"random"``, or (syn0, syn1) of shapes (3, 4) and (4, 1).
    part : str
        ``"forward"``: only the way to the prediction; ``"backward"``: also the way back to every
        weight, and learning; ``"all"``: also the nudge of one weight, compared with its gradient.
    customer : int
        Whose answers go in, 1 to 4.
    step : int
        How many numbers have been computed, 0 to 41; the prediction is the tenth. Without it: 0,
        10 or 41, by part.
    selected : str
        The weight that can be changed, by its name in the program: ``"syn0[0,0]"`` to
        ``"syn1[3,0]"``.
    epsilon : float
        By how much that weight is nudged, 0.0001 to 0.1.
    syn0, syn1 : array_like
        One of the two arrays of weights; for both at once there is ``weights``.

    Raises
    ------
    ExplorableError
        For a value that the figure cannot show.

    Examples
    --------
    >>> w = NetworkByHand(customer=2)
    >>> w
    NetworkByHand(customer=2, step=41, selected='syn0[0,0]', epsilon=0.01)
    >>> round(w.numbers.l2[0], 3)
    0.904
    >>> w.syn1 = [[1], [1], [1], [1]]
    >>> round(w.numbers.l2[0], 3)
    0.848
    """

    part = Option("all", "forward", "backward")
    customer = Number(1, low=1, high=CUSTOMERS, whole=True)
    step = Number(STEPS, low=0, high=STEPS, whole=True)
    selected = Choice(NAMES)
    epsilon = Number(0.01, low=0.0001, high=0.1)
    syn0 = Weights(INPUTS, HIDDEN)
    syn1 = Weights(HIDDEN, 1)
    _folded = ("syn0", "syn1")

    def __init__(self, weights: Any = "half trained", **more: object):
        if isinstance(weights, str):
            weights = start_weights(weights)
        elif not isinstance(weights, list | tuple) or len(weights) != 2:
            raise ExplorableError(
                f"NetworkByHand.weights: got {type(weights).__name__}, expected a name or a pair "
                "(syn0, syn1); pass (network.syn0, network.syn1)"
            )
        first = _FIRST_STEP.get(str(more.get("part", "all")), 0)
        super().__init__(**{"step": first, "syn0": weights[0], "syn1": weights[1]} | more)

    @property
    def numbers(self) -> NetworkPass:
        """All numbers of the figure for the present customer and weights."""
        return numbers(**{k: v for k, v in self.state.items() if k != "step"})

    def _fallback_html(self) -> str:
        shop = load_pet_shop()
        predictions = self.numbers.predictions
        network = _network(self.syn0, self.syn1)
        rows = []
        for i, (answers, truth) in enumerate(zip(shop.X, shop.y, strict=True)):
            hidden = network.forward(shop.X[i : i + 1])[0][0]
            cells = [f"{answer:.0f}" for answer in answers] + [f"{unit:.3f}" for unit in hidden]
            rows.append([str(i + 1), *cells, f"{predictions[i]:.3f}", str(truth)])
        columns = ["customer", *shop.feature_names, *(f"hidden {j + 1}" for j in range(HIDDEN))]
        caption = "Each customer's answers, what the hidden units say, the prediction and the truth"
        return fallback_table(caption, [*columns, "prediction", shop.target_name], rows)
