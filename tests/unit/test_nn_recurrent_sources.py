"""Sources E5 and E6 print a way back that is wrong, and a check that does not see it."""

import numpy as np
import pytest

from lib.gradcheck import GradcheckError, gradcheck
from tests.unit.published import (
    lstm_gradients,
    lstm_loss,
    rnn_gradient,
    rnn_states,
    twelve_arrays,
)

E6_CODE = {"cell_path": False, "own_biases": False, "all_inputs": False}
E6_INPUTS = np.array([[1.0, 2.0, 3.0], [2.0, 3.0, 4.0]])
BY_ITS_OWN_CHECK = {"eps": 1e-3, "rtol": 1e-3, "atol": 1e-13}
EVERY = {f"W{gate}{part}" for gate in "ifco" for part in "xh"} | {f"b{gate}" for gate in "ifco"}


def wrong_arrays(arrays, x, h, c, r, names=None, tolerance=None, **switches):
    """Return the names of the arrays for which the gradient check refuses the claim."""
    names = list(arrays) if names is None else names

    def loss(part):
        return lstm_loss({**arrays, **part}, x, h, c, r)

    def claim(part):
        grads = lstm_gradients({**arrays, **part}, x, h, c, r, **switches)
        return {name: grads[name] for name in part}

    try:
        gradcheck(loss, {n: arrays[n] for n in names}, grad=claim, names=[""], **tolerance or {})
    except GradcheckError as error:
        report = error.report
        return {a.name.strip("[']") for a in report.arrays if a.error > report.rtol}
    return set()


def case(steps, seed=0, size=1.0):
    """Return weights, inputs, a state that is not zero, and random cotangents for all steps."""
    rng = np.random.default_rng(seed)
    arrays = twelve_arrays(rng, 3, 2, size)
    h, c = rng.standard_normal((2, 2))
    return arrays, rng.standard_normal((steps, 3)), h, c, rng.standard_normal((steps, 2))


def sum_of_the_last(steps):
    """Return E6's cotangents: the loss is the sum of the last output."""
    return np.vstack([np.zeros((steps - 1, 2)), np.ones((1, 2))])


@pytest.mark.parametrize("steps", [1, 2, 3, 6])
def test_all_twelve_gradients_are_right_over_several_steps(steps):
    arrays = case(steps)[0]
    assert set(arrays) == EVERY
    assert wrong_arrays(*case(steps)) == set()


@pytest.mark.parametrize(
    ("switch", "wrong"),
    [
        ("cell_path", EVERY),
        ("own_biases", {"bi", "bo"}),
        ("all_inputs", {"Wix", "Wfx", "Wcx", "Wox"}),
        ("recursion", EVERY),
    ],
)
def test_each_mistake_of_e6_is_refused_by_the_arrays_that_it_spoils(switch, wrong):
    assert wrong_arrays(*case(3), **{switch: False}) == wrong


@pytest.mark.parametrize("size", [1e-4, 1.0])
def test_the_check_that_e6_prints_passes_on_wrong_code(size):
    """It asks for Wfh alone, at T = 2 and from zeros, where no mistake reaches it."""
    arrays = twelve_arrays(np.random.default_rng(1), 3, 2, size)
    zero, r = np.zeros(2), sum_of_the_last(2)
    its_question = (arrays, E6_INPUTS, zero, zero, r, ["Wfh"], BY_ITS_OWN_CHECK)
    assert wrong_arrays(*its_question, **E6_CODE) == set()


def test_all_twelve_arrays_and_weights_of_size_one_refuse_the_same_code():
    zero, r = np.zeros(2), sum_of_the_last(2)
    arrays, x, h, c, _ = case(2)
    seen = wrong_arrays(arrays, E6_INPUTS, zero, zero, r, **E6_CODE)
    assert seen >= {"Wix", "Wcx", "bi", "bc", "bo"}
    assert "Wfh" not in seen
    assert "Wfh" in wrong_arrays(arrays, x, h, c, r, **E6_CODE)
    assert wrong_arrays(*case(3), **E6_CODE) == EVERY


def test_weights_of_a_ten_thousandth_hide_the_missing_path_even_where_it_matters():
    """Wfh's slopes are below 1e-6 then: a check to 1e-8 cannot tell them from wrong ones."""
    tiny, normal = (case(3, size=size)[0] for size in (1e-4, 1.0))
    zero, r = np.zeros(2), sum_of_the_last(3)
    x = np.vstack([E6_INPUTS, [[3.0, 4.0, 5.0]]])
    assert wrong_arrays(tiny, x, zero, zero, r, ["Wfh"], cell_path=False) == set()
    assert wrong_arrays(tiny, x, zero, zero, r, ["Wfh"], BY_ITS_OWN_CHECK, cell_path=False)
    assert wrong_arrays(normal, x / 4, zero, zero, r, ["Wfh"], cell_path=False) == {"Wfh"}
    right = lstm_gradients(tiny, x, zero, zero, r)["Wfh"]
    assert np.abs(right).max() < 1e-6


