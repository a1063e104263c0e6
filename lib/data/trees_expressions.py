"""Expressions as trees, with the value of every part."""

from __future__ import annotations

from numbers import Integral

import numpy as np

from .bunch import Bunch
from .trees import Tree, tree_from_brackets

# What each word means. A word for an operation is a function: "not" takes a value and gives one,
# "and" takes the value on its right and gives a function that takes the one on its left.
_MEANINGS = {
    "boolean": {
        "false": 0,
        "true": 1,
        "not": lambda value: 1 - value,
        "and": lambda right: lambda left: left & right,
        "or": lambda right: lambda left: left | right,
        "xor": lambda right: lambda left: left ^ right,
    },
    "arithmetic": {
        **{str(digit): digit for digit in range(10)},
        "+": lambda right: lambda left: left + right,
        "-": lambda right: lambda left: left - right,
        "*": lambda right: lambda left: left * right,
    },
}
_DESCR = """\
{m} {kind} expressions as trees, with the value of every part

An expression is {leaf}. An operation
and what stands on its right make a node; that node and what stands on its left make the next, as in
{example}. Each expression has 1 to {operations} operations, each number of them
equally likely.{balance}

trees   {m} trees: tokens (words), merges (pairs of nodes), labels (the value of each node; None
        for an operation, and for one that has only its right side)
target  ({m},)  the value of each expression
words   the {n} words of the grammar
"""
_LEAVES = {
    "boolean": "true, false, or an operation on expressions: not, and, or, xor",
    "arithmetic": "a digit, or an operation on expressions: +, -, *",
}
_EXAMPLES = {"boolean": "(true (and (not false)))", "arithmetic": "((1 (+ 2)) (* 3))"}


def make_expressions(
    m: int = 200,
    *,
    kind: str = "boolean",
    operations: int = 4,
    rng: np.random.Generator | int | None = None,
) -> Bunch:
    """Make expressions: trees whose meaning depends on how their words are joined.

    Parameters
    ----------
    m : int
        Number of trees.
    kind : {"boolean", "arithmetic"}
        Truth values with not, and, or, xor; or digits with +, -, *. Half of the boolean
        expressions are true.
    operations : int
        The largest number of operations in an expression, 1 to 15.
    rng : Generator or int, optional
        Where the randomness comes from.

    Returns
    -------
    Bunch
        ``trees`` (with the value of each node as its label, None for a node that is not a
        value), ``target`` (m,): the value of the whole; ``words``: all that may occur;
        ``units``, ``licence``, ``DESCR``.

    Raises
    ------
    ValueError
        For another kind, or a number that is out of range.

    Examples
    --------
    >>> data = make_expressions(3, rng=0)
    >>> for tree, value in zip(data.trees, data.target, strict=True):
    ...     print(tree, value)
    ((false (and (not false))) (or (not true))) 0
    ((false (or ((not true) (xor true)))) (and true)) 1
    (not true) 0
    >>> data.trees[2].labels
    (None, 1, 0)
    """
    if kind not in _MEANINGS:
        raise ValueError(f"make_expressions got kind={kind!r}, expected 'boolean' or 'arithmetic'")
    if not isinstance(m, Integral) or m < 1:
        raise ValueError(f"make_expressions got m={m} trees, expected a whole number, at least 1")
    if not isinstance(operations, Integral) or not 1 <= operations <= 15:
        raise ValueError(
            f"make_expressions got operations={operations}, expected a whole number from 1 to 15"
        )
    generator = np.random.default_rng(rng)
    boolean = kind == "boolean"
    trees = []
    while len(trees) < m:
        count = int(generator.integers(1, operations + 1))
        tree = _with_values(_expression(generator, kind, count), kind)
        # Every second one is to be true; not, and, or and xor together favor neither value.
        if not boolean or tree.labels[-1] == len(trees) % 2:
            trees.append(tree)
    trees = tuple(trees[i] for i in generator.permutation(m))
    return Bunch(
        trees=trees,
        target=np.array([tree.labels[-1] for tree in trees]),
        words=tuple(_MEANINGS[kind]),
        units="truth values, 0 and 1" if boolean else "none: whole numbers",
        licence="CC0",
        DESCR=_DESCR.format(
            m=m,
            kind=kind,
            leaf=_LEAVES[kind],
            example=_EXAMPLES[kind],
            operations=operations,
            balance=" Half of them are true." if boolean else "",
            n=len(_MEANINGS[kind]),
        ),
    )


def _expression(generator: np.random.Generator, kind: str, operations: int) -> str:
    """Return an expression in brackets."""
    words = _MEANINGS[kind]
    values = [word for word, meaning in words.items() if not callable(meaning)]
    functions = [word for word, meaning in words.items() if callable(meaning)]
    if operations == 0:
        return values[generator.integers(len(values))]
    word = functions[generator.integers(len(functions))]
    if word == "not":
        return f"(not {_expression(generator, kind, operations - 1)})"
    left = int(generator.integers(operations))
    parts = [_expression(generator, kind, n) for n in (left, operations - 1 - left)]
    return f"({parts[0]} ({word} {parts[1]}))"


def _with_values(text: str, kind: str) -> Tree:
    """Read an expression; a node is the function below it, called with the value below it."""
    tree = tree_from_brackets(text)
    nodes = [_MEANINGS[kind][token] for token in tree.tokens]
    for i, j in tree.merges:
        left, right = nodes[i], nodes[j]
        nodes.append(left(right) if callable(left) else right(left))
    return tree._replace(labels=tuple(None if callable(node) else node for node in nodes))
