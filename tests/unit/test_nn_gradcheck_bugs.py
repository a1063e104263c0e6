"""Bugs planted in layers and losses: the gradient check must catch each, and say where it is."""

import numpy as np
import pytest

from lib import nn
from lib.gradcheck import GradcheckError, gradcheck
from lib.nn import functional as F

RNG = np.random.default_rng(0)
X = RNG.standard_normal((5, 3))
Y = np.array([0.0, 1.0, 1.0, 0.0, 1.0])


class SquareLinear(nn.Linear):
    """A square layer, on which a forgotten transpose raises no error of shapes."""

    def __init__(self):
        super().__init__(3, 3, rng=0)


class WrongSign(SquareLinear):
    def backward(self, grad_out):
        return -super().backward(grad_out)


class TransposedInput(SquareLinear):
    def backward(self, grad_out):
        super().backward(grad_out)
        return grad_out @ self.weight.data.T


class TransposedWeight(SquareLinear):
    def backward(self, grad_out):
        x, grad_out = self._recall(grad_out)
        self.weight.grad += x.T @ grad_out
        self.bias.grad += grad_out.sum(axis=0)
        return grad_out @ self.weight.data


class Overwrites(SquareLinear):
    def backward(self, grad_out):
        x, grad_out = self._recall(grad_out)
        self.weight.grad = grad_out.T @ x
        self.bias.grad += grad_out.sum(axis=0)
        return grad_out @ self.weight.data


class NoBiasSum(SquareLinear):
    def backward(self, grad_out):
        x, grad_out = self._recall(grad_out)
        self.weight.grad += grad_out.T @ x
        self.bias.grad += grad_out[0]
        return grad_out @ self.weight.data


class MeanInsteadOfSum(SquareLinear):
    def backward(self, grad_out):
        x, grad_out = self._recall(grad_out)
        self.weight.grad += grad_out.T @ x / len(x)
        self.bias.grad += grad_out.sum(axis=0)
        return grad_out @ self.weight.data


class ForgetsBias(SquareLinear):
    def backward(self, grad_out):
        x, grad_out = self._recall(grad_out)
        self.weight.grad += grad_out.T @ x
        return grad_out @ self.weight.data


class ForgetsInput(SquareLinear):
    def backward(self, grad_out):
        return super().backward(grad_out)[:, :1]


class ReturnsNothing(SquareLinear):
    def backward(self, grad_out):
        super().backward(grad_out)


class UpdatesItself(SquareLinear):
    def backward(self, grad_out):
        grad_in = super().backward(grad_out)
        self.weight.data = self.weight.data - 0.1 * self.weight.grad
        return grad_in


class DerivativeOfTheActivation(nn.Sigmoid):
    """σ′ applied to a, not to z: the mistake of the recurrent layer in source E5."""

    def backward(self, grad_out):
        a, grad_out = self._recall(grad_out)
        return grad_out * F.sigmoid_derivative(a)


class ForgetsTheSum(nn.Softmax):
    """Right for one score, wrong for the others it competes with."""

    def backward(self, grad_out):
        a, grad_out = self._recall(grad_out)
        return grad_out * a * (1 - a)


class WrongWhenSaturated(nn.Sigmoid):
    def backward(self, grad_out):
        a, grad_out = self._recall(grad_out)
        return grad_out * np.maximum(a * (1 - a), 1e-3)


class NotANumberWhenSaturated(nn.Sigmoid):
    def backward(self, grad_out):
        a, grad_out = self._recall(grad_out)
        with np.errstate(all="ignore"):
            return grad_out * a**2 * ((1 - a) / a)


class ChangesItsInput(nn.ReLU):
    def forward(self, z):
        z[z < 0] = 0
        return super().forward(z)


class ChangesTheGradient(nn.ReLU):
    def backward(self, grad_out):
        grad_out *= 1.0001
        return super().backward(grad_out)


class Random(nn.Identity):
    def forward(self, x):
        return super().forward(x * np.random.default_rng().random(x.shape))


class WithoutTheMean(nn.MSELoss):
    def backward(self):
        return len(X) * super().backward()


class HalfTheSlope(nn.MSELoss):
    def backward(self):
        return super().backward() / 2


class ColumnForRow(nn.MSELoss):
    """Broadcasts (N,) against (N, 1) on the way back."""

    def backward(self):
        slope = super().backward()
        return slope[:, None] * np.ones(len(slope))


@pytest.mark.parametrize(
    ("module", "inputs", "match"),
    [
        (WrongSign(), (X,), r"x\[\d, \d\]: claimed .*, measured .*The sign is wrong"),
        (TransposedInput(), (X,), r"x\[\d, \d\]: claimed"),
        (TransposedWeight(), (X,), r"weight\[\d, \d\].*right when transposed"),
        (Overwrites(), (X,), r"weight\.grad after two .*\+="),
        (NoBiasSum(), (X,), r"bias\[\d\]: claimed"),
        (MeanInsteadOfSum(), (X,), r"weight.*Every entry is 0\.2 times"),
        (ForgetsBias(), (X,), r"bias.*claimed 0, .*term forgotten"),
        (ForgetsInput(), (X,), r"gradient of x has shape \(5, 1\); expected \(5, 3\)"),
        (ReturnsNothing(), (X,), "must return the gradient by x"),
        (UpdatesItself(), (X,), "backward changed weight"),
        (DerivativeOfTheActivation(), (X,), r"z\[\d, \d\]"),
        (ForgetsTheSum(), (X,), r"z\[\d, \d\]"),
        (WrongWhenSaturated(), (10 * X,), r"z\[\d, \d\]"),
        (NotANumberWhenSaturated(), (-1000 * np.abs(X),), "claim is not a number"),
        (ChangesItsInput(), (X,), "forward changed z in place"),
        (ChangesTheGradient(), (X,), "backward changed grad_out in place"),
        (Random(), (X,), "two answers"),
        (WithoutTheMean(), (X[:, 0], Y), r"pred.*Every entry is 5 times"),
        (HalfTheSlope(), (X[:, 0], Y), r"pred.*Every entry is 0\.5 times"),
        (ColumnForRow(), (X[:, 0], Y), r"shape \(5, 5\); expected \(5,\)"),
        (nn.Sequential(SquareLinear(), nn.Tanh(), WrongSign()), (X,), r"The sign is wrong"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, nn.Module) else "",
)
def test_a_planted_bug_in_a_module_is_caught(module, inputs, match):
    with pytest.raises(GradcheckError, match=match):
        gradcheck(module, *inputs)


def test_a_derivative_that_is_right_only_away_from_saturation_passes_there():
    gradcheck(WrongWhenSaturated(), X)


def test_no_bug_no_alarm():
    gradcheck(SquareLinear(), X)


def test_an_input_from_the_readers_seed_does_not_hide_a_transpose():
    """If x were the random r itself, dW = rᵀx would be symmetric."""
    rng = np.random.default_rng(0)
    x = rng.uniform(0.5, 1.5, (5, 3)) * rng.choice((-1, 1), (5, 3))
    with pytest.raises(GradcheckError, match="right when transposed"):
        gradcheck(TransposedWeight(), x)
    gradcheck(TransposedWeight(), x, rng=0)
