"""The networks that say which letter comes next: in lib's layers, and as single bytes in a page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from lib import nn
from lib.nn.functional import softmax

from .randomness import PageRandom
from .single_bytes import pack, quantize, unpack

#: The layers with a memory that a network of letters can have, by the name of its kind.
MEMORIES = {"rnn": nn.RNN, "gru": nn.GRU}

#: What stands before every text: the network has read one line break and nothing else.
BEFORE = "\n"

_STATIC = Path(__file__).parent / "static"


class LetterNetwork(nn.Module):
    """Scores for the next letter at every place of a text: a memory, and a Linear layer on it.

        hₜ = memory(one-hot of letter t, hₜ₋₁)        scoresₜ = W hₜ + b

    Shape
    -----
    - ids: (N, T) places in the vocabulary; state: (1, N, hidden_size), zeros if not given
    - scores: (N · T, letters), which is what CrossEntropyLoss takes

    Parameters
    ----------
    kind : {"rnn", "gru"}
        The memory.
    hidden_size : int
    letters : sequence of str
        The vocabulary, a letter each.
    rng : Generator or int, optional
    dtype : dtype

    Attributes
    ----------
    memory, head : Module
        The two layers, an ``nn.RNN`` or ``nn.GRU`` and an ``nn.Linear``.

    Examples
    --------
    >>> network = LetterNetwork("gru", 8, "abc", rng=0)
    >>> scores, state = network(network.encode("abacab")[None])
    >>> scores.shape, state.shape
    ((6, 3), (1, 1, 8))
    """

    def __init__(self, kind, hidden_size, letters, *, rng=None, dtype=np.float64):
        if kind not in MEMORIES:
            names = " or ".join(map(repr, MEMORIES))
            raise ValueError(f"kind is {kind!r}; expected {names}.")
        rng = np.random.default_rng(rng)
        self.kind, self.letters = kind, "".join(letters)
        self.memory = MEMORIES[kind](len(self.letters), hidden_size, rng=rng, dtype=dtype)
        self.head = nn.Linear(hidden_size, len(self.letters), rng=rng, dtype=dtype)

    @property
    def hidden_size(self) -> int:
        """The number of hidden units, H."""
        return self.memory.hidden_size

    def encode(self, text: str) -> np.ndarray:
        """Return the places of a text's letters; those that the network does not know are left out.

        Examples
        --------
        >>> LetterNetwork("rnn", 2, "abc").encode("a cab!")
        array([0, 2, 0, 1])
        """
        return np.array([self.letters.index(c) for c in text if c in self.letters], dtype=np.int64)

    def forward(self, ids, state=None):
        """Return the scores after each letter, and the state after the last."""
        rows = np.eye(len(self.letters), dtype=self.head.weight.dtype)
        h, state = self.memory(rows[ids], state)
        y = self.head(h.reshape(-1, h.shape[2]))
        self._keep(h.shape, out=y)
        return y, state

    def backward(self, grad_out):
        """Add to the gradients of all weights; letters have none."""
        shape, grad_out = self._recall(grad_out)
        with self.memory.no_input_grad():
            self.memory.backward(self.head.backward(grad_out).reshape(shape))


def probabilities(scores: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Return softmax(scores / τ): below τ = 1 the likely becomes likelier, above less so.

    Examples
    --------
    >>> scores = np.log([0.8, 0.2])
    >>> probabilities(scores).round(2), probabilities(scores, 0.5).round(2)
    (array([0.8, 0.2]), array([0.94, 0.06]))
    """
    return softmax(scores / temperature)


def drawn(chances: np.ndarray, at: float) -> int:
    """Return the first place where the sum of the probabilities so far is above `at`.

    Examples
    --------
    >>> drawn(np.array([0.2, 0.5, 0.3]), 0.65)
    1
    """
    return min(int((np.cumsum(chances) <= at).sum()), len(chances) - 1)


