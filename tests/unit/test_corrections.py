"""Where a source is wrong: its claim failing, and ours holding, in numbers.

One test or more for each line of the book's page of corrections, here for the sources A and B;
those on C, D and E3 are in test_corrections_of_c_d_e3.py, and those on convolution, recurrent
layers and trees with the tests of these layers. ``source_…`` is what the source says or does.
"""

import math

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from lib import nn
from lib.classic import LinearUnit
from lib.data import load_digits
from lib.gradcheck import GradcheckError, gradcheck
from lib.nn import functional as F
from lib.nn.init import kaiming_normal_
from lib.optim import SGD
from lib.schedule import InverseTimeLR

X = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0], [-2.0, 0.5]])
Y = np.array([1.0, 0.0, 1.0, 0.0])


def is_convex(cost, starts, ends):
    """Tell whether halfway between two points the cost is never above the mean of both."""
    return all(
        cost((a + b) / 2) <= (cost(a) + cost(b)) / 2 + 1e-12
        for a, b in zip(starts, ends, strict=True)
    )


def random_weights(seed):
    return 5 * np.random.default_rng(seed).standard_normal((200, 3))


# Source A


def test_a_squared_error_is_convex_for_a_linear_unit_and_not_after_a_sigmoid():
    """A says that ½ (ŷ - y)² is not convex, and no good loss."""

    def linear(weights):
        model = LinearUnit()
        model.w, model.b = weights[:2], weights[2]
        return model.cost(X, Y)

    def after_a_sigmoid(weights):
        return np.mean((F.sigmoid(X @ weights[:2] + weights[2]) - Y) ** 2) / 2

    def cross_entropy(weights):
        return nn.BCEWithLogitsLoss()(X @ weights[:2] + weights[2], Y)

    segments = random_weights(0), random_weights(1)
    assert is_convex(linear, *segments)
    assert not is_convex(after_a_sigmoid, *segments)
    assert is_convex(cross_entropy, *segments)


def test_a_squared_error_after_a_sigmoid_learns_least_where_it_is_most_wrong():
    """The truth is 0. The slope for the score is (a - y) σ′(z), or a - y with cross-entropy."""
    unsure, sure_and_wrong = np.array([0.5]), np.array([6.0])
    y = np.zeros(1)

    def slope(loss, z):
        loss(z, y)
        return loss.backward()[0]

    def squared_slope(z):
        return slope(nn.MSELoss(), F.sigmoid(z)) * F.sigmoid_derivative(z)[0]

    assert squared_slope(sure_and_wrong) < squared_slope(unsure) / 10
    assert slope(nn.BCEWithLogitsLoss(), sure_and_wrong) > slope(nn.BCEWithLogitsLoss(), unsure)


def test_a_the_logarithm_is_the_natural_one():
    """A writes lg. With base 10 the slope is not a - y, but 2.303 times smaller."""
    z, y = 0.7, 1.0
    claim = float(F.sigmoid(z)) - y
    gradcheck(lambda z: -y * math.log(F.sigmoid(z)), z, grad=claim)
    with pytest.raises(GradcheckError, match=r"factor|claimed"):
        gradcheck(lambda z: -y * math.log10(F.sigmoid(z)), z, grad=claim)
    gradcheck(lambda z: -y * math.log10(F.sigmoid(z)), z, grad=claim / math.log(10))


def test_a_products_are_fast_without_a_gpu():
    """A credits the GPU. NumPy's arrays are on the CPU, and its products go to a BLAS library."""
    assert np.ones(3).device == "cpu"
    blas = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert blas
    assert not any("cublas" in pool["filepath"] for pool in blas)


# Source B


def gradient_norms(layers, x):
    """Return the sizes of the gradients by the outputs of the Linear layers, the first first."""
    model = nn.Sequential(*layers)
    grad = np.random.default_rng(1).standard_normal(model(x).shape)
    norms = []
    for layer in reversed(layers):
        if isinstance(layer, nn.Linear):
            norms.append(np.linalg.norm(grad))
        grad = layer.backward(grad)
    return norms[::-1]


def deep(width, depth, activation, spread):
    """Return layers whose weights are normal with the given standard deviation."""
    rng = np.random.default_rng(0)
    layers = []
    for _ in range(depth):
        linear = nn.Linear(width, width, bias=False)
        linear.weight.data[:] = rng.normal(0, spread, (width, width))
        layers += [linear, activation()]
    return layers


