"""The greedy parser learns a grammar from its sentences, if it is asked after every merge."""

import numpy as np

from lib import data, nn
from lib.optim import SGD

CAT = "the cat sat on the mat"


def learned(compare, sentences=120, epochs=7):
    """Train on sentences of the grammar; return the share of unseen trees found, and a parse."""
    grammar = data.make_sentence_trees(sentences + 101, rng=0)
    trees = [tree for tree in grammar.trees if " ".join(tree.tokens) != CAT]
    train, unseen = trees[:sentences], trees[sentences : sentences + 100]
    vocabulary = data.Vocabulary(" ".join(grammar.words), level="word")
    rng = np.random.default_rng(0)
    words, parser = nn.Embedding(len(vocabulary), 12, rng=rng), nn.GreedyTreeParser(12, rng=rng)
    objective = nn.MaxMargin(parser, kappa=0.5, compare=compare)
    sgd = SGD([*words.parameters(), *parser.parameters()], lr=0.05)

    def vectors(tree):
        return words(vocabulary.encode(" ".join(tree.tokens)))

    for _ in range(epochs):
        for k, tree in enumerate(train):
            objective(vectors(tree), tree.merges)
            words.backward(objective.backward())
            if k % 8 == 7:
                sgd.step()
                sgd.zero_grad()

    def found(tree):
        return parser.parse(vectors(tree))[0]

    right = [
        set(nn.tree_spans(found(tree), len(tree.tokens)))
        == set(nn.tree_spans(tree.merges, len(tree.tokens)))
        for tree in unseen
    ]
    cat = data.tree_from_brackets("((the cat) (sat (on (the mat))))")
    return np.mean(right), data.tree_to_brackets(cat.tokens, found(cat))


def test_it_learns_the_grammar_and_parses_sentences_it_has_never_seen():
    share, cat = learned("steps")
    assert share >= 0.8
    assert cat == "((the cat) (sat (on (the mat))))"


def test_trained_on_finished_trees_alone_it_walks_into_the_trap():
    share, _ = learned("trees")
    assert share < 0.7
