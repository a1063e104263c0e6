"""GateLab: its cell is lib's, its way back is what nudges find, and E6's mistakes are seen."""

import numpy as np
import pytest

from lib.nn import GRU, LSTM
from lib.widgets import ExplorableError, GateLab
from lib.widgets.gate_cells import (
    GATES,
    VALVES,
    WEIGHTS,
    backward,
    cell_weights,
    forward,
    plain_products,
)
from lib.widgets.gate_lab import INPUTS, held_as
from lib.widgets.gate_run import failures, numbers, slopes

LAYERS = {"lstm": LSTM, "gru": GRU}
NAMES = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")


def run(kind="lstm", **changes):
    usual = {"kind": kind, "x": list(INPUTS), "steps": 6, "held": {}, "cut": False}
    usual |= {"wrong_biases": False, "last_only": False, "scale": 1.0, "rule": "relative"}
    return numbers(**usual | changes)


def some_held(kind):
    rng = np.random.default_rng(3)
    names = [f"{gate}{t}" for gate in VALVES[kind] for t in range(1, 7)]
    return {name: rng.uniform() for name in names if rng.uniform() < 0.4}


@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize("steps", [1, 2, 6, 8])
def test_nothing_held_it_is_the_layer_of_lib(kind, steps):
    layer = LAYERS[kind](1, 1)
    weights = cell_weights(kind, 0.7)
    layer.load_state_dict(dict(zip(NAMES, weights, strict=True)))
    x = np.array(INPUTS[:steps])
    output, _ = layer(x.reshape(1, -1, 1))
    way = forward(kind, x, weights, {})
    np.testing.assert_allclose(way.h[1:], output.ravel(), rtol=1e-13)
    grad = np.zeros((1, steps, 1))
    grad[0, -1] = 1
    grad_x = layer.backward(grad).ravel()
    back = backward(kind, way, weights, {})
    np.testing.assert_allclose(back.grad_x, grad_x, rtol=1e-12, atol=1e-16)
    for name, found in zip(NAMES, back.grad_w, strict=True):
        np.testing.assert_allclose(found, getattr(layer, name).grad, rtol=1e-12, atol=1e-16)


@pytest.mark.parametrize("kind", LAYERS)
def test_gates_held_at_what_they_are_change_nothing_forward_and_block_the_way_back(kind):
    weights, x = cell_weights(kind), np.array(INPUTS)
    free = forward(kind, x, weights, {})
    gates = run(kind, steps=8).gates
    places = [GATES[kind].index(gate) for gate in VALVES[kind]]
    held = {f"{GATES[kind][p]}{t + 1}": gates[p][t] for p in places for t in range(8)}
    way = forward(kind, x, weights, held)
    np.testing.assert_allclose(way.h, free.h, rtol=1e-13)
    back = backward(kind, way, weights, held)
    for grad in back.grad_w:
        assert not grad[places].any()
    assert back.grad_w[0][2] != 0


@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize("scale", [1.0, 0.1, 1e-4])
def test_the_way_back_is_what_nudges_find_whatever_is_held(kind, scale):
    for held in ({}, some_held(kind), *(held_as(kind, n, 6) for n in ("hold", "forget", "copy"))):
        found = run(kind, held=held, scale=scale)
        assert (found.failed_x, found.failed_c, found.failed_w) == ([], [], [])
        measured = slopes(kind, INPUTS[:6], held, scale)
        np.testing.assert_allclose(found.grad_x, measured.x, rtol=1e-6, atol=1e-9 * scale)
        np.testing.assert_allclose(found.delta_c, measured.c, rtol=1e-6, atol=1e-9 * scale)
        np.testing.assert_allclose(found.grad_w, measured.w, rtol=1e-6, atol=1e-8 * scale)


@pytest.mark.parametrize("kind", LAYERS)
def test_delta_is_the_sum_of_its_two_shares(kind):
    found = run(kind)
    np.testing.assert_allclose(np.add(found.through_h, found.through_c), found.delta_c)
    carried = np.array(found.gates[1][1:]) * found.delta_c[1:]
    np.testing.assert_allclose(found.through_c[:-1], carried)
    assert found.through_c[-1] == 0
    assert (found.h == found.c) == (kind == "gru")


@pytest.mark.parametrize("kind", LAYERS)
def test_each_mistake_is_found_where_it_is_and_nowhere_else(kind):
    width = len(GATES[kind])
    cut = run(kind, cut=True)
    assert cut.failed_x == cut.failed_c == [0, 1, 2, 3, 4]
    assert cut.failed_w == list(range(12))
    biases = run(kind, wrong_biases=True)
    assert biases.failed_x == biases.failed_c == []
    assert biases.failed_w == ([8, 11] if kind == "lstm" else [11])
    last = run(kind, last_only=True)
    assert last.failed_x == last.failed_c == []
    assert last.failed_w == list(range(width))


def test_the_sources_check_passes_after_two_steps_for_all_weights_and_fails_after_three():
    # W_hh of the forget gate, from zero states: its gradient is that of the last step alone.
    of_f, all_w_hh = 5, {4, 5, 6, 7}
    mistakes = {"cut": True, "wrong_biases": True, "last_only": True}
    for scale in (1.0, 1e-4):
        assert not all_w_hh & set(run(steps=2, scale=scale, **mistakes).failed_w)
        assert of_f in run(steps=3, scale=scale, **mistakes).failed_w
    assert run(steps=1, **mistakes).failed_w == [8, 11]
    two = run(steps=2, **mistakes)
    assert two.failed_x == [0]
    assert two.failed_w == [0, 2, 3, 8, 10, 11]


