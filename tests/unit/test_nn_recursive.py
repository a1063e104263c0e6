"""TreeRNN: nodes of one height at once give what one node after the other gives."""

from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn
from lib.gradcheck import gradcheck
from lib.nn.recursive_naive import tree_backward_naive, tree_forward_naive
from tests.unit.nn_registry_trees import SHARED, TWO_TREES


def sharp(dim=3, seed=0, **settings):
    """Return a TreeRNN with weights of size 1."""
    layer = nn.TreeRNN(dim, **settings)
    rng = np.random.default_rng(seed)
    for parameter in layer.parameters():
        parameter.data[...] = rng.standard_normal(parameter.shape)
    return layer


def normal(*shape, seed=1):
    return np.random.default_rng(seed).standard_normal(shape)


def random_merges(rng, leaves, merges, dag):
    """Return merges of any two nodes; each node is used once, unless it is to be a DAG."""
    free, pairs = list(range(leaves)), []
    for k in range(merges):
        if len(free) < 2:
            break
        i, j = (int(n) for n in rng.choice(free, 2, replace=False))
        if not dag:
            free = [n for n in free if n not in (i, j)]
        free.append(leaves + k)
        pairs.append((i, j))
    return pairs


def reordered(rng, leaves, merges):
    """Return the same trees, built in another order, and the new number of each node."""
    number = {n: n for n in range(leaves)}
    waiting, pairs = list(range(len(merges))), []
    while waiting:
        ready = [k for k in waiting if all(n in number for n in merges[k])]
        k = ready[rng.integers(len(ready))]
        number[leaves + k] = leaves + len(pairs)
        pairs.append(tuple(number[n] for n in merges[k]))
        waiting.remove(k)
    return pairs, [number[n] for n in range(leaves + len(merges))]


def results(layer, leaves, merges, grad_nodes):
    """Return nodes, dL/d(leaves), dL/dW and dL/db."""
    layer.zero_grad()
    nodes = layer(leaves, merges)
    grad_leaves = layer.backward(grad_nodes)
    return nodes, grad_leaves, layer.weight.grad.copy(), layer.bias.grad.copy()


def assert_all_close(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-11)


def test_by_hand():
    layer = nn.TreeRNN(1)
    layer.weight.data[:], layer.bias.data[:] = [[2.0, 1.0]], [0.5]
    first = np.tanh(2 * 0.1 + 0.2 + 0.5)
    root = np.tanh(2 * first + 0.3 + 0.5)
    np.testing.assert_allclose(
        layer(np.array([[0.1], [0.2], [0.3]]), [(0, 1), (3, 2)]),
        [[0.1], [0.2], [0.3], [first], [root]],
    )
    grad_leaves = layer.backward(np.array([[0.0], [0.0], [5.0], [0.0], [1.0]]))
    at_root = 1 - root**2
    at_first = 2 * at_root * (1 - first**2)
    np.testing.assert_allclose(grad_leaves, [[2 * at_first], [at_first], [5 + at_root]])
    np.testing.assert_allclose(
        layer.weight.grad, [[0.1 * at_first + first * at_root, 0.2 * at_first + 0.3 * at_root]]
    )
    np.testing.assert_allclose(layer.bias.grad, [at_first + at_root])


@given(
    st.integers(1, 12), st.integers(0, 14), st.booleans(), st.integers(1, 4), st.integers(0, 10**6)
)
def test_heights_at_once_are_one_node_after_the_other(leaves, merges, dag, dim, seed):
    rng = np.random.default_rng(seed)
    pairs = random_merges(rng, leaves, merges, dag)
    layer, x = sharp(dim, seed), rng.standard_normal((leaves, dim))
    grad_nodes = rng.standard_normal((leaves + len(pairs), dim))
    nodes = tree_forward_naive(x, pairs, layer.weight.data, layer.bias.data)
    naive = nodes, *tree_backward_naive(nodes, pairs, layer.weight.data, grad_nodes)
    assert_all_close(results(layer, x, pairs, grad_nodes), naive)


@given(st.integers(2, 12), st.booleans(), st.integers(0, 10**6))
def test_any_order_in_which_children_come_first_gives_the_same(leaves, dag, seed):
    rng = np.random.default_rng(seed)
    pairs = random_merges(rng, leaves, leaves, dag)
    other, number = reordered(rng, leaves, pairs)
    layer, x = sharp(), rng.standard_normal((leaves, 3))
    grad_nodes = rng.standard_normal((leaves + len(pairs), 3))
    other_grad = np.empty_like(grad_nodes)
    other_grad[number] = grad_nodes
    nodes, *grads = results(layer, x, pairs, grad_nodes)
    other_nodes, *other_grads = results(layer, x, other, other_grad)
    assert_all_close([nodes, *grads], [other_nodes[number], *other_grads])


