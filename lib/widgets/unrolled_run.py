"""A recurrent layer of two units, unrolled: its steps, the way back, and what a check says."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from lib.nn import Identity, ReLU, Sigmoid, Tanh

ACTIVATIONS = {"tanh": Tanh, "relu": ReLU, "identity": Identity, "sigmoid": Sigmoid}

#: The largest slope of each activation, β_f.
STEEPEST = {"tanh": 1.0, "relu": 1.0, "identity": 1.0, "sigmoid": 0.25}

#: Matrices whose largest singular value is 1; W is β_W times one of them.
SHAPES = {
    "turn": [[0.8, -0.6], [0.6, 0.8]],
    "mix": [[0.6, 0.4], [0.4, 0.6]],
    "uneven": [[0.72, 0.46], [0.04, 0.72]],
}
WEIGHTS = ("w11", "w12", "w21", "w22")
PLANTED = ("none", "last", "source")

MAX_STEPS = 40
U = [0.5, -0.25]

#: The inputs x₁, x₂, …: one number a step, these five again and again.
INPUTS = [1.0, 0.5, -0.5, 0.8, -0.2]

#: Less than this share of the last δ is left: vanished. More than its inverse: exploded.
VANISHED = 1e-3

NUDGE = 1e-5

#: Measured slopes agree with a gradient if they differ by less than this share of the largest.
AGREES = 1e-5

#: Differences of this size are rounding.
NOISE = 1e-9

#: The check is tried for T = 1 … so many steps.
CHECKED = 8


class UnrolledRNNNumbers(NamedTuple):
    """The numbers of the figure.

    ``states`` are s₀ … s_T, ``deltas`` δ₁ … δ_T, ``lengths`` their ‖δₜ‖, ``bounds`` what the bound
    allows for them; ``parts`` are the δₜ sₜ₋₁ᵀ that are added, ``grad_w`` and ``grad_u`` the sums,
    ``so_far`` the sum of those parts that have been walked back to. All of them are what the code
    says, with its planted bug if there is one. ``measured_w`` and ``measured_u`` are found by
    nudging; ``checks`` has for T = 1 … 8, and ``off`` for the present T, by how much dL/dW and
    dL/dU are wrong: 0 where they agree.

    ``share`` is ‖δ₁‖ / ‖δ_T‖ of the right way back and ``fate`` its word: ``"vanished"`` (below
    0.001), ``"exploded"`` (above 1000), ``"alive"``, or ``"dead"`` if δ_T is 0. ``lost_after``
    says after how many steps back that limit is first passed, or None. ``length`` is that of the
    whole gradient (W and U), ``factor`` what clipping multiplies it by, and ``bent`` the angle in
    degrees by which cutting off each number by itself at the threshold would turn it.
    """

    states: list[list[float]]
    loss: float
    deltas: list[list[float]]
    lengths: list[float]
    bounds: list[float]
    parts: list[list[list[float]]]
    so_far: list[list[float]]
    grad_w: list[list[float]]
    grad_u: list[float]
    measured_w: list[list[float]]
    measured_u: list[float]
    off: list[float]
    checks: list[list[float]]
    share: float
    fate: str
    lost_after: int | None
    length: float
    factor: float
    clipped_w: list[list[float]]
    bent: float


def inputs(steps: int) -> np.ndarray:
    """Return x₁ … x_T.

    Examples
    --------
    >>> inputs(6)
    array([ 1. ,  0.5, -0.5,  0.8, -0.2,  1. ])
    """
    return np.resize(INPUTS, steps)


def forward(W: np.ndarray, u: np.ndarray, steps: int, activation: str):
    """Return the states s₀ … s_T and the slopes f′(z₁) … f′(z_T).

    sₜ = f(zₜ) with zₜ = U xₜ + W sₜ₋₁ and s₀ = 0.

    Shape
    -----
    - W: (2, 2), u: (2,)
    - states: (steps + 1, 2), slopes: (steps, 2)

    Examples
    --------
    >>> states, slopes = forward(np.eye(2), np.array([1.0, 0.0]), 3, "identity")
    >>> states[:, 0], slopes[:, 0]
    (array([0. , 1. , 1.5, 1. ]), array([1., 1., 1.]))
    """
    states, slopes = [np.zeros(2)], []
    for x in inputs(steps):
        bend = ACTIVATIONS[activation]()
        states.append(bend(u * x + W @ states[-1]))
        slopes.append(bend.backward(np.ones(2)))
    return np.array(states), np.array(slopes)


def backward(W: np.ndarray, states: np.ndarray, slopes: np.ndarray, planted: str = "none"):
    """Return δ₁ … δ_T, their parts of dL/dW and of dL/dU, for L = the sum of s_T.

    δ_T = f′(z_T), then δₜ = (Wᵀ δₜ₊₁) · f′(zₜ); the parts are δₜ sₜ₋₁ᵀ and δₜ xₜ.

    ``planted="last"`` adds the last step's part alone. ``planted="source"`` does what the source's
    code does: it writes the slopes of sₜ₊₁ over sₜ₊₁ itself, and multiplies with what stood there
    before, in place of f′(zₜ).

    Shape
    -----
    - deltas: (T, 2), parts_w: (T, 2, 2), parts_u: (T, 2)

    Examples
    --------
    >>> states, slopes = forward(np.eye(2), np.array([1.0, 0.0]), 3, "identity")
    >>> deltas, parts_w, parts_u = backward(np.eye(2), states, slopes)
    >>> parts_w[:, 0, 0], float(parts_w[:, 0, 0].sum())
    (array([0. , 1. , 1.5]), 2.5)
    """
    steps = len(slopes)
    states, deltas = states.copy(), [slopes[-1]]
    for t in range(steps - 1, 0, -1):
        factor = slopes[t - 1]
        if planted == "source":
            factor, states[t + 1] = states[t + 1].copy(), slopes[t]
        deltas.append((deltas[-1] @ W) * factor)
    deltas = np.array(deltas[::-1])
    used = deltas.copy()
    if planted == "last":
        used[:-1] = 0
    return deltas, used[:, :, None] * states[:-1, None, :], used * inputs(steps)[:, None]


def measured(W: np.ndarray, u: np.ndarray, steps: int, activation: str):
    """Return dL/dW and dL/dU as (L(w + ε) − L(w − ε)) / 2ε, to about a millionth of the largest.

    Examples
    --------
    >>> of_w, of_u = measured(np.eye(2), np.array([1.0, 0.0]), 3, "identity")
    >>> float(of_w[0, 0])
    2.5
    """

    def slope(array: np.ndarray, at: tuple[int, ...]) -> float:
        ends = []
        for sign in (1, -1):
            kept = array[at]
            array[at] = kept + sign * NUDGE
            ends.append(forward(W, u, steps, activation)[0][-1].sum())
            array[at] = kept
        return (ends[0] - ends[1]) / (2 * NUDGE)

    W, u = W.copy(), u.copy()
    found = [np.array([slope(a, at) for at in np.ndindex(a.shape)]) for a in (W, u)]
    of_w, of_u = (_to_grid(slopes, _grid(slopes)) for slopes in found)
    return of_w.reshape(2, 2), of_u


def _grid(values: np.ndarray) -> float:
    """Return a millionth of the power of ten below the largest number; below NOISE is nothing."""
    most = np.max(np.abs(values))
    return max(NOISE, 10.0 ** (math.floor(math.log10(most)) - 6)) if most > 0 else NOISE


def _to_grid(values: np.ndarray, grid: float) -> np.ndarray:
    return np.floor(values / grid + 0.5) * grid


def off_by(claimed: np.ndarray, slopes: np.ndarray) -> float:
    """Return the largest difference; 0 if it is below ``AGREES`` of the largest measured slope.

    Examples
    --------
    >>> off_by(np.array([2.0, 1.000001]), np.array([2.0, 1.0]))
    0.0
    >>> off_by(np.array([2.0, 1.5]), np.array([2.0, 1.0]))
    0.5
    """
    gap = float(np.max(np.abs(claimed - slopes)))
    if gap <= AGREES * np.max(np.abs(slopes)) + NOISE:
        return 0.0
    return float(_to_grid(np.array(gap), _grid(slopes)))


def check(W: np.ndarray, steps: int, activation: str, planted: str) -> list[float]:
    """Return by how much the code's dL/dW and dL/dU are wrong after so many steps."""
    u = np.array(U)
    _, parts_w, parts_u = backward(W, *forward(W, u, steps, activation), planted)
    slopes_w, slopes_u = measured(W, u, steps, activation)
    return [off_by(parts_w.sum(axis=0), slopes_w), off_by(parts_u.sum(axis=0), slopes_u)]


