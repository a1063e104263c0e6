"""What RNN, LSTM and GRU share: layers on top of each other, two directions, states, weights."""

import numpy as np

from lib.nn._checks import as_floats, float_dtype, positive_int
from lib.nn.module import Module, Parameter

_quiet_underflow = np.errstate(under="ignore")


class Recurrent(Module):
    """The loop over layers and directions; a subclass owns the loop over time.

    A subclass says how hₜ₋₁ and xₜ make hₜ, in the words of its cell function. Two things are
    different from calling that function T times, and change no number:

    - Memory is (gates, T, N, H): one gate of one step of all sequences is one block.
    - What need not wait for the step before is done for all steps in one product for each gate:
      forward W_ih xₜ; on the way back, when dL/dz of all steps is known, the sums over time
      dL/dW = Σₜ (dL/dzₜ)ᵀ xₜ, which are products over the T · N rows, and dL/dx.

    Attributes
    ----------
    grad_state : array, or pair of arrays for LSTM
        dL/d(initial state), set by ``backward``.
    """

    _gates = 1
    _state_names = ("h",)
    _output_shape = _state_shape = ()
    grad_state = None

    def __init__(
        self,
        input_size,
        hidden_size,
        num_layers=1,
        bias=True,
        *,
        bidirectional=False,
        batch_first=True,
        rng=None,
        dtype=np.float64,
    ):
        self.input_size = positive_int(input_size, "input_size")
        self.hidden_size = positive_int(hidden_size, "hidden_size")
        self.num_layers = positive_int(num_layers, "num_layers")
        self.bias = bool(bias)
        self.bidirectional = bool(bidirectional)
        if not batch_first:
            raise ValueError(
                "batch_first is False; expected True, for sequences are (N, T, D) here. "
                "Use x.swapaxes(0, 1) to turn (T, N, D) into that."
            )
        dtype = float_dtype(dtype)
        rng = np.random.default_rng(rng)
        bound = 1 / np.sqrt(hidden_size)
        rows = self._gates * hidden_size
        for layer in range(num_layers):
            width = input_size if layer == 0 else len(self._directions) * hidden_size
            shapes = ((rows, width), (rows, hidden_size), (rows,), (rows,))
            for reverse in self._directions:
                for name, shape in zip(self._names(layer, reverse), shapes, strict=False):
                    setattr(self, name, Parameter(rng.uniform(-bound, bound, shape).astype(dtype)))

    @property
    def _directions(self):
        """Return whether each pass of a layer reads the sequence from its end."""
        return (False, True) if self.bidirectional else (False,)

    def _parameters_of(self, layer, reverse):
        """Return W_ih, W_hh and, if there are biases, b_ih and b_hh."""
        return [getattr(self, name) for name in self._names(layer, reverse)]

    def _names(self, layer, reverse):
        kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")[: 4 if self.bias else 2]
        return [f"{kind}_l{layer}{'_reverse' if reverse else ''}" for kind in kinds]

    def _forward_in_time(self, z, state, w_hh, b_ih, b_hh):
        """Walk through z = W_ih xₜ, (gates, T, N, H), which may be overwritten.

        The weights are (gates, H, H) and (gates, H). Return h₀ … h_T as (T + 1, N, H), the final
        states, and what the way back needs.
        """
        raise NotImplementedError(f"{type(self).__name__} has no loop over time yet.")

    def _backward_in_time(self, grad_h, grad_state, h, kept, w_hh):
        """Walk back from dL/dh, (T, N, H), and dL/d(final states), which may be overwritten.

        Return dL/d(W_ih xₜ + b_ih) and dL/d(W_hh hₜ₋₁ + b_hh), both (gates, T, N, H), and
        dL/d(initial states).
        """
        raise NotImplementedError(f"{type(self).__name__} has no way back through time yet.")

    @_quiet_underflow
    def forward(self, x, state=None):
        """Return (output, state): h of the last layer at all steps, and all layers' final states.

        The state is plain numbers. Given to the next call, it carries no gradient back.
        """
        x = self._checked(x)
        initial = self._checked_states(state, len(x))
        below, finals, kept = x.swapaxes(0, 1), [], []
        for layer in range(self.num_layers):
            outputs = []
            for reverse in self._directions:
                i = len(kept)
                h, final, keep = self._pass(
                    _turned(below, reverse),
                    [s[i] for s in initial],
                    self._parameters_of(layer, reverse),
                )
                outputs.append(_turned(h, reverse))
                finals.append(final)
                kept.append(keep)
            below = np.concatenate(outputs, axis=2) if self.bidirectional else outputs[0]
        y = below.swapaxes(0, 1)
        self._output_shape, self._state_shape = y.shape, initial[0].shape
        self._keep(kept, out=y)
        return y, self._as_state(finals)

    @_quiet_underflow
    def backward(self, grad_output=None, grad_state=None):
        """Add to the parameters' gradients, set ``grad_state``, return dL/dx.

        An argument that is left out counts as zero: the final states may be all that was used.
        """
        grad_final = self._checked_grad_states(grad_state)
        if grad_output is None:
            grad_output = np.zeros(self._output_shape, self.weight_ih_l0.dtype)
        kept, grad_output = self._recall(grad_output)
        above, initial = grad_output.swapaxes(0, 1), [None] * len(kept)
        for layer in reversed(range(self.num_layers)):
            wanted = layer > 0 or self.input_grad
            parts, grads = np.split(above, len(self._directions), axis=2), []
            for part, reverse in zip(parts, self._directions, strict=True):
                i = layer * len(self._directions) + reverse
                grad_below, initial[i] = self._pass_back(
                    _turned(part, reverse),
                    [g[i] for g in grad_final],
                    kept[i],
                    self._parameters_of(layer, reverse),
                    wanted,
                )
                if wanted:
                    grads.append(_turned(grad_below, reverse))
            above = sum(grads)
        self.grad_state = self._as_state(initial)
        return above.swapaxes(0, 1) if self.input_grad else None

    def _pass(self, x, state, parameters):
        """Run one layer in one direction over x, (T, N, D)."""
        w_ih, w_hh, *biases = (self._by_gate(p.data) for p in parameters)
        b_ih, b_hh = biases or (np.zeros_like(w_ih[..., 0]),) * 2
        steps, batch, width = x.shape
        rows = x.reshape(steps * batch, width)
        z = (rows @ w_ih.swapaxes(1, 2)).reshape(self._gates, steps, batch, self.hidden_size)
        h, final, extra = self._forward_in_time(z, state, w_hh, b_ih, b_hh)
        return h[1:], final, (rows, h, extra)

    def _pass_back(self, grad_h, grad_state, kept, parameters, input_grad):
        """Go back through one pass; return dL/dx, or None, and dL/d(initial states)."""
        rows, h, extra = kept
        w_ih, w_hh, *biases = parameters
        dz_ih, dz_hh, grad_initial = self._backward_in_time(
            grad_h, grad_state, h, extra, self._by_gate(w_hh.data)
        )
        steps, batch, size = grad_h.shape
        before = h[:-1].reshape(steps * batch, size)
        dz_ih, dz_hh = (dz.reshape(self._gates, steps * batch, size) for dz in (dz_ih, dz_hh))
        w_ih.grad += (dz_ih.swapaxes(1, 2) @ rows).reshape(w_ih.shape)
        w_hh.grad += (dz_hh.swapaxes(1, 2) @ before).reshape(w_hh.shape)
        for b, dz in zip(biases, (dz_ih, dz_hh), strict=False):
            b.grad += dz.sum(axis=1).ravel()
        if not input_grad:
            return None, grad_initial
        grad_x = (dz_ih @ self._by_gate(w_ih.data)).sum(axis=0)
        return grad_x.reshape(steps, batch, rows.shape[1]), grad_initial

    def _by_gate(self, array):
        """Return a view of weights, (gates · H, …), with an axis for the gates: (gates, H, …)."""
        return array.reshape(self._gates, self.hidden_size, *array.shape[1:])

    def _as_state(self, states):
        """Return the states of all passes as arrays (num_layers · directions, N, H)."""
        arrays = tuple(np.stack(s) for s in zip(*states, strict=True))
        return arrays if len(arrays) > 1 else arrays[0]

    def _checked(self, x):
        x = as_floats(x, repr(self), self.weight_ih_l0.dtype)
        if x.ndim != 3 or x.shape[2] != self.input_size:
            advice = " Use x[None] for a single sequence." if x.ndim == 2 else ""
            raise ValueError(
                f"{self!r} got x of shape {x.shape}; expected (N, T, {self.input_size}).{advice}"
            )
        if x.shape[1] == 0:
            raise ValueError(f"{self!r} got x of shape {x.shape}; expected at least one step.")
        return x

    def _checked_states(self, state, batch):
        """Return one array for each name in _state_names; zeros if `state` is None."""
        shape = (self.num_layers * len(self._directions), batch, self.hidden_size)
        dtype = self.weight_ih_l0.dtype
        if state is None:
            return [np.zeros(shape, dtype) for _ in self._state_names]
        values, states = self._split(state, "state"), []
        for name, value in zip(self._state_names, values, strict=True):
            value = as_floats(value, f"{self!r}, given a state {name},", dtype)
            if value.shape != shape:
                raise ValueError(
                    f"{self!r} got a state {name} of shape {value.shape}; expected {shape}, "
                    "which is (num_layers · directions, N, H)."
                )
            states.append(value)
        return states

    def _checked_grad_states(self, grad_state):
        """Return one array for each name in _state_names; what is missing is zero."""
        dtype = self.weight_ih_l0.dtype
        if grad_state is None:
            return [np.zeros(self._state_shape, dtype) for _ in self._state_names]
        values, grads = self._split(grad_state, "grad_state"), []
        for name, value in zip(self._state_names, values, strict=True):
            value = np.zeros(self._state_shape) if value is None else np.asarray(value)
            if self._kept is not None and value.shape != self._state_shape:
                raise ValueError(
                    f"{type(self).__name__}.backward() got a gradient of the state {name} of shape "
                    f"{value.shape}; expected {self._state_shape}, the shape of its last state."
                )
            grads.append(value.astype(dtype))
        return grads

    def _split(self, state, what):
        """Return the arrays of a state: one, or the pair (h, c)."""
        count = len(self._state_names)
        if count == 1:
            return (state,)
        if not isinstance(state, tuple | list) or len(state) != count:
            raise TypeError(
                f"{self!r} got a {what} of type {type(state).__name__}; "
                f"expected a pair ({', '.join(self._state_names)})."
            )
        return state

    def extra_repr(self):
        """Return the sizes, and what is not as usual."""
        text = f"{self.input_size}, {self.hidden_size}"
        if self.num_layers > 1:
            text += f", num_layers={self.num_layers}"
        if not self.bias:
            text += ", bias=False"
        text += ", batch_first=True"
        return text + ", bidirectional=True" if self.bidirectional else text


def sigmoid_(z):
    """Turn z into σ(z) = 1 / (1 + e⁻ᶻ) in place.

    Where e⁻ᶻ is too large for a float it becomes infinite, and 1 / ∞ = 0 is the right answer; the
    caller keeps NumPy from warning of it.
    """
    # np.negative(z, out=z) is wrong in NumPy 2.4 for numbers that stand 8 apart (float32: 4).
    np.multiply(z, -1, out=z)
    np.exp(z, out=z)
    z += 1
    np.divide(1, z, out=z)


def _turned(x, reverse):
    """Return x, with the steps in reverse order for a pass that reads from the end."""
    return x[::-1] if reverse else x
