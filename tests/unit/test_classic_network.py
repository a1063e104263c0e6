"""The network of objects: each formula by hand, the gradients measured, and its vectorized twin."""

import math

import numpy as np
import pytest

from lib import nn
from lib.classic import Connection, ConstNode, Layer, Network, Node
from lib.gradcheck import GradcheckError
from lib.optim import SGD

pytestmark = pytest.mark.usefixtures("float_errors_raise")

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([[0.0], [1.0], [1.0], [0.0]])


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


@pytest.fixture
def numbered():
    """3-4-2: nodes 1 to 3 are inputs, 4 to 7 hidden, 8 and 9 outputs; weights of size 1."""
    network = Network([3, 4, 2], rng=0)
    rng = np.random.default_rng(1)
    for connection in network.connections:
        connection.weight = float(rng.standard_normal())
    return network


@pytest.fixture
def w(numbered):
    return lambda to, source: numbered.connection(to, source).weight


def nodes_of(network):
    return {node.number: node for layer in network.layers for node in layer.nodes}


def test_nodes_are_numbered_from_the_first_input(numbered):
    assert [[node.number for node in layer.nodes] for layer in numbered.layers] == [
        [1, 2, 3],
        [4, 5, 6, 7],
        [8, 9],
    ]
    assert len(numbered.connections) == 4 * (3 + 1) + 2 * (4 + 1)
    assert [c.name for c in numbered.connections[:4]] == ["w41", "w42", "w43", "w4b"]
    assert repr(numbered) == "Network([3, 4, 2])"


def test_names_of_many_nodes_cannot_be_confused():
    names = [c.name for c in Network([11, 12]).connections]
    assert names[0] == "w12,1"
    assert len(set(names)) == len(names)


def test_outputs_of_node_4_and_node_8(numbered, w):
    x1, x2, x3 = 0.5, -1.0, 2.0
    y1, y2 = numbered.forward([x1, x2, x3])
    a = {number: node.output for number, node in nodes_of(numbered).items()}
    assert a[4] == pytest.approx(sigmoid(w(4, 1) * x1 + w(4, 2) * x2 + w(4, 3) * x3 + w(4, "b")))
    assert y1 == pytest.approx(
        sigmoid(w(8, 4) * a[4] + w(8, 5) * a[5] + w(8, 6) * a[6] + w(8, 7) * a[7] + w(8, "b"))
    )
    assert (y1, y2) == (a[8], a[9])


def test_deltas_of_node_8_and_node_4_and_the_steps_of_their_weights(numbered, w):
    """The formulas of source E3 with one sign: delta is dE/dz, and weights move against it."""
    x, (t1, t2) = [0.5, -1.0, 2.0], (0.9, 0.1)
    y1, y2 = numbered.forward(x)
    numbered.backward([t1, t2])
    nodes = nodes_of(numbered)
    delta8, delta9 = y1 * (1 - y1) * (y1 - t1), y2 * (1 - y2) * (y2 - t2)
    a4 = nodes[4].output
    delta4 = a4 * (1 - a4) * (w(8, 4) * delta8 + w(9, 4) * delta9)
    assert nodes[8].delta == pytest.approx(delta8)
    assert nodes[4].delta == pytest.approx(delta4)
    assert numbered.connection(8, 4).gradient == pytest.approx(delta8 * a4)
    assert numbered.connection(4, 1).gradient == pytest.approx(delta4 * x[0])
    assert numbered.connection(4, "b").gradient == pytest.approx(delta4)

    before = w(8, 4), w(4, 1), w(4, "b")
    numbered.step(lr=0.3)
    after = w(8, 4), w(4, 1), w(4, "b")
    moves = (delta8 * a4, delta4 * x[0], delta4)
    assert after == pytest.approx([b - 0.3 * move for b, move in zip(before, moves, strict=True)])


def test_every_gradient_agrees_with_the_measured_slope(numbered):
    report = numbered.check_gradients([0.5, -1.0, 2.0], [0.9, 0.1])
    assert report.passed
    assert len(report.arrays) == len(numbered.connections)


def test_a_deeper_network_passes_the_check_to_eight_digits():
    network = Network([2, 3, 3, 2], rng=0)
    for connection in network.connections:
        connection.weight *= 20
    network.check_gradients([1.0, -0.5], [1.0, 0.0], eps=1e-5, rtol=1e-8)


