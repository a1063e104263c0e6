"""Between the steps: early stopping, schedules, clipping, callbacks that stop; once with all."""

import numpy as np
import pytest

from lib import nn, optim
from lib.data import DataLoader, make_moons
from lib.schedule import CosineAnnealingLR, ExponentialLR, InverseTimeLR, StepLR
from lib.train import Callback, EarlyStopping, Training, accuracy, confusion, fit

MOONS = make_moons(40, noise=0.2, rng=0)
X, Y = MOONS.X, MOONS.y[:, None]


def network(lr=0.1):
    model = nn.Sequential(nn.Linear(2, 6, rng=0), nn.Tanh(), nn.Linear(6, 1, rng=1))
    return model, nn.BCEWithLogitsLoss(), optim.SGD(model.parameters(), lr=lr)


def watched(values, **settings):
    """Show early stopping a column of values, and return it and the training."""
    stopping = EarlyStopping("value", **settings)
    training = Training(nn.Linear(1, 1, rng=0), None, None, None)
    stopping.on_train_begin(training)
    for value in values:
        training.epoch += 1
        training.model.bias.data[:] = training.epoch
        training.history.append(value=value)
        stopping.on_epoch_end(training)
        if training.history.stopped is not None:
            break
    stopping.on_train_end(training)
    return stopping, training


class TestEarlyStopping:
    @pytest.mark.parametrize(
        ("values", "settings", "stops_at", "best"),
        [
            ([3, 2, 1, 2, 2, 0], {"patience": 2}, 5, 3),
            ([3, 2, 1, 2, 2, 0], {"patience": 3}, None, 6),
            ([1, 1, 1], {"patience": 2}, 3, 1),
            ([1, 2], {"patience": 1}, 2, 1),
            ([1.0, 0.95, 0.9, 0.85, 0.8], {"patience": 3, "min_delta": 0.1}, None, 4),
            ([1.0, 0.95, 0.91, 0.85], {"patience": 2, "min_delta": 0.1}, 3, 1),
            ([0.1, 0.2, 0.15, 0.1], {"patience": 2, "mode": "max"}, 4, 2),
            ([0.0, 0.0, 0.0], {"patience": 2, "mode": "max"}, 3, 1),
            ([np.nan, 2, np.nan, 1], {"patience": 2}, None, 4),
            ([np.nan, np.nan], {"patience": 2}, 2, None),
            ([np.inf, 1, np.inf, np.inf], {"patience": 2}, 4, 2),
        ],
    )
    def test_when_it_stops_and_what_it_keeps(self, values, settings, stops_at, best):
        stopping, training = watched(values, **settings)
        assert stopping.best_epoch == training.history.best_epoch == best
        assert training.epoch == (stops_at or len(values))
        assert (training.history.stopped is None) == (stops_at is None)
        if stops_at:
            assert training.history.stopped.startswith(f"after epoch {stops_at}: value ")
        assert training.model.bias.data[0] == (best or training.epoch)

    def test_without_restoring_the_last_parameters_stay(self):
        _, training = watched([1, 2, 3], patience=2, restore_best=False)
        assert training.model.bias.data[0] == 3

    def test_the_reason_says_the_best_value_and_its_epoch(self):
        _, training = watched([0.5, 0.25, 1, 1], patience=2)
        assert training.history.stopped == "after epoch 4: value was best in epoch 2 (0.25)"
        _, training = watched([np.nan, np.nan], patience=2)
        assert training.history.stopped == "after epoch 2: value has never been a number"

    def test_in_fit_the_model_is_that_of_the_best_epoch(self):
        costs, states = [], []

        def look(model, history):
            costs.append(history.dev_cost[-1])
            states.append(model.state_dict())

        dev = make_moons(40, noise=0.4, rng=7)
        model, loss, sgd = network(lr=2.0)
        history = fit(
            model,
            loss,
            sgd,
            DataLoader(X[:10], Y[:10], batch_size=5, shuffle=True, rng=0),
            dev=(dev.X, dev.y[:, None]),
            epochs=500,
            callbacks=[look],
            early_stopping=EarlyStopping(patience=10),
        )
        best = int(np.argmin(costs))
        assert len(costs) == best + 11 < 500
        assert history.best_epoch == best + 1
        for name, array in model.state_dict().items():
            assert np.array_equal(array, states[best][name])
        assert loss(model(dev.X), dev.y[:, None]) == costs[best]

    def test_an_accuracy_can_be_watched(self):
        stopping = EarlyStopping("dev_accuracy", patience=3, mode="max")
        history = fit(
            *network(lr=1.0),
            (X, Y),
            dev=(X, Y),
            metrics=[accuracy],
            epochs=300,
            early_stopping=stopping,
        )
        assert stopping.best == history.dev_accuracy.max()

    def test_a_second_training_starts_afresh(self):
        stopping = EarlyStopping("cost", patience=2)
        for _ in range(2):
            history = fit(*network(lr=0.0), (X, Y), epochs=9, early_stopping=stopping)
            assert len(history.cost) == 3
            assert history.best_epoch == 1

    @pytest.mark.parametrize(
        ("settings", "words"),
        [
            ({"patience": 0}, "patience is 0"),
            ({"min_delta": -1}, "min_delta"),
            ({"mode": "best"}, "mode is 'best'"),
        ],
    )
    def test_settings_without_sense_are_refused(self, settings, words):
        with pytest.raises(ValueError, match=words):
            EarlyStopping(**settings)

    def test_a_state_of_something_else_is_refused(self):
        with pytest.raises(ValueError, match="EarlyStopping"):
            EarlyStopping().load_state_dict({"lr": 1})


