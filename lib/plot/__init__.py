"""Figures of the book: one look, one color a quantity, each function returns (fig, ax)."""

from .costs import cost_against_weight, losses
from .curves import curve, learning_curve, panels
from .graph import computation_graph
from .pictures import digit, digits, weights
from .planes import plane, planes
from .style import (
    ACTIVATION,
    FIGSIZE,
    GRADIENT,
    INK,
    MUTED,
    PARAMETER,
    PARAMETER_FILL,
    TRUTH,
    style,
)
from .tables import bars, confusion, rows_and_columns

__all__ = [
    "ACTIVATION",
    "FIGSIZE",
    "GRADIENT",
    "INK",
    "MUTED",
    "PARAMETER",
    "PARAMETER_FILL",
    "TRUTH",
    "bars",
    "computation_graph",
    "confusion",
    "cost_against_weight",
    "curve",
    "digit",
    "digits",
    "learning_curve",
    "losses",
    "panels",
    "plane",
    "planes",
    "rows_and_columns",
    "style",
    "weights",
]
