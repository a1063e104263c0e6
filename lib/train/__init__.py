"""Training: fit a model, follow it epoch by epoch, and judge it on data that it never saw."""

from .callbacks import Callback, EarlyStopping, Training
from .checkpoint import Checkpoint, load_checkpoint, load_state, save_checkpoint, save_state
from .evaluation import evaluate, predict
from .fitting import fit
from .history import History
from .metrics import accuracy, confusion, error_rate
from .outputs import AllOutputs, LastOutput

__all__ = [
    "AllOutputs",
    "Callback",
    "Checkpoint",
    "EarlyStopping",
    "History",
    "LastOutput",
    "Training",
    "accuracy",
    "confusion",
    "error_rate",
    "evaluate",
    "fit",
    "load_checkpoint",
    "load_state",
    "predict",
    "save_checkpoint",
    "save_state",
]
