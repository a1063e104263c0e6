"""NextLetter: the reader types, a network says which letter it expects and what surprised it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import traitlets

from lib.nn import functional as F
from lib.nn.gru import gru_cell

from .base import Explorable, fallback_table
from .letter_network import (
    BEFORE,
    LetterNetwork,
    drawn,
    load_letter_network,
    probabilities,
    unpacked,
    write_on,
)
from .letter_traits import MOST_LETTERS, Letters, Text
from .randomness import PageRandom
from .traits import Choice, ExplorableError, Number

#: What the letters can be colored by. A plain RNN has no gates.
SHOWN = ("surprise", "unit", "update", "reset")
GATES = SHOWN[2:]

#: How many of the likeliest letters are shown.
TOP = 10

TEXT = (
    "To be, or not to be, that is the question.\nThe king will not come home to us tonight;\n"
    "I hear his drums, and after them the q"
)


class NextNumbers(NamedTuple):
    """What the network makes of a text."""

    known: str
    unknown: str
    surprise: list[float]
    mean_bits: float | None
    first_bits: float | None
    inner_bits: float | None
    place: int
    probabilities: list[float]
    ranking: list[int]
    draw: float
    next: str
    unit: int
    hidden: list[float]
    values: list[float]


def numbers(
    text: str,
    temperature: float = 1.0,
    seed: int = 1,
    show: str = "surprise",
    unit: int = 1,
    place: int = MOST_LETTERS,
    written: int = 0,
    model: dict[str, Any] | LetterNetwork | str = "rnn",
) -> NextNumbers:
    """Read a text letter by letter, after one line break, and ask for the next.

    With p the network's probabilities after the letters before:

        surprise[t] = -log₂ p(letter t)        probabilities = softmax(scores / τ)

    Parameters
    ----------
    text : str
        Letters that the network does not know are left out: ``known`` is what it reads,
        ``unknown`` the letters left out, each once.
    temperature : float
        τ. The surprise is always that at τ = 1.
    seed : int
        Of the draws: letter number k of a text is drawn with number k of the stream.
    show : str
        What ``values`` are: the surprise, a hidden unit, or its update or reset gate.
    unit : int
        From 1; where the network has fewer units, its last.
    place : int
        After how many letters ``probabilities``, ``ranking`` and ``hidden`` are taken; where the
        text is shorter, at its end.
    written : int
        How many letters at the end are the network's own: they do not count in ``mean_bits``.
    model : dict, LetterNetwork or str
        As :func:`lib.widgets.letter_network.packed` writes it, or the network, or "rnn" or "gru".

    Returns
    -------
    NextNumbers
        ``surprise`` and ``values`` (n,), ``probabilities`` (letters,), ``ranking`` the ten
        likeliest, ``hidden`` (H,); ``first_bits`` and ``inner_bits``: the mean surprise of the
        first letters of words and of those inside; ``draw`` between 0 and 1 and ``next``: the
        letter that it chooses at the end of the text.

    Examples
    --------
    >>> found = numbers("the q", model="gru")
    >>> load_letter_network("gru").letters[found.ranking[0]]
    'u'
    """
    network = _network(model)
    letters = network.letters
    known = "".join(c for c in text if c in letters)
    unknown = "".join(dict.fromkeys(c for c in text if c not in letters))
    ids = network.encode(BEFORE + known)
    n = len(known)
    scores, _ = network(ids[None])
    hidden, gates = _states(network, ids)
    log_p = F.log_softmax(scores)
    surprise = -log_p[np.arange(n), ids[1:]] / np.log(2)

    own = surprise[: max(0, n - written)]
    is_first = np.array([_begins(known, t) for t in range(len(own))], bool)
    is_inner = np.array([known[t].isalpha() for t in range(len(own))], bool) & ~is_first
    at = min(place, n)
    chances = probabilities(scores[at], temperature)
    draw = float(PageRandom(seed).random(n + 1)[n])
    chosen = min(unit, network.hidden_size)
    shown = {"unit": hidden, **gates}.get(show)
    return NextNumbers(
        known=known,
        unknown=unknown,
        surprise=surprise.tolist(),
        mean_bits=_mean(own),
        first_bits=_mean(own[is_first]),
        inner_bits=_mean(own[is_inner]),
        place=at,
        probabilities=chances.tolist(),
        ranking=np.argsort(-chances, kind="stable")[:TOP].tolist(),
        draw=draw,
        next=letters[drawn(probabilities(scores[n], temperature), draw)],
        unit=chosen,
        hidden=hidden[at].tolist(),
        values=surprise.tolist() if shown is None else shown[1:, chosen - 1].tolist(),
    )


def _network(model: dict[str, Any] | LetterNetwork | str) -> LetterNetwork:
    if isinstance(model, LetterNetwork):
        return model
    if isinstance(model, str):
        return load_letter_network(model)
    return _unpacked(*(model[key] for key in ("kind", "size", "letters", "weights")))


@lru_cache(maxsize=4)
def _unpacked(kind: str, size: int, letters: str, weights: str) -> LetterNetwork:
    return unpacked({"kind": kind, "size": size, "letters": letters, "weights": weights})


def _states(network: LetterNetwork, ids: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return h after each letter (n + 1, H), and the gates by name, empty for a plain RNN."""
    rows = np.eye(len(network.letters))[ids]
    if network.kind == "rnn":
        return network.memory(rows[None])[0][0], {}
    weights = [parameter.data for parameter in network.memory.parameters()]
    h, states, gates = np.zeros((1, network.hidden_size)), [], {"update": [], "reset": []}
    for row in rows:
        h, (_, _, r, z, _, _) = gru_cell(row[None], h, weights)
        for kept, value in ((states, h), (gates["update"], z), (gates["reset"], r)):
            kept.append(value[0])
    return np.array(states), {name: np.array(values) for name, values in gates.items()}


