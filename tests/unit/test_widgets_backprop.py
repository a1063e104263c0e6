"""BackpropByHand: gradients as in lib.nn and in the object network, and bugs that are caught."""

from itertools import chain, pairwise

import numpy as np
import pytest

from lib.classic import Network
from lib.nn import Identity, LeakyReLU, Linear, ReLU, Sequential, Sigmoid, Tanh
from lib.widgets import BackpropByHand, ExplorableError
from lib.widgets.backprop import BUGS, count_steps, edges, visible_bugs

LAYERS = {
    "sigmoid": Sigmoid,
    "tanh": Tanh,
    "relu": ReLU,
    "leaky_relu": LeakyReLU,
    "identity": Identity,
}
SHAPES = [
    ([3, 4, 2], ["sigmoid", "sigmoid"]),
    ([3, 4, 2], ["tanh", "identity"]),
    ([2, 3, 3, 1], ["relu", "leaky_relu", "sigmoid"]),
    ([5, 5, 5, 5], ["tanh", "sigmoid", "tanh"]),
    ([1, 1], ["sigmoid"]),
]


def modules(widget):
    """The same network from lib.nn, and dE/d(output) for E = ½ Σ (a - t)²."""
    parts = []
    for (before, after), name in zip(pairwise(widget.sizes), widget.activations, strict=True):
        parts += [Linear(before, after), LAYERS[name]()]
    network = Sequential(*parts)
    state = {}
    for i, (W, b) in enumerate(zip(widget.weights, widget.biases, strict=True)):
        state[f"{2 * i}.weight"], state[f"{2 * i}.bias"] = np.array(W), np.array(b)
    network.load_state_dict(state)
    return network


@pytest.mark.parametrize(("sizes", "activations"), SHAPES)
def test_gradients_are_those_of_lib_nn(sizes, activations):
    widget = BackpropByHand(sizes, activations)
    found = widget.numbers
    network = modules(widget)
    output = network.forward(np.array([widget.x]))
    assert np.allclose(output[0], found.outputs[-1], rtol=1e-13)
    network.backward(output - np.array([widget.target]))
    gradients = {name: parameter.grad for name, parameter in network.named_parameters()}
    for i in range(len(sizes) - 1):
        assert np.allclose(gradients[f"{2 * i}.weight"], found.weight_gradients[i], rtol=1e-12)
        assert np.allclose(gradients[f"{2 * i}.bias"], found.bias_gradients[i], rtol=1e-12)


def test_names_numbers_and_check_are_those_of_the_object_network():
    widget = BackpropByHand()
    network = Network(widget.sizes)
    network.load_state_dict(
        {
            f"{2 * i}.{kind}": np.array(array)
            for i, pair in enumerate(zip(widget.weights, widget.biases, strict=True))
            for kind, array in zip(("weight", "bias"), pair, strict=True)
        }
    )
    network.forward(widget.x)
    network.backward(widget.target)
    found = widget.numbers
    assert [c.name for c in network.connections] == [edge.name for edge in edges(widget.sizes)]
    for edge, connection in zip(edges(widget.sizes), network.connections, strict=True):
        if edge.source is None:
            gradient = found.bias_gradients[edge.layer][edge.node]
        else:
            gradient = found.weight_gradients[edge.layer][edge.node][edge.source]
        assert gradient == pytest.approx(connection.gradient, rel=1e-12)
    deltas = [node.delta for layer in network.layers[1:] for node in layer.nodes]
    assert [*chain(*found.deltas)] == pytest.approx(deltas, rel=1e-12)
    assert network.check_gradients(np.array(widget.x), np.array(widget.target)).passed


@pytest.mark.parametrize(("sizes", "activations"), SHAPES)
def test_without_a_bug_every_edge_agrees_and_each_bug_is_caught(sizes, activations):
    assert BackpropByHand(sizes, activations).numbers.disagreeing == []
    for bug in visible_bugs(sizes, activations)[1:]:
        assert BackpropByHand(sizes, activations, bug=bug).numbers.disagreeing != []


def test_at_a_fork_the_products_add_up():
    widget = BackpropByHand()
    found = widget.numbers
    for products, blame in zip(found.products[0], found.blames[0], strict=True):
        assert len(products) == 2
        assert sum(products) == pytest.approx(blame, rel=1e-14)
    forgetful = BackpropByHand(bug="forgot-fork").numbers
    assert [ways[-1] for ways in forgetful.products[0]] == forgetful.blames[0]


