"""Training: the loop does what the textbook says, says what it did, and stops at nan."""

import io
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn, optim
from lib.data import DataLoader, make_moons, make_separable
from lib.train import History, accuracy, evaluate, fit
from lib.train.guard import Guard
from lib.train.progress import somebody_is_watching

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

    def test_numbers_whose_sum_overflows_are_fine(self):
        model = nn.Linear(4, 1, rng=0)
        model.weight.grad[:] = 1.5e308
        with np.errstate(over="ignore"):
            Guard(model, None).check_gradients("now")


class TestEvaluate:
    @pytest.mark.parametrize("batch_size", [1, 7, 60])
    def test_batches_do_not_change_the_result(self, batch_size):
        model, loss, _ = logistic()
        whole = evaluate(model, loss, (X, Y), {"right": accuracy})
        parts = evaluate(model, loss, DataLoader(X, Y, batch_size=batch_size), {"right": accuracy})
        assert parts == pytest.approx(whole, rel=1e-12)
        assert list(whole) == ["cost", "right"]

    def test_a_metric_needs_a_name(self):
        model, loss, _ = logistic()
        with pytest.raises(TypeError, match="without a name"):
            evaluate(model, loss, (X, Y), [type("M", (), {"__call__": lambda *a: 0})()])


class TestAccuracy:
    @pytest.mark.parametrize("out_shape", [(4,), (4, 1)])
    @pytest.mark.parametrize("y_shape", [(4,), (4, 1)])
    def test_one_score_an_example(self, out_shape, y_shape):
        outputs = np.array([3.0, -1.0, 0.5, -2.0]).reshape(out_shape)
        assert accuracy(outputs, np.array([1, 0, 0, 0]).reshape(y_shape)) == 0.75

    def test_probabilities_need_their_threshold(self):
        assert accuracy([0.9, 0.2], [1, 0]) == 0.5
        assert accuracy([0.9, 0.2], [1, 0], threshold=0.5) == 1.0

    def test_classes_and_one_hot_rows(self):
        outputs = np.array([[0.1, 0.9], [0.8, 0.2], [0.3, 0.7]])
        assert accuracy(outputs, [1, 0, 0]) == pytest.approx(2 / 3)
        assert accuracy(outputs, np.eye(2)[[1, 0, 0]]) == pytest.approx(2 / 3)

    @pytest.mark.parametrize(
        ("outputs", "y"),
        [(np.zeros(3), np.zeros(4)), (np.zeros((3, 2)), np.zeros((3, 1))), ([], [])],
    )
    def test_what_does_not_fit_is_refused(self, outputs, y):
        with pytest.raises(ValueError, match="accuracy got outputs"):
            accuracy(outputs, y)


class TestHistory:
    @pytest.fixture
    def history(self):
        history = History()
        for i in range(1, 21):
            history.append(cost=1 / i, dev_cost=2 / i, seconds=0.1 * i)
        return history

    def test_columns_are_attributes_and_entries(self, history):
        assert np.array_equal(history.cost, history["cost"])
        assert np.array_equal(history.epochs, np.arange(1, 21))
        assert list(history) == ["cost", "dev_cost", "seconds"]
        assert "dev_cost" in dir(history)

    def test_the_table_is_short_and_has_no_times(self, history):
        lines = repr(history).splitlines()
        assert lines[0].split() == ["epoch", "cost", "dev_cost"]
        assert lines[1].split() == ["1", "1.0000", "2.0000"]
        assert lines[-1].split() == ["20", "0.0500", "0.1000"]
        assert len(lines) == 9
        assert "…" in lines[5]

    def test_unknown_columns_are_refused_with_the_known(self, history):
        with pytest.raises(AttributeError, match="there are cost, dev_cost, seconds"):
            _ = history.accuracy
        with pytest.raises(KeyError, match="no column 'x'"):
            history["x"]
        with pytest.raises(ValueError, match="as in the epochs before"):
            history.append(cost=1)
        assert repr(History()) == "History: no epoch yet"
        assert len(History().epochs) == 0


class TestProgress:
    @pytest.mark.parametrize(("progress", "shown"), [(True, True), (False, False), (None, False)])
    def test_the_bar_is_shown_only_if_wanted(self, monkeypatch, progress, shown):
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stderr", stream)
        fit(*logistic(), (X, Y), epochs=3, progress=progress)
        assert bool(stream.getvalue()) == shown

    def test_a_stream_that_is_no_terminal_has_no_watcher(self):
        code = "from lib.train.progress import somebody_is_watching as w; print(w())"
        out = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert out.stdout.strip() == "False"

    @pytest.mark.parametrize("answers_allowed", [True, False])
    def test_a_notebook_is_live_if_it_may_ask(self, monkeypatch, answers_allowed):
        kernel = type("Kernel", (), {"_allow_stdin": answers_allowed})()
        monkeypatch.setattr("IPython.get_ipython", lambda: type("Shell", (), {"kernel": kernel})())
        assert somebody_is_watching() is answers_allowed

    def test_an_executed_notebook_stores_no_bar(self):
        nbformat = pytest.importorskip("nbformat")
        nbclient = pytest.importorskip("nbclient")
        source = (
            "from lib import nn, optim; from lib.train import fit; import numpy as np\n"
            "m = nn.Linear(1, 1, rng=0); s = optim.SGD(m.parameters(), lr=0.1)\n"
            "fit(m, nn.MSELoss(), s, (np.ones((3, 1)), np.ones((3, 1))), epochs=2)"
        )
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
        nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
        outputs = book.cells[0].outputs
        assert [o.output_type for o in outputs] == ["execute_result"]
        assert outputs[0].data["text/plain"].startswith("epoch")
