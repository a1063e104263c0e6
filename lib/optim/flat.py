"""FlatOptimizer: for rules that treat every number alike, wherever it stands."""

from math import prod

import numpy as np

from lib.optim.optimizer import Optimizer

_BLOCK = 2**16


class FlatOptimizer(Optimizer):
    """All numbers of all parameters as one long vector.

    A rule such as Adam's looks at one number at a time, so it may as well look at all of them in
    one row: a network with ten small arrays then costs no more calls than one with a single array.
    The vector is worked on in blocks that stay in the processor's cache from one line of the rule
    to the next. Parameters and gradients stay where they are: gradients are copied in, steps are
    subtracted.

    A subclass names the arrays that it remembers in ``_names``, and says in ``_update`` how they
    and the gradient make a step.
    """

    _names = ()

    def __init__(self, params, **settings):
        super().__init__(params, **settings)
        sizes = [prod(param.shape) for param in self.params]
        ends = np.cumsum(sizes).tolist()
        self._spans = [slice(end - size, end) for end, size in zip(ends, sizes, strict=True)]
        dtype = np.result_type(*(param.dtype for param in self.params))
        self._vectors = {name: np.zeros(ends[-1], dtype) for name in self._names}
        self._g = np.empty(ends[-1], dtype)
        self.steps = 0

    def _memory(self):
        return [
            {name: self._vectors[name][span].reshape(param.shape) for name in self._names_in_use()}
            for param, span in zip(self.params, self._spans, strict=True)
        ]

    def _names_in_use(self):
        return self._names

    def step(self):
        """Move every parameter by what the rule makes of its gradient."""
        self.steps += 1
        g = self._g
        for param, span in zip(self.params, self._spans, strict=True):
            g[span] = param.grad.reshape(-1)
            self._before(param.data, g[span])
        for start in range(0, len(g), _BLOCK):
            block = slice(start, start + _BLOCK)
            self._update(g[block], *(vector[block] for vector in self._vectors.values()))
        for param, span in zip(self.params, self._spans, strict=True):
            param.data -= g[span].reshape(param.shape)

    def _before(self, w, g):
        """Let the weights w pull on their own gradient g, a row of numbers, if the rule wants."""

    def _update(self, g, *memory):
        """Write the step, which will be subtracted from the weights, over the gradient g."""
        raise NotImplementedError(f"{type(self).__name__} has no _update() yet.")
