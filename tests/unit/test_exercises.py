"""The framework of the exercises: stubs, wrong answers, crashes and hints, all in words."""

import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from lib.exercises import check, core, exercise, expect, expect_close, expect_shape


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    """An empty registry with two exercises, and a reader who has not failed yet."""
    monkeypatch.delenv("LIB_EXERCISES_STRICT", raising=False)
    monkeypatch.setattr(core, "_exercises", {})
    monkeypatch.setattr(core, "_failures", Counter())
    monkeypatch.setattr(core, "_find_chapters", lambda: None)

    @exercise("99-double", hints=["Add it to itself.", "x + x"])
    def _double(double):
        for x in (np.array([1.0, 2.0]), np.array([-3.0])):
            expect_close(f"double({x})", double(x), 2 * x, look="the factor")

    @exercise("99-number")
    def _number(number):
        expect_close("number", number, 0.25)


def unfilled(x): ...


def unfilled_with_docstring(x):
    """Return x twice."""


def unfilled_ellipsis(x):
    return ...


def unfilled_error(x):
    raise NotImplementedError("fill me in")


def unfilled_pass(x, y=2, *, z=3):
    pass


class TestStubs:
    @pytest.mark.parametrize(
        "stub",
        [
            unfilled,
            unfilled_with_docstring,
            unfilled_ellipsis,
            unfilled_error,
            unfilled_pass,
            None,
            ...,
        ],
    )
    def test_a_stub_is_not_filled_in_yet(self, stub):
        assert check("99-double", stub).state == "todo"

    @pytest.mark.parametrize("stub", [None, ...])
    def test_also_where_a_number_is_asked_for(self, stub):
        assert check("99-number", stub).state == "todo"

    def test_a_stub_is_no_failure(self):
        for _ in range(3):
            check("99-double", unfilled)
        assert check("99-double", lambda x: x).hints == ()

    def test_a_forgotten_return_is_a_mistake(self):
        def forgotten(x):
            x + x

        result = check("99-double", forgotten)
        assert result.state == "wrong"
        assert "forgotten returned None" in result.message


class TestRightAndWrong:
    def test_right(self):
        result = check("99-double", lambda x: x + x)
        assert (result.state, result.message, result.hints) == ("right", "", ())
        assert repr(result) == "99-double: Right."

    def test_wrong_says_what_came_what_was_expected_and_where_to_look(self):
        message = check("99-double", lambda x: 3 * x).message
        assert message == (
            "double([1. 2.])[1] is 6, expected 4 (1 more of 2 entries differ). Look at the factor."
        )

    def test_hints_come_with_the_second_and_third_failure(self):
        shown = [check("99-double", lambda x: x).hints for _ in range(4)]
        assert [len(h) for h in shown] == [0, 1, 2, 2]
        assert shown[1] == ("Add it to itself.",)

    def test_success_sets_the_count_back(self):
        for _ in range(3):
            check("99-double", lambda x: x)
        check("99-double", lambda x: 2 * x)
        assert check("99-double", lambda x: x).hints == ()


class TestCrashes:
    def test_the_line_that_failed_is_named(self):
        def broken(x):
            y = x
            return y @ np.ones(7)

        result = check("99-double", broken)
        assert result.state == "wrong"
        assert "`return y @ np.ones(7)`" in result.message
        assert "ValueError" in result.message

    def test_the_readers_line_is_named_when_a_callee_fails(self):
        def broken(x):
            return np.concatenate([x, 3])

        assert "`return np.concatenate([x, 3])`" in check("99-double", broken).message

    def test_wrong_number_of_arguments(self):
        result = check("99-double", lambda: 3)
        assert result.state == "wrong"
        assert "TypeError" in result.message

    def test_an_answer_of_another_kind(self):
        assert "'str' object is not callable" in check("99-double", "2x").message
        assert "is a str, expected a number" in check("99-number", "a quarter").message
        assert "is a dict, expected a number" in check("99-number", {}).message

    def test_ragged_lists(self):
        assert "expected a number or an array" in check("99-number", [[1], [1, 2]]).message

    def test_an_interrupt_gets_through(self):
        def interrupted(x):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            check("99-double", interrupted)


class TestStrict:
    @pytest.mark.parametrize("answer", [None, unfilled, lambda x: 3 * x, lambda x: 1 / 0])
    def test_raises_when_not_right(self, monkeypatch, answer):
        monkeypatch.setenv("LIB_EXERCISES_STRICT", "1")
        with pytest.raises(AssertionError, match="99-double"):
            check("99-double", answer)

    def test_right_passes(self, monkeypatch):
        monkeypatch.setenv("LIB_EXERCISES_STRICT", "1")
        assert check("99-double", lambda x: 2 * x).state == "right"


