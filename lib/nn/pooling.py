"""Pooling: one number for each window of a picture, the largest or a mean."""

import numpy as np

from lib.nn._patches import (
    as_pictures,
    crop,
    empty_like,
    laid_out_like,
    output_sizes,
    pad,
    pair,
    shifted,
)
from lib.nn.module import Module


class _Pool2d(Module):
    """What all pooling layers share: a window, and the places where it stands."""

    def __init__(self, kernel_size, stride=None, padding=0):
        self.kernel_size = pair(kernel_size, "kernel_size")
        self.stride = self.kernel_size if stride is None else pair(stride, "stride")
        self.padding = pair(padding, "padding", least=0)
        if any(2 * p > k for p, k in zip(self.padding, self.kernel_size, strict=True)):
            raise ValueError(
                f"padding is {self.padding}; expected at most half of the window "
                f"{self.kernel_size}, or a window could stand on the frame alone."
            )

    def _parts(self, x, sizes):
        """Yield, for each place (i, j) in the window, the view of what stands there."""
        for i, j in np.ndindex(self.kernel_size):
            yield shifted(x, i, j, sizes, self.stride)

    def _start(self, x, value=0):
        x = as_pictures(x, repr(self))
        sizes = output_sizes(x, repr(self), self.kernel_size, self.stride, self.padding)
        return pad(x, self.padding, value), sizes

    def _blank(self, like, sizes):
        """Return a gradient to fill: zeros, if not every square is in exactly one window."""
        dx = empty_like(like, like.shape)
        tiles = tuple(n * k for n, k in zip(sizes, self.kernel_size, strict=True))
        if self.stride != self.kernel_size or tiles != like.shape[2:]:
            dx.fill(0)
        return dx

    def extra_repr(self):
        """Return the sizes."""
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"


class MaxPool2d(_Pool2d):
    """y = the largest number in each window. Its gradient goes to the winner alone.

    If several are largest, the first one in reading order gets all of it, as in PyTorch.

    Shape
    -----
    (N, C, H, W) → (N, C, OH, OW), OH = ⌊(H + 2·padding - kernel_size) / stride⌋ + 1

    Parameters
    ----------
    kernel_size : int, or (height, width)
    stride : int, or (height, width), optional
        The window's own size if left out: windows side by side.
    padding : int, or (height, width)
        A frame that never wins. At most half of the window.

    Raises
    ------
    ValueError
        If x is not (N, C, H, W), or a window does not fit into it.

    Examples
    --------
    >>> pool = MaxPool2d(2)
    >>> pool(np.array([[[[1.0, 5.0, 2.0, 2.0], [3.0, 4.0, 0.0, 2.0]]]]))
    array([[[[5., 2.]]]])
    >>> pool.backward(np.array([[[[10.0, 20.0]]]]))
    array([[[[ 0., 10., 20.,  0.],
             [ 0.,  0.,  0.,  0.]]]])

    References
    ----------
    Weng, Ahuja, Huang (1992), "Cresceptron"; the rule for ties is that of torch.nn.MaxPool2d.
    """

    def forward(self, x):
        """Return the largest number of each window."""
        x, sizes = self._start(x, -np.inf)
        y, winners = None, []
        for part in self._parts(x, sizes):
            if y is None:
                y = part.copy(order="K")
                continue
            # A later number wins only if it is larger: so the first of equals keeps the place.
            winners.append(part > y)
            np.maximum(y, part, out=y)
        self._keep(winners, x, out=y)
        return y

    def backward(self, grad_out):
        """Return dL/dx: each winner gets the gradient of its window."""
        winners, like, grad = self._recall(grad_out)
        dx = self._blank(like, grad.shape[2:])
        left, parts = laid_out_like(grad, dx), list(self._parts(dx, grad.shape[2:]))
        # From the last to the first: whoever won last has beaten all before.
        for part, won in zip(parts[:0:-1], winners[::-1], strict=True):
            share = left * won
            left -= share
            self._give(part, share)
        self._give(parts[0], left)
        return crop(dx, self.padding)

    def _give(self, part, share):
        if self.stride == self.kernel_size:
            part[...] = share
        else:
            part += share  # Windows that overlap share squares.


