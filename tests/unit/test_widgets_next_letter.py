"""NextLetter: numbers against lib's layers, stored networks, sampling, and what it refuses."""

import json

import numpy as np
import pytest

from lib import nn
from lib.gradcheck import gradcheck
from lib.widgets import ExplorableError, NextLetter
from lib.widgets.letter_network import (
    LetterNetwork,
    drawn,
    load_letter_network,
    packed,
    probabilities,
    quantized,
    stored,
    unpacked,
    write_on,
)
from lib.widgets.next_letter import TEXT, numbers
from lib.widgets.randomness import PageRandom

LIMIT = 150 * 1000  # bytes
KINDS = ("rnn", "gru")


@pytest.mark.parametrize("kind", KINDS)
def test_the_stored_networks_are_small_and_ordinary_layers(kind):
    widget = NextLetter(model=kind)
    assert len(json.dumps(widget.model)) <= LIMIT
    network = load_letter_network(kind)
    assert type(network.memory) is {"rnn": nn.RNN, "gru": nn.GRU}[kind]
    assert len(network.letters) == 65
    assert network.hidden_size <= 256


@pytest.mark.parametrize("kind", KINDS)
def test_every_gradient_of_the_network_is_the_measured_slope(kind):
    network = LetterNetwork(kind, 3, "\nab", rng=1)
    ids, target = np.array([[0, 1, 2, 1], [2, 2, 0, 1]]), np.array([1, 2, 1, 0, 2, 0, 1, 1])
    loss = nn.CrossEntropyLoss()

    def value(params):
        network.load_state_dict(params)
        return loss(network(ids)[0], target)

    def claim(params):
        network.load_state_dict(params)
        network.zero_grad()
        loss(network(ids)[0], target)
        network.backward(loss.backward())
        return {name: parameter.grad.copy() for name, parameter in network.named_parameters()}

    gradcheck(value, network.state_dict(), grad=claim)


@pytest.mark.parametrize("kind", KINDS)
def test_surprise_is_the_cross_entropy_of_lib_in_bits(kind):
    network = load_letter_network(kind)
    found = numbers(TEXT, model=kind)
    ids = network.encode("\n" + TEXT)
    scores, state = network(ids[None, :-1])
    bits = nn.CrossEntropyLoss()(scores, ids[1:]) / np.log(2)
    assert found.mean_bits == pytest.approx(bits)
    assert len(found.surprise) == len(TEXT)
    last = network(ids[None, -1:], state)[1]
    np.testing.assert_allclose(found.hidden, last[0, 0], rtol=1e-9)


def test_a_gru_is_put_together_from_its_update_gate():
    """h after a letter lies between h before and ±1, as far from it as 1 - z allows."""
    text, unit = "The king is here", 3
    h, z = (
        np.array(numbers(text, show=s, unit=unit, model="gru").values) for s in ("unit", "update")
    )
    before = np.r_[numbers(text, place=0, model="gru").hidden[unit - 1], h[:-1]]
    assert ((z > 0) & (z < 1)).all()
    candidate = (h - z * before) / (1 - z)
    assert (np.abs(candidate) <= 1 + 1e-9).all()


def test_first_and_inner_letters_are_told_apart():
    found = numbers("my lord, 'tis I", written=2)
    bits = found.surprise
    first, inner = [0, 3, 10], [1, 4, 5, 6, 11, 12]
    assert found.first_bits == pytest.approx(np.mean([bits[t] for t in first]))
    assert found.inner_bits == pytest.approx(np.mean([bits[t] for t in inner]))
    assert found.mean_bits == pytest.approx(np.mean(bits[:-2]))
    empty = numbers("")
    assert (empty.mean_bits, empty.first_bits, empty.inner_bits) == (None, None, None)
    assert empty.place == 0


def test_unknown_letters_are_left_out_and_named_once():
    found = numbers("naïve ï 7")
    assert (found.known, found.unknown) == ("nave  ", "ï7")
    assert found.surprise == numbers("nave  ").surprise


@pytest.mark.parametrize("kind", KINDS)
def test_the_networks_know_what_follows_q_and_foresee_better_than_counts(kind):
    letters = load_letter_network(kind).letters
    found = numbers(TEXT, model=kind)
    assert letters[found.ranking[0]] == "u"
    assert found.probabilities[found.ranking[0]] > 0.9
    assert found.first_bits > found.inner_bits + 0.5


def test_temperature_changes_the_chances_and_never_their_order():
    one, cold, hot = (numbers(TEXT, temperature=t) for t in (1.0, 0.2, 2.0))
    assert one.ranking == cold.ranking == hot.ranking
    best = one.ranking[0]
    assert cold.probabilities[best] > one.probabilities[best] > hot.probabilities[best]
    assert sum(hot.probabilities) == pytest.approx(1)
    assert one.surprise == hot.surprise
    scores = np.array([1.0, 3.0, -2.0])
    np.testing.assert_allclose(
        probabilities(scores, 0.5), probabilities(scores) ** 2 / (probabilities(scores) ** 2).sum()
    )


def test_letters_are_drawn_as_often_as_they_are_likely():
    chances = np.array([0.5, 0.2, 0.0, 0.3])
    draws = PageRandom(1).random(4000)
    counts = np.bincount([drawn(chances, at) for at in draws], minlength=4) / 4000
    np.testing.assert_allclose(counts, chances, atol=0.03)
    assert counts[2] == 0
    assert drawn(np.array([0.5, 0.5 - 1e-12]), 1 - 1e-15) == 1


def test_writing_on_is_the_same_in_one_go_and_letter_by_letter():
    network = load_letter_network("gru")
    whole = write_on(network, "My ", 12, temperature=0.8, seed=3)
    text = "My "
    for _ in range(12):
        text += numbers(text, temperature=0.8, seed=3, model=network).next
    assert text == "My " + whole
    widget = NextLetter(model="gru", text="My ", temperature=0.8, seed=3)
    widget.write(12)
    assert (widget.text, widget.written) == (text, 12)
    widget.text = "a" * 399
    widget.write(5)
    assert len(widget.text) == 400


def test_a_network_of_ones_own_is_taken_and_packed_without_loss_of_letters():
    own = LetterNetwork("gru", 6, "\n abc", rng=0)
    widget = NextLetter(model=own, text="ab", show="reset", unit=200)
    assert widget.model["size"] == 6
    assert widget.probabilities.shape == (5,)
    again = unpacked(packed(quantized(own)))
    for name, array in own.state_dict().items():
        np.testing.assert_allclose(again.state_dict()[name], array, atol=0.005, err_msg=name)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"model": "lstm"}, "'rnn', 'gru' or a LetterNetwork"),
        ({"model": LetterNetwork("rnn", 2, "ab")}, "knows the line break"),
        ({"model": stored("rnn") | {"size": 7}}, "'rnn', 'gru'"),
        ({"text": "x" * 401}, "at most 400"),
        ({"text": 5}, "expected a text"),
        ({"show": "update"}, "a plain RNN has no gates"),
        ({"temperature": 0}, "0.2 to 2"),
        ({"unit": 0}, "from 1 to 256"),
    ],
)
def test_what_it_cannot_show_is_refused(arguments, words):
    with pytest.raises(ExplorableError, match=words):
        NextLetter(**arguments)
    with pytest.raises(ValueError, match="expected 'rnn' or 'gru'"):
        load_letter_network("lstm")


def test_without_javascript_there_is_a_table():
    html = NextLetter(text="<b>q")._fallback
    assert html.count("<tr>") == 11
    assert "&lt;b&gt;q" not in html  # < and > are not among its letters
    assert "after “bq”" in html
