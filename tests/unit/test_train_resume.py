"""A training that was interrupted goes on to the same bits."""

import numpy as np
import pytest

from lib import nn, optim, schedule
from lib.data import Compose, DataLoader, Flip, Rotate, Shift, load_digits, make_moons
from lib.train import (
    Callback,
    Checkpoint,
    EarlyStopping,
    accuracy,
    fit,
)
from lib.train.files import read_arrays

TRAIN, DEV = make_moons(60, noise=0.2, rng=0), make_moons(40, noise=0.2, rng=1)
DEV_PAIR = DEV.X, DEV.y[:, None]


def jitter(X, rng):
    return X + 0.1 * rng.standard_normal(X.shape)


class Hands(Callback):
    """Holds what it wrote by its own hand, to be continued too."""

    def __init__(self):
        self.seen, self.rng = [], np.random.default_rng(8)

    def on_batch_end(self, training):
        self.seen.append(float(self.rng.random()) * training.cost)

    def state_dict(self):
        return {"seen": self.seen, "rate": np.float32(0.1), "pair": (1, "a")}

    def load_state_dict(self, state):
        assert type(state["rate"]) is float
        assert state["pair"] == (1, "a")
        self.seen = state["seen"]


OPTIMIZERS = {
    "SGD": lambda p: optim.SGD(p, lr=0.1),
    "momentum": lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    "RMSprop": lambda p: optim.RMSprop(p, lr=0.01),
    "Adam": lambda p: optim.Adam(p, lr=0.02, weight_decay=0.01),
    "AdamW": lambda p: optim.AdamW(p, lr=0.02),
}


class Run:
    """A training with everything in it whose state could be forgotten."""

    def __init__(self, optimizer="Adam", patience=100, dtype=np.float64):
        layers = (
            nn.Linear(2, 12, rng=0, dtype=dtype),
            nn.Tanh(),
            nn.Dropout(0.2, rng=1),
            nn.Linear(12, 1, rng=2, dtype=dtype),
        )
        self.model = nn.Sequential(*layers)
        self.optimizer = OPTIMIZERS[optimizer](self.model.parameters())
        self.schedule = schedule.StepLR(self.optimizer, step_size=2, gamma=0.7)
        self.stopping = EarlyStopping(patience=patience)
        self.hands = Hands()
        X, y = TRAIN.X.astype(dtype), TRAIN.y[:, None].astype(dtype)
        transform = jitter if dtype is np.float64 else None
        self.loader = DataLoader(X, y, batch_size=8, shuffle=True, rng=3, transform=transform)

    def fit(self, path, epochs, resume=True, **changes):
        arguments = {
            "dev": DEV_PAIR,
            "metrics": [accuracy],
            "schedule": self.schedule,
            "clip": 1.0,
            "early_stopping": self.stopping,
            "callbacks": [self.hands],
        } | changes
        if self.optimizer.params[0].dtype == np.float32:
            arguments["dev"] = tuple(a.astype(np.float32) for a in DEV_PAIR)
        self.history = fit(
            self.model,
            nn.BCEWithLogitsLoss(),
            self.optimizer,
            self.loader,
            epochs=epochs,
            checkpoint=path,
            resume=resume,
            **arguments,
        )
        return self


def same(a, b):
    """Compare two runs, bit for bit; only the clock may differ."""
    assert a.history.keys() == b.history.keys()
    for name in a.history.keys() - {"seconds"}:
        assert a.history[name].tobytes() == b.history[name].tobytes(), name
    assert (a.history.stopped, a.history.best_epoch) == (b.history.stopped, b.history.best_epoch)
    for name, array in a.model.state_dict().items():
        assert array.tobytes() == b.model.state_dict()[name].tobytes(), name
    assert repr(a.optimizer.state_dict()) == repr(b.optimizer.state_dict())
    assert a.schedule.state_dict() == b.schedule.state_dict()
    assert a.hands.seen == b.hands.seen
    assert a.hands.rng.bit_generator.state == b.hands.rng.bit_generator.state
    assert a.loader.rng.bit_generator.state == b.loader.rng.bit_generator.state
    assert a.model[2].rng.bit_generator.state == b.model[2].rng.bit_generator.state