def test_a_forest_is_its_trees():
    layer, x, grad_nodes = sharp(), normal(7, 3), normal(12, 3, seed=2)
    forest = results(layer, x, TWO_TREES, grad_nodes)
    first = results(layer, x[:4], [(0, 1), (4, 2), (5, 3)], grad_nodes[[0, 1, 2, 3, 7, 9, 11]])
    second = results(layer, x[4:], [(1, 2), (0, 3)], grad_nodes[[4, 5, 6, 8, 10]])
    np.testing.assert_allclose(forest[0][[0, 1, 2, 3, 7, 9, 11]], first[0])
    np.testing.assert_allclose(forest[0][[4, 5, 6, 8, 10]], second[0])
    np.testing.assert_allclose(forest[1], np.vstack([first[1], second[1]]))
    for both, one, two in zip(forest[2:], first[2:], second[2:], strict=True):
        np.testing.assert_allclose(both, one + two)


def test_left_and_right_are_not_the_same():
    layer, x = sharp(), normal(2, 3)
    assert np.abs(layer(x, [(0, 1)])[2] - layer(x, [(1, 0)])[2]).max() > 0.1


def test_a_leaf_alone_is_passed_on():
    layer, x = sharp(), normal(1, 3)
    nodes = layer(x, [])
    np.testing.assert_array_equal(nodes, x)
    assert not np.shares_memory(nodes, x)
    np.testing.assert_array_equal(layer.backward(2 * x), 2 * x)
    assert not layer.weight.grad.any()
    assert not layer.bias.grad.any()


@pytest.mark.parametrize("merges", [[], (), np.empty((0, 2), int), np.empty(0)])
def test_no_merges_may_be_said_in_any_way(merges):
    assert sharp()(normal(2, 3), merges).shape == (2, 3)


@pytest.mark.parametrize("kind", [list, np.array, lambda m: np.array(m, np.uint8)])
def test_merges_may_be_a_list_or_an_array(kind):
    layer, x = sharp(), normal(7, 3)
    np.testing.assert_array_equal(layer(x, kind(TWO_TREES)), layer(x, TWO_TREES))


def test_a_node_with_two_parents_gets_both_gradients():
    layer, x = sharp(), normal(7, 3)
    gradcheck(layer, x, SHARED)
    # The same as a forest in which each use has a copy of its own.
    layer(x[:3], [(0, 1), (0, 2)])
    shared = layer.backward(np.array([[0.0], [0], [0], [1], [1]]) * np.ones(3))
    layer(x[[0, 1, 0, 2]], [(0, 1), (2, 3)])
    copies = layer.backward(np.array([[0.0], [0], [0], [0], [1], [1]]) * np.ones(3))
    np.testing.assert_allclose(shared[0], copies[0] + copies[2])


def comb(leaves):
    return [(0, 1), *((leaves + k - 1, k + 1) for k in range(1, leaves - 1))]


def balanced(depth):
    """Return the merges of 2^depth leaves in pairs, pairs of pairs, and so on."""
    return [(2 * k, 2 * k + 1) for k in range(2**depth - 1)]


def test_a_chain_of_ten_thousand_merges():
    leaves = 10_001
    layer, x = nn.TreeRNN(4, rng=0), normal(leaves, 4)
    grad_nodes = normal(2 * leaves - 1, 4, seed=2)
    nodes = tree_forward_naive(x, comb(leaves), layer.weight.data, layer.bias.data)
    naive = nodes, *tree_backward_naive(nodes, comb(leaves), layer.weight.data, grad_nodes)
    assert_all_close(results(layer, x, comb(leaves), grad_nodes), naive)


def test_the_time_of_a_chain_grows_with_its_length_and_not_with_its_square():
    layer = nn.TreeRNN(2, rng=0)

    def seconds(leaves):
        x, merges, times = normal(leaves, 2), comb(leaves), []
        for _ in range(3):
            start = process_time()
            layer.backward(layer(x, merges))
            times.append(process_time() - start)
        return min(times)

    # Ten times the length: ten times the time, or a hundred times if each merge looked at all.
    assert seconds(10_001) < 40 * seconds(1_001)


def test_a_balanced_tree_takes_as_many_products_as_it_has_levels(monkeypatch):
    layer, x, calls = nn.TreeRNN(4, rng=0), normal(2**10, 4), []
    join = layer.join
    monkeypatch.setattr(
        layer, "join", lambda children: (calls.append(len(children)), join(children))[1]
    )
    nodes = layer(x, balanced(10))
    assert calls == [2**k for k in reversed(range(10))]
    np.testing.assert_allclose(
        nodes, tree_forward_naive(x, balanced(10), layer.weight.data, layer.bias.data), atol=1e-12
    )


