"""Small tables: the salaries, the pet shop's survey and the truth tables of logic."""

from __future__ import annotations

import numpy as np

from .bunch import Bunch

_SALARIES = """\
Five people: years of work and monthly salary

X  (5, 1)  years that a person has worked
y  (5,)    what that person earns in a month

The numbers are made up. Source: the second part, on linear units and gradient descent, of a
tutorial in Chinese whose code is at https://github.com/hanbt/learn_dl.
"""
_PET_SHOP = """\
A pet shop's survey: four customers, three questions, and one answer to predict

A month ago the shop began to sell a new cat litter, and now it asks who bought it.

X  (4, 3)  answers to the first three questions, one customer a row: 1 is yes, 0 is no
y  (4,)    answers to the fourth question

The numbers are made up; y is 1 where exactly one of the first two answers is. Source: A. Trask, A
neural network in 11 lines of Python, 2015, with its rows in another order; the story of the shop
is D. Code's, who explained that network to readers without mathematics.
"""
_LOGIC = """\
Truth table of {name}

X  (4, 2)  two propositions: 1 is true, 0 is false
y  (4,)    {sentence}

The rows come in the order in which the perceptron of chapter 1 goes through them.
"""
_TABLES = {
    "and": ((1, 0, 0, 0), "1 where both are true"),
    "or": ((1, 0, 1, 1), "1 where at least one is true"),
    "xor": ((0, 0, 1, 1), "1 where exactly one is true"),
    "nand": ((0, 1, 1, 1), "1 where not both are true"),
}
_LICENCE = "none needed: a few made-up numbers"


def load_salaries() -> Bunch:
    """Load years of work and monthly salary of five people.

    Returns
    -------
    Bunch
        ``X`` (5, 1) in years and ``y`` (5,) in yuan a month, both float64; ``feature_names``,
        ``target_name``, ``units``, ``licence``, ``DESCR``.

    Examples
    --------
    >>> salaries = load_salaries()
    >>> salaries
    Bunch: Five people: years of work and monthly salary
      X              float64 array, shape (5, 1)
      y              float64 array, shape (5,)
      feature_names  ('years of work',)
      target_name    'monthly salary'
      units          'X: years; y: yuan a month'
      licence        'none needed: a few made-up numbers'
    >>> salaries.X[:, 0], salaries.y
    (array([ 5. ,  3. ,  8. ,  1.4, 10.1]), array([ 5500.,  2300.,  7600.,  1800., 11400.]))
    """
    return Bunch(
        X=np.array([[5], [3], [8], [1.4], [10.1]]),
        y=np.array([5500.0, 2300, 7600, 1800, 11400]),
        feature_names=("years of work",),
        target_name="monthly salary",
        units="X: years; y: yuan a month",
        licence=_LICENCE,
        DESCR=_SALARIES,
    )


def load_pet_shop() -> Bunch:
    """Load the answers of a pet shop's four customers to four questions.

    Returns
    -------
    Bunch
        ``X`` (4, 3) float64: answers to the first three questions; ``y`` (4,) integers: answers to
        the fourth; ``questions``: all four; ``feature_names``, ``target_name``, ``units``,
        ``licence``, ``DESCR``.

    Examples
    --------
    >>> shop = load_pet_shop()
    >>> shop
    Bunch: A pet shop's survey: four customers, three questions, and one answer to predict
      X              float64 array, shape (4, 3)
      y              int64 array, shape (4,)
      questions      ('Do you have a cat?', 'Do you drink imported beer?', 'Have you visi...
      feature_names  ('cat', 'beer', 'website')
      target_name    'bought'
      units          'answer: 1 is yes, 0 is no'
      licence        'none needed: a few made-up numbers'
    >>> for name, question in zip((*shop.feature_names, shop.target_name), shop.questions):
    ...     print(f"{name}: {question}")
    cat: Do you have a cat?
    beer: Do you drink imported beer?
    website: Have you visited our website in the past month?
    bought: Have you bought the new cat litter in the past month?

    References
    ----------
    A. Trask, A neural network in 11 lines of Python, 2015,
    https://iamtrask.github.io/2015/07/12/basic-python-network/.
    """
    return Bunch(
        X=np.array([[1.0, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]]),
        y=np.array([1, 1, 0, 0]),
        questions=(
            "Do you have a cat?",
            "Do you drink imported beer?",
            "Have you visited our website in the past month?",
            "Have you bought the new cat litter in the past month?",
        ),
        feature_names=("cat", "beer", "website"),
        target_name="bought",
        units="answer: 1 is yes, 0 is no",
        licence=_LICENCE,
        DESCR=_PET_SHOP,
    )


def load_logic(name: str = "and") -> Bunch:
    """Load the truth table of a connective of two propositions.

    Parameters
    ----------
    name : {"and", "or", "xor", "nand"}
        The connective. A line separates the two classes of all but ``"xor"``.

    Returns
    -------
    Bunch
        ``X`` (4, 2) float64, ``y`` (4,) integers, ``feature_names``, ``units``, ``licence``,
        ``DESCR``.

    Raises
    ------
    ValueError
        For another name.

    Examples
    --------
    >>> table = load_logic("xor")
    >>> np.column_stack([table.X.astype(int), table.y])
    array([[1, 1, 0],
           [0, 0, 0],
           [1, 0, 1],
           [0, 1, 1]])
    """
    if name not in _TABLES:
        raise ValueError(
            f"load_logic got {name!r}, expected one of {', '.join(map(repr, _TABLES))}"
        )
    y, sentence = _TABLES[name]
    return Bunch(
        X=np.array([[1.0, 1], [0, 0], [1, 0], [0, 1]]),
        y=np.array(y),
        feature_names=("x1", "x2"),
        units="truth value: 1 is true, 0 is false",
        licence="none needed: logic",
        DESCR=_LOGIC.format(name=name.upper(), sentence=sentence),
    )