def _begins(text: str, t: int) -> bool:
    """Return whether letter t is the first of a word: a letter, after something else."""
    return text[t].isalpha() and (t == 0 or not text[t - 1].isalpha())


def _mean(bits: np.ndarray) -> float | None:
    return float(bits.mean()) if len(bits) else None


class NextLetter(Explorable):
    """Type a text: a network that has read Shakespeare says which letter it expects next.

    Parameters
    ----------
    text : str
        A text to begin with, at most 400 letters.
    temperature : float
        τ, 0.2 to 2.
    seed : int
        Of the letters that the network writes, 1 to 99.
    show : {"surprise", "unit", "update", "reset"}
        What is drawn under the letters: how much each surprised the network, one hidden unit, or
        (with a GRU) a gate of that unit.
    unit : int
        The hidden unit, 1 to 256.
    place : int
        After how many letters the prediction is shown, 0 to 400; 400 follows the end of the text.
    written : int
        How many letters at the end the network has written.
    model : {"rnn", "gru"} or LetterNetwork
        The book's plain recurrent network (256 units), its GRU (144 units), or one of your own.

    Examples
    --------
    >>> w = NextLetter(model="gru", text="My que", temperature=0.5)
    >>> w
    NextLetter(temperature=0.5, seed=1, show='surprise', unit=1, place=400, written=0)
    >>> w.probabilities.shape, w.best
    ((65,), 'e')
    >>> w.write(1)
    >>> w.text, w.written
    ('My quee', 1)
    """

    model = Letters()
    text = Text(TEXT)
    temperature = Number(1.0, low=0.2, high=2)
    seed = Number(1, low=1, high=99, whole=True)
    show = Choice(SHOWN)
    unit = Number(1, low=1, high=256, whole=True)
    place = Number(MOST_LETTERS, low=0, high=MOST_LETTERS, whole=True)
    written = Number(0, low=0, high=MOST_LETTERS, whole=True)
    _folded = ("text",)

    @traitlets.validate("show")
    def _only_gates_that_are_there(self, proposal: dict[str, Any]) -> str:
        if self.model["kind"] == "rnn" and proposal["value"] in GATES:
            raise ExplorableError(
                f"NextLetter.show: got {proposal['value']!r}, expected 'surprise' or 'unit'; a "
                "plain RNN has no gates, pass model='gru' too"
            )
        return proposal["value"]

    @property
    def network(self) -> LetterNetwork:
        """The network, as ordinary layers of ``lib.nn``."""
        return _network(self.model)

    @property
    def probabilities(self) -> np.ndarray:
        """Probability of each letter of ``network.letters`` at the chosen place."""
        return np.array(self._numbers().probabilities)

    @property
    def best(self) -> str:
        """The likeliest letter at the chosen place."""
        return self.network.letters[self._numbers().ranking[0]]

    @property
    def surprise(self) -> np.ndarray:
        """How much each letter of the text surprised the network, in bits."""
        return np.array(self._numbers().surprise)

    def write(self, count: int = 1) -> None:
        """Let the network write on, as far as there is room."""
        count = min(count, MOST_LETTERS - len(self.text))
        more = write_on(
            self.network, self.text, count, temperature=self.temperature, seed=self.seed
        )
        with self.hold_sync():
            self.text += more
            self.written += count

    def _numbers(self) -> NextNumbers:
        return numbers(**self.state, model=self.model)

    def _fallback_html(self) -> str:
        found, letters = self._numbers(), self.model["letters"]
        names = {" ": "space", "\n": "line break"}
        rows = [
            [names.get(letters[i], letters[i]), f"{found.probabilities[i]:.3f}"]
            for i in found.ranking
        ]
        caption = (
            f"The ten letters that the network expects after “{found.known[: found.place]}”, at "
            f"temperature {self.temperature:g}"
        )
        return fallback_table(caption, ["next letter", "probability"], rows)
