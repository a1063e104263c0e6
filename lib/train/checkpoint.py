"""Checkpoints: a training on disk, whole at every moment, from which it goes on bit for bit."""

from __future__ import annotations

import os
from pathlib import Path

from lib.nn._checks import positive_int

from .callbacks import Callback, Training
from .files import read_arrays, write_arrays
from .states import flatten, restore, state_of, unflatten

_KIND = "checkpoint of lib.train"
_VERSION = 1


def save_checkpoint(path, model, optimizer=None, **others) -> None:
    """Write a model, its optimizer and what else decides how a training goes on into one file.

    The file is written beside the old one and then takes its name, so whoever is killed in the
    middle, or whose disk is full, has the old checkpoint.

    Parameters
    ----------
    path : path
        Its folder must exist.
    model : Module
        Its parameters, and the generators of its layers, such as Dropout's.
    optimizer : Optimizer, optional
    **others
        By names of your choice: anything with ``state_dict()``, such as a schedule or a History,
        and anything with generators, such as a DataLoader that shuffles.

    Raises
    ------
    OSError
        If it cannot be written. A checkpoint that was there before is unchanged.
    TypeError
        If a state holds something else than numbers, texts and arrays.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from lib import nn, optim
    >>> model, other = nn.Linear(2, 1, rng=0), nn.Linear(2, 1, rng=1)
    >>> sgd = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    >>> with TemporaryDirectory() as folder:
    ...     save_checkpoint(f"{folder}/linear.npz", model, sgd)
    ...     load_checkpoint(f"{folder}/linear.npz", other)
    >>> bool((model.weight.data == other.weight.data).all())
    True
    """
    arrays, parts = {}, _parts(model, optimizer, others)
    states = {name: flatten(state_of(part), arrays, name) for name, part in parts.items()}
    write_arrays(path, arrays, {"kind": _KIND, "version": _VERSION, "parts": states})


def load_checkpoint(path, model, optimizer=None, **others) -> None:
    """Put everything that is given back to where it was when the checkpoint was saved.

    Parameters
    ----------
    path : path
    model, optimizer, **others
        As in ``save_checkpoint``. What is in the file and not asked for is left alone.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is damaged, of a newer version, or of other things: which, and how they
        differ. Nothing is changed then.
    """
    _restore(path, _parts(model, optimizer, others), _read(path))


class Checkpoint(Callback):
    """Save a training every few epochs, and at its end, for ``fit(…, checkpoint=…, resume=True)``.

    Parameters
    ----------
    path : path
        The file, replaced each time.
    every : int
        Epochs from one time to the next.

    Raises
    ------
    FileNotFoundError, PermissionError
        Before the training, if there is no such folder, or nothing may be written there.

    Examples
    --------
    The second call finds three epochs on disk and makes the other two:

    >>> from tempfile import TemporaryDirectory
    >>> import numpy as np
    >>> from lib import nn, optim
    >>> from lib.train import fit
    >>> def train(epochs, path):
    ...     model = nn.Linear(1, 1, rng=0)
    ...     adam = optim.Adam(model.parameters(), lr=0.1)
    ...     data = np.array([[1.0], [2.0]]), np.array([[2.0], [4.0]])
    ...     return fit(model, nn.MSELoss(), adam, data, epochs=epochs, checkpoint=path, resume=True)
    >>> with TemporaryDirectory() as folder:
    ...     first = train(3, f"{folder}/line.npz")
    ...     both = train(5, f"{folder}/line.npz")
    ...     at_once = train(5, f"{folder}/other.npz")
    >>> len(first.cost), len(both.cost), bool((both.cost == at_once.cost).all())
    (3, 5, True)
    """

    def __init__(self, path, every: int = 1):
        self.path = Path(path)
        self.every = positive_int(every, "every")

    def on_train_begin(self, training: Training) -> None:
        """Find out now, not after an hour, that there is no place to write to."""
        folder = Path(os.path.realpath(self.path)).parent
        if not folder.is_dir():
            raise FileNotFoundError(f"there is no folder {folder} for the checkpoint {self.path}")
        if not os.access(folder, os.W_OK):
            raise PermissionError(f"the folder {folder} of the checkpoint cannot be written to")

    def on_epoch_end(self, training: Training) -> None:
        """Save, if it is time; an epoch that was broken off is made anew when it is resumed."""
        last = training.epoch == training.epochs or training.history.stopped is not None
        if (last or training.epoch % self.every == 0) and not training.broken_off:
            save_checkpoint(self.path, **training.parts())

    def resume(self, training: Training, columns: list[str]) -> None:
        """Put the training to where the file says, if there is one.

        Raises
        ------
        ValueError
            If the file is damaged, or of a training that was set up otherwise.
        """
        if not self.path.exists():
            return
        parts, states = training.parts(), _read(self.path)
        if parts.keys() != states.keys():
            raise ValueError(
                f"cannot resume from {self.path}, nothing was changed: it is of a training with "
                f"{', '.join(states)}; this one has {', '.join(parts)}"
            )
        saved = list(states["history"]["state"]["columns"])
        if saved and saved != columns:
            raise ValueError(
                f"cannot resume from {self.path}, nothing was changed: its history has "
                f"{', '.join(saved)}; this training measures {', '.join(columns)}"
            )
        _restore(self.path, parts, states)


def save_state(path, model) -> None:
    """Write the parameters of a model as an .npz file that PyTorch's users can read too.

    The names are those of ``state_dict``, which are PyTorch's. There
    ``{name: torch.from_numpy(array) for name, array in np.load(path).items()}`` is what
    ``load_state_dict`` takes.

    Parameters
    ----------
    path : path
    model : Module

    Raises
    ------
    OSError
        If it cannot be written. A file that was there before is unchanged.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import numpy as np
    >>> from lib import nn
    >>> with TemporaryDirectory() as folder:
    ...     save_state(f"{folder}/linear.npz", nn.Linear(2, 1, rng=0))
    ...     {name: array.shape for name, array in np.load(f"{folder}/linear.npz").items()}
    {'weight': (1, 2), 'bias': (1,)}
    """
    write_arrays(path, model.state_dict())


def load_state(path, model) -> None:
    """Give a model the parameters in an .npz file of ``save_state``, or of ``np.savez``.

    Parameters
    ----------
    path : path
    model : Module

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is damaged, or of another model: which names and shapes differ. Nothing is
        changed then.
    """
    arrays, _ = read_arrays(path, checksum=False)
    try:
        model.load_state_dict(arrays)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def _parts(model, optimizer, others: dict) -> dict:
    parts = {"model": model, "optimizer": optimizer, **others}
    return {name: part for name, part in parts.items() if part is not None}


def _read(path) -> dict:
    """Return the states in a checkpoint, by part."""
    arrays, header = read_arrays(path)
    if header is None or header.get("kind") != _KIND:
        raise ValueError(f"{path} is no checkpoint; for a file of save_state, use load_state")
    if header["version"] > _VERSION:
        raise ValueError(
            f"{path} was written by a newer version of this library (format {header['version']}, "
            f"known here: up to {_VERSION}); update it"
        )
    return unflatten(header["parts"], arrays)


def _restore(path, parts: dict, states: dict) -> None:
    absent = [name for name in parts if name not in states]
    if absent:
        raise ValueError(
            f"{path} holds no {', no '.join(absent)}; it holds {', '.join(states)}. Nothing was "
            "changed"
        )
    try:
        restore(parts, states)
    except ValueError as error:
        raise ValueError(f"cannot load {path}, nothing was changed: {error}") from None