def fate_of(lengths: np.ndarray) -> tuple[float, str, int | None]:
    """Return ‖δ₁‖ / ‖δ_T‖, its word, and after how many steps back its limit is first passed.

    Examples
    --------
    >>> fate_of(np.array([1e-5, 1e-4, 0.01, 1.0]))
    (1e-05, 'vanished', 2)
    >>> fate_of(np.array([1.0, 2.0]))
    (0.5, 'alive', None)
    """
    if lengths[-1] == 0:
        return 0.0, "dead", None
    shares = lengths[::-1] / lengths[-1]
    share = float(shares[-1])
    if share < VANISHED:
        return share, "vanished", int(np.argmax(shares < VANISHED))
    if share > 1 / VANISHED:
        return share, "exploded", int(np.argmax(shares > 1 / VANISHED))
    return share, "alive", None


def bent_by(values: np.ndarray, threshold: float) -> float:
    """Return by how many degrees cutting off each number at ±threshold turns the direction.

    Examples
    --------
    >>> bent_by(np.array([5.0, 1.0]), 1.0)
    33.7
    """
    cut = np.clip(values, -threshold, threshold)
    if np.array_equal(cut, values):
        return 0.0
    cosine = values @ cut / (np.linalg.norm(values) * np.linalg.norm(cut))
    return math.floor(math.degrees(math.acos(min(1.0, cosine))) * 10 + 0.5) / 10


