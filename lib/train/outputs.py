"""AllOutputs and LastOutput: of a recurrent layer's (output, state), what the next layer takes."""

from __future__ import annotations

import numpy as np

from lib.nn import Module


class AllOutputs(Module):
    """y = (h₁, …, h_T): the output of a recurrent layer without its final state.

    RNN, LSTM and GRU return a pair, and take a state. ``Sequential`` and ``fit`` know one array in
    and one out: each sequence starts from the state 0, and the final states are not used.

    Shape
    -----
    (N, T, D) → (N, T, H), in two directions (N, T, 2H)

    Parameters
    ----------
    module : Module
        RNN, LSTM, GRU, or another whose output is a pair. Its ``state_dict`` keys get the prefix
        "module.".

    Raises
    ------
    TypeError
        If module is no Module, or returns no pair.

    Examples
    --------
    >>> from lib import nn
    >>> model = nn.Sequential(AllOutputs(nn.GRU(2, 5, rng=0)), nn.Linear(5, 1, rng=1))
    >>> model(np.zeros((4, 7, 2))).shape
    (4, 7, 1)
    """

    def __init__(self, module: Module):
        if not isinstance(module, Module):
            raise TypeError(
                f"{type(self).__name__} got {module!r}, expected a module such as nn.LSTM(2, 8)"
            )
        self.module = module

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the outputs of all steps."""
        output = self._output(x)
        self._keep(out=output)
        return output

    def backward(self, grad_out: np.ndarray) -> np.ndarray | None:
        """Return dL/dx; the final states have no share in the loss."""
        (grad_out,) = self._recall(grad_out)
        return self._back(grad_out)

    def _output(self, x):
        returned = self.module(x)
        if not isinstance(returned, tuple) or len(returned) != 2:
            raise TypeError(
                f"{type(self).__name__} got a {type(returned).__name__} from "
                f"{type(self.module).__name__}, expected a pair (output, state), as RNN, LSTM and "
                "GRU return; a module that returns one array needs nothing around it"
            )
        return returned[0]

    def _back(self, grad_output):
        if self.input_grad:
            return self.module.backward(grad_output)
        with self.module.no_input_grad():
            return self.module.backward(grad_output)


class LastOutput(AllOutputs):
    """y = h_T: what a recurrent layer says when it has read the whole sequence.

    A layer in two directions ends twice. The half that reads forward is taken from the last step,
    the half that reads backward from the first: at the last step it has only seen one input.

    Shape
    -----
    (N, T, D) → (N, H), in two directions (N, 2H)

    Parameters
    ----------
    module : Module
        As for AllOutputs.

    Raises
    ------
    TypeError
        As for AllOutputs.

    Examples
    --------
    One number for each sequence:

    >>> from lib import nn
    >>> model = nn.Sequential(LastOutput(nn.LSTM(2, 5, rng=0)), nn.Linear(5, 1, rng=1))
    >>> model(np.zeros((4, 7, 2))).shape
    (4, 1)
    >>> list(model.state_dict())[:2]
    ['0.module.weight_ih_l0', '0.module.weight_hh_l0']
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the output of the last step, in each direction."""
        output = self._output(x)
        N, _, H = output.shape
        y = np.empty((N, H), output.dtype)
        for step, half in self._ends(H):
            y[:, half] = output[:, step, half]
        self._keep(output.shape, out=y)
        return y

    def backward(self, grad_out: np.ndarray) -> np.ndarray | None:
        """Return dL/dx. The outputs of the other steps have no share in the loss: they get 0."""
        shape, grad_out = self._recall(grad_out)
        grad_output = np.zeros(shape, grad_out.dtype)
        for step, half in self._ends(shape[-1]):
            grad_output[:, step, half] = grad_out[:, half]
        return self._back(grad_output)

    def _ends(self, width):
        """Return, for each direction, the step where it ends and its part of the output."""
        if getattr(self.module, "bidirectional", False):
            return (-1, slice(width // 2)), (0, slice(width // 2, None))
        return ((-1, slice(None)),)
