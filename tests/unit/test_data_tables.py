"""The small tables: the numbers of the sources, and what the first machines make of them."""

import numpy as np
import pytest

from lib.classic import LinearUnit, Perceptron
from lib.data import load_logic, load_pet_shop, load_salaries


def test_salaries_are_those_of_the_source():
    data = load_salaries()
    assert data.X.tolist() == [[5], [3], [8], [1.4], [10.1]]
    assert data.y.tolist() == [5500, 2300, 7600, 1800, 11400]
    assert data.units == "X: years; y: yuan a month"


def test_salaries_train_the_linear_unit_as_the_source_does():
    data = load_salaries()
    unit = LinearUnit().fit(data.X, data.y, lr=0.01, epochs=10)
    assert unit.w[0] == pytest.approx(1124.0634970262222, rel=1e-12)


def test_pet_shop_is_that_of_the_source():
    data = load_pet_shop()
    assert data.X.tolist() == [[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]]
    assert data.y.tolist() == [1, 1, 0, 0]
    assert len(data.questions) == 4
    assert all(question.endswith("?") for question in data.questions)
    assert len(data.feature_names) == data.X.shape[1]
    # What DESCR says of y.
    assert np.array_equal(data.y, data.X[:, :2].sum(axis=1) == 1)


def test_pet_shop_starts_the_28_lines_as_the_source_does():
    data = load_pet_shop()
    old = np.random.RandomState(1)
    syn0, syn1 = 2 * old.random_sample((3, 4)) - 1, 2 * old.random_sample((4, 1)) - 1
    hidden = 1 / (1 + np.exp(-data.X @ syn0))
    guess = 1 / (1 + np.exp(-hidden @ syn1))
    assert round(np.abs(data.y[:, None] - guess).mean(), 8) == 0.49641003


@pytest.mark.parametrize(
    ("name", "connective"),
    [
        ("and", lambda a, b: a and b),
        ("or", lambda a, b: a or b),
        ("xor", lambda a, b: a != b),
        ("nand", lambda a, b: not (a and b)),
    ],
)
def test_truth_tables(name, connective):
    data = load_logic(name)
    assert data.X.tolist() == [[1, 1], [0, 0], [1, 0], [0, 1]]
    assert [connective(a, b) for a, b in data.X] == data.y.tolist()
    assert name.upper() in data.DESCR


def test_and_trains_the_perceptron_as_the_source_does():
    data = load_logic("and")
    model = Perceptron().fit(data.X, data.y, lr=0.1, epochs=10)
    assert model.w == pytest.approx([0.1, 0.2])
    assert model.b == pytest.approx(-0.2)


@pytest.mark.parametrize("name", ["AND", "not", None, 3])
def test_other_connectives_are_refused(name):
    with pytest.raises(ValueError, match="expected one of 'and', 'or', 'xor', 'nand'"):
        load_logic(name)