def numbers(
    beta: float,
    steps: int,
    activation: str,
    shape: str,
    done: int,
    selected: str,
    planted: str,
    clip: bool,
    threshold: float,
) -> UnrolledRNNNumbers:
    """All numbers of the figure.

    Parameters
    ----------
    beta : float
        β_W, the largest singular value of W.
    steps : int
        T.
    activation, shape, planted : str
        Of ``ACTIVATIONS``, ``SHAPES`` and ``PLANTED``.
    done : int
        How many steps are done: first T forward, then T back.
    selected : str
        The weight that is looked at; no number depends on it.
    clip, threshold : bool, float
        Whether a gradient longer than the threshold is shortened to it.

    Examples
    --------
    >>> found = numbers(0.5, 40, "tanh", "turn", 80, "w11", "none", False, 1.0)
    >>> found.fate, found.lost_after
    ('vanished', 10)
    """
    W, u = beta * np.array(SHAPES[shape]), np.array(U)
    states, slopes = forward(W, u, steps, activation)
    deltas, parts, parts_u = backward(W, states, slopes, planted)
    right = np.linalg.norm(backward(W, states, slopes)[0], axis=1)
    lengths = np.linalg.norm(deltas, axis=1)
    share, fate, lost_after = fate_of(right)
    back = min(max(done - steps, 0), steps)
    slopes_w, slopes_u = measured(W, u, steps, activation)
    grad_w, grad_u = parts.sum(axis=0), parts_u.sum(axis=0)
    whole = np.concatenate([grad_w.ravel(), grad_u])
    length = float(np.linalg.norm(whole))
    factor = threshold / length if clip and length > threshold else 1.0
    return UnrolledRNNNumbers(
        states=states.tolist(),
        loss=float(states[-1].sum()),
        deltas=deltas.tolist(),
        lengths=lengths.tolist(),
        bounds=[
            float((beta * STEEPEST[activation]) ** (steps - t) * right[-1])
            for t in range(1, steps + 1)
        ],
        parts=parts.tolist(),
        so_far=parts[steps - back :].sum(axis=0).tolist(),
        grad_w=grad_w.tolist(),
        grad_u=grad_u.tolist(),
        measured_w=slopes_w.tolist(),
        measured_u=slopes_u.tolist(),
        off=[off_by(grad_w, slopes_w), off_by(grad_u, slopes_u)],
        checks=[check(W, t, activation, planted) for t in range(1, CHECKED + 1)],
        share=share,
        fate=fate,
        lost_after=lost_after,
        length=length,
        factor=factor,
        clipped_w=(factor * grad_w).tolist(),
        bent=bent_by(whole, threshold),
    )
