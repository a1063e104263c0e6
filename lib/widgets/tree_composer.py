"""TreeComposer: a tree over a sentence, built by hand; one W makes all nodes, and hears of all."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import numpy as np
import traitlets

from .base import Explorable, fallback_table
from .traits import Choice, ExplorableError, Number
from .tree_run import BIAS, PLANTED, WEIGHTS, TreeNumbers, nudged_weight, numbers
from .tree_sentences import READINGS, SENTENCES, Merges, fits, reading_of

MOST_WORDS = max(len(sentence.words) for sentence in SENTENCES.values())


class MergeList(traitlets.List):
    """Pairs of nodes that are joined, as `lib.nn.TreeRNN` takes them; each two neighbors.

    Raises
    ------
    ExplorableError
        If they are not pairs of whole numbers, or do not fit the sentence.

    Examples
    --------
    >>> from lib.widgets import TreeComposer
    >>> TreeComposer("good", merges=[(0, 2)])
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: TreeComposer.merges: got [[0, 2]], expected pairs of \
neighbors among 3 words and what was made of them; merge k makes node 3 + k
    """

    def __init__(self):
        super().__init__()
        self.tag(sync=True, state=True)

    def validate(self, obj: Any, value: Any) -> Merges:
        """Return the pairs as lists, or raise."""
        try:
            pairs = [list(pair) for pair in value]
        except TypeError:
            pairs = [[]]
        whole = all(isinstance(n, Integral) and not isinstance(n, bool) for p in pairs for n in p)
        if not whole or any(len(pair) != 2 for pair in pairs) or len(pairs) >= MOST_WORDS:
            raise ExplorableError(
                f"{type(obj).__name__}.{self.name}: got {value!r}, expected at most "
                f"{MOST_WORDS - 1} pairs of whole numbers; pass a list such as [(1, 2), (0, 3)]"
            )
        return [[int(n) for n in pair] for pair in pairs]


class TreeComposer(Explorable):
    """Join neighbors until a sentence is a tree; step forward, send δ down, add up the shares.

    p = tanh(W [c₁; c₂] + b) at every node, with one W and one b. The loss is
    L = ½ ‖root − target‖².

    Parameters
    ----------
    sentence : str
        ``"students"`` (两个外语学院的学生), ``"men"`` (old men and women), ``"good"`` (not very
        good) or ``"cat"`` (the cat sat on the mat).
    reading : str, optional
        ``"first"`` or ``"second"``: one of the two trees that the figure knows for the sentence.
    merges : list of pairs, optional
        A tree of one's own in place of a reading, or the beginning of one, as TreeRNN takes it.
    kept : list of pairs, optional
        A finished tree whose root is shown as a hollow mark; ``[]`` for none. The other reading,
        if left out.
    done : int, optional
        How many steps are done: the M merges forward, then M back. All of the way forward, if left
        out; above 2M it counts as 2M.
    target_x, target_y : float
        Where the root should be, -1 to 1.
    selected : str
        The weight that is nudged, ``"w11"`` to ``"w24"``.
    nudge : float
        What is added to it, -0.5 to 0.5.
    planted : str
        A bug in the way back: ``"none"``, ``"top"`` (the root's share alone), ``"swap"`` (the
        halves of Wᵀ δ go to the wrong children) or ``"slope"`` (1 − p² forgotten at the root).

    Attributes
    ----------
    nodes : array (L + M, 2)
        The vectors of the words, then of the merges.
    root : array (2,) or None
        The last of them if the tree is finished.
    gradient : array (2, 4) or None
        dL/dW as the code finds it, with its planted bug.

    Examples
    --------
    >>> first, second = (TreeComposer("students", reading=r) for r in ("first", "second"))
    >>> first.root.round(2), second.root.round(2)
    (array([0.03, 0.3 ]), array([0.56, 0.37]))
    >>> first.numbers.brackets
    '(((两个 (外语 学院)) 的) 学生)'
    >>> TreeComposer("students", planted="top").numbers.wrong[:3]
    ['w11', 'w12', 'w13']
    """

    sentence = Choice(tuple(SENTENCES))
    merges = MergeList()
    kept = MergeList()
    done = Number(0, low=0, high=2 * (MOST_WORDS - 1), whole=True)
    target_x = Number(-0.6, low=-1, high=1)
    target_y = Number(-0.4, low=-1, high=1)
    selected = Choice(WEIGHTS)
    nudge = Number(0, low=-0.5, high=0.5)
    planted = Choice(PLANTED)
    _folded = ("kept", "done", "target_x", "target_y", "selected", "nudge", "planted")

    def __init__(
        self,
        sentence: str = "students",
        *,
        reading: str | None = None,
        merges: Merges | None = None,
        **state: object,
    ):
        if sentence not in SENTENCES:
            Explorable.__init__(self, sentence=sentence)  # which says what is wrong
        if reading is not None and (reading not in READINGS or merges is not None):
            raise ExplorableError(
                f"TreeComposer.reading: got {reading!r}{'' if merges is None else ' and merges'}, "
                "expected 'first' or 'second', or merges alone; leave one of them out"
            )
        first, second = SENTENCES[sentence].readings
        if merges is None:
            merges = second if reading == "second" else first
        same = reading_of(sentence, MergeList.validate(type(self).merges, self, merges))
        known = {"kept": first if same == "second" else second, "done": len(merges)}
        known["selected"] = "w12"  # whose shares nearly cancel in the first tree
        super().__init__(**known | state | {"sentence": sentence, "merges": merges})

    @traitlets.validate("merges", "kept")
    def _fit_the_sentence(self, proposal: dict) -> Merges:
        words = len(SENTENCES[self.sentence].words)
        if not fits(proposal["value"], words):
            raise ExplorableError(
                f"TreeComposer.{proposal['trait'].name}: got {proposal['value']!r}, expected pairs "
                f"of neighbors among {words} words and what was made of them; merge k makes node "
                f"{words} + k"
            )
        return proposal["value"]

    @traitlets.observe("sentence")
    def _take_its_readings(self, _change: object) -> None:
        """Put the readings of a new sentence where trees stand that do not fit it."""
        words, _, readings = SENTENCES[self.sentence]
        for name, known in zip(("merges", "kept"), readings, strict=True):
            if not fits(getattr(self, name), len(words)):
                setattr(self, name, known)
                self.done = len(words) - 1

    @property
    def numbers(self) -> TreeNumbers:
        """All numbers of the picture."""
        return numbers(**self.state)

    @property
    def reading(self) -> str:
        """``"first"``, ``"second"`` or ``"own"``."""
        return reading_of(self.sentence, self.merges)

    @property
    def nodes(self) -> np.ndarray:
        """The vectors of all nodes, (L + M, 2), words first."""
        return np.array(self.numbers.nodes)

    @property
    def root(self) -> np.ndarray | None:
        """The vector of the whole sentence, (2,); None while the tree is not finished."""
        root = self.numbers.root
        return None if root is None else np.array(root)

    @property
    def gradient(self) -> np.ndarray | None:
        """dL/dW, (2, 4), as the code finds it; None while the tree is not finished."""
        found = self.numbers
        return None if found.root is None else np.array(found.gradient)

    @property
    def weight(self) -> np.ndarray:
        """W, (2, 4), with the nudge."""
        return nudged_weight(self.selected, self.nudge)

    @property
    def bias(self) -> np.ndarray:
        """b, (2,)."""
        return np.array(BIAS)

    def _fallback_html(self) -> str:
        found = self.numbers
        texts = list(SENTENCES[self.sentence].words)
        words = len(texts)
        rows = []
        for k, (left, right) in enumerate(self.merges):
            texts.append(f"({texts[left]} {texts[right]})")
            values = found.nodes[words + k] + (found.deltas[k] if found.deltas else [])
            numbers_of = [f"{value:.3g}" for value in values] + ["", ""]
            rows.append([f"p{k + 1}", texts[-1], *numbers_of[:4]])
        columns = ["node", "phrase", "p, first", "p, second", "δ, first", "δ, second"]
        caption = f"{found.brackets}: one vector for each pair of brackets, all by one W"
        return fallback_table(caption, columns, rows)
