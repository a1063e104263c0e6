"""The digits: right shapes, right scale, right provenance."""

import numpy as np
import pytest

from lib.data import Bunch, load_digits


@pytest.fixture(scope="module")
def digits():
    return load_digits()


def test_shapes_and_types(digits):
    assert digits.data.shape == (1797, 64)
    assert digits.data.dtype == np.float64
    assert digits.images.shape == digits.ink.shape == (1797, 8, 8)
    assert digits.target.shape == (1797,)
    assert np.issubdtype(digits.ink.dtype, np.integer)
    assert np.issubdtype(digits.target.dtype, np.integer)


def test_values_are_ink_divided_by_16(digits):
    assert (digits.ink.min(), digits.ink.max()) == (0, 16)
    assert (digits.data.min(), digits.data.max()) == (0.0, 1.0)
    assert np.array_equal(digits.images * 16, digits.ink)


def test_images_are_the_rows_of_data(digits):
    assert np.shares_memory(digits.images, digits.data)
    assert np.array_equal(digits.images.reshape(1797, 64), digits.data)


def test_the_classes_are_those_of_the_published_test_set(digits):
    counts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert np.bincount(digits.target).tolist() == counts


def test_it_says_what_the_numbers_are_and_where_they_come_from(digits):
    assert "0 (white) to 1 (black)" in digits.units
    assert digits.licence == "CC BY 4.0"
    assert "10.24432/C50P49" in digits.DESCR


def test_two_loads_share_nothing(digits):
    other = load_digits()
    other.data[:] = 0
    assert digits.data.any()


def test_bunch_is_a_dict_with_attributes():
    bunch = Bunch(X=1)
    bunch.y = 2
    assert bunch == {"X": 1, "y": 2}
    assert "y" in dir(bunch)
    assert not hasattr(bunch, "z")
    with pytest.raises(AttributeError, match="no 'z'; it has X, y"):
        _ = bunch.z


def test_bunch_shortens_long_entries():
    assert max(map(len, repr(Bunch(names=tuple(range(1000)))).splitlines())) < 90


def test_bunch_shows_functions_without_their_address():
    assert repr(Bunch(f=load_digits)).endswith("f  function load_digits")