def test_a_step_downhill_lowers_the_error_and_with_the_sign_turned_it_rises():
    right, wrong = BackpropByHand().numbers, BackpropByHand(bug="sign").numbers
    assert right.error_after < right.error == wrong.error < wrong.error_after


def test_a_longer_nudge_measures_worse():
    exact = BackpropByHand(selected="w84").numbers.weight_gradients[1][0][0]
    apart = [
        abs(BackpropByHand(selected="w84", epsilon=e).numbers.measured - exact) for e in (0.1, 0.01)
    ]
    assert apart[0] > 50 * apart[1]


def test_it_opens_with_all_numbers_and_says_little_of_the_bug():
    widget = BackpropByHand([2, 2, 2], "tanh", bug="sign", checked=["w31"])
    assert widget.step == count_steps([2, 2, 2])[1] == 36
    assert repr(widget) == "BackpropByHand(step=36, selected='w31', epsilon=0.0001)"
    assert widget.data == {
        "sizes": [2, 2, 2],
        "activations": ["tanh", "tanh"],
        "x": [1.0, 0.5],
        "target": [0.0, 1.0],
    }
    widget.bug, widget.checked = "none", []
    widget.reset()
    assert (widget.bug, widget.checked) == ("sign", ["w31"])


def test_weights_may_be_arrays_and_the_fallback_follows():
    W, b = [np.ones((4, 3)), np.ones((2, 4))], [np.zeros(4), np.zeros(2)]
    widget = BackpropByHand(weights=W, biases=b)
    assert widget.weights[1] == [[1.0] * 4] * 2
    for text in ("w9b", "gradient", "measured", "<td>1</td>"):
        assert text in widget._fallback
    widget.weights = [W[0], 2 * W[1]]
    assert "<td>2</td>" in widget._fallback


def test_bugs_that_cannot_be_seen_are_refused():
    assert visible_bugs([3, 4, 2], ["sigmoid"] * 2) == list(BUGS)
    assert visible_bugs([4, 1], ["sigmoid"]) == ["none", "sign"]
    assert visible_bugs([2, 3, 1], ["sigmoid"] * 2) == ["none", "no-slope", "transposed", "sign"]
    with pytest.raises(ExplorableError, match=r"got 'forgot-fork', expected one that can be seen"):
        BackpropByHand([3, 4, 1], bug="forgot-fork")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sizes": [3]}, r"sizes: got \[3\], expected 2 to 4 whole numbers from 1 to 5"),
        ({"sizes": [3, 6]}, r"sizes: got \[3, 6\]"),
        ({"sizes": [3, True]}, r"sizes: got \[3, True\]"),
        ({"activations": "softmax"}, r"activations: got \['softmax'\], expected 2 of 'sigmoid'"),
        ({"activations": []}, r"activations: got \[\], expected 2 of"),
        ({"x": [1, 2]}, r"x: got an array of shape \(2,\), expected 3 numbers from -30 to 30"),
        ({"x": [1, 2, np.nan]}, "x: got a number that is not finite"),
        ({"target": [1, 31]}, "target: got 31, expected 2 numbers"),
        ({"weights": [[1]]}, r"weights: got arrays of shapes \(1,\), .* \(4, 3\) and \(2, 4\)"),
        ({"weights": [[[1], [2, 3]]]}, r"weights: got \[\[\[1\], \[2, 3\]\]\], expected arrays"),
        ({"biases": [[0] * 4, [0, np.inf]]}, "biases: got inf among the numbers"),
        ({"bug": "moth"}, "bug: got 'moth', expected one of 'none'"),
        ({"step": 65}, "step: got 65, expected a whole number from 0 to 64; leave it out for all"),
        ({"selected": "w48"}, "selected: got 'w48', expected a name from 'w41' to 'w9b'"),
        ({"checked": ["w84", "w48"]}, "checked: got 'w48', expected a name from"),
        ({"epsilon": 0}, "epsilon: got 0, expected a number from 1e-06 to 0.1"),
    ],
)
def test_bad_values_say_what_came_what_was_expected_and_what_to_do(arguments, message):
    with pytest.raises(ExplorableError, match=message):
        BackpropByHand(**arguments)


def test_an_unknown_argument_is_named():
    with pytest.raises(TypeError, match="got 'layers', expected some of sizes, activations"):
        BackpropByHand(layers=[3, 4, 2])
