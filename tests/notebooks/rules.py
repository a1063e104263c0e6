"""The rules for chapters, each a function from a notebook to complaints.

What no machine can judge (is the sentence kind?) is not here. ``RULES`` holds all of them by name;
``test_notebook_rules.py`` shows each one a good chapter and a chapter that breaks it.
"""

import ast
import re
import statistics
from collections import Counter

from notebook_form import ABSOLUTE_PATH

from tests.notebooks.prose import prose
from tests.notebooks.within import tolerance

HIDDEN = {"hide-input", "hide-cell", "remove-input", "remove-cell"}
FORBIDDEN = re.compile(
    r"\b(simply|just|obviously|easy to see|let['’]s dive|powerful|magic(?:al|ally)?)\b", re.I
)
EXERCISE = re.compile(r"^[`:]{3,}\{exercise(?:-start)?\}.*\n(?::\w+:.*\n)*?:label: *(\S+)", re.M)
SOLUTION = re.compile(r"^[`:]{3,}\{solution(?:-start)?\} *(\S+) *\n((?::\w+:.*\n?)*)", re.M)
CHECK = re.compile(r"\bcheck\(\s*[\"']([^\"']+)[\"']")
FIGURE = ("<Figure", "<IPython.core.display.Image", "<IPython.core.display.SVG", "<PIL.")
OUTSIDE = re.compile(
    r"<(?:img|script|iframe|link|source|video)\b[^>]*\b(?:src|href)\s*=\s*[\"']?(?:https?:)?//"
    r"|!\[[^\]]*\]\(\s*https?:|\{(?:image|figure|iframe)\}\s*https?:|url\(\s*[\"']?https?:",
    re.I,
)
NBVAL_COMMENT = re.compile(r"#\s*(NBVAL_\w+|PYTEST_VALIDATE_\w+)")
MOST_UNCOMPARED = 3
WIDEST = 0.3

RULES = {}


def rule(function):
    """Add a function to ``RULES``."""
    RULES[function.__name__] = function
    return function


def code_cells(nb):
    """Return the code cells of a notebook."""
    return [c for c in nb.cells if c.cell_type == "code"]


def markdown(nb):
    """Return all markdown of a notebook."""
    return "\n\n".join(c.source for c in nb.cells if c.cell_type == "markdown")


def tags(cell):
    """Return the tags of a cell."""
    return set(cell.metadata.get("tags", []))


def tagged(nb, kind):
    """Return {id: [positions]} of the cells tagged ``kind:id``."""
    found = {}
    for position, cell in enumerate(nb.cells):
        for tag in tags(cell):
            if tag.startswith(f"{kind}:"):
                found.setdefault(tag.split(":", 1)[1], []).append(position)
    return found


def checked(nb):
    """Return {id: [positions]} of the cells that call ``check("id", …)``."""
    found = {}
    for position, cell in enumerate(nb.cells):
        for exercise in CHECK.findall(cell.source) if cell.cell_type == "code" else []:
            found.setdefault(exercise, []).append(position)
    return found


def lines(cell):
    """Count the lines of a cell that are not blank."""
    return sum(bool(line.strip()) for line in cell.source.split("\n"))


def name(cell):
    """Name a cell by the beginning of its source."""
    return repr(cell.source.strip().split("\n", 1)[0][:60])


def output_texts(cell):
    """Return every text in the outputs of a cell."""
    found = []
    for output in cell.get("outputs", []):
        found += [output.get("text", ""), output.get("evalue", "")]
        found += [v for v in output.get("data", {}).values() if isinstance(v, str)]
    return [t for t in found if t]


@rule
def a_sentence_stands_between_code_cells(nb):
    before = None
    for cell in nb.cells:
        if cell.cell_type == "code" and before == "code" and not tags(cell) & HIDDEN:
            yield f"{name(cell)} follows a code cell without a sentence between"
        before = cell.cell_type


@rule
def no_cell_is_over_25_lines(nb):
    for cell in code_cells(nb):
        if lines(cell) > 25:
            yield f"{name(cell)} has {lines(cell)} lines; move part of it to lib"


@rule
def no_line_of_code_leaves_the_page(nb):
    """Beside the margins of the page there are 80 letters, within the frame of a solution 72."""
    solutions = {place for places in tagged(nb, "solution").values() for place in places}
    for position, cell in enumerate(nb.cells):
        if cell.cell_type == "code" and not tags(cell) & HIDDEN:
            widest = max(map(len, cell.source.split("\n")))
            most = 72 if position in solutions else 80
            if widest > most:
                yield f"{name(cell)} has a line of {widest} letters; the page shows {most}"


@rule
def the_median_cell_has_at_most_8_lines(nb):
    found = statistics.median([lines(c) for c in code_cells(nb)] or [0])
    if found > 8:
        yield f"the median code cell has {found:g} lines, expected at most 8"


@rule
def figures_have_alt_text(nb):
    for cell in code_cells(nb):
        figures = [t for t in output_texts(cell) if t.startswith(FIGURE)]
        alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        if figures and len(alt.split()) < 5:
            yield f"{name(cell)} draws; say in metadata.mystnb.image.alt what a reader learns"
        if len(figures) > 1:
            yield f"{name(cell)} draws {len(figures)} figures; one alt text fits one figure"


