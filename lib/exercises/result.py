"""What a check answers: a state, a message and perhaps a hint, in words first."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

State = Literal["todo", "right", "wrong"]

_TITLES = {"todo": "Not filled in yet.", "right": "Right.", "wrong": "Not right yet."}
_SIGNS = {"todo": "…", "right": "✓", "wrong": "✗"}
_COLORS = {
    "todo": "var(--dl-muted, #6B7178)",
    "right": "var(--dl-truth, #007C6E)",
    "wrong": "var(--dl-gradient, #D0342C)",
}


@dataclass(frozen=True)
class Result:
    """The answer of one check.

    Parameters
    ----------
    exercise : str
        Its id.
    state : {"todo", "right", "wrong"}
    message : str
        What came, what was expected, what to look at.
    hints : tuple of str
        As many as the reader has earned by trying.

    Examples
    --------
    >>> Result("03-sigmoid", "wrong", "it returned 2, expected 0.5", ("Try z = 0 by hand.",))
    03-sigmoid: Not right yet.
    it returned 2, expected 0.5
    Hint: Try z = 0 by hand.
    """

    exercise: str
    state: State
    message: str = ""
    hints: tuple[str, ...] = ()

    def __repr__(self) -> str:
        lines = [f"{self.exercise}: {_TITLES[self.state]}", self.message]
        lines += [f"Hint: {hint}" for hint in self.hints]
        return "\n".join(line for line in lines if line)

    def _repr_html_(self) -> str:
        title = (
            f'<p style="margin:0"><strong>{_TITLES[self.state]}</strong> '
            f'<span aria-hidden="true">{_SIGNS[self.state]}</span></p>'
        )
        message = f'<p style="margin:0;white-space:pre-wrap">{escape(self.message)}</p>'
        hints = "".join(f'<p style="margin:0">Hint: {escape(hint)}</p>' for hint in self.hints)
        return (
            f'<div class="dl-check" data-exercise="{escape(self.exercise)}" '
            f'data-state="{self.state}" style="border-left:4px solid {_COLORS[self.state]};'
            f'padding:0.4em 0.8em">{title}{message if self.message else ""}{hints}</div>'
        )
