"""States of GateLab: both cells, gates held, every mistake, small weights, every length."""

from lib.widgets.gate_lab import INPUTS, held_as

_MISTAKES = ("cut", "wrong_biases", "last_only")


def states() -> list[dict]:
    """Return them, for both cells."""
    return [state for kind in ("lstm", "gru") for state in _of(kind)]


def _of(kind: str) -> list[dict]:
    def state(**changes):
        usual = {"kind": kind, "x": list(INPUTS), "steps": 6, "held": {}}
        usual |= dict.fromkeys(_MISTAKES, False) | {"scale": 1.0, "rule": "relative"}
        return usual | changes

    own = {"f2": 0.35, "o5": 0.9, "i8": 0.0} if kind == "lstm" else {"r2": 0.35, "z5": 0.9}
    return [
        state(),
        state(steps=8, held=own),
        state(steps=1, wrong_biases=True),
        state(steps=2, cut=True, last_only=True),
        state(steps=3, cut=True, wrong_biases=True, last_only=True),
        state(cut=True, scale=1e-4, rule="absolute"),
        state(cut=True, scale=0.01),
        state(wrong_biases=True, steps=8, scale=0.5),
        state(x=[2.0, -2.0, 0.0, 2.0], steps=4, last_only=True, held=own),
        *(state(held=held_as(kind, name, 6), cut=name == "hold") for name in ("hold", "copy")),
        state(held=held_as(kind, "forget", 6), cut=True, x=[0.0] * 6),
    ]
