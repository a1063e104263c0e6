"""The registry of checkers, and check(): run one on the reader's answers without ever crashing."""

from __future__ import annotations

import functools
import importlib
import inspect
import linecache
import os
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FunctionType

from .expect import NotFilledIn, Wrong
from .result import Result

_MODULE = re.compile(r"ch\d\d$")


@dataclass(frozen=True)
class _Exercise:
    checker: Callable[..., None]
    hints: tuple[str, ...]


_exercises: dict[str, _Exercise] = {}
_failures: Counter[str] = Counter()


def exercise(
    id: str, *, hints: Sequence[str] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the checker of one exercise.

    The checker gets the answers that the reader hands to :func:`check`. It returns nothing if all
    is right; otherwise one of the ``expect`` functions stops it.

    Parameters
    ----------
    id : str
        Chapter and name, such as "03-sigmoid".
    hints : sequence of str
        Shown one by one: the first after the second failure, the next after the third.

    Raises
    ------
    ValueError
        If the id has another form, or belongs to another checker.
    """
    if not re.fullmatch(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*", id):
        raise ValueError(f"exercise got the id {id!r}, expected a form like '03-sigmoid'")
    if isinstance(hints, str):
        raise ValueError(f"exercise got hints={hints!r}, expected a list of hints")

    def register(checker: Callable[..., None]) -> Callable[..., None]:
        known = _exercises.get(id)
        # Running a chapter's module again, as importlib.reload does, is no second exercise.
        if known and known.checker.__module__ != checker.__module__:
            raise ValueError(
                f"exercise got the id {id!r} a second time (from {checker.__module__}), expected "
                f"a new one; it belongs to {known.checker.__module__}"
            )
        _exercises[id] = _Exercise(checker, tuple(hints))
        return checker

    return register


def check(id: str, *answers: object) -> Result:
    """Check the reader's answers to an exercise.

    An answer that is None or ``...``, or a function that returns ``...``, that raises
    NotImplementedError or that has an empty body, counts as not filled in yet. An exception in the
    reader's code is shown as a message with the line that failed. Hints come with the second and
    the third failure.

    Parameters
    ----------
    id : str
        Such as "03-sigmoid".
    *answers
        What the exercise asks for: functions, arrays or numbers.

    Returns
    -------
    Result

    Raises
    ------
    KeyError
        If there is no such exercise; the message lists those that exist.
    TypeError
        If the exercise takes another number of answers.
    AssertionError
        If the answer is not right and LIB_EXERCISES_STRICT is 1, as in the tests.
    """
    _find_chapters()
    if id not in _exercises:
        known = ", ".join(sorted(_exercises)) or "none"
        raise KeyError(f"check got the id {id!r}, expected one of: {known}")
    entry = _exercises[id]
    _count_answers(id, entry.checker, answers)
    result = _judge(id, entry, answers)
    if os.environ.get("LIB_EXERCISES_STRICT") == "1" and result.state != "right":
        raise AssertionError(repr(result))
    return result


@functools.cache
def _find_chapters() -> None:
    package = importlib.import_module(__package__)
    for module in pkgutil.iter_modules(package.__path__):
        if _MODULE.match(module.name):
            importlib.import_module(f"{__package__}.{module.name}")


def _count_answers(id: str, checker: Callable[..., None], answers: tuple[object, ...]) -> None:
    signature = inspect.signature(checker)
    try:
        signature.bind(*answers)
    except TypeError:
        names = ", ".join(signature.parameters)
        raise TypeError(
            f'check got {len(answers)} answers, expected check("{id}", {names})'
        ) from None


def _judge(id: str, entry: _Exercise, answers: tuple[object, ...]) -> Result:
    try:
        for answer in answers:
            if answer is None or answer is Ellipsis:
                raise NotFilledIn
        entry.checker(*(_watched(a) if isinstance(a, FunctionType) else a for a in answers))
    except NotFilledIn as stub:
        return Result(id, "todo", str(stub))
    except Wrong as wrong:
        message = str(wrong)
    # Whatever the reader wrote, the notebook goes on.
    except Exception as error:
        message = _in_words(error, answers)
    else:
        _failures[id] = 0
        return Result(id, "right")
    _failures[id] += 1
    return Result(id, "wrong", message, entry.hints[: _failures[id] - 1])


def _watched(function: FunctionType) -> Callable[..., object]:
    """Let a stub be told from a wrong answer, wherever the checker calls it."""

    @functools.wraps(function)
    def call(*args: object, **kwargs: object) -> object:
        name = function.__name__
        try:
            value = function(*args, **kwargs)
        except NotImplementedError:
            raise NotFilledIn(f"{name} raises NotImplementedError.") from None
        if value is Ellipsis or (value is None and _is_blank(function)):
            raise NotFilledIn(f"{name} returns nothing.")
        if value is None:
            raise Wrong(f"{name} returned None. Does every way through it end in a return?")
        return value

    return call


def _is_blank(function: FunctionType) -> bool:
    """Tell whether the body is nothing but ``...``, ``pass``, or a docstring."""

    def blank() -> None: ...

    code = function.__code__
    return len(code.co_code) == len(blank.__code__.co_code) and not code.co_names


def _in_words(error: Exception, answers: tuple[object, ...]) -> str:
    """Say what was raised, and at which line of the reader's own code."""
    files = {a.__code__.co_filename for a in answers if isinstance(a, FunctionType)}
    what = f"{type(error).__name__}: {error}"
    step, line = error.__traceback__, None
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename in files:
            text = linecache.getline(code.co_filename, step.tb_lineno).strip()
            line = f"line {step.tb_lineno} of your cell" + (f", `{text}`" if text else "")
        step = step.tb_next
    if line is None:
        return f"The check could not use your answer. {what}"
    return f"Your code stopped at {line}\n{what}"
