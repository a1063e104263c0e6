"""GateLab: one cell of an LSTM or a GRU, whose gates can be moved; and the way back, checked."""

from __future__ import annotations

from .arrays import Option
from .base import Explorable, fallback_table
from .gate_cells import GATES, VALVES, WEIGHTS
from .gate_run import GateNumbers, Slopes, numbers, slopes
from .gate_traits import MOST_STEPS, HeldGates, Sequence
from .traits import Choice, Number, Switch

#: The sequence if none is given.
INPUTS = (1.0, 0.4, -0.6, 0.8, -1.0, 0.5, -0.3, 0.7)


class GateLab(Explorable):
    """Step a sequence through a cell of one unit, hold its gates, and check the way back.

    Parameters
    ----------
    kind : str
        ``"lstm"`` or ``"gru"``; given once.
    x : sequence of float
        One to eight numbers from -2 to 2, the inputs; given once.
    view : str
        ``"forward"``, ``"back"``, ``"check"`` (gradients beside nudges) or ``"reach"`` (how far
        back the gradient comes).
    t : int
        The step that is looked at, 1 to 8; beyond the last one, the last.
    steps : int
        How much of the sequence is used, T; beyond its end, all of it. The loss is h_T.
    held : dict
        Gates held at a number, such as ``{"f3": 1.0}``: LSTM i, f, o; GRU r, z.
    cut : bool
        Whether the way back leaves out the path through the cell state (GRU: h straight on).
    wrong_biases : bool
        Whether b_i and b_o are given the sum of δ_f (GRU: b_hh of n that of b_ih, without r).
    last_only : bool
        Whether the input weights' gradients are taken from the last step alone.
    bars : str
        What the check shows: ``"x"``, ``"c"`` (dL/dc by step, GRU: dL/dh) or ``"w"`` (12 weights).
    scale : float
        All weights and biases are multiplied by it, 0.0001 to 1.
    rule : str
        What the check forgives: ``"relative"`` (a ten-thousandth of the gradient) or
        ``"absolute"`` (0.0001, whatever the gradient is).

    Examples
    --------
    >>> w = GateLab(cut=True)
    >>> w
    GateLab(view='forward', t=1, steps=6, held={}, cut=True)
    >>> w.numbers.failed_x  # counted from 0: the last step alone is right
    [0, 1, 2, 3, 4]
    >>> w.hold("hold")
    >>> [round(d, 3) for d in w.numbers.grad_x]
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """

    kind = Option("lstm", "gru")
    x = Sequence()
    view = Choice(("forward", "back", "check", "reach"))
    t = Number(1, low=1, high=MOST_STEPS, whole=True)
    steps = Number(6, low=1, high=MOST_STEPS, whole=True)
    held = HeldGates()
    cut = Switch(False)
    wrong_biases = Switch(False)
    last_only = Switch(False)
    bars = Choice(("x", "c", "w"))
    scale = Number(1, low=1e-4, high=1)
    rule = Choice(("relative", "absolute"))
    _folded = ("wrong_biases", "last_only", "bars", "scale", "rule")

    def __init__(self, kind: str = "lstm", cut: bool = False, **state: object):
        super().__init__(**{"x": INPUTS} | state, kind=kind, cut=cut)

    def hold(self, name: str) -> None:
        """Hold the gates as the figure's choice of that name: ``"hold"``, ``"forget"``, ``"copy"``.

        ``"hold"`` takes x₁ in and keeps it, shut, until the last step; ``"forget"`` lets nothing
        stay in the cell state; ``"copy"`` makes a plain recurrent network; ``"free"`` frees all.

        Raises
        ------
        ValueError
            For another name.
        """
        self.held = held_as(self.kind, name, min(self.steps, len(self.x)))

    @property
    def weights(self) -> tuple[tuple[float, ...], ...]:
        """W_ih, W_hh, b_ih, b_hh before scaling: one number a gate, i, f, g, o or r, z, n."""
        return WEIGHTS[self.kind]

    @property
    def numbers(self) -> GateNumbers:
        """All numbers of the figure."""
        names = ("cut", "wrong_biases", "last_only", "scale", "rule")
        return numbers(**self._run, **{name: getattr(self, name) for name in names})

    @property
    def slopes(self) -> Slopes:
        """What nudging finds, by step and by weight."""
        return slopes(self.kind, self.x[: self.steps], self.held, self.scale)

    @property
    def _run(self) -> dict[str, object]:
        steps = min(self.steps, len(self.x))
        return {"kind": self.kind, "x": self.x, "steps": steps, "held": self.held}

    def _fallback_html(self) -> str:
        found = self.numbers
        names = GATES[self.kind]
        rows = []
        for t, x in enumerate(self.x[: self.steps]):
            values = [x, *(gate[t] for gate in found.gates), found.c[t + 1], found.h[t + 1]]
            back = [found.delta_c[t], found.grad_x[t]]
            rows.append([str(t + 1), *(f"{value:.3g}" for value in values + back)])
        columns = ["step", "x", *names, "c", "h", "dL/dc", "dL/dx"]
        caption = f"{self.kind.upper()} of one unit, step by step; the loss L is the last h"
        return fallback_table(caption, columns, rows)


def held_as(kind: str, name: str, steps: int) -> dict[str, float]:
    """Return the held gates of a choice.

    Examples
    --------
    >>> held_as("gru", "hold", 3)
    {'z1': 0.0, 'z2': 1.0, 'z3': 1.0}
    """
    times = range(1, steps + 1)
    choices = {
        "free": lambda t: {},
        "hold": lambda t: (
            {"i": t == 1, "f": t > 1, "o": t == steps} if kind == "lstm" else {"z": t > 1}
        ),
        "forget": lambda t: {"f": 0} if kind == "lstm" else {"r": 0, "z": 0},
        "copy": lambda t: {"i": 1, "f": 0, "o": 1} if kind == "lstm" else {"r": 1, "z": 0},
    }
    if name not in choices:
        known = ", ".join(map(repr, choices))
        raise ValueError(f"got {name!r}, expected one of {known}; check the spelling")
    pairs = {f"{gate}{t}": v for t in times for gate, v in choices[name](t).items()}
    order = [f"{gate}{t}" for gate in VALVES[kind] for t in times]
    return {gate: float(pairs[gate]) for gate in order if gate in pairs}
