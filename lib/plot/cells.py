"""The cell of an LSTM, drawn part by part."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from .style import ACTIVATION, INK, PARAMETER, PARAMETER_FILL, canvas, in_style

# In points, since letters are: the drawing is 302 wide.
_WIDTH, _HEIGHT = 302.0, 158.0
_TOP, _MIDDLE, _BOX, _BUS = 130.0, 94.0, 56.0, 20.0
_START, _END = 66.0, 268.0
_F, _I, _G, _O, _OUT = 94.0, 136.0, 178.0, 216.0, 250.0
_MIX = (_I + _G) / 2
_PALE = 0.4

# Corners of each way, and the parts of the cell that it belongs to. The last corner has an arrow.
_WAYS = (
    (((_START, _TOP), (_F - 9, _TOP)), "c", "old"),
    (((_F + 9, _TOP), (_MIX - 9, _TOP)), "c", "kept"),
    (((_MIX + 9, _TOP), (_END, _TOP)), "c", "new"),
    (((_START, _BUS), (_F, _BUS), (_F, _BOX - 13)), "f", ""),
    (((_START, _BUS), (_I, _BUS), (_I, _BOX - 13)), "i", ""),
    (((_START, _BUS), (_G, _BUS), (_G, _BOX - 13)), "g", ""),
    (((_START, _BUS), (_O, _BUS), (_O, _BOX - 13)), "o", ""),
    (((_F, _BOX + 13), (_F, _TOP - 9)), "fc", ""),
    (((_I, _BOX + 13), (_I, _MIDDLE), (_MIX - 9, _MIDDLE)), "ic", ""),
    (((_G, _BOX + 13), (_G, _MIDDLE), (_MIX + 9, _MIDDLE)), "gc", ""),
    (((_MIX, _MIDDLE + 9), (_MIX, _TOP - 9)), "c", ""),
    (((_O + 13, _BOX), (_OUT - 9, _BOX)), "oh", ""),
    (((_OUT, _TOP), (_OUT, _MIDDLE + 11)), "h", ""),
    (((_OUT, _MIDDLE - 11), (_OUT, _BOX + 9)), "h", ""),
    (((_OUT + 9, _BOX), (_END, _BOX)), "h", ""),
)
_BOXES = (
    (_F, _BOX, "f", "f"),
    (_I, _BOX, "i", "i"),
    (_G, _BOX, "g", "g"),
    (_O, _BOX, "o", "o"),
    (_OUT, _MIDDLE, "tanh", "h"),
)
_ROUND = ((_F, _TOP, "×", "c"), (_MIX, _MIDDLE, "×", "c"), (_MIX, _TOP, "+", "c"))
_OUTPUT = (_OUT, _BOX, "×", "h")
_NAMES = (
    (_START - 4, _TOP, "cₜ₋₁", "c", "right"),
    (_START - 4, _BUS + 8, "hₜ₋₁", "figo", "right"),
    (_START - 4, _BUS - 8, "xₜ", "figo", "right"),
    (_END + 3, _TOP, "cₜ", "ch", "left"),
    (_END + 3, _BOX, "hₜ", "h", "left"),
)
# Where the number of each quantity stands.
_PLACES = {
    "c_old": (_START - 4, _TOP - 17, "right"),
    "h_old": (_START - 36, _BUS + 8, "right"),
    "x": (_START - 36, _BUS - 8, "right"),
    "f": (_F - 4, _MIDDLE - 4, "right"),
    "i": (_I - 4, _MIDDLE - 6, "right"),
    "g": (_G + 4, _MIDDLE - 6, "left"),
    "o": (_O + 7, _BOX - 23, "left"),
    "c": (_END + 3, _TOP - 17, "left"),
    "h": (_END + 3, _BOX - 17, "left"),
}
_PARTS = "figcoh"


@in_style
def lstm_cell(
    part: str | None = None,
    numbers: Mapping[str, float] | None = None,
    *,
    ax: Axes | None = None,
) -> tuple[Figure, Axes]:
    """Draw the cell of an LSTM, all of it or with one part dark and the rest pale.

    The cell state runs along the top. Below it stand the forget gate f, the input gate i, the
    candidate g and the output gate o, each of which sees the input and the old output.

    Parameters
    ----------
    part : {"f", "i", "g", "c", "o", "h"}, optional
        Which quantity is being computed; left out, everything is dark.
    numbers : mapping, optional
        What to write beside the quantities ``c_old``, ``h_old``, ``x``, ``f``, ``i``, ``g``,
        ``o``, ``c`` and ``h``.
    ax : Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    (Figure, Axes)

    Raises
    ------
    ValueError
        If there is no such part, or no such quantity.

    Examples
    --------
    >>> fig, ax = lstm_cell("f", {"f": 0.88079})
    >>> [text.get_text() for text in ax.texts if text.get_gid() == "number"]
    ['0.881']

    References
    ----------
    Drawn after C. Olah, "Understanding LSTM networks" (2015).
    """
    if part is not None and (len(part) != 1 or part not in _PARTS):
        raise ValueError(f"lstm_cell got part={part!r}, expected one of {', '.join(_PARTS)}")
    unknown = set(numbers or {}) - set(_PLACES)
    if unknown:
        raise ValueError(
            f"lstm_cell got numbers for {', '.join(sorted(unknown))}, expected names among "
            f"{', '.join(_PLACES)}"
        )
    fig, ax = canvas(ax, (_WIDTH / 72, _HEIGHT / 72))
    ax.set(xlim=(0, _WIDTH), ylim=(0, _HEIGHT), aspect="equal")
    ax.set_axis_off()

    def strength(parts: str) -> float:
        return 1.0 if part is None or part in parts else _PALE

    # Dark ways last, over pale ones that share a line with them.
    for corners, parts, kind in sorted(_WAYS, key=lambda way: strength(way[1])):
        _way(ax, corners, strength(parts), wide=bool(kind))
    for x, y, name, parts in _BOXES:
        _box(ax, (x, y), name, strength(parts), gate=name != "tanh")
    for x, y, sign, parts in (*_ROUND, _OUTPUT):
        _operation(ax, (x, y), sign, strength(parts))
    for x, y, name, _, align in _NAMES:
        ax.text(x, y, name, ha=align, va="center", color=INK)
    for name, value in (numbers or {}).items():
        x, y, align = _PLACES[name]
        text = f"{value:.3g}".replace("-", "−")
        ax.text(x, y, text, ha=align, va="center", color=ACTIVATION, gid="number")
    return fig, ax


def _way(ax: Axes, corners: tuple, alpha: float, *, wide: bool) -> None:
    look = {"color": ACTIVATION if wide else INK, "alpha": alpha, "linewidth": 3 if wide else 1.3}
    xs, ys = zip(*corners, strict=True)
    ax.plot(xs[:-1], ys[:-1], linestyle="-", solid_joinstyle="round", **look)
    head = "-|>,head_length=0.4,head_width=0.2"
    ax.annotate(
        "",
        corners[-1],
        corners[-2],
        arrowprops={"arrowstyle": head, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 11, **look},
    )


def _box(ax: Axes, place: tuple[float, float], name: str, alpha: float, *, gate: bool) -> None:
    x, y = place
    width = 26.0 if gate else 38.0
    ax.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - 11),
            width,
            22,
            boxstyle="round,pad=0,rounding_size=4",
            facecolor=PARAMETER_FILL if gate else "none",
            edgecolor=PARAMETER if gate else INK,
            linewidth=1.5,
            alpha=alpha * (0.55 if gate else 1),
        )
    )
    ax.text(x, y, name, ha="center", va="center_baseline", color=INK)


def _operation(ax: Axes, place: tuple[float, float], sign: str, alpha: float) -> None:
    ax.add_patch(Circle(place, 9, fill=False, edgecolor=INK, linewidth=1.5, alpha=alpha))
    ax.text(*place, sign, ha="center", va="center_baseline", alpha=alpha, color=INK)
