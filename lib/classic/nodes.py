"""The parts of a network as objects: a node, a connection, a layer.

Every object knows its neighbors and nothing else. A node's output comes from the nodes before it;
its delta, how fast the error E rises with its score, comes from the nodes behind it.
"""

import math


class Node:
    """A neuron with a sigmoid: a = σ(z), where z = Σ w · (output at the other end).

    Its delta is dE/dz, for the error E = ½ Σ (a - t)² of the output nodes::

        delta = (a - t) · a (1 - a)                     an output node
        delta = (Σ w · delta behind) · a (1 - a)        a hidden node

    Parameters
    ----------
    number : int
        The nodes of a network are counted from 1, the input nodes first.

    Attributes
    ----------
    upstream, downstream : list of Connection
        Those that end here, and those that begin here.
    output, delta : float

    Examples
    --------
    >>> first, second = Node(1), Node(2)
    >>> connection = Connection(first, second, weight=2.0)
    >>> first.output = math.log(3) / 2
    >>> second.compute_output()
    >>> round(second.output, 6)
    0.75
    >>> second.compute_output_delta(target=1.0)
    >>> second.delta
    -0.046875

    References
    ----------
    Mitchell (1997), "Machine Learning", section 4.5; there delta has the opposite sign.
    """

    def __init__(self, number):
        self.number = number
        self.upstream = []
        self.downstream = []
        self.output = 0.0
        self.delta = 0.0

    def compute_output(self):
        """Set the output from the outputs of the nodes before this one."""
        z = 0.0
        for connection in self.upstream:
            z += connection.weight * connection.upstream.output
        self.output = _sigmoid(z)

    def compute_output_delta(self, target):
        """Set delta, for a node whose output is compared with `target`."""
        self.delta = (self.output - target) * self.output * (1 - self.output)

    def compute_hidden_delta(self):
        """Set delta from the deltas of the nodes behind this one."""
        behind = 0.0
        for connection in self.downstream:
            behind += connection.weight * connection.downstream.delta
        self.delta = behind * self.output * (1 - self.output)

    def __repr__(self):
        return f"Node({self.number}, output={self.output:.4g}, delta={self.delta:.4g})"


class ConstNode:
    """A node whose output is always 1, so that a bias is a weight like any other.

    Examples
    --------
    >>> node = Node(4)
    >>> bias = Connection(ConstNode(), node, weight=-0.5)
    >>> bias
    Connection(w4b=-0.5)
    """

    number = "b"
    output = 1.0

    def __init__(self):
        self.downstream = []

    def __repr__(self):
        return "ConstNode()"


class Connection:
    """A weight between two nodes; its gradient is dE/dw = (delta behind) · (output before).

    Parameters
    ----------
    upstream : Node or ConstNode
        Where it begins.
    downstream : Node
        Where it ends.
    weight : float

    Attributes
    ----------
    name : str
        The number of the later node first: the weight from node 4 to node 8 is w84.
    gradient : float

    Examples
    --------
    >>> connection = Connection(Node(4), Node(8), weight=0.3)
    >>> connection.upstream.output, connection.downstream.delta = 0.5, 0.2
    >>> connection.compute_gradient()
    >>> connection.step(lr=1.0)
    >>> connection
    Connection(w84=0.2)
    """

    def __init__(self, upstream, downstream, weight):
        self.upstream = upstream
        self.downstream = downstream
        self.weight = weight
        self.gradient = 0.0
        upstream.downstream.append(self)
        downstream.upstream.append(self)

    @property
    def name(self):
        """Such as w84, or w8b for a bias; with a comma between numbers of several digits."""
        ends = str(self.downstream.number), str(self.upstream.number)
        return "w" + ("," if max(map(len, ends)) > 1 else "").join(ends)

    def compute_gradient(self):
        """Set dE/dw."""
        self.gradient = self.downstream.delta * self.upstream.output

    def step(self, lr):
        """Move the weight downhill: w ← w - lr · dE/dw."""
        self.weight -= lr * self.gradient

    def __repr__(self):
        return f"Connection({self.name}={self.weight:.4g})"


class Layer:
    """Nodes that do not see each other; each is connected with every node of the next layer.

    Parameters
    ----------
    nodes : list of Node
    const : ConstNode or None
        Where the biases of the next layer begin; None for the last layer.

    Examples
    --------
    >>> layer = Layer([Node(1), Node(2)])
    >>> layer.set_output([0.5, -1.0])
    >>> [node.output for node in layer.nodes]
    [0.5, -1.0]
    """

    def __init__(self, nodes, const=None):
        self.nodes = nodes
        self.const = const

    def connect(self, following, weights, biases):
        """Connect every node with every node of the following layer.

        Parameters
        ----------
        following : Layer
            Of k nodes.
        weights : k lists of n floats
        biases : k floats
        """
        for node, row, bias in zip(following.nodes, weights, biases, strict=True):
            for source, weight in zip(self.nodes, row, strict=True):
                Connection(source, node, weight)
            Connection(self.const, node, bias)

    def set_output(self, values):
        """Give each node its output: the numbers of an example, for the first layer."""
        for node, value in zip(self.nodes, values, strict=True):
            node.output = value

    def compute_output(self):
        """Set the outputs from the layer before."""
        for node in self.nodes:
            node.compute_output()

    def compute_output_delta(self, targets):
        """Set the deltas of the last layer."""
        for node, target in zip(self.nodes, targets, strict=True):
            node.compute_output_delta(target)

    def compute_hidden_delta(self):
        """Set the deltas from the layer behind."""
        for node in self.nodes:
            node.compute_hidden_delta()

    def __repr__(self):
        return f"Layer({len(self.nodes)} nodes)"


def _sigmoid(z):
    """Return 1 / (1 + e⁻ᶻ), written for z < 0 so that no exponent is positive."""
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    e = math.exp(z)
    return e / (1 + e)
