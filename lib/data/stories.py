"""A generator of short stories: a text to train language models on that needs no download."""

from __future__ import annotations

import numpy as np

# Name, what others call them, and the two pronouns that must agree with the name.
_HEROES = (
    ("Ada", "girl", "she", "her"),
    ("Mina", "girl", "she", "her"),
    ("Lotte", "baker", "she", "her"),
    ("Rosa", "sailor", "she", "her"),
    ("Ben", "boy", "he", "his"),
    ("Emil", "boy", "he", "his"),
    ("Tom", "gardener", "he", "his"),
    ("Oskar", "miller", "he", "his"),
)
_FRIENDS = ("cat", "dog", "fox", "goat", "hen", "mouse", "owl", "pony")
_PLACES = ("by the river", "on a hill", "at the edge of the woods", "near the sea", "in the valley")
_WEATHER = (
    "it rained",
    "the sun shone",
    "snow fell",
    "the wind blew from the sea",
    "fog lay over the fields",
)
_WAYS = ("to the mill", "down to the bridge", "into the woods", "along the shore", "to the market")
_THINGS = ("red lamp", "blue kite", "silver key", "small boat", "brass bell", "round stone")
_FINDS = ("under a bush", "in the tall grass", "behind an old wall", "at the foot of a tree")
_FEARS = ("dark", "deep water", "high wind", "steep path")
_QUESTIONS = (
    "Where does this path go?",
    "Who lost this {thing}?",
    "Are you not afraid of the {fear}?",
    "What shall we do with the {thing}?",
)
_ANSWERS = (
    "Let us find out",
    "We shall see",
    "Ask me again tomorrow",
    "Not while you are with me",
    "I know what to do",
)
_ENDINGS = (
    "That night {name} put the {thing} beside {their} bed and slept until noon.",
    "In the evening {name} and the {friend} went home, and the {thing} went with them.",
    "Then {name} gave the {thing} to the {friend}, who keeps it to this day.",
    "When the stars came out, {name} showed {their} {thing} to everyone in the village.",
)
_MIDDLES = (
    "The {friend} was afraid of the {fear}, but {they} was not.",
    "The way was long, and {they} sang to {their} {friend} until they were there.",
    "For an hour {they} looked at the {thing} and said nothing.",
    "The {friend} looked at the {thing}, then at {name}, then at the {thing} again.",
)


def tell_stories(m: int = 60, *, rng: np.random.Generator | int | None = None) -> str:
    """Tell short stories, one a paragraph, from a grammar and a list of words.

    They are easy to spell and hard to follow: quotation marks close, ``she`` or ``he`` and ``her``
    or ``his`` agree with the name at the start, and what is found in the middle comes up again at
    the end. So one can see in what a network writes how far back it remembers.

    Parameters
    ----------
    m : int
        Number of stories, of some 400 letters each.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    str
        The stories, with an empty line between two of them.

    Examples
    --------
    >>> import textwrap
    >>> print(textwrap.fill(tell_stories(1, rng=0), 70))
    There once was a gardener called Tom, who lived on a hill with his
    mouse. One morning, when it rained, Tom and the mouse went to the
    mill. Under a bush he found a small boat. "Where does this path go?"
    asked the mouse. "I know what to do," said Tom. For an hour he looked
    at the small boat and said nothing. When the stars came out, Tom
    showed his small boat to everyone in the village.
    """
    if m < 1 or int(m) != m:
        raise ValueError(f"tell_stories got m={m}, expected a whole number of at least 1")
    generator = np.random.default_rng(rng)
    return "\n\n".join(_story(generator) for _ in range(m)) + "\n"


def _story(generator: np.random.Generator) -> str:
    def one(choices: tuple) -> str:
        return choices[generator.integers(len(choices))]

    name, kind, they, their = one(_HEROES)
    words = {
        "name": name,
        "they": they,
        "their": their,
        "friend": one(_FRIENDS),
        "thing": one(_THINGS),
        "fear": one(_FEARS),
    }
    sentences = [
        f"There once was a {kind} called {name}, who lived {one(_PLACES)} with {their} {{friend}}.",
        f"One morning, when {one(_WEATHER)}, {name} and the {{friend}} went {one(_WAYS)}.",
        f"{one(_FINDS).capitalize()} {they} found a {{thing}}.",
        f'"{one(_QUESTIONS)}" asked the {{friend}}.',
        f'"{one(_ANSWERS)}," said {name}.',
        one(_MIDDLES),
        one(_ENDINGS),
    ]
    return " ".join(sentences).format(**words)
