"""Exercises: the stub is refused, the printed solution passes, wrong answers are refused."""

import importlib
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from lib.exercises import check, expect
from lib.exercises import exercise as register
from tests.notebooks.exercise_walk import strict_kernel, walk
from tests.notebooks.needed import needed
from tests.notebooks.rules import tagged

CHAPTERS = sorted((Path(__file__).parents[2] / "chapters").glob("*.ipynb"))


@pytest.fixture(scope="module")
def kernel():
    with strict_kernel(CHAPTERS[0].parent) as manager:
        yield manager


@pytest.mark.nb
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_stubs_are_refused_and_solutions_pass(path, kernel):
    nb = nbformat.read(path, as_version=4)
    problems = walk(nb, kernel, "AssertionError")
    assert not problems, "\n".join(problems)


def wrong_answers_that_pass(wrong):
    """Say what is amiss with ``{id: [answer, …]}``; a tuple is several answers to one check."""
    for name, answers in wrong.items():
        if not answers:
            yield f"{name}: WRONG has no answer"
        for answer in answers:
            result = check(name, *(answer if isinstance(answer, tuple) else (answer,)))
            if result.state != "wrong" or not result.message:
                yield f"{name}: the check says {result!r} to the wrong answer {answer!r}"


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_wrong_answers_are_refused(path, monkeypatch):
    """``WRONG`` of ``lib/exercises/chNN.py`` has wrong answers for every exercise with a stub."""
    monkeypatch.delenv("LIB_EXERCISES_STRICT", raising=False)
    wrong = importlib.import_module(f"lib.exercises.ch{path.stem[:2]}").WRONG
    assert set(wrong) == set(tagged(nbformat.read(path, as_version=4), "exercise"))
    assert list(wrong_answers_that_pass(wrong)) == []


def test_a_check_that_accepts_anything_is_noticed(monkeypatch):
    monkeypatch.delenv("LIB_EXERCISES_STRICT", raising=False)

    @register("99-careless")
    def careless(value):
        expect(value is not False, "it is False")

    assert list(wrong_answers_that_pass({"99-careless": [False]})) == []
    for answers in ([], [True], [None]):
        assert len(list(wrong_answers_that_pass({"99-careless": answers}))) == 1


CHECK = """import os
class NotYetError(Exception):
    pass
def check(exercise, answer):
    if answer() != 2 and os.environ["LIB_EXERCISES_STRICT"] == "1":
        raise NotYetError(exercise)"""


def exercise(label, stub, solution):
    """Return the three cells of a build exercise."""
    return [
        new_code_cell(f"def f(): {stub}", metadata={"tags": [f"exercise:{label}"]}),
        new_code_cell(f'check("{label}", f)'),
        new_code_cell(f"def f(): {solution}", metadata={"tags": [f"solution:{label}"]}),
    ]


@pytest.mark.nb
def test_walk_notices_every_fault(kernel):
    cells = [
        new_code_cell(CHECK),
        *exercise("good", "return None", "return 2"),
        *exercise("given-away", "return 2", "return 2"),
        *exercise("wrong-solution", "return None", "return 3"),
        *exercise("broken", "return undefined", "return 2"),
        new_code_cell("quotient = 1 / 0", metadata={"tags": ["raises-exception"]}),
        new_code_cell("other = 1 / 0"),
        new_code_cell("third = 1 / 0  # no exercise needs it"),
        *exercise("after", "return [quotient, other][:0]", "return 2"),
    ]
    left = [
        cells[0],
        new_code_cell("quotient = 2"),
        *exercise("before", "return None", "return quotient"),
    ]
    assert walk(new_notebook(cells=left), kernel, "NotYetError") == []  # quotient is forgotten
    assert walk(new_notebook(cells=cells), kernel, "NotYetError") == [
        "given-away: the stub passes the check",
        "wrong-solution: the solution is refused: NotYetError: wrong-solution",
        "broken: the stub breaks the check: NameError: name 'undefined' is not defined",
        "'other = 1 / 0' raises ZeroDivisionError: division by zero",
        "after: the stub breaks the check: NameError: name 'quotient' is not defined",
    ]


def test_what_an_exercise_needs_is_found_by_way_of_others():
    sources = {
        0: "import numpy as np",
        1: "x = np.arange(3)",
        2: "y = x + 1",
        3: "print(x, y)",
        4: "x[0] = 5",
        5: "z = 7",
        6: "def f(a):\n    z = a\n    return z + x.sum()",
        7: "x = np.ones(2)",
        9: "f(1)",
    }
    assert needed(sources, {9}) == {0, 1, 4, 6, 7, 9}
    del sources[7]
    assert needed(sources, {9}) == {0, 1, 4, 6, 9}
    sources[8] = "if f(2):\n    x.fill(1)"
    assert needed(sources, {9}) == {0, 1, 4, 6, 8, 9}
