"""Parameter and Module: numbers that learn, and the objects that own them."""

from contextlib import contextmanager
from typing import NamedTuple

import numpy as np


class Parameter:
    """An array that is learned: its numbers in ``data``, dL/d(data) in ``grad``.

    ``grad`` starts as zeros. Every ``backward`` adds to it, so that a parameter used twice
    collects both contributions; ``zero_grad`` starts the next batch. The zeros themselves are
    written when somebody looks at ``grad``: most often the first thing to come is a product,
    which ``add_product`` can then write straight to where the zeros would be.

    Parameters
    ----------
    data : array of floats
        Copied. Whole numbers become float64.

    Examples
    --------
    >>> p = Parameter([1.0, 2.0])
    >>> p.grad += [0.5, 0.5]
    >>> p
    Parameter([1. 2.], shape=(2,), dtype=float64)
    """

    def __init__(self, data):
        data = np.array(data)
        if data.dtype.kind not in "biuf":
            raise TypeError(f"a Parameter holds real numbers; got dtype {data.dtype}.")
        self.data = data if data.dtype.kind == "f" else data.astype(np.float64)
        self.grad = np.zeros_like(self.data)

    @property
    def grad(self):
        """dL/d(data), of the shape of ``data``."""
        if self._grad_is_old:
            self._grad.fill(0)
            self._grad_is_old = False
        return self._grad

    @grad.setter
    def grad(self, value):
        self._grad, self._grad_is_old = value, False

    def add_product(self, left, right):
        """Add the matrix product left @ right to ``grad``, in one pass where ``grad`` is zero.

        Examples
        --------
        >>> p = Parameter([[1.0, 2.0]])
        >>> p.add_product(np.array([[2.0]]), np.array([[3.0, 4.0]]))
        >>> p.add_product(np.array([[1.0]]), np.array([[1.0, 1.0]]))
        >>> p.grad
        array([[7., 9.]])
        """
        if self._grad_is_old:
            np.matmul(left, right, out=self._grad)
            self._grad_is_old = False
        else:
            self._grad += left @ right

    @property
    def shape(self):
        """The shape of ``data``."""
        return self.data.shape

    @property
    def dtype(self):
        """The dtype of ``data``."""
        return self.data.dtype

    def zero_grad(self):
        """Set the gradient to zero."""
        self._grad_is_old = True

    def __repr__(self):
        numbers = np.array2string(self.data, precision=4, threshold=20, edgeitems=2)
        return f"Parameter({numbers}, shape={self.shape}, dtype={self.dtype})"


class IncompatibleKeys(NamedTuple):
    """What ``load_state_dict(strict=False)`` left alone."""

    missing_keys: list
    unexpected_keys: list


