"""The notebook normalizer: what it keeps, what it drops, what it refuses."""

import copy
import json

import nbformat
import normalize_notebooks
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_form import RefusedError, dumps, first_difference, loads, normalize


def cell(source="1 + 1", outputs=(), count=1, **metadata):
    """Make a code cell as JupyterLab would save it."""
    return new_code_cell(source, outputs=list(outputs), execution_count=count, metadata=metadata)


def stdout(text, name="stdout"):
    """Make a stream output."""
    return new_output("stream", name=name, text=text)


def shown(**data):
    """Make a display output; ``text_plain`` stands for text/plain."""
    return new_output("display_data", data={k.replace("_", "/", 1): v for k, v in data.items()})


def only(code_cell):
    """Normalize a notebook of one cell and return the cell."""
    return normalize(new_notebook(cells=[code_cell])).cells[0]


def refused(*cells):
    """Return what the normalizer says about a notebook that it refuses."""
    with pytest.raises(RefusedError) as caught:
        normalize(new_notebook(cells=list(cells)))
    return str(caught.value)


def test_text_is_kept_and_heavy_outputs_go():
    outputs = [
        shown(text_plain="<Figure size 420x290 with 1 Axes>", image_png="AAAA"),
        new_output(
            "display_data",
            data={"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Slope(z=1.6)"},
        ),
        shown(text_html="<b>only html</b>"),
    ]
    result = only(cell(outputs=outputs))
    assert [dict(o.data) for o in result.outputs] == [
        {"text/plain": "<Figure size 420x290 with 1 Axes>"},
        {"text/plain": "Slope(z=1.6)"},
    ]


def test_glued_text_keeps_its_name():
    glued = new_output(
        "display_data",
        data={"application/papermill.record/text/plain": "0.97"},
        metadata={"scrapbook": {"name": "accuracy", "mime_prefix": "x/"}, "other": 1},
    )
    output = only(cell(outputs=[glued])).outputs[0]
    assert output.metadata == {"scrapbook": {"name": "accuracy", "mime_prefix": "x/"}}
    assert output.data == {"application/papermill.record/text/plain": "0.97"}


def test_streams_are_merged_and_progress_goes():
    outputs = [stdout("a\n"), stdout(" 50%|##  |\r100%|####|", "stderr"), stdout("1/2\r2/2\n")]
    (output,) = only(cell(outputs=outputs)).outputs
    assert output.text == "a\n2/2\n"


def test_counts_are_renumbered_and_empty_cells_go():
    result = new_output("execute_result", data={"text/plain": "2"}, execution_count=9)
    nb = new_notebook(cells=[cell(count=7), cell(" \n", count=None), cell("2", [result], count=9)])
    cells = normalize(nb).cells
    assert [c.execution_count for c in cells] == [1, 2]
    assert cells[1].outputs[0].execution_count == 2


def test_metadata_is_canonical():
    nb = new_notebook(
        cells=[
            cell(tags=["a"], scrolled=True, mystnb={"image": {"alt": "x"}}),
            cell("2", (), 2),
        ],
        metadata={"widgets": {}, "language_info": {"name": "python", "version": "3.99"}},
    )
    result = normalize(nb)
    assert result.cells[0].metadata == {"tags": ["a"], "mystnb": {"image": {"alt": "x"}}}
    assert result.cells[1].metadata == {}
    assert set(result.metadata) == {"kernelspec", "language_info"}
    assert "version" not in result.metadata.language_info


def test_input_is_folded_in_jupyterlab_where_the_page_folds_it():
    for tag in ("solution:03-sigmoid", "hide-input"):
        assert only(cell(tags=[tag])).metadata.jupyter == {"source_hidden": True}
    assert "jupyter" not in only(cell(tags=["exercise:03-sigmoid"], jupyter={})).metadata


def test_error_keeps_its_message_only():
    error = new_output("error", ename="ValueError", evalue="no", traceback=["File /a/b.py:3", "x"])
    (output,) = only(cell(outputs=[error], tags=["raises-exception"])).outputs
    assert output.traceback == ["ValueError: no"]
    assert "without the tag raises-exception" in refused(cell(outputs=[error]))


def test_outputs_that_differ_each_run_are_not_stored():
    assert only(cell(outputs=[stdout("0.12 s")], tags=["nbval-ignore-output"])).outputs == []


def test_ids_come_from_the_text_once():
    first = normalize(new_notebook(cells=[new_markdown_cell("one"), new_markdown_cell("one")]))
    again = normalize(new_notebook(cells=[new_markdown_cell("one"), new_markdown_cell("one")]))
    ids = [c.id for c in first.cells]
    assert ids == [c.id for c in again.cells]
    assert len(set(ids)) == 2
    first.cells[1].source = "edited"
    first.cells.insert(1, new_markdown_cell("new"))
    edited = normalize(first)
    assert [edited.cells[0].id, edited.cells[2].id] == ids
    named = new_markdown_cell("x", id="boxed-result")
    assert normalize(new_notebook(cells=[named])).cells[0].id == "boxed-result"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<lib.nn.Linear object at 0x7f12ab34cd>", "memory address"),
        ("saved to /home/someone/weights.npz", "absolute path"),
        ("PosixPath('/srv/data')", "absolute path"),
        (r"C:\Users\someone", "absolute path"),
    ],
)
def test_text_that_differs_between_readers_is_refused(text, why):
    for output in (stdout(text), shown(text_plain=text)):
        message = refused(cell(outputs=[output]))
        assert why in message
        assert "cell 1 ('1 + 1')" in message


