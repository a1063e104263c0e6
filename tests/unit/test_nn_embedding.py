"""Embedding: rows of a table, sums over repeated rows, and indices that are none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from lib import nn
from lib.gradcheck import GradcheckError, gradcheck


def test_by_hand():
    table = nn.Embedding(3, 2)
    table.weight.data[:] = [[1, 2], [3, 4], [5, 6]]
    np.testing.assert_array_equal(
        table(np.array([[2, 0], [2, 2]])), [[[5, 6], [1, 2]], [[5, 6], [5, 6]]]
    )
    grad = np.array([[[1.0, 0.0], [2.0, 0.5]], [[10.0, 0.0], [100.0, 0.0]]])
    assert table.backward(grad) is None
    np.testing.assert_array_equal(table.weight.grad, [[2, 0.5], [0, 0], [111, 0]])


@given(
    st.integers(1, 6),
    st.integers(1, 4),
    array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=5),
    st.integers(0, 99),
    st.sampled_from([np.int64, np.int32, np.uint8]),
    st.booleans(),
)
def test_it_is_linear_on_one_hot_rows(num, dim, shape, seed, dtype, padded):
    rng = np.random.default_rng(seed)
    table = nn.Embedding(num, dim, padding_idx=0 if padded else None, rng=rng)
    indices = rng.integers(0, num, shape).astype(dtype)
    y, r = table(indices), rng.standard_normal((*shape, dim))
    np.testing.assert_array_equal(y, np.eye(num)[indices] @ table.weight.data)
    table.weight.grad += 1
    table.backward(r)
    expected = np.ones((num, dim))
    np.add.at(expected, indices, r)
    expected[: int(padded)] = 1
    np.testing.assert_allclose(table.weight.grad, expected, rtol=1e-12, atol=1e-12)


def test_the_table_starts_from_the_bell_curve():
    weight = nn.Embedding(200, 50, rng=0).weight.data
    assert weight.std() == pytest.approx(1, rel=0.02)
    assert abs(weight.mean()) < 0.02
    np.testing.assert_array_equal(weight, nn.Embedding(200, 50, rng=0).weight.data)
    assert nn.Embedding(2, 2, dtype=np.float32).weight.dtype == np.float32


@pytest.mark.parametrize("padding_idx", [1, -3])
def test_the_padding_row_is_zero_and_does_not_learn(padding_idx):
    table = nn.Embedding(4, 2, padding_idx, rng=0)
    assert table.padding_idx == 1
    np.testing.assert_array_equal(table.weight.data[1], [0, 0])
    assert table.weight.data[[0, 2, 3]].all()
    table(np.array([1, 2, 1]))
    table.backward(np.ones((3, 2)))
    np.testing.assert_array_equal(table.weight.grad, [[0, 0], [0, 0], [1, 1], [0, 0]])
    table(np.array([1, 1]))
    table.backward(np.ones((2, 2)))
    np.testing.assert_array_equal(table.weight.grad[1], [0, 0])


def test_indices_that_change_after_the_forward_pass_do_not_matter():
    table, indices = nn.Embedding(3, 1, rng=0), np.array([0, 0])
    table(indices)
    indices[:] = 2
    table.backward(np.ones((2, 1)))
    np.testing.assert_array_equal(table.weight.grad.ravel(), [2, 0, 0])


@pytest.mark.parametrize(
    ("indices", "match"),
    [
        ([0, 3], r"got index 3 at \[1\]; expected 0 to 2"),
        ([[0, 1], [1, -1]], r"got index -1 at \[1, 1\]"),
        ([[[0]], [[7]], [[9]]], r"got index 7 at \[1, 0, 0\]"),
        (2, r"expected a batch"),
    ],
)
def test_an_index_outside_of_the_table_is_named(indices, match):
    with pytest.raises(ValueError, match=match):
        nn.Embedding(3, 2)(np.array(indices))


@pytest.mark.parametrize("indices", [[0.0, 1.0], [True, False]])
def test_indices_must_be_integers(indices):
    with pytest.raises(TypeError, match=r"expected integers. Use indices.astype\(int\)"):
        nn.Embedding(3, 2)(np.array(indices))


@pytest.mark.parametrize(("size", "error"), [(0, ValueError), (2.0, TypeError)])
def test_sizes_are_counts(size, error):
    with pytest.raises(error, match="num_embeddings"):
        nn.Embedding(size, 1)
    with pytest.raises(error, match="embedding_dim"):
        nn.Embedding(1, size)


@pytest.mark.parametrize(
    ("padding_idx", "error"),
    [(3, ValueError), (-4, ValueError), (0.5, TypeError), (True, TypeError)],
)
def test_the_padding_row_must_be_in_the_table(padding_idx, error):
    with pytest.raises(error, match="padding_idx is"):
        nn.Embedding(3, 2, padding_idx)
    with pytest.raises(TypeError, match="expected floats"):
        nn.Embedding(3, 2, dtype=int)


def test_repr_is_pytorchs():
    assert repr(nn.Embedding(3, 2)) == "Embedding(3, 2)"
    assert repr(nn.Embedding(3, 2, padding_idx=-1)) == "Embedding(3, 2, padding_idx=2)"


class ForgetsRepeats(nn.Embedding):
    """The mistake that fancy indexing invites: of equal indices only the last one counts."""

    def backward(self, grad_out):
        indices, grad_out = self._recall(grad_out)
        self.weight.grad[indices] += grad_out


def test_the_gradient_check_sees_repeated_indices():
    gradcheck(ForgetsRepeats(4, 2, rng=0), np.array([0, 3, 1]))
    with pytest.raises(GradcheckError, match=r"weight\[0, \d\]: claimed"):
        gradcheck(ForgetsRepeats(4, 2, rng=0), np.array([0, 3, 0]))
    gradcheck(nn.Embedding(4, 2, rng=0), np.array([0, 3, 0]))