class TestSchedule:
    @pytest.mark.parametrize(
        ("make", "rates"),
        [
            (lambda o: StepLR(o, 2, gamma=0.5), [0.8, 0.8, 0.4, 0.4]),
            (lambda o: ExponentialLR(o, gamma=0.5), [0.8, 0.4, 0.2, 0.1]),
            (lambda o: InverseTimeLR(o, decay=1), [0.8, 0.4, 0.8 / 3, 0.2]),
            (lambda o: CosineAnnealingLR(o, T_max=2), [0.8, 0.4, 0.0, 0.4]),
        ],
    )
    def test_the_history_has_the_rate_of_each_epoch(self, make, rates):
        used = []
        model, loss, sgd = network(lr=0.8)
        step = sgd.step
        sgd.step = lambda: (used.append(sgd.lr), step())
        loader = DataLoader(X, Y, batch_size=20)
        history = fit(model, loss, sgd, loader, epochs=4, schedule=make(sgd))
        assert history.lr == pytest.approx(rates)
        assert used == pytest.approx(np.repeat(rates, 2))

    def test_of_another_optimizer_is_refused(self):
        other = optim.SGD(nn.Linear(1, 1).parameters(), lr=1.0)
        with pytest.raises(ValueError, match="schedule of another optimizer"):
            fit(*network(), (X, Y), epochs=1, schedule=StepLR(other, 1))


class TestClip:
    def lengths(self, clip, lr=0.5):
        """Return the history, and the lengths of all gradients as the optimizer got them."""
        model, loss, sgd = network(lr)
        step, got = sgd.step, []

        def look():
            got.append(np.sqrt(sum((p.grad**2).sum() for p in model.parameters())))
            step()

        sgd.step = look
        loader = DataLoader(X, Y, batch_size=8)
        return fit(model, loss, sgd, loader, epochs=3, clip=clip), np.array(got).reshape(3, 5)

    def test_the_lengths_before_are_recorded_and_those_after_are_short(self):
        history, free = self.lengths(np.inf)
        assert history.grad_norm == pytest.approx(free.mean(axis=1))
        assert np.array_equal(history.clipped, [0, 0, 0])
        limit = float(np.sort(free[0])[2:4].mean())
        history, got = self.lengths(limit)
        assert got.max() <= limit
        assert 0 < history.clipped[0] < 1
        assert history.clipped[0] == np.mean(got[0] > 0.99999 * limit)

    def test_it_keeps_a_training_together_that_would_fall_apart(self):
        rng = np.random.default_rng(0)
        steep = 1e3 * rng.standard_normal((20, 2))

        def train(**clip):
            model = nn.Linear(2, 1, rng=0)
            sgd = optim.SGD(model.parameters(), lr=5e-3)
            return fit(model, nn.MSELoss(), sgd, (steep, steep[:, :1]), epochs=300, **clip)

        with pytest.raises(FloatingPointError, match="clip the gradient"):
            train()
        cost = train(clip=1.0).cost
        assert cost[-1] < cost[0] / 1000


