"""The script of the holes in the stories: how it asks, what it learns, and the table it keeps."""

import json
from collections import Counter

import numpy as np
import pytest

from lib.data import load_text
from scripts import train_story_holes as holes

TEXT = load_text()


class Knows:
    """A model that finds the letters of one word likely, one after the other, and no others."""

    def __init__(self, word):
        self.word, self.said = TEXT.encode(word), 0

    def __call__(self, x, state=None):
        steps = x.shape[1]
        scores = np.zeros((1, steps, len(TEXT.vocabulary)))
        for step in range(steps):
            if state is not None and step < len(self.word):
                scores[0, step, self.word[step]] = 10
        return scores, "after the text"


def test_the_likeliest_choice_fills_the_hole():
    assert holes.fill(Knows("blue kite"), TEXT, "There once was a ", holes.THINGS) == "blue kite"


def test_a_hole_stands_after_a_word_or_at_the_last_mention():
    stories = ["Tom has a red lamp. The owl took the red lamp.", "The red lamp, then a blue kite."]
    assert holes.right(Knows("red lamp"), TEXT, stories, holes.THINGS, None) == 0.5
    choices = ("red", "blue")
    assert holes.right(Knows("blue"), TEXT, stories[1:], choices, "then a ") == 1


@pytest.mark.parametrize("kind", holes.KINDS)
def test_the_starts_are_those_that_the_names_say(kind):
    model = holes.Reader(kind, 5, np.random.default_rng(0))
    weight = model.memory.weight_hh_l0.data
    stretch = np.linalg.svd(weight[: holes.HIDDEN], compute_uv=False)
    assert np.allclose(stretch, 1, atol=1e-5) == ("orthogonal" in kind)
    if kind.startswith("LSTM"):
        forget = slice(holes.HIDDEN, 2 * holes.HIDDEN)
        bias = (model.memory.bias_ih_l0.data + model.memory.bias_hh_l0.data)[forget]
        assert np.all(bias == 3) == ("bias 3" in kind)


def test_two_rounds_already_teach_letters():
    run = holes.train("RNN", seed=0, epochs=2)
    assert run["bits"] < np.log2(len(TEXT.vocabulary)) - 1
    assert {"his or her", "which animal", "which thing"} <= run.keys()


def test_the_table_is_whole():
    kept = json.loads(holes.OUTPUT.read_text(encoding="utf-8"))
    counts = Counter(run["kind"] for run in kept["runs"])
    assert counts == dict.fromkeys(holes.KINDS, 5)
    assert kept["guess"] == {"his or her": 0.5, "which animal": 0.125, "which thing": 0.1667}
    assert all(0 <= run[name] <= 1 for run in kept["runs"] for name in kept["guess"])
