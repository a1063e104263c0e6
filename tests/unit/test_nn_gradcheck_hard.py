"""The gradient check where it is hard: kinks, random layers, states, indices, several outputs."""

import numpy as np
import pytest

from lib import nn
from lib.gradcheck import GradcheckError, gradcheck
from lib.nn import functional as F

RNG = np.random.default_rng(0)
X = RNG.standard_normal((6, 4))


def with_zeros(count):
    x = X.copy()
    x.ravel()[:count] = 0
    return x


def test_a_few_entries_at_a_kink_are_counted_and_not_compared():
    report = gradcheck(nn.ReLU(), with_zeros(2))
    assert report.passed
    assert report.arrays[0].kinks == 2
    assert "2 at a kink not compared" in repr(report)
    assert "kink" not in repr(gradcheck(nn.ReLU(), X))


def test_many_entries_at_a_kink_are_too_many():
    with pytest.raises(GradcheckError, match=r"3 of 24 entries are at a kink.*move the input"):
        gradcheck(nn.ReLU(), with_zeros(3))
    with pytest.raises(GradcheckError, match="1 of 1 entries are at a kink"):
        gradcheck(F.relu, 0.0, grad=0.0)


@pytest.mark.parametrize("slope", [0.0, 0.3, 1.0])
def test_every_slope_between_the_two_sides_is_right_at_a_kink(slope):
    x = with_zeros(1).ravel()
    grad = np.where(x == 0, slope, x > 0)
    report = gradcheck(lambda x: F.relu(x).sum(), x, grad=grad)
    assert report.arrays[0].kinks == 1


@pytest.mark.parametrize("slope", [-0.1, 1.1, 5.0, np.nan])
def test_a_slope_outside_of_the_two_sides_is_wrong_at_a_kink(slope):
    x = with_zeros(1).ravel()
    grad = np.where(x == 0, slope, x > 0)
    with pytest.raises(GradcheckError, match=r"x\[0\]: claimed"):
        gradcheck(lambda x: F.relu(x).sum(), x, grad=grad)


@pytest.mark.parametrize("distance", [5e-7, -5e-7, 1e-7, -1e-7])
def test_a_step_across_a_kink_is_taken_again_smaller(distance):
    x = X.copy()
    x[0, 0] = distance
    report = gradcheck(nn.ReLU(), x)
    assert report.max_error < 1e-6
    assert report.arrays[0].kinks == 0


def test_a_kink_does_not_hide_a_wrong_slope_beside_it():
    class Wrong(nn.ReLU):
        def backward(self, grad_out):
            back = super().backward(grad_out)
            back[-1, -1] *= 1.001
            return back

    x = np.where(with_zeros(1) == 0, 0, np.abs(with_zeros(1)))
    with pytest.raises(GradcheckError, match=r"z\[5, 3\]"):
        gradcheck(Wrong(), x)


@pytest.mark.parametrize("bend", [1e2, 1e4, 1e6])
@pytest.mark.parametrize("off", [1e-3, -1e-3, 0.5])
def test_a_strong_bend_is_not_taken_for_a_kink(bend, off):
    """The slopes of the two sides differ by ε · bend; a wrong claim between them must not pass."""

    def f(x):
        return (x + bend * x**2).sum()

    x = np.zeros(20)
    gradcheck(f, x, grad=np.ones(20))
    wrong = np.ones(20)
    wrong[3] += off
    with pytest.raises(GradcheckError, match=r"x\[3\]"):
        gradcheck(f, x, grad=wrong)


def test_the_largest_of_equal_numbers_may_be_either():
    """Tied maxima, as in a pooling layer: the gradient goes to the first."""
    x = RNG.standard_normal(30)
    x[[4, 9]] = 5.0
    grad = np.zeros(30)
    grad[4] = 1
    report = gradcheck(lambda x: x.max(), x, grad=grad)
    assert report.arrays[0].kinks == 2
    grad[[4, 20]] = 0, 1
    with pytest.raises(GradcheckError, match=r"x\[20\]"):
        gradcheck(lambda x: x.max(), x, grad=grad)


def test_a_random_layer_draws_the_same_numbers_each_time_and_goes_on_as_before():
    dropout = nn.Dropout(0.5, rng=0)
    model = nn.Sequential(nn.Linear(4, 4, rng=0), dropout, nn.Sequential(nn.Dropout(0.2, rng=1)))
    states = [m.rng.bit_generator.state for m in model.modules() if hasattr(m, "rng")]
    gradcheck(model, X)
    assert [m.rng.bit_generator.state for m in model.modules() if hasattr(m, "rng")] == states


def test_a_generator_is_put_back_also_after_a_failure():
    class Unscaled(nn.Dropout):
        def backward(self, grad_out):
            return super().backward(grad_out) * (1 - self.p)

    dropout = Unscaled(0.5, rng=0)
    state = dropout.rng.bit_generator.state
    with pytest.raises(GradcheckError, match=r"Every entry is 0\.5 times"):
        gradcheck(dropout, X)
    assert dropout.rng.bit_generator.state == state


class AnotherMask(nn.Dropout):
    """Draws a new mask on the way back."""

    def backward(self, grad_out):
        _, grad_out = self._recall(grad_out)
        return grad_out * (self.rng.random(grad_out.shape) >= self.p) / (1 - self.p)


