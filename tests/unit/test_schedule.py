"""Learning rates over the epochs, by hand; saved, loaded, refused."""

import json
import math

import pytest

from lib import nn
from lib.optim import SGD
from lib.schedule import CosineAnnealingLR, ExponentialLR, InverseTimeLR, Schedule, StepLR


def sgd(lr=0.8):
    return SGD([nn.Parameter([0.0])], lr=lr)


MAKERS = {
    "StepLR": lambda optimizer: StepLR(optimizer, 3, gamma=0.5),
    "ExponentialLR": lambda optimizer: ExponentialLR(optimizer, 0.9),
    "InverseTimeLR": lambda optimizer: InverseTimeLR(optimizer, 0.25),
    "CosineAnnealingLR": lambda optimizer: CosineAnnealingLR(optimizer, 4, 0.2),
}
makers = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
HALFWAY = math.sqrt(0.5)


@pytest.mark.parametrize(
    ("name", "rates"),
    [
        ("StepLR", [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2]),
        ("ExponentialLR", [0.8, 0.72, 0.648, 0.5832]),
        ("InverseTimeLR", [0.8, 0.64, 0.8 / 1.5, 0.8 / 1.75, 0.4]),
        (
            "CosineAnnealingLR",
            [0.8, 0.5 + 0.3 * HALFWAY, 0.5, 0.5 - 0.3 * HALFWAY, 0.2, 0.5 - 0.3 * HALFWAY, 0.5],
        ),
    ],
)
def test_by_hand(name, rates):
    optimizer = sgd()
    schedule = MAKERS[name](optimizer)
    for epoch, rate in enumerate(rates):
        assert schedule.last_epoch == epoch
        assert optimizer.lr == pytest.approx(rate, rel=1e-14)
        assert schedule.lr_at(epoch) == optimizer.lr
        schedule.step()


@makers
def test_the_count_goes_on_from_a_saved_state(make):
    one = make(sgd())
    for _ in range(3):
        one.step()
    state = json.loads(json.dumps(one.state_dict()))
    two = make(sgd(lr=9.0))
    two.load_state_dict(state)
    assert two.optimizer.lr == one.optimizer.lr
    for _ in range(5):
        one.step()
        two.step()
        assert two.optimizer.lr == one.optimizer.lr


def test_the_settings_travel_with_the_state():
    one, two = CosineAnnealingLR(sgd(), 7, 0.1), CosineAnnealingLR(sgd(), 3)
    two.load_state_dict(one.state_dict())
    assert two.state_dict() == {"T_max": 7, "eta_min": 0.1, "base_lr": 0.8, "last_epoch": 0}


def test_a_state_of_another_schedule_changes_nothing():
    schedule = StepLR(sgd(), 3)
    before = schedule.state_dict()
    with pytest.raises(ValueError, match=r"into StepLR: it has .*'decay'.*; expected .*'gamma'"):
        schedule.load_state_dict(InverseTimeLR(sgd(lr=5.0), 1).state_dict())
    assert schedule.state_dict() == before
    assert schedule.optimizer.lr == 0.8


@pytest.mark.parametrize(
    ("make", "error", "match"),
    [
        (lambda: StepLR(sgd(), 0), ValueError, "step_size is 0; expected at least 1"),
        (lambda: StepLR(sgd(), 2.5), TypeError, "step_size is 2.5; expected a whole number"),
        (lambda: StepLR(sgd(), 2, gamma=-1), ValueError, "gamma is -1"),
        (lambda: ExponentialLR(sgd(), math.nan), ValueError, "gamma is nan"),
        (lambda: InverseTimeLR(sgd(), "1"), TypeError, "decay is '1'"),
        (lambda: CosineAnnealingLR(sgd(), True), TypeError, "T_max is True"),
        (lambda: CosineAnnealingLR(sgd(), 3, -0.1), ValueError, "eta_min is -0.1"),
        (lambda: StepLR(0.1, 3), TypeError, "needs an optimizer; got a float"),
        (lambda: Schedule(sgd()).step(), NotImplementedError, "Schedule has no lr_at"),
    ],
)
def test_what_makes_no_sense_is_refused(make, error, match):
    with pytest.raises(error, match=match):
        make()


def test_repr_shows_settings_and_epoch():
    schedule = StepLR(sgd(), 3)
    schedule.step()
    assert repr(schedule) == "StepLR(step_size=3, gamma=0.1, epoch 1)"