class Module:
    """A differentiable function: ``forward`` computes it, ``backward`` sends the gradient back.

    A subclass sets its Parameters and inner Modules as attributes; they are found there. In
    ``forward`` it keeps what ``backward`` will need, with ``self._keep(..., out=y)``; ``backward``
    takes dL/dy, gets that back with ``self._recall(grad_out)``, adds to the gradient of each
    parameter, and returns dL/dx.

    Examples
    --------
    >>> class Scale(Module):
    ...     "y = s x"
    ...     def __init__(self):
    ...         self.s = Parameter(3.0)
    ...     def forward(self, x):
    ...         y = self.s.data * x
    ...         self._keep(x, out=y)
    ...         return y
    ...     def backward(self, grad_out):
    ...         x, grad_out = self._recall(grad_out)
    ...         self.s.grad += (grad_out * x).sum()
    ...         return grad_out * self.s.data
    >>> scale = Scale()
    >>> scale(np.array([1.0, 2.0]))
    array([3., 6.])
    >>> scale.backward(np.array([1.0, 1.0]))
    array([3., 3.])
    >>> print(scale.s.grad)
    3.0
    """

    training = True
    input_grad = True
    _kept = None

    def forward(self, *inputs):
        """Compute the output."""
        raise NotImplementedError(f"{type(self).__name__} has no forward() yet.")

    def backward(self, grad_out):
        """Add to the parameters' gradients and return the gradient with respect to the input."""
        raise NotImplementedError(f"{type(self).__name__} has no backward() yet.")

    def __call__(self, *inputs, **named):
        return self.forward(*inputs, **named)

    def _keep(self, *values, out=None):
        """Keep `values` until backward; `out` says what shape and dtype its argument will have."""
        self._kept = values, None if out is None else (out.shape, out.dtype)

    def _recall(self, grad_out=None):
        """Return (*values, grad_out) and forget them: one backward for each forward."""
        if self._kept is None:
            raise RuntimeError(
                f"{type(self).__name__}.backward() has nothing to go back through. "
                "Call the module on a batch first, then backward() once."
            )
        values, like = self._kept
        if like is not None:
            shape, dtype = like
            grad_out = np.asarray(grad_out, dtype=dtype)
            if grad_out.shape != shape:
                raise ValueError(
                    f"{type(self).__name__}.backward() got a gradient of shape {grad_out.shape}; "
                    f"expected {shape}, the shape of its last output."
                )
        self._kept = None
        return (*values, grad_out)

    def named_children(self):
        """Yield (name, module) for the modules directly inside this one."""
        for name, value in vars(self).items():
            if isinstance(value, Module):
                yield name, value

    def children(self):
        """Yield the modules directly inside this one."""
        for _, child in self.named_children():
            yield child

    def named_modules(self, prefix=""):
        """Yield (name, module) for this module, whose name is "", and all inside it."""
        yield prefix, self
        for name, child in self.named_children():
            yield from child.named_modules(f"{prefix}.{name}" if prefix else name)

    def modules(self):
        """Yield this module and all inside it."""
        for _, module in self.named_modules():
            yield module

    def _named_state(self):
        """Yield (name, parameter); a shared parameter comes once under each of its names."""
        for prefix, module in self.named_modules():
            for name, value in vars(module).items():
                if isinstance(value, Parameter):
                    yield f"{prefix}.{name}" if prefix else name, value

    def named_parameters(self):
        """Yield (name, parameter), such as ("0.weight", …), each parameter once."""
        seen = set()
        for name, parameter in self._named_state():
            if id(parameter) not in seen:
                seen.add(id(parameter))
                yield name, parameter

    def parameters(self):
        """Yield each parameter once."""
        for _, parameter in self.named_parameters():
            yield parameter

    def zero_grad(self):
        """Set every gradient to zero."""
        for parameter in self.parameters():
            parameter.zero_grad()

    def train(self, mode=True):
        """Switch to training (or to evaluation); return the module."""
        for module in self.modules():
            module.training = bool(mode)
        return self

    def eval(self):
        """Switch to evaluation; return the module."""
        return self.train(False)

    @contextmanager
    def no_input_grad(self):
        """Leave dL/dx out within a ``with``: nobody learns anything from the gradient of the data.

        A module with parameters then returns None from ``backward``, and is spared that work.

        Examples
        --------
        >>> from lib.nn import Linear
        >>> layer = Linear(2, 1, rng=0)
        >>> y = layer(np.array([[1.0, 3.0]]))
        >>> with layer.no_input_grad():
        ...     layer.backward(np.ones((1, 1)))
        >>> layer.weight.grad
        array([[1., 3.]])
        """
        before, self.input_grad = self.input_grad, False
        try:
            yield self
        finally:
            self.input_grad = before

    def state_dict(self):
        """Return {name: copy of the numbers}. Later steps do not change it, unlike PyTorch's."""
        return {name: parameter.data.copy() for name, parameter in self._named_state()}

    def load_state_dict(self, state, strict=True):
        """Copy numbers into the parameters: all of them or, if anything is wrong, none.

        Parameters
        ----------
        state : dict
            Arrays by name, as ``state_dict`` returns; a PyTorch state_dict works too.
        strict : bool
            Whether missing and unexpected names are errors. A wrong shape always is.

        Returns
        -------
        IncompatibleKeys
            The names that were missing and those that were unexpected.

        Raises
        ------
        ValueError
            Names every missing key, unexpected key and wrong shape.
        """
        own = dict(self._named_state())
        arrays = {name: np.asarray(value) for name, value in state.items()}
        missing = [name for name in own if name not in arrays]
        unexpected = [name for name in arrays if name not in own]
        shared = [name for name in own if name in arrays]

        problems = [f"missing key {name!r}" for name in missing if strict]
        problems += [f"unexpected key {name!r}" for name in unexpected if strict]
        problems += [
            f"{name!r} has shape {arrays[name].shape}, expected {own[name].shape}"
            for name in shared
            if arrays[name].shape != own[name].shape
        ]
        problems += [
            f"{name!r} has dtype {arrays[name].dtype}, expected real numbers"
            for name in shared
            if arrays[name].dtype.kind not in "biuf"
        ]
        if problems:
            raise ValueError(
                f"cannot load this state into {type(self).__name__}, nothing was changed: "
                + "; ".join(problems)
            )
        for name in shared:
            own[name].data[...] = arrays[name]
        return IncompatibleKeys(missing, unexpected)

    def extra_repr(self):
        """Return what ``repr`` shows between the parentheses."""
        return ""

    def __repr__(self):
        lines = [f"({name}): {child!r}" for name, child in self.named_children()]
        if not lines:
            return f"{type(self).__name__}({self.extra_repr()})"
        inside = "\n".join(lines).replace("\n", "\n  ")
        return f"{type(self).__name__}(\n  {inside}\n)"
