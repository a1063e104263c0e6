"""A chapter that keeps every rule, as small as the rules allow."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

FILLER = "The score moves, and the loss moves with it. " * 170
FIGURE = new_output("display_data", data={"text/plain": "<Figure size 420x290 with 1 Axes>"})


def exercise(label):
    """Return an exercise with its folded solution, as markdown."""
    return (
        f"```{{exercise}} A title\n:label: {label}\nWhat happens?\n```\n\n"
        f"```{{solution}} {label}\n:class: dropdown\nIt grows.\n```"
    )


def good_chapter():
    """Return a notebook that keeps every rule."""
    words, code = new_markdown_cell, new_code_cell
    cells = [
        words("# A chapter\n\n" + FILLER),
        code("from lib.widgets import SigmoidSlope\n\nSigmoidSlope(z=1.6)"),
        words("A picture that nobody needs to touch."),
        code(
            "draw()",
            outputs=[FIGURE],
            metadata={"mystnb": {"image": {"alt": "The loss falls with every step."}}},
        ),
        words("How long does it take?"),
        code(
            "measure()",
            metadata={"tags": ["nbval-ignore-output"], "reason": "times differ each run"},
        ),
        words("\n\n".join(exercise(f"ex-03-{n}") for n in "abcd")),
        words("```{exercise} Mend it\n:label: ex-03-double\nFind the bug.\n```"),
        code(
            "def double(x):\n    return x + x + 1",
            metadata={"tags": ["exercise:03-double", "planted-bug"]},
        ),
        words("Check it."),
        code('check("03-double", double)'),
        words("```{solution-start} ex-03-double\n:class: dropdown\n```"),
        code("def double(x):\n    return 2 * x", metadata={"tags": ["solution:03-double"]}),
        words("```{solution-end}\n```\n\n## Summary\n\nIt works.\n\n## Further reading\n\nA book."),
    ]
    for count, cell in enumerate((c for c in cells if c.cell_type == "code"), start=1):
        cell.execution_count = count
    return new_notebook(cells=cells)
