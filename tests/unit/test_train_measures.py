"""What is measured on the way and afterwards: metrics, the history, the progress bar."""

import io
import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn, optim
from lib.data import DataLoader, make_separable
from lib.train import History, accuracy, confusion, error_rate, evaluate, fit, predict
from lib.train.progress import somebody_is_watching

DATA = make_separable(60, rng=0)
X, Y = DATA.X, DATA.y[:, None]


def logistic(lr=0.5, **kwargs):
    model = nn.Linear(2, 1, rng=0, **kwargs)
    return model, nn.BCEWithLogitsLoss(), optim.SGD(model.parameters(), lr=lr)


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

    def test_a_pair_may_be_cut_into_batches(self):
        seen = []

        class Spy(nn.Identity):
            def forward(self, x):
                seen.append(len(x))
                return super().forward(x)

        loss = nn.MSELoss()
        whole = evaluate(Spy(), loss, (X, X))
        assert evaluate(Spy(), loss, (X, X), batch_size=25) == pytest.approx(whole)
        assert seen == [60, 25, 25, 10]
        with pytest.raises(ValueError, match="a DataLoader has its own"):
            evaluate(Spy(), loss, DataLoader(X, X), batch_size=25)

    def test_metrics_from_a_generator_and_arrays(self):
        model, loss, _ = logistic()
        measured = evaluate(model, loss, (X, Y), (m for m in (accuracy, confusion)))
        counts = measured["confusion"]
        assert counts.sum() == 60
        assert np.trace(counts) / 60 == measured["accuracy"]


class TestPredict:
    @pytest.mark.parametrize("batch_size", [1, 7, 60, 100])
    def test_it_is_the_model_in_evaluation_mode(self, batch_size):
        model = nn.Sequential(nn.Dropout(0.5, rng=0), nn.Linear(2, 3, rng=0))
        expected = X @ model[1].weight.data.T + model[1].bias.data
        assert np.allclose(predict(model, X, batch_size), expected, rtol=1e-12)
        assert model.training
        assert model[0].training

    def test_what_makes_no_sense_is_refused(self):
        with pytest.raises(ValueError, match="expected at least one example"):
            predict(nn.Identity(), np.zeros((0, 2)))
        with pytest.raises(ValueError, match="batch_size"):
            predict(nn.Identity(), X, 0)


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

    @pytest.mark.parametrize("metric", [error_rate, confusion])
    def test_the_others_refuse_the_same_under_their_name(self, metric):
        with pytest.raises(ValueError, match=f"{metric.__name__} got outputs"):
            metric(np.zeros(3), np.zeros(4))


class TestErrorsAndConfusion:
    @given(
        labels=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30)
    )
    def test_against_counting_by_hand(self, labels):
        truth, said = (np.array(column) for column in zip(*labels, strict=True))
        counts = confusion(np.eye(4)[said], truth)
        for i in range(4):
            for j in range(4):
                assert counts[i, j] == sum(label == (i, j) for label in labels)
        assert np.array_equal(confusion(np.eye(4)[said], np.eye(4)[truth]), counts)
        wrong = error_rate(np.eye(4)[said], truth)
        assert wrong == pytest.approx(1 - accuracy(np.eye(4)[said], truth))
        assert wrong == pytest.approx(1 - np.trace(counts) / len(labels))

    def test_one_score_an_example(self):
        outputs, y = [0.9, 0.2, 0.8], [1, 1, 0]
        assert confusion(outputs, y, threshold=0.5).tolist() == [[0, 1], [1, 1]]
        assert error_rate(outputs, y, threshold=0.5) == pytest.approx(2 / 3)

    @pytest.mark.parametrize("y", [[0, 3], [-1, 0]])
    def test_classes_without_a_score_are_refused(self, y):
        with pytest.raises(ValueError, match="expected classes from 0 to 2"):
            confusion(np.eye(3)[:2], y)


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

    @given(
        values=st.lists(st.floats(width=64), max_size=5),
        stopped=st.none() | st.text(st.characters(exclude_categories=("Cs",))),
    )
    def test_json_and_back_is_the_same_to_the_bit(self, values, stopped):
        history = History()
        for value in values:
            history.append(cost=value, dev_cost=-value)
        history.stopped, history.best_epoch = stopped, 3
        text = history.to_json()
        back = History.from_json(text)
        assert list(back) == list(history)
        for name in history:
            assert np.array_equal(back[name], history[name], equal_nan=True)
            numbers = ~np.isnan(history[name])
            assert back[name][numbers].tobytes() == history[name][numbers].tobytes()
        assert (back.stopped, back.best_epoch) == (stopped, 3)

        def never(word):
            raise AssertionError(word)

        json.loads(text, parse_constant=never)

    @pytest.mark.parametrize("text", ["", "{}", '{"columns": {}}', "[1, 2]", "3"])
    def test_other_json_is_refused(self, text):
        with pytest.raises(ValueError, match=r"History|Expecting"):
            History.from_json(text)

    def test_columns_of_different_lengths_are_refused_and_nothing_is_changed(self, history):
        before = history.to_json()
        state = history.state_dict()
        state["columns"]["cost"].pop()
        with pytest.raises(ValueError, match="one length"):
            history.load_state_dict(state)
        assert history.to_json() == before

    def test_the_table_says_why_it_stopped(self, history):
        history.stopped = "after epoch 20: enough"
        assert repr(history).splitlines()[-1] == "stopped after epoch 20: enough"


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