@pytest.mark.parametrize("dag", [False, True])
def test_a_large_forest_is_one_node_after_the_other(dag):
    rng, layer = np.random.default_rng(0), nn.TreeRNN(3, rng=0)
    x, pairs = normal(400, 3), random_merges(rng, 400, 350, dag)
    grad_nodes = normal(750, 3, seed=2)
    nodes = tree_forward_naive(x, pairs, layer.weight.data, layer.bias.data)
    naive = nodes, *tree_backward_naive(nodes, pairs, layer.weight.data, grad_nodes)
    assert_all_close(results(layer, x, pairs, grad_nodes), naive)


def test_a_step_against_the_gradient_lowers_the_loss_and_a_step_along_it_raises_it():
    # One source moves the weights by plus the gradient.
    for sign, better in ((-1, True), (+1, False)):
        layer, x, loss = sharp(), normal(7, 3), nn.MSELoss()
        target = normal(12, 3, seed=2)
        before = loss(layer(x, TWO_TREES), target)
        layer.backward(loss.backward())
        for parameter in layer.parameters():
            parameter.data += sign * 0.01 * parameter.grad
        assert (loss(layer(x, TWO_TREES), target) < before) is better


def test_what_backward_will_need_is_out_of_reach():
    layer, x = sharp(), normal(7, 3)
    merges = np.array(TWO_TREES)
    before = results(layer, x, merges, np.ones((12, 3)))
    layer.zero_grad()
    nodes = layer(x, merges)
    nodes[...] = merges[...] = 0
    grad_leaves = layer.backward(np.ones((12, 3)))
    assert_all_close([grad_leaves, layer.weight.grad, layer.bias.grad], before[1:])


def test_the_gradient_of_leaves_that_nobody_asks_for_is_left_out():
    layer, x = sharp(), normal(7, 3)
    _, _, grad_weight, grad_bias = results(layer, x, TWO_TREES, np.ones((12, 3)))
    layer.zero_grad()
    layer(x, TWO_TREES)
    with layer.no_input_grad():
        assert layer.backward(np.ones((12, 3))) is None
    assert_all_close([layer.weight.grad, layer.bias.grad], [grad_weight, grad_bias])


@pytest.mark.parametrize(
    ("merges", "error", "message"),
    [
        ([(0, 3)], ValueError, r"merge 0 = \(0, 3\); expected two of the nodes 0 to 2"),
        (
            [(0, 1), (2, 4)],
            ValueError,
            r"merge 1 = \(2, 4\).*0 to 3 that stand before it: 3 leaves",
        ),
        ([(-1, 0)], ValueError, r"merge 0 = \(-1, 0\)"),
        ([(0, 1), (2, 2)], ValueError, r"merge 1 = \(2, 2\); expected two different nodes"),
        ([(0, 1, 2)], ValueError, r"shape \(1, 3\); expected pairs"),
        ([0, 1], ValueError, r"shape \(2,\); expected pairs"),
        ([(0, 1), (2,)], ValueError, "different lengths; expected pairs"),
        ([(0.0, 1.0)], TypeError, "float64; expected pairs of whole numbers"),
        ([("a", "b")], TypeError, "expected pairs of whole numbers"),
        ([(True, False)], TypeError, "bool; expected pairs of whole numbers"),
    ],
)
def test_merges_that_are_no_trees_are_refused(merges, error, message):
    layer = sharp()
    with pytest.raises(error, match=message):
        layer(normal(3, 3), merges)
    with pytest.raises(RuntimeError, match="first"):
        layer.backward(normal(3, 3))


def test_leaves_of_the_wrong_form_are_refused():
    layer = sharp()
    with pytest.raises(ValueError, match=r"\(3,\); expected \(L, 3\).*leaves\[None, :\]"):
        layer(np.zeros(3), [])
    with pytest.raises(ValueError, match="no leaves; expected at least one"):
        layer(np.zeros((0, 3)), [])
    with pytest.raises(TypeError, match=r"astype\(np\.float64\)"):
        layer(np.zeros((2, 3), np.float32), [(0, 1)])
    with pytest.raises(ValueError, match="dim is 0"):
        nn.TreeRNN(0)
    with pytest.raises(TypeError, match="dtype is int64"):
        nn.TreeRNN(2, dtype=int)


def test_it_starts_as_a_linear_layer_of_both_children():
    tree, linear = nn.TreeRNN(5, rng=3), nn.Linear(10, 5, rng=3)
    np.testing.assert_array_equal(tree.weight.data, linear.weight.data)
    np.testing.assert_array_equal(tree.bias.data, linear.bias.data)
    assert repr(tree) == "TreeRNN(dim=5, bias=True)"
    assert list(tree.state_dict()) == ["weight", "bias"]