@rule
def there_are_1500_words(nb):
    found = len(markdown(nb).split())
    if found < 1500:
        yield f"{found} words of text, expected at least 1500"


@rule
def the_voice_is_kept(nb):
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            for found in FORBIDDEN.finditer(prose(cell.source)):
                yield f"{name(cell)} says {found.group()!r}"


@rule
def there_is_something_to_touch(nb):
    classes, modules, calls = set(), set(), []
    for cell in code_cells(nb):
        plain = "\n".join(
            x for x in cell.source.split("\n") if not x.lstrip().startswith(("%", "!"))
        )
        for node in ast.walk(ast.parse(plain)):
            if isinstance(node, ast.ImportFrom):
                into = {"lib.widgets": classes, "lib": modules}.get(node.module)
                wanted = [a for a in node.names if into is classes or a.name == "widgets"]
                if into is not None:
                    into.update(a.asname or a.name for a in wanted)
            elif isinstance(node, ast.Call):
                calls.append(ast.unparse(node.func))
    if not any(c in classes or c.rpartition(".")[0] in modules for c in calls):
        yield "no cell makes an explorable of lib.widgets"


@rule
def there_are_5_to_8_exercises(nb):
    found = Counter(EXERCISE.findall(markdown(nb)))
    if not 5 <= len(found) <= 8:
        yield f"{len(found)} exercises with a label, expected 5 to 8"
    yield from (f"exercise {label!r} stands twice" for label, n in found.items() if n > 1)


@rule
def every_exercise_has_a_folded_solution(nb):
    solutions = dict(SOLUTION.findall(markdown(nb)))
    for label in EXERCISE.findall(markdown(nb)):
        if label not in solutions:
            yield f"exercise {label!r} has no solution"
        elif ":class: dropdown" not in solutions[label]:
            yield f"the solution of {label!r} is not folded; add ':class: dropdown'"


@rule
def build_exercises_are_complete(nb):
    stubs, solutions, checks = tagged(nb, "exercise"), tagged(nb, "solution"), checked(nb)
    labels = set(EXERCISE.findall(markdown(nb)))
    for exercise in sorted(stubs.keys() | solutions.keys() | checks.keys()):
        stub, check = stubs.get(exercise, []), checks.get(exercise, [])
        solution = solutions.get(exercise, [])
        if f"ex-{exercise}" not in labels:
            yield f"{f'ex-{exercise}'!r} is the label of no exercise directive"
        if not (len(stub) == len(solution) == 1 and check):
            yield (
                f"{exercise!r} has {len(stub)} stub cells, {len(check)} checks, {len(solution)} "
                "solution cells, expected one each"
            )
        elif not stub[0] < check[0] < solution[0]:
            yield f"{exercise!r} does not go stub, check, solution"
    if not stubs:
        yield "no cell is tagged exercise:<id>; at least one exercise builds something"


@rule
def a_bug_is_planted(nb):
    if not any("planted-bug" in tags(nb.cells[p]) for [p] in tagged(nb, "exercise").values()):
        yield "no exercise cell is tagged planted-bug"


@rule
def there_is_a_summary_and_further_reading(nb):
    headings = [h.lower() for h in re.findall(r"^##+ +(.*)$", markdown(nb), re.M)]
    for wanted in ("summary", "further reading"):
        if not any(wanted in heading for heading in headings):
            yield f"no heading says {wanted!r}"


@rule
def no_absolute_paths(nb):
    for cell in nb.cells:
        for text in [cell.source, *output_texts(cell)]:
            if found := ABSOLUTE_PATH.search(text):
                yield f"{name(cell)} holds an absolute path: {found.group()}"


@rule
def nothing_is_loaded_from_outside(nb):
    for cell in nb.cells:
        for text in [cell.source, *output_texts(cell)]:
            if found := OUTSIDE.search(text):
                yield f"{name(cell)} loads from another machine: {found.group()}"


@rule
def outputs_are_compared(nb):
    uncompared = [c for c in code_cells(nb) if "nbval-ignore-output" in tags(c)]
    for cell in uncompared:
        if not cell.metadata.get("reason"):
            yield f"{name(cell)} is not compared; say why in metadata.reason"
    if len(uncompared) > MOST_UNCOMPARED:
        yield f"{len(uncompared)} cells are not compared, at most {MOST_UNCOMPARED} may be"
    for cell in code_cells(nb):
        distance = tolerance(tags(cell))
        if distance is not None and not cell.metadata.get("reason"):
            yield f"{name(cell)} is compared within {distance:g}; say why in metadata.reason"
        if distance is not None and not 0 < distance <= WIDEST:
            yield f"{name(cell)} is compared within {distance:g}, at most {WIDEST} is allowed"
        if "nbval-skip" in tags(cell) or NBVAL_COMMENT.search(cell.source):
            yield f"{name(cell)} is not tested; the one tag allowed is nbval-ignore-output"
        if cell.execution_count is None:
            yield f"{name(cell)} was not run, so nothing is compared"
