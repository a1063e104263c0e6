"""SoftmaxScores: its numbers against the losses of the book, and against measured slopes."""

import numpy as np
import pytest

from lib import nn
from lib.widgets import ExplorableError, SoftmaxScores
from lib.widgets.softmax_scores import LIMIT, MAX_STEPS, numbers

FOUR = [1.0, 2.0, 3.0, 4.0]
STARTS = [FOUR, [0.0, 0.0, 0.0], [5.0, -3.0, 5.0, 0.5, -16.0]]


def loss_of_layers(z, truth, shown):
    """Return the loss and the pushes of the library's layers for one example."""
    z = np.array([z])
    if shown == "softmax":
        loss = nn.CrossEntropyLoss()
        return loss(z, np.array([truth - 1])), loss.backward()[0]
    loss = nn.BCEWithLogitsLoss()  # the mean over the answers; here they are added up
    value = loss(z, np.eye(z.size)[[truth - 1]])
    return value * z.size, loss.backward()[0] * z.size


@pytest.mark.parametrize("shown", ["softmax", "sigmoids"])
@pytest.mark.parametrize("scores", STARTS)
def test_loss_and_pushes_are_those_of_the_layers_of_the_book(scores, shown):
    for truth in range(1, len(scores) + 1):
        found = numbers(scores, truth, shown, rate=1.0, steps=0)
        loss, pushes = loss_of_layers(scores, truth, shown)
        assert found.loss == pytest.approx(loss, rel=1e-12)
        assert found.pushes == pytest.approx(pushes.tolist(), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("shown", ["softmax", "sigmoids"])
def test_the_pushes_are_the_measured_slopes_of_the_loss(shown):
    h = 1e-5
    found = numbers(FOUR, 2, shown, rate=1.0, steps=0)
    for nudge, push in zip(h * np.eye(4), found.pushes, strict=True):
        higher, lower = (
            numbers(list(FOUR + side), 2, shown, rate=1.0, steps=0).loss for side in (nudge, -nudge)
        )
        assert (higher - lower) / (2 * h) == pytest.approx(push, abs=1e-9)


@pytest.mark.parametrize("shown", ["softmax", "sigmoids"])
def test_a_step_goes_against_the_pushes_of_the_layers(shown):
    z = np.array(FOUR)
    for _ in range(12):
        z = z - 0.7 * loss_of_layers(z.tolist(), 3, shown)[1]
    assert numbers(FOUR, 3, shown, rate=0.7, steps=12).scores == pytest.approx(z.tolist())


def test_the_numbers_of_the_chapter_come_out():
    w = SoftmaxScores()
    assert [f"{a:.2f}" for a in w.answers] == ["0.03", "0.09", "0.24", "0.64"]
    assert [f"{e:.2f}" for e in w.numbers.powers] == ["2.72", "7.39", "20.09", "54.60"]
    assert f"{w.loss:.2f}" == "3.44"
    w.scores = [1, 2, 3, 5]
    factors = np.array(w.answers) / SoftmaxScores().answers
    assert factors[:3] == pytest.approx([factors[0]] * 3)
    assert f"{factors[0]:.3f}" == "0.475"


def test_all_raised_says_the_same_and_all_doubled_is_surer():
    plain = SoftmaxScores().answers
    assert SoftmaxScores(scores=np.add(FOUR, 10)).answers == pytest.approx(plain)
    assert f"{SoftmaxScores(scores=np.multiply(FOUR, 2)).answers[3]:.3f}" == "0.865"


def test_pushes_balance_only_in_softmax():
    assert sum(numbers(FOUR, 1, "softmax", 1.0, 7).pushes) == pytest.approx(0, abs=1e-15)
    sigmoids = numbers(FOUR, 1, "sigmoids", 1.0, 0)
    assert f"{sigmoids.total:.3f} {sum(sigmoids.pushes):.3f}" == "3.546 2.546"


def test_it_is_sure_from_0_95():
    assert not numbers(FOUR, 1, "softmax", 1.0, 17).sure
    found = numbers(FOUR, 1, "softmax", 1.0, 18)
    assert found.sure
    assert 0.95 <= found.answers[0] < 0.96


def test_learning_ends_before_a_score_leaves_the_axis():
    found = numbers([15.0] * 3, 1, "softmax", 1.0, 50)
    assert found.taken == 1
    assert max(found.scores) <= LIMIT
    assert numbers([15.0] * 3, 1, "softmax", 1.0, 1) == found
    assert numbers(FOUR, 1, "softmax", 1.0, MAX_STEPS).taken == MAX_STEPS


@pytest.mark.parametrize("bad", [[1, 2], [1] * 6, 3, [1, 2, 17], [1, 2, float("nan")], "123"])
def test_bad_scores_say_what_is_meant(bad):
    with pytest.raises(ExplorableError, match=r"expected 3 to 5 numbers from -16 to 16; pass"):
        SoftmaxScores(scores=bad)


@pytest.mark.parametrize("bad", [0, 6, 1.0, True, "1", None])
def test_a_bad_truth_says_what_is_meant(bad):
    with pytest.raises(ExplorableError, match=r"truth: got .*, expected a whole number from 1 to"):
        SoftmaxScores(truth=bad)


def test_the_true_answer_has_a_score():
    assert SoftmaxScores(scores=[0, 0, 0, 0, 0], truth=5).truth == 5
    assert SoftmaxScores(truth=5, scores=[0, 0, 0, 0, 0]).truth == 5
    with pytest.raises(ExplorableError, match=r"truth: got 4 for 3 scores, expected one of them"):
        SoftmaxScores(scores=[1, 2, 3], truth=4)
    w = SoftmaxScores(truth=4)
    with pytest.raises(ExplorableError, match="choose another, or pass more scores"):
        w.scores = [1, 2, 3]
    assert w.scores == FOUR


def test_the_table_has_what_the_picture_has():
    table = SoftmaxScores()._fallback
    for number in ("84.7910", "0.6439", "-0.9679", "loss 3.4402", "<td>1.0000</td><td>0.0000</td>"):
        assert number in table
    learned = SoftmaxScores(shown="sigmoids", steps=3)._fallback
    assert "4 scores after 3 steps at rate 1, and what separate sigmoids say" in learned