class Recorder(Callback):
    def __init__(self):
        self.calls = []

    def on_train_begin(self, training):
        self.calls.append("begin")

    def on_batch_end(self, training):
        self.calls.append((training.epoch, training.step))

    def on_epoch_end(self, training):
        assert training.epoch == len(training.history.epochs)
        self.calls.append(training.epoch)

    def on_train_end(self, training):
        self.calls.append("end")


class TestCallbacks:
    def test_the_order_of_the_hooks(self):
        recorder = Recorder()
        loader = DataLoader(X, Y, batch_size=20)
        fit(*network(), loader, epochs=2, callbacks=[recorder])
        assert recorder.calls == ["begin", (1, 1), (1, 2), 1, (2, 3), (2, 4), 2, "end"]

    def test_any_object_with_one_hook_will_do(self):
        costs = []
        hook = type("Costs", (), {"on_batch_end": lambda self, t: costs.append(t.cost)})()
        history = fit(*network(), (X, Y), epochs=3, callbacks=[hook])
        assert np.array_equal(costs, history.cost)

    @pytest.mark.parametrize(("hook", "rows"), [("on_batch_end", 2), ("on_epoch_end", 4)])
    def test_a_callback_can_stop(self, hook, rows):
        stop = type("Stop", (), {hook: lambda self, t: t.step >= 3 and t.stop("enough")})()
        recorder = Recorder()
        loader = DataLoader(X, Y, batch_size=20)
        fit(*network(), loader, epochs=9, callbacks=[stop, recorder])
        assert recorder.calls[-2:] == [2, "end"]
        assert sum(isinstance(call, tuple) for call in recorder.calls) == (3 if rows == 2 else 4)

    def test_the_first_reason_is_kept(self):
        def stopper(why):
            return type("Stop", (), {"on_epoch_end": lambda self, t: t.stop(why)})()

        history = fit(*network(), (X, Y), epochs=9, callbacks=[stopper("first"), stopper("second")])
        assert history.stopped == "after epoch 1: first"

    def test_the_cost_of_an_epoch_that_was_cut_short_is_of_what_was_seen(self):
        stop = type("Stop", (), {"on_batch_end": lambda self, t: t.stop("enough")})()
        model, loss, sgd = network(lr=0.0)
        loader = DataLoader(X, Y, batch_size=15)
        history = fit(model, loss, sgd, loader, epochs=9, callbacks=[stop])
        assert history.cost[0] == pytest.approx(loss(model(X[:15]), Y[:15]))

    def test_a_metric_that_is_no_number_is_sent_to_evaluate(self):
        with pytest.raises(TypeError, match=r"confusion returned an array .* call evaluate"):
            fit(*network(), (X, Y), dev=(X, Y), metrics=[confusion], epochs=1)

    def test_the_gradient_of_the_data_is_not_computed(self):
        asked = []

        class Spy(nn.Linear):
            def backward(self, grad_out):
                asked.append(self.input_grad)
                return super().backward(grad_out)

        model = nn.Sequential(Spy(2, 3, rng=0), Spy(3, 1, rng=1))
        sgd = optim.SGD(model.parameters(), lr=0.1)
        fit(model, nn.BCEWithLogitsLoss(), sgd, (X, Y), epochs=1)
        assert asked == [True, False]
        assert all(module.input_grad for module in model.modules())