def write_on(
    network: LetterNetwork, text: str, count: int, *, temperature: float = 1.0, seed: int = 1
) -> str:
    """Let a network continue a text, letter by letter, each drawn from its probabilities.

    The page draws the same letters: letter number k of the whole text uses draw number k of the
    stream of its seed, :class:`lib.widgets.randomness.PageRandom`.

    Parameters
    ----------
    network : LetterNetwork
    text : str
        What stands there already, after one line break. Unknown letters are skipped.
    count : int
        How many letters to write.
    temperature : float
        τ, above 0.
    seed : int
        From 1.

    Examples
    --------
    >>> network = load_letter_network("gru")
    >>> write_on(network, "the que", 2, temperature=0.2)
    'en'
    """
    ids = network.encode(BEFORE + text)
    draws = PageRandom(seed).random(len(ids) - 1 + count)[len(ids) - 1 :]
    scores, state = network(ids[None])
    written = []
    for at in draws:
        written.append(drawn(probabilities(scores[-1], temperature), at))
        scores, state = network(np.array([written[-1:]]), state)
    return "".join(network.letters[i] for i in written)


def quantized(network: LetterNetwork) -> dict[str, np.ndarray]:
    """Round a network's matrices to single bytes: ``name.whole`` and ``name.scale`` for each.

    Examples
    --------
    >>> arrays = quantized(LetterNetwork("rnn", 4, "abc", rng=0))
    >>> arrays["head.weight.whole"].dtype, arrays["head.weight.scale"].shape
    (dtype('int8'), (3,))
    """
    arrays = {"kind": np.array(network.kind), "letters": np.array(network.letters)}
    for name, array in network.state_dict().items():
        if array.ndim > 1:
            arrays[f"{name}.whole"], arrays[f"{name}.scale"] = quantize(array)
        else:
            arrays[name] = array.astype(np.float32)
    return arrays


def packed(arrays: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """Return what a page gets: ``kind``, ``size`` (hidden units), ``letters``, ``weights``.

    ``weights`` is one text (base64): matrices as whole numbers and scales, biases as numbers, in
    the order of the state dict.

    Examples
    --------
    >>> found = packed(quantized(LetterNetwork("rnn", 4, "abc", rng=0)))
    >>> found["kind"], found["size"], found["letters"], len(found["weights"])
    ('rnn', 4, 'abc', 172)
    """
    about = ("kind", "letters")
    return {
        "kind": str(arrays["kind"]),
        "size": arrays["head.weight.whole"].shape[1],
        "letters": str(arrays["letters"]),
        "weights": pack(array for name, array in arrays.items() if name not in about),
    }


def unpacked(found: Mapping[str, Any]) -> LetterNetwork:
    """Return the network that :func:`packed` wrote, as ordinary layers in double precision.

    Raises
    ------
    ValueError
        If the text is not as long as it should be.

    Examples
    --------
    >>> first = LetterNetwork("rnn", 4, "abc", rng=0)
    >>> again = unpacked(packed(quantized(first)))
    >>> bool(abs(again.head.weight.data - first.head.weight.data).max() < 0.002)
    True
    """
    network = LetterNetwork(found["kind"], found["size"], found["letters"], rng=0)
    shapes = {name: array.shape for name, array in network.state_dict().items()}
    network.load_state_dict(unpack(found["weights"], shapes))
    return network.eval()


def stored_in(kind: str) -> Path:
    """Return where the book's weights of a kind lie."""
    return _STATIC / f"letters_{kind}.npz"


@lru_cache(maxsize=2)
def stored(kind: str) -> dict[str, Any]:
    """Return the book's own network of a kind, packed for a page.

    Examples
    --------
    >>> len(stored("rnn")["weights"]) < 150_000, len(stored("gru")["weights"]) < 150_000
    (True, True)
    """
    with np.load(stored_in(kind)) as arrays:
        return packed(arrays)


def load_letter_network(kind: str = "rnn") -> LetterNetwork:
    """Load a network of the book that has read Shakespeare letter by letter.

    Its weights are rounded to single bytes, as in the page. It was trained by
    ``scripts/train_letters.py``; curves, numbers and samples are in ``book/results``.

    Parameters
    ----------
    kind : {"rnn", "gru"}

    Returns
    -------
    LetterNetwork
        ``network.memory`` is an ``nn.RNN`` or ``nn.GRU`` with one layer, ``network.head`` a Linear.

    Examples
    --------
    >>> network = load_letter_network("gru")
    >>> scores, state = network(network.encode("To be, or not to b")[None])
    >>> network.letters[scores[-1].argmax()]
    'e'
    """
    if kind not in MEMORIES:
        names = " or ".join(map(repr, MEMORIES))
        raise ValueError(f"load_letter_network got {kind!r}; expected {names}.")
    return unpacked(stored(kind))
