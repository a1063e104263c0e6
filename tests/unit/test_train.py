"""Training: the loop does what the textbook says, says what it did, and stops at nan."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn, optim
from lib.data import DataLoader, make_moons, make_separable
from lib.train import EarlyStopping, accuracy, evaluate, fit
from lib.train.guard import Guard

DATA = make_separable(60, rng=0)
X, Y = DATA.X, DATA.y[:, None]


def logistic(lr=0.5, **kwargs):
    model = nn.Linear(2, 1, rng=0, **kwargs)
    return model, nn.BCEWithLogitsLoss(), optim.SGD(model.parameters(), lr=lr)


class TestFit:
    def test_a_pair_is_gradient_descent_on_all_rows(self):
        model, loss, sgd = logistic()
        w, b = model.weight.data[0].copy(), model.bias.data[0].copy()
        costs = []
        for _ in range(5):
            z = X @ w + b
            costs.append(np.mean(np.logaddexp(0, z) - DATA.y * z))
            dz = (1 / (1 + np.exp(-z)) - DATA.y) / len(X)
            w, b = w - 0.5 * X.T @ dz, b - 0.5 * dz.sum()
        history = fit(model, loss, sgd, (X, Y), epochs=5)
        assert np.allclose(history.cost, costs, rtol=1e-12)
        assert np.allclose(model.weight.data[0], w, rtol=1e-12)
        assert np.allclose(model.bias.data[0], b, rtol=1e-12)

    def test_a_loader_gives_one_step_a_batch_and_the_mean_by_rows(self):
        model, loss, sgd = logistic(lr=0.0)
        history = fit(model, loss, sgd, DataLoader(X, Y, batch_size=25), epochs=1)
        assert history.cost[0] == pytest.approx(loss(model(X), Y), rel=1e-12)

    def test_the_same_seed_gives_the_same_training(self):
        def trained():
            model, loss, sgd = logistic()
            loader = DataLoader(X, Y, batch_size=7, shuffle=True, rng=3)
            return fit(model, loss, sgd, loader, epochs=3).cost, model.weight.data

        first, second = trained(), trained()
        assert np.array_equal(first[0], second[0])
        assert np.array_equal(first[1], second[1])

    def test_dev_data_are_measured_after_the_epoch_and_never_learned_from(self):
        model, loss, sgd = logistic()
        with_dev = fit(model, loss, sgd, (X, Y), epochs=4, dev=(X, Y), metrics=[accuracy])
        assert with_dev.dev_cost[0] == pytest.approx(with_dev.cost[1])
        assert with_dev.dev_accuracy[-1] == accuracy(model(X), Y)
        other, loss, sgd = logistic()
        fit(other, loss, sgd, (X, Y), epochs=4)
        assert np.array_equal(other.weight.data, model.weight.data)

    def test_a_network_learns_the_moons(self):
        moons = make_moons(200, noise=0.1, rng=0)
        model = nn.Sequential(nn.Linear(2, 16, rng=0), nn.Tanh(), nn.Linear(16, 1, rng=1))
        sgd = optim.SGD(model.parameters(), lr=0.5, momentum=0.9)
        data = (moons.X, moons.y[:, None])
        fit(model, nn.BCEWithLogitsLoss(), sgd, data, epochs=200)
        assert evaluate(model, nn.BCEWithLogitsLoss(), data, [accuracy])["accuracy"] > 0.97

    def test_float32_stays_float32(self):
        model, loss, sgd = logistic(dtype=np.float32)
        fit(model, loss, sgd, (X.astype(np.float32), Y.astype(np.float32)), epochs=2)
        assert model.weight.data.dtype == np.float32

    def test_the_mode_is_set_and_put_back_for_each_module(self):
        seen = []

        class Spy(nn.Identity):
            def forward(self, x):
                seen.append(self.training)
                return super().forward(x)

        model = nn.Sequential(Spy(), nn.Linear(2, 1, rng=0))
        model[0].training = False
        sgd = optim.SGD(model.parameters(), lr=0.1)
        fit(model, nn.BCEWithLogitsLoss(), sgd, (X, Y), epochs=2, dev=(X, Y))
        assert seen == [True, False, True, False]
        assert [m.training for m in model.modules()] == [True, False, True]

    def test_the_mode_is_put_back_after_an_error(self):
        model, loss, sgd = logistic()
        model.eval()
        with pytest.raises(ValueError, match="shape"):
            fit(model, loss, sgd, (X, Y[:, 0]), epochs=1)
        assert not model.training

    def test_callbacks_come_after_each_epoch(self):
        seen = []
        model, loss, sgd = logistic()
        fit(model, loss, sgd, (X, Y), epochs=3, callbacks=[lambda m, h: seen.append(len(h.cost))])
        assert seen == [1, 2, 3]

    def test_inputs_are_not_changed(self):
        x, y = X.copy(), Y.copy()
        fit(*logistic(), (x, y), epochs=2, dev=(x, y))
        assert np.array_equal(x, X)
        assert np.array_equal(y, Y)

    @pytest.mark.parametrize(
        ("kwargs", "error", "words"),
        [
            ({"epochs": 0}, ValueError, "epochs=0, expected a whole number"),
            ({"epochs": 1.5}, ValueError, r"epochs=1\.5"),
            ({"epochs": 1, "metrics": [accuracy]}, ValueError, "metrics without dev data"),
            ({"epochs": 1, "dev": X}, TypeError, r"dev got a ndarray, expected a pair"),
            ({"epochs": 1, "dev": DataLoader(X)}, ValueError, "1 arrays, expected two"),
            ({"epochs": 1, "dev": (X, Y[:3])}, ValueError, "60 and 3 rows"),
            ({"epochs": 1, "clip": 0}, ValueError, "clip=0, expected a length above 0"),
            ({"epochs": 1, "resume": True}, ValueError, "resume=True without checkpoint"),
            ({"epochs": 1, "early_stopping": 5}, TypeError, r"expected EarlyStopping\(…\)"),
            ({"epochs": 1, "early_stopping": EarlyStopping()}, ValueError, "watches 'dev_cost'"),
            ({"epochs": 1, "callbacks": [3]}, TypeError, "got the callback 3, expected a function"),
            ({"epochs": 1, "callbacks": [EarlyStopping]}, TypeError, "the class EarlyStopping"),
        ],
    )
    def test_bad_input_is_refused_before_anything_is_changed(self, kwargs, error, words):
        model, loss, sgd = logistic()
        before = model.state_dict()
        with pytest.raises(error, match=words):
            fit(model, loss, sgd, (X, Y), **kwargs)
        assert np.array_equal(model.weight.data, before["weight"])


class TestNan:
    def run(self, model, loss, optimizer, data=(X, Y), epochs=500):
        with pytest.raises(FloatingPointError) as caught:
            fit(model, loss, optimizer, data, epochs=epochs)
        assert all(np.isfinite(p.data).all() for p in model.parameters())
        return str(caught.value)

    def test_a_rate_that_is_too_large_is_named(self):
        model = nn.Linear(2, 1, rng=0)
        sgd = optim.SGD(model.parameters(), lr=1e3)
        message = self.run(model, nn.MSELoss(), sgd)
        assert "training stopped at step" in message
        assert "learning rate that is too large (it is 1000)" in message

    def test_bad_data_are_named_with_their_place(self):
        bad = X.copy()
        bad[41, 1] = np.nan
        loader = DataLoader(bad, Y, batch_size=20)
        model, loss, sgd = logistic()
        message = self.run(model, loss, sgd, loader)
        assert "at step 3 (epoch 1, batch 3): the input X, shape (20, 2)" in message
        assert "first at [1, 1]: nan" in message
        assert "missing values" in message

    def test_a_bad_gradient_is_named_before_the_step(self):
        class Broken(nn.Linear):
            def backward(self, grad_out):
                result = super().backward(grad_out)
                self.bias.grad[0] = np.inf
                return result

        model = Broken(2, 1, rng=0)
        before = model.state_dict()
        message = self.run(model, nn.BCEWithLogitsLoss(), optim.SGD(model.parameters(), lr=1))
        assert "step 1" in message
        assert "the gradient of bias" in message
        assert np.array_equal(model.weight.data, before["weight"])

    def test_a_step_that_overflows_is_taken_back(self):
        model, _, sgd = logistic()
        model.weight.data[:] = [[-1.7e308, 0.0]]
        before = model.state_dict()
        x, y = np.array([[1.0, 0.0]]), np.array([[1.0]])
        sgd.step = lambda: model.weight.data.__imul__(10)
        message = self.run(model, nn.MSELoss(), sgd, (0 * x, y), epochs=1)
        assert "the parameter weight" in message
        assert np.array_equal(model.weight.data, before["weight"])

    def test_a_loss_of_its_own_is_named(self):
        class Infinite(nn.MSELoss):
            def forward(self, pred, target):
                super().forward(pred, target)
                return np.inf

        model, _, sgd = logistic()
        message = self.run(model, Infinite(), sgd)
        assert "the cost is inf" in message
        assert "scores" in message

    @given(
        shape=st.tuples(st.integers(1, 4), st.integers(1, 4)),
        bad=st.sampled_from([np.nan, np.inf, -np.inf]),
        data=st.data(),
    )
    def test_any_place_is_found(self, shape, bad, data):
        model = nn.Linear(shape[1], shape[0], rng=0)
        guard = Guard(model, None)
        guard.check_gradients("now")
        place = data.draw(st.tuples(*(st.integers(0, n - 1) for n in shape)))
        model.weight.grad[place] = bad
        with pytest.raises(FloatingPointError, match="the gradient of weight") as caught:
            guard.check_gradients("now")
        assert f"first at {list(place)}: {bad}" in str(caught.value)

    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_numbers_whose_squares_or_sum_overflow_are_fine(self, dtype):
        model = nn.Linear(4, 1, rng=0, dtype=dtype)
        model.weight.grad[:] = 0.9 * np.finfo(dtype).max
        model.weight.data[:] = -0.9 * np.finfo(dtype).max
        with np.errstate(over="ignore"):
            guard = Guard(model, None)
            guard.check_gradients("now")
            guard.check_parameters("now")

    def test_a_gradient_in_any_memory_layout(self):
        model = nn.Linear(3, 4, rng=0)
        guard = Guard(model, None)
        model.weight.grad = np.zeros((3, 4)).T
        guard.check_gradients("now")
        model.weight.grad[2, 1] = np.inf
        with pytest.raises(FloatingPointError, match=r"first at \[2, 1\]"):
            guard.check_gradients("now")

    def test_parameters_that_are_bad_from_the_start(self):
        model, loss, sgd = logistic()
        model.bias.data[:] = np.nan
        with pytest.raises(FloatingPointError, match=r"before the first step: the parameter bias"):
            fit(model, loss, sgd, (X, Y), epochs=1)

    @pytest.mark.parametrize("bad_step", [1, 15, 16, 17, 40])
    def test_a_bad_step_is_found_within_16_and_the_last_good_copy_put_back(self, bad_step):
        """The cost does not show it: the model hides what is wrong with its parameter."""

        class Hidden(nn.Linear):
            def forward(self, x):
                return np.nan_to_num(super().forward(x))

            def backward(self, grad_out):
                super().backward(grad_out)
                self.weight.grad[:] = 0

        model = Hidden(2, 1, rng=0)
        sgd = optim.SGD(model.parameters(), lr=0.1)
        steps, kept = 0, [model.state_dict()]
        step = sgd.step

        def bad():
            nonlocal steps
            steps += 1
            step()
            if steps == bad_step:
                model.weight.data[0, 1] = np.inf
            kept.append(model.state_dict())

        sgd.step = bad
        loader = DataLoader(X, Y, batch_size=1)
        with pytest.raises(FloatingPointError) as caught:
            fit(model, nn.BCEWithLogitsLoss(), sgd, loader, epochs=1)
        good = (bad_step - 1) // 16 * 16
        assert f"at step {good + 16} " in str(caught.value)
        assert "the parameter weight, shape (1, 2)" in str(caught.value)
        assert f"those after step {good}." in str(caught.value)
        assert np.array_equal(model.bias.data, kept[good]["bias"])
        assert np.array_equal(model.weight.data, kept[good]["weight"])

    def test_a_bad_parameter_comes_before_the_bad_gradient_that_it_made(self):
        model = nn.Linear(2, 1, rng=0)
        before, guard = model.state_dict(), Guard(model, None)
        model.bias.data[:] = model.weight.grad[:] = np.inf
        with pytest.raises(FloatingPointError, match="now: the parameter bias"):
            guard.check_gradients("now")
        assert np.array_equal(model.bias.data, before["bias"])

    def test_at_the_end_of_an_epoch_they_are_looked_at_before_they_are_used(self):
        seen = []
        model, loss, sgd = logistic()
        sgd.step = lambda: model.weight.data.fill(np.nan)
        with pytest.raises(FloatingPointError, match=r"after epoch 1: the parameter weight"):
            fit(model, loss, sgd, (X, Y), epochs=2, callbacks=[lambda m, h: seen.append(1)])
        assert seen == []
