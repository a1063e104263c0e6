"""Checks for chapter 06: a ratio, the way back with tanh, a block, and a cache used twice."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.nn.functional import sigmoid

from .core import exercise
from .expect import NotFilledIn, expect, expect_close, expect_count
from .measured import measured_slopes
from .networks import says, way_back


@exercise(
    "06-divide",
    hints=[
        "a / b is the number 1 / b times a. When only a moves, what is the ratio?",
        "When b grows the quotient falls. The ratio for b is -a / b**2.",
    ],
)
def _check_divide(divided: Callable) -> None:
    for a, b in ((6.0, 2.0), (-1.5, 0.5), (3.0, -4.0), (0.0, 1.0)):
        answer = divided(a, b)
        expect_count("three numbers: value, ratio for a, ratio for b", answer, 3)
        slopes = measured_slopes(lambda a, b: float(a / b), np.array(a), np.array(b))
        at = f"for a = {a:g}, b = {b:g}"
        expect_close(f"the value {at}", answer[0], a / b)
        expect_close(f"the ratio for a {at}", answer[1], slopes[0], rtol=1e-5, atol=1e-7)
        expect_close(f"the ratio for b {at}", answer[2], slopes[1], rtol=1e-5, atol=1e-7)


@exercise(
    "06-tanh",
    hints=[
        "BP1: with cross-entropy and the sigmoid, delta is says[-1] - T, with no slope.",
        "BP2: the slope of tanh comes from what the layer says: 1 - says[l] ** 2.",
    ],
)
def _check_tanh(tanh_backprop: Callable) -> None:
    for sizes in ((3, 2), (3, 4, 2), (2, 3, 3, 1)):
        rng = np.random.default_rng(len(sizes))
        pairs = list(zip(sizes[1:], sizes[:-1], strict=True))
        parameters = [(rng.normal(size=pair), rng.normal(size=pair[0])) for pair in pairs]
        X, T = rng.normal(size=(5, sizes[0])), (rng.random((5, sizes[-1])) < 0.5) * 1.0

        def cost(*arrays: np.ndarray, X: np.ndarray = X, T: np.ndarray = T) -> float:
            a = says(X, list(zip(arrays[::2], arrays[1::2], strict=True)))[-1]
            return float(-(T * np.log(a) + (1 - T) * np.log(1 - a)).sum())

        answer = tanh_backprop(says(X, parameters), T, parameters)
        layers = len(parameters)
        expect_count(f"a list of {layers} pairs (dW, db)", answer, layers)
        slopes = measured_slopes(cost, *(array for pair in parameters for array in pair))
        for layer in reversed(range(layers)):
            expect_count("a pair (dW, db) for each layer", answer[layer], 2)
            last = layer == layers - 1
            look = (
                "BP1: with cross-entropy, delta is prediction minus truth"
                if last
                else "BP2: the delta of the layer after it, back through its weights, times the "
                "slope of tanh"
            )
            where = f"of layer {layer + 1} in a network of sizes {sizes}"
            for name, got, slope in zip(
                ("dW", "db"), answer[layer], slopes[2 * layer : 2 * layer + 2], strict=True
            ):
                same = np.shape(got) == np.shape(slope)
                if same and np.allclose(np.multiply(got, len(T)), slope, rtol=1e-5, atol=1e-6):
                    look = "the division: add up over the examples, do not average"
                expect_close(f"{name} {where}", got, slope, rtol=1e-5, atol=1e-6, look=look)


@exercise(
    "06-block",
    hints=[
        "Keep in forward which of the scores are above 0, or the slope itself.",
        "self.slope = np.where(z > 0, 1.0, 0.01); the value is z * self.slope.",
    ],
)
def _check_block(LeakyReLU: type) -> None:
    expect(isinstance(LeakyReLU, type), "Hand in the class itself: LeakyReLU, without ().")
    rng = np.random.default_rng(5)
    first, second = LeakyReLU(), LeakyReLU()
    z, other, dy = (rng.normal(size=(4, 3)) for _ in range(3))
    kept = z.copy()
    said = first.forward(z)
    if said is None or said is Ellipsis:
        raise NotFilledIn("forward returns nothing.")
    expect_close("forward(z)", said, np.where(z > 0, z, 0.01 * z), look="0.01 times z below 0")
    expect(np.array_equal(z, kept), "forward changed the array that came in. Make a new one.")
    second.forward(other)
    back = first.backward(dy)
    if back is None or back is Ellipsis:
        raise NotFilledIn("backward returns nothing.")
    slope = np.where(z > 0, 1.0, 0.01)
    if np.shape(back) == slope.shape and np.allclose(back, slope):
        look = "the chain: the slope of the block times what came back to it, da"
    elif np.shape(back) == slope.shape and np.allclose(back, dy * np.where(other > 0, 1.0, 0.01)):
        look = "the cache: it has to belong to self, not to the class or to the notebook"
    else:
        look = "the slope at the z of forward: 1 above 0, and 0.01 below, times da"
    expect_close("backward(da)", back, dy * slope, look=look)


@exercise(
    "06-bug",
    hints=[
        "W2 and b2 are right, W1 and b1 are not. What does the first bend remember when the way "
        "back comes to it?",
        "bend stands in the list twice, but it has one cache. Make a Sigmoid() for each place.",
    ],
)
def _check_bug(repaired_blocks: Callable) -> None:
    rng = np.random.default_rng(6)
    arrays = [rng.normal(size=shape) for shape in ((3, 3), (3,), (3, 3), (3,))]
    X, T = rng.normal(size=(4, 3)), rng.random((4, 3))

    def cost(W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray) -> float:
        return float(((sigmoid(sigmoid(X @ W1.T + b1) @ W2.T + b2) - T) ** 2).sum() / 2)

    blocks = repaired_blocks(*arrays)
    expect_count("a list of four blocks", blocks, 4)
    a = X
    for block in blocks:
        a = block.forward(a)
    expected = sigmoid(sigmoid(X @ arrays[0].T + arrays[1]) @ arrays[2].T + arrays[3])
    expect_close("what the network says", a, expected)
    slope = a - T
    for block in reversed(blocks):
        slope = block.backward(slope)
    slopes = measured_slopes(cost, *arrays)
    look = "what the first bend has kept when the way back reaches it"
    for name, block, (dW, db) in (
        ("second", blocks[2], slopes[2:]),
        ("first", blocks[0], slopes[:2]),
    ):
        for part, right in (("dW", dW), ("db", db)):
            got = getattr(block, part)
            what = f"{part} of the {name} Linear"
            expect_close(what, got, right, rtol=1e-5, atol=1e-7, look=look)


class _Bend:
    def __init__(self, slope: Callable = lambda a: a * (1 - a)):
        self.slope = slope

    def forward(self, z):
        self.a = sigmoid(z)
        return self.a

    def backward(self, da):
        return da * self.slope(self.a)


class _Sum:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W.T + self.b

    def backward(self, dy):
        self.dW, self.db = dy.T @ self.x, dy.sum(axis=0)
        return dy @ self.W


def _shared(W1, b1, W2, b2):
    bend = _Bend()
    return [_Sum(W1, b1), bend, _Sum(W2, b2), bend]


def _without_slope(W1, b1, W2, b2):
    return [_Sum(W1, b1), _Bend(np.ones_like), _Sum(W2, b2), _Bend()]


class _OnlyTheSlope:
    def forward(self, z):
        self.slope = np.where(z > 0, 1.0, 0.01)
        return z * self.slope

    def backward(self, da):
        return self.slope


class _OneCacheForAll:
    kept = np.zeros(0)

    def forward(self, z):
        type(self).kept = np.where(z > 0, 1.0, 0.01)
        return z * self.kept

    def backward(self, da):
        return da * self.kept


#: Answers that readers give, and that the checks must refuse.
WRONG = {
    "06-divide": [
        lambda a, b: (a / b, 1 / b, a / b**2),
        lambda a, b: (a / b, b, -a),
        lambda a, b: a / b,
    ],
    "06-tanh": [
        way_back(end=lambda a: a * (1 - a)),
        way_back(slope=lambda a: a * (1 - a)),
        lambda says, T, parameters: way_back()(says, T, parameters)[::-1],
        way_back(divisor=len),
    ],
    "06-block": [_OnlyTheSlope, _OneCacheForAll],
    "06-bug": [_shared, _without_slope],
}
