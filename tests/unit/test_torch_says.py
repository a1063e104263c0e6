"""What the chapter on PyTorch shows without PyTorch: saved words, each tied to its code."""

import json
import re
import sys

import nbformat
import pytest

from lib.torch_says import TorchSays, digest
from scripts import compare_torch, save_torch_says


@pytest.fixture
def chapter():
    return nbformat.read(save_torch_says.CHAPTER, as_version=4)


def kept():
    return json.loads(save_torch_says.OUTPUT.read_text(encoding="utf-8"))


def test_every_saved_text_is_the_one_on_the_page(chapter):
    assert save_torch_says.printed(chapter) == kept()["says"]


def test_every_text_says_something():
    assert len(kept()["says"]) >= 15
    assert all(entry["text"].strip() for entry in kept()["says"].values())


def test_pytorch_is_used_under_the_decorator_and_nowhere_else(chapter):
    uses = re.compile(r"\btorch\.(?!json)|import torch\b")
    for cell in chapter.cells:
        if cell.cell_type == "code" and uses.search(cell.source):
            assert save_torch_says.decorated(cell.source), cell.source


@pytest.fixture
def without_torch(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)


def one_half(torch):
    print("never called")


def source():
    return "def one_half(torch):\n    print('never called')"


def test_without_pytorch_the_saved_text_appears(without_torch, monkeypatch, tmp_path, capsys):
    entry = {"code": digest(source()), "text": "0.5\n"}
    path = tmp_path / "says.json"
    path.write_text(json.dumps({"torch": "1.0", "says": {"one_half": entry}}), encoding="utf-8")
    monkeypatch.setattr("inspect.getsource", lambda function: source() + "\n")
    assert TorchSays(path)(one_half) is one_half
    assert capsys.readouterr().out == "0.5\n"


def test_changed_code_gets_no_saved_text(without_torch, monkeypatch, tmp_path, capsys):
    entry = {"code": digest(source()), "text": "0.5\n"}
    path = tmp_path / "says.json"
    path.write_text(json.dumps({"torch": "1.0", "says": {"one_half": entry}}), encoding="utf-8")
    monkeypatch.setattr("inspect.getsource", lambda function: source().replace("n", "m"))
    TorchSays(path)(one_half)
    assert "nothing is saved for one_half" in capsys.readouterr().out


def test_two_functions_in_a_cell_are_refused():
    cell = "@torch_says\ndef a(torch): ...\n\n@torch_says\ndef b(torch): ..."
    with pytest.raises(ValueError, match="got a, b"):
        save_torch_says.decorated(cell)


def test_the_table_has_every_network_and_both_sizes_of_number():
    result = json.loads(compare_torch.OUTPUT.read_text(encoding="utf-8"))
    assert [row["network"] for row in result["rows"]] == [c.name for c in compare_torch.CASES]
    for row in result["rows"]:
        assert row["same_names"]
        assert row["there_and_back"]
        assert max(row["float64"].values()) < 1e-12
        assert max(row["float32"].values()) < 1e-4
