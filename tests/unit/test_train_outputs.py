"""Recurrent layers in Sequential and fit: the right outputs and gradients, and they learn."""

import numpy as np
import pytest

from lib import nn, optim
from lib.data import DataLoader, make_adding
from lib.gradcheck import GradcheckError, gradcheck
from lib.train import AllOutputs, LastOutput, fit, predict

LAYERS = {
    "RNN": lambda: nn.RNN(3, 2, rng=0),
    "LSTM": lambda: nn.LSTM(3, 2, rng=0),
    "GRU of two layers": lambda: nn.GRU(3, 2, num_layers=2, rng=0),
    "LSTM in two directions": lambda: nn.LSTM(3, 2, bidirectional=True, rng=0),
    "RNN, deep, in two directions": lambda: nn.RNN(3, 2, num_layers=2, bidirectional=True, rng=0),
}
layers = pytest.mark.parametrize("make", LAYERS.values(), ids=LAYERS)
both = pytest.mark.parametrize("adapter", [AllOutputs, LastOutput])


def sequences(seed=0, shape=(4, 5, 3)):
    return np.random.default_rng(seed).standard_normal(shape)


class TestNumbers:
    @layers
    def test_all_outputs_are_the_output(self, make):
        assert np.array_equal(AllOutputs(make())(sequences()), make()(sequences())[0])

    @layers
    def test_the_last_output_is_the_final_state_of_each_direction(self, make):
        layer = make()
        _, state = layer(sequences())
        h = state[0] if isinstance(state, tuple) else state
        ends = np.concatenate(h[-2:] if layer.bidirectional else h[-1:], axis=1)
        assert np.array_equal(LastOutput(make())(sequences()), ends)

    @both
    @layers
    def test_gradients(self, make, adapter):
        gradcheck(adapter(make()), sequences())
        gradcheck(nn.Sequential(nn.Linear(3, 3, rng=1), adapter(make()), nn.Tanh()), sequences())

    @pytest.mark.parametrize("make", [LAYERS["LSTM"], LAYERS["LSTM in two directions"]])
    def test_a_gradient_at_the_wrong_step_is_refused(self, make):
        class Wrong(LastOutput):
            def backward(self, grad_out):
                shape, grad_out = self._recall(grad_out)
                grad_output = np.zeros(shape)
                grad_output[:, 0 if self.module.bidirectional else -2] = grad_out
                return self._back(grad_output)

        with pytest.raises(GradcheckError):
            gradcheck(Wrong(make()), sequences())

    @both
    @layers
    def test_without_the_gradient_of_the_input_the_others_are_the_same(self, make, adapter):
        model, other = (nn.Sequential(adapter(make()), nn.Tanh()) for _ in range(2))
        grad_out = np.ones_like(model(sequences()))
        assert model.backward(grad_out).shape == (4, 5, 3)
        other(sequences())
        with other.no_input_grad():
            assert other.backward(grad_out) is None
        assert other[0].module.input_grad
        for one, two in zip(model.parameters(), other.parameters(), strict=True):
            assert one.grad.any()
            assert np.array_equal(one.grad, two.grad)

    @both
    def test_float32_stays_float32(self, adapter):
        model = adapter(nn.LSTM(3, 2, bidirectional=True, rng=0, dtype=np.float32))
        y = model(sequences().astype(np.float32))
        assert y.dtype == np.float32
        assert model.backward(np.ones_like(y)).dtype == np.float32

    @layers
    def test_of_one_step_the_last_is_all(self, make):
        x = sequences(shape=(4, 1, 3))
        assert np.array_equal(LastOutput(make())(x), AllOutputs(make())(x)[:, 0])

    def test_the_last_output_does_not_hold_the_others_in_memory(self):
        assert LastOutput(LAYERS["RNN"]())(sequences()).base is None


