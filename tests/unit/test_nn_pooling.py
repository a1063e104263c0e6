"""Pooling: windows one by one, ties, leftovers, and the ways to get it wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn
from lib.gradcheck import GradcheckError, gradcheck
from tests.unit.test_nn_conv import ORDERS, in_memory


def one_by_one(x, kernel, stride, padding, value):
    """Yield (place, window) for each window of x; the frame around x holds `value`."""
    (ph, pw), (kh, kw), (sh, sw) = padding, kernel, stride
    framed = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=value)
    oh, ow = (framed.shape[2] - kh) // sh + 1, (framed.shape[3] - kw) // sw + 1
    for n, c, r, s in np.ndindex(*x.shape[:2], oh, ow):
        yield (n, c, r, s), framed[n, c, r * sh : r * sh + kh, s * sw : s * sw + kw]


@st.composite
def pools(draw):
    """Return (picture, kernel, stride, padding), each (height, width), that fit together."""
    sides = []
    for _ in range(2):
        kernel = draw(st.integers(1, 4))
        padding = draw(st.integers(0, kernel // 2))
        size = draw(st.integers(max(1, kernel - 2 * padding), 7))
        sides.append((size, kernel, draw(st.integers(1, 4)), padding))
    return tuple(zip(*sides, strict=True))


@given(pools(), st.integers(1, 3), st.sampled_from(ORDERS), st.integers(0, 2**32 - 1))
def test_max_pool_sends_all_to_the_first_largest(geometry, n, order, seed):
    size, kernel, stride, padding = geometry
    rng = np.random.default_rng(seed)
    # Whole numbers from a small range: many ties.
    x = in_memory(rng.integers(-2, 3, (n, 2, *size)).astype(float), order)
    pool = nn.MaxPool2d(kernel, stride, padding)
    y = pool(x)
    r = rng.standard_normal(y.shape)
    dx = pool.backward(r)

    (ph, pw), (sh, sw) = padding, stride
    expected = np.zeros((n, 2, size[0] + 2 * ph, size[1] + 2 * pw))
    for (i, c, a, b), window in one_by_one(x, kernel, stride, padding, -np.inf):
        assert y[i, c, a, b] == window.max()
        down, right = np.unravel_index(np.argmax(window), window.shape)
        expected[i, c, a * sh + down, b * sw + right] += r[i, c, a, b]
    inner = expected[:, :, ph : ph + size[0], pw : pw + size[1]]
    np.testing.assert_allclose(dx, inner, rtol=1e-12, atol=1e-12)


@given(pools(), st.sampled_from(ORDERS), st.integers(0, 2**32 - 1))
def test_average_pool_is_the_mean_of_each_window(geometry, order, seed):
    size, kernel, stride, padding = geometry
    rng = np.random.default_rng(seed)
    x = in_memory(rng.standard_normal((2, 2, *size)), order)
    y = nn.AvgPool2d(kernel, stride, padding)(x)
    for place, window in one_by_one(x, kernel, stride, padding, 0):
        assert np.isclose(y[place], window.mean())
    y = nn.AvgPool2d(kernel, stride, padding, count_include_pad=False)(x)
    for place, window in one_by_one(x, kernel, stride, padding, np.nan):
        assert np.isclose(y[place], np.nanmean(window))


@given(pools(), st.sampled_from([1, 2, 3, 2.5]), st.integers(0, 2**32 - 1))
def test_lp_pool_is_the_norm_of_each_window(geometry, p, seed):
    size, kernel, stride, _ = geometry
    size = tuple(max(s, k) for s, k in zip(size, kernel, strict=True))
    x = np.random.default_rng(seed).standard_normal((2, 2, *size))
    y = nn.LPPool2d(p, kernel, stride)(x)
    for place, window in one_by_one(x, kernel, stride, (0, 0), 0):
        assert np.isclose(y[place], np.linalg.norm(window.ravel(), p))


def test_the_average_goes_back_as_a_kronecker_product():
    """Each square of a window gets the same share: the map of errors, every entry a whole block."""
    pool, r = nn.AvgPool2d(2), np.random.default_rng(0).standard_normal((1, 1, 3, 2))
    pool(np.zeros((1, 1, 6, 4)))
    np.testing.assert_allclose(pool.backward(r)[0, 0], np.kron(r[0, 0], np.full((2, 2), 0.25)))


def test_what_no_window_sees_gets_no_gradient():
    pool = nn.MaxPool2d(2)
    pool(np.random.default_rng(0).standard_normal((1, 1, 5, 5)))
    dx = pool.backward(np.ones((1, 1, 2, 2)))
    assert dx.sum() == 4
    assert not dx[..., 4, :].any()
    assert not dx[..., 4].any()


class SharedAmongEquals(nn.MaxPool2d):
    """Every largest number gets the whole gradient."""

    def forward(self, x):
        y = super().forward(x)
        (_, like), out = self._kept
        self._kept = ([part >= y for part in self._parts(x, y.shape[2:])], like), out
        return y

    def backward(self, grad_out):
        winners, like, grad = self._recall(grad_out)
        dx = np.zeros_like(like)
        for part, won in zip(self._parts(dx, grad.shape[2:]), winners, strict=True):
            part += grad * won
        return dx


class NotDivided(nn.AvgPool2d):
    """The share of each square forgets the size of the window."""

    def backward(self, grad_out):
        return super().backward(grad_out) * np.prod(self.kernel_size)


def test_a_tie_moves_the_sum_by_one_and_not_by_two():
    x = np.ones((1, 1, 2, 2))
    for layer, share in ((nn.MaxPool2d(2), 1), (SharedAmongEquals(2), 4)):
        layer(x)
        assert layer.backward(np.ones((1, 1, 1, 1))).sum() == share


def test_gradcheck_refuses_a_share_that_is_not_divided():
    x = np.random.default_rng(1).standard_normal((2, 1, 4, 4))
    gradcheck(nn.AvgPool2d(2), x)
    with pytest.raises(GradcheckError):
        gradcheck(NotDivided(2), x)


def test_bias_and_relu_may_come_after_the_pooling():
    """Both keep the order of numbers, so the largest stays the largest: four times less work."""
    x = np.random.default_rng(0).standard_normal((3, 2, 6, 6))
    before = nn.MaxPool2d(2)(nn.ReLU()(x + 0.3))
    np.testing.assert_array_equal(before, nn.ReLU()(nn.MaxPool2d(2)(x) + 0.3))


def test_the_norm_of_nothing_has_no_slope_and_large_numbers_do_not_overflow():
    pool = nn.LPPool2d(2, 2)
    pool(np.zeros((1, 1, 2, 2)))
    assert not pool.backward(np.ones((1, 1, 1, 1))).any()
    with np.errstate(over="raise"):
        y = pool(np.full((1, 1, 2, 2), 1e30, dtype=np.float32))
        assert np.isclose(y, 2e30).all()
        assert np.isclose(pool.backward(np.ones_like(y)), 0.5).all()


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: nn.MaxPool2d(0), ValueError, "kernel_size is 0"),
        (lambda: nn.MaxPool2d(2, stride=(1, 0)), ValueError, r"stride is \(1, 0\)"),
        (lambda: nn.AvgPool2d(2, padding=2), ValueError, "at most half of the window"),
        (lambda: nn.LPPool2d(0.5, 2), ValueError, "norm_type is 0.5"),
        (lambda: nn.LPPool2d("2", 2), TypeError, "norm_type is '2'"),
    ],
)
def test_bad_sizes(make, error, words):
    with pytest.raises(error, match=words):
        make()


def test_repr_says_the_sizes():
    assert (
        repr(nn.MaxPool2d(3, 2)) == "MaxPool2d(kernel_size=(3, 3), stride=(2, 2), padding=(0, 0))"
    )
    assert repr(nn.LPPool2d(2, 2)) == "LPPool2d(norm_type=2, kernel_size=(2, 2), stride=(2, 2))"


@pytest.mark.parametrize("pool", [nn.MaxPool2d(2), nn.AvgPool2d(2), nn.LPPool2d(2, 2)])
def test_d_pooling_has_no_parameters_and_passes_on_a_quarter_of_the_numbers(pool):
    """D says that it takes away 75 percent of the parameters: those of a dense layer behind."""
    assert list(pool.parameters()) == []
    x = np.zeros((1, 20, 24, 24))
    weights = [nn.Linear(y.size, 100).weight.data.size for y in (x, pool(x))]
    assert weights[1] == weights[0] / 4
