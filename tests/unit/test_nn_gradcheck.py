"""The gradient check of functions, its report, and what it refuses."""

import numpy as np
import pytest

from lib import nn
from lib.gradcheck import GradcheckError, gradcheck
from lib.nn import functional as F

RNG = np.random.default_rng(0)
X = RNG.standard_normal((5, 3))
Y = np.array([0.0, 1.0, 1.0, 0.0, 1.0])
W, B = RNG.standard_normal(3), 0.3


def cost(w, b):
    z = X @ w + b
    return -np.mean(Y * F.log_sigmoid(z) + (1 - Y) * F.log_sigmoid(-z))


def gradient(w, b):
    dz = F.sigmoid(X @ w + b) - Y
    return X.T @ dz / len(X), dz.mean()


DW, DB = gradient(W, B)


@pytest.mark.parametrize(
    ("grad", "match"),
    [
        ((-DW, DB), r"w\[\d\].*The sign is wrong"),
        ((DW, -DB), r"b: claimed .*The sign is wrong"),
        ((DW * 5, DB * 5), r"Every entry is 5 times.*Also wrong: b"),
        ((DW + 2 * W, DB), r"w\[\d\]"),
        ((DW, 0.0), "term forgotten"),
        ((DW[::-1], DB), r"w\[\d\]"),
        ((DW + 0.01, DB), "off by the same amount"),
        ((DW * (1 + 1e-5), DB), r"w\[\d\]"),
        ((DW * np.array([1, np.nan, 1]), DB), r"w\[1\].*claim is not a number"),
        ((DW[:, None], DB), r"gradient of w has shape \(3, 1\); expected \(3,\)"),
        ((DW, DB * np.ones(1)), r"gradient of b has shape \(1,\); expected \(\)"),
    ],
)
def test_a_wrong_claim_about_a_function_is_caught(grad, match):
    with pytest.raises(GradcheckError, match=match):
        gradcheck(cost, W, B, grad=grad)


def test_the_form_of_the_chapter():
    report = gradcheck(cost, W, B, grad=(DW, DB), names=("w", "b"))
    assert report.passed
    assert report.max_error < 1e-7
    assert [array.name for array in report.arrays] == ["w", "b"]
    assert repr(report) == (
        "gradcheck passed: 4 derivatives agree to 1e-06\n"
        f"  w  (3,)  largest {np.abs(DW).max():.4g}\n"
        f"  b  ()    largest {abs(DB):.4g}"
    )


def test_names_are_those_of_the_arguments():
    assert [a.name for a in gradcheck(cost, W, B, grad=gradient).arrays] == ["w", "b"]
    report = gradcheck(lambda *args: args[0] ** 2, 1.0, grad=2.0, names=["slope"])
    assert report.worst.name == "slope"
    report = gradcheck(lambda x, *more: x * more[0] * more[1], 2.0, 3.0, 5.0, grad=(15, 10, 6))
    assert [a.name for a in report.arrays] == ["x", "more[0]", "more[1]"]
    with pytest.raises(ValueError, match="1 names for 2 inputs"):
        gradcheck(cost, W, B, grad=gradient, names=["w"])


def test_dicts_and_tuples_of_arrays():
    def f(params):
        return cost(params["w"], params["b"])

    params = {"w": W, "b": B}
    report = gradcheck(f, params, grad={"b": DB, "w": DW})
    assert [a.name for a in report.arrays] == ["params['w']", "params['b']"]
    gradcheck(lambda pair: cost(*pair), (W, B), grad=(DW, DB))
    gradcheck(lambda pair, s: s * cost(*pair), (W, B), 2.0, grad=((2 * DW, 2 * DB), cost(W, B)))
    with pytest.raises(GradcheckError, match=r"params\['b'\]"):
        gradcheck(f, params, grad={"w": DW, "b": 1.0})
    with pytest.raises(ValueError, match="dict with the keys"):
        gradcheck(f, params, grad={"w": DW})
    with pytest.raises(ValueError, match="tuple of 2 arrays"):
        gradcheck(lambda pair: cost(*pair), (W, B), grad=((DW,),))
    with pytest.raises(ValueError, match="one entry for each of w, b"):
        gradcheck(cost, W, B, grad=DW)


def test_the_report_says_where_the_worst_entry_is():
    wrong = DW.copy()
    wrong[1] += 0.5
    with pytest.raises(GradcheckError) as caught:
        gradcheck(cost, W, B, grad=(wrong, DB))
    worst = caught.value.report.worst
    assert isinstance(caught.value, AssertionError)
    assert (worst.where, worst.index) == ("w[1]", (1,))
    assert worst.analytic == wrong[1]
    assert worst.numeric == pytest.approx(DW[1], abs=1e-8)
    assert "w  (3,)  WRONG" in repr(caught.value.report)
    assert f"claimed {wrong[1]:.4g}, measured {DW[1]:.4g}" in str(caught.value)


def test_a_function_that_reads_another_variable_is_suspected():
    with pytest.raises(GradcheckError, match="does it read its argument"):
        gradcheck(lambda w: cost(W, B), W, grad=DW)


def test_small_gradients_are_held_to_their_own_size():
    with pytest.raises(GradcheckError):
        gradcheck(lambda w: 1e-3 * w, 0.5, grad=1.0005e-3)


