"""Convolution as the textbook writes it: loops, and no haste. `conv.py` does the same faster."""

import numpy as np


def conv2d_naive(x, weight, bias=None, stride=(1, 1), padding=(0, 0)):
    """Return y[n, f, r, s] = b[f] + Σ over c, i, j of w[f, c, i, j] · x[n, c, r·S + i, s·S + j].

    x has its frame of zeros already counted in. This is a cross-correlation: the kernel is not
    turned around, as in PyTorch and in all networks.

    Shape
    -----
    - x: (N, C, H, W)
    - weight: (F, C, kH, kW); bias: (F,)
    - y: (N, F, OH, OW)

    Examples
    --------
    >>> x = np.arange(9.0).reshape(1, 1, 3, 3)
    >>> conv2d_naive(x, np.array([[[[1.0, 0.0], [0.0, -1.0]]]]))
    array([[[[-4., -4.],
             [-4., -4.]]]])
    """
    x = _framed(x, padding)
    (N, C, H, W), (F, _, kH, kW), (sH, sW) = x.shape, weight.shape, stride
    y = np.zeros((N, F, (H - kH) // sH + 1, (W - kW) // sW + 1), x.dtype)
    for n, f, r, s in np.ndindex(y.shape):
        for c in range(C):
            for i in range(kH):
                for j in range(kW):
                    y[n, f, r, s] += weight[f, c, i, j] * x[n, c, r * sH + i, s * sW + j]
        if bias is not None:
            y[n, f, r, s] += bias[f]
    return y


def conv2d_naive_backward(grad_out, x, weight, stride=(1, 1), padding=(0, 0)):
    """Return (dL/dx, dL/dweight, dL/dbias): each product of the forward loops sends two back.

    ``y += w · x`` means that dL/dx grows by w · dL/dy, and dL/dw by x · dL/dy.

    Examples
    --------
    >>> x, w = np.ones((1, 1, 2, 2)), np.full((1, 1, 1, 1), 3.0)
    >>> dx, dw, db = conv2d_naive_backward(np.ones((1, 1, 2, 2)), x, w)
    >>> dx[0, 0, 0], dw.ravel(), db
    (array([3., 3.]), array([4.]), array([4.]))
    """
    x = _framed(x, padding)
    (_, C, H, W), (_, _, kH, kW), (sH, sW) = x.shape, weight.shape, stride
    grad_x, grad_w = np.zeros_like(x), np.zeros_like(weight)
    for n, f, r, s in np.ndindex(grad_out.shape):
        for c in range(C):
            for i in range(kH):
                for j in range(kW):
                    place = n, c, r * sH + i, s * sW + j
                    grad_x[place] += weight[f, c, i, j] * grad_out[n, f, r, s]
                    grad_w[f, c, i, j] += x[place] * grad_out[n, f, r, s]
    pH, pW = padding
    return grad_x[:, :, pH : H - pH, pW : W - pW], grad_w, grad_out.sum(axis=(0, 2, 3))


def _framed(x, padding):
    pH, pW = padding
    return np.pad(x, ((0, 0), (0, 0), (pH, pH), (pW, pW)))
