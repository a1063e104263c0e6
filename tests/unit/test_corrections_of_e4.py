"""Where source E4 is wrong: its claim failing, and ours holding, in numbers.

``source_…`` is what the source says or does; see test_corrections.py.
"""

import numpy as np
import pytest

from lib import nn
from lib.gradcheck import GradcheckError, gradcheck
from lib.nn.conv_naive import conv2d_naive, conv2d_naive_backward

STRIDE, PADDING = (2, 2), (1, 1)


def layer_of_the_check(seed=0):
    """A picture and filters of the shapes of E4's check, with random numbers."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(1, 3, 5, 5)), rng.normal(size=(2, 3, 3, 3)), rng


def source_gradients(blame, x, w):
    """Equation 7 as printed: dE/dx[p, q] = Σ w[i, j] · δ[p + i, q + j], the filter not turned."""
    dx = conv2d_naive_backward(blame, x, w[..., ::-1, ::-1], STRIDE, PADDING)[0]
    return dx, *conv2d_naive_backward(blame, x, w, STRIDE, PADDING)[1:]


def test_e4_equation_7_is_refused_with_random_blame():
    x, w, rng = layer_of_the_check()
    blame = rng.normal(size=(1, 2, 3, 3))

    def cost(x, w, b):
        return (blame * conv2d_naive(x, w, b, STRIDE, PADDING)).sum()

    right = conv2d_naive_backward(blame, x, w, STRIDE, PADDING)
    gradcheck(cost, x, w, np.zeros(2), grad=right)
    with pytest.raises(GradcheckError, match=r"^x\["):
        gradcheck(cost, x, w, np.zeros(2), grad=source_gradients(blame, x, w))


@pytest.mark.parametrize("seed", range(3))
def test_e4_its_check_with_ones_lets_equation_7_pass_for_any_picture(seed):
    x, w, _ = layer_of_the_check(seed)
    ones = np.ones((1, 2, 3, 3))
    right = conv2d_naive_backward(ones, x, w, STRIDE, PADDING)
    np.testing.assert_allclose(source_gradients(ones, x, w)[0], right[0], atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_e4_its_check_with_ones_gives_symmetric_slopes_for_any_picture(seed):
    x, w, rng = layer_of_the_check(seed)
    for blame, symmetric in ((np.ones((1, 2, 3, 3)), True), (rng.normal(size=(1, 2, 3, 3)), False)):
        dw = conv2d_naive_backward(blame, x, w, STRIDE, PADDING)[1]
        for wrong in (dw[..., ::-1, ::-1], dw[..., ::-1], dw[::-1]):
            assert np.allclose(wrong, dw) == symmetric


def test_e4_a_winner_of_two_windows_gets_the_blame_of_both():
    """E4's code assigns, so that the last window overwrites the others."""
    x = np.zeros((1, 1, 5, 5))
    x[0, 0, 2, 2] = 1.0
    pool = nn.MaxPool2d(3, stride=2)
    assert pool(x).shape == (1, 1, 2, 2)
    blame = np.array([[[[1.0, 2.0], [4.0, 8.0]]]])
    source = blame[0, 0, -1, -1]
    assert pool.backward(blame)[0, 0, 2, 2] == 15.0 != source
