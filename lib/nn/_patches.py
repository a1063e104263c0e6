"""What convolution and pooling share: windows that slide over the rows and columns of pictures."""

import numpy as np

from lib.nn._checks import as_floats


def pair(value, name, least=1):
    """Return (height, width) from one whole number or from two, each `least` or more."""
    both = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(both) != 2:
        raise ValueError(f"{name} is {value!r}; expected one whole number, or (height, width).")
    for number in both:
        if isinstance(number, bool) or not isinstance(number, int | np.integer):
            raise TypeError(f"{name} is {value!r}; expected whole numbers.")
        if number < least:
            raise ValueError(f"{name} is {value!r}; expected at least {least}.")
    return int(both[0]), int(both[1])


def conv_output_size(size, kernel_size, stride=1, padding=0):
    """Return how many places a window has: ⌊(size + 2·padding - kernel_size) / stride⌋ + 1.

    What is left over at the end, less than a stride, no window looks at.

    Parameters
    ----------
    size : int
        Height or width of the picture.
    kernel_size, stride, padding : int
        Of the same direction.

    Raises
    ------
    ValueError
        If the window is larger than the padded picture.

    Examples
    --------
    >>> conv_output_size(28, 5), conv_output_size(7, 3, stride=2, padding=1)
    (24, 4)

    References
    ----------
    Dumoulin, Visin (2016), "A guide to convolution arithmetic for deep learning".
    """
    if kernel_size > size + 2 * padding:
        raise ValueError(
            f"a window of {kernel_size} does not fit into {size} + 2·{padding} squares; "
            "use a smaller window, more padding, or larger pictures."
        )
    return (size + 2 * padding - kernel_size) // stride + 1


def as_pictures(x, who, channels=None, dtype=None):
    """Return x as floats of shape (N, C, H, W), or say what is wrong with it."""
    x = as_floats(x, who, dtype)
    if x.ndim != 4 or (channels is not None and x.shape[1] != channels) or 0 in x.shape[1:]:
        expected = f"(N, {'C' if channels is None else channels}, H, W)"
        advice = ""
        if x.ndim == 3 and channels in (None, 1):
            advice = " Pictures without a channel axis get one by x[:, None]."
        elif x.ndim == 4 and channels is not None and x.shape[-1] == channels:
            advice = " If the channels come last, use x.transpose(0, 3, 1, 2)."
        raise ValueError(f"{who} got x of shape {x.shape}; expected {expected}.{advice}")
    return x


def output_sizes(x, who, kernel_size, stride, padding):
    """Return (OH, OW) for pictures x, or say which side is too small."""
    try:
        return tuple(
            conv_output_size(*sizes)
            for sizes in zip(x.shape[2:], kernel_size, stride, padding, strict=True)
        )
    except ValueError as error:
        least = tuple(k - 2 * p for k, p in zip(kernel_size, padding, strict=True))
        raise ValueError(
            f"{who} got x of shape {x.shape}; expected pictures of at least {least}: {error}"
        ) from None


def pad(x, padding, value=0):
    """Return x with a frame of `value` around each picture, in the memory layout of x."""
    if padding == (0, 0):
        return x
    (ph, pw), (height, width) = padding, x.shape[2:]
    shape = (*x.shape[:2], height + 2 * ph, width + 2 * pw)
    padded = empty_like(x, shape)
    padded.fill(value)
    crop(padded, padding)[...] = x
    return padded


def crop(x, padding):
    """Return the view of x without its frame."""
    ph, pw = padding
    return x[:, :, ph : x.shape[2] - ph, pw : x.shape[3] - pw]


def empty_like(x, shape):
    """Return a new array of the given shape whose axes lie in memory in the order of x's."""
    order = sorted(range(x.ndim), key=lambda axis: -abs(x.strides[axis]))
    memory = np.empty([shape[axis] for axis in order], x.dtype)
    return memory.transpose(np.argsort(order))


def laid_out_like(x, like):
    """Return x in the memory layout of `like`: arrays that lie alike are combined faster."""
    out = empty_like(like, x.shape)
    out[...] = x
    return out


def shifted(x, i, j, sizes, stride):
    """Return what stands at place (i, j) of every window: a view of shape (N, C, OH, OW)."""
    (oh, ow), (sh, sw) = sizes, stride
    return x[:, :, i : i + sh * (oh - 1) + 1 : sh, j : j + sw * (ow - 1) + 1 : sw]
