"""The grammars that make trees: labels follow from the rules they state."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from lib import data


def children(tree):
    """Yield (node, left, right) from the bottom up."""
    yield from ((node, i, j) for node, (i, j) in enumerate(tree.merges, len(tree.tokens)))


@pytest.mark.parametrize("kind", ["boolean", "arithmetic"])
def test_every_value_of_an_expression_is_what_python_computes(kind):
    made = data.make_expressions(200, kind=kind, operations=6, rng=0)
    python = {"true": "True", "false": "False", "xor": "^", "not": "not"}
    for tree, value in zip(made.trees, made.target, strict=True):
        texts = [python.get(token, token) for token in tree.tokens]
        assert set(tree.tokens) <= set(made.words)
        for node, i, j in children(tree):
            half = tree.labels[node] is None
            texts.append(f"{texts[i]} {texts[j]}" if half else f"({texts[i]} {texts[j]})")
            if not half:
                assert tree.labels[node] == int(eval(texts[node]))
        assert tree.labels[-1] == value
        operations = [token for token in tree.tokens if not token[0].isdigit()]
        assert all(
            (label is None) == (token in {"and", "or", "xor", "not", "+", "-", "*"})
            for token, label in zip(tree.tokens, tree.labels, strict=False)
        )
        if kind == "arithmetic":
            assert 1 <= len(operations) <= 6


def test_half_of_the_boolean_expressions_are_true_whatever_their_size():
    made = data.make_expressions(3000, rng=0)
    assert made.target.mean() == 0.5
    for size in (1, 2, 3, 4):
        values = [
            value
            for tree, value in zip(made.trees, made.target, strict=True)
            if sum(token not in ("true", "false") for token in tree.tokens) == size
        ]
        assert len(values) == pytest.approx(750, abs=100)
        assert np.mean(values) == pytest.approx(0.5, abs=0.07)


def test_expressions_refuse_what_they_cannot_make():
    with pytest.raises(ValueError, match="kind='set', expected 'boolean' or 'arithmetic'"):
        data.make_expressions(kind="set")
    for wrong in (0, 16, 2.5):
        with pytest.raises(ValueError, match="whole number from 1 to 15"):
            data.make_expressions(operations=wrong)
    with pytest.raises(ValueError, match="m=0 trees"):
        data.make_expressions(0)
    assert data.make_expressions(20, kind="arithmetic", operations=15).target.dtype == np.int64


NEGATIVE = {"bad", "boring", "cold", "dull", "silly", "sloppy"}
POSITIVE = {"charming", "clever", "funny", "good", "great", "warm"}


def judged(nested):
    """Return the label of a sentence by reading it: the last clause, turned by its negations."""
    clause = nested.replace("(", " ").replace(")", " ").split("but")[-1].split()
    (adjective,) = [word for word in clause if word in NEGATIVE | POSITIVE]
    turns = sum(word in ("not", "never") for word in clause)
    return 2 * ((adjective in POSITIVE) ^ (turns % 2))


def test_the_judgment_of_every_sentence_follows_from_its_words():
    made = data.make_negation_trees(1000, rng=0)
    for tree, label in zip(made.trees, made.target, strict=True):
        assert tree.labels[-1] == label == judged(str(tree))
        assert set(tree.tokens) <= set(made.words)
        for token, own in zip(tree.tokens, tree.labels, strict=False):
            assert own == (0 if token in NEGATIVE else 2 if token in POSITIVE else 1)
        for node, i, j in children(tree):
            first = tree.tokens[i] if i < len(tree.tokens) else ""
            if first in ("not", "never"):
                assert tree.labels[node] == 2 - tree.labels[j] != 1
            else:
                assert tree.labels[node] == tree.labels[j]
    assert made.label_names[2] == "positive"
    seen = {token for tree in made.trees for token in tree.tokens}
    assert seen == set(made.words)


def test_half_of_the_sentences_are_positive_and_no_word_tells_which():
    made = data.make_negation_trees(4000, rng=0)
    assert Counter(made.target.tolist()) == {0: 2000, 2: 2000}
    for word in made.words:
        labels = [
            label
            for tree, label in zip(made.trees, made.target, strict=True)
            if word in tree.tokens
        ]
        assert np.mean(labels) == pytest.approx(1, abs=0.2), word


def test_the_same_words_may_praise_and_blame():
    made = data.make_negation_trees(4000, rng=0)
    bags = defaultdict(set)
    for tree, label in zip(made.trees, made.target, strict=True):
        bags[tuple(sorted(tree.tokens))].add(int(label))
    assert sum(len(labels) == 2 for labels in bags.values()) > 10


def test_negation_refuses_too_few():
    with pytest.raises(ValueError, match="m=1 sentences"):
        data.make_negation_trees(1)


RULES = {
    ("NP", "VP"): "S",
    ("Det", "Noun"): "NP0",
    ("NP0", "of NP"): "NP",
    ("of", "NP0"): "of NP",
    ("Adj", "Noun"): "Noun",
    ("slept", "adverb"): "VP",
    ("sat", "P NP"): "VP",
    ("P", "NP"): "P NP",
    ("saw", "NP"): "VP",
    ("knew", "that S"): "VP",
    ("that", "S"): "that S",
}
KINDS = {
    "Det": "a every the this",
    "Noun": "bird cat child cook dog king garden house mat town tree",
    "Adj": "big old quiet red small",
    "P": "in near on under",
    "adverb": "quietly soon today",
    "slept": "laughed left slept",
    "sat": "sat stood waited",
    "saw": "found liked saw",
    "knew": "knew thought",
    "of": "of",
    "that": "that",
}
ALONE = {"NP0": "NP", "slept": "VP"}


def derivations(tokens):
    """Return how many trees the grammar allows over the words, by the CKY algorithm."""
    kind = {word: name for name, words in KINDS.items() for word in words.split()}
    table = defaultdict(Counter)
    for n, token in enumerate(tokens):
        table[n, n + 1][kind[token]] += 1
    for width in range(1, len(tokens) + 1):
        for start in range(len(tokens) - width + 1):
            cell = table[start, start + width]
            for middle in range(start + 1, start + width):
                left, right = table[start, middle], table[middle, start + width]
                for (a, b), made in RULES.items():
                    cell[made] += left[a] * right[b]
            for part, whole in ALONE.items():
                cell[whole] += cell[part]
    return table[0, len(tokens)]["S"]


def test_a_sentence_of_the_grammar_has_one_tree():
    made = data.make_sentence_trees(300, rng=0)
    assert len({tree.tokens for tree in made.trees}) == 300
    kind = {word: name for name, words in KINDS.items() for word in words.split()}
    for tree in made.trees:
        assert derivations(tree.tokens) == 1
        names = [kind[token] for token in tree.tokens]
        for _, i, j in children(tree):
            fits = [
                made
                for (a, b), made in RULES.items()
                if a in (names[i], ALONE.get(names[i])) and b in (names[j], ALONE.get(names[j]))
            ]
            assert len(fits) == 1, (tree, names[i], names[j])
            names += fits
        assert names[-1] == "S"
    assert set(made.words) == {word for tree in made.trees for word in tree.tokens}


def test_the_sentences_of_the_chapter():
    told = data.load_tree_sentences()
    first, second = told.trees[:2]
    assert first.tokens == second.tokens == ("两个", "外语学院", "的", "学生")
    assert "外语学院 的 学生" in first.phrases()
    assert "外语学院 的 学生" not in second.phrases()
    assert "两个 外语学院" in second.phrases()
    phrases = [" ".join(tree.tokens) for tree in told.trees]
    assert "the country of my birth" in phrases
    assert "the place where I was born" in phrases
    assert str(told.trees[phrases.index("the cat sat on the mat")]) == (
        "((the cat) (sat (on (the mat))))"
    )
    assert len(told.trees) == len(told.gloss) == len(told.language) == 10
    film = told.trees[-1]
    labels = dict(zip(film.phrases(), film.labels, strict=True))
    assert labels["intelligent humor"] == 2
    assert labels[" ".join(film.tokens[3:])] == 1
    assert labels[" ".join(film.tokens[2:])] == labels[" ".join(film.tokens)] == 0
    assert sum(label is not None for label in film.labels) == 4


def test_words_become_numbers_for_an_embedding():
    made = data.make_negation_trees(50, rng=0)
    vocabulary = data.Vocabulary(" ".join(made.words), level="word")
    forest = data.join_trees(made.trees)
    ids = vocabulary.encode(forest.text)
    assert vocabulary.tokens == made.words
    assert [made.words[i] for i in ids] == list(forest.tokens)
    for others in (data.load_tree_sentences().trees, data.make_expressions(5, rng=0).trees):
        text = data.join_trees([tree._replace(labels=()) for tree in others]).text
        assert len(data.Vocabulary(text, level="word").encode(text)) == len(text.split())