def test_equation_13_as_a_product_is_right_for_one_step_back_alone():
    arrays, x, h, c, _ = case(3)
    ones = sum_of_the_last(2)
    assert wrong_arrays(arrays, x[:2], h, c, ones, recursion=False) == set()
    assert wrong_arrays(arrays, x, h, c, sum_of_the_last(3), recursion=False)


def _identity(z):
    return z


def e5_check(W, U, x, s, f, slope, derivative):
    """Check dE/dW for E = Σ s_T."""
    return gradcheck(
        lambda W: rnn_states(W, U, x, s, f)[-1].sum(),
        W,
        grad=rnn_gradient(W, U, x, s, f, slope, derivative=derivative),
    )


@pytest.mark.parametrize("size", [1e-4, 1.0])
def test_the_check_that_e5_prints_passes_on_wrong_code(size):
    """At T = 2 from s₀ = 0 the delta that went one step back is multiplied by s₀, so by zero."""
    rng = np.random.default_rng(2)
    U, W = size * rng.standard_normal((2, 3)), size * rng.standard_normal((2, 2))
    e5_check(W, U, E6_INPUTS, np.zeros(2), _identity, np.ones_like, derivative=False)


@pytest.mark.parametrize("steps", [2, 3, 5])
def test_e5_refused_from_a_state_that_is_not_zero(steps):
    rng = np.random.default_rng(3)
    U, W = rng.standard_normal((2, 3)), rng.standard_normal((2, 2))
    x, s = rng.standard_normal((steps, 3)), rng.standard_normal(2)
    for f, slope in ((_identity, np.ones_like), (np.tanh, lambda s: 1 - s**2)):
        with pytest.raises(GradcheckError):
            e5_check(W, U, x, s, f, slope, derivative=False)
        e5_check(W, U, x, s, f, slope, derivative=True)


def steps_back(W, U, x, s, step):
    """Return dE/dW for E = Σ s_T and f = tanh, with any step from δₜ to δₜ₋₁."""
    states = rnn_states(W, U, x, s, np.tanh)
    delta, total = 1 - states[-1] ** 2, np.zeros_like(W)
    for t in range(len(x), 0, -1):
        total += np.outer(delta, states[t - 1])
        delta = step(delta, W, states, t)
    return total


@pytest.mark.parametrize("mistake", ["nothing", "turned", "state", "later slope"])
def test_e5_with_two_steps_from_zero_any_way_back_through_time_passes(mistake):
    """δ₁ meets s₀ = 0, so at T = 2 it does not matter what it is; at T = 3 it does."""
    step = {
        "nothing": lambda d, W, s, t: 0 * d,
        "turned": lambda d, W, s, t: (W @ d) * (1 - s[t - 1] ** 2),
        "state": lambda d, W, s, t: (d @ W) * s[t],
        "later slope": lambda d, W, s, t: (d @ W) * (1 - s[t] ** 2),
    }[mistake]

    def check(steps, s, step):
        rng = np.random.default_rng(6)
        U, W, x = (rng.standard_normal(size) for size in ((2, 3), (2, 2), (steps, 3)))
        gradcheck(
            lambda W: rnn_states(W, U, x, s, np.tanh)[-1].sum(),
            W,
            grad=steps_back(W, U, x, s, step),
        )

    zero, other = np.zeros(2), np.array([0.5, -0.8])
    check(2, zero, step)
    for steps, s in ((3, zero), (2, other)):
        with pytest.raises(GradcheckError):
            check(steps, s, step)
        check(steps, s, lambda d, W, s, t: (d @ W) * (1 - s[t - 1] ** 2))


def test_e5_starts_where_hardly_any_blame_goes_back():
    """U and W are drawn between -0.0001 and 0.0001; its check is for two state numbers."""
    W = np.random.default_rng(0).uniform(-1e-4, 1e-4, (2, 2))
    assert np.linalg.norm(W, 2) < 1 / 5000


def test_the_products_of_jacobians_stay_below_the_bound_of_e5():
    """‖δₖ‖ ≤ ‖δ_T‖ (β_W β_f)^(T-k), with β_W the largest singular value of W and β_f = 1."""
    rng = np.random.default_rng(4)
    for size in (0.3, 1.0, 3.0):
        W = size * rng.standard_normal((4, 4))
        U, x = rng.standard_normal((4, 3)), rng.standard_normal((8, 3))
        states = rnn_states(W, U, x, np.zeros(4), np.tanh)
        delta = (1 - states[-1] ** 2) * rng.standard_normal(4)
        bound = np.linalg.norm(delta)
        for k in range(7, 0, -1):
            delta = (delta @ W) * (1 - states[k] ** 2)
            bound *= np.linalg.norm(W, 2)
            assert np.linalg.norm(delta) <= bound
