"""Text as numbers: any text file, stories that come with the book, and batches of them."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import numpy as np

from .bunch import Bunch
from .stories import tell_stories
from .vocabulary import Vocabulary

_STORIES = """\
Sixty short stories, made up

Told by lib.data.stories from a small grammar with a fixed seed.
"""
_FILE = """\
{name}, {length:,} characters

Text from a file of your own.
"""
_CONTENTS = """
text        the text
ids         {count} integers: the places of its {level}s in the vocabulary
vocabulary  the {size} different {level}s, sorted
encode      text -> ids
decode      ids -> text
"""
_SENTENCE = """\
Yesterday I was late for school: one Chinese sentence, word by word

words        the five words of the sentence
pinyin       how each is said
gloss        what each means
vocabulary   seven tokens: s (start), the words, e (end)
ids          (7,)    the sentence from s to e, as places in the vocabulary
X            (6, 7)  what a language model sees, one-hot: s and the five words
y            (6,)    what it is to say next: the five words and e

Source: the fifth part, on recurrent networks, of a tutorial in Chinese whose code is at
https://github.com/hanbt/learn_dl.
"""


def load_text(path: str | PathLike | None = None, *, level: str = "character") -> Bunch:
    """Load a text as numbers: a file of yours, or sixty short stories that come with the book.

    Parameters
    ----------
    path : str or path, optional
        A text file in UTF-8. Without it, the stories: nothing is downloaded.
    level : {"character", "word"}
        What one number stands for.

    Returns
    -------
    Bunch
        ``text``; ``ids`` (number of tokens,); ``vocabulary``: all different tokens, sorted;
        ``encode(text)`` and ``decode(ids)``; ``units``, ``licence``, ``DESCR``.

    Raises
    ------
    ValueError
        If the file is empty (or has no word), or is not UTF-8.

    Examples
    --------
    >>> stories = load_text()
    >>> stories.text[:45]
    'There once was a gardener called Tom, who liv'
    >>> len(stories.ids), len(stories.vocabulary)
    (24654, 42)
    >>> stories.decode(stories.encode("Tom and the mouse"))
    'Tom and the mouse'
    """
    if path is None:
        text, about, licence = tell_stories(rng=0), _STORIES, "CC0"
    else:
        text = _read(Path(path))
        about = _FILE.format(name=Path(path).name, length=len(text))
        licence = "that of your file"
    vocabulary = Vocabulary(text, level)
    ids = vocabulary.encode(text)
    if not len(ids):
        raise ValueError(
            f"{Path(path).name} has no {level}, expected a text to learn from"
            + (": it is empty" if not text else "; take level='character'")
        )
    return Bunch(
        text=text,
        ids=ids,
        vocabulary=vocabulary.tokens,
        encode=vocabulary.encode,
        decode=vocabulary.decode,
        units=f"place of a {level} in the vocabulary",
        licence=licence,
        DESCR=about + _CONTENTS.format(count=len(ids), level=level, size=len(vocabulary)),
    )


def text_batches(
    ids: np.ndarray, batch_size: int = 16, steps: int = 32
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Cut a text into mini-batches for truncated backpropagation through time.

    The text is cut into ``batch_size`` long streams of equal length. Each mini-batch holds the
    next ``steps`` numbers of every stream; row i of one goes on where row i of the one before
    ended, so that a network can keep its state from one to the next.

    Parameters
    ----------
    ids : integers of shape (n,)
        The text.
    batch_size, steps : int
        Streams side by side, and numbers of each in a mini-batch.

    Returns
    -------
    list of (x, y)
        Each (batch_size, steps), the last perhaps shorter: ``y`` is ``x`` one step later in the
        text. Views of ``ids``. At most ``batch_size`` numbers at the end of the text are left out.

    Raises
    ------
    ValueError
        If there are fewer than ``batch_size + 1`` numbers.

    Examples
    --------
    >>> for x, y in text_batches(np.arange(12), batch_size=2, steps=3):
    ...     print(x.tolist(), y.tolist())
    [[0, 1, 2], [5, 6, 7]] [[1, 2, 3], [6, 7, 8]]
    [[3, 4], [8, 9]] [[4, 5], [9, 10]]

    References
    ----------
    Williams and Peng (1990), "An efficient gradient-based algorithm for on-line training of
    recurrent network trajectories".
    """
    ids = np.asarray(ids)
    if ids.ndim != 1 or not np.issubdtype(ids.dtype, np.integer):
        raise TypeError(
            f"text_batches got {ids.dtype} numbers of shape {ids.shape}, expected a row of "
            "integers, such as load_text().ids"
        )
    for name, value in (("batch_size", batch_size), ("steps", steps)):
        if value < 1 or int(value) != value:
            raise ValueError(
                f"text_batches got {name}={value}, expected a whole number of at least 1"
            )
    length = (len(ids) - 1) // batch_size
    if length < 1:
        raise ValueError(
            f"text_batches got {len(ids)} numbers for batch_size={batch_size}, expected at least "
            f"{batch_size + 1}; take a longer text or fewer streams"
        )
    x = ids[: length * batch_size].reshape(batch_size, length)
    y = ids[1 : length * batch_size + 1].reshape(batch_size, length)
    return [(x[:, t : t + steps], y[:, t : t + steps]) for t in range(0, length, steps)]


def load_chinese_sentence() -> Bunch:
    """Load the sentence on which the book works out a language model, word by word.

    Returns
    -------
    Bunch
        ``words``, ``pinyin`` and ``gloss`` (5 each), ``translation``; ``vocabulary``: ``s``, the
        words and ``e``; ``ids`` (7,); ``X`` (6, 7) and ``y`` (6,): what comes in and what is to
        come next; ``units``, ``licence``, ``DESCR``.

    Examples
    --------
    >>> sentence = load_chinese_sentence()
    >>> for i, j in zip(sentence.ids, sentence.y):
    ...     print(sentence.vocabulary[i], "→", sentence.vocabulary[j])
    s → 我
    我 → 昨天
    昨天 → 上学
    上学 → 迟到
    迟到 → 了
    了 → e
    """
    words = ("我", "昨天", "上学", "迟到", "了")
    ids = np.arange(len(words) + 2)
    return Bunch(
        words=words,
        pinyin=("wǒ", "zuótiān", "shàngxué", "chídào", "le"),
        gloss=("I", "yesterday", "go to school", "be late", "(it has happened)"),
        translation="Yesterday I was late for school.",
        vocabulary=("s", *words, "e"),
        ids=ids,
        X=np.eye(len(ids))[ids[:-1]],
        y=ids[1:].copy(),
        units="place of a word in the vocabulary",
        licence="none needed: one sentence",
        DESCR=_SENTENCE,
    )


def _read(path: Path) -> str:
    try:
        # utf-8-sig also takes the mark that some editors put in front.
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{path.name} is not UTF-8: byte {error.start} is {error.object[error.start]:02x}; "
            "open it in an editor and save it as UTF-8"
        ) from None