class TestErrors:
    @both
    @pytest.mark.parametrize("thing", [nn.LSTM, 3, None])
    def test_what_is_no_module_is_refused(self, adapter, thing):
        with pytest.raises(TypeError, match=r"expected a module such as nn\.LSTM\(2, 8\)"):
            adapter(thing)

    @both
    def test_one_array_is_no_pair_even_if_it_is_of_two_sequences(self, adapter):
        with pytest.raises(TypeError, match="got a ndarray from Linear, expected a pair"):
            adapter(nn.Linear(3, 2, rng=0))(sequences(shape=(2, 5, 3)))

    @both
    def test_three_things_are_no_pair(self, adapter):
        class Three(nn.Identity):
            def forward(self, x):
                return x, x, x

        with pytest.raises(TypeError, match="got a tuple from Three, expected a pair"):
            adapter(Three())(sequences())

    @both
    def test_a_gradient_of_another_shape_is_refused_and_nothing_is_added(self, adapter):
        model = adapter(LAYERS["GRU of two layers"]())
        model(sequences())
        with pytest.raises(ValueError, match=rf"{adapter.__name__}\.backward\(\) got a gradient"):
            model.backward(np.ones((4, 5)))
        assert not any(p.grad.any() for p in model.parameters())

    @both
    def test_backward_comes_once_after_forward(self, adapter):
        model = adapter(LAYERS["RNN"]())
        with pytest.raises(RuntimeError, match="nothing to go back through"):
            model.backward(np.ones((4, 2)))


class TestFit:
    def model(self, seed=0):
        memory = nn.LSTM(2, 16, rng=seed)
        memory.bias_ih_l0.data[16:32] = 1  # The forget gate starts open.
        return nn.Sequential(LastOutput(memory), nn.Linear(16, 1, rng=seed))

    def data(self, m, seed):
        task = make_adding(m, 8, rng=seed)
        return task.X, task.y[:, None]

    def test_an_lstm_learns_to_add(self):
        model, dev = self.model(), self.data(200, seed=1)
        train = DataLoader(*self.data(1000, seed=0), batch_size=50, shuffle=True, rng=2)
        adam = optim.Adam(model.parameters(), lr=0.02)
        history = fit(model, nn.MSELoss(), adam, train, epochs=10, dev=dev, clip=1.0)
        # Who always says 1, the mean of all sums, is wrong by 1/6.
        assert history.dev_cost[0] > 0.05
        assert history.dev_cost[-1] < 0.01
        assert predict(model, dev[0]).shape == (200, 1)

    def test_it_resumes_to_the_same_numbers(self, tmp_path):
        def train(epochs, path):
            model = self.model()
            loader = DataLoader(*self.data(60, seed=0), batch_size=20, shuffle=True, rng=2)
            adam = optim.Adam(model.parameters(), lr=0.02)
            history = fit(
                model, nn.MSELoss(), adam, loader, epochs=epochs, checkpoint=path, resume=True
            )
            return history.cost, model.state_dict()

        train(2, tmp_path / "parts")
        cost, state = train(5, tmp_path / "parts")
        cost_at_once, state_at_once = train(5, tmp_path / "at once")
        assert np.array_equal(cost, cost_at_once)
        assert all(np.array_equal(state[name], state_at_once[name]) for name in state)

    def test_all_outputs_learn_a_number_for_each_step(self):
        # The answer at each step is the input of the step before.
        X = np.random.default_rng(0).choice([-1.0, 1.0], (200, 6, 1))
        y = np.concatenate([np.zeros((200, 1, 1)), X[:, :-1]], axis=1)
        model = nn.Sequential(AllOutputs(nn.RNN(1, 8, rng=0)), nn.Linear(8, 1, rng=1))
        adam = optim.Adam(model.parameters(), lr=0.02)
        fit(model, nn.MSELoss(), adam, DataLoader(X, y, batch_size=50), epochs=40)
        assert np.abs(predict(model, X)[:, 1:] - y[:, 1:]).max() < 0.3
