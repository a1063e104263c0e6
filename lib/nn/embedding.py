"""Embedding: a table with one row of numbers for each word, letter or other symbol."""

import numpy as np

from lib.nn._checks import float_dtype, positive_int
from lib.nn.module import Module, Parameter


class Embedding(Module):
    """Row i of a table for each index i: y[n] = W[i[n]], so dL/dW[j] = Σ dL/dy[n] where i[n] = j.

    It is Linear without bias, applied to one-hot rows, without the multiplications by 0.

    Shape
    -----
    - indices: (N,) or (N, …), whole numbers
    - y: (N, embedding_dim) or (N, …, embedding_dim)
    - weight W: (num_embeddings, embedding_dim)

    Parameters
    ----------
    num_embeddings, embedding_dim : int
    padding_idx : int, optional
        This row starts at 0 and is never learned: for the places that only fill up a batch.
    rng : Generator or int, optional
        The table starts from the bell curve with spread 1, as in PyTorch.
    dtype : dtype
        Of W, and so of y.

    Raises
    ------
    TypeError
        If the indices are not integers, or dtype is not one of floats.
    ValueError
        If an index lies outside the table.

    Examples
    --------
    >>> table = Embedding(3, 2)
    >>> table.weight.data[:] = [[0.0, 0.1], [1.0, 1.1], [2.0, 2.1]]
    >>> table(np.array([2, 0, 2]))
    array([[2. , 2.1],
           [0. , 0.1],
           [2. , 2.1]])
    >>> table.backward(np.array([[1.0, 1.0], [10.0, 10.0], [100.0, 100.0]]))
    >>> table.weight.grad
    array([[ 10.,  10.],
           [  0.,   0.],
           [101., 101.]])

    References
    ----------
    Bengio, Ducharme, Vincent, Jauvin (2003), "A neural probabilistic language model".
    """

    def __init__(
        self, num_embeddings, embedding_dim, padding_idx=None, *, rng=None, dtype=np.float64
    ):
        self.num_embeddings = positive_int(num_embeddings, "num_embeddings")
        self.embedding_dim = positive_int(embedding_dim, "embedding_dim")
        self.padding_idx = _row_of(padding_idx, self.num_embeddings)
        rng = np.random.default_rng(rng)
        weight = rng.standard_normal((self.num_embeddings, self.embedding_dim))
        self.weight = Parameter(weight.astype(float_dtype(dtype)))
        if self.padding_idx is not None:
            self.weight.data[self.padding_idx] = 0

    def forward(self, indices):
        """Return the rows of these indices."""
        indices = self._checked(indices)
        y = self.weight.data[indices]
        self._keep(indices, out=y)
        return y

    def backward(self, grad_out):
        """Add dL/dW to the gradient. Return None: indices have no gradient."""
        indices, grad_out = self._recall(grad_out)
        indices, grad_rows = indices.ravel(), grad_out.reshape(-1, self.embedding_dim)
        if self.padding_idx is not None:
            real = indices != self.padding_idx
            indices, grad_rows = indices[real], grad_rows[real]
        # weight.grad[indices] += grad_rows would keep one of the rows of an index that comes
        # twice. Sorted, equal indices stand together, and reduceat sums each run of them.
        order = np.argsort(indices, kind="stable")
        symbols, starts = np.unique(indices[order], return_index=True)
        if len(symbols):
            self.weight.grad[symbols] += np.add.reduceat(grad_rows[order], starts, axis=0)

    def _checked(self, indices):
        indices = np.asarray(indices)
        if indices.dtype.kind not in "iu":
            raise TypeError(
                f"{self!r} got indices of dtype {indices.dtype}; expected integers. "
                "Use indices.astype(int)."
            )
        if indices.ndim == 0:
            raise ValueError(
                f"{self!r} got a single index; expected a batch, shape (N, …). Use np.array([i])."
            )
        outside = (indices < 0) | (indices >= self.num_embeddings)
        if outside.any():
            first = tuple(int(i) for i in np.argwhere(outside)[0])
            raise ValueError(
                f"{self!r} got index {indices[first]} at {list(first)}; "
                f"expected 0 to {self.num_embeddings - 1}."
            )
        # A copy, so that backward finds the indices of this forward pass whatever happens to them.
        return indices.astype(np.intp)

    def extra_repr(self):
        """Return the sizes."""
        sizes = f"{self.num_embeddings}, {self.embedding_dim}"
        return sizes if self.padding_idx is None else f"{sizes}, padding_idx={self.padding_idx}"


def _row_of(padding_idx, num_embeddings):
    """Return the row as a number from 0 up; a negative one counts from the end."""
    if padding_idx is None:
        return None
    if isinstance(padding_idx, bool) or not isinstance(padding_idx, int | np.integer):
        raise TypeError(f"padding_idx is {padding_idx!r}; expected a whole number.")
    if not -num_embeddings <= padding_idx < num_embeddings:
        raise ValueError(
            f"padding_idx is {padding_idx}; expected a row of the table, 0 to {num_embeddings - 1}."
        )
    return int(padding_idx) % num_embeddings
