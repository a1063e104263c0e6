"""Conv2d: the same small filter, looked at through a window that slides over the picture."""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from lib.nn._checks import float_dtype, positive_int
from lib.nn._patches import as_pictures, crop, output_sizes, pad, pair
from lib.nn.module import Module, Parameter


class Conv2d(Module):
    """y[n, f, r, s] = b[f] + Σ over c, i, j of w[f, c, i, j] · x[n, c, r·S + i, s·S + j].

    x is the picture with `padding` zeros around it, S the stride. The filter is not turned around:
    what networks call a convolution is a cross-correlation. Each weight is used at every place, so
    its gradient is a sum over all places, and each square gets a gradient from all windows that
    saw it::

        dL/dw[f, c, i, j] = Σ over n, r, s of dL/dy[n, f, r, s] · x[n, c, r·S + i, s·S + j]
        dL/dx[n, c, p, q] = Σ of w[f, c, i, j] · dL/dy[n, f, r, s]  where r·S + i = p, s·S + j = q
        dL/db[f]          = Σ over n, r, s of dL/dy[n, f, r, s]

    Shape
    -----
    - x: (N, in_channels, H, W), in any memory layout
    - y: (N, out_channels, OH, OW), OH = ⌊(H + 2·padding - kernel_size) / stride⌋ + 1
    - weight: (out_channels, in_channels, kernel height, kernel width)
    - bias: (out_channels,)

    Parameters
    ----------
    in_channels, out_channels : int
    kernel_size, stride, padding : int, or (height, width)
    bias : bool
        Without it, ``bias`` is None.
    rng : Generator or int, optional
        Both arrays start uniform in ±1/√(in_channels · kernel height · kernel width), as PyTorch's.
    dtype : dtype
        Of the parameters, and so of x and y.

    Raises
    ------
    ValueError
        If x is not (N, in_channels, H, W), or the window does not fit into it.
    TypeError
        If dtype is not one of floats, or x has another precision than the parameters.

    Examples
    --------
    >>> layer = Conv2d(1, 1, kernel_size=3, bias=False)
    >>> layer.weight.data[0, 0] = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
    >>> picture = np.array([[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1],
    ...                     [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]])
    >>> layer(picture[None, None])[0, 0]
    array([[4., 3., 4.],
           [2., 4., 3.],
           [2., 3., 4.]])

    References
    ----------
    LeCun, Bottou, Bengio, Haffner (1998), "Gradient-based learning applied to document
    recognition". The loops stand in `lib/nn/conv_naive.py`; a test holds this form to them.
    """

    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        bias=True,
        *,
        rng=None,
        dtype=np.float64,
    ):
        self.in_channels = positive_int(in_channels, "in_channels")
        self.out_channels = positive_int(out_channels, "out_channels")
        self.kernel_size = pair(kernel_size, "kernel_size")
        self.stride = pair(stride, "stride")
        self.padding = pair(padding, "padding", least=0)
        dtype, rng = float_dtype(dtype), np.random.default_rng(rng)
        shape = (self.out_channels, self.in_channels, *self.kernel_size)
        bound = 1 / np.sqrt(np.prod(shape[1:]))
        self.weight = Parameter(rng.uniform(-bound, bound, shape).astype(dtype))
        self.bias = None
        if bias:
            self.bias = Parameter(rng.uniform(-bound, bound, out_channels).astype(dtype))
        self._rooms = {}

    def forward(self, x):
        """Return the filtered pictures."""
        x = as_pictures(x, repr(self), self.in_channels, self.weight.dtype)
        sizes = output_sizes(x, repr(self), self.kernel_size, self.stride, self.padding)
        windows = self._windows(x, sizes)
        # A product of matrices for each output row: (F, kH·C·kW) @ (kH·C·kW, OW·N).
        y = self._filters() @ windows
        if self.bias is not None:
            y += self.bias.data[:, None]
        y = _pictures(y.reshape(sizes[0], self.out_channels, sizes[1], len(x)))
        self._keep(windows, x.shape, sizes, out=y)
        return y

    def backward(self, grad_out):
        """Add dL/dw and dL/db to the gradients; return dL/dx."""
        windows, shape, sizes, grad_out = self._recall(grad_out)
        dy = np.ascontiguousarray(_rows(grad_out)).reshape(
            sizes[0], self.out_channels, sizes[1] * len(grad_out)
        )
        (kh, kw), channels = self.kernel_size, self.in_channels
        dw = (dy @ windows.swapaxes(1, 2)).sum(axis=0)
        self.weight.grad += dw.reshape(-1, kh, channels, kw).swapaxes(1, 2)
        if self.bias is not None:
            self.bias.grad += dy.sum(axis=(0, 2))
        if not self.input_grad:
            return None
        return self._fold(dy, shape, sizes)

    def _filters(self):
        """Return the weights as a matrix, one filter a row, in the order of the windows."""
        return self.weight.data.swapaxes(1, 2).reshape(self.out_channels, -1)

    def _windows(self, x, sizes):
        """Return (OH, kH·C·kW, OW·N): for each output row, one column for each of its windows.

        Only the columns are unrolled, which copies x kW times and not kH·kW times. In memory the
        rows of x stand one behind the other, so the kH rows that an output row looks at are one
        piece of memory already: the next output row's piece begins S rows later and overlaps it.
        """
        x = np.ascontiguousarray(_rows(pad(x, self.padding)))
        (oh, ow), (kh, kw), (sh, sw) = sizes, self.kernel_size, self.stride
        height, channels, _, n = x.shape
        columns = self._room("forward", (height, channels, kw, ow, n), x.dtype)
        for j in range(kw):
            columns[:, :, j] = x[:, :, j : j + sw * (ow - 1) + 1 : sw]
        row = columns.strides[0]
        return as_strided(
            columns,
            (oh, kh * channels * kw, ow * n),
            (sh * row, ow * n * x.itemsize, x.itemsize),
            writeable=False,
        )

    def _fold(self, dy, shape, sizes):
        """Return dL/dx: the gradient of each window is added where the window looked."""
        (oh, ow), (kh, kw), (sh, sw) = sizes, self.kernel_size, self.stride
        (n, channels, height, width), (ph, pw) = shape, self.padding
        columns = self._room("backward", (height + 2 * ph, channels, kw, ow, n), dy.dtype)
        columns.fill(0)
        to_windows = self._filters().T
        # One output row after the other: what a row sends back is added while it is in the cache.
        for r in range(oh):
            seen = columns[r * sh : r * sh + kh]
            seen += (to_windows @ dy[r]).reshape(seen.shape)
        dx = np.zeros((height + 2 * ph, channels, width + 2 * pw, n), dy.dtype)
        for j in range(kw):
            dx[:, :, j : j + sw * (ow - 1) + 1 : sw] += columns[:, :, j]
        return crop(_pictures(dx), self.padding)

    def _room(self, name, shape, dtype):
        """Return an array to work in: in training the one of the last step, if it has the size.

        Fresh memory from the system, page by page, costs about as much as the arithmetic.
        """
        room = self._rooms.get(name)
        if room is None or room.shape != shape or room.dtype != dtype:
            room = np.empty(shape, dtype)
        if self.training:
            self._rooms[name] = room
        return room

    def __copy__(self):
        # A shallow copy shares the weights; two modules must not work in the same room.
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__, _rooms={})
        return twin

    def extra_repr(self):
        """Return the sizes."""
        return (
            f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, "
            f"stride={self.stride}, padding={self.padding}, bias={self.bias is not None}"
        )


# Pictures are (N, C, H, W) for everybody. In memory the convolution puts rows first and the batch
# last, (H, C, W, N), and hands out a view of that: the next layer turns it back without a copy.
def _rows(pictures):
    return pictures.transpose(2, 1, 3, 0)


def _pictures(rows):
    return rows.transpose(3, 1, 0, 2)
