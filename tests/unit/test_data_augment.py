"""Augmentation: each picture moves on its own, as drawn, and nothing else happens to it."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import ndimage

from lib.data import Compose, DataLoader, Flip, Rotate, Shift, load_digits

ALL = [Shift(2), Rotate(30), Flip(), Compose(Shift(1), Rotate(10), Flip(0.3))]
every = pytest.mark.parametrize("augment", ALL, ids=repr)
DIGITS = load_digits().images


def pictures(shape=(40, 9, 7), seed=0):
    return np.random.default_rng(seed).random(shape)


def moved(picture, down, right):
    """Return the picture moved, pixel by pixel."""
    result = np.zeros_like(picture)
    H, W = picture.shape
    for i in range(H):
        for j in range(W):
            if 0 <= i - down < H and 0 <= j - right < W:
                result[i, j] = picture[i - down, j - right]
    return result


def turned(picture, degrees):
    """Return SciPy's picture, whose own frame is continued by zeros."""
    return ndimage.rotate(
        picture, degrees, reshape=False, order=1, mode="grid-constant", prefilter=False
    )


class Drawn:
    """A generator whose angles are known beforehand."""

    def __init__(self, monkeypatch, angles):
        monkeypatch.setattr(np.random, "default_rng", lambda rng: rng)
        self.angles = np.asarray(angles, dtype=float)

    def uniform(self, low, high, size):
        assert size == len(self.angles)
        return self.angles


class TestShift:
    @pytest.mark.parametrize("pixels", [0, 1, 3])
    def test_every_picture_is_one_of_the_moved_ones_and_every_move_occurs(self, pixels):
        X = np.repeat(pictures((1, 5, 4)), 2000, axis=0)
        Z = Shift(pixels)(X, np.random.default_rng(0))
        each_way = range(-pixels, pixels + 1)
        counts = []
        for down in each_way:
            for right in each_way:
                counts.append(int((moved(X[0], down, right) == Z).all(axis=(1, 2)).sum()))
        assert sum(counts) == 2000
        mean = 2000 / len(counts)
        assert min(counts) > mean - 5 * np.sqrt(mean)
        assert max(counts) < mean + 5 * np.sqrt(mean)

    def test_each_picture_has_its_own_draw_and_its_own_pixels(self):
        X = pictures()
        rng = np.random.default_rng(4)
        down, right = rng.integers(-2, 3, size=(2, len(X)))
        assert len(set(zip(down, right, strict=True))) > 10
        expected = [moved(*three) for three in zip(X, down, right, strict=True)]
        assert np.array_equal(Shift(2)(X, np.random.default_rng(4)), expected)

    def test_farther_than_the_picture_is_wide_leaves_nothing_or_zeros(self):
        Z = Shift(50)(np.ones((30, 3, 2)), np.random.default_rng(0))
        assert Z.shape == (30, 3, 2)
        assert set(np.unique(Z)) <= {0.0, 1.0}
        assert not Z.all(axis=(1, 2)).any()

    def test_128_pictures_take_a_moment(self):
        X = pictures((128, 28, 28)).astype(np.float32)
        shift, rng, seconds = Shift(2), np.random.default_rng(0), []
        for _ in range(20):
            start = time.process_time()
            shift(X, rng)
            seconds.append(time.process_time() - start)
        assert min(seconds) < 2e-3


