"""The look of the book's figures: its colors, its style sheet, and how to switch it on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_rgba
from matplotlib.figure import Figure

# One quantity, one color. The book replaces exactly these values by variables that follow dark
# mode, so a figure uses no other color; a lighter tone is one of these with less opacity.
INK = "#24292F"
MUTED = "#6B7178"
ACTIVATION = "#1264C8"
PARAMETER = "#5C3D00"
PARAMETER_FILL = "#F2B84B"
GRADIENT = "#D0342C"
TRUTH = "#007C6E"

FIGSIZE = (4.2, 2.9)

_RC = {
    "figure.figsize": FIGSIZE,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
    # Figures are 302 points wide; at 330 pixels on a phone, 12 points are 13 pixels.
    "font.size": 12,
    "axes.titlesize": 12,
    "axes.labelsize": 12,
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
    "legend.fontsize": 12,
    "font.family": "sans-serif",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.edgecolor": MUTED,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "axes.titlelocation": "left",
    "axes.formatter.useoffset": False,
    "lines.linewidth": 2,
    "legend.frameon": False,
    "patch.edgecolor": INK,
    "axes.prop_cycle": mpl.cycler(
        color=[ACTIVATION, GRADIENT, PARAMETER, TRUTH], linestyle=["-", "--", "-.", ":"]
    ),
    "svg.fonttype": "none",
    "svg.hashsalt": "deep learning you can touch",
}

P = ParamSpec("P")
R = TypeVar("R")


def style() -> None:
    """Make all figures of this session look like the book's; call it once, at the top.

    Colors, letters of 12 points, few lines, no background. In IPython and Jupyter it also
    switches the inline figures to SVG, with the size that was asked for and without a date, so
    that the same code gives the same file.

    Examples
    --------
    >>> style()
    >>> mpl.rcParams["svg.fonttype"]
    'none'
    """
    mpl.rcParams.update(_RC)
    # Without IPython there is no inline figure to set up.
    try:
        from IPython import get_ipython
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:
        return
    if get_ipython() is not None:
        set_matplotlib_formats("svg", bbox_inches=None, metadata={"Date": None})


def in_style(draw: Callable[P, R]) -> Callable[P, R]:
    """Let a drawing function use the book's style whatever the session's style is.

    Examples
    --------
    >>> @in_style
    ... def letters():
    ...     return mpl.rcParams["font.size"]
    >>> letters()
    12.0
    """

    @functools.wraps(draw)
    def styled(*args: P.args, **kwargs: P.kwargs) -> R:
        with mpl.rc_context(_RC):
            return draw(*args, **kwargs)

    return styled


def canvas(ax: Axes | None, figsize: tuple[float, float] = FIGSIZE) -> tuple[Figure, Axes]:
    """Return the figure and axes to draw on: those given, or new ones."""
    if ax is None:
        return plt.subplots(figsize=figsize)
    return ax.figure, ax


def grid(count: int, who: str, row: tuple[float, float]) -> tuple[Figure, np.ndarray]:
    """Return a figure with so many pictures, two in a row; `row` is the size of a row in inches."""
    if count == 0:
        raise ValueError(f"{who} got nothing to draw, expected at least one picture")
    rows, columns = (count + 1) // 2, min(count, 2)
    fig, axes = plt.subplots(rows, columns, figsize=(row[0], rows * row[1]), squeeze=False)
    for ax in axes.flat[count:]:
        ax.remove()
    return fig, axes.ravel()[:count]


def tones(color: str, strongest: float = 1.0, steps: int = 256) -> ListedColormap:
    """Make the sequential map of one color: from fully transparent to its full tone.

    The color itself never changes, only its opacity; so it works on white and on black.

    Parameters
    ----------
    color : str
        One of the palette.
    strongest : float
        Opacity of the last tone.
    steps : int
        How many tones.

    Examples
    --------
    >>> [round(float(tone), 2) for tone in tones(INK)([0.0, 0.5, 1.0])[:, 3]]
    [0.0, 0.5, 1.0]
    """
    return ListedColormap(
        [to_rgba(color, strongest * i / (steps - 1)) for i in range(steps)], f"tones {color}"
    )


def signed_tones(strongest: float = 1.0, steps: int = 41) -> ListedColormap:
    """Make the diverging map: negative in the parameters' color, positive in the inputs' color.

    Its middle is transparent: white on a white page, dark on a dark one.

    Parameters
    ----------
    strongest : float
        Opacity at both ends.
    steps : int
        How many tones; odd, so that there is a middle. With 50 or more, matplotlib would make a
        picture of a color bar, and its colors could not follow dark mode.

    Examples
    --------
    >>> [round(float(tone), 2) for tone in signed_tones()([0.0, 0.5, 1.0])[:, 3]]
    [1.0, 0.0, 1.0]
    """
    half = steps // 2
    return ListedColormap(
        [
            to_rgba(PARAMETER if i < half else ACTIVATION, strongest * abs(i - half) / half)
            for i in range(steps)
        ],
        "signed tones",
    )