class TestResult:
    def test_repr_is_stable_and_plain(self):
        check("99-double", lambda x: x)
        assert repr(check("99-double", lambda x: x)) == (
            "99-double: Not right yet.\n"
            "double([1. 2.])[1] is 2, expected 4 (1 more of 2 entries differ). "
            "Look at the factor.\n"
            "Hint: Add it to itself."
        )

    def test_html_says_the_state_in_words_and_escapes(self):
        def broken(x):
            raise ValueError("<script>alert(1)</script>")

        html = check("99-double", broken)._repr_html_()
        assert "Not right yet." in html
        assert 'data-state="wrong"' in html
        assert "<script>" not in html
        assert "&lt;script&gt;" in html
        assert "Not filled in yet." in check("99-double", None)._repr_html_()
        assert "Right." in check("99-double", lambda x: 2 * x)._repr_html_()


class TestRegistry:
    def test_unknown_id_lists_the_known(self):
        with pytest.raises(KeyError, match="99-double, 99-number"):
            check("99-doubel", 1)

    def test_wrong_number_of_answers_says_how_to_call(self):
        with pytest.raises(
            TypeError, match=r'got 0 answers, expected check\("99-double", double\)'
        ):
            check("99-double")

    @pytest.mark.parametrize("id", ["sigmoid", "3-sigmoid", "03_sigmoid", "03-", "03-Sigmoid"])
    def test_ids_have_one_form(self, id):
        with pytest.raises(ValueError, match="expected a form like"):
            exercise(id)

    def test_hints_are_a_list(self):
        with pytest.raises(ValueError, match="expected a list of hints"):
            exercise("99-x", hints="one hint")

    def test_an_id_belongs_to_one_module(self):
        def other(answer): ...

        other.__module__ = "somewhere_else"
        with pytest.raises(ValueError, match=r"99-double.* a second time"):
            exercise("99-double")(other)
        exercise("99-double")(core._exercises["99-double"].checker)

    def test_chapters_are_found_on_the_first_check_only(self):
        code = (
            "import sys; import lib.exercises as e\n"
            "found = lambda: [m for m in sys.modules if m.startswith('lib.exercises.ch')]\n"
            "assert not found()\n"
            "try: e.check('00-none')\n"
            "except KeyError: pass\n"
            "import pathlib\n"
            "all = {f.stem for f in pathlib.Path(e.__file__).parent.glob('ch[0-9][0-9].py')}\n"
            "assert {m.rpartition('.')[2] for m in found()} == all, found()\n"
        )
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


class TestExpect:
    def test_expect(self):
        expect(True, "fine")
        with pytest.raises(AssertionError, match="not fine"):
            expect([], "not fine")

    @pytest.mark.parametrize(
        ("got", "shape", "words"),
        [
            (np.zeros((3, 1)), (3,), "a column where a flat array"),
            (np.zeros(3), (3, 1), "a flat array where a column"),
            (np.zeros((2, 3)), (3, 2), "rows and columns are exchanged"),
            (np.zeros(3), (), "a mean or a sum may be missing"),
            (np.zeros((3, 4)), (5,), r"shape \(3, 4\), expected \(5,\)\. Look at w"),
        ],
    )
    def test_shapes_name_the_usual_mistakes(self, got, shape, words):
        with pytest.raises(AssertionError, match=words):
            expect_shape("dw", got, shape, look="w")

    def test_the_worst_entry_is_named(self):
        with pytest.raises(AssertionError, match=r"dw\[1, 0\] is 9, expected 3 \(1 more of 4"):
            expect_close("dw", [[1, 2.5], [9, 4]], [[1, 2], [3, 4]])

    @pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
    def test_what_is_not_a_number_is_worst(self, bad):
        with pytest.raises(AssertionError, match=rf"dw\[1\] is {bad}, expected 2"):
            expect_close("dw", [100.0, bad], [1.0, 2.0])

    def test_close_numbers_are_written_so_that_they_differ(self):
        with pytest.raises(AssertionError, match=r"is 0\.300001, expected 0\.3\b"):
            expect_close("a", 0.300001, 0.3)

    def test_bools_and_integers_count_as_numbers(self):
        expect_close("decision", np.array([True, False]), [1, 0])
        expect_close("count", 3, 3.0)
