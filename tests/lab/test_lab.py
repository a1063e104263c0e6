"""The book in JupyterLab: an explorable with a live kernel, MyST in markdown, folded solutions."""

import contextlib

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from notebook_form import dumps, normalize

pytestmark = pytest.mark.lab

SECONDS = 1000  # Playwright counts in milliseconds.

WORDS = """# Logistic regression

```{admonition} Predict
What happens to the slope at $z = 4$?
```

```{dropdown} Show the steps
Two small effects in a row multiply.
```

$$
\\frac{dL}{dz} = \\boxed{\\textcolor{#1264C8}{a} - y}
$$ (eq-dz)

See {eq}`eq-dz`.

```{exercise} The sigmoid
:label: 03-sigmoid
Fill in the function.
```
"""
SOLUTION = """```{solution-start} 03-sigmoid
:class: dropdown
```"""
SHOW, PRINT, SET, SOLVE = 1, 2, 3, 5


@pytest.fixture(scope="module")
def notebook_file(lab_root):
    """Write a small chapter, in the form in which chapters are stored."""
    cells = [
        new_markdown_cell(WORDS),
        new_code_cell("from lib.widgets import SigmoidSlope\n\nw = SigmoidSlope(z=1.6)\nw"),
        new_code_cell('print(f"z is {w.z:.2f}")'),
        new_code_cell("w.z = w.z + 2"),
        new_markdown_cell(SOLUTION),
        new_code_cell("def answer():\n    return 42", metadata={"tags": ["solution:03-sigmoid"]}),
        new_markdown_cell("```{solution-end}\n```"),
    ]
    for count, cell in enumerate((c for c in cells if c.cell_type == "code"), start=1):
        cell.execution_count = count
    path = lab_root / "try.ipynb"
    path.write_text(dumps(normalize(new_notebook(cells=cells))), encoding="utf-8")
    return path


class Notebook:
    """What a reader does in a notebook, in few calls."""

    def __init__(self, page):
        self.page = page
        self.cells = page.locator(".jp-Notebook .jp-Cell")
        self.figure = page.locator('[data-explorable="SigmoidSlope"]')
        self.status = self.figure.get_by_role("status")
        session = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session"
        page.wait_for_function(f"() => {session}?.kernel?.status === 'idle'", timeout=90 * SECONDS)

    def run_all(self):
        """Run all cells and wait for the last."""
        self.page.evaluate('() => window.jupyterapp.commands.execute("notebook:run-all-cells")')

    def run(self, index):
        """Run one cell and wait for its end."""
        self.page.evaluate(
            """async (index) => {
                window.jupyterapp.shell.currentWidget.content.activeCellIndex = index;
                await window.jupyterapp.commands.execute("notebook:run-cell");
            }""",
            index,
        )

    def chosen_cell(self):
        """Return the index of the cell that JupyterLab has chosen."""
        return self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
        )

    def expect_printed(self, text, expect):
        """Run the printing cell until it prints this: a change may still be on its way."""
        output = self.cells.nth(PRINT).locator(".jp-OutputArea-output")
        for _ in range(10):
            self.run(PRINT)
            with contextlib.suppress(AssertionError):
                return expect(output).to_have_text(text, timeout=6 * SECONDS)
        return expect(output).to_have_text(text)


@pytest.fixture(scope="module")
def notebook(lab, notebook_file, page):
    """Open the chapter in JupyterLab and wait for its kernel."""
    address = f"{lab['url']}lab/tree/{notebook_file.name}?token={lab['token']}&reset"
    page.goto(address, timeout=90 * SECONDS)
    return Notebook(page)


def test_explorable_and_kernel_move_each_other(notebook, expect):
    """The reader's arrow keys reach the kernel, and the kernel's values reach the picture."""
    notebook.run_all()
    # The cell that adds 2 ran after the figure was made with 1.6.
    expect(notebook.status).to_contain_text("z = 3.60", timeout=60 * SECONDS)

    handle = notebook.figure.get_by_role("slider", name="score z").first
    handle.focus()
    chosen = notebook.chosen_cell()
    # Right and up are one step each; JupyterLab would choose the cell above at each "up".
    for key in ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowUp", "ArrowUp"]:
        handle.press(key)
    expect(notebook.status).to_contain_text("z = 4.00", timeout=60 * SECONDS)
    expect(handle).to_be_focused()
    assert notebook.chosen_cell() == chosen, "JupyterLab took the arrow keys for itself"

    notebook.expect_printed("z is 4.00", expect)
    notebook.run(SET)
    expect(notebook.status).to_contain_text("z = 6.00", timeout=60 * SECONDS)
    notebook.expect_printed("z is 6.00", expect)
    handle.press("Home")
    expect(notebook.status).to_contain_text("z = \N{MINUS SIGN}8.00", timeout=60 * SECONDS)
    notebook.expect_printed("z is -8.00", expect)


def test_markdown_is_rendered_and_solutions_are_folded(notebook, expect):
    """Directives, math and exercises are rendered; a solution's code is not in the open."""
    words = notebook.cells.first.locator(".jp-RenderedMarkdown, .myst").first
    expect(words.get_by_text("Predict", exact=True)).to_be_visible(timeout=60 * SECONDS)
    expect(words.get_by_text("Exercise 1")).to_be_visible()
    expect(words.locator(".katex").first).to_be_visible()
    # A box in the formula, and the equation's number in the text.
    expect(words.locator(".katex .fbox")).to_have_count(1)
    expect(words.locator("a", has_text="(1)").first).to_be_visible()

    fold = words.locator("details", has_text="Show the steps")
    inside = fold.get_by_text("Two small effects")
    expect(inside).to_be_hidden()
    fold.locator("summary").click()
    expect(inside).to_be_visible()

    for index in (0, 4, 6):
        text = notebook.cells.nth(index).inner_text()
        assert "```" not in text, f"markdown cell {index} shows its fences: {text}"
    expect(notebook.cells.nth(SOLVE).locator(".jp-InputPlaceholder")).to_be_visible()
    expect(notebook.cells.nth(SOLVE).get_by_text("return 42")).to_have_count(0)
