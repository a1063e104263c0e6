"""Trees node by node in PyTorch: the same vectors, scores and gradients, and the bench is fair."""

import numpy as np
import pytest

from benchmarks import trees as benchmark
from lib import data, nn

pytestmark = pytest.mark.torch

RTOL = 1e-9


def error(ours, theirs):
    """Return the largest difference, relative to the largest number."""
    theirs = theirs.detach().numpy()
    assert np.shape(ours) == theirs.shape
    return np.max(np.abs(ours - theirs), initial=0) / max(np.max(np.abs(theirs), initial=0), 1e-300)


def linear(torch, state, prefix=""):
    """Return torch.nn.Linear with these weights: a TreeRNN's state fits as it is."""
    weight = state[f"{prefix}weight"]
    layer = torch.nn.Linear(weight.shape[1], weight.shape[0], f"{prefix}bias" in state).double()
    own = {name.removeprefix(prefix): torch.tensor(value) for name, value in state.items()}
    layer.load_state_dict({name: own[name] for name in layer.state_dict()})
    return layer


def node_by_node(torch, joint, leaves, merges):
    nodes = list(leaves)
    for i, j in merges:
        nodes.append(torch.tanh(joint(torch.cat([nodes[i], nodes[j]]))))
    return torch.stack(nodes)


def sharp(layer, seed=0):
    rng = np.random.default_rng(seed)
    for parameter in layer.parameters():
        parameter.data[...] = rng.standard_normal(parameter.shape) / np.sqrt(parameter.shape[-1])
    return layer


def dag(rng, leaves, merges):
    return [tuple(rng.choice(leaves + k, 2, replace=False).tolist()) for k in range(merges)]


CASES = {
    "a tree": (4, [(0, 1), (2, 3), (4, 5)]),
    "a chain of 200": (201, [(0, 1), *((200 + k, k + 1) for k in range(1, 200))]),
    "a single leaf": (1, []),
    "a forest in any order": (7, [(0, 1), (5, 6), (7, 2), (4, 8), (9, 3)]),
    "nodes with many parents": (6, dag(np.random.default_rng(0), 6, 20)),
    "64 trees": benchmark.random_forest(np.random.default_rng(0), 64)[:2],
}


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("name", CASES)
def test_tree_rnn(torch, name, bias):
    leaves, merges = CASES[name]
    layer = sharp(nn.TreeRNN(8, bias=bias))
    joint = linear(torch, layer.state_dict())
    rng = np.random.default_rng(1)
    x = rng.standard_normal((leaves, 8))
    r = rng.standard_normal((leaves + len(merges), 8))
    inputs = torch.tensor(x, requires_grad=True)
    theirs = node_by_node(torch, joint, inputs, merges)
    theirs.backward(torch.tensor(r))
    errors = {"nodes": error(layer(x, merges), theirs)}
    errors["dL/d(leaves)"] = error(layer.backward(r), inputs.grad)
    if merges:
        for key, parameter in layer.named_parameters():
            errors[key] = error(parameter.grad, getattr(joint, key).grad)
    assert max(errors.values()) < RTOL, errors


@pytest.mark.parametrize("compare", ["steps", "trees"])
def test_max_margin(torch, compare):
    checked = 0
    for seed, gold in enumerate(data.make_sentence_trees(12, rng=0).trees):
        parser = sharp(nn.GreedyTreeParser(6), seed)
        state = parser.state_dict()
        joint, score = linear(torch, state, "tree."), linear(torch, state, "score.")
        objective = nn.MaxMargin(parser, 0.3, compare=compare)
        x = np.random.default_rng(seed).standard_normal((len(gold.tokens), 6))
        value = objective(x, gold.merges)
        if value == 0:
            continue
        # Which trees are compared is decided by our search; PyTorch is told.
        leaves, steps = len(x), objective._kept[0][1]
        right = set(nn.tree_spans(gold.merges, leaves))
        best, _ = parser._search(x, lambda span, right=right: 0.3 * (span not in right))
        true, _ = parser._search(x, lambda span, right=right: 0 if span in right else -np.inf)
        inputs = torch.tensor(x, requires_grad=True)
        totals = [
            score(node_by_node(torch, joint, inputs, merges[:steps])[leaves:]).sum()
            for merges in (best, true)
        ]
        delta = 0.3 * sum(span not in right for span in nn.tree_spans(best, leaves)[:steps])
        theirs = totals[0] + delta - totals[1]
        theirs.backward()
        grad_leaves = objective.backward()
        errors = {
            "J": abs(value - theirs.item()),
            "dJ/d(leaves)": error(grad_leaves, inputs.grad),
            "W": error(parser.tree.weight.grad, joint.weight.grad),
            "b": error(parser.tree.bias.grad, joint.bias.grad),
            "u": error(parser.score.weight.grad, score.weight.grad),
        }
        assert max(errors.values()) < RTOL, errors
        checked += 1
    assert checked >= 6


def test_sentiment_at_every_node_from_words_to_loss(torch):
    made = data.make_negation_trees(20, rng=0)
    forest = data.join_trees(made.trees)
    ids = data.Vocabulary(" ".join(made.words), level="word").encode(forest.text)
    words, tree, out = (
        nn.Embedding(len(made.words), 5, rng=0),
        nn.TreeRNN(5, rng=1),
        nn.Linear(5, 3),
    )
    loss = nn.CrossEntropyLoss()
    value = loss(out(tree(words(ids), forest.merges)), forest.labels)
    words.backward(tree.backward(out.backward(loss.backward())))

    table = torch.tensor(words.weight.data, requires_grad=True)
    joint, last = linear(torch, tree.state_dict()), linear(torch, out.state_dict())
    scores = last(node_by_node(torch, joint, table[torch.tensor(ids)], forest.merges.tolist()))
    theirs = torch.nn.functional.cross_entropy(scores, torch.tensor(forest.labels))
    theirs.backward()
    assert value == pytest.approx(theirs.item(), rel=1e-12)
    pairs = [(words.weight, table), (tree.weight, joint.weight), (tree.bias, joint.bias)]
    pairs += [(out.weight, last.weight), (out.bias, last.bias)]
    errors = [error(ours.grad, theirs.grad) for ours, theirs in pairs]
    assert max(errors) < RTOL, errors


def test_the_benchmark_compares_equal_work(torch, monkeypatch):
    monkeypatch.setattr(benchmark, "TREES", 3)
    (row,) = benchmark.run()
    assert row.bar == 0.06
    assert row.ratio > 0
    assert row.gflop > 0
    # 64 trees of sentences, about 1173 inner nodes.
    leaves, merges, roots = benchmark.random_forest(np.random.default_rng(0), 64)
    assert len(roots) == 64
    assert len(merges) == leaves - 64
    assert 1100 < len(merges) < 1250
