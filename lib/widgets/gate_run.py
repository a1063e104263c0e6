"""The numbers of GateLab: a cell forward and back, and the way back held against nudges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .gate_cells import (
    GATES,
    backward,
    cell_weights,
    forward,
    measured,
    plain_products,
)

#: A gradient passes the relative rule if it is off by no more than this share of itself …
SHARE = 1e-4

#: … or by less than this share of the largest state, which a nudge cannot tell from 0;
FLOOR = 1e-8

#: and it passes the absolute rule if it is off by no more than this.
ROOM = 1e-4


class GateNumbers(NamedTuple):
    """One sequence, forward and back.

    ``gates`` has a row of T numbers for each gate (LSTM: i, f, g, o; GRU: r, z, n); ``c`` and ``h``
    are the states of times 0 to T (the same for a GRU). The way back, with its mistakes if any:
    ``delta_h``, ``delta_c`` and its shares ``through_h`` and ``through_c``, ``grad_x``, and
    ``grad_w``, 12 numbers (LSTM: W_ih, W_hh, b, four each; GRU: W_ih, W_hh, b_ih, b_hh, three
    each). ``failed_x``, ``failed_c``, ``failed_w`` count from 0 which of them a check by nudges
    rejects. ``keeps`` is the product of the forget gates (z) after each step, ``plain`` the
    product that a plain RNN with the candidate's weights has instead.
    """

    gates: list[list[float]]
    c: list[float]
    h: list[float]
    delta_h: list[float]
    delta_c: list[float]
    through_h: list[float]
    through_c: list[float]
    grad_x: list[float]
    grad_w: list[float]
    failed_x: list[int]
    failed_c: list[int]
    failed_w: list[int]
    keeps: list[float]
    plain: list[float]


class Slopes(NamedTuple):
    """What nudging finds: of each xₜ, of each cₜ (GRU: hₜ), of each of the 12 weights."""

    x: list[float]
    c: list[float]
    w: list[float]


def slopes(kind: str, x: Sequence[float], held: Mapping, scale: float) -> Slopes:
    """Measure every slope of L = h_T by a nudge up and one down.

    Examples
    --------
    >>> found = slopes("lstm", [1.0, 0.0], {"f2": 1.0, "i2": 0.0, "o2": 1.0}, 1.0)
    >>> round(found.c[0] / found.c[1], 6)  # all of it comes back
    1.0
    """
    x, weights = np.array(x, float), cell_weights(kind, scale)
    unit = np.eye(len(x))

    def loss(x=x, weights=weights, bumped=(0, 0.0)):
        return float(forward(kind, x, weights, held, bumped).h[-1])

    def nudged_weight(which, place):
        def run(e):
            moved = [w.copy() for w in weights]
            moved[which][place] += e
            return loss(weights=tuple(moved))

        return measured(run)

    arrays = (0, 1, 2) if kind == "lstm" else (0, 1, 2, 3)
    return Slopes(
        x=[measured(lambda e, u=u: loss(x=x + e * u)) for u in unit],
        c=[measured(lambda e, t=t: loss(bumped=(t, e))) for t in range(1, len(x) + 1)],
        w=[nudged_weight(which, place) for which in arrays for place in range(len(weights[0]))],
    )


def failures(claimed: Sequence, found: Sequence, rule: str, largest: float) -> list[int]:
    """Return which claims a check rejects, counted from 0.

    ``"relative"``: those off by more than a ten-thousandth of the larger of both numbers (and by
    more than 10⁻⁸ of the largest state, below which a nudge measures nothing). ``"absolute"``:
    those off by more than a ten-thousandth, however large the numbers are.

    Examples
    --------
    >>> failures([1e-9, 0.5], [2e-9, 0.5001], "relative", 1e-4)
    [0, 1]
    >>> failures([1e-9, 0.5], [2e-9, 0.6], "absolute", 1e-4)
    [1]
    """
    claimed, found = np.array(claimed), np.array(found)
    room = np.maximum(np.abs(claimed), np.abs(found)) * SHARE + FLOOR * largest
    gap = np.abs(claimed - found)
    return np.flatnonzero(gap > (room if rule == "relative" else ROOM)).tolist()


def numbers(
    kind: str,
    x: Sequence[float],
    steps: int,
    held: Mapping[str, float],
    cut: bool,
    wrong_biases: bool,
    last_only: bool,
    scale: float,
    rule: str,
) -> GateNumbers:
    """Go through the first ``steps`` inputs and back from L = h_T.

    LSTM: cₜ = fₜ cₜ₋₁ + iₜ gₜ, hₜ = oₜ tanh cₜ. GRU: hₜ = (1 - zₜ) nₜ + zₜ hₜ₋₁. A held gate
    has the number it was given, and no gradient goes through it.

    Parameters
    ----------
    kind, x, steps, held, cut, wrong_biases, last_only, scale, rule
        The traits of :class:`GateLab`.

    Examples
    --------
    >>> usual = {"held": {}, "wrong_biases": False, "last_only": False, "scale": 1.0}
    >>> usual |= {"kind": "lstm", "x": [1.0, 0.5, -0.5], "steps": 3, "rule": "relative"}
    >>> numbers(**usual, cut=False).failed_x, numbers(**usual, cut=True).failed_x
    ([], [0, 1])
    """
    x, weights = np.array(x[:steps], float), cell_weights(kind, scale)
    way = forward(kind, x, weights, held)
    mistakes = {"cut": cut, "wrong_biases": wrong_biases, "last_only": last_only}
    back = backward(kind, way, weights, held, **mistakes)
    arrays = back.grad_w[:3] if kind == "lstm" else back.grad_w
    grad_w = np.concatenate([array.ravel() for array in arrays])
    found = slopes(kind, x, held, scale)
    largest = float(max(np.abs(way.c).max(), np.abs(way.h).max()))
    first = 3 if kind == "lstm" else 2  # where the gates begin in what a step keeps
    gates = [[kept[first + place].item() for kept in way.kept] for place in range(len(GATES[kind]))]
    carried = gates[1]  # f, or z
    keeps = [float(np.prod(carried[t:])) for t in range(1, steps + 1)]
    candidate = tuple(w[2:3] for w in weights)
    return GateNumbers(
        gates=gates,
        c=way.c.tolist(),
        h=way.h.tolist(),
        delta_h=back.delta_h.tolist(),
        delta_c=back.delta_c.tolist(),
        through_h=back.through_h.tolist(),
        through_c=back.through_c.tolist(),
        grad_x=back.grad_x.tolist(),
        grad_w=grad_w.tolist(),
        failed_x=failures(back.grad_x, found.x, rule, largest),
        failed_c=failures(back.delta_c, found.c, rule, largest),
        failed_w=failures(grad_w, found.w, rule, largest),
        keeps=keeps,
        plain=plain_products(x, candidate).tolist(),
    )
