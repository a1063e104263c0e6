"""Every chapter keeps the rules, and every rule can be broken."""

from pathlib import Path

import nbformat
import normalize_notebooks
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tests.notebooks.good_chapter import FIGURE, exercise, good_chapter
from tests.notebooks.rules import RULES

CHAPTERS = sorted((Path(__file__).parents[2] / "chapters").glob("*.ipynb"))


def test_there_are_chapters():
    assert CHAPTERS


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
@pytest.mark.parametrize("rule", RULES)
def test_chapter_keeps_the_rule(rule, path):
    complaints = list(RULES[rule](nbformat.read(path, as_version=4)))
    assert not complaints, "\n".join([f"{path.name}: {rule}", *complaints])


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_chapter_is_normalized(path):
    assert normalize_notebooks.process(path, check=True) == []


def replace(old, new):
    """Return a change that replaces text in the first cell that holds it."""

    def change(nb):
        cell = next(c for c in nb.cells if old in c.source)
        cell.source = cell.source.replace(old, new)

    return change


def say(sentence):
    """Return a change that adds a markdown cell."""
    return lambda nb: nb.cells.append(new_markdown_cell(sentence))


def add(source, **parts):
    """Return a change that adds a code cell."""
    return lambda nb: nb.cells.append(new_code_cell(source, execution_count=99, **parts))


def long_cells(nb):
    """Make most code cells nine lines long."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.source += "\nx = 1" * 9


def retag(cell_tag, tags):
    """Return a change that gives the cell with a tag other tags."""

    def change(nb):
        cell = next(c for c in nb.cells if cell_tag in c.metadata.get("tags", []))
        cell.metadata["tags"] = tags

    return change


def no_reason(nb):
    """Take the reason from the cell that is not compared."""
    next(c for c in nb.cells if "reason" in c.metadata).metadata.pop("reason")


def unrun(nb):
    """Strip a cell, so that nbval would compare nothing."""
    nb.cells[1].execution_count = None


def no_alt(nb):
    """Take the alt text from the figure."""
    nb.cells[3].metadata["mystnb"]["image"]["alt"] = "Figure"


def two_figures(nb):
    """Draw a second figure in one cell."""
    nb.cells[3].outputs.append(FIGURE)


TIMED = {"tags": ["nbval-ignore-output"], "reason": "times differ each run"}


def four_uncompared(nb):
    """Exempt more cells than may be."""
    for _ in range(3):
        add("measure()", metadata=TIMED)(nb)


PATH = new_output("stream", name="stdout", text="saved to /home/someone/weights.npz")
HTML = new_output("display_data", data={"text/html": '<script src="https://x.org/a.js"></script>'})
BROKEN = [
    ("a_sentence_stands_between_code_cells", lambda nb: nb.cells.pop(2)),
    ("no_cell_is_over_25_lines", add("x = 1\n" * 26)),
    ("no_line_of_code_leaves_the_page", add(f"x = {'1' * 77}")),
    ("no_line_of_code_leaves_the_page", replace("return 2 * x", f"return {'2' * 70} * x")),
    ("the_median_cell_has_at_most_8_lines", long_cells),
    ("figures_have_alt_text", no_alt),
    ("figures_have_alt_text", two_figures),
    ("there_are_1500_words", replace("The score moves, and", "and")),
    ("the_voice_is_kept", say("It is just a number.")),
    ("the_voice_is_kept", say("```{note}\nObviously, it falls.\n```")),
    ("the_voice_is_kept", say("It is easy to see. Let’s dive in.")),
    ("there_is_something_to_touch", replace("\n\nSigmoidSlope(z=1.6)", "")),
    ("there_is_something_to_touch", replace("lib.widgets", "lib.plot")),
    ("there_are_5_to_8_exercises", replace(exercise("ex-03-a"), "")),
    ("there_are_5_to_8_exercises", say("\n\n".join(exercise(f"03-x{n}") for n in range(4)))),
    ("there_are_5_to_8_exercises", say(exercise("ex-03-a"))),
    ("every_exercise_has_a_folded_solution", replace("{solution} ex-03-b", "{solution} ex-03-x")),
    ("every_exercise_has_a_folded_solution", replace(":class: dropdown\nIt", "It")),
    ("build_exercises_are_complete", replace('check("03-double", double)', "double")),
    ("build_exercises_are_complete", retag("solution:03-double", [])),
    ("build_exercises_are_complete", retag("planted-bug", ["planted-bug"])),
    ("build_exercises_are_complete", replace(":label: ex-03-double", ":label: 03-double")),
    ("a_bug_is_planted", retag("planted-bug", ["exercise:03-double"])),
    ("there_is_a_summary_and_further_reading", replace("## Summary", "Summary")),
    ("there_is_a_summary_and_further_reading", replace("## Further reading", "## More")),
    ("no_absolute_paths", replace("draw()", 'draw("/home/someone/x.csv")')),
    ("no_absolute_paths", add("save()", outputs=[PATH])),
    ("nothing_is_loaded_from_outside", add("show()", outputs=[HTML])),
    ("nothing_is_loaded_from_outside", say("![A cat](https://example.org/cat.png)")),
    ("outputs_are_compared", no_reason),
    ("outputs_are_compared", four_uncompared),
    ("outputs_are_compared", add("train()", metadata={"tags": ["within:0.02"]})),
    ("outputs_are_compared", add("train()", metadata={**TIMED, "tags": ["within:0.5"]})),
    ("outputs_are_compared", retag("nbval-ignore-output", ["nbval-skip"])),
    ("outputs_are_compared", replace("draw()", "# NBVAL_IGNORE_OUTPUT\ndraw()")),
    ("outputs_are_compared", unrun),
]


@pytest.mark.parametrize("rule", RULES)
def test_good_chapter_keeps_the_rule(rule):
    assert list(RULES[rule](good_chapter())) == []


@pytest.mark.parametrize(("rule", "change"), BROKEN)
def test_rule_can_be_broken(rule, change):
    nb = good_chapter()
    change(nb)
    assert list(RULES[rule](nb)), f"{rule} accepts what it should not"


def test_every_rule_is_shown_broken():
    assert {rule for rule, _ in BROKEN} == set(RULES)


@pytest.mark.parametrize(
    "sentence",
    [
        "`just` is a name.",
        "> just a quotation",
        'It says "simply".',
        "adjust, justify, magician",
        "```python\njust = 1\n```",
        "```{math}\njust\n```",
    ],
)
def test_code_and_quotations_may_say_anything(sentence):
    nb = good_chapter()
    say(sentence)(nb)
    assert list(RULES["the_voice_is_kept"](nb)) == []