def test_b_gradients_are_products_of_jacobians():
    """B blames a large variance of the weights. Here all singular values are g: the rest is gᴸ."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((1, 20))
    for g in (0.5, 1.0, 2.0):
        layers = []
        for _ in range(10):
            linear = nn.Linear(20, 20, bias=False)
            linear.weight.data[:] = g * np.linalg.qr(rng.standard_normal((20, 20)))[0]
            layers.append(linear)
        norms = gradient_norms(layers, x)
        assert norms[0] / norms[-1] == pytest.approx(g**9, rel=1e-12)


def test_b_gradients_vanish_with_a_small_variance_too():
    """Under sigmoids they vanish at the usual spread 1/√n, and faster still at a tenth of it."""
    x = np.random.default_rng(2).standard_normal((1, 50))
    usual, small = (
        norms[0] / norms[-1]
        for scale in (1.0, 0.1)
        for norms in [gradient_norms(deep(50, 10, nn.Sigmoid, scale / math.sqrt(50)), x)]
    )
    assert usual < 1e-4
    assert small < 1e-6 * usual


def test_b_the_variance_for_relu_is_two_over_n():
    """B writes N(0, √(2/n)). √(2/n) is the standard deviation: as the variance it explodes."""
    n, depth = 200, 15
    x = np.random.default_rng(3).standard_normal((64, n))
    weight = nn.Parameter(np.zeros((n, n)))
    kaiming_normal_(weight, nonlinearity="relu", rng=0)
    assert weight.data.var() == pytest.approx(2 / n, rel=0.02)

    def last_over_first(spread):
        layers = deep(n, depth, nn.ReLU, spread)
        return (nn.Sequential(*layers)(x) ** 2).mean() / (layers[1](layers[0](x)) ** 2).mean()

    source_spread = (2 / n) ** 0.25
    assert 0.2 < last_over_first(math.sqrt(2 / n)) < 5
    assert last_over_first(source_spread) > 1e10


def test_b_the_decayed_rate_begins_at_the_rate_that_was_chosen():
    """B writes 1 / (1 + decay · epoch), which begins at 1 for everybody."""
    chosen, decay = 0.2, 1.0
    optimizer = SGD([nn.Parameter([0.0])], lr=chosen)
    schedule = InverseTimeLR(optimizer, decay)
    rates = []
    for _ in range(4):
        rates.append(optimizer.lr)
        schedule.step()
    source_rates = [1 / (1 + decay * epoch) for epoch in range(4)]
    np.testing.assert_allclose(rates, [chosen * rate for rate in source_rates])
    assert source_rates[0] == 1
    assert rates[0] == chosen


def digits_with_slips(m=300, slips=60):
    """Digits, what they are, and what a helper says who is wrong about some of them."""
    digits, rng = load_digits(), np.random.default_rng(0)
    rows = rng.permutation(1797)[:m]
    said = digits.target[rows]
    said[:slips] = (said[:slips] + rng.integers(1, 10, slips)) % 10
    return digits.data[rows], digits.target[rows], said


def trained_on_digits(pictures, labels, decay):
    rng = np.random.default_rng(0)
    hidden, output = nn.Linear(64, 30, rng=rng), nn.Linear(30, 10, rng=rng)
    model, loss = nn.Sequential(hidden, nn.Tanh(), output), nn.CrossEntropyLoss()
    weights = SGD([hidden.weight, output.weight], 0.5, 0.9, weight_decay=decay / len(labels))
    biases = SGD([hidden.bias, output.bias], 0.5, 0.9)
    for _ in range(150):
        model.zero_grad()
        loss(model(pictures), labels)
        model.backward(loss.backward())
        weights.step()
        biases.step()
    return model


def test_b_wrong_labels_do_more_harm_where_one_measures_than_where_one_learns():
    """B wants training data exact, and lets dev and test data be less so."""
    pictures, truth, said = digits_with_slips()
    model = trained_on_digits(pictures, said, decay=10)
    reads = model(pictures).argmax(axis=1)
    assert np.mean(reads[:60] == truth[:60]) > 0.75  # it does not believe the slips

    digits, rng = load_digits(), np.random.default_rng(1)
    reads, smeared = model(digits.data).argmax(axis=1), digits.target.copy()
    slips = rng.permutation(1797)[:359]
    smeared[slips] = (smeared[slips] + rng.integers(1, 10, 359)) % 10
    wrong = np.mean(reads != digits.target)
    assert wrong < 0.15
    source_wrong = np.mean(reads != smeared)
    assert source_wrong > 0.25
    assert source_wrong == pytest.approx(0.2 + wrong * (1 - 10 / 9 * 0.2), abs=0.02)


def test_b_decay_switches_no_unit_off_and_makes_tanh_nearly_linear():
    """B: as λ grows, units vanish. Here their weights become more equal."""
    pictures, _, said = digits_with_slips()

    def lengths_and_slope(decay):
        hidden = trained_on_digits(pictures, said, decay)[0]
        lengths = np.linalg.norm(hidden.weight.data, axis=1)
        return lengths.min() / lengths.max(), np.mean(1 - np.tanh(hidden(pictures)) ** 2)

    (shortest, slope), (shortest_decayed, slope_decayed) = map(lengths_and_slope, (0, 10))
    assert shortest_decayed > shortest > 0.2
    assert slope_decayed > 0.8 > 0.6 > slope


def test_d_half_a_turn_makes_nines_of_sixes():
    """D turns and flips pictures when there are too few; then some labels are wrong."""
    digits = load_digits()
    model = trained_on_digits(digits.data[:600], digits.target[:600], decay=0)
    sixes = digits.images[digits.target == 6]
    turned = sixes[:, ::-1, ::-1].reshape(-1, 64)
    assert np.mean(model(turned).argmax(axis=1) == 9) > 0.7
