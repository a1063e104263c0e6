"""The pictures that LeNet-5 reads wrong: found as they should be; the kept file fits the run."""

import json

import numpy as np

from lib import nn
from scripts import misread_mnist as script


class _Reads(nn.Module):
    """A network that reads a digit in the first square, and is as sure as the second says."""

    def forward(self, x):
        scores = np.zeros((len(x), 10), np.float32)
        places = (x[:, 0, 0, 0] * 255).round().astype(int)
        scores[np.arange(len(x)), places] = x[:, 0, 0, 1] * 255
        return scores


def test_the_wrong_ones_come_surest_first_and_one_right_one_of_each_digit():
    X = np.zeros((13, 1, 28, 28), np.float32)
    X[:, 0, 0, 0] = np.r_[np.arange(10), 3, 7, 4] / 255
    X[:, 0, 0, 1] = np.r_[np.full(10, 5), 2, 9, 6] / 255
    y = np.r_[np.arange(10), 8, 1, 9]
    found = script.misread(_Reads(), X, y)
    assert found["index"].tolist() == [11, 12, 10]
    assert found["truth"].tolist() == [1, 9, 8]
    assert found["says"].tolist() == [7, 4, 3]
    assert (np.diff(found["probability"]) < 0).all()
    assert found["right"][:, 0, 0].tolist() == list(range(10))
    assert found["pictures"].dtype == np.uint8
    assert found["pictures"][0, 0, :2].tolist() == [7, 9]


def test_the_kept_file_belongs_to_the_kept_weights():
    run = json.loads((script.FOLDER / "lenet_mnist.json").read_text(encoding="utf-8"))["runs"][0]
    with np.load(script.FOLDER / "lenet_misread.npz") as kept:
        wrong, tested = len(kept["index"]), int(kept["tested"])
        assert wrong == round(run["test_error_of_saved_weights"] * tested) <= 0.009 * tested
        model = script.saved(script.FOLDER / "lenet_mnist.npz").eval()
        X = kept["pictures"][:, None].astype(np.float32) / 255
        np.testing.assert_array_equal(model(X).argmax(axis=1), kept["says"])
        right = model(kept["right"][:, None].astype(np.float32) / 255)
        assert right.argmax(axis=1).tolist() == list(range(10))
        assert "CC BY-SA" in str(kept["licence"])


def test_it_writes_the_file(monkeypatch, tmp_path, capsys):
    data = np.zeros((410, 1, 28, 28), np.float32), np.zeros(410, int)
    monkeypatch.setattr(script, "misread", lambda model, X, y: {"index": np.arange(3)})
    monkeypatch.setattr(script, "pictures", lambda split: data)
    monkeypatch.setattr("sys.argv", ["script", "--output", str(tmp_path / "out.npz")])
    script.main()
    assert np.load(tmp_path / "out.npz")["index"].tolist() == [0, 1, 2]
    assert "3 of 410" in capsys.readouterr().out
