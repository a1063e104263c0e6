"""The recurrent layers, each with an initial state that is not zero."""

from lib import nn
from tests.unit.layer_case import LayerCase


def draw_with_state(case, rng, dtype):
    """Return x and the initial states of every layer and direction."""
    layer = case.make(dtype)
    passes = layer.num_layers * (2 if layer.bidirectional else 1)
    x = rng.standard_normal(case.shape).astype(dtype)
    states = tuple(
        rng.standard_normal((passes, len(x), layer.hidden_size)).astype(dtype)
        for _ in range(2 if isinstance(layer, nn.LSTM) else 1)
    )
    return x, states if len(states) > 1 else states[0]


def sequence(inputs, i):
    """Return sequence i and its states: their batch is axis 1."""
    x, state = inputs
    if isinstance(state, tuple):
        return x[i : i + 1], tuple(s[:, i : i + 1] for s in state)
    return x[i : i + 1], state[:, i : i + 1]


def _case(name, make, **settings):
    return LayerCase(
        name,
        lambda dtype: make(3, 2, dtype=dtype, **settings),
        (4, 3, 3),
        ((3,), (4, 3), (4, 3, 2), (4, 0, 3), (1, 4, 3, 3)),
        draw_with_state,
        sequence,
    )


LAYERS = [
    _case("RNN", nn.RNN),
    _case("RNN of relu", nn.RNN, nonlinearity="relu"),
    _case("RNN, deep and in two directions", nn.RNN, num_layers=2, bidirectional=True),
    _case("LSTM", nn.LSTM),
    _case("LSTM without bias", nn.LSTM, bias=False),
    _case("LSTM, deep and in two directions", nn.LSTM, num_layers=2, bidirectional=True),
    _case("GRU", nn.GRU),
    _case("GRU without bias", nn.GRU, bias=False),
    _case("GRU, deep and in two directions", nn.GRU, num_layers=2, bidirectional=True),
]
