"""The gradients of a small convolution, so far and in the end, checked by nudging."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from lib.nn import Conv2d
from lib.nn.conv_naive import conv2d_naive

from .convolution_cases import CASES, parsed, shape_of

NUDGE = 1e-4

#: A measured slope agrees with a gradient when they differ by less.
AGREES = 1e-6


class Product(NamedTuple):
    """One product w[f, c, i, j] · x[c, p, q] of the output y[f, r, s]; all counted from 0."""

    f: int
    r: int
    s: int
    c: int
    i: int
    j: int
    p: int
    q: int


class ConvolutionBackwardNumbers(NamedTuple):
    """The numbers of the figure, with the loss L = Σ δ·y.

    ``claimed`` is dL/dx as the chosen way finds it: wrong where the filter was not turned.
    ``so_far`` is what has been found of the gradient after the steps; None for what was not
    reached yet. ``terms`` are the products of the selected square's gradient, ``gradient`` their
    sum, ``measured`` the slope by nudging it; both None where nothing is selected, or a δ, whose
    terms are what it sends. ``disagree`` counts the numbers of the whole gradient that differ from
    the measured slopes, ``worst`` is by how much at most.
    """

    y: list
    loss: float
    grad_x: list
    grad_w: list
    grad_b: list[float]
    framed: list
    claimed: list
    so_far: list
    total: int
    terms: list[float]
    gradient: float | None
    measured: float | None
    disagree: int
    worst: float


@lru_cache(maxsize=16)
def products(case: str, turned: bool = True) -> tuple[Product, ...]:
    """Return all products of the forward pass: each sends one share of δ back to w and one to x.

    With ``turned=False`` the pairs that a filter meets which was not turned by 180° before it
    visits the framed δ: the square is then joined with the weight of the opposite place.

    Examples
    --------
    >>> len(products("simple")), len(products("check"))
    (16, 294)
    >>> [(t.i, t.j) for t in products("simple") if (t.p, t.q, t.r, t.s) == (1, 1, 0, 0)]
    [(1, 1)]
    """
    stride, padding = CASES[case].stride, CASES[case].padding
    (C, H, W), (F, _, k, _), (_, OH, OW) = (shape_of(case, name) for name in ("x", "w", "delta"))
    found = []
    for f, r, s, c, i, j in product(*map(range, (F, OH, OW, C, k, k))):
        p, q = r * stride + i - padding, s * stride + j - padding
        if 0 <= p < H and 0 <= q < W:
            place = (i, j) if turned else (k - 1 - i, k - 1 - j)
            found.append(Product(f, r, s, c, *place, p, q))
    return tuple(found)


def framed(delta: np.ndarray, size: int, stride: int) -> np.ndarray:
    """Return δ with stride - 1 zeros between its squares and size - 1 zeros around.

    Shape
    -----
    delta : (F, OH, OW)
    returned : (F, (OH - 1)·stride + 2·size - 1, (OW - 1)·stride + 2·size - 1)

    Examples
    --------
    >>> framed(np.array([[[1, 2]]]), size=2, stride=2)
    array([[[0, 0, 0, 0, 0],
            [0, 1, 0, 2, 0],
            [0, 0, 0, 0, 0]]])
    """
    count, high, wide = delta.shape
    edge = size - 1
    shape = (count, (high - 1) * stride + 1 + 2 * edge, (wide - 1) * stride + 1 + 2 * edge)
    spread = np.zeros(shape, delta.dtype)
    spread[:, edge : shape[1] - edge : stride, edge : shape[2] - edge : stride] = delta
    return spread


def collected(case: str, w: np.ndarray, delta: np.ndarray, turned: bool) -> np.ndarray:
    """Return dL/dx by collecting: the (turned) filter visits every place of the framed δ.

    Shape
    -----
    w : (F, C, k, k); delta : (F, OH, OW)
    returned : (C, H, W)

    Examples
    --------
    >>> w, delta = np.array([[[[1.0, 2], [3, 4]]]]), np.array([[[1.0, 3], [-1, -2]]])
    >>> collected("simple", w, delta, turned=True)
    array([[[  1.,   5.,   6.],
            [  2.,   9.,   8.],
            [ -3., -10.,  -8.]]])
    """
    stride, padding = CASES[case].stride, CASES[case].padding
    filters = w[:, :, ::-1, ::-1] if turned else w
    whole = conv2d_naive(framed(delta, w.shape[-1], stride)[None], filters.swapaxes(0, 1))[0]
    _, H, W = shape_of(case, "x")
    return whole[:, padding : padding + H, padding : padding + W]


def numbers(
    case: str,
    x: list,
    w: list,
    delta: list,
    goal: str,
    way: str,
    turned: bool,
    step: int,
    selected: str,
) -> ConvolutionBackwardNumbers:
    """Send δ back through a convolution, with :class:`lib.nn.Conv2d`, and measure by nudging.

    Each product w·x of an output y sends δ·w to dL/dx and δ·x to dL/dw; dL/db is the sum of δ.

    Parameters
    ----------
    case : str
        One of ``CASES``: sizes, stride, padding and bias.
    x, w, delta : nested lists
        Picture (C, H, W), filters (F, C, k, k), gradient of the output (F, OH, OW).
    goal : str
        Which gradient is worked out: ``"input"``, ``"weight"`` or ``"bias"``.
    way : str
        For the input: ``"scatter"`` (output by output) or ``"gather"`` (square by square).
    turned : bool
        Whether the filter that gathers is turned by 180°, as it must be.
    step : int
        How many outputs, squares or weights are done.
    selected : str
        Name of a square, as in :class:`lib.widgets.convolution_cases.Square`.

    Examples
    --------
    >>> simple = CASES["simple"]
    >>> arrays = dict(x=simple.x, w=simple.w, delta=simple.delta)
    >>> found = numbers("simple", **arrays, goal="input", way="gather", turned=False, step=9,
    ...                 selected="x[1,2,2]")
    >>> found.terms, found.gradient, found.measured
    ([1.0, 6.0, -3.0, -8.0], -4.0, 9.0)
    >>> found.disagree, found.worst
    (9, 13.0)
    """
    arrays = {"x": np.array(x, float), "w": np.array(w, float), "b": np.array(CASES[case].b, float)}
    d = np.array(delta, float)
    y = _outputs(case, **arrays)
    grads = _gradients(case, arrays, d)
    wrong = goal == "input" and way == "gather" and not turned
    claims = dict(grads)
    if goal == "input" and way == "gather":
        claims["x"] = collected(case, arrays["w"], d, turned)
    asked = {"input": "x", "weight": "w", "bias": "b"}[goal]
    slopes = _slopes(case, arrays, d, asked)
    off = np.abs(slopes - claims[asked]).ravel()

    terms, gradient, measured = [], None, None
    kind, index = parsed(selected)
    if kind is not None:
        terms = _terms(case, arrays, d, goal, kind, index, not wrong)
    if kind in grads:
        gradient = float(claims[kind][index])
        measured = float(_slope(case, arrays, d, kind, index))
    return ConvolutionBackwardNumbers(
        y=y.tolist(),
        loss=float(np.sum(d * y)),
        grad_x=grads["x"].tolist(),
        grad_w=grads["w"].tolist(),
        grad_b=grads["b"].tolist(),
        framed=framed(d, arrays["w"].shape[-1], CASES[case].stride).tolist(),
        claimed=claims["x"].tolist(),
        so_far=_so_far(case, arrays, d, goal, way, claims[asked], step),
        total=_total(case, goal, way),
        terms=[float(term) for term in terms],
        gradient=gradient,
        measured=measured,
        disagree=int(np.sum(off >= AGREES)),
        worst=round(float(off.max()), 6),
    )


def _layer(case: str, x: np.ndarray, w: np.ndarray, b: np.ndarray) -> tuple[Conv2d, np.ndarray]:
    chosen = CASES[case]
    layer = Conv2d(w.shape[1], w.shape[0], w.shape[2], chosen.stride, chosen.padding, rng=0)
    layer.weight.data[...] = w
    layer.bias.data[...] = b
    return layer, layer(x[None])[0]


def _outputs(case: str, x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    return _layer(case, x, w, b)[1]


def _gradients(case: str, arrays: dict, d: np.ndarray) -> dict[str, np.ndarray]:
    layer, _ = _layer(case, **arrays)
    return {"x": layer.backward(d[None])[0], "w": layer.weight.grad, "b": layer.bias.grad}


def _slope(case: str, arrays: dict, d: np.ndarray, name: str, index: tuple) -> float:
    """Nudge one number to both sides, and see how the loss changes; rounded to 6 decimals."""
    losses = []
    for nudge in (NUDGE, -NUDGE):
        moved = arrays[name].copy()
        moved[index] += nudge
        losses.append(np.sum(d * _outputs(case, **(arrays | {name: moved}))))
    return round(float(losses[0] - losses[1]) / (2 * NUDGE), 6)


def _slopes(case: str, arrays: dict, d: np.ndarray, name: str) -> np.ndarray:
    shape = arrays[name].shape
    slopes = [_slope(case, arrays, d, name, index) for index in np.ndindex(shape)]
    return np.array(slopes).reshape(shape)


def _total(case: str, goal: str, way: str) -> int:
    steps_over = {"input": "x" if way == "gather" else "delta", "weight": "w", "bias": "delta"}
    return int(np.prod(shape_of(case, steps_over[goal])))


def _so_far(case, arrays, d, goal, way, claimed, step) -> list:
    """Return the gradient after so many steps, flat; None where nothing has arrived yet."""
    by_output = goal == "bias" or (goal == "input" and way == "scatter")
    if not by_output:
        done = claimed.ravel().tolist()
        return [value if n < step else None for n, value in enumerate(done)]
    sent = np.zeros(d.size, bool)
    sent[:step] = True
    sent = sent.reshape(d.shape)
    name = "x" if goal == "input" else "b"
    sums = _gradients(case, arrays, d * sent)[name]
    reached = np.zeros(sums.shape, bool)
    for t in products(case):
        if sent[t.f, t.r, t.s]:
            reached[(t.c, t.p, t.q) if name == "x" else t.f] = True
    seen = zip(sums.ravel().tolist(), reached.ravel(), strict=True)
    return [value if there else None for value, there in seen]


def _terms(case, arrays, d, goal, kind, index, turned) -> list[float]:
    """Return the products in the gradient of a square; of a δ, what it sends for the goal."""
    if kind == "b":
        return d[index].ravel().tolist()
    if kind == "delta" and goal == "bias":
        return [d[index]]
    x, w = arrays["x"], arrays["w"]
    to_weights = kind == "w" or (kind == "delta" and goal == "weight")
    found = []
    for t in products(case, turned or kind == "w"):
        at = {"x": (t.c, t.p, t.q), "w": (t.f, t.c, t.i, t.j), "delta": (t.f, t.r, t.s)}
        if at[kind] == index:
            found.append(d[at["delta"]] * (x[at["x"]] if to_weights else w[at["w"]]))
    return found
