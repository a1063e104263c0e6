"""ConvolutionStepper: the numbers of the syllabus, who uses what, and what is refused."""

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from lib.nn import Conv2d
from lib.nn.conv_naive import conv2d_naive
from lib.widgets import ConvolutionStepper, ExplorableError
from lib.widgets.convolution_run import channels_of, filters_of, turn

VOLUME = ConvolutionStepper(case="volume")


def naive(w):
    """Return the maps of the loops of the book."""
    x, kernel = channels_of(w.picture), filters_of(w.kernel)
    kernel = turn(kernel) if w.turned else kernel
    sides = (w.stride, w.stride), (w.padding, w.padding)
    return conv2d_naive(x[None].astype(float), kernel.astype(float), w.bias, *sides)[0].tolist()


def test_the_small_case_of_the_syllabus():
    w = ConvolutionStepper()
    assert w.maps == [[[4, 3, 4], [2, 4, 3], [2, 3, 4]]]
    w.stride = 2
    assert w.maps == [[[4, 4], [2, 4]]]
    assert w.numbers.unseen_columns == []
    w.stride = 3
    assert w.maps == [[[4]]]
    assert w.numbers.unseen_columns == w.numbers.unseen_rows == [3, 4]


def test_the_volume_of_the_syllabus():
    framed = np.array(VOLUME.picture).shape[1] + 2 * VOLUME.padding
    assert (framed, np.shape(VOLUME.picture)[0]) == (7, 3)
    assert np.shape(VOLUME.kernel) == (2, 3, 3, 3)
    assert (VOLUME.bias, VOLUME.stride, VOLUME.padding) == ([1, 0], 2, 1)
    assert np.shape(VOLUME.maps) == (2, 3, 3)
    assert VOLUME.parameters == (3 * 3 * 3 + 1) * 2 == 56
    first = VOLUME.numbers
    assert (first.sums, first.value) == ([2, -1, 3], 5)


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
@pytest.mark.parametrize("case", ["small", "volume"])
@pytest.mark.parametrize("turned", [False, True])
def test_maps_and_sums_are_those_of_the_loops(case, stride, padding, turned):
    w = ConvolutionStepper(case, stride=stride, padding=padding, turned=turned, place=3)
    assert w.maps == naive(w)
    found = w.numbers
    assert found.value == sum(found.sums) + w.bias[found.at[0]]
    f, r, s = found.at
    assert w.maps[f][r][s] == found.value
    assert [sum(channel) for channel in found.products] == found.sums
    w.turned = not turned
    assert w.maps[f][r][s] == found.otherwise


@pytest.mark.parametrize("case", ["small", "volume"])
def test_the_weights_of_a_square_are_the_slopes_that_the_layer_sends_back(case):
    w = ConvolutionStepper(case, stride=2, padding=1)
    x, kernel = channels_of(w.picture).astype(float)[None], filters_of(w.kernel)
    layer = Conv2d(*kernel.shape[1::-1], kernel.shape[-1], w.stride, w.padding)
    layer.weight.data[...] = kernel
    for square in np.ndindex(np.shape(w.picture)):
        w.square = list(square)
        place = (0, *square) if len(square) == 2 else square
        sent = np.zeros(np.shape(w.maps))
        for f, r, s, weight in w.numbers.uses:
            sent[f, r, s] = weight
        for output in np.ndindex(sent.shape):
            y = layer(x)
            one = np.zeros_like(y)
            one[(0, *output)] = 1
            assert layer.backward(one)[(0, *place)] == sent[output]


def test_the_turn_makes_the_convolution_of_mathematics():
    w = ConvolutionStepper(turned=True)
    assert w.kernel == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert w.maps == [w.kernel]
    assert w.maps[0] == convolve2d(w.picture, w.kernel, "valid").tolist()
    w.turned = False
    assert w.maps[0] == correlate2d(w.picture, w.kernel, "valid").tolist()
    assert w.maps[0] == [[9, 8, 7], [6, 5, 4], [3, 2, 1]]
    assert ConvolutionStepper().numbers.same
    assert not w.numbers.same


def test_a_place_beyond_the_last_is_the_last():
    assert ConvolutionStepper(place=100).numbers.at == [0, 2, 2]
    assert ConvolutionStepper("volume", place=100).numbers.at == [1, 2, 2]
    assert ConvolutionStepper(place=0).numbers.value is None


def test_own_arrays_are_taken_as_they_come():
    w = ConvolutionStepper(picture=np.eye(4, 7), kernel=((2,),), bias=3)
    assert w.case == "small"
    assert w.bias == [3]
    assert w.maps == [(2 * np.eye(4, 7) + 3).astype(int).tolist()]
    volume = ConvolutionStepper(picture=np.ones((3, 2, 2)), kernel=np.ones((2, 3, 2, 2)), padding=0)
    assert volume.case == "volume"
    assert volume.maps == [[[13]], [[12]]]


@pytest.mark.parametrize(
    "bad",
    [
        [1, 2, 3],
        [[1]],
        [[1, 2], [3]],
        [[0.5, 1], [1, 1]],
        [[10, 1], [1, 1]],
        np.ones((2, 5, 5)),
        "x",
    ],
    ids=str,
)
def test_other_pictures_are_refused(bad):
    with pytest.raises(ExplorableError, match=r"picture: got .*, expected shape \(rows, columns\)"):
        ConvolutionStepper(picture=bad)


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"kernel": [[1, 2]]}, r"kernel: got an array of shape \(1, 2\), expected shape \(k, k\)"),
        ({"kernel": np.ones((6, 6))}, r"with k from 1 to 5, or \(2, 3, k, k\) with k from 1 to 3"),
        ({"picture": [[1, 2], [3, 4]]}, "kernel: got 3 rows for a picture that has 2 with its"),
        ({"case": "volume", "kernel": [[1]]}, "expected as many slices as channels"),
        ({"bias": [1, 2]}, "bias: got 2 for 1 filters, expected one number a filter"),
        ({"bias": [True]}, "bias: got .*, expected whole numbers from -9 to 9"),
        ({"square": [0]}, "square: got .*, expected one of its squares, counted from 0"),
        ({"square": [5, 0]}, "square: got .*, expected one of its squares"),
        ({"case": "large"}, "case: got 'large', expected one of 'small', 'volume'"),
        ({"turned": 1}, "turned: got 1, expected True or False"),
    ],
)
def test_what_does_not_fit_is_refused_with_advice(state, message):
    with pytest.raises(ExplorableError, match=message):
        ConvolutionStepper(**state)


def test_a_refused_change_changes_nothing():
    w = ConvolutionStepper(picture=[[1, 2], [3, 4]], padding=1)
    before = w.state
    with pytest.raises(ExplorableError, match="use a smaller kernel or more padding"):
        w.padding = 0
    assert w.state == before


def test_the_table_has_the_maps():
    table = VOLUME._fallback
    assert "<caption>What a picture of 5 x 5 x 3 becomes: kernel 3, stride 2" in table
    assert "56 parameters" in table
    assert '<th scope="row">map 2, row 1</th><td>5</td><td>3</td><td>-4</td>' in table
