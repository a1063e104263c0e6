"""States: what an object remembers, as plain values and arrays, taken and put back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lib.data import DataLoader
from lib.nn import Module

_TAG = "$"


def generators(thing: object, path: str = "", seen: set | None = None) -> Iterator[tuple]:
    """Yield (path, Generator) for all sources of randomness inside an object.

    Modules and loaders are searched with all they hold; of another object, such as a
    transform, its ``rng`` and its ``steps``.

    Examples
    --------
    >>> from lib import nn
    >>> model = nn.Sequential(nn.Dropout(rng=0), nn.Linear(1, 1, rng=0), nn.Dropout(rng=0))
    >>> [path for path, _ in generators(model)]
    ['0.rng', '2.rng']
    """
    seen = set() if seen is None else seen
    if isinstance(thing, np.random.Generator):
        yield path, thing
        return
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, list | tuple):
        inside = enumerate(thing)
    elif isinstance(thing, dict):
        inside = thing.items()
    elif isinstance(thing, Module | DataLoader):
        inside = vars(thing).items()
    else:
        inside = ((name, getattr(thing, name, None)) for name in ("rng", "steps"))
    for name, value in inside:
        if value is not None and not isinstance(value, np.ndarray | int | float | str):
            yield from generators(value, f"{path}.{name}" if path else str(name), seen)


def state_of(thing: object) -> dict:
    """Return an object's ``state_dict`` and the states of its generators."""
    state = {}
    if hasattr(thing, "state_dict"):
        state["state"] = thing.state_dict()
    state["rng"] = {path: g.bit_generator.state for path, g in generators(thing)}
    return state


def restore(parts: dict, states: dict) -> None:
    """Put the states of all parts back, or of none.

    Parameters
    ----------
    parts : dict
        Objects by name.
    states : dict
        For each, what ``state_of`` returned.

    Raises
    ------
    ValueError
        If a state does not fit its part. All parts are as before then.
    """
    before = {name: state_of(part) for name, part in parts.items()}
    for name, part in parts.items():
        try:
            _restore_one(part, states[name])
        except (ValueError, TypeError, KeyError) as error:
            for other, state in before.items():
                _restore_one(parts[other], state)
            raise ValueError(f"{name}: {error}") from error


def _restore_one(part: object, state: dict) -> None:
    if hasattr(part, "state_dict"):
        part.load_state_dict(state["state"])
    own = dict(generators(part))
    if own.keys() != state["rng"].keys():
        raise ValueError(
            f"it draws random numbers at {_listed(own)}, the saved one at {_listed(state['rng'])}"
        )
    for path, generator in own.items():
        generator.bit_generator.state = state["rng"][path]


def _listed(names) -> str:
    return ", ".join(sorted(names)) or "no place"


def flatten(value: object, arrays: dict, path: str) -> object:
    """Return a value in JSON's words; its arrays go to ``arrays``, under names made of ``path``.

    JSON knows neither arrays nor tuples, nor keys that are numbers: they become dicts with a key
    that begins with "$". Numbers of NumPy become Python's.

    Raises
    ------
    TypeError
        If there is something else inside.

    Examples
    --------
    >>> arrays = {}
    >>> flatten({"betas": (0.9, 0.99), "m": np.zeros(3)}, arrays, "adam")
    {'betas': {'$tuple': [0.9, 0.99]}, 'm': {'$array': 'adam/m'}}
    >>> unflatten(_, arrays)
    {'betas': (0.9, 0.99), 'm': array([0., 0., 0.])}
    """
    if isinstance(value, np.ndarray):
        name = path
        while name in arrays:
            name += "'"
        arrays[name] = value
        return {"$array": name}
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        items = [flatten(item, arrays, f"{path}/{i}") for i, item in enumerate(value)]
        return {"$tuple": items} if isinstance(value, tuple) else items
    if isinstance(value, dict):
        items = {key: flatten(item, arrays, f"{path}/{key}") for key, item in value.items()}
        if all(isinstance(key, str) and not key.startswith(_TAG) for key in items):
            return items
        return {"$items": [[flatten(key, arrays, path), item] for key, item in items.items()]}
    raise TypeError(f"{path} holds a {type(value).__name__}, expected numbers, texts and arrays")


def unflatten(value: object, arrays: dict) -> object:
    """Return what ``flatten`` was given."""
    if isinstance(value, list):
        return [unflatten(item, arrays) for item in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"$array": name}:
            return arrays[name]
        case {"$tuple": items}:
            return tuple(unflatten(item, arrays) for item in items)
        case {"$items": pairs}:
            return {unflatten(key, arrays): unflatten(item, arrays) for key, item in pairs}
    return {key: unflatten(item, arrays) for key, item in value.items()}