def test_a_mask_that_was_drawn_twice_is_caught():
    with pytest.raises(GradcheckError, match=r"x\[\d, \d\]: claimed"):
        gradcheck(AnotherMask(0.5, rng=0), X)


class Cell(nn.Module):
    """h′ = tanh(w h + x), s′ = s + h′; gives (h′, (h′, s′)) and leaves what flows to the states."""

    def __init__(self):
        self.w = nn.Parameter(0.7)

    def forward(self, x, state):
        h, s = state
        new = np.tanh(self.w.data * h + x)
        self._keep(h, new)
        return new, (new, s + new)

    def backward(self, grad_out, grad_state):
        h, new, _ = self._recall()
        grad_new = grad_out + grad_state[0] + grad_state[1]
        dz = grad_new * (1 - new**2)
        self.w.grad += (dz * h).sum()
        self.grad_state = (dz * self.w.data, np.array(grad_state[1]))
        return dz


STATE = (RNG.standard_normal((6, 4)), RNG.standard_normal((6, 4)))


def test_states_are_moved_and_their_outputs_weighted():
    report = gradcheck(Cell(), X, STATE)
    assert [array.name for array in report.arrays] == ["x", "state[0]", "state[1]", "w"]


class ForgetsTheState(Cell):
    """Only dL/dy goes back, as if nobody used the last state."""

    def backward(self, grad_out, grad_state):
        return super().backward(grad_out, (0 * grad_state[0], grad_state[1]))


class ForgetsTheSum(Cell):
    """dL/ds is lost on the way to the state before: the mistake that is invisible with T = 1."""

    def backward(self, grad_out, grad_state):
        back = super().backward(grad_out, grad_state)
        self.grad_state = (self.grad_state[0], 0 * self.grad_state[1])
        return back


class LeavesNothing(Cell):
    def backward(self, grad_out, grad_state):
        back = super().backward(grad_out, grad_state)
        del self.grad_state
        return back


class LeavesOne(Cell):
    def backward(self, grad_out, grad_state):
        back = super().backward(grad_out, grad_state)
        self.grad_state = (self.grad_state[0],)
        return back


class ChangesTheStateGradient(Cell):
    def backward(self, grad_out, grad_state):
        grad_state[1][:] = 0
        return super().backward(grad_out, grad_state)


class ChangesTheState(Cell):
    def forward(self, x, state):
        state[0][:] *= 0.5
        return super().forward(x, state)


@pytest.mark.parametrize(
    ("make", "error", "match"),
    [
        (ForgetsTheState, GradcheckError, r"(x|state\[0\])\[\d, \d\]: claimed"),
        (ForgetsTheSum, GradcheckError, r"state\[1\]\[\d, \d\]: claimed 0.*term forgotten"),
        (LeavesNothing, GradcheckError, "must return the gradient by x, state"),
        (LeavesOne, ValueError, "grad of state must be a tuple of 2 arrays"),
        (ChangesTheStateGradient, GradcheckError, "backward changed grad_out in place"),
        (ChangesTheState, GradcheckError, r"forward changed state\[0\] in place"),
    ],
)
def test_mistakes_with_states_are_caught(make, error, match):
    with pytest.raises(error, match=match):
        gradcheck(make(), X, STATE)


class Product(nn.Module):
    """y = a b, whose backward returns both gradients."""

    def forward(self, a, b):
        self._keep(a, b, out=a * b)
        return a * b

    def backward(self, grad_out):
        a, b, grad_out = self._recall(grad_out)
        return grad_out * b, grad_out * a


class OneTooMany(Product):
    def backward(self, grad_out):
        return (*super().backward(grad_out), grad_out)


class Swapped(Product):
    def backward(self, grad_out):
        return super().backward(grad_out)[::-1]


def test_several_inputs_may_be_answered_by_a_tuple():
    report = gradcheck(Product(), X, X[::-1].copy())
    assert [array.name for array in report.arrays] == ["a", "b"]
    with pytest.raises(GradcheckError, match="returned 3 gradients for 2 inputs"):
        gradcheck(OneTooMany(), X, X)
    with pytest.raises(GradcheckError, match=r"a\[\d, \d\].*Also wrong: b"):
        gradcheck(Swapped(), X, X[::-1].copy())


class Gather(nn.Module):
    """y = x[places], with places as a list of whole numbers."""

    def forward(self, x, places):
        self._keep(x.shape, list(places), out=x[places])
        return x[places]

    def backward(self, grad_out):
        shape, places, grad_out = self._recall(grad_out)
        back = np.zeros(shape)
        np.add.at(back, places, grad_out)
        return back


@pytest.mark.parametrize("places", [[3, 0, 3], []])
def test_whole_numbers_among_the_inputs_stay_where_they_are(places):
    report = gradcheck(Gather(), X, places)
    assert [array.name for array in report.arrays] == ["x"]


def test_a_sequential_that_begins_with_an_embedding():
    model = nn.Sequential(nn.Embedding(5, 3, rng=0), nn.Linear(3, 2, rng=1), nn.Tanh())
    report = gradcheck(model, np.array([[4, 0], [4, 4]]))
    assert [array.name for array in report.arrays] == ["0.weight", "1.weight", "1.bias"]


def test_a_layer_without_an_input_gradient_is_told_what_is_missing():
    layer = nn.Linear(4, 2, rng=0)
    with layer.no_input_grad(), pytest.raises(GradcheckError, match="gradient by x; got None"):
        gradcheck(layer, X)
