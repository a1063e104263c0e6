"""Figures of the book: one look, one color a quantity, each function returns (fig, ax)."""

from .bands import bands
from .bowls import bowls
from .cells import lstm_cell
from .costs import cost_against_weight, losses
from .curves import curve, learning_curve, learning_curves, panels
from .graph import computation_graph
from .letters import by_letter
from .maps import feature_maps
from .photographs import photographs
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
from .tables import bars, confusion, dots, rows_and_columns
from .trees import trees

__all__ = [
    "ACTIVATION",
    "FIGSIZE",
    "GRADIENT",
    "INK",
    "MUTED",
    "PARAMETER",
    "PARAMETER_FILL",
    "TRUTH",
    "bands",
    "bars",
    "bowls",
    "by_letter",
    "computation_graph",
    "confusion",
    "cost_against_weight",
    "curve",
    "digit",
    "digits",
    "dots",
    "feature_maps",
    "learning_curve",
    "learning_curves",
    "losses",
    "lstm_cell",
    "panels",
    "photographs",
    "plane",
    "planes",
    "rows_and_columns",
    "style",
    "trees",
    "weights",
]
