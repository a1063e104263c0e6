"""Trees over words: the words in a row, and above them what is joined with what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib.data.trees import Tree

from .style import ACTIVATION, INK, MUTED, in_style

_WIDE, _STEP, _WORD, _TITLE = 302.0, 27.0, 24.0, 22.0


@in_style
def trees(
    drawings: Mapping[str, Tree], marks: Mapping[str, Sequence[str]] | None = None
) -> tuple[Figure, list[Axes]]:
    """Draw trees, one below the other: a point for each merge, its children below it.

    Parameters
    ----------
    drawings : mapping from str to Tree
        By the title that stands above each.
    marks : mapping from str to a sequence of str, optional
        A short text beside each merge of the tree with this title.

    Returns
    -------
    (Figure, list of Axes)

    Raises
    ------
    ValueError
        If there is no tree, marks name another one, or there is not one mark for each merge.

    Examples
    --------
    >>> from lib.data import tree_from_brackets
    >>> fig, (ax,) = trees({"a reading": tree_from_brackets("((the cat) sat)")})
    >>> [text.get_text() for text in ax.texts]
    ['a reading', 'the', 'cat', 'sat']
    """
    if not drawings:
        raise ValueError("trees got nothing to draw, expected at least one tree")
    marks = marks or {}
    for title, texts in marks.items():
        if title not in drawings:
            raise ValueError(f"trees got marks for {title!r}, expected one of {list(drawings)}")
        if len(texts) != len(drawings[title].merges):
            raise ValueError(
                f"trees got {len(texts)} marks for {title!r}, expected "
                f"{len(drawings[title].merges)}, one for each merge"
            )
    places = [_places(tree) for tree in drawings.values()]
    tall = [_TITLE + _WORD + _STEP * max(y for _, y in place) + 8 for place in places]
    fig, axes = plt.subplots(
        len(places),
        1,
        figsize=(_WIDE / 72, sum(tall) / 72),
        height_ratios=tall,
        squeeze=False,
    )
    for ax, (title, tree), place, height in zip(
        axes[:, 0], drawings.items(), places, tall, strict=True
    ):
        ax.set(xlim=(0, _WIDE), ylim=(-_WORD, height - _WORD), aspect="equal")
        ax.set_axis_off()
        ax.text(2, height - _WORD - 10, title, va="center_baseline")
        _draw(ax, tree, place, marks.get(title, [""] * len(tree.merges)))
    return fig, list(axes[:, 0])


def _draw(ax: Axes, tree: Tree, places: list, marks: Sequence[str]) -> None:
    spots = [(x, y * _STEP) for x, y in places]
    for (x, y), token in zip(spots, tree.tokens, strict=False):
        ax.text(x, y - 12, token, ha="center", va="center_baseline")
    above = {child: pair for pair in enumerate(tree.merges, len(tree.tokens)) for child in pair[1]}
    for node, (pair, mark) in enumerate(zip(tree.merges, marks, strict=True), len(tree.tokens)):
        x, y = spots[node]
        for child in pair:
            ax.plot([x, spots[child][0]], [y, spots[child][1]], "-", color=MUTED, linewidth=1.3)
        ax.plot([x], [y], "o", color=ACTIVATION, markersize=6, zorder=3)
        if not mark:
            continue
        # Beside the point, where the line to its parent is not.
        right = node not in above or spots[above[node][0]][0] < x
        side = {"ha": "left" if right else "right", "va": "center_baseline", "color": INK}
        ax.text(x + (8 if right else -8), y + 6, mark, **side)


def _places(tree: Tree) -> list[tuple[float, float]]:
    """Return (x, height) of each node: words in a row, each merge above the middle of its two.

    Examples
    --------
    >>> from lib.data import tree_from_brackets
    >>> [height for _, height in _places(tree_from_brackets("((the cat) sat)"))]
    [0, 0, 0, 1, 2]
    """
    room = _WIDE / len(tree.tokens)
    places = [(room * (k + 0.5), 0) for k in range(len(tree.tokens))]
    for i, j in tree.merges:
        (left, low), (right, high) = places[i], places[j]
        places.append(((left + right) / 2, 1 + max(low, high)))
    return places
