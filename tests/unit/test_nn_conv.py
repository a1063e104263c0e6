"""Conv2d: the loops of the textbook, the numbers of the sources, and the ways to get it wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn
from lib.gradcheck import GradcheckError, gradcheck
from lib.nn._patches import conv_output_size, shifted
from lib.nn.conv_naive import conv2d_naive, conv2d_naive_backward

ORDERS = [(0, 1, 2, 3), (2, 1, 3, 0), (3, 2, 1, 0), (1, 0, 3, 2)]


def in_memory(x, order):
    """Return the same pictures with their axes in another order in memory."""
    return np.ascontiguousarray(x.transpose(order)).transpose(np.argsort(order))


@st.composite
def geometries(draw):
    """Return (picture, kernel, stride, padding), each (height, width), that fit together."""
    sides = []
    for _ in range(2):
        kernel, padding = draw(st.integers(1, 4)), draw(st.integers(0, 3))
        size = draw(st.integers(max(1, kernel - 2 * padding), 7))
        sides.append((size, kernel, draw(st.integers(1, 4)), padding))
    return tuple(zip(*sides, strict=True))


@given(
    geometries(),
    st.integers(1, 3),
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from(ORDERS),
    st.sampled_from(ORDERS),
    st.sampled_from([np.float64, np.float32]),
    st.integers(0, 2**32 - 1),
)
def test_conv2d_is_its_loops(geometry, n, channels, filters, x_order, grad_order, dtype, seed):
    size, kernel, stride, padding = geometry
    rng = np.random.default_rng(seed)
    layer = nn.Conv2d(channels, filters, kernel, stride, padding, rng=rng, dtype=dtype)
    x = in_memory(rng.standard_normal((n, channels, *size)).astype(dtype), x_order)
    y = layer(x)
    r = in_memory(rng.standard_normal(y.shape).astype(dtype), grad_order)
    dx = layer.backward(r)

    w, b = layer.weight.data, layer.bias.data
    expected = conv2d_naive(x, w, b, stride, padding)
    grads = conv2d_naive_backward(r, x, w, stride, padding)
    near = {"rtol": 1e-9, "atol": 1e-10} if dtype == np.float64 else {"rtol": 1e-3, "atol": 1e-4}
    assert y.dtype == dx.dtype == dtype
    np.testing.assert_allclose(y, expected, **near)
    for got, want in zip((dx, layer.weight.grad, layer.bias.grad), grads, strict=True):
        np.testing.assert_allclose(got, want, **near)


def test_a_picture_of_the_source_with_strides_1_and_2():
    picture = np.array(
        [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
    )
    for stride, expected in ((1, [[4, 3, 4], [2, 4, 3], [2, 3, 4]]), (2, [[4, 4], [2, 4]])):
        layer = nn.Conv2d(1, 1, 3, stride, bias=False)
        layer.weight.data[0, 0] = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
        np.testing.assert_array_equal(layer(picture[None, None])[0, 0], expected)


def test_e4_the_eighth_product_has_a_wrong_index_which_a_weight_of_zero_hides():
    """E4 multiplies w[2, 1] by x[2, 3] in output (0, 1); it belongs to x[2, 2]."""
    kernel = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
    assert kernel[2, 1] == 0
    rng = np.random.default_rng(0)
    picture, weights = rng.normal(size=(1, 1, 5, 5)), rng.normal(size=(1, 1, 3, 3))
    x, w = picture[0, 0], weights[0, 0]
    source = (w * x[:3, 1:4]).sum() + w[2, 1] * (x[2, 3] - x[2, 2])
    assert not np.isclose(conv2d_naive(picture, weights)[0, 0, 0, 1], source)


@pytest.mark.parametrize(("size", "expected"), [(7, 4), (5, 3)])
def test_e4_counts_the_frame_twice(size, expected):
    """E4 says that 7 x 7 x 3, padding 1, stride 2 gives 3 x 3: its 7 has the frame already."""
    layer = nn.Conv2d(3, 2, 3, stride=2, padding=1)
    assert layer(np.zeros((1, 3, size, size))).shape == (1, 2, expected, expected)


def test_e4_the_size_of_a_map_is_rounded_down():
    """E4 leaves the rounding out. The column that is left over moves nothing."""
    layer = nn.Conv2d(1, 1, 3, stride=2)
    x = np.random.default_rng(0).normal(size=(1, 1, 8, 8))
    y = layer(x)
    assert y.shape == (1, 1, 3, 3)
    x[..., 7] += 1
    np.testing.assert_array_equal(layer(x), y)


class TestTheCheckOfSourceE4:
    """Its input, filters and biases; stride 2, padding 1; the loss is the sum of the outputs."""

    x = np.array(
        [
            [[0, 1, 1, 0, 2], [2, 2, 2, 2, 1], [1, 0, 0, 2, 0], [0, 1, 1, 0, 0], [1, 2, 0, 0, 2]],
            [[1, 0, 2, 2, 0], [0, 0, 0, 2, 0], [1, 2, 1, 2, 1], [1, 0, 0, 0, 0], [1, 2, 1, 1, 1]],
            [[2, 1, 2, 0, 0], [1, 0, 0, 1, 0], [0, 2, 1, 0, 1], [0, 1, 2, 2, 2], [2, 1, 0, 0, 1]],
        ],
        dtype=float,
    )
    filters = np.array(
        [
            [
                [[-1, 1, 0], [0, 1, 0], [0, 1, 1]],
                [[-1, -1, 0], [0, 0, 0], [0, -1, 0]],
                [[0, 0, -1], [0, 1, 0], [1, -1, -1]],
            ],
            [
                [[1, 1, -1], [-1, -1, 1], [0, -1, 1]],
                [[0, 1, 0], [-1, 0, -1], [-1, 1, 0]],
                [[-1, 0, 0], [-1, 0, 1], [-1, 0, 0]],
            ],
        ],
        dtype=float,
    )
    printed = (
        [[5, 6, 5], [5, 7, 5], [5, 6, 5]],
        [[2, 1, 2], [9, 9, 9], [2, 1, 2]],
        [[4, 5, 4], [4, 9, 4], [4, 5, 4]],
    )

    def layer(self):
        layer = nn.Conv2d(3, 2, 3, stride=2, padding=1)
        layer.weight.data[...] = self.filters
        layer.bias.data[...] = [1, 0]
        return layer

    def test_the_padded_volume_gives_two_pictures_of_3_by_3(self):
        layer = self.layer()
        y = layer(self.x[None])
        assert y.shape == (1, 2, 3, 3)
        np.testing.assert_array_equal(y[0, 0], [[6, 7, 5], [3, -1, -1], [2, -1, 4]])
        np.testing.assert_array_equal(y[0, 1], [[2, -5, -8], [1, -4, -4], [0, -5, -5]])

    def test_the_printed_gradients(self):
        layer = self.layer()
        # The loss is the sum of the outputs: each output moves it one for one, so dL/dy is ones.
        layer.backward(np.ones_like(layer(self.x[None])))
        np.testing.assert_array_equal(layer.weight.grad[0], self.printed)
        np.testing.assert_array_equal(layer.weight.grad[1], self.printed)
        np.testing.assert_array_equal(layer.bias.grad, [9, 9])

    def test_two_filters_of_3_by_3_by_3_have_56_parameters(self):
        assert sum(p.data.size for p in self.layer().parameters()) == 56


class AsPrintedInE4(nn.Conv2d):
    """Equation 7 of the source: dL/dx[p, q] = Σ w[i, j] · dL/dy[p + i, q + j], not turned."""

    def backward(self, grad_out):
        weights = self.weight.data
        self.weight.data = weights[..., ::-1, ::-1]
        dx = super().backward(grad_out)
        self.weight.data = weights
        return dx


class FilterNotSummedOverTheBatch(nn.Conv2d):
    """The weight gradient of the last example alone."""

    def backward(self, grad_out):
        last = np.zeros_like(grad_out)
        last[-1] = grad_out[-1]
        kept = self._kept
        dx = super().backward(grad_out)
        self.weight.grad[...] = 0
        self._kept = kept
        super().backward(last)
        return dx


@pytest.mark.parametrize("wrong", [AsPrintedInE4, FilterNotSummedOverTheBatch])
def test_gradcheck_refuses(wrong):
    x = np.random.default_rng(1).standard_normal((2, 1, 4, 5))
    gradcheck(nn.Conv2d(1, 2, 3, rng=0), x)
    with pytest.raises(GradcheckError):
        gradcheck(wrong(1, 2, 3, rng=0), x)


def test_the_error_goes_back_through_the_turned_filter():
    """Zero-pad the sensitivity map and correlate it with the filter turned by 180 degrees."""
    layer = nn.Conv2d(1, 1, 2, bias=False, rng=0)
    x, rng = np.random.default_rng(1).standard_normal((1, 1, 3, 3)), np.random.default_rng(2)
    r = rng.standard_normal(layer(x).shape)
    framed = np.pad(r, ((0, 0), (0, 0), (1, 1), (1, 1)))
    turned = layer.weight.data[:, :, ::-1, ::-1]
    np.testing.assert_allclose(layer.backward(r), conv2d_naive(framed, turned), rtol=1e-12)


def test_the_input_gradient_is_left_out_if_nobody_asks():
    layer = nn.Conv2d(2, 3, 2, rng=0)
    x = np.random.default_rng(1).standard_normal((4, 2, 5, 5))
    r = np.ones_like(layer(x))
    layer.backward(r)
    expected = layer.weight.grad.copy(), layer.bias.grad.copy()
    layer.zero_grad()
    layer(x)
    with layer.no_input_grad():
        assert layer.backward(r) is None
    np.testing.assert_array_equal(layer.weight.grad, expected[0])
    np.testing.assert_array_equal(layer.bias.grad, expected[1])


def test_a_stack_hands_on_its_memory_without_a_copy():
    """Rows first, batch last: the next layer finds (H, C, W, N) in one piece."""
    y = nn.Conv2d(1, 4, 3, rng=0)(np.ones((6, 1, 8, 8)))
    assert y.transpose(2, 1, 3, 0).flags.c_contiguous
    assert nn.MaxPool2d(2)(y).transpose(2, 1, 3, 0).flags.c_contiguous
    assert nn.ReLU()(y).transpose(2, 1, 3, 0).flags.c_contiguous


def test_changing_the_input_afterwards_changes_no_gradient():
    layer = nn.Conv2d(1, 2, 2, rng=0)
    x = np.random.default_rng(1).standard_normal((2, 1, 4, 4))
    y = layer(x)
    expected = conv2d_naive_backward(np.ones_like(y), x.copy(), layer.weight.data)[1]
    x[...] = 0
    layer.backward(np.ones_like(y))
    np.testing.assert_allclose(layer.weight.grad, expected)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((28, 5), 24),
        ((24, 2, 2), 12),
        ((7, 3, 2, 1), 4),
        ((5, 5), 1),
        ((6, 3, 2), 2),
        ((1, 3, 1, 1), 1),
    ],
)
def test_output_size(sizes, expected):
    assert conv_output_size(*sizes) == expected


@pytest.mark.parametrize(
    ("how", "error", "words"),
    [
        ({"kernel_size": 0}, ValueError, "kernel_size is 0; expected at least 1"),
        ({"kernel_size": (2, 2, 2)}, ValueError, "one whole number, or"),
        ({"kernel_size": 2.0}, TypeError, "kernel_size is 2.0"),
        ({"kernel_size": 2, "stride": 0}, ValueError, "stride is 0"),
        ({"kernel_size": 2, "padding": -1}, ValueError, "padding is -1; expected at least 0"),
        ({"kernel_size": 2, "padding": True}, TypeError, "padding is True"),
        ({"kernel_size": 2, "dtype": int}, TypeError, "floats"),
    ],
)
def test_bad_sizes(how, error, words):
    with pytest.raises(error, match=words):
        nn.Conv2d(1, 1, **how)


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ((2, 5, 5), r"got x of shape \(2, 5, 5\); expected \(N, 1, H, W\).*x\[:, None\]"),
        ((2, 5, 5, 1), r"use x.transpose\(0, 3, 1, 2\)"),
        ((2, 1, 2, 5), r"expected pictures of at least \(3, 3\)"),
    ],
)
def test_bad_pictures(shape, words):
    with pytest.raises(ValueError, match=words):
        nn.Conv2d(1, 1, 3)(np.zeros(shape))


def test_every_place_of_the_window_is_a_view():
    x = np.arange(42.0).reshape(1, 1, 6, 7)
    part = shifted(x, 1, 2, (2, 3), (2, 2))
    assert part.base is not None
    np.testing.assert_array_equal(part[0, 0], [[9, 11, 13], [23, 25, 27]])
