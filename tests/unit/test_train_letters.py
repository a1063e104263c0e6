"""The script that trains on letters: it runs, counts n-grams right, and its kept results fit."""

import json

import numpy as np
import pytest

from lib.widgets.letter_network import load_letter_network, stored, write_on
from scripts import train_letters as script


@pytest.mark.parametrize("kind", ["rnn", "gru"])
def test_the_kept_result_belongs_to_the_kept_weights(kind):
    result = json.loads((script.FOLDER / f"letters_{kind}.json").read_text(encoding="utf-8"))
    network = load_letter_network(kind)
    assert result["model"] == kind
    assert result["hidden_size"] == network.hidden_size
    assert result["letters"] == network.letters
    assert result["characters_in_page"] == len(stored(kind)["weights"]) <= 150_000
    curve = result["bits_held_out"]
    assert len(curve) == len(result["bits_train"]) == result["epochs"]
    assert curve[-1] < min(curve[0], result["bits_3gram"])
    assert abs(result["bits_rounded"] - curve[-1]) < 0.02
    assert min(result["bits_ngram"].values()) > curve[-1]
    for temperature, sample in result["samples"].items():
        seed = result["sample_seed"]
        begun = write_on(network, "", 60, temperature=float(temperature), seed=seed)
        assert sample.startswith(begun)


def test_ngrams_are_counted_as_the_formula_says():
    ids, held_out = np.array([0, 1, 0, 1, 1]), np.array([0, 1, 1])
    a = script.ADDED
    # After 0 came 1 twice; after 1 came 0 once and 1 once.
    chances = [(2 + a) / (2 + 2 * a), (1 + a) / (2 + 2 * a)]
    expected = -np.log2(chances).mean()
    assert script.bits_of_ngrams(ids, held_out, 2, 2) == pytest.approx(expected)
    alone = [(2 + a) / (5 + 2 * a), (3 + a) / (5 + 2 * a), (3 + a) / (5 + 2 * a)]
    assert script.bits_of_ngrams(ids, held_out, 2, 1) == pytest.approx(-np.log2(alone).mean())
    unseen = script.bits_of_ngrams(ids, np.array([0, 0, 0]), 3, 3)
    assert unseen == pytest.approx(np.log2(3))


@pytest.mark.parametrize("kind", ["rnn", "gru"])
def test_it_runs_and_a_seed_gives_the_same_again(kind, monkeypatch, tmp_path, capsys):
    text = tmp_path / "text.txt"
    text.write_text("the cat sat on the mat and the dog ate the hat.\n" * 130, encoding="utf-8")
    monkeypatch.setitem(script.SIZES, kind, 12)
    curves = []
    for _ in range(2):
        paths = ["--text", str(text), "--results", str(tmp_path), "--weights"]
        arguments = ["script", kind, "--epochs", "3", "--seed", "4", *paths]
        monkeypatch.setattr("sys.argv", [*arguments, str(tmp_path / "weights.npz")])
        script.main()
        result = json.loads((tmp_path / f"letters_{kind}.json").read_text(encoding="utf-8"))
        curves.append((result["bits_held_out"], result["samples"]))
    assert curves[0] == curves[1]
    assert curves[0][0][-1] < curves[0][0][0]
    assert set(result["samples"]) == {"0.5", "1", "1.5"}
    assert "bits rounded" in capsys.readouterr().out


def test_without_the_text_it_says_where_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv("LIB_DATA_HOME", str(tmp_path))
    with pytest.raises(SystemExit, match="char-rnn"):
        script.text_of_shakespeare()
