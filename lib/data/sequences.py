"""Made-up sequences: a noisy year, sine waves, and two tasks that ask for a long memory."""

from __future__ import annotations

from numbers import Integral

import numpy as np

from .bunch import Bunch

Rng = np.random.Generator | int | None

_NONE = "none: made-up numbers"
_SERIES = """\
Daily temperatures of {m} days

A season and the weather on top of it, made up: 10 - 8 cos(2π (t - 20) / 365) degrees, which is
coldest on January 21, and normal noise of standard deviation {noise:g}.

t       ({m},)  day, counted from 1
y       ({m},)  temperature of the day
season  ({m},)  the temperature without noise, which an average should find
"""
_WAVES = """\
{m} sine waves, to be continued

Each has its own period, from 10 to 40 steps, and its own start.

X  ({m}, {length}, 1)  the wave, with normal noise of standard deviation {noise:g}
y  ({m}, {length}, 1)  the value one step later, without noise
"""
_COPY = """\
Copy task: keep {length} symbols in mind for {delay} steps, then say them

{length} symbols drawn from 0 to {last}, then {blanks} blanks ({blank}), then the sign to answer
({sign}), then {length} blanks. The answer is blank up to and with the sign, then the symbols.

ids  ({m}, {steps})          what is seen at each step
X    ({m}, {steps}, {kinds})  the same, one-hot
y    ({m}, {steps})          what is to be answered at each step

baseline is the mean cross-entropy (natural logarithm) of the best answer without a memory: blanks,
then all symbols equally likely. That is length · ln(symbols) / steps.

Source: S. Hochreiter and J. Schmidhuber, Long short-term memory, Neural Computation 9(8), 1997; in
the form of M. Arjovsky, A. Shah and Y. Bengio, Unitary evolution recurrent neural networks, 2016.
"""
_ADDING = """\
Adding problem: the sum of two marked numbers among {length}

X       ({m}, {length}, 2)  at each step a number, uniform from 0 to 1, and a mark, 1 at two steps
y       ({m},)        sum of the two marked numbers
marked  ({m}, 2)      the two marked steps: one in the first half, one in the second

baseline is the mean squared error of always answering 1, the mean of y: 2 · 1/12 = 1/6.

Source: S. Hochreiter and J. Schmidhuber, Long short-term memory, Neural Computation 9(8), 1997; in
the form of M. Arjovsky, A. Shah and Y. Bengio, Unitary evolution recurrent neural networks, 2016.
"""


def make_noisy_series(m: int = 365, *, noise: float = 3.0, rng: Rng = None) -> Bunch:
    """Make daily temperatures: a season, and noise for averages to smooth away.

    ::

        y[t] = 10 - 8 cos(2π (t - 20) / 365) + noise · N(0, 1)

    Parameters
    ----------
    m : int
        Number of days.
    noise : float
        Standard deviation of the noise, in °C.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        ``t``, ``y`` and ``season`` (m,), ``units``, ``licence``, ``DESCR``.

    Examples
    --------
    >>> make_noisy_series(rng=0)
    Bunch: Daily temperatures of 365 days
      t        int64 array, shape (365,)
      y        float64 array, shape (365,)
      season   float64 array, shape (365,)
      units    't: days; y and season: °C'
      licence  'CC0'
    """
    _whole("make_noisy_series", m=m)
    _spread("make_noisy_series", noise)
    t = np.arange(1, m + 1)
    season = 10 - 8 * np.cos(2 * np.pi * (t - 20) / 365)
    return Bunch(
        t=t,
        y=season + noise * np.random.default_rng(rng).normal(size=m),
        season=season,
        units="t: days; y and season: °C",
        licence="CC0",
        DESCR=_SERIES.format(m=m, noise=noise),
    )


def make_waves(m: int = 100, length: int = 50, *, noise: float = 0.0, rng: Rng = None) -> Bunch:
    """Make sine waves of many periods, each with its value one step later as the target.

    ::

        wave[t] = sin(2π t / period + start)
        x[t] = wave[t] + noise · N(0, 1),    y[t] = wave[t + 1]

    Parameters
    ----------
    m, length : int
        Number of waves, and of steps in each.
    noise : float
        Standard deviation of what is added to the input.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        ``X`` and ``y`` (m, length, 1), ``period`` (m,), ``units``, ``licence``, ``DESCR``.

    Examples
    --------
    >>> waves = make_waves(3, 20, rng=0)
    >>> bool((waves.X[:, 1:] == waves.y[:, :-1]).all())
    True
    """
    _whole("make_waves", m=m, length=length)
    _spread("make_waves", noise)
    generator = np.random.default_rng(rng)
    period = generator.uniform(10, 40, size=m)
    start = generator.uniform(0, 2 * np.pi, size=m)
    t = np.arange(length + 1)
    wave = np.sin(2 * np.pi * t / period[:, None] + start[:, None])[..., None]
    return Bunch(
        X=wave[:, :-1] + noise * generator.normal(size=(m, length, 1)),
        y=wave[:, 1:].copy(),
        period=period,
        units=_NONE,
        licence="CC0",
        DESCR=_WAVES.format(m=m, length=length, noise=noise),
    )


