"""The numbers that the sources print, computed again by `lib`: one test a number, row by row.

The letters are those of the sources: A and B are notes on Andrew Ng's course, C is the network in
28 lines, D the notes after Nielsen, E1 to E7 the series for programmers. Numbers of convolutions,
recurrent layers and trees stand in the tests of those layers. Where a source prints a number that
is not right, the test is in test_corrections.py. Rows 00 to 04 of the syllabus; the rest is in
test_printed_numbers_of_networks.py.
"""

import math

import numpy as np
import pytest

from lib import nn
from lib.classic import LinearUnit, LogisticRegression, Perceptron, TinyNetwork
from lib.nn import functional as F

CORNERS = np.array([[1, 1], [0, 0], [1, 0], [0, 1]])
AND, OR, XOR = [1, 0, 0, 0], [1, 0, 1, 1], [0, 0, 1, 1]

YEARS = np.array([[5.0], [3.0], [8.0], [1.4], [10.1]])
SALARIES = np.array([5500.0, 2300.0, 7600.0, 1800.0, 11400.0])

SURVEY = np.array([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]])
BOUGHT = np.array([[1], [1], [0], [0]])
SYN0 = np.array(
    [[3.66, -2.88, 3.26, -1.53], [-4.84, 3.54, 2.52, -2.55], [0.16, -0.66, -2.82, 1.87]]
)
SYN1 = np.array([[12.21], [10.24], [-6.31], [-14.52]])


# Row 00: arrays


def test_00_a_column_is_added_to_every_column():
    """A, B: (4, m) + (4, 1) is (4, m)."""
    m = 7
    total = np.zeros((4, m)) + np.arange(4.0).reshape(4, 1)
    assert total.shape == (4, m)
    np.testing.assert_array_equal(total[:, 0], total[:, -1])


def test_00_five_numbers_are_neither_a_row_nor_a_column():
    """B: randn(5) has shape (5,), and its transpose is itself; a column times a row is 5 x 5."""
    v = np.random.default_rng(0).standard_normal(5)
    assert v.shape == v.T.shape == (5,)
    assert (v @ v.T).shape == ()
    assert (v.reshape(5, 1) @ v.reshape(1, 5)).shape == (5, 5)
    assert (v.reshape(5, 1) + v).shape == (5, 5)


# Row 01: the perceptron


@pytest.mark.parametrize(("b", "truth"), [(-0.8, AND), (-0.3, OR)])
def test_01_and_and_or_by_hand(b, truth):
    """E1: w = (0.5, 0.5); b = -0.8 is "and", b = -0.3 is "or"."""
    model = Perceptron()
    model.w, model.b = np.array([0.5, 0.5]), b
    np.testing.assert_array_equal(model.predict(CORNERS), truth)


def test_01_scores_by_hand():
    """E1: f(-0.8) = 0 for (0, 0) with "and", f(0.2) = 1 for (0, 1) with "or"."""
    model = Perceptron()
    model.w, model.b = np.array([0.5, 0.5]), -0.8
    assert model.decision_function([[0, 0]]) == [-0.8]
    model.b = -0.3
    assert model.decision_function([[0, 1]]) == pytest.approx(0.2)


def test_01_and_is_learned_in_ten_rounds():
    """E1 prints weights [0.1, 0.2] and bias -0.200000, then 1, 0, 0, 0."""
    model = Perceptron().fit(CORNERS, AND, lr=0.1, epochs=10)
    assert repr(model.w.tolist()) == "[0.1, 0.2]"
    assert f"{model.b:f}" == "-0.200000"
    np.testing.assert_array_equal(model.predict(CORNERS), [1, 0, 0, 0])


def test_01_xor_never_settles():
    """E1: no line separates it."""
    model = Perceptron().fit(CORNERS, XOR, lr=0.1, epochs=100)
    assert min(model.history) > 0
    assert model.cycle is not None


# Row 02: the linear unit


def test_02_a_guess_by_hand():
    """E2: w = 1000 and b = 500 say 5500 for 5 years."""
    model = LinearUnit()
    model.w, model.b = np.array([1000.0]), 500.0
    assert model.predict([[5]]) == [5500]


def test_02_salaries():
    """E2 prints w = 1124.0634970262222 and b = 85.485289 after ten rounds at 0.01."""
    model = LinearUnit().fit(YEARS, SALARIES, lr=0.01, epochs=10)
    assert repr(model.w.tolist()) == "[1124.0634970262222]"
    assert f"{model.b:f}" == "85.485289"
    answers = [f"{salary:.2f}" for salary in model.predict([[3.4], [15], [1.5], [6.3]])]
    assert answers == ["3907.30", "16946.44", "1771.58", "7167.09"]


