"""UnrolledRNN: one W, used at every step of time; all its parts of the blame are added."""

from __future__ import annotations

from .base import Explorable, fallback_table
from .traits import Choice, Number, Switch
from .unrolled_run import (
    ACTIVATIONS,
    MAX_STEPS,
    PLANTED,
    SHAPES,
    WEIGHTS,
    UnrolledRNNNumbers,
    inputs,
    numbers,
)


class UnrolledRNN(Explorable):
    """Step a recurrent layer of two units through time and back; see δ vanish or explode.

    sₜ = f(U xₜ + W sₜ₋₁), s₀ = 0, U = (0.5, −0.25)ᵀ, and the cost L is the sum of the last state.
    δₜ is dL/dzₜ, where zₜ = U xₜ + W sₜ₋₁.

    Parameters
    ----------
    beta : float
        β_W, the largest singular value of W, 0.1 to 2.5.
    steps : int
        T, how many steps, 2 to 40.
    activation : str
        ``"tanh"``, ``"relu"``, ``"identity"`` or ``"sigmoid"``.
    shape : str
        What β_W is multiplied to: ``"turn"`` ((0.8, −0.6), (0.6, 0.8)), which turns s and keeps its
        length; ``"mix"`` ((0.6, 0.4), (0.4, 0.6)); ``"uneven"`` ((0.72, 0.46), (0.04, 0.72)), for
        which the bound is far too large.
    done : int
        How many steps are done, 0 to 80: T forward, then T back. Above 2T it counts as 2T.
    selected : str
        The weight that is nudged: ``"w11"``, ``"w12"``, ``"w21"`` or ``"w22"``.
    planted : str
        A bug in the way back: ``"none"``, ``"last"`` (the last step's part alone) or ``"source"``
        (the source's code: a state in place of the slope).
    clip : bool
        Whether the gradient is clipped.
    threshold : float
        The length to which it is clipped, 0.01 to 10.

    Examples
    --------
    >>> w = UnrolledRNN(beta=1.1, steps=40, activation="identity")
    >>> w
    UnrolledRNN(beta=1.1, steps=40, activation='identity')
    >>> round(w.numbers.share, 1), round(w.numbers.lengths[0], 1)
    (41.1, 58.2)
    >>> checks = UnrolledRNN(planted="source").numbers.checks
    >>> [[round(off, 3) for off in check] for check in checks[:3]]  # of W and U, for T = 1, 2, 3
    [[0.0, 0.0], [0.0, 0.378], [1.114, 0.553]]
    """

    beta = Number(0.9, low=0.1, high=2.5)
    steps = Number(6, low=2, high=MAX_STEPS, whole=True)
    activation = Choice(tuple(ACTIVATIONS))
    shape = Choice(tuple(SHAPES))
    done = Number(0, low=0, high=2 * MAX_STEPS, whole=True)
    selected = Choice(WEIGHTS)
    planted = Choice(PLANTED)
    clip = Switch(False)
    threshold = Number(1, low=0.01, high=10)
    _folded = ("shape", "done", "selected", "planted", "clip", "threshold")

    @property
    def numbers(self) -> UnrolledRNNNumbers:
        """All numbers of the picture."""
        return numbers(**self.state)

    def _fallback_html(self) -> str:
        found = self.numbers
        rows = [
            [
                str(t + 1),
                f"{x:g}",
                ", ".join(f"{value:.3g}" for value in found.states[t + 1]),
                ", ".join(f"{value:.3g}" for value in found.deltas[t]),
                f"{found.lengths[t]:.3g}",
                f"{found.bounds[t]:.3g}",
            ]
            for t, x in enumerate(inputs(self.steps))
        ]
        caption = f"A recurrent layer of two {self.activation} units, β_W = {self.beta:g}"
        columns = ["step t", "x", "state s", "δ", "length of δ", "bound"]
        return fallback_table(caption, columns, rows)
