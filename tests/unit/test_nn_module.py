"""Parameters, modules, and the names by which numbers travel."""

import numpy as np
import pytest

from lib import nn


@pytest.fixture
def model():
    return nn.Sequential(nn.Linear(2, 3, rng=0), nn.ReLU(), nn.Linear(3, 1, bias=False, rng=1))


def test_a_parameter_owns_a_copy_and_a_zero_gradient():
    mine = np.array([1.0, 2.0])
    parameter = nn.Parameter(mine)
    parameter.data += 1
    np.testing.assert_array_equal(mine, [1.0, 2.0])
    np.testing.assert_array_equal(parameter.grad, [0.0, 0.0])
    assert nn.Parameter([1, 2]).dtype == np.float64
    assert nn.Parameter(np.float32(1)).dtype == np.float32
    with pytest.raises(TypeError, match="real numbers"):
        nn.Parameter("weights")


def test_zero_grad_keeps_the_array():
    parameter = nn.Parameter([1.0])
    grad = parameter.grad
    grad += 3
    parameter.zero_grad()
    assert parameter.grad is grad
    assert grad[0] == 0


def test_names_are_pytorchs(model):
    assert [name for name, _ in model.named_parameters()] == ["0.weight", "0.bias", "2.weight"]
    assert list(model.state_dict()) == ["0.weight", "0.bias", "2.weight"]
    outer = nn.Sequential(nn.Identity(), model)
    assert list(outer.state_dict()) == ["1.0.weight", "1.0.bias", "1.2.weight"]
    assert [name for name, _ in outer.named_modules()] == ["", "0", "1", "1.0", "1.1", "1.2"]


def test_repr_is_pytorchs(model):
    assert repr(nn.Sequential(model, nn.Softmax(dim=1), nn.LeakyReLU())) == (
        "Sequential(\n"
        "  (0): Sequential(\n"
        "    (0): Linear(in_features=2, out_features=3, bias=True)\n"
        "    (1): ReLU()\n"
        "    (2): Linear(in_features=3, out_features=1, bias=False)\n"
        "  )\n"
        "  (1): Softmax(dim=1)\n"
        "  (2): LeakyReLU(negative_slope=0.01)\n"
        ")"
    )
    assert "shape=(1000,)" in repr(nn.Parameter(np.zeros(1000)))
    assert len(repr(nn.Parameter(np.zeros(1000)))) < 80


def test_sequential_is_a_sequence(model):
    assert len(model) == 3
    assert isinstance(model[-1], nn.Linear)
    assert [type(m).__name__ for m in model] == ["Linear", "ReLU", "Linear"]
    assert model[:2][0] is model[0]
    with pytest.raises(IndexError):
        model[3]


def test_sequential_passes_forward_in_order_and_backward_in_reverse(model):
    x = np.array([[1.0, -2.0]])
    by_hand = model[2](model[1](model[0](x)))
    np.testing.assert_array_equal(model(x), by_hand)
    grad = model.backward(np.ones((1, 1)))
    model(x)
    by_hand = model[0].backward(model[1].backward(model[2].backward(np.ones((1, 1)))))
    np.testing.assert_array_equal(grad, by_hand)


def test_without_an_input_gradient_sequential_stops_at_the_first_parameters():
    class Watched(nn.Identity):
        calls = 0

        def backward(self, grad_out):
            self.calls += 1
            return super().backward(grad_out)

    before, between = Watched(), Watched()
    inner = nn.Sequential(nn.Identity(), nn.Linear(2, 2, rng=0))
    model = nn.Sequential(before, inner, between, nn.Linear(2, 1, rng=1))
    x = np.array([[1.0, -2.0]])
    model(x)
    model.backward(np.ones((1, 1)))
    grads = [p.grad.copy() for p in model.parameters()]
    model.zero_grad()
    model(x)
    with model.no_input_grad() as same:
        assert same is model
        assert model.backward(np.ones((1, 1))) is None
    assert (before.calls, between.calls) == (1, 2)
    assert model.input_grad
    assert all(module.input_grad for module in model.modules())
    for parameter, grad in zip(model.parameters(), grads, strict=True):
        np.testing.assert_array_equal(parameter.grad, grad)


