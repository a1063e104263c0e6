"""The network of chapter 04: its deltas, its steps, and what it looks at while it learns."""

import numpy as np
import pytest

from lib.classic import TinyNetwork
from lib.gradcheck import gradcheck

pytestmark = pytest.mark.usefixtures("float_errors_raise")

X = np.array([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]])
Y = np.array([[1], [1], [0], [0]])


def test_one_iteration_is_a_step_down_the_measured_slope():
    network = TinyNetwork(3, rng=0)
    before = network.syn0, network.syn1
    network.fit(X, Y, iterations=1)

    def cost(syn0, syn1):
        network.syn0, network.syn1 = syn0, syn1
        return ((Y - network.predict(X)) ** 2).sum() / 2

    moved = before[0] - network.syn0, before[1] - network.syn1
    gradcheck(cost, *before, grad=moved)


def test_the_deltas_by_hand():
    """One input, one hidden node, all weights 0: l1 = l2 = ½, so l2_delta = ½ · ¼ for y = 1."""
    network = TinyNetwork(1, hidden=1)
    network.syn0, network.syn1 = np.zeros((1, 1)), np.zeros((1, 1))
    network.fit([[2.0]], [[1.0]], iterations=1)
    np.testing.assert_allclose(network.syn1, [[0.5 * 0.125]], rtol=1e-15)
    np.testing.assert_array_equal(network.syn0, [[0.0]])


def test_weights_start_between_minus_one_and_one_around_zero():
    network = TinyNetwork(50, hidden=40, rng=3)
    assert network.syn0.shape == (50, 40)
    assert network.syn1.shape == (40, 1)
    assert -1 <= network.syn0.min() < -0.98
    assert 0.98 < network.syn0.max() <= 1
    assert abs(network.syn0.mean()) < 0.05
    np.testing.assert_array_equal(TinyNetwork(50, 40, rng=3).syn1, network.syn1)


def test_the_legacy_generator_gives_the_numbers_of_the_global_seed():
    generator = np.random.RandomState(1)
    network = TinyNetwork(3, rng=generator)
    np.testing.assert_allclose(network.syn0[0], [-0.165956, 0.440649, -0.999771, -0.395335], 1e-5)
    assert not np.array_equal(TinyNetwork(3, rng=generator).syn0, network.syn0)


def test_the_history_looks_before_each_mending_and_after_the_last():
    network = TinyNetwork(3, rng=0)
    start = network.syn0
    history = network.fit(X, Y, iterations=25, every=10)
    np.testing.assert_array_equal(history.iterations, [0, 10, 20, 25])
    assert history.syn0.shape == (4, 3, 4)
    assert history.syn1.shape == (4, 4, 1)
    np.testing.assert_array_equal(history.syn0[0], start)
    np.testing.assert_array_equal(history.syn0[-1], network.syn0)
    assert history.errors[-1] == np.abs(Y - network.predict(X)).mean()


def test_looking_changes_nothing_and_fit_goes_on():
    often, seldom = TinyNetwork(3, rng=0), TinyNetwork(3, rng=0)
    often.fit(X, Y, iterations=20, every=1)
    seldom.fit(X, Y, iterations=12)
    seldom.fit(X, Y, iterations=8)
    np.testing.assert_array_equal(often.syn0, seldom.syn0)
    assert len(seldom.fit(X, Y, iterations=0).errors) == 1


def test_data_are_not_changed():
    x, y = X.copy(), Y.copy()
    x.flags.writeable = y.flags.writeable = False
    TinyNetwork(3, rng=0).fit(x, y, iterations=2)


@pytest.mark.parametrize(
    ("call", "error", "match"),
    [
        (lambda n: n.predict(X[:, :2]), ValueError, "X has 2 columns; expected 3"),
        (lambda n: n.fit(X, Y.ravel()), ValueError, r"y has shape \(4,\).*y.reshape\(-1, 1\)"),
        (lambda n: n.fit(X, Y[:2]), ValueError, r"y has shape \(2, 1\); expected \(4, 1\)"),
        (lambda n: n.fit(X, Y * np.nan), ValueError, r"y\[0, 0\] is nan"),
        (lambda n: n.fit(X, Y, iterations=-1), ValueError, "iterations is -1"),
        (lambda n: n.fit(X, Y, every=0), ValueError, "every is 0"),
        (lambda n: TinyNetwork(0), ValueError, "inputs is 0"),
        (lambda n: TinyNetwork(3, hidden=1.5), TypeError, "hidden is 1.5"),
    ],
)
def test_what_cannot_be_is_refused(call, error, match):
    network = TinyNetwork(3, rng=0)
    before = network.syn0
    with pytest.raises(error, match=match):
        call(network)
    assert network.syn0 is before
