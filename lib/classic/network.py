"""A network of objects: slow, and every number in it can be pointed at."""

import numpy as np

from lib.classic import _checks
from lib.classic.nodes import ConstNode, Layer, Node
from lib.gradcheck import gradcheck
from lib.nn._checks import positive_int


class Network:
    """Layers of sigmoid nodes, trained example by example by backpropagation.

    The error of an example is E = ½ Σ (a - t)² over the output nodes. Forward, each layer asks
    the one before; backward, each layer's deltas dE/dz come from the one behind; then every
    weight takes the step w ← w - lr · dE/dw.

    Shape
    -----
    - x: (n,), one example; X: (m, n)
    - t: (k,), its targets; T: (m, k)

    Parameters
    ----------
    sizes : sequence of int
        Nodes in each layer, the input layer first.
    rng : Generator or int, optional
        Weights and biases start uniform in ±0.1.

    Attributes
    ----------
    layers : list of Layer
    connections : list of Connection
        Layer by layer; in each the weights into its first node, their bias, then the next node.
    history : list of float
        With ``fit``: the mean error of the examples in each epoch, each before its own step.

    Examples
    --------
    >>> network = Network([3, 4, 2], rng=0)
    >>> network.connection(8, 4), network.connection(8, "b")
    (Connection(w84=0.07264), Connection(w8b=0.02308))
    >>> network.forward([1.0, 0.0, 1.0]).round(3)
    array([0.509, 0.481])
    >>> X, T = np.eye(3), np.array([[0, 1], [1, 0], [0, 1]])
    >>> history = network.fit(X, T, lr=1.0, epochs=500).history
    >>> network.predict(X).round(1)
    array([[0. , 1. ],
           [0.9, 0.1],
           [0. , 1. ]])

    References
    ----------
    Mitchell (1997), "Machine Learning", section 4.5; Rumelhart, Hinton, Williams (1986),
    "Learning representations by back-propagating errors".
    """

    def __init__(self, sizes, *, rng=None):
        sizes = [positive_int(size, "a size") for size in sizes]
        if len(sizes) < 2:
            raise ValueError(f"sizes is {sizes}; expected two or more, such as [3, 4, 2].")
        rng = np.random.default_rng(rng)
        self.history = []
        self.layers = []
        self._went_forward = False
        number = 0
        for i, size in enumerate(sizes):
            nodes = [Node(number + j) for j in range(1, size + 1)]
            self.layers.append(Layer(nodes, None if i == len(sizes) - 1 else ConstNode()))
            number += size
        for i in range(len(sizes) - 1):
            weights = rng.uniform(-0.1, 0.1, (sizes[i + 1], sizes[i]))
            biases = rng.uniform(-0.1, 0.1, sizes[i + 1])
            self.layers[i].connect(self.layers[i + 1], weights.tolist(), biases.tolist())
        self.connections = [
            connection
            for layer in self.layers
            for node in layer.nodes
            for connection in node.upstream
        ]

    def connection(self, to, source):
        """Return the connection to a node from a source: (8, 4) is w84, (8, "b") a bias."""
        for connection in self.connections:
            if (connection.downstream.number, connection.upstream.number) == (to, source):
                return connection
        raise ValueError(f"no connection leads to node {to} from {source!r}.")

    def forward(self, x):
        """Return the outputs for one example, shape (k,); every node keeps its own."""
        x = np.asarray(x)
        if x.shape != (len(self.layers[0].nodes),):
            raise ValueError(
                f"x has shape {x.shape}; expected ({len(self.layers[0].nodes)},), a number for "
                "each input node. Use predict(X) for several examples."
            )
        self.layers[0].set_output(_checks.examples(x[None], "Network")[0].tolist())
        for layer in self.layers[1:]:
            layer.compute_output()
        self._went_forward = True
        return np.array([node.output for node in self.layers[-1].nodes])

    def backward(self, t):
        """Set every delta and every gradient, for the example last sent forward."""
        if not self._went_forward:
            raise RuntimeError("no example went forward yet; call forward(x) before backward(t).")
        t = self._targets(np.asarray(t)[None])[0]
        self.layers[-1].compute_output_delta(t.tolist())
        for layer in self.layers[-2:0:-1]:
            layer.compute_hidden_delta()
        for connection in self.connections:
            connection.compute_gradient()

    def step(self, lr):
        """Move every weight downhill."""
        for connection in self.connections:
            connection.step(lr)

    def error(self, x, t):
        """Return E = ½ Σ (a - t)² for one example."""
        t = self._targets(np.asarray(t)[None])[0]
        return float(((self.forward(x) - t) ** 2).sum() / 2)

    def fit(self, X, T, lr=0.3, epochs=1):
        """Train on the examples in their order, a step for each; return the network.

        Unlike the other models here it goes on from the weights that it has.

        Parameters
        ----------
        X : array (m, n)
        T : array (m, k)
        lr : float
            The learning rate, above 0.
        epochs : int
            How many times to go through the examples.

        Raises
        ------
        TypeError, ValueError
            If a shape, lr or epochs is not as above, or a number is not finite.
        """
        X = self._rows(X)
        T = self._targets(T, len(X))
        _checks.rate(lr)
        _checks.count(epochs, "epochs")
        self.history = []
        for _ in range(epochs):
            total = 0.0
            for x, t in zip(X, T, strict=True):
                total += float(((self.forward(x) - t) ** 2).sum() / 2)
                self.backward(t)
                self.step(lr)
            self.history.append(total / len(X))
        return self

    def predict(self, X):
        """Return the outputs for each row of X, shape (m, k)."""
        return np.array([self.forward(x) for x in self._rows(X)])

    def check_gradients(self, x, t, *, eps=1e-4, rtol=1e-4):
        """Compare every gradient with the slope measured by moving that weight by ±eps.

        Returns
        -------
        lib.gradcheck.Report

        Raises
        ------
        lib.gradcheck.GradcheckError
            Names the weight whose gradient is wrong.
        """
        before = [connection.weight for connection in self.connections]

        def error(*weights):
            self._set(weights)
            return self.error(x, t)

        try:
            self.forward(x)
            self.backward(t)
            return gradcheck(
                error,
                *before,
                grad=tuple(connection.gradient for connection in self.connections),
                names=[connection.name for connection in self.connections],
                eps=eps,
                rtol=rtol,
            )
        finally:
            self._set(before)

    def state_dict(self):
        """Return the weights as arrays, named as in Sequential(Linear, Sigmoid, Linear, …)."""
        state = {}
        for i, layer in enumerate(self.layers[1:]):
            rows = np.array([[c.weight for c in node.upstream] for node in layer.nodes])
            state[f"{2 * i}.weight"], state[f"{2 * i}.bias"] = rows[:, :-1], rows[:, -1]
        return state

    def load_state_dict(self, state):
        """Take the weights from such arrays; nothing is changed if one is missing or misshapen."""
        own = self.state_dict()
        if state.keys() != own.keys():
            raise ValueError(f"the state has {sorted(state)}; expected {sorted(own)}.")
        for name, array in own.items():
            if np.shape(state[name]) != array.shape:
                raise ValueError(
                    f"{name} has shape {np.shape(state[name])}; expected {array.shape}."
                )
        weights = []
        for i in range(len(self.layers) - 1):
            rows = np.column_stack([state[f"{2 * i}.weight"], state[f"{2 * i}.bias"]])
            weights += rows.ravel().astype(float).tolist()
        self._set(weights)

    def _set(self, weights):
        for connection, weight in zip(self.connections, weights, strict=True):
            connection.weight = float(weight)

    def _rows(self, X):
        X = _checks.examples(X, "Network")
        if X.shape[1] != len(self.layers[0].nodes):
            raise ValueError(
                f"X has {X.shape[1]} columns; expected {len(self.layers[0].nodes)}, one for each "
                "input node."
            )
        return X

    def _targets(self, T, m=1):
        T = np.asarray(T)
        if T.shape != (m, len(self.layers[-1].nodes)):
            raise ValueError(
                f"the targets have shape {T.shape}; expected "
                f"{(m, len(self.layers[-1].nodes))}, a number for each output node."
            )
        return _checks.examples(T, "Network", "T")

    def __repr__(self):
        return f"Network({[len(layer.nodes) for layer in self.layers]})"