def test_a_sequential_without_parameters_and_input_gradient_has_nothing_to_do():
    model = nn.Sequential(nn.Tanh())
    model(np.ones((1, 1)))
    with model.no_input_grad():
        assert model.backward(np.ones((1, 1))) is None


def test_the_input_gradient_is_asked_for_again_after_an_error():
    layer = nn.Linear(2, 1)
    with pytest.raises(RuntimeError, match="first"), layer.no_input_grad():
        layer.backward(np.ones((1, 1)))
    assert layer.input_grad


def test_an_empty_sequential_is_the_identity():
    x = np.ones((2, 2))
    assert nn.Sequential()(x) is x


def test_sequential_takes_modules_and_each_once():
    with pytest.raises(TypeError, match="takes modules"):
        nn.Sequential(nn.Linear(2, 2), np.tanh)
    relu = nn.ReLU()
    with pytest.raises(ValueError, match="twice"):
        nn.Sequential(relu, nn.Linear(2, 2), relu)


def test_a_shared_parameter_is_listed_once_and_saved_under_both_names():
    one, two = nn.Linear(2, 2, bias=False), nn.Linear(2, 2, bias=False)
    two.weight = one.weight
    model = nn.Sequential(one, two)
    assert len(list(model.parameters())) == 1
    assert list(model.state_dict()) == ["0.weight", "1.weight"]


def test_train_and_eval_reach_every_module(model):
    outer = nn.Sequential(model)
    assert outer.eval() is outer
    assert not any(module.training for module in outer.modules())
    outer.train()
    assert all(module.training for module in outer.modules())


def test_state_dict_is_a_snapshot(model):
    before = model.state_dict()
    kept = before["0.weight"].copy()
    model[0].weight.data += 1
    np.testing.assert_array_equal(before["0.weight"], kept)


def test_load_state_dict_copies_in_place_and_keeps_the_dtype(model):
    weight = model[0].weight.data
    state = {
        name: np.ones_like(value, dtype=np.float32) for name, value in model.state_dict().items()
    }
    assert model.load_state_dict(state) == ([], [])
    assert model[0].weight.data is weight
    assert weight.dtype == np.float64
    state["0.weight"] += 1
    np.testing.assert_array_equal(weight, np.ones((3, 2)))


def test_load_state_dict_names_every_problem_and_changes_nothing(model):
    before = model.state_dict()
    bad = {"0.weight": np.zeros((2, 3)), "0.bias": np.zeros(3), "1.weight": np.zeros(1)}
    with pytest.raises(ValueError, match="nothing was changed") as caught:
        model.load_state_dict(bad)
    for part in ("missing key '2.weight'", "unexpected key '1.weight'", "(2, 3), expected (3, 2)"):
        assert part in str(caught.value)
    for name, value in model.state_dict().items():
        np.testing.assert_array_equal(value, before[name])


def test_load_state_dict_can_be_lenient_about_names_but_not_shapes(model):
    report = model.load_state_dict({"0.bias": np.full(3, 7.0), "extra": np.zeros(1)}, strict=False)
    assert report.missing_keys == ["0.weight", "2.weight"]
    assert report.unexpected_keys == ["extra"]
    np.testing.assert_array_equal(model[0].bias.data, [7.0, 7.0, 7.0])
    with pytest.raises(ValueError, match="expected \\(3,\\)"):
        model.load_state_dict({"0.bias": np.zeros(1)}, strict=False)
    with pytest.raises(ValueError, match="expected real numbers"):
        model.load_state_dict({"0.bias": np.array(["a", "b", "c"])}, strict=False)


def test_a_module_without_its_two_methods_says_so():
    class Half(nn.Module):
        pass

    with pytest.raises(NotImplementedError, match="Half has no forward"):
        Half()(1)
    with pytest.raises(NotImplementedError, match="Half has no backward"):
        Half().backward(1)
    with pytest.raises(NotImplementedError, match="Loss has no backward"):
        nn.Loss().backward()
