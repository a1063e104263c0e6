"""fit: the loop that all models of the book are trained by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from os import PathLike
from time import perf_counter

import numpy as np

from lib.optim import clip_grad_norm_

from .callbacks import Callback, EarlyStopping, Training, as_callbacks, call
from .checkpoint import Checkpoint
from .evaluation import Data, Metrics, as_loader, by_name, evaluate, mode
from .guard import Guard
from .history import History
from .progress import progress_bar


def fit(
    model,
    loss,
    optimizer,
    train: Data,
    *,
    epochs: int,
    dev: Data | None = None,
    metrics: Metrics = (),
    callbacks: Iterable[Callable | Callback] = (),
    schedule=None,
    clip: float | None = None,
    early_stopping: EarlyStopping | None = None,
    checkpoint: Checkpoint | str | PathLike | None = None,
    resume: bool = False,
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
        How often to go through the training data, from the first start.
    dev : DataLoader or (X, y), optional
        Data to be judged on after each epoch, never learned from.
    metrics : functions (outputs, y) -> float, or a mapping from names to such functions
        Measured on the dev data.
    callbacks : functions (model, history), or objects like a Callback
        Called after each epoch, in this order; objects may also ask to be called after each step.
    schedule : Schedule, optional
        Makes a step after each epoch, so that the next one has another learning rate.
    clip : float, optional
        Shorten the gradient of each step to this length, all parameters together.
    early_stopping : EarlyStopping, optional
    checkpoint : Checkpoint, or the path of one to be written after each epoch, optional
    resume : bool
        Go on from the checkpoint, if there is one: to the same numbers, bit for bit, as if the
        training had never been interrupted. All else must be made as it was made then.
    progress : bool, optional
        Show a progress bar; if left out, only on a terminal or in a live notebook.

    Returns
    -------
    History
        ``cost`` and ``seconds`` of each epoch; with dev data ``dev_cost`` and the metrics, such
        as ``dev_accuracy``; with a schedule ``lr``, the rate in that epoch; with clip
        ``grad_norm``, the mean length of the gradients before they were clipped, and ``clipped``,
        the share of steps where they were. ``stopped`` says if and why it ended early.

    Raises
    ------
    FloatingPointError
        At the first nan or inf in cost, gradient or parameter: which array, at which step, and
        what to do. The parameters are those from before that step; if it is a parameter, from a
        few steps before.
    ValueError, TypeError
        If there is nothing to train for, metrics without dev data, something to watch that is not
        measured, or a checkpoint that does not fit or is damaged. Nothing is changed then.
    OSError
        If a checkpoint cannot be written. The one before it stays.

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
    metrics = by_name(metrics)
    if metrics and dev is None:
        raise ValueError("fit got metrics without dev data, expected dev=(X, y) to measure them on")
    if clip is not None and not clip > 0:
        raise ValueError(f"fit got clip={clip}, expected a length above 0")
    if schedule is not None and schedule.optimizer is not optimizer:
        raise ValueError("fit got a schedule of another optimizer, expected one of this optimizer")
    if resume and checkpoint is None:
        raise ValueError("fit got resume=True without checkpoint=…, expected the path of one")
    training = Training(
        model,
        loss,
        optimizer,
        as_loader(train, "train"),
        None if dev is None else as_loader(dev, "dev"),
        schedule,
        epochs=epochs,
    )
    columns = _columns(training, metrics, clip)
    callbacks = _all_callbacks(training, columns, early_stopping, callbacks, checkpoint)
    call(callbacks, "on_train_begin", training)
    if resume:
        callbacks[-1].resume(training, columns)
        training.epoch = len(training.history.epochs)
        training.step = training.epoch * len(training.train)
        training.history.stopped = None
        if early_stopping is not None and training.epoch:
            early_stopping.judge(training)
    guard = Guard(model, optimizer, training.step)
    steps = max(0, epochs - training.epoch) * len(training.train)
    with mode(model, training=True), progress_bar(steps, progress) as bar:
        while training.epoch < epochs and training.history.stopped is None:
            training.epoch += 1
            start, lr = perf_counter(), optimizer.lr
            row = _run_epoch(training, guard, callbacks, clip, bar)
            if training.dev is not None:
                measured = evaluate(model, loss, training.dev, metrics)
                row |= {f"dev_{name}": _one_number(name, v) for name, v in measured.items()}
            if schedule is not None:
                row["lr"] = lr
                schedule.step()
            training.history.append(**row, seconds=perf_counter() - start)
            bar.set_postfix({name: f"{value:.4g}" for name, value in row.items()}, refresh=False)
            call(callbacks, "on_epoch_end", training)
        call(callbacks, "on_train_end", training)
    return training.history


def _run_epoch(training: Training, guard: Guard, callbacks: list, clip: float | None, bar) -> dict:
    """Go through the training data once; return what was measured on the way."""
    total, rows, norms = 0.0, 0, []
    for batch, (X, y) in enumerate(training.train, start=1):
        training.step += 1
        when = f"at step {training.step} (epoch {training.epoch}, batch {batch})"
        training.cost, norm = _step(training, X, y, guard, clip, when)
        total, rows = total + training.cost * len(X), rows + len(X)
        norms.append(norm)
        bar.update()
        call(callbacks, "on_batch_end", training)
        if training.history.stopped is not None:
            training.broken_off = batch < len(training.train)
            break
    guard.check_parameters(f"after epoch {training.epoch}")
    row = {"cost": total / rows}
    if clip is not None:
        row |= {"grad_norm": np.mean(norms), "clipped": np.mean(np.array(norms) > clip)}
    return row


def _one_number(name: str, value) -> float:
    if np.ndim(value) != 0:
        raise TypeError(
            f"the metric {name} returned an array of shape {np.shape(value)}, expected a number; "
            "call evaluate for it after the training"
        )
    return value


def _step(training: Training, X, y, guard: Guard, clip: float | None, when: str):
    """Return the cost before the step and, if it may be clipped, the length of the gradient."""
    model, loss, optimizer, norm = training.model, training.loss, training.optimizer, None
    # The guard reports what overflows, with a name and advice; NumPy's warnings would only repeat.
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        optimizer.zero_grad()
        outputs = model(X)
        cost = loss(outputs, y)
        guard.check_cost(cost, X, y, outputs, when)
        with model.no_input_grad():
            model.backward(loss.backward())
        guard.check_gradients(when)
        if clip is not None:
            norm = clip_grad_norm_(optimizer.params, clip)
        optimizer.step()
        guard.count_step(when)
    return cost, norm


def _columns(training: Training, metrics: dict, clip: float | None) -> list[str]:
    """Return the names of what the history will hold."""
    columns = ["cost"]
    if clip is not None:
        columns += ["grad_norm", "clipped"]
    if training.dev is not None:
        columns += ["dev_cost", *(f"dev_{name}" for name in metrics)]
    if training.schedule is not None:
        columns.append("lr")
    return [*columns, "seconds"]


def _all_callbacks(training, columns, early_stopping, callbacks, checkpoint) -> list:
    """Return early stopping, the callbacks and the checkpoint, in the order of their calls."""
    callbacks = as_callbacks(callbacks)
    for i, callback in enumerate(callbacks):
        if hasattr(callback, "state_dict"):
            training.others[f"callback {i}"] = callback
    if early_stopping is not None:
        if not isinstance(early_stopping, EarlyStopping):
            raise TypeError(f"early_stopping got {early_stopping!r}, expected EarlyStopping(…)")
        if early_stopping.monitor not in columns:
            raise ValueError(
                f"early stopping watches {early_stopping.monitor!r}, but there will be "
                f"{', '.join(columns)}; are dev=… and metrics=… given?"
            )
        training.others["early_stopping"] = early_stopping
        callbacks.insert(0, early_stopping)
    if checkpoint is not None:
        # Last, so that it holds what all others have decided.
        callbacks.append(
            checkpoint if isinstance(checkpoint, Checkpoint) else Checkpoint(checkpoint)
        )
    return callbacks
