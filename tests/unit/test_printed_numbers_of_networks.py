"""The numbers that the sources print, computed again by `lib`: rows 05 to 12 of the syllabus.

See test_printed_numbers.py for the letters of the sources.
"""

import math
from itertools import pairwise

import numpy as np
import pytest

from lib import nn
from lib.classic import Network
from lib.nn import functional as F
from lib.optim import SGD, Adam

# Row 05: shallow networks


def test_05_shapes_and_the_six_formulas_of_a_3_4_1_network():
    """A, B, with examples as columns: W1 is (4, 3), b1 (4, 1), A1 (4, m), W2 (1, 4)."""
    rng = np.random.default_rng(0)
    m = 5
    X, Y = rng.standard_normal((3, m)), rng.integers(0, 2, (1, m))
    model = nn.Sequential(nn.Linear(3, 4, rng=rng), nn.Tanh(), nn.Linear(4, 1, rng=rng))
    (W1, b1, W2, b2) = (p.data.reshape(len(p.data), -1) for p in model.parameters())
    assert (W1.shape, b1.shape, W2.shape, b2.shape) == ((4, 3), (4, 1), (1, 4), (1, 1))

    A1 = np.tanh(W1 @ X + b1)
    A2 = F.sigmoid(W2 @ A1 + b2)
    dZ2 = A2 - Y
    dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1) / m
    dZ1 = W2.T @ dZ2 * (1 - A1**2)
    dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1) / m

    loss = nn.BCEWithLogitsLoss()
    loss(model(X.T), Y.T)
    model.backward(loss.backward())
    for p, expected in zip(model.parameters(), (dW1, db1, dW2, db2), strict=True):
        np.testing.assert_allclose(p.grad, expected, rtol=1e-12)


def test_05_tanh_is_a_sigmoid_moved_and_stretched():
    """B."""
    z = np.linspace(-3, 3, 13)
    np.testing.assert_allclose(F.tanh(z), 2 * F.sigmoid(2 * z) - 1, atol=1e-15)


# Row 06: backpropagation


def test_06_the_gradient_check_agrees_to_four_digits():
    """E3: with a step of 1e-4 at least four digits agree, for every weight of the 3-4-2 network."""
    report = Network([3, 4, 2], rng=0).check_gradients([0.2, -0.4, 0.8], [0.9, 0.1], eps=1e-4)
    assert len(report.arrays) == 26
    assert max(array.error for array in report.arrays) < 1e-4


# Row 07: deep networks


@pytest.mark.parametrize(("sizes", "count"), [([784, 30, 10], 23860), ([784, 300, 10], 238510)])
def test_07_parameters(sizes, count):
    """D: 23860; E3: 238510."""
    layers = [nn.Linear(n, k) for n, k in pairwise(sizes)]
    assert sum(p.data.size for p in nn.Sequential(*layers).parameters()) == count


def test_07_soft_one_hot_targets():
    """E3: 0.9 in the place of the label, 0.1 elsewhere; this row means 2."""
    row = [0.1, 0.1, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]
    np.testing.assert_allclose(0.1 + 0.8 * F.one_hot([2], 10), [row])


# Row 08: costs and activations


def one_neuron(w, b, loss, lr, epochs=300):
    """Return the outputs of one neuron for the input 1, before each epoch and after the last."""
    neuron = nn.Linear(1, 1)
    neuron.load_state_dict({"weight": np.array([[w]]), "bias": np.array([b])})
    ends_in_sigmoid = isinstance(loss, nn.MSELoss)
    model = nn.Sequential(neuron, *([nn.Sigmoid()] if ends_in_sigmoid else []))
    optimizer = SGD(model.parameters(), lr=lr)
    x, y = np.ones((1, 1)), np.zeros((1, 1))
    outputs = []
    for _ in range(epochs + 1):
        outputs.append(float(F.sigmoid(neuron(x)[0, 0])))
        optimizer.zero_grad()
        loss(model(x), y)
        model.backward(loss.backward())
        optimizer.step()
    return np.array(outputs)


@pytest.mark.parametrize(("start", "end"), [((0.6, 0.9), "0.094"), ((2.0, 2.0), "0.203")])
def test_08_quadratic_cost(start, end):
    """D: C = ½ (y - a)², rate 0.15. MSELoss has no ½, so its rate is half of that."""
    assert f"{one_neuron(*start, nn.MSELoss(), 0.15 / 2)[-1]:.3f}" == end


