"""Optimizer: what all rules share, and how their memory is saved."""

import numpy as np

from lib.nn.module import Module, Parameter

_PYTORCH_ONLY = ("amsgrad", "dampening", "maximize")


class Optimizer:
    """A list of parameters, settings such as the learning rate, and ``zero_grad``.

    A subclass lists its settings in ``_settings``, each with the function that checks it, and
    moves the parameters in ``step``. If it remembers something from step to step, it gives those
    arrays, a dict for each parameter, in ``_memory``.

    Parameters
    ----------
    params : iterable of Parameter
        As ``model.parameters()`` gives it.
    **settings
        By name. Each becomes an attribute, and may be changed between steps.

    Raises
    ------
    TypeError, ValueError
        If there is nothing to learn, or a setting makes no sense.
    """

    steps = None  # How many were made; counted by the rules that need it.

    def __init__(self, params, **settings):
        self.params = parameter_list(params)
        self._set(self._checked(settings))

    def _set(self, settings):
        for name, value in settings.items():
            setattr(self, name, value)

    @property
    def _settings(self):
        return {"lr": non_negative}

    def _checked(self, settings):
        return {name: check(settings[name], name) for name, check in self._settings.items()}

    def zero_grad(self):
        """Set the gradient of every parameter to zero."""
        for param in self.params:
            param.zero_grad()

    def step(self):
        """Move every parameter, in place, by what its gradient asks for."""
        raise NotImplementedError(f"{type(self).__name__} has no step() yet.")

    def _memory(self):
        """Return a dict of arrays for each parameter; ``step`` goes on from them."""
        return [{} for _ in self.params]

    def state_dict(self):
        """Return settings and memory as PyTorch lays them out; the arrays are copies."""
        counted = {} if self.steps is None else {"step": self.steps}
        state = {}
        for i, arrays in enumerate(self._memory()):
            if arrays or counted:
                state[i] = {**counted, **{name: array.copy() for name, array in arrays.items()}}
        settings = {name: getattr(self, name) for name in self._settings}
        return {
            "state": state,
            "param_groups": [{**settings, "params": list(range(len(self.params)))}],
        }

    def load_state_dict(self, state):
        """Go on where ``state_dict`` was taken: the next steps are the same, bit for bit.

        Parameters
        ----------
        state : dict
            From ``state_dict``; one of the same optimizer of PyTorch works too.

        Raises
        ------
        ValueError, TypeError
            If it is of another optimizer or other parameters. Nothing is changed then.
        """
        before = {name: getattr(self, name) for name in self._settings}
        try:
            self._set(self._loaded_settings(state))
            memory, steps = self._loaded_memory(state["state"])
        except (TypeError, ValueError) as error:
            self._set(before)
            problem = f"cannot load this state into {type(self).__name__}, nothing was changed"
            raise type(error)(f"{problem}: {error}") from None
        for arrays, values in zip(self._memory(), memory, strict=True):
            for name, array in arrays.items():
                array[...] = values[name]
        if self.steps is not None:
            self.steps = steps

    def _loaded_settings(self, state):
        if not isinstance(state, dict) or not state.keys() >= {"state", "param_groups"}:
            raise TypeError("expected the dict that state_dict() gave.")
        counts = [len(group["params"]) for group in state["param_groups"]]
        if counts != [len(self.params)]:
            raise ValueError(
                f"it is of {' + '.join(map(str, counts))} parameters; "
                f"expected one group of {len(self.params)}."
            )
        group = state["param_groups"][0]
        for name in self._settings.keys() - group.keys():
            raise ValueError(f"it does not say what {name} is. Is it of another optimizer?")
        for name in _PYTORCH_ONLY:
            if group.get(name):
                raise ValueError(f"{name}={group[name]} is not known here.")
        return self._checked(group)

    def _loaded_memory(self, memory):
        """Return the arrays for each parameter, and the number of steps; none yet is all zeros."""
        loaded, steps = [], set()
        for i, (arrays, param) in enumerate(zip(self._memory(), self.params, strict=True)):
            values = memory.get(i, {}) if memory else dict.fromkeys(arrays, np.zeros(param.shape))
            # PyTorch writes None for a memory that is not in use.
            given = {name: np.asarray(v) for name, v in values.items() if v is not None}
            steps.add(int(given.pop("step", 0)))
            if given.keys() != arrays.keys():
                raise ValueError(
                    f"for parameter {i} it remembers {sorted(given) or 'nothing'}; "
                    f"expected {sorted(arrays) or 'nothing'}. Is it of another optimizer?"
                )
            for name, array in given.items():
                if array.shape != param.shape:
                    raise ValueError(
                        f"{name} of parameter {i} has shape {array.shape}; expected {param.shape}."
                    )
            loaded.append(given)
        if len(steps) > 1:
            raise ValueError(f"its parameters have made different numbers of steps: {steps}.")
        return loaded, steps.pop()

    def __repr__(self):
        settings = (f"{name}={_short(getattr(self, name))}" for name in self._settings)
        return f"{type(self).__name__}({', '.join(settings)})"


def parameter_list(params):
    """Return the parameters as a list, if there are some and each comes once."""
    if isinstance(params, Module | Parameter):
        raise TypeError("params is one object; expected a list. Use model.parameters().")
    params = list(params)
    if not params:
        raise ValueError("params is empty. Does the model have parameters to learn?")
    for param in params:
        if not isinstance(param, Parameter):
            raise TypeError(
                f"params contains a {type(param).__name__}; expected Parameter objects. "
                "Use model.parameters()."
            )
    if len({id(param) for param in params}) < len(params):
        raise ValueError("params contains a parameter twice; it would be moved twice a step.")
    return params


def non_negative(value, name):
    """Return `value` if it is a finite number of at least 0."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        raise TypeError(f"{name} is {value!r}; expected a number.")
    if not (np.isfinite(value) and value >= 0):
        raise ValueError(f"{name} is {value}; expected a finite number, 0 or more.")
    return float(value)


def below_one(value, name):
    """Return `value` if it is a number from 0 to less than 1: how much of the past is kept."""
    value = non_negative(value, name)
    if value >= 1:
        raise ValueError(f"{name} is {value:g}; expected less than 1, or nothing new is learned.")
    return value


def yes_or_no(value, name):
    """Return `value` as a bool."""
    if not isinstance(value, bool | np.bool):
        raise TypeError(f"{name} is {value!r}; expected True or False.")
    return bool(value)


def _short(value):
    if isinstance(value, tuple):
        return f"({', '.join(map(_short, value))})"
    return f"{value}" if isinstance(value, bool) else f"{value:g}"
