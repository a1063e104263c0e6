"""DataParallel: the parts of a batch go through the same network on several cores at once."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy

import numpy as np

from lib.nn._checks import positive_int
from lib.nn.module import Module


class DataParallel(Module):
    """y = [f(x₁), …, f(xₖ)] for a batch cut into k parts, each part on a thread of its own.

    The gradient of a sum is the sum of the gradients: each thread has a buffer for the gradients
    of its part, and they are added at the end. The weights are shared, not copied. NumPy lets go
    of Python's lock while it computes, so threads are enough.

    It pays where a step is made of many small products, as in convolutions. Keep the library that
    multiplies matrices on one thread meanwhile, with ``threadpoolctl.threadpool_limits(1)``.

    Parameters
    ----------
    module : Module
        The network. Its ``state_dict`` keys get the prefix "module.", as in PyTorch.
    workers : int
        k, the number of threads.

    Raises
    ------
    TypeError, ValueError
        If workers is not a whole number of at least 1.

    Examples
    --------
    >>> from lib.nn import Linear
    >>> layer = Linear(3, 2, rng=0)
    >>> both = DataParallel(layer, workers=2)
    >>> x = np.arange(12.0).reshape(4, 3)
    >>> bool((both(x) == layer(x)).all())
    True
    >>> list(both.state_dict())
    ['module.weight', 'module.bias']
    """

    def __init__(self, module, workers=2):
        if not isinstance(module, Module):
            raise TypeError(f"DataParallel takes a module; got {module!r}.")
        self.module = module
        self.workers = positive_int(workers, "workers")
        # In a tuple, so that their parameters are not counted a second time.
        self._parts = (module, *(self._twin() for _ in range(self.workers - 1)))
        self._pool = ThreadPoolExecutor(self.workers)

    def _twin(self):
        """Return a module with gradients and memories of its own, and the weights of the first."""
        twin = deepcopy(self.module)
        for own, shared in zip(twin.parameters(), self.module.parameters(), strict=True):
            own.data = shared.data
        for own, first in zip(twin.modules(), self.module.modules(), strict=True):
            if isinstance(getattr(first, "rng", None), np.random.Generator):
                own.rng = first.rng.spawn(1)[0]
        return twin

    def forward(self, x):
        """Return the outputs of all parts, one behind the other."""
        for twin in self._parts[1:]:
            twin.train(self.module.training)
        parts = np.array_split(x, self.workers)
        y = np.concatenate(list(self._pool.map(lambda f, part: f(part), self._parts, parts)))
        self._keep(np.cumsum([len(part) for part in parts])[:-1], out=y)
        return y

    def backward(self, grad_out):
        """Add the gradients of all parts; return dL/dx."""
        cuts, grad_out = self._recall(grad_out)
        for twin in self._parts[1:]:
            twin.zero_grad()
        back = _backward if self.input_grad else _backward_to_first_layer
        grads = list(self._pool.map(back, self._parts, np.split(grad_out, cuts)))
        for twin in self._parts[1:]:
            for shared, own in zip(self.module.parameters(), twin.parameters(), strict=True):
                shared.grad += own.grad
        return np.concatenate(grads) if self.input_grad else None

    def extra_repr(self):
        """Return the number of threads."""
        return f"workers={self.workers}"


def _backward(module, grad_out):
    return module.backward(grad_out)


def _backward_to_first_layer(module, grad_out):
    with module.no_input_grad():
        return module.backward(grad_out)
