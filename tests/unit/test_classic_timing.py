"""The script that times the network of objects: what it writes, and that its arrays are a twin."""

import json
from pathlib import Path

import numpy as np
import pytest
import time_object_network as script

from lib.classic import Network

RESULT = Path(script.__file__).resolve().parents[1] / "book" / "results" / "object_network.json"


def test_the_arrays_do_what_the_objects_do():
    rng = np.random.default_rng(0)
    x, t = rng.random((3, 784)), rng.random((3, 10))
    network = Network([784, 2, 10], rng=0)
    arrays = script.Arrays(network, np.float64)
    network.fit(x, t, lr=0.3)
    for i in range(3):
        arrays.step(x[i : i + 1], t[i : i + 1])
    for name, array in network.state_dict().items():
        np.testing.assert_allclose(arrays.model.state_dict()[name], array, rtol=1e-12, atol=1e-14)


def test_it_measures_without_mnist(monkeypatch, tmp_path):
    monkeypatch.setenv("LIB_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(script, "SIZES", [784, 2, 10])
    result = script.measure(examples=2, rounds=1)
    assert result["pictures"] == "random"
    assert result["examples_timed"] == 2
    assert result["network"] == "784-2-10"
    for name, seconds in result["seconds_per_example"].items():
        assert result["seconds_per_epoch"][name] == pytest.approx(60_000 * seconds, rel=0.02)
    assert all(ratio > 1 for ratio in result["times_faster_than_objects"].values())


def test_the_result_that_the_book_shows_is_of_this_form():
    shown = json.loads(RESULT.read_text(encoding="utf-8"))
    assert shown["network"] == "784-300-10"
    assert shown["pictures"] == "MNIST"
    assert set(shown["machine"]) == {"system", "cores", "python", "numpy", "blas"}
    objects = shown["seconds_per_epoch"]["objects"]
    for name, ratio in shown["times_faster_than_objects"].items():
        assert ratio == pytest.approx(objects / shown["seconds_per_epoch"][name], rel=0.3)