@pytest.mark.parametrize(("start", "end"), [((0.6, 0.9), "0.418"), ((2.0, 2.0), "0.780")])
def test_08_cross_entropy(start, end):
    """D: rate 0.005."""
    assert f"{one_neuron(*start, nn.BCEWithLogitsLoss(), 0.005)[-1]:.3f}" == end


def test_08_only_the_quadratic_cost_makes_the_bad_start_slow():
    """D: from (2, 2) the quadratic cost falls slowest at first, the cross-entropy fastest."""
    quadratic = -np.diff(one_neuron(2.0, 2.0, nn.MSELoss(), 0.15 / 2) ** 2 / 2)
    entropy = np.diff(np.log(1 - one_neuron(2.0, 2.0, nn.BCEWithLogitsLoss(), 0.005)))
    assert quadratic[0] < 0.2 * quadratic.max()
    assert entropy.argmax() == 0


def test_08_the_sigmoid_is_nowhere_steeper_than_a_quarter():
    """D, E4."""
    slopes = F.sigmoid_derivative(np.linspace(-6, 6, 1201))
    assert slopes.max() == slopes[600] == 0.25


def test_08_softmax():
    """E5: softmax(1, 2, 3, 4) = .03 .09 .24 .64."""
    a = F.softmax([1.0, 2.0, 3.0, 4.0])
    assert [f"{p:.2f}" for p in a] == ["0.03", "0.09", "0.24", "0.64"]
    assert a.sum() == pytest.approx(1)


def test_08_softmax_and_cross_entropy_give_a_minus_y():
    """D, E5; the loss is 3.44."""
    scores, y = np.array([[1.0, 2.0, 3.0, 4.0]]), np.array([[1.0, 0.0, 0.0, 0.0]])
    loss = nn.CrossEntropyLoss()
    assert f"{loss(scores, y):.2f}" == "3.44"
    np.testing.assert_allclose(loss.backward(), F.softmax(scores) - y)


# Row 09: initialization


def test_09_a_sum_of_many_weights_is_wide_unless_they_are_narrow():
    """D after Nielsen: 500 inputs of 1 and a bias: z has the spread √501, or √1.5 with 1/√n."""
    rng = np.random.default_rng(0)
    bias = rng.standard_normal(4000)
    wide = rng.standard_normal((4000, 500)).sum(axis=1) + bias
    narrow = (rng.standard_normal((4000, 500)) / math.sqrt(1000)).sum(axis=1) + bias
    assert wide.std() == pytest.approx(math.sqrt(501), rel=0.04)
    assert narrow.std() == pytest.approx(math.sqrt(1.5), rel=0.04)


# Row 10: optimization


def test_10_adam_starts_with_the_usual_numbers():
    """B: β₁ = 0.9, β₂ = 0.999, ε = 1e-8."""
    optimizer = Adam([nn.Parameter([0.0])])
    assert optimizer.betas == (0.9, 0.999)
    assert optimizer.eps == 1e-8


def test_10_the_corrected_averages_of_a_constant_are_the_constant():
    """B: v / (1 - βᵗ). With both averages corrected, a constant slope makes every step η."""
    weight = nn.Parameter([1.0])
    optimizer = Adam([weight], lr=0.01)
    for t in range(1, 6):
        weight.grad[:] = 20.0
        optimizer.step()
        np.testing.assert_allclose(weight.data, [1 - 0.01 * t], rtol=1e-9)


# Row 11: regularization


def test_11_weight_decay_shrinks_by_one_minus_lr_lambda():
    """D: w → (1 - ηλ/n) w, with λ/n as `weight_decay`, when the gradient is zero."""
    weight = nn.Parameter([2.0, -4.0])
    SGD([weight], lr=0.5, weight_decay=5.0 / 100).step()
    np.testing.assert_allclose(weight.data, (1 - 0.5 * 5.0 / 100) * np.array([2.0, -4.0]))


# Row 12: why not fully connected


def test_12_a_picture_of_a_million_points_and_a_hundred_nodes():
    """E4: 1000 · 1000 · 100 = 10⁸ weights; 10 · 10 points need a ten-thousandth of that."""
    assert nn.Linear(10 * 10, 100).weight.data.size * 100**2 == 10**8
