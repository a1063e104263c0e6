"""The chapter on PyTorch: its table can be made again, and PyTorch still says what is saved."""

import json

import pytest

from scripts import compare_torch, save_torch_says

pytestmark = pytest.mark.torch


@pytest.mark.parametrize("case", compare_torch.CASES, ids=lambda case: case.name)
@pytest.mark.parametrize(("dtype", "near"), [("float64", 1e-12), ("float32", 1e-4)])
def test_the_table_can_be_made_again(torch, case, dtype, near):
    found = compare_torch.compare(case, dtype)
    assert found["same_names"]
    assert found["there_and_back"]
    assert max(found["outputs"], found["gradients"]) < near
    rows = json.loads(compare_torch.OUTPUT.read_text(encoding="utf-8"))["rows"]
    (row,) = [row for row in rows if row["network"] == case.name]
    assert {key: found[key] for key in ("names", "parameters")}.items() <= row.items()


@pytest.mark.nb
def test_pytorch_says_what_is_saved(torch):
    kept = json.loads(save_torch_says.OUTPUT.read_text(encoding="utf-8"))
    assert save_torch_says.run()["says"] == kept["says"]
