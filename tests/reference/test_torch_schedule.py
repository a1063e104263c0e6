"""PyTorch's schedulers give the same rate after every epoch."""

import pytest

from lib import nn, schedule
from lib.optim import SGD

pytestmark = pytest.mark.torch

CASES = [
    ("StepLR", {"step_size": 30}),
    ("StepLR", {"step_size": 7, "gamma": 0.5}),
    ("ExponentialLR", {"gamma": 0.95}),
    ("CosineAnnealingLR", {"T_max": 120, "eta_min": 0.01}),
    ("CosineAnnealingLR", {"T_max": 25}),
    ("InverseTimeLR", {"decay": 0.1}),
]


@pytest.mark.parametrize(("name", "settings"), CASES, ids=str)
def test_every_epoch(torch, name, settings):
    ours = SGD([nn.Parameter([0.0])], lr=0.3)
    theirs = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.3)
    schedulers = torch.optim.lr_scheduler
    if name == "InverseTimeLR":
        their_schedule = schedulers.LambdaLR(theirs, lambda t: 1 / (1 + settings["decay"] * t))
    else:
        their_schedule = getattr(schedulers, name)(theirs, **settings)
    our_schedule = getattr(schedule, name)(ours, **settings)
    for _ in range(100):
        assert ours.lr == pytest.approx(theirs.param_groups[0]["lr"], rel=1e-9, abs=1e-15)
        theirs.step()
        their_schedule.step()
        our_schedule.step()