def make_copy(
    m: int = 100, length: int = 10, *, delay: int = 20, symbols: int = 8, rng: Rng = None
) -> Bunch:
    """Make the copy task: repeat a row of symbols after a long wait.

    Parameters
    ----------
    m : int
        Number of sequences.
    length : int
        Symbols to remember.
    delay : int
        Steps from the last symbol to the sign to answer.
    symbols : int
        Different symbols, at least 2: 0, 1, …; the blank and the sign to answer are the two
        numbers after them.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        ``ids`` and ``y`` (m, delay + 2 length) integers, ``X`` (m, delay + 2 length, symbols + 2)
        the ids one-hot, ``blank``, ``sign``, ``baseline``, ``units``, ``licence``, ``DESCR``.

    Examples
    --------
    >>> task = make_copy(1, length=3, delay=4, symbols=4, rng=0)
    >>> task.ids[0], task.y[0]
    (array([3, 2, 2, 4, 4, 4, 5, 4, 4, 4]), array([4, 4, 4, 4, 4, 4, 4, 3, 2, 2]))

    References
    ----------
    Arjovsky, Shah and Bengio (2016), "Unitary evolution recurrent neural networks", section 4.1.
    """
    _whole("make_copy", m=m, length=length, delay=delay, symbols=symbols)
    if symbols < 2:
        raise ValueError(
            f"make_copy got symbols={symbols}, expected at least 2; a single symbol leaves "
            "nothing to remember"
        )
    blank, sign = symbols, symbols + 1
    steps = delay + 2 * length
    drawn = np.random.default_rng(rng).integers(symbols, size=(m, length))
    ids = np.full((m, steps), blank)
    ids[:, :length] = drawn
    ids[:, length + delay - 1] = sign
    y = np.full((m, steps), blank)
    y[:, -length:] = drawn
    return Bunch(
        ids=ids,
        X=np.eye(symbols + 2)[ids],
        y=y,
        blank=blank,
        sign=sign,
        baseline=float(length * np.log(symbols) / steps),
        units="none: symbols",
        licence="CC0",
        DESCR=_COPY.format(
            m=m,
            length=length,
            delay=delay,
            last=symbols - 1,
            blanks=delay - 1,
            blank=blank,
            sign=sign,
            steps=steps,
            kinds=symbols + 2,
        ),
    )


def make_adding(m: int = 100, length: int = 50, *, rng: Rng = None) -> Bunch:
    """Make the adding problem: a long row of numbers, and the sum of the two that are marked.

    Parameters
    ----------
    m : int
        Number of sequences.
    length : int
        Steps in each, at least 2.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        ``X`` (m, length, 2): numbers from 0 to 1 and marks; ``y`` (m,): the sums; ``marked``
        (m, 2): the marked steps; ``baseline``, ``units``, ``licence``, ``DESCR``.

    Examples
    --------
    >>> task = make_adding(1, 4, rng=1)
    >>> task.X[0].round(2)
    array([[0.51, 1.  ],
           [0.95, 0.  ],
           [0.14, 1.  ],
           [0.95, 0.  ]])
    >>> task.y.round(2)
    array([0.66])

    References
    ----------
    Hochreiter and Schmidhuber (1997), "Long short-term memory", experiment 4; with the numbers and
    marks of Arjovsky, Shah and Bengio (2016), "Unitary evolution recurrent neural networks".
    """
    _whole("make_adding", m=m, length=length)
    if length < 2:
        raise ValueError(f"make_adding got length={length}, expected at least 2: two are marked")
    generator = np.random.default_rng(rng)
    X = np.zeros((m, length, 2))
    X[..., 0] = generator.random((m, length))
    half = length // 2
    marked = np.column_stack(
        [generator.integers(0, half, size=m), generator.integers(half, length, size=m)]
    )
    rows = np.arange(m)[:, None]
    X[rows, marked, 1] = 1
    return Bunch(
        X=X,
        y=X[rows, marked, 0].sum(axis=1),
        marked=marked,
        baseline=1 / 6,
        units=_NONE,
        licence="CC0",
        DESCR=_ADDING.format(m=m, length=length),
    )


def _whole(who: str, **numbers: int) -> None:
    for name, value in numbers.items():
        if not isinstance(value, Integral) or value < 1:
            raise ValueError(f"{who} got {name}={value}, expected a whole number of at least 1")


def _spread(who: str, noise: float) -> None:
    if not noise >= 0:
        raise ValueError(f"{who} got noise={noise}, expected a standard deviation of 0 or more")
