"""The states of BackpropByHand whose numbers ``write_golden.py`` writes."""

from lib.widgets import BackpropByHand, backprop


def states() -> list[dict]:
    """Return all of them, with their data."""
    made = [
        BackpropByHand(selected="w84"),
        BackpropByHand([3, 4, 2], ["tanh", "identity"], target=[0.5, -2.0], selected="w9b"),
        BackpropByHand([2, 3, 3, 1], ["relu", "tanh", "sigmoid"], selected="w42"),
        BackpropByHand([1, 5, 5, 5], "leaky_relu", epsilon=0.1, selected="w12,7"),
        BackpropByHand([4, 1], x=[0.0, 1.0, 0.0, -2.0], epsilon=1e-6),
        BackpropByHand([2, 1, 3], "sigmoid", weights=[[[30.0, -30.0]], [[0.0], [30.0], [-1.0]]]),
        *(BackpropByHand(bug=bug, epsilon=0.01) for bug in backprop.BUGS[1:]),
        *(BackpropByHand([2, 3, 4, 2], "tanh", bug=bug) for bug in backprop.BUGS[1:]),
    ]
    unused = ("sizes", "step", "checked")
    every = [widget.data | widget.state for widget in made]
    return [{k: v for k, v in state.items() if k not in unused} for state in every]
