"""The computation graph of logistic regression with two features: numbers forward and backward."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from .style import ACTIVATION, GRADIENT, INK, MUTED, PARAMETER, TRUTH, canvas, in_style

# In points, since letters are: the drawing is 302 wide.
_WIDTH, _HEIGHT, _RADIUS = 302.0, 250.0, 15.0
_PLACES = {
    "x₁": (74, 222),
    "w₁": (74, 176),
    "x₂": (74, 130),
    "w₂": (74, 84),
    "b": (74, 38),
    "z": (152, 130),
    "a": (216, 130),
    "L": (280, 130),
    "y": (280, 46),
}
_EDGES = [(n, "z") for n in ("x₁", "w₁", "x₂", "w₂", "b")] + [("z", "a"), ("a", "L"), ("y", "L")]
_COLORS = {"w₁": PARAMETER, "w₂": PARAMETER, "b": PARAMETER, "L": GRADIENT, "y": TRUTH}


@in_style
def computation_graph(
    x: Sequence[float] | None = None,
    w: Sequence[float] | None = None,
    b: float = 0.0,
    y: float = 1.0,
    *,
    backward: bool = False,
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw how two features, two weights and a bias become a loss, and the way back.

    .. math:: z = w_1x_1 + w_2x_2 + b, \\qquad a = \\sigma(z), \\qquad
              L = -\\bigl(y\\ln a + (1-y)\\ln(1-a)\\bigr)

    Round nodes are inputs and results, square ones are parameters. The numbers of the way forward
    stand above; those of the way back, the slopes of the loss, stand below, in red.

    Parameters
    ----------
    x, w : sequences of two floats, optional
        Left out, the graph is drawn without numbers.
    b, y : float
        The bias, and the truth (0 or 1).
    backward : bool
        Also write the slopes.
    ax : Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    (Figure, Axes)

    Raises
    ------
    ValueError
        If x and w are not two numbers each, or y is not 0 or 1.

    Examples
    --------
    >>> fig, ax = computation_graph(x=[0.1, 0.6], w=[-4, 2], b=0.2, y=1, backward=True)
    >>> [text.get_text() for text in ax.texts if text.get_gid() in ("z forward", "z backward")]
    ['1', '−0.269']
    """
    if (x is None) != (w is None) or (x is not None and (len(x) != 2 or len(w) != 2)):
        raise ValueError(
            f"computation_graph got x={x}, w={w}, expected two numbers each, or neither"
        )
    if y not in (0, 1):
        raise ValueError(f"computation_graph got y={y}, expected 0 or 1")
    if backward and x is None:
        raise ValueError("computation_graph got backward=True without numbers, expected x and w")
    fig, ax = canvas(ax, (_WIDTH / 72, _HEIGHT / 72))
    ax.set(xlim=(0, _WIDTH), ylim=(0, _HEIGHT), aspect="equal")
    ax.set_axis_off()
    for start, end in _EDGES:
        _arrow(ax, _PLACES[start], _PLACES[end])
    for name, place in _PLACES.items():
        _node(ax, name, place)
    formulas = "z = w₁x₁ + w₂x₂ + b\na = σ(z)\nL = cross-entropy"
    ax.text(_WIDTH, _HEIGHT - 4, formulas, ha="right", va="top", color=MUTED, linespacing=1.35)
    if x is not None:
        forward, slopes = _numbers(x, w, b, y)
        for name, value in forward.items():
            _number(ax, name, value, "forward", _COLORS.get(name, ACTIVATION))
        for name, value in slopes.items() if backward else ():
            _number(ax, name, value, "backward", GRADIENT)
    return fig, ax


def _numbers(
    x: Sequence[float], w: Sequence[float], b: float, y: float
) -> tuple[dict[str, float], dict[str, float]]:
    z = w[0] * x[0] + w[1] * x[1] + b
    a = 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))
    loss = max(z, 0) - y * z + math.log1p(math.exp(-abs(z)))
    forward = {"x₁": x[0], "w₁": w[0], "x₂": x[1], "w₂": w[1], "b": b}
    forward |= {"z": z, "a": a, "L": loss, "y": y}
    dz = a - y
    # -y/a + (1-y)/(1-a), written for y = 0 or 1 so that a rounded a never divides.
    da = -1 - math.exp(min(-z, 700)) if y == 1 else 1 + math.exp(min(z, 700))
    slopes = {"w₁": x[0] * dz, "w₂": x[1] * dz, "b": dz, "z": dz, "a": da, "L": 1.0}
    return forward, slopes


def _node(ax: Axes, name: str, place: tuple[float, float]) -> None:
    look = {"fill": False, "edgecolor": _COLORS.get(name, ACTIVATION), "linewidth": 1.6}
    if _COLORS.get(name) == PARAMETER:
        x, y = place
        side = 1.8 * _RADIUS
        ax.add_patch(Rectangle((x - side / 2, y - side / 2), side, side, **look))
    else:
        dash = {GRADIENT: (0, (3, 1.5)), TRUTH: (0, (1, 1.2))}.get(_COLORS.get(name), "-")
        ax.add_patch(Circle(place, _RADIUS, linestyle=dash, **look))
    ax.text(*place, name, ha="center", va="center_baseline", color=INK)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    ax.annotate(
        "",
        end,
        start,
        arrowprops={
            "arrowstyle": "-|>,head_length=0.45,head_width=0.2",
            "color": MUTED,
            "linewidth": 1,
            "shrinkA": _RADIUS + 3,
            "shrinkB": _RADIUS + 3,
        },
    )


def _number(ax: Axes, name: str, value: float, way: str, color: str) -> None:
    x, y = _PLACES[name]
    text = _short(value)
    if x < 100:  # inputs and parameters: at the left, where no arrow runs
        both = _COLORS.get(name) == PARAMETER
        shift = 9 if way == "forward" else -9
        place, align = (x - _RADIUS - 5, y + (shift if both else 0)), "right"
    elif name == "y":
        place, align = (x - _RADIUS - 5, y), "right"
    elif way == "forward":
        place, align = (x, y + _RADIUS + 12), "center"
    else:  # beside the arrows that come from below
        shift, align = {"z": (-3, "left"), "a": (-8, "left"), "L": (-5, "right")}[name]
        place = (x + shift, y - _RADIUS - 12)
    ax.text(*place, text, ha=align, va="center_baseline", color=color, gid=f"{name} {way}")


def _short(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")
