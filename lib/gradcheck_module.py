"""The gradient check of a module: its inputs and its parameters, all at once."""

from contextlib import contextmanager

import numpy as np

from lib.gradcheck_measure import (
    check_finite,
    check_float64,
    check_no_nan,
    leaves,
    matching_leaves,
    random_cotangent,
    slopes,
)
from lib.gradcheck_report import GradcheckError


def module_triples(module, inputs, names, eps, rng, tolerance):
    """Return [(name, claimed, measured, at_kink)] for inputs and parameters, and the size of y."""
    params = list(module.named_parameters()) if hasattr(module, "named_parameters") else []
    for name, param in params:
        check_float64(param.data, name, "Make the module with dtype=np.float64.")
    with _restored(params), _replayed(module) as replay:
        check = _ModuleCheck(module, params, inputs, names, replay)
        return check.triples(rng, eps, tolerance)


class _ModuleCheck:
    """One module with copies of its inputs, which may be moved."""

    def __init__(self, module, params, inputs, names, replay):
        self.module, self.params, self.names, self.replay = module, params, names, replay
        self.who = type(module).__name__
        self.inputs = tuple(_copy(value) for value in inputs)
        self.before = [check_no_nan(x, name).copy() for name, x in self.watched()]

    def watched(self):
        """Return [(name, array)] for all that a module must leave as it is."""
        arrays = [
            leaf
            for name, value in zip(self.names, self.inputs, strict=True)
            for leaf in leaves(value, name)
        ]
        return arrays + [(name, param.data) for name, param in self.params]

    def forward(self):
        """Return the output, with the random numbers of the first time."""
        self.replay()
        return self.module(*self.inputs)

    def flat_forward(self):
        """Return all numbers of the output in one row."""
        y = _flat(self.forward())
        check_finite(y, self.who)
        return y

    def backward(self, cotangents, y):
        """Go forward and back again; return the gradients by the inputs, as they came."""
        if not np.array_equal(self.flat_forward(), y):
            raise GradcheckError(
                f"{self.who} gave two answers to one input; fix its rng or use eval()."
            )
        grads_out = [("grad_out", array) for _, array in leaves(cotangents, "")]
        given = [array.copy() for _, array in grads_out]
        back = self.module.backward(*cotangents)
        _unchanged([*self.watched(), *grads_out], [*self.before, *given], f"{self.who}.backward")
        return back

    def triples(self, rng, eps, tolerance):
        """Compare every derivative."""
        output = self.forward()
        y = _flat(output)
        check_finite(y, self.who)
        _unchanged(self.watched(), self.before, f"{self.who}.forward")
        # A loss is one number, and only its predictions move.
        if is_loss := not isinstance(output, tuple) and np.ndim(output) == 0:
            cotangents, weights = (), np.ones(1)
        else:
            output = output if isinstance(output, tuple) else (output,)
            cotangents = _map(lambda array: random_cotangent(rng, array.shape), output)
            weights = _flat(cotangents)
        moving = 1 if is_loss else len(self.inputs)
        for name, value in list(zip(self.names, self.inputs, strict=True))[:moving]:
            for leaf_name, leaf in leaves(value, name):
                if leaf.dtype.kind == "f":
                    check_float64(leaf, leaf_name)
        size = max(1.0, float(np.max(np.abs(y), initial=0)))

        claimed = self.claims(self.twice(cotangents, y), moving)
        return [
            (name, claim, *slopes(self.flat_forward, y, x, weights, eps, claim, tolerance(size)))
            for name, x, claim in claimed
        ], size

    def twice(self, cotangents, y):
        """Return what backward returned; every parameter gradient must have been added to."""
        for _, param in self.params:
            param.grad = np.zeros_like(param.data)
        back = self.backward(cotangents, y)
        back = None if back is None else _copy(back)
        once = [np.array(param.grad) for _, param in self.params]
        self.backward(cotangents, y)
        for (name, param), g in zip(self.params, once, strict=True):
            if not np.allclose(param.grad, 2 * g, rtol=1e-9, atol=0, equal_nan=True):
                raise GradcheckError(
                    f"{name}.grad after two backward passes is not twice that after one. "
                    "Add to it: use += instead of =."
                )
            param.grad = g
        return back

    def claims(self, back, moving):
        """Return [(name, array to move, claimed derivative)] for inputs and parameters."""
        named = list(zip(self.names, self.inputs, strict=True))[:moving]
        several = isinstance(back, tuple)
        claimed = []
        for i, (name, value) in enumerate(named):
            if several:
                claim = back[i] if i < len(back) else None
            else:
                # What flows back to a further input, such as a state, is left in grad_<name>.
                claim = back if i == 0 else getattr(self.module, f"grad_{name}", None)
            moved = leaves(value, name)
            if claim is None and not any(x.dtype.kind == "f" for _, x in moved):
                continue  # Indices have no gradient.
            if claim is None:
                raise GradcheckError(
                    f"{self.who}.backward must return the gradient by "
                    f"{', '.join(name for name, _ in named)}; got {back}."
                )
            for (leaf_name, x), part in zip(
                moved, matching_leaves(value, claim, name), strict=True
            ):
                claimed.append((leaf_name, check_float64(x, leaf_name), np.array(part, float)))
        if several and len(back) > len(named):
            raise GradcheckError(
                f"{self.who}.backward returned {len(back)} gradients for {len(named)} inputs."
            )
        return claimed + [(name, param.data, param.grad) for name, param in self.params]


@contextmanager
def _restored(params):
    """Give every parameter its numbers and its gradient back, whatever happens."""
    kept = [(param, param.data, param.data.copy(), param.grad) for _, param in params]
    try:
        yield
    finally:
        for param, array, numbers, grad in kept:
            array[...] = numbers
            param.data, param.grad = array, grad


@contextmanager
def _replayed(module):
    """Let a random module draw the same numbers each time, and at the end as if nothing was."""
    modules = list(module.modules()) if hasattr(module, "modules") else [module]
    generators = [
        m.rng for m in modules if isinstance(getattr(m, "rng", None), np.random.Generator)
    ]
    states = [rng.bit_generator.state for rng in generators]

    def replay():
        for rng, state in zip(generators, states, strict=True):
            rng.bit_generator.state = state

    try:
        yield replay
    finally:
        replay()


def _copy(value):
    """Return a copy whose arrays can be moved; a list of indices becomes an array of them."""
    if isinstance(value, list) and not value:
        return np.zeros(0, int)
    return _map(np.array, value)


def _map(f, value):
    return tuple(_map(f, item) for item in value) if isinstance(value, tuple) else f(value)


def _flat(value):
    return np.concatenate([np.ravel(array) for _, array in leaves(value, "")])


def _unchanged(named, before, who):
    for (name, now), then in zip(named, before, strict=True):
        if not np.array_equal(now, then):
            raise GradcheckError(f"{who} changed {name} in place; it must work on a copy.")