class TestResume:
    @pytest.mark.parametrize("optimizer", OPTIMIZERS)
    def test_to_the_same_bits_as_without_a_break(self, tmp_path, optimizer):
        at_once = Run(optimizer).fit(tmp_path / "once.npz", 7)
        for epochs in (2, 3, 7):
            in_parts = Run(optimizer).fit(tmp_path / "parts.npz", epochs)
        assert len(in_parts.history.cost) == 7
        same(at_once, in_parts)

    def test_in_single_precision(self, tmp_path):
        at_once = Run(dtype=np.float32).fit(tmp_path / "once.npz", 5)
        Run(dtype=np.float32).fit(tmp_path / "parts.npz", 3)
        in_parts = Run(dtype=np.float32).fit(tmp_path / "parts.npz", 5)
        assert in_parts.model[0].weight.dtype == np.float32
        same(at_once, in_parts)

    @pytest.mark.parametrize("forget", [None, "loader", "dropout"])
    def test_a_forgotten_generator_would_be_seen(self, forget):
        at_once = Run().fit(None, 5, resume=False, early_stopping=None).history.cost
        run = Run().fit(None, 3, resume=False, early_stopping=None)
        if forget is not None:
            {"loader": run.loader.rng, "dropout": run.model[2].rng}[forget].random()
        run.fit(None, 2, resume=False, early_stopping=None)
        assert np.array_equal(run.history.cost, at_once[3:]) == (forget is None)

    @pytest.mark.parametrize("workers", [1, 2])
    def test_with_augmented_pictures_and_on_two_threads(self, tmp_path, workers):
        digits = load_digits()

        def run(path, epochs):
            layers = nn.Flatten(), nn.Linear(64, 10, rng=0), nn.Dropout(rng=1)
            model = nn.DataParallel(nn.Sequential(*layers), workers)
            sgd = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
            augment = Compose(Shift(1), Rotate(15), Flip())
            images = DataLoader(
                digits.images[:90], digits.target[:90], shuffle=True, rng=2, transform=augment
            )
            loss = nn.CrossEntropyLoss()
            history = fit(model, loss, sgd, images, epochs=epochs, checkpoint=path, resume=True)
            return history.cost, model.state_dict()["module.1.weight"]

        at_once = run(tmp_path / "once.npz", 4)
        run(tmp_path / "parts.npz", 2)
        in_parts = run(tmp_path / "parts.npz", 4)
        assert all(np.array_equal(a, b) for a, b in zip(at_once, in_parts, strict=True))

    def test_early_stopping_is_continued_and_not_repeated(self, tmp_path):
        at_once = Run(patience=3).fit(tmp_path / "once.npz", 200)
        stopped_at = len(at_once.history.cost)
        assert stopped_at < 200
        assert at_once.history.best_epoch == stopped_at - 3
        for epochs in (stopped_at - 2, 200, 200):
            in_parts = Run(patience=3).fit(tmp_path / "parts.npz", epochs)
        same(at_once, in_parts)

    @pytest.mark.parametrize("every", [1, 2, 3, 7, 100])
    def test_the_best_parameters_are_put_back_only_in_memory(self, tmp_path, every):
        at_once = Run().fit(tmp_path / "once.npz", 12)
        for epochs in (5, 9, 12):
            in_parts = Run().fit(Checkpoint(tmp_path / "parts.npz", every=every), epochs)
        same(at_once, in_parts)

    def test_more_patience_goes_on(self, tmp_path):
        at_once = Run(patience=6).fit(tmp_path / "once.npz", 200)
        first = Run(patience=2).fit(tmp_path / "parts.npz", 200)
        assert len(first.history.cost) < len(at_once.history.cost)
        same(at_once, Run(patience=6).fit(tmp_path / "parts.npz", 200))

    @pytest.mark.parametrize("step", [9, 15, 16, 17, 30])
    def test_a_stop_by_a_callback_is_not_final(self, tmp_path, step):
        class Stop(Callback):
            def on_batch_end(self, training):
                if training.step == step:
                    training.stop("enough for today")

        at_once = Run().fit(tmp_path / "once.npz", 6)
        run = Run()
        run.fit(tmp_path / "parts.npz", 6, callbacks=[run.hands, Stop()])
        assert run.history.stopped == f"after epoch {-(-step // 8)}: enough for today"
        assert len(run.history.cost) == -(-step // 8)
        on_disk = read_arrays(tmp_path / "parts.npz")[1]["parts"]["history"]["state"]["columns"]
        assert len(on_disk["cost"]) == step // 8
        same(at_once, Run().fit(tmp_path / "parts.npz", 6))

    def test_steps_are_counted_on(self, tmp_path):
        class Steps(Hands):
            def on_batch_end(self, training):
                self.seen.append(training.step)

        for epochs in (2, 3):
            steps = Steps()
            Run().fit(tmp_path / "run.npz", epochs, callbacks=[steps])
        assert steps.seen == list(range(1, 25))

    def test_a_training_that_is_done_is_returned_as_it_was(self, tmp_path):
        first = Run().fit(tmp_path / "run.npz", 4)
        written = (tmp_path / "run.npz").read_bytes()
        for epochs in (4, 2):
            again = Run().fit(tmp_path / "run.npz", epochs)
            same(first, again)
        assert (tmp_path / "run.npz").read_bytes() == written

    def test_without_a_file_it_begins_and_without_resume_it_begins_again(self, tmp_path):
        first = Run().fit(tmp_path / "run.npz", 3)
        assert len(Run().fit(tmp_path / "run.npz", 2, resume=False).history.cost) == 2
        other = Run().fit(tmp_path / "run.npz", 3)
        same(first, other)

    def test_every_few_epochs_and_at_the_end(self, tmp_path):
        path, saved = tmp_path / "run.npz", []

        def look(model, history):
            at = None
            if path.exists():
                at = len(read_arrays(path)[1]["parts"]["history"]["state"]["columns"]["cost"])
            saved.append(at)

        run = Run().fit(Checkpoint(path, every=3), 8, callbacks=[look, Hands()])
        assert saved == [None, None, None, 3, 3, 3, 6, 6]
        assert len(read_arrays(path)[1]["parts"]["history"]["state"]["columns"]["cost"]) == 8
        assert len(run.history.cost) == 8

    def test_after_an_error_in_the_middle_of_an_epoch(self, tmp_path):
        class Fault(Callback):
            def on_batch_end(self, training):
                if training.step == 30:
                    raise RuntimeError("power cut")

        at_once = Run().fit(tmp_path / "once.npz", 6)
        run = Run()
        with pytest.raises(RuntimeError):
            run.fit(tmp_path / "run.npz", 6, callbacks=[run.hands, Fault()])
        same(at_once, Run().fit(tmp_path / "run.npz", 6))

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"schedule": None}, "training with .*schedule.*this one has"),
            ({"early_stopping": None}, "early_stopping"),
            ({"callbacks": []}, "callback 0"),
            ({"metrics": []}, "its history has .*dev_accuracy.* measures cost"),
            ({"clip": None}, "grad_norm"),
        ],
    )
    def test_another_set_up_is_refused(self, tmp_path, changes, words):
        Run().fit(tmp_path / "run.npz", 2)
        run = Run()
        before = run.model.state_dict()
        with pytest.raises(ValueError, match=f"nothing was changed: .*{words}"):
            run.fit(tmp_path / "run.npz", 3, **changes)
        assert all(np.array_equal(before[k], v) for k, v in run.model.state_dict().items())

    def test_resume_needs_a_path(self):
        with pytest.raises(ValueError, match="without checkpoint"):
            Run().fit(None, 1)

    def test_the_folder_is_asked_for_before_the_training(self, tmp_path):
        run = Run()
        with pytest.raises(FileNotFoundError, match="no folder"):
            run.fit(tmp_path / "nowhere" / "run.npz", 1)
        assert run.hands.seen == []

    def test_a_damaged_file_is_told_and_left(self, tmp_path):
        path = tmp_path / "run.npz"
        Run().fit(path, 2)
        content = path.read_bytes()[:-100]
        path.write_bytes(content)
        run = Run()
        with pytest.raises(ValueError, match=r"run\.npz .* is damaged"):
            run.fit(path, 3)
        assert path.read_bytes() == content
        assert run.hands.seen == []
