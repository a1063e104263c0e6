"""evaluate and predict: use a model without changing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

import numpy as np

from lib.data import DataLoader
from lib.nn._checks import positive_int

Data = DataLoader | tuple[np.ndarray, np.ndarray]
Metric = Callable[[np.ndarray, np.ndarray], float]
Metrics = Iterable[Metric] | Mapping[str, Metric]


def evaluate(
    model, loss, data: Data, metrics: Metrics = (), *, batch_size: int | None = None
) -> dict[str, float]:
    """Measure a model on data, without learning from them.

    Parameters
    ----------
    model : Module
        Set to evaluation mode meanwhile; its mode is put back at the end.
    loss : Loss
    data : DataLoader or (X, y)
    metrics : functions (outputs, y) -> float, or a mapping from names to such functions
        They get the outputs for all data at once. One that returns an array, such as
        ``confusion``, is welcome here, though not in ``fit``.
    batch_size : int, optional
        Cut a pair (X, y) into mini-batches, where all rows at once would need too much memory.

    Returns
    -------
    dict
        ``cost``, the mean over the rows, and each metric under its name.

    Raises
    ------
    TypeError, ValueError
        If data is neither, its arrays do not fit, or a metric has no name.

    Examples
    --------
    >>> from lib import nn
    >>> from lib.train import accuracy
    >>> data = (np.array([[1.0], [-2.0]]), np.array([[1.0], [0.0]]))
    >>> evaluate(nn.Identity(), nn.BCEWithLogitsLoss(), data, [accuracy])["accuracy"]
    1.0
    """
    metrics = by_name(metrics)
    outputs, targets, total = [], [], 0.0
    with mode(model, training=False):
        for X, y in as_loader(data, "data", batch_size):
            out = model(X)
            total += loss(out, y) * len(X)
            outputs.append(out)
            targets.append(y)
    all_outputs, all_targets = np.concatenate(outputs), np.concatenate(targets)
    measured = {name: f(all_outputs, all_targets) for name, f in metrics.items()}
    plain = {name: float(v) if np.ndim(v) == 0 else v for name, v in measured.items()}
    return {"cost": total / len(all_targets), **plain}


def predict(model, X: np.ndarray, batch_size: int = 256) -> np.ndarray:
    """Return the model's outputs for all rows of X, computed in evaluation mode.

    Parameters
    ----------
    model : Module
        Its mode is put back at the end.
    X : array
        One row an example.
    batch_size : int
        Rows at a time: the outputs within a network need more memory than what comes out.

    Raises
    ------
    TypeError, ValueError
        If X has no rows, or batch_size is not a whole number of at least 1.

    Examples
    --------
    >>> from lib import nn
    >>> model = nn.Sequential(nn.Dropout(0.5, rng=0), nn.Softmax())
    >>> predict(model, np.zeros((3, 2)), batch_size=2)
    array([[0.5, 0.5],
           [0.5, 0.5],
           [0.5, 0.5]])
    """
    loader = DataLoader(X, batch_size=positive_int(batch_size, "batch_size"))
    with mode(model, training=False):
        return np.concatenate([model(rows) for (rows,) in loader])


@contextmanager
def mode(model, *, training: bool) -> Iterator[None]:
    """Set the model's mode, and put back that of each of its modules at the end."""
    before = [(module, module.training) for module in model.modules()]
    model.train(training)
    try:
        yield
    finally:
        for module, was_training in before:
            module.training = was_training


def as_loader(data: Data, name: str, batch_size: int | None = None) -> DataLoader:
    """Return a DataLoader of two arrays, or say what else came."""
    if isinstance(data, DataLoader):
        if batch_size is not None:
            raise ValueError(f"{name} got a DataLoader and batch_size; a DataLoader has its own")
        if len(data.arrays) != 2:
            raise ValueError(
                f"{name} got a DataLoader of {len(data.arrays)} arrays, expected two: "
                "DataLoader(X, y)"
            )
        return data
    if not isinstance(data, tuple | list) or len(data) != 2:
        raise TypeError(
            f"{name} got a {type(data).__name__}, expected a pair (X, y) or a DataLoader(X, y)"
        )
    return DataLoader(*data, batch_size=batch_size or max(1, len(data[0])))


def by_name(metrics: Metrics) -> dict[str, Metric]:
    """Return metrics by name; a function has its own."""
    if isinstance(metrics, Mapping):
        return dict(metrics)
    metrics = list(metrics)
    for metric in metrics:
        if not hasattr(metric, "__name__"):
            raise TypeError(
                f"got the metric {metric!r} without a name, expected {{'name': metric}}"
            )
    return {metric.__name__: metric for metric in metrics}