def test_small_weights_and_an_absolute_rule_let_nearly_all_pass():
    small = run(cut=True, scale=1e-4, rule="absolute")
    assert small.failed_x == []
    assert small.failed_w == [2, 10]  # what g's input weight and bias get stays large
    assert run(cut=True, scale=1e-4).failed_x == [0, 1, 2, 3, 4]
    assert run(cut=True, rule="absolute").failed_x == [0, 1, 2, 3, 4]


def test_a_gate_that_forgets_all_hides_the_cut():
    found = run(cut=True, held=held_as("lstm", "forget", 6))
    assert (found.failed_x, found.failed_c, found.failed_w) == ([], [], [])


def test_what_is_held_comes_back_whole():
    for kind in LAYERS:
        found = run(kind, held=held_as(kind, "hold", 6))
        np.testing.assert_allclose(found.delta_c, found.delta_c[-1])
        np.testing.assert_allclose(found.c[1:], found.c[1])
        assert found.keeps == [1.0] * 6
        assert run(kind, held=held_as(kind, "hold", 6), cut=True).grad_x[0] == 0


def test_a_gru_that_copies_is_a_plain_network():
    found = run("gru", held=held_as("gru", "copy", 6))
    np.testing.assert_allclose(found.delta_c, found.plain, rtol=1e-12)
    h = 0.0
    w_ih, w_hh, b_ih, b_hh = (part[2] for part in WEIGHTS["gru"])
    for t, x in enumerate(INPUTS[:6]):
        h = np.tanh(w_ih * x + b_ih + w_hh * h + b_hh)
        assert found.h[t + 1] == pytest.approx(h, rel=1e-13)


def test_the_plain_product_by_hand():
    weights = tuple(w[2:3] for w in cell_weights("lstm"))
    x = [1.0, 0.5]
    h1 = np.tanh(1.6 - 0.1)
    h2 = np.tanh(0.8 - 0.1 - 1.2 * h1)
    np.testing.assert_allclose(plain_products(x, weights), [-1.2 * (1 - h2**2), 1])


def test_one_step_by_hand():
    found = run(steps=1, x=[0.5])
    i, f, o = (1 / (1 + np.exp(-z)) for z in (0.5 * 0.9 + 0.2, -0.3 + 1.2, 0.35 + 0.4))
    g = np.tanh(0.8 - 0.1)
    c = i * g
    np.testing.assert_allclose(found.gates, [[i], [f], [g], [o]])
    np.testing.assert_allclose((found.c[1], found.h[1]), (c, o * np.tanh(c)))
    dc = o * (1 - np.tanh(c) ** 2)
    np.testing.assert_allclose(found.delta_c, [dc])
    dx = dc * (g * i * (1 - i) * 0.9 + i * (1 - g**2) * 1.6)
    np.testing.assert_allclose(found.grad_x, [dx + np.tanh(c) * o * (1 - o) * 0.7])


def test_a_rule_forgives_what_it_says():
    assert failures([1.0, 1.0], [1.00009, 1.00011], "relative", 1.0) == [1]
    assert failures([1.0, 1.0], [1.00009, 1.00011], "absolute", 1.0) == [1]
    assert failures([1e-6], [2e-6], "relative", 1e-3) == [0]
    assert failures([1e-12], [2e-12], "relative", 1.0) == []


def test_a_sequence_of_ones_own_and_its_end():
    widget = GateLab("gru", x=[1, -1, 2], steps=8, t=8)
    assert widget.x == [1.0, -1.0, 2.0]
    assert len(widget.numbers.grad_x) == len(widget.slopes.x) == 3
    widget.hold("hold")
    assert widget.held == {"z1": 0.0, "z2": 1.0, "z3": 1.0}
    widget.hold("free")
    assert widget.held == {}
    with pytest.raises(ValueError, match="got 'keep', expected one of 'free', 'hold'"):
        widget.hold("keep")
    assert GateLab().weights == WEIGHTS["lstm"]


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "rnn"},
        {"x": []},
        {"x": [1] * 9},
        {"x": [[1, 2]]},
        {"x": [np.nan]},
        {"x": [2.5]},
        {"x": "abc"},
        {"held": {"g1": 1}},
        {"held": {"f0": 1}},
        {"held": {"f9": 1}},
        {"held": {"f1": 1.1}},
        {"held": {"f1": True}},
        {"held": {"f1": float("nan")}},
        {"held": [["f1", 1]]},
        {"kind": "gru", "held": {"f1": 1}},
        {"view": "around"},
        {"bars": "b"},
        {"rule": "none"},
        {"cut": 1},
        {"steps": 0},
        {"scale": 0},
    ],
)
def test_what_cannot_be_shown_is_refused(bad):
    with pytest.raises(ExplorableError, match=r"got .*expected .*; "):
        GateLab(**bad)


def test_the_fallback_has_a_row_for_each_step():
    text = GateLab("gru", steps=3)._fallback
    assert text.count('<th scope="row">') == 3
    assert "<caption>GRU of one unit, step by step; the loss L is the last h</caption>" in text
    assert "dL/dx" in GateLab()._fallback
