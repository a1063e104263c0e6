"""From words to a label at every node: the tree network learns negation, a bag of words cannot."""

import numpy as np
import pytest

from lib import data, nn
from lib.gradcheck import gradcheck
from lib.optim import SGD


class NodeClassifier(nn.Module):
    """Words become vectors, vectors become nodes, and every node gets its scores."""

    def __init__(self, words, dim, classes, rng):
        self.words = nn.Embedding(words, dim, rng=rng)
        self.tree = nn.TreeRNN(dim, rng=rng)
        self.out = nn.Linear(dim, classes, rng=rng)

    def forward(self, ids, merges):
        return self.out(self.tree(self.words(ids), merges))

    def backward(self, grad_scores):
        return self.words.backward(self.tree.backward(self.out.backward(grad_scores)))


def test_the_pieces_fit_together():
    model = NodeClassifier(6, 3, 2, np.random.default_rng(0))
    rng = np.random.default_rng(1)
    for parameter in model.parameters():
        parameter.data[...] = rng.standard_normal(parameter.shape)
    report = gradcheck(model, np.array([5, 0, 2, 0]), [(1, 2), (0, 4), (5, 3)])
    assert len(report.arrays) == 5


@pytest.fixture(scope="module")
def sentences():
    made = data.make_negation_trees(700, rng=0)
    return made, made.trees[:400], made.trees[400:]


def test_a_tree_network_learns_negation(sentences):
    made, train, unseen = sentences
    vocabulary = data.Vocabulary(" ".join(made.words), level="word")
    rng = np.random.default_rng(0)
    model = NodeClassifier(len(made.words), 10, 3, rng)
    loss, sgd = nn.CrossEntropyLoss(), SGD(model.parameters(), lr=0.1, momentum=0.9)
    for _ in range(400):
        batch = data.join_trees([train[k] for k in rng.integers(0, len(train), 40)])
        sgd.zero_grad()
        loss(model(vocabulary.encode(batch.text), batch.merges), batch.labels)
        model.backward(loss.backward())
        sgd.step()
    forest = data.join_trees(unseen)
    said = model(vocabulary.encode(forest.text), forest.merges).argmax(axis=1)
    right = said == forest.labels
    assert right.mean() > 0.98
    assert right[forest.roots].mean() > 0.95

    def judgment(text):
        tree = data.tree_from_brackets(text)
        scores = model(vocabulary.encode(" ".join(tree.tokens)), tree.merges)
        return made.label_names[scores[-1].argmax()]

    assert judgment("(it (is ((not bad) (but boring))))") == "negative"
    assert judgment("(it (is (bad (but (not boring)))))") == "positive"


@pytest.mark.parametrize(
    ("hidden", "most"), [((), 0.6), ((20,), 0.85)], ids=["linear", "with a hidden layer"]
)
def test_a_bag_of_words_does_not(sentences, hidden, most):
    made, train, unseen = sentences

    def bags(trees):
        return np.array([[tree.tokens.count(word) for word in made.words] for tree in trees])

    def labels(trees):
        return np.array([tree.labels[-1] for tree in trees])

    layers, width, rng = [], len(made.words), np.random.default_rng(0)
    for units in hidden:
        layers += [nn.Linear(width, units, rng=rng), nn.Tanh()]
        width = units
    model = nn.Sequential(*layers, nn.Linear(width, 3, rng=rng))
    loss, sgd = nn.CrossEntropyLoss(), SGD(model.parameters(), lr=0.1, momentum=0.9)
    counts, target = bags(train), labels(train)
    for _ in range(400):
        sgd.zero_grad()
        loss(model(counts), target)
        model.backward(loss.backward())
        sgd.step()
    assert (model(bags(unseen)).argmax(axis=1) == labels(unseen)).mean() < most