# Row 03: logistic regression


def test_03_a_picture_as_a_column_of_numbers():
    """A: 3 · 100 · 100 = 30000."""
    assert nn.Flatten()(np.zeros((1, 3, 100, 100))).shape == (1, 30000)


def test_03_the_slope_for_the_score_is_a_minus_y():
    """A, B: da = -y/a + (1-y)/(1-a), da/dz = a (1-a), so dz = a - y; dw = X dZᵀ / m."""
    model = LogisticRegression()
    model.w, model.b = np.array([0.4, -0.3]), 0.1
    X, y = np.array([[1.0, 2.0], [-1.0, 0.5], [0.3, 0.3]]), np.array([1, 0, 1])
    a = model.predict_proba(X)
    da = -y / a + (1 - y) / (1 - a)
    np.testing.assert_allclose(da * F.sigmoid_derivative(model.decision_function(X)), a - y)
    columns, dZ = X.T, (a - y).reshape(1, -1)
    dw, db = model.gradient(X, y)
    np.testing.assert_allclose((columns @ dZ.T / 3).ravel(), dw)
    np.testing.assert_allclose(dZ.sum() / 3, db)


# Row 04: the network in 28 lines


def test_04_errors_every_ten_thousand_iterations():
    """C: six errors on the way, and 0.00318353 in the last of the 60000 iterations."""
    network = TinyNetwork(3, 4, rng=np.random.RandomState(1))
    history = network.fit(SURVEY, BOUGHT, iterations=59_999, every=10_000)
    assert [f"{error:.8f}" for error in history.errors[:6]] == [
        "0.49641003",
        "0.00858453",
        "0.00578946",
        "0.00462918",
        "0.00395877",
        "0.00351012",
    ]
    assert f"{history.errors[6]:.8f}" == "0.00318353"
    last = network.fit(SURVEY, BOUGHT, iterations=1)
    assert f"{last.errors[1]:.8f}" == "0.00318350"
    np.testing.assert_array_equal(network.predict(SURVEY).round(), BOUGHT)


def in_the_middle():
    network = TinyNetwork(3, 4, rng=0)
    network.syn0, network.syn1 = SYN0.copy(), SYN1.copy()
    return network


def test_04_one_forward_pass():
    """C: l1_LH = 3.82, and the hidden layer to two digits; l2 is about 0.5 0.9 0.05 0.7."""
    assert (SURVEY[0] @ SYN0)[0] == pytest.approx(3.82)
    l1, l2 = in_the_middle().forward(SURVEY)
    printed = [
        [0.98, 0.03, 0.61, 0.58],
        [0.01, 0.95, 0.43, 0.34],
        [0.54, 0.34, 0.06, 0.87],
        [0.27, 0.50, 0.95, 0.10],
    ]
    np.testing.assert_allclose(l1, printed, atol=0.0051)
    assert [f"{a:.3f}" for a in l2.ravel()] == ["0.479", "0.904", "0.054", "0.715"]


def test_04_slopes_of_sure_and_unsure_predictions():
    """C: 0.5, 0.9 and 0.7 have the slopes 0.25, 0.09 and 0.21; times the error, the deltas."""
    a, error = np.array([0.5, 0.9, 0.7]), np.array([0.5, 0.1, -0.7])
    slopes = F.sigmoid_derivative(np.log(a / (1 - a)))
    np.testing.assert_allclose(slopes, [0.25, 0.09, 0.21])
    np.testing.assert_allclose((slopes * error).round(3), [0.125, 0.009, -0.147])


def test_04_the_butterfly_five_ratios_multiplied():
    """C 5.4: how the first customer's error answers to the first weight, and by nudging it."""
    network = in_the_middle()
    l1, l2 = network.forward(SURVEY[:1])
    hidden, prediction = l1[0, 0], l2[0, 0]
    ratios = [
        -1,  # l2_error for l2
        prediction * (1 - prediction),  # l2 for l2_LH
        SYN1[0, 0],  # l2_LH for l1
        hidden * (1 - hidden),  # l1 for l1_LH
        SURVEY[0, 0],  # l1_LH for the weight
    ]
    errors = []
    for nudge in (1e-5, -1e-5):
        network.syn0 = SYN0.copy()
        network.syn0[0, 0] += nudge
        errors.append(1 - network.predict(SURVEY[:1])[0, 0])
    assert math.prod(ratios) == pytest.approx((errors[0] - errors[1]) / 2e-5, rel=1e-8)
    assert math.prod(ratios) == pytest.approx(-0.06398, abs=1e-5)
