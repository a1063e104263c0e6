"""Training: fit a model, follow it epoch by epoch, and judge it on data that it never saw."""

from .fitting import evaluate, fit
from .history import History
from .metrics import accuracy

__all__ = ["History", "accuracy", "evaluate", "fit"]