@pytest.mark.parametrize(
    "planted",
    [
        lambda node: setattr(node, "delta", -node.delta),
        lambda node: setattr(node, "delta", node.delta / max(node.output, 0.5)),
    ],
    ids=["sign", "factor"],
)
def test_the_check_names_a_wrong_delta(numbered, monkeypatch, planted):
    def wrong(self, target, right=Node.compute_output_delta):
        right(self, target)
        planted(self)

    monkeypatch.setattr(Node, "compute_output_delta", wrong)
    with pytest.raises(GradcheckError, match="w84"):
        numbered.check_gradients([0.5, -1.0, 2.0], [0.9, 0.1])


def test_the_check_gives_the_weights_back(numbered, monkeypatch):
    before = numbered.state_dict()
    numbered.check_gradients([0.5, -1.0, 2.0], [0.9, 0.1])
    monkeypatch.setattr(Connection, "compute_gradient", lambda self: setattr(self, "gradient", 9.0))
    with pytest.raises(GradcheckError):
        numbered.check_gradients([0.5, -1.0, 2.0], [0.9, 0.1])
    for name, array in numbered.state_dict().items():
        np.testing.assert_array_equal(array, before[name])


def test_it_learns_xor():
    network = Network([2, 3, 1], rng=0).fit(CORNERS, XOR, lr=2.0, epochs=2500)
    np.testing.assert_array_equal(network.predict(CORNERS).round(), XOR)
    assert len(network.history) == 2500
    assert network.history[-1] < network.history[0] / 50


def test_three_hidden_nodes_invent_the_binary_numbers():
    """Mitchell's 8-3-8 network: eight inputs must pass through three numbers."""
    eight = np.eye(8)
    network = Network([8, 3, 8], rng=1).fit(eight, eight, lr=2.0, epochs=1200)
    np.testing.assert_array_equal(network.predict(eight).argmax(axis=1), np.arange(8))
    codes = set()
    for x in eight:
        network.forward(x)
        codes.add(tuple(round(node.output) for node in network.layers[1].nodes))
    assert len(codes) == 8


