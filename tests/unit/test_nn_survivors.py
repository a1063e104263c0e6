"""Slips that no test noticed when operators and constants of `lib.nn` were changed at random."""

import numpy as np
import pytest

from lib import nn


@pytest.mark.parametrize("make", [nn.RNN, nn.LSTM, nn.GRU])
def test_only_the_first_recurrent_layer_leaves_out_a_gradient_nobody_wants(make, monkeypatch):
    """`layer >= 0` for `layer > 0` gave the same numbers: it did the work and dropped it."""
    layer = make(3, 2, 2, rng=0)
    x = np.random.default_rng(0).standard_normal((4, 5, 3))
    returned = []

    def watched(*arguments, pass_back=layer._pass_back):
        grad_below, initial = pass_back(*arguments)
        returned.append(grad_below is not None)
        return grad_below, initial

    monkeypatch.setattr(layer, "_pass_back", watched)
    y, _ = layer(x)
    with layer.no_input_grad():
        layer.backward(np.ones_like(y))
    assert returned == [True, False]
