"""What every loader of a data set owes its reader, in one list of all of them."""

import inspect
import re
from pathlib import Path

import numpy as np
import pytest

from lib import data

MNIST = Path(__file__).parents[3] / "shared" / "data"
# Loader -> arguments of a small example.
LOADERS = {
    data.load_chinese_sentence: {},
    data.load_digits: {},
    data.load_logic: {"name": "or"},
    data.load_mnist: {"split": "test"},
    data.load_pet_shop: {},
    data.load_portrait: {},
    data.load_salaries: {},
    data.load_text: {},
    data.load_tree_sentences: {},
    data.make_adding: {"m": 6, "length": 8},
    data.make_blobs: {"m": 20},
    data.make_copy: {"m": 6, "length": 3},
    data.make_expressions: {"m": 20},
    data.make_moons: {"m": 20},
    data.make_negation_trees: {"m": 20},
    data.make_noisy_series: {"m": 20},
    data.make_reber: {"m": 6},
    data.make_rings: {"m": 20},
    data.make_sentence_trees: {"m": 20},
    data.make_separable: {"m": 20},
    data.make_spiral: {"m": 20},
    data.make_waves: {"m": 6, "length": 8},
    data.make_xor: {"m": 20},
}
RANDOM = [loader for loader in LOADERS if "rng" in inspect.signature(loader).parameters]
each_loader = pytest.mark.parametrize("loader", LOADERS, ids=lambda f: f.__name__)
each_random = pytest.mark.parametrize("loader", RANDOM, ids=lambda f: f.__name__)


def load(loader, rng=0):
    arguments = dict(LOADERS[loader])
    if loader is data.load_mnist:
        if not (MNIST / "mnist").is_dir():
            pytest.skip("no MNIST beside the project")
        arguments["download"] = False
    if loader in RANDOM:
        arguments["rng"] = rng
    return loader(**arguments)


@pytest.fixture(autouse=True)
def home(monkeypatch):
    monkeypatch.setenv("LIB_DATA_HOME", str(MNIST))


def contents(value):
    """Return what an entry holds, in a form that == compares."""
    if isinstance(value, np.ndarray):
        return value.dtype, value.shape, value.tobytes()
    return value.__name__ if callable(value) else value


def test_the_list_is_complete():
    public = {name for name in data.__all__ if name.startswith(("load_", "make_"))}
    assert public == {loader.__name__ for loader in LOADERS}


def test_the_table_of_the_module_names_everything():
    assert [name for name in data.__all__ if f"``{name}``" not in data.__doc__] == []


@each_loader
def test_it_says_what_the_data_are(loader):
    bunch = load(loader)
    assert isinstance(bunch, data.Bunch)
    title, empty, *rest = bunch.DESCR.splitlines()
    assert 10 < len(title) <= 100
    assert not title.endswith(".")
    assert empty == ""
    assert len(" ".join(rest)) > 40
    assert all(len(line) <= 100 for line in bunch.DESCR.splitlines())
    for text in (bunch.units, bunch.licence):
        assert text
        assert text == text.strip()
    assert "{" not in bunch.DESCR


@each_loader
def test_the_shapes_in_its_description_are_true(loader):
    bunch = load(loader)
    for name, shape in re.findall(r"^(\w+) +\(([\d, ]+)\)", bunch.DESCR, re.MULTILINE):
        assert bunch[name].shape == tuple(int(n) for n in re.findall(r"\d+", shape)), name


@each_loader
def test_its_repr_is_short_and_always_the_same(loader):
    first, second = repr(load(loader)), repr(load(loader))
    assert first == second
    assert " at 0x" not in first
    assert all(len(line) <= 100 for line in first.splitlines())


@each_loader
def test_two_loads_are_equal_and_share_nothing(loader):
    first, second = load(loader), load(loader)
    assert list(first) == list(second)
    for name in first:
        assert contents(first[name]) == contents(second[name]), name
        # What can be changed in one must not change the other.
        if isinstance(first[name], np.ndarray):
            assert first[name].flags.writeable
            assert not any(
                np.shares_memory(first[name], other)
                for other in second.values()
                if isinstance(other, np.ndarray)
            )
        else:
            assert isinstance(first[name], str | int | float | tuple) or callable(first[name])
    del first["DESCR"]
    assert "DESCR" in load(loader)


@each_loader
def test_its_rows_agree(loader):
    bunch = load(loader)
    pairs = [("X", "y"), ("data", "target"), ("images", "target"), ("t", "y"), ("ids", "X")]
    for a, b in pairs:
        # The ids of the sentence have one place more than there are steps to predict.
        if a in bunch and b in bunch and loader is not data.load_chinese_sentence:
            assert len(bunch[a]) == len(bunch[b])
    if "feature_names" in bunch:
        assert bunch.X.shape == (len(bunch.y), len(bunch.feature_names))


@each_random
def test_the_seed_decides_and_a_generator_goes_on(loader):
    generator = np.random.default_rng(0)
    first, again = load(loader, rng=generator), load(loader, rng=generator)
    same, other = load(loader, rng=0), load(loader, rng=1)
    changed = False
    for name in same:
        assert contents(first[name]) == contents(same[name]), name
        changed |= contents(again[name]) != contents(same[name])
    assert changed
    assert any(contents(other[name]) != contents(same[name]) for name in same)


@each_random
def test_it_leaves_the_global_generator_alone(loader):
    before = np.random.get_state()[1].tobytes()  # noqa: NPY002
    load(loader, rng=None)
    assert np.random.get_state()[1].tobytes() == before  # noqa: NPY002
