"""The photograph: right scale, its known places dark and light, and its provenance."""

import numpy as np
import pytest

from lib.data import load_portrait


@pytest.fixture(scope="module")
def portrait():
    return load_portrait()


def test_shapes_types_and_scale(portrait):
    assert portrait.image.shape == (128, 128)
    assert portrait.image.dtype == np.float64
    assert 0 <= portrait.image.min() < 0.1
    assert 0.9 < portrait.image.max() <= 1
    assert portrait.color.shape == (128, 128, 3)
    assert portrait.color.dtype == np.uint8


def test_gray_is_what_the_eye_makes_of_the_colors(portrait):
    gray = portrait.color / 255 @ [0.299, 0.587, 0.114]
    assert np.abs(gray - portrait.image).max() <= 0.5 / 255 + 1e-12


def test_it_is_the_right_way_up_and_cut_around_the_face(portrait):
    wall, cap, cheek, coat = (
        portrait.image[rows, columns].mean()
        for rows, columns in (
            (slice(60, 90), slice(112, 126)),
            (slice(32, 36), slice(40, 90)),
            (slice(66, 72), slice(50, 60)),
            (slice(120, 128), slice(10, 40)),
        )
    )
    assert cap < 0.2 < wall < cheek
    assert coat < 0.2
    red, _, blue = portrait.color[60:90, 112:126].reshape(-1, 3).mean(axis=0)
    assert blue > red + 50


def test_it_says_where_it_comes_from(portrait):
    assert "0 (black) to 1 (white)" in portrait.units
    assert portrait.licence == "public domain"
    assert "grace_hopper.jpg" in portrait.DESCR
