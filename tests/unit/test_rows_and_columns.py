"""The table of book/notation.md: examples as rows and as columns give the same numbers."""

import numpy as np

from lib import nn


def test_examples_as_rows_and_as_columns_agree():
    rng = np.random.default_rng(5)
    m, n, outputs = 7, 4, 3
    layer = nn.Linear(n, outputs, rng=rng)
    W, b = layer.weight.data, layer.bias.data
    rows = rng.normal(size=(m, n))
    columns = rows.T

    z_rows = layer(rows)
    z_columns = W @ columns + b[:, None]
    np.testing.assert_allclose(z_columns.T, z_rows, rtol=1e-12, atol=1e-14)

    dz_rows = rng.normal(size=(m, outputs))
    layer.backward(dz_rows / m)
    dz_columns = dz_rows.T
    np.testing.assert_allclose(layer.weight.grad, dz_rows.T @ rows / m, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(
        dz_columns @ columns.T / m, layer.weight.grad, rtol=1e-12, atol=1e-14
    )
    np.testing.assert_allclose(dz_columns.mean(axis=1), layer.bias.grad, rtol=1e-12, atol=1e-14)