def test_the_vectorized_twin_has_the_same_weights_after_the_same_examples():
    rng = np.random.default_rng(3)
    x, t = rng.standard_normal((40, 5)), rng.uniform(0.1, 0.9, (40, 3))
    network = Network([5, 4, 3], rng=rng)
    twin = nn.Sequential(nn.Linear(5, 4), nn.Sigmoid(), nn.Linear(4, 3), nn.Sigmoid())
    twin.load_state_dict(network.state_dict())
    optimizer = SGD(twin.parameters(), lr=0.3)
    for _ in range(5):
        for i in range(len(x)):
            optimizer.zero_grad()
            twin.backward(twin(x[i : i + 1]) - t[i : i + 1])
            optimizer.step()
    network.fit(x, t, lr=0.3, epochs=5)
    for name, array in network.state_dict().items():
        np.testing.assert_allclose(array, twin.state_dict()[name], rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(network.predict(x), twin(x), rtol=1e-12)


def test_state_goes_in_and_out():
    network, other = Network([3, 2, 4], rng=0), Network([3, 2, 4], rng=1)
    state = network.state_dict()
    assert {name: array.shape for name, array in state.items()} == {
        "0.weight": (2, 3),
        "0.bias": (2,),
        "2.weight": (4, 2),
        "2.bias": (4,),
    }
    other.load_state_dict(state)
    np.testing.assert_array_equal(other.forward([1, 2, 3]), network.forward([1, 2, 3]))
    assert other.connection(4, "b").weight == state["0.bias"][0]


def test_state_that_does_not_fit_changes_nothing():
    network = Network([3, 2], rng=0)
    state = network.state_dict()
    with pytest.raises(ValueError, match=r"expected \['0.bias', '0.weight'\]"):
        network.load_state_dict({"0.weight": state["0.weight"]})
    with pytest.raises(ValueError, match=r"0.weight has shape \(3, 2\); expected \(2, 3\)"):
        network.load_state_dict({"0.weight": np.zeros((3, 2)), "0.bias": np.zeros(2)})
    np.testing.assert_array_equal(network.state_dict()["0.weight"], state["0.weight"])


def test_the_same_seed_gives_the_same_small_weights():
    one, two = Network([4, 3], rng=7), Network([4, 3], rng=7)
    np.testing.assert_array_equal(one.state_dict()["0.weight"], two.state_dict()["0.weight"])
    assert max(abs(c.weight) for c in one.connections) <= 0.1
    assert len({c.weight for c in one.connections}) == len(one.connections)


def test_fit_goes_on_from_where_it_is():
    at_once = Network([2, 3, 1], rng=0).fit(CORNERS, XOR, epochs=4)
    in_two = Network([2, 3, 1], rng=0).fit(CORNERS, XOR, epochs=2).fit(CORNERS, XOR, epochs=2)
    assert at_once.history[2:] == in_two.history


def test_the_history_is_the_error_before_each_step():
    network = Network([2, 3, 1], rng=0)
    first = network.error(CORNERS[0], XOR[0])
    np.testing.assert_allclose(network.fit(CORNERS[:1], XOR[:1], epochs=2).history[0], first)
    assert network.history[1] < network.history[0]


def test_the_history_is_a_mean_over_the_examples():
    network = Network([2, 3, 1], rng=0)
    errors = [network.error(x, t) for x, t in zip(CORNERS, XOR, strict=True)]
    history = network.fit(CORNERS, XOR, lr=1e-12).history
    assert history == [pytest.approx(np.mean(errors))]


def test_nothing_goes_back_before_something_went_forward():
    network = Network([3, 2], rng=0)
    with pytest.raises(RuntimeError, match=r"call forward\(x\) before backward\(t\)"):
        network.backward([0.0, 1.0])
    network.forward([1.0, 0.0, 0.0])
    network.backward([0.0, 1.0])


def test_scores_of_any_size():
    node = Node(2)
    source = Node(1)
    Connection(source, node, weight=1.0)
    for z, a in ((1000.0, 1.0), (-1000.0, 0.0), (0.0, 0.5), (-math.log(3), 0.25)):
        source.output = z
        node.compute_output()
        assert node.output == pytest.approx(a, abs=1e-15)


def test_objects_show_their_numbers():
    node, const = Node(4), ConstNode()
    connection = Connection(const, node, 0.25)
    assert repr(node) == "Node(4, output=0, delta=0)"
    assert repr(const) == "ConstNode()"
    assert repr(connection) == "Connection(w4b=0.25)"
    assert repr(Layer([node])) == "Layer(1 nodes)"
    assert node.upstream == const.downstream == [connection]


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda n: Network([3]), r"sizes is \[3\]"),
        (lambda n: Network([3, 0]), "a size is 0"),
        (lambda n: n.connection(1, 8), "no connection leads to node 1 from 8"),
        (lambda n: n.forward([1.0, 2.0]), r"x has shape \(2,\); expected \(3,\)"),
        (lambda n: n.forward(np.zeros((2, 3))), r"Use predict\(X\)"),
        (lambda n: n.forward([1.0, np.nan, 0.0]), r"is nan; expected finite"),
        (lambda n: n.predict(np.zeros((2, 4))), "X has 4 columns; expected 3"),
        (lambda n: n.backward([1.0]), r"the targets have shape \(1, 1\); expected \(1, 2\)"),
        (lambda n: n.fit(np.zeros((2, 3)), np.zeros((3, 2))), r"expected \(2, 2\)"),
        (lambda n: n.fit(np.zeros((1, 3)), [[0.0, np.inf]]), r"T\[0, 1\] is inf"),
        (lambda n: n.fit(np.zeros((1, 3)), [[0.0, 1.0]], lr=-1), "lr is -1"),
        (lambda n: n.fit(np.zeros((1, 3)), [[0.0, 1.0]], epochs=0.5), "epochs is 0.5"),
    ],
)
def test_what_cannot_be_is_refused(numbered, call, match):
    numbered.forward([1.0, 2.0, 3.0])
    before = numbered.state_dict()
    with pytest.raises(ValueError, match=match):
        call(numbered)
    np.testing.assert_array_equal(numbered.state_dict()["0.weight"], before["0.weight"])
