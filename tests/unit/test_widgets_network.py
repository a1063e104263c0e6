"""NetworkByHand: its numbers are the program's, its gradients the measured slopes."""

import numpy as np
import pytest

from lib.classic import TinyNetwork
from lib.data import load_pet_shop
from lib.widgets import ExplorableError, NetworkByHand
from lib.widgets.network_by_hand import FORWARD, NAMES, STEPS, numbers, start_weights

HALF = start_weights("half trained")


def place(name):
    row, column = map(int, name[5:-1].split(","))
    return name[:4], row, column


def test_predictions_of_the_source():
    found = numbers(1, *HALF, "syn0[0,0]", 0.01)
    assert np.round(found.l1, 2).tolist() == [0.98, 0.03, 0.61, 0.58]
    assert np.round(found.predictions, 3).tolist() == [0.479, 0.904, 0.054, 0.715]


def test_random_weights_are_those_of_the_program():
    np.random.seed(1)  # noqa: NPY002 - as the program does
    syn0 = 2 * np.random.random((3, 4)) - 1  # noqa: NPY002
    syn1 = 2 * np.random.random((4, 1)) - 1  # noqa: NPY002
    found = start_weights("random")
    assert np.array_equal(found[0], syn0)
    assert np.array_equal(found[1], syn1)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("customer", [1, 4])
def test_gradient_ratios_and_nudge_are_one_number(name, customer):
    found = numbers(customer, *HALF, name, 0.0001)
    array, row, column = place(name)
    gradient = getattr(found, f"{array}_gradient")[row][column]
    assert np.prod(found.ratios) == pytest.approx(gradient, rel=1e-12)
    assert found.measured == pytest.approx(gradient, rel=1e-6, abs=1e-10)
    assert len(found.ratios) == (5 if array == "syn0" else 3)


def test_a_shorter_nudge_measures_better():
    apart = []
    for epsilon in (0.1, 0.01, 0.001):
        found = numbers(1, *HALF, "syn0[0,2]", epsilon)
        apart.append(abs(found.measured - found.syn0_gradient[0][2]))
    assert apart[0] > 10 * apart[1] > 100 * apart[2]


def test_learning_is_that_of_the_program():
    shop = load_pet_shop()
    network = TinyNetwork(3, rng=np.random.RandomState(1))
    found = numbers(3, network.syn0, network.syn1, "syn0[0,0]", 0.01)
    network.fit(shop.X, shop.y[:, np.newaxis], iterations=1)
    assert found.after_all == pytest.approx(network.predict(shop.X).ravel())
    total = sum(
        np.array(numbers(c, *start_weights("random"), "syn0[0,0]", 0.01).syn0_gradient)
        for c in (1, 2, 3, 4)
    )
    assert np.allclose(start_weights("random")[0] - total, network.syn0)


def test_weights_by_name_by_pair_and_by_array():
    network = TinyNetwork(3, rng=0)
    widget = NetworkByHand((network.syn0, network.syn1))
    assert np.array_equal(widget.syn0, network.syn0)
    assert NetworkByHand("random").syn1 == start_weights("random")[1]
    assert NetworkByHand().syn0 == HALF[0]
    assert NetworkByHand(syn1=np.ones((4, 1))).syn0 == HALF[0]
    widget.syn0 = np.zeros((3, 4))
    assert widget.numbers.l1 == [0.5] * 4


def test_each_part_begins_where_its_story_does():
    assert NetworkByHand(part="forward").step == 0
    assert NetworkByHand(part="backward").step == FORWARD == 10
    assert NetworkByHand().step == STEPS == 41
    assert NetworkByHand(part="backward", step=13).step == 13
    assert NetworkByHand().data == {"part": "all"}


def test_the_fallback_shows_all_four_customers():
    widget = NetworkByHand()
    for text in ("0.479", "0.904", "0.054", "0.715", "hidden 4", "bought"):
        assert text in widget._fallback
    widget.syn1 = [[0], [0], [0], [0]]
    assert widget._fallback.count("<td>0.500</td>") >= 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"weights": "trained"}, "got 'trained', expected 'half trained', 'random' or a pair"),
        ({"weights": 3}, r"weights: got int, expected a name or a pair .*pass \(network.syn0"),
        ({"syn0": [[1, 2], [3]]}, r"syn0: got \[\[1, 2\], \[3\]\], expected shape \(3, 4\)"),
        ({"syn0": np.zeros((4, 3))}, r"got an array of shape \(4, 3\), expected shape \(3, 4\)"),
        ({"syn1": [[1], [2], [np.nan], [4]]}, "syn1: got nan among the numbers, expected"),
        ({"syn1": [[1], [2], [31], [4]]}, "got 31 among the numbers, .* from -30 to 30; pass an"),
        ({"selected": "syn0[3,0]"}, r"selected: got 'syn0\[3,0\]', expected one of"),
        ({"customer": 1.5}, "customer: got 1.5, expected a whole number from 1 to 4"),
        ({"part": "nudge"}, "expected one of 'all', 'forward', 'backward'"),
    ],
)
def test_bad_values_say_what_came_what_was_expected_and_what_to_do(arguments, message):
    with pytest.raises(ExplorableError, match=message):
        NetworkByHand(**arguments)


def test_reset_puts_the_weights_back():
    widget = NetworkByHand("random", customer=3)
    widget.syn0, widget.customer = np.ones((3, 4)), 1
    widget.reset()
    assert widget.syn0 == start_weights("random")[0]
    assert widget.customer == 3