class TestRotate:
    @pytest.mark.parametrize("size", [(8, 8), (9, 9), (7, 10), (1, 5), (1, 1)])
    def test_it_is_scipys(self, monkeypatch, size):
        angles = [0, 7, -7, 33.3, -120, 180, 90, -90, *range(-170, 180, 17)]
        X = pictures((len(angles), *size))
        Z = Rotate(180)(X, Drawn(monkeypatch, angles))
        for z, x, angle in zip(Z, X, angles, strict=True):
            np.testing.assert_allclose(z, turned(x, angle), atol=1e-12)

    def test_angles_above_zero_turn_counterclockwise_about_the_center(self, monkeypatch):
        X = pictures((2, 3, 6, 6))
        Z = Rotate(90)(X, Drawn(monkeypatch, [90, -90]))
        np.testing.assert_allclose(Z[0], np.rot90(X[0], axes=(1, 2)), atol=1e-12)
        np.testing.assert_allclose(Z[1], np.rot90(X[1], k=-1, axes=(1, 2)), atol=1e-12)

    def test_angles_are_drawn_evenly_from_both_sides(self):
        # One bright pixel far out, where a degree shows; the angle is read off its middle.
        X = np.zeros((3000, 41, 41))
        X[:, 20, 38] = 1
        Z = Rotate(25)(X, np.random.default_rng(1))
        u, v = np.mgrid[20:-21:-1, -20:21]
        mass = Z.sum(axis=(1, 2))
        up, right = (Z * u).sum(axis=(1, 2)) / mass, (Z * v).sum(axis=(1, 2)) / mass
        angles = np.degrees(np.arctan2(up, right))
        assert np.abs(angles).max() < 26
        assert np.abs(np.histogram(angles, bins=5, range=(-25, 25))[0] - 600).max() < 120

    def test_zero_degrees_change_nothing(self):
        X = pictures()
        assert np.array_equal(Rotate(0)(X, 0), X)

    def test_whole_numbers_are_rounded_not_cut_off(self, monkeypatch):
        X = np.random.default_rng(0).integers(0, 256, (3, 8, 8), dtype=np.uint8)
        angles = [11, -40, 95]
        Z = Rotate(180)(X, Drawn(monkeypatch, angles))
        for z, x, angle in zip(Z, X, angles, strict=True):
            assert np.abs(z - turned(x.astype(float), angle)).max() < 0.501

    @given(
        X=hnp.arrays(
            st.sampled_from([np.float32, np.float64, np.uint8, np.int16]),
            hnp.array_shapes(min_dims=3, max_dims=4, max_side=5),
        ).filter(lambda X: np.isfinite(X).all() and np.abs(X.astype(float)).max() < 1e30),
        seed=st.integers(0, 99),
    )
    def test_no_pixel_leaves_the_range(self, X, seed):
        Z = Rotate(180)(X, seed)
        assert Z.max() <= max(X.max(), 0)
        assert Z.min() >= min(X.min(), 0)

    def test_a_hole_in_one_picture_stays_there(self):
        X = pictures((20, 6, 6))
        X[3, 2, 2] = np.nan
        bad = np.isnan(Rotate(30)(X, 0)).any(axis=(1, 2))
        assert np.flatnonzero(bad).tolist() == [3]

    def test_a_picture_does_not_depend_on_those_beside_it(self, monkeypatch):
        X, angles = pictures((40, 2, 6, 5)), np.linspace(-90, 90, 40)
        whole = Rotate(90)(X, Drawn(monkeypatch, angles))
        for i in (0, 15, 16, 39):
            one = Rotate(90)(X[i : i + 1], Drawn(monkeypatch, angles[i : i + 1]))
            assert np.array_equal(whole[i], one[0])


class TestFlip:
    def test_left_for_right_and_never_top_for_bottom(self):
        X = pictures()
        assert np.array_equal(Flip(1)(X, 0), X[:, :, ::-1])
        assert np.array_equal(Flip(0)(X, 0), X)

    @pytest.mark.parametrize("p", [0.5, 0.1])
    def test_each_picture_with_probability_p(self, p):
        X = np.repeat(pictures((1, 2, 3)), 4000, axis=0)
        flipped = (Flip(p)(X, 0) == X[:, :, ::-1]).all(axis=(1, 2))
        assert abs(flipped.mean() - p) < 5 * np.sqrt(p * (1 - p) / 4000)

    def test_the_docstring_says_when_not_to(self):
        assert "A mirrored 5" in Flip.__doc__


