"""The chapter on PyTorch runs where PyTorch is not installed, and shows the same page."""

import nbformat
import normalize_notebooks
import pytest
from notebook_form import normalize

from scripts.save_torch_says import CHAPTER


@pytest.mark.nb
def test_the_page_is_the_same_without_pytorch(tmp_path, monkeypatch):
    (tmp_path / "torch.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    stored = nbformat.read(CHAPTER, as_version=4)
    run = normalize(normalize_notebooks.execute(stored, CHAPTER.parent, CHAPTER.stem))
    for was, cell in zip(stored.cells, run.cells, strict=True):
        assert cell.get("outputs") == was.get("outputs"), cell.source
