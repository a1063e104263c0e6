"""fit and evaluate: the loop that all models of the book are trained by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

import numpy as np

from lib.data import DataLoader

from .guard import Guard
from .history import History
from .progress import progress_bar

Data = DataLoader | tuple[np.ndarray, np.ndarray]
Metric = Callable[[np.ndarray, np.ndarray], float]
Metrics = Iterable[Metric] | Mapping[str, Metric]


def fit(
    model,
    loss,
    optimizer,
    train: Data,
    *,
    epochs: int,
    dev: Data | None = None,
    metrics: Metrics = (),
    callbacks: Iterable[Callable] = (),
    progress: bool | None = None,
) -> History:
    """Train a model: for each mini-batch forward, loss, backward, step.

    Parameters
    ----------
    model : Module
        Set to training mode meanwhile; its mode is put back at the end.
    loss : Loss
        ``loss(outputs, y)`` is the cost of a batch, ``loss.backward()`` its gradient.
    optimizer : Optimizer
        Holds the model's parameters.
    train : DataLoader or (X, y)
        A pair is one batch of all rows: gradient descent in its first form.
    epochs : int
        How often to go through the training data.
    dev : DataLoader or (X, y), optional
        Data to be judged on after each epoch, never learned from.
    metrics : functions (outputs, y) -> float, or a mapping from names to such functions
        Measured on the dev data.
    callbacks : functions (model, history)
        Called after each epoch.
    progress : bool, optional
        Show a progress bar; if left out, only on a terminal or in a live notebook.

    Returns
    -------
    History
        ``cost`` and ``seconds`` of each epoch; with dev data ``dev_cost`` and the metrics, such
        as ``dev_accuracy``.

    Raises
    ------
    FloatingPointError
        At the first nan or inf in cost, gradient or parameter: which array, at which step, and
        what to do. The parameters keep the values from before that step.
    ValueError
        If there is nothing to train for, or metrics without dev data.

    Examples
    --------
    >>> from lib import nn, optim
    >>> from lib.data import make_separable
    >>> data = make_separable(100, rng=0)
    >>> model = nn.Linear(2, 1, rng=0)
    >>> history = fit(model, nn.BCEWithLogitsLoss(), optim.SGD(model.parameters(), lr=1.0),
    ...               (data.X, data.y[:, None]), epochs=50)
    >>> bool(history.cost[-1] < 0.1 * history.cost[0])
    True
    """
    if int(epochs) != epochs or epochs < 1:
        raise ValueError(f"fit got epochs={epochs}, expected a whole number of at least 1")
    metrics = _by_name(metrics)
    if metrics and dev is None:
        raise ValueError("fit got metrics without dev data, expected dev=(X, y) to measure them on")
    loader = _as_loader(train, "train")
    dev_loader = None if dev is None else _as_loader(dev, "dev")
    guard, history = Guard(model, optimizer), History()
    with _mode(model, training=True), progress_bar(epochs, len(loader), progress) as bar:
        for epoch in range(1, epochs + 1):
            start, total, rows = perf_counter(), 0.0, 0
            for batch, (X, y) in enumerate(loader, start=1):
                when = f"at step {(epoch - 1) * len(loader) + batch} (epoch {epoch}, batch {batch})"
                cost = _step(model, loss, optimizer, X, y, guard, when)
                total, rows = total + cost * len(X), rows + len(X)
                bar.update()
            row = {"cost": total / rows}
            if dev_loader is not None:
                measured = evaluate(model, loss, dev_loader, metrics)
                row |= {f"dev_{name}": value for name, value in measured.items()}
            history.append(**row, seconds=perf_counter() - start)
            bar.set_postfix({name: f"{value:.4g}" for name, value in row.items()}, refresh=False)
            for callback in callbacks:
                callback(model, history)
    return history


def evaluate(model, loss, data: Data, metrics: Metrics = ()) -> dict[str, float]:
    """Measure a model on data, without learning from them.

    Parameters
    ----------
    model : Module
        Set to evaluation mode meanwhile; its mode is put back at the end.
    loss : Loss
    data : DataLoader or (X, y)
        A DataLoader where one batch of all rows would be too large.
    metrics : functions (outputs, y) -> float, or a mapping from names to such functions

    Returns
    -------
    dict
        ``cost``, and each metric under its name.

    Examples
    --------
    >>> from lib import nn
    >>> from lib.train import accuracy
    >>> data = (np.array([[1.0], [-2.0]]), np.array([[1.0], [0.0]]))
    >>> evaluate(nn.Identity(), nn.BCEWithLogitsLoss(), data, [accuracy])["accuracy"]
    1.0
    """
    metrics = _by_name(metrics)
    outputs, targets, total = [], [], 0.0
    with _mode(model, training=False):
        for X, y in _as_loader(data, "data"):
            out = model(X)
            total += loss(out, y) * len(X)
            outputs.append(out)
            targets.append(y)
    all_outputs, all_targets = np.concatenate(outputs), np.concatenate(targets)
    measured = {name: float(f(all_outputs, all_targets)) for name, f in metrics.items()}
    return {"cost": total / len(all_targets), **measured}


def _step(model, loss, optimizer, X, y, guard: Guard, when: str) -> float:
    # The guard reports what overflows, with a name and advice; NumPy's warnings would only repeat.
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        optimizer.zero_grad()
        outputs = model(X)
        cost = loss(outputs, y)
        guard.check_cost(cost, X, y, outputs, when)
        model.backward(loss.backward())
        guard.check_gradients(when)
        guard.remember()
        optimizer.step()
        guard.check_parameters(when)
    return cost


@contextmanager
def _mode(model, *, training: bool) -> Iterator[None]:
    """Set the model's mode, and put back that of each of its modules at the end."""
    before = [(module, module.training) for module in model.modules()]
    model.train(training)
    try:
        yield
    finally:
        for module, mode in before:
            module.training = mode


def _as_loader(data: Data, name: str) -> DataLoader:
    if isinstance(data, DataLoader):
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
    return DataLoader(*data, batch_size=max(1, len(data[0])))


def _by_name(metrics: Metrics) -> dict[str, Metric]:
    if isinstance(metrics, Mapping):
        return dict(metrics)
    for metric in metrics:
        if not hasattr(metric, "__name__"):
            raise TypeError(
                f"got the metric {metric!r} without a name, expected {{'name': metric}}"
            )
    return {metric.__name__: metric for metric in metrics}