class TestAll:
    @every
    @pytest.mark.parametrize(
        "dtype", [np.float64, np.float32, np.float16, np.uint8, np.int64, bool]
    )
    @pytest.mark.parametrize("shape", [(5, 8, 6), (5, 3, 8, 6), (0, 4, 4)])
    def test_shape_and_dtype_stay_and_the_input_is_not_touched(self, augment, dtype, shape):
        X = (200 * pictures(shape)).astype(dtype)
        before = X.copy()
        X.flags.writeable = False
        Z = augment(X, np.random.default_rng(0))
        assert (Z.shape, Z.dtype) == (shape, dtype)
        assert np.array_equal(X, before)
        assert not np.shares_memory(X, Z)
        Z[...] = 0

    @every
    def test_channels_move_together(self, augment):
        X = np.repeat(pictures()[:, None], 3, axis=1)
        Z = augment(X, np.random.default_rng(0))
        assert np.array_equal(Z[:, 0], Z[:, 1])
        assert np.array_equal(Z[:, 0], Z[:, 2])
        assert np.array_equal(Z[:, 0], augment(X[:, 0], np.random.default_rng(0)))

    @every
    def test_memory_in_another_order_makes_no_difference(self, augment):
        X = pictures((6, 2, 8, 5))
        other = np.moveaxis(np.ascontiguousarray(np.moveaxis(X, 0, -1)), -1, 0)
        assert other.strides != X.strides
        assert np.array_equal(augment(other, 3), augment(X, 3))

    @every
    def test_a_seed_is_a_result_and_a_generator_goes_on(self, augment):
        X = pictures()
        assert np.array_equal(augment(X, 5), augment(X, np.random.default_rng(5)))
        rng = np.random.default_rng(5)
        assert not np.array_equal(augment(X, rng), augment(X, rng))

    @every
    def test_a_loader_shows_other_pictures_each_epoch_and_the_same_after_a_restart(self, augment):
        loader = DataLoader(DIGITS[:50], np.arange(50), batch_size=20, transform=augment, rng=0)
        before, state = DIGITS[:50].copy(), loader.rng.bit_generator.state

        def epoch():
            return np.concatenate([X for X, _ in loader])

        first, second = epoch(), epoch()
        assert not np.array_equal(first, second)
        loader.rng.bit_generator.state = state
        assert np.array_equal(epoch(), first)
        assert np.array_equal(DIGITS[:50], before)

    @every
    @pytest.mark.parametrize(
        ("X", "error", "words"),
        [
            (np.zeros((8, 8)), ValueError, r"shape \(8, 8\).*single picture is X\[None\]"),
            (np.zeros((1, 2, 3, 4, 5)), ValueError, r"expected \(N, H, W\) or \(N, C, H, W\)"),
            (np.zeros((2, 3, 3), dtype=complex), TypeError, "complex128, expected real numbers"),
            (np.array([[["a"]]]), TypeError, "expected real numbers"),
        ],
    )
    def test_what_is_no_picture_is_refused(self, augment, X, error, words):
        with pytest.raises(error, match=words):
            augment(X, 0)


class TestCompose:
    def test_steps_come_in_order_with_one_generator(self):
        X, rng = pictures(), np.random.default_rng(7)
        expected = Flip(0.3)(Shift(2)(X, rng), rng)
        assert np.array_equal(Compose(Shift(2), Flip(0.3))(X, 7), expected)

    def test_none_is_nothing_and_any_function_will_do(self):
        X = pictures()
        assert Compose()(X, 0) is X
        assert np.array_equal(Compose(lambda X, rng: X / 2)(X, 0), X / 2)

    @pytest.mark.parametrize("step", [3, Shift, None])
    def test_what_cannot_be_called_on_pictures_is_refused(self, step):
        with pytest.raises(TypeError, match=r"Compose got .*Compose\(Shift\(2\), Rotate\(10\)\)"):
            Compose(Flip(), step)


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: Shift(1.5), TypeError, r"pixels=1\.5, expected a whole number"),
        (lambda: Shift(True), TypeError, "pixels=True"),
        (lambda: Shift(-1), ValueError, "it moves both ways"),
        (lambda: Rotate("9"), TypeError, "degrees='9', expected a number from 0 to 180"),
        (lambda: Rotate(np.nan), ValueError, "degrees=nan"),
        (lambda: Rotate(181), ValueError, "degrees=181"),
        (lambda: Rotate(-5), ValueError, "degrees=-5"),
        (lambda: Flip(1.01), ValueError, r"p=1\.01, expected a number from 0 to 1"),
        (lambda: Flip(True), TypeError, "p=True"),
    ],
)
def test_settings_that_make_no_sense_are_refused(make, error, words):
    with pytest.raises(error, match=words):
        make()


def test_they_say_what_they_do():
    assert repr(ALL[3]) == "Compose(Shift(1), Rotate(10), Flip(p=0.3))"
