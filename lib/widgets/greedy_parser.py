"""GreedyParser: the best pair is joined, again and again; max-margin teaches which is best."""

from __future__ import annotations

from lib.data.trees import Tree
from lib.nn import tree_spans

from .base import Explorable, fallback_table
from .parser_run import COMPARE, GOLDS, MOST_ROUNDS, ParserNumbers, lesson, numbers
from .parser_sentences import SENTENCES, leaves_of
from .parser_traits import Counts
from .parser_trees import parser_from
from .traits import Choice, Number

#: The longest sentence has so many gaps between its words.
MOST_GAPS = 5

#: The gold tree can be changed so often before training begins anew.
MOST_LESSONS = 6


class GreedyParser(Explorable):
    """Join the words of a sentence pair by pair, then teach the parser which tree is right.

    A pair of neighbors makes p = tanh(W [c₁; c₂] + b), and its score is s = u · p. The parser joins
    the pair with the highest score, and begins again. Each round of training is one step of
    gradient descent on J = max over trees of [s(tree) + Δ(tree)] - s(gold), where Δ is κ for each
    phrase that the gold tree lacks. The word vectors stay as they are.

    Parameters
    ----------
    view : str
        ``"parse"`` or ``"train"``.
    sentence : str
        ``"glasses"`` (I saw the man with glasses), ``"students"`` (两个 外语学院 的 学生) or
        ``"cat"`` (the cat sat on the mat).
    gold : str
        The reading that counts as right, ``"first"`` or ``"second"``.
    kappa : float
        κ, the margin for each wrong phrase, 0 to 1.
    rounds : int
        Rounds of training on this reading, 0 to 40, from weights that are always the same.
    rate : float
        η, 0.01 to 0.5.
    compare : str
        ``"steps"``: J is the largest lead of the wrong tree after 1, 2, 3, … joins. ``"trees"``: of
        finished trees alone.
    joins : list of int
        The gaps that were closed so far, from 1; 0 for "the best pair".
    earlier : list of int
        Rounds of training before these, on the two readings in turn, at last on the other one.
    pair : int
        The gap that is looked at, 0 for that of the best pair.

    Examples
    --------
    >>> w = GreedyParser(sentence="students", rounds=40)
    >>> w
    GreedyParser(sentence='students', gold='first', kappa=0.1, rounds=40)
    >>> print(w.tree)
    (两个 ((外语学院 的) 学生))
    >>> w.objective
    0.0
    """

    view = Choice(("parse", "train"))
    sentence = Choice(tuple(SENTENCES))
    gold = Choice(GOLDS)
    kappa = Number(0.1, low=0, high=1)
    rounds = Number(0, low=0, high=MOST_ROUNDS, whole=True)
    rate = Number(0.1, low=0.01, high=0.5)
    compare = Choice(COMPARE)
    joins = Counts(most=MOST_GAPS, high=MOST_GAPS)
    earlier = Counts(most=MOST_LESSONS, high=MOST_ROUNDS)
    pair = Number(0, low=0, high=MOST_GAPS, whole=True)
    _folded = ("view", "rate", "compare", "joins", "earlier", "pair")

    @property
    def numbers(self) -> ParserNumbers:
        """All numbers of the picture."""
        return numbers(**self.state)

    @property
    def tree(self) -> Tree:
        """The tree that the parser finds with its present weights."""
        merges, _ = self._parser().parse(leaves_of(self.sentence))
        return Tree(SENTENCES[self.sentence].words, tuple(merges))

    @property
    def scores(self) -> list[float]:
        """The score of each merge of that tree, in the order of the merges."""
        return self._parser()(leaves_of(self.sentence), self.tree.merges).tolist()

    @property
    def objective(self) -> float:
        """J: the lead of the best wrong tree over the gold one, with its margin; 0 if none."""
        return self._lesson().curve[self.rounds]

    def _lesson(self):
        return lesson(
            self.sentence, self.gold, self.kappa, self.rate, self.compare, tuple(self.earlier)
        )

    def _parser(self):
        return parser_from(self._lesson().states[self.rounds])

    def _fallback_html(self) -> str:
        chosen = SENTENCES[self.sentence]
        tree, right = self.tree, chosen.tree(self.gold)
        size = len(chosen.words)
        gold = set(tree_spans(right.merges, size))
        spans = tree_spans(tree.merges, size)
        joined = zip(tree.phrases()[size:], self.scores, spans, strict=True)
        rows = [
            [phrase, f"{score:.3f}", "yes" if span in gold else "no"]
            for phrase, score, span in joined
        ]
        caption = (
            f"The tree that a greedy parser finds after {self.rounds} rounds; the gold tree is "
            f"{right}, J = {self.objective:.3f}"
        )
        return fallback_table(caption, ["phrase", "score", "in the gold tree"], rows)
