"""The perceptron and the linear unit by hand, at their limits, and as one family with the rest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn
from lib.classic import LinearUnit, LogisticRegression, Neuron, Perceptron
from lib.gradcheck import gradcheck
from lib.optim import SGD

pytestmark = pytest.mark.usefixtures("float_errors_raise")

CORNERS = np.array([[1.0, 1.0], [0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
AND, OR, XOR = np.array([1, 0, 0, 0]), np.array([1, 0, 1, 1]), np.array([0, 0, 1, 1])
X = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0]])
Y = np.array([1.0, 0.0, 1.0])
FAMILY = [Perceptron, LinearUnit, LogisticRegression]
family = pytest.mark.parametrize("kind", FAMILY)


def with_weights(kind, w, b):
    neuron = kind()
    neuron.w, neuron.b = np.array(w, float), float(b)
    return neuron


@family
def test_only_the_activation_and_the_cost_differ(kind):
    """The slopes (a - y) x are the same lines of code for all three."""
    assert kind.gradient is Neuron.gradient
    assert kind._epoch is Neuron._epoch
    neuron = with_weights(kind, [0.5, -1.0], 0.25)
    a = neuron.activation(X @ [0.5, -1.0] + 0.25)
    dw, db = neuron.gradient(X, Y)
    np.testing.assert_allclose(dw, X.T @ (a - Y) / 3, rtol=1e-15)
    assert db == pytest.approx((a - Y).mean(), rel=1e-15)


def test_three_activations_of_the_same_scores():
    z = np.array([-1.0, 0.0, 2.0])
    np.testing.assert_array_equal(Perceptron().activation(z), [0, 0, 1])
    np.testing.assert_array_equal(LinearUnit().activation(z), z)
    np.testing.assert_allclose(LogisticRegression().activation(z), 1 / (1 + np.exp(-z)))


def test_a_score_of_exactly_zero_is_a_no():
    np.testing.assert_array_equal(with_weights(Perceptron, [1, -1], 0).predict([[3, 3]]), [0])


def test_the_first_epoch_of_the_perceptron_by_hand():
    """(1,1) is wrong at first, since 0 is not above 0; then (0,0) is, since b is 0.1."""
    model = Perceptron().fit(CORNERS, AND, lr=0.1, epochs=1, record=True)
    np.testing.assert_allclose(
        model.path,
        [[0, 0, 0], [0.1, 0.1, 0.1], [0.1, 0.1, 0], [0, 0.1, -0.1], [0, 0.1, -0.1]],
        atol=1e-16,
    )
    assert model.history == [1, 1]


@pytest.mark.parametrize("target", [AND, OR])
def test_what_a_line_can_separate_settles_and_stays(target):
    model = Perceptron().fit(CORNERS, target, epochs=10)
    np.testing.assert_array_equal(model.predict(CORNERS), target)
    assert model.history[-1] == 0
    assert model.cycle is None
    settled = model.history.index(0)
    assert model.summary() == f"settled after epoch {settled}: a line separates the classes"
    earlier = Perceptron().fit(CORNERS, target, epochs=settled)
    np.testing.assert_array_equal(earlier.w, model.w)


@pytest.mark.parametrize("rate", [0.001, 0.1, 0.3, 1.0, 7.0])
@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 1, 0, 2], [2, 3, 1, 0]])
def test_xor_goes_in_circles_at_any_rate_and_in_any_order(rate, order):
    model = Perceptron().fit(CORNERS[order], XOR[order], lr=rate, epochs=40, record=True)
    first, length = model.cycle
    assert min(model.history) > 0
    assert "going in circles" in model.summary()
    assert "no line separates" in model.summary()
    by_epoch = model.path[::4]
    np.testing.assert_allclose(by_epoch[first], by_epoch[first + length], atol=1e-9 * rate)
    np.testing.assert_allclose(by_epoch[-1 - length], by_epoch[-1], atol=1e-9 * rate)


def test_too_few_epochs_are_not_called_a_circle():
    model = Perceptron().fit(CORNERS, AND, epochs=2)
    assert model.cycle is None
    assert model.summary().startswith("still wrong after epoch 2")
    assert Perceptron().summary() == "not trained yet"


def test_a_new_fit_forgets_the_circle():
    model = Perceptron().fit(CORNERS, XOR, epochs=10)
    assert model.fit(CORNERS, AND, epochs=10).cycle is None


def test_a_column_of_zeros_does_no_harm():
    x = np.column_stack([CORNERS, np.zeros(4)])
    model = Perceptron().fit(x, XOR, epochs=10)
    assert model.cycle == Perceptron().fit(CORNERS, XOR, epochs=10).cycle
    assert model.w[2] == 0


@given(st.integers(2, 20), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_separable_data_settle_within_novikoffs_bound(m, n, seed):
    """At most (R/γ)² mistakes, for examples (x, 1) within R and a margin γ of some line."""
    rng = np.random.default_rng(seed)
    true = rng.standard_normal(n + 1)
    true /= np.linalg.norm(true)
    x = rng.standard_normal((m, n))
    rows = np.column_stack([x, np.ones(m)])
    far = np.abs(rows @ true) > 0.2
    if not far.any():
        return
    x, rows = x[far], rows[far]
    bound = int((np.linalg.norm(rows, axis=1).max() / np.abs(rows @ true).min()) ** 2) + 1
    model = Perceptron().fit(x, rows @ true > 0, lr=1.0, epochs=bound, record=True)
    assert model.history[-1] == 0
    mistakes = (np.abs(np.diff(model.path, axis=0)).sum(axis=1) > 0).sum()
    assert mistakes <= bound


def test_the_rate_scales_the_weights_and_moves_no_line():
    one, half = (Perceptron().fit(CORNERS, AND, lr=lr, epochs=10) for lr in (1.0, 0.5))
    np.testing.assert_array_equal(one.w, 2 * half.w)
    assert one.b == 2 * half.b


def test_the_first_step_of_the_linear_unit_by_hand():
    """From zero the first error is -5500, so w moves by 0.01 · 5500 · 5 and b by 0.01 · 5500."""
    model = LinearUnit().fit([[5.0]], [5500.0], lr=0.01, epochs=1, record=True)
    np.testing.assert_allclose(model.path, [[0, 0], [275, 55]], rtol=1e-15)
    assert model.history == pytest.approx([5500**2 / 2, (275 * 5 + 55 - 5500) ** 2 / 2])


@pytest.mark.parametrize("kind", [LinearUnit, LogisticRegression])
def test_the_gradient_is_the_measured_slope(kind):
    model = with_weights(kind, [0.3, -0.2], 0.1)

    def cost(w, b):
        model.w, model.b = w, b
        return model.cost(X, Y)

    gradcheck(cost, model.w, model.b, grad=model.gradient(X, Y))


def test_the_linear_unit_equals_the_same_model_made_of_layers():
    """MSELoss has no ½, so its slopes are twice as large."""
    model = LinearUnit().fit(X, Y, lr=0.1, epochs=3, batch_size=2)
    layer, loss = nn.Linear(2, 1), nn.MSELoss()
    layer.load_state_dict({"weight": np.zeros((1, 2)), "bias": np.zeros(1)})
    optimizer = SGD(layer.parameters(), lr=0.1 / 2)
    for _ in range(3):
        for rows in (slice(0, 2), slice(2, 3)):
            optimizer.zero_grad()
            loss(layer(X[rows]), Y[rows, None])
            layer.backward(loss.backward())
            optimizer.step()
    np.testing.assert_allclose(layer.weight.data[0], model.w, rtol=1e-13)
    np.testing.assert_allclose(layer.bias.data[0], model.b, rtol=1e-13)


def test_batch_descent_reaches_the_least_squares_line():
    x, y = X[:, :1], np.array([2.0, 5.0, 1.0])
    model = LinearUnit().fit(x, y, lr=0.2, epochs=2000, batch_size=None)
    np.testing.assert_allclose([model.w[0], model.b], np.polyfit(x[:, 0], y, 1), rtol=1e-9)
    assert max(np.diff(model.history)) < 1e-15
    assert len(model.history) == 2001


def test_stochastic_steps_may_go_up_and_end_near_the_bottom():
    x, y = X[:, :1], np.array([2.0, 5.0, 1.0])
    by_one = LinearUnit().fit(x, y, lr=0.05, epochs=400, record=True)
    assert by_one.path.shape == (1201, 2)
    costs = [with_weights(LinearUnit, row[:1], row[1]).cost(x, y) for row in by_one.path[-7:]]
    assert max(np.diff(costs)) > 0
    best = LinearUnit().fit(x, y, lr=0.2, epochs=2000, batch_size=None).history[-1]
    assert best < by_one.history[-1] < 1.5 * best


def test_too_large_a_rate_stops_before_nonsense():
    model = LinearUnit()
    with pytest.raises(FloatingPointError, match=r"epoch \d+.*divide lr=1 by 10"):
        model.fit([[5.0], [3.0]], [1.0, 2.0], lr=1.0, epochs=500)
    assert np.isfinite(model.w).all()
    assert np.isfinite(model.b)


@family
def test_the_path_is_kept_only_when_asked_for(kind):
    assert kind().fit(X, Y, epochs=2).path is None
    model = kind().fit(X, Y, epochs=2, record=True)
    np.testing.assert_array_equal(model.path[0], [0, 0, 0])
    np.testing.assert_array_equal(model.path[-1], [*model.w, model.b])
    assert len(model.path) == 1 + 2 * (1 if kind is LogisticRegression else len(X))
    assert len(model.history) == 3


@family
def test_fit_starts_again_and_changes_no_data(kind):
    x, y = X.copy(), Y.copy()
    x.flags.writeable = y.flags.writeable = False
    model = kind().fit(x, y, epochs=3)
    once = model.w.copy()
    assert model.fit(x, y, epochs=3) is model
    np.testing.assert_array_equal(model.w, once)


@family
def test_no_epochs_leave_zeros(kind):
    model = kind().fit(X, Y, epochs=0)
    np.testing.assert_array_equal(model.w, [0, 0])
    assert model.b == 0
    assert model.history == [model.cost(X, Y)]


@family
def test_lists_whole_numbers_and_single_precision_are_welcome(kind):
    want = kind().fit(X, Y, epochs=3).w
    for x, y in ((X.tolist(), Y.tolist()), (X.astype(int), Y.astype(int)), (np.float32(X), Y)):
        model = kind().fit(x, y, epochs=3)
        np.testing.assert_array_equal(model.w, want)
        model.gradient(x, y)


@family
@pytest.mark.parametrize(
    ("x", "y", "match"),
    [
        (X, Y[:, None], r"y has shape \(3, 1\); expected \(3,\)\. Use y\.ravel\(\)"),
        (X, Y[:2], r"y has shape \(2,\)"),
        (X, [1, np.nan, 0], r"y\[1\] is .*nan"),
        (X[0], Y, r"X has shape \(2,\).*reshape\(1, -1\)"),
        (X[:0], Y[:0], "at least one example"),
        (X * [1, np.nan], Y, r"X\[0, 1\] is nan"),
    ],
)
def test_bad_data_are_refused_before_anything_changes(kind, x, y, match):
    model = kind()
    with pytest.raises(ValueError, match=match):
        model.fit(x, y)
    assert model.w is None


def test_the_perceptron_takes_labels_and_the_linear_unit_numbers():
    with pytest.raises(ValueError, match=r"y\[0\] is .*5500.*expected 0 or 1"):
        Perceptron().fit([[5.0]], [5500])
    with pytest.raises(TypeError, match="expected real numbers"):
        LinearUnit().fit([[5.0]], ["much"])


@family
@pytest.mark.parametrize(
    ("options", "match"),
    [({"lr": 0}, "lr is 0"), ({"lr": np.nan}, "lr is nan"), ({"epochs": 1.5}, "epochs is 1.5")],
)
def test_rates_and_counts_are_checked(kind, options, match):
    model = kind()
    with pytest.raises(ValueError, match=match):
        model.fit(X, Y, **options)
    assert model.w is None


@pytest.mark.parametrize("size", [0, -1, 2.0, True])
def test_the_batch_size_is_a_whole_number(size):
    with pytest.raises(ValueError, match=f"batch_size is {size}"):
        LinearUnit().fit(X, Y, batch_size=size)


@family
def test_answers_need_a_fit_and_the_same_columns(kind):
    with pytest.raises(RuntimeError, match=f"this {kind.__name__} has no weights yet; call fit"):
        kind().predict(X)
    with pytest.raises(ValueError, match="X has 1 columns; expected 2"):
        kind().fit(X, Y, epochs=1).predict(X[:, :1])


def test_a_neuron_without_an_activation_says_so():
    with pytest.raises(NotImplementedError, match=r"Neuron has no activation\(\)"):
        Neuron().activation(np.zeros(1))
    with pytest.raises(NotImplementedError, match=r"Neuron has no cost\(\)"):
        Neuron().cost(X, Y)
