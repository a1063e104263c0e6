"""Bugs planted in the recurrent layers: the gradient check must catch each, and say where it is."""

import numpy as np
import pytest

from lib import nn
from lib.gradcheck import GradcheckError, gradcheck


def check(layer, steps=4, state=True):
    """Check every gradient, with weights, inputs and initial states of size 1."""
    rng = np.random.default_rng(0)
    for parameter in layer.parameters():
        parameter.data[...] = rng.standard_normal(parameter.shape)
    x = rng.standard_normal((3, steps, 2))
    if not state:
        return gradcheck(layer, x)
    shape = np.shape(layer(x)[1])
    initial = rng.standard_normal(shape)
    return gradcheck(layer, x, tuple(initial) if isinstance(layer, nn.LSTM) else initial)


class WithoutCellPath(nn.LSTM):
    """dL/dc from the step after is dropped: the mistake of source E6."""

    def _backward_in_time(self, grad_h, grad_state, h, kept, w_hh):
        steps, (dh, dc) = [], grad_state
        z, c, tanh_c = kept
        for t in reversed(range(len(grad_h))):
            dz, _, (dh, dc) = super()._backward_in_time(
                grad_h[t : t + 1],
                (dh, np.zeros_like(dc)),
                h[t : t + 2],
                (z[:, t : t + 1], c[t : t + 2], tanh_c[t : t + 1]),
                w_hh,
            )
            steps.insert(0, dz)
        dz = np.concatenate(steps, axis=1)
        return dz, dz, (dh, dc)


class ForgetsBothPaths(nn.RNN):
    """Each step for itself: nothing travels through time."""

    def _backward_in_time(self, grad_h, grad_state, h, kept, w_hh):
        return super()._backward_in_time(grad_h, grad_state, h, kept, 0 * w_hh)


class BiasesOfAnotherGate(nn.LSTM):
    """The biases of i and o get the gradient of f: another mistake of source E6."""

    def backward(self, grad_output, grad_state=None):
        before = [p.grad.copy() for p in (self.bias_ih_l0, self.bias_hh_l0)]
        grad = super().backward(grad_output, grad_state)
        size = self.hidden_size
        for b, old in zip((self.bias_ih_l0, self.bias_hh_l0), before, strict=True):
            added = (b.grad - old).reshape(4, size)
            added[[0, 3]] = added[1]
            b.grad[...] = old + added.ravel()
        return grad


class LastStepAlone:
    """dL/dW_ih is taken from the last step instead of from their sum: source E6 again."""

    def _backward_in_time(self, *arguments):
        dz_ih, dz_hh, grad_state = super()._backward_in_time(*arguments)
        last = np.zeros_like(dz_ih)
        last[..., -1, :, :] = dz_ih[..., -1, :, :]
        return last, dz_hh.copy(), grad_state


class LastStepLSTM(LastStepAlone, nn.LSTM):
    pass


class LastStepGRU(LastStepAlone, nn.GRU):
    pass


class SlopeOfAnotherStep(nn.RNN):
    """tanh′ is taken from the step before: the derivative of the wrong array, as in source E5."""

    def _backward_in_time(self, grad_h, grad_state, h, kept, w_hh):
        return super()._backward_in_time(grad_h, grad_state, h[[0, *range(len(h) - 1)]], kept, w_hh)


class ResetOutsideTheProduct(nn.GRU):
    """b_hn gets the gradient of b_in, as if r did not multiply it."""

    def _backward_in_time(self, *arguments):
        du, dv, grad_state = super()._backward_in_time(*arguments)
        return du, np.stack([dv[0], dv[1], du[2]]), grad_state


class UpdateGateTurnedRound(nn.GRU):
    """The way back of the paper's z on the way in of PyTorch's."""

    def _backward_in_time(self, grad_h, grad_state, h, kept, w_hh):
        u, v = kept
        return super()._backward_in_time(
            grad_h, grad_state, h, (np.stack([u[0], 1 - u[1], u[2]]), v), w_hh
        )


class IgnoresTheFinalState(nn.GRU):
    def backward(self, grad_output, grad_state=None):
        return super().backward(grad_output)


class SecondDirectionNotTurned(nn.RNN):
    """The second direction's dL/dx keeps the order in which that pass read."""

    def forward(self, x, state=None):
        self.inputs = x
        return super().forward(x, state)

    def backward(self, grad_output, grad_state=None):
        twin = nn.RNN(self.input_size, self.hidden_size)
        state = self.state_dict()
        twin.load_state_dict({name: state[f"{name}_reverse"] for name in twin.state_dict()})
        grad = super().backward(grad_output, grad_state)
        twin(self.inputs[:, ::-1])
        own = twin.backward(
            np.ascontiguousarray(grad_output[:, ::-1, self.hidden_size :]), grad_state[1:]
        )
        return grad - own[:, ::-1] + own


@pytest.mark.parametrize(
    ("layer", "wrong"),
    [
        (WithoutCellPath(2, 2), r"weight_hh_l0"),
        (ForgetsBothPaths(2, 2), r"weight_hh_l0"),
        (BiasesOfAnotherGate(2, 2), r"bias_ih_l0.*bias_hh_l0|bias_hh_l0.*bias_ih_l0"),
        (LastStepLSTM(2, 2), r"weight_ih_l0"),
        (LastStepGRU(2, 2), r"weight_ih_l0"),
        (SlopeOfAnotherStep(2, 2), r"weight_ih_l0"),
        (ResetOutsideTheProduct(2, 2), r"bias_hh_l0"),
        (UpdateGateTurnedRound(2, 2), r"state"),
        (IgnoresTheFinalState(2, 2), r"state"),
        (SecondDirectionNotTurned(2, 2, bidirectional=True), r"^x\["),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, nn.Module) else "",
)
def test_a_planted_bug_is_caught(layer, wrong):
    with pytest.raises(GradcheckError, match=wrong):
        check(layer)


def test_one_step_has_no_path_through_time_to_forget():
    """Why the check needs T of at least 3: with fewer steps these pass."""
    check(LastStepLSTM(2, 2), steps=1)
    check(LastStepGRU(2, 2), steps=1)


@pytest.mark.parametrize("make", [nn.RNN, nn.LSTM, nn.GRU])
def test_no_bug_no_alarm(make):
    report = check(make(2, 3, 2, bidirectional=True), steps=3)
    assert all(array.measurable for array in report.arrays), report


@pytest.mark.parametrize("make", [nn.RNN, nn.LSTM, nn.GRU])
@pytest.mark.parametrize("steps", [1, 2, 9])
def test_any_number_of_steps(make, steps):
    check(make(2, 1), steps)
    check(make(2, 1, bias=False), steps, state=False)