def test_gradients_too_small_to_measure_are_not_called_checked():
    report = gradcheck(lambda w: 1e-9 * (w**2).sum(), W, grad=np.zeros(3))
    assert not report.worst.measurable
    assert "too small to measure" in repr(report)


def test_nothing_is_changed():
    layer = nn.Linear(3, 3, rng=0)
    layer.weight.grad += 7
    grad, state, x, w = layer.weight.grad, layer.state_dict(), X.copy(), W.copy()
    gradcheck(layer, x)
    gradcheck(cost, w, B, grad=gradient)
    np.testing.assert_array_equal(x, X)
    np.testing.assert_array_equal(w, W)
    assert layer.weight.grad is grad
    assert (grad == 7).all()
    for name, value in layer.state_dict().items():
        np.testing.assert_array_equal(value, state[name])


def test_an_error_on_the_way_leaves_the_parameters_as_they_were():
    class Fragile(nn.Linear):
        calls = 0

        def forward(self, x):
            self.calls += 1
            if self.calls > 40:
                raise ZeroDivisionError
            return super().forward(x)

    layer = Fragile(3, 3)
    state = layer.state_dict()
    with pytest.raises(ZeroDivisionError):
        gradcheck(layer, X)
    for name, value in layer.state_dict().items():
        np.testing.assert_array_equal(value, state[name])


class DecaysInPlace(nn.Linear):
    def forward(self, x):
        self.weight.data *= 0.99
        return super().forward(x)


class ReplacesItsWeight(nn.Linear):
    def forward(self, x):
        self.weight.data = 0.99 * self.weight.data
        return super().forward(x)


@pytest.mark.parametrize("make", [DecaysInPlace, ReplacesItsWeight])
def test_a_module_that_moves_its_own_weights_gets_them_back(make):
    layer = make(3, 3)
    state = layer.state_dict()
    with pytest.raises(GradcheckError, match="forward changed weight"):
        gradcheck(layer, X)
    for name, value in layer.state_dict().items():
        np.testing.assert_array_equal(value, state[name])


def test_one_number_moves_at_a_time_and_comes_back_exactly():
    seen = []

    def f(w):
        seen.append(w.copy())
        return (w**2).sum()

    here = np.array([1e-10, 0.1, 3e-11])
    gradcheck(f, here, grad=2 * here)
    assert max((w != here).sum() for w in seen) == 1
    assert len(seen) == 1 + 2 * len(here)


def test_large_inputs_are_measured_by_the_step_that_was_really_taken():
    """Near 12345.7 a float cannot move by exactly 1e-6; the slope must not show it."""
    assert gradcheck(lambda w: w - 12345.0, 12345.7, grad=1.0, atol=0).max_error == 0


def test_a_function_that_changes_its_argument_is_caught():
    def f(w):
        w *= 2
        return (w**2).sum()

    with pytest.raises(GradcheckError, match="changed w in place"):
        gradcheck(f, W, grad=8 * W)


def test_a_module_need_not_inherit_anything():
    class Double:
        def __call__(self, x):
            return self.forward(x)

        def forward(self, x):
            return 2 * x

        def backward(self, grad_out):
            return 2 * grad_out

    gradcheck(Double(), X)


@pytest.mark.parametrize(
    ("call", "error", "match"),
    [
        (lambda: gradcheck(nn.ReLU(), X.astype(np.float32)), TypeError, "z is float32"),
        (lambda: gradcheck(nn.ReLU(), X.astype(int)), TypeError, "z is int64"),
        (lambda: gradcheck(cost, W.astype(np.float32), B, grad=gradient), TypeError, "float64"),
        (lambda: gradcheck(nn.Linear(3, 1, dtype=np.float32), X), TypeError, "dtype=np.float64"),
        (lambda: gradcheck(nn.ReLU(), np.nan * X), ValueError, "z contains NaN"),
        (lambda: gradcheck(cost, W, np.inf, grad=gradient), ValueError, "b contains NaN"),
        (lambda: gradcheck(lambda w: np.nan, W, grad=DW), ValueError, "returned NaN"),
        (lambda: gradcheck(lambda w: w, W, grad=DW), ValueError, r"shape \(3,\); expected one"),
        (lambda: gradcheck(cost, W, B), ValueError, "needs a claim"),
        (lambda: gradcheck(cost, grad=gradient), ValueError, "needs the inputs"),
        (lambda: gradcheck(nn.ReLU(), X, grad=X), ValueError, "brings its own gradient"),
        (lambda: gradcheck(nn.ReLU(), X, eps=0), ValueError, "eps is 0"),
        (lambda: gradcheck(nn.ReLU(), X, eps=np.nan), ValueError, "eps is nan"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_a_reason(call, error, match):
    with pytest.raises(error, match=match):
        call()


@pytest.mark.parametrize("eps", [1e-4, 1e-5, 1e-6])
def test_the_steps_that_the_book_uses_agree(eps):
    assert gradcheck(cost, W, B, grad=gradient, eps=eps).max_error < 1e-6


def test_the_same_numbers_every_time_and_others_on_request():
    first, again, other = (gradcheck(nn.Sigmoid(), X, rng=rng).worst.analytic for rng in (0, 0, 5))
    assert first == again != other