@pytest.mark.parametrize("text", ["0xff", "dL/da", "1/2", "a /b", "https://example.org/a/b", "+/-"])
def test_harmless_text_is_not_refused(text):
    assert only(cell(outputs=[stdout(text)])).outputs[0].text == text


def test_warnings_and_unrun_cells_are_refused():
    warning = stdout("x.py:3: RuntimeWarning: overflow\n  np.exp(x)\n", "stderr")
    assert "RuntimeWarning: overflow" in refused(cell(outputs=[warning]))
    assert "was not run;" in refused(cell(count=None))
    assert "not run in order" in refused(cell(count=2), cell("2", (), 1))


def test_normalizing_twice_changes_nothing_and_input_is_untouched():
    nb = new_notebook(
        cells=[new_markdown_cell("é 逻辑\n"), cell(outputs=[stdout("a"), stdout("b")])]
    )
    before = copy.deepcopy(nb)
    text = dumps(normalize(nb))
    assert nb == before
    assert dumps(normalize(loads(text))) == text
    assert "逻辑" in text
    assert text.endswith("}\n")
    assert '\n "cells"' in text


def test_first_difference_names_the_place():
    assert first_difference({"a": [1, 2]}, {"a": [1, 3]}) == ".a[1] is 2, expected 3"
    assert first_difference({"a": 1, "b": 2}, {"a": 1}) == ".b should not be there"
    assert first_difference({}, {"a": 1}) == ".a is missing"
    assert first_difference([1], [1, 2]) == " has 1 entries, expected 2"
    assert first_difference({"a": [1]}, {"a": [1]}) == ""


@pytest.fixture
def untidy(tmp_path):
    """Write a notebook that ran, but was not normalized."""
    path = tmp_path / "untidy.ipynb"
    nbformat.write(new_notebook(cells=[cell("print(1)", [stdout("1\n")], count=5)]), path)
    return path


def test_check_says_which_file_why_and_the_cure(untidy, capsys):
    before = untidy.read_bytes()
    assert normalize_notebooks.main(["--check", str(untidy.parent)]) == 1
    message = capsys.readouterr().err
    assert str(untidy) in message
    assert "cells[0].execution_count is 5, expected 1" in message
    assert f"python scripts/normalize_notebooks.py {untidy}" in message
    assert untidy.read_bytes() == before

    assert normalize_notebooks.main([str(untidy)]) == 0
    assert normalize_notebooks.main(["--check", str(untidy)]) == 0
    assert [p.name for p in untidy.parent.iterdir()] == [untidy.name]


def test_refused_file_is_left_alone(tmp_path, capsys):
    path = tmp_path / "bad.ipynb"
    nbformat.write(new_notebook(cells=[cell(count=None)]), path)
    before = path.read_bytes()
    assert normalize_notebooks.main([str(path)]) == 1
    assert "--execute" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_not_a_notebook_is_said(tmp_path, capsys):
    path = tmp_path / "bad.ipynb"
    path.write_text("{")
    assert normalize_notebooks.main(["--check", str(path)]) == 1
    assert "is not a notebook" in capsys.readouterr().err


@pytest.mark.nb
def test_execute_runs_in_the_notebooks_folder(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LIB_EXERCISES_STRICT", "1")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    (tmp_path / "data.txt").write_text("here")
    path = tmp_path / "run.ipynb"
    names = "LIB_EXERCISES_STRICT", "OPENBLAS_NUM_THREADS"
    source = f"import os\nprint(open('data.txt').read(), *map(os.environ.get, {names}))"
    nbformat.write(new_notebook(cells=[new_markdown_cell("a"), cell(source, count=None)]), path)
    assert normalize_notebooks.main(["--execute", str(path)]) == 0
    assert "run.ipynb   1/1" in capsys.readouterr().out
    assert json.loads(path.read_text())["cells"][1]["outputs"][0]["text"] == ["here None 1\n"]
    assert normalize_notebooks.main(["--execute", "--check", str(path)]) == 0


@pytest.mark.nb
def test_execute_says_what_failed_and_writes_nothing(tmp_path, capsys):
    path = tmp_path / "fails.ipynb"
    nbformat.write(new_notebook(cells=[cell("1 / 0", count=None)]), path)
    before = path.read_bytes()
    assert normalize_notebooks.main(["--execute", str(path)]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert path.read_bytes() == before