class AvgPool2d(_Pool2d):
    """y = the mean of each window. Its gradient is spread evenly over the window.

    Shape
    -----
    (N, C, H, W) → (N, C, OH, OW), OH = ⌊(H + 2·padding - kernel_size) / stride⌋ + 1

    Parameters
    ----------
    kernel_size : int, or (height, width)
    stride : int, or (height, width), optional
        The window's own size if left out: windows side by side.
    padding : int, or (height, width)
        A frame of zeros. At most half of the window.
    count_include_pad : bool
        Whether those zeros count as numbers of the window; if not, the mean is of the others.

    Raises
    ------
    ValueError
        If x is not (N, C, H, W), or a window does not fit into it.

    Examples
    --------
    >>> pool = AvgPool2d(2)
    >>> pool(np.array([[[[1.0, 5.0], [3.0, 4.0]]]]))
    array([[[[3.25]]]])
    >>> pool.backward(np.array([[[[1.0]]]]))
    array([[[[0.25, 0.25],
             [0.25, 0.25]]]])

    References
    ----------
    LeCun, Bottou, Bengio, Haffner (1998), "Gradient-based learning applied to document
    recognition", where it is called sub-sampling.
    """

    def __init__(self, kernel_size, stride=None, padding=0, count_include_pad=True):
        super().__init__(kernel_size, stride, padding)
        self.count_include_pad = bool(count_include_pad)

    def forward(self, x):
        """Return the mean of each window."""
        x, sizes = self._start(x)
        y = sum(self._parts(x, sizes)) / self._counts(x, sizes)
        self._keep(x, out=y)
        return y

    def _counts(self, x, sizes):
        """Return of how many numbers each mean is: one count for all, or (1, 1, OH, OW)."""
        if self.count_include_pad or self.padding == (0, 0):
            return x.dtype.type(np.prod(self.kernel_size))
        inside = np.zeros((1, 1, *x.shape[2:]), x.dtype)
        crop(inside, self.padding)[...] = 1
        return sum(self._parts(inside, sizes))

    def backward(self, grad_out):
        """Return dL/dx: an equal share to each square of the window."""
        like, grad = self._recall(grad_out)
        dx = empty_like(like, like.shape)
        dx.fill(0)
        share = grad / self._counts(like, grad.shape[2:])
        for part in self._parts(dx, grad.shape[2:]):
            part += share
        return crop(dx, self.padding)

    def extra_repr(self):
        """Return the sizes, and whether zeros of the frame are left out of the mean."""
        without = "" if self.count_include_pad else ", count_include_pad=False"
        return super().extra_repr() + without


class LPPool2d(_Pool2d):
    """y = (Σ |x|^p)^(1/p) over each window; p = 2 is the length of the window as a vector.

    dL/dx = dL/dy · sign(x) · (|x| / y)^(p-1). Where a window is all zeros the norm has a corner;
    there the gradient is 0, as in PyTorch. PyTorch leaves out the |…|, which matters only for odd
    p and numbers below 0.

    Shape
    -----
    (N, C, H, W) → (N, C, OH, OW), OH = ⌊(H - kernel_size) / stride⌋ + 1

    Parameters
    ----------
    norm_type : float
        p, at least 1.
    kernel_size : int, or (height, width)
    stride : int, or (height, width), optional
        The window's own size if left out: windows side by side.

    Raises
    ------
    ValueError
        If p is below 1, x is not (N, C, H, W), or a window does not fit into it.

    Examples
    --------
    >>> pool = LPPool2d(2, kernel_size=(1, 2))
    >>> pool(np.array([[[[3.0, 4.0]]]]))
    array([[[[5.]]]])
    >>> pool.backward(np.array([[[[10.0]]]]))
    array([[[[6., 8.]]]])

    References
    ----------
    Sermanet, Chintala, LeCun (2012), "Convolutional neural networks applied to house numbers
    digit classification".
    """

    def __init__(self, norm_type, kernel_size, stride=None):
        if isinstance(norm_type, bool) or not isinstance(norm_type, int | float | np.number):
            raise TypeError(f"norm_type is {norm_type!r}; expected a number, such as 2.")
        if not (np.isfinite(norm_type) and norm_type >= 1):
            raise ValueError(f"norm_type is {norm_type}; expected a finite number of at least 1.")
        super().__init__(kernel_size, stride)
        self.norm_type = norm_type

    def forward(self, x):
        """Return the norm of each window."""
        x, sizes = self._start(x)
        # Divided by the largest number first, so that no power overflows.
        largest = np.maximum.reduce([np.abs(part) for part in self._parts(x, sizes)])
        scale = np.where(largest > 0, largest, 1)
        powers = sum((np.abs(part) / scale) ** self.norm_type for part in self._parts(x, sizes))
        y = (scale * powers ** (1 / self.norm_type)).astype(x.dtype, copy=False)
        self._keep(x, y, out=y)
        return y

    def backward(self, grad_out):
        """Return dL/dx: the more of the norm is due to a square, the larger its share."""
        x, y, grad = self._recall(grad_out)
        dx = empty_like(x, x.shape)
        dx.fill(0)
        # 0/0 in an empty window becomes 0/1: no share.
        safe = np.where(y > 0, y, 1)
        for part, numbers in zip(
            self._parts(dx, grad.shape[2:]), self._parts(x, grad.shape[2:]), strict=True
        ):
            part += grad * np.sign(numbers) * (np.abs(numbers) / safe) ** (self.norm_type - 1)
        return dx

    def extra_repr(self):
        """Return p and the sizes."""
        return f"norm_type={self.norm_type}, kernel_size={self.kernel_size}, stride={self.stride}"
