"""What all explorables share: the bundle, the reader's state, the fallback, the repr."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import anywidget
import traitlets

_STATIC = Path(__file__).parent / "static"


class Explorable(anywidget.AnyWidget):
    """A figure that can be touched: traits in Python, picture and interaction in the page.

    A subclass declares its state with the trait types of :mod:`lib.widgets.traits`, its data, if
    any, with those of :mod:`lib.widgets.arrays`, and implements :meth:`_fallback_html`. Its front
    end has the same name and stands in ``explorables/``.

    Raises
    ------
    TypeError
        For an argument that is part of neither the state nor the data.
    ExplorableError
        For a value that the figure cannot show.

    Examples
    --------
    >>> from lib.widgets import SigmoidSlope
    >>> w = SigmoidSlope(z=4)
    >>> w
    SigmoidSlope(z=4.0, activation='sigmoid')
    >>> w.z = -2
    >>> w.state
    {'z': -2.0, 'activation': 'sigmoid', 'layers': 10}
    """

    _esm = _STATIC / "explorables.js"
    _css = _STATIC / "explorables.css"

    _explorable = traitlets.Unicode(read_only=True).tag(sync=True)
    _defaults = traitlets.Dict(read_only=True).tag(sync=True)
    _fallback = traitlets.Unicode(read_only=True).tag(sync=True)

    #: State that the repr leaves out: it is folded away in the figure too.
    _folded: tuple[str, ...] = ()

    def __init__(self, **arguments: object):
        data_names, state_names = self._names("data"), self._names("state")
        known = (*data_names, *state_names)
        for name in arguments:
            if name not in known:
                raise TypeError(
                    f"{type(self).__name__}() got {name!r}, expected some of "
                    f"{', '.join(known)}; leave it out or check the spelling"
                )
        # The page is told of the traits in super().__init__, so the data must stand before it.
        for name in data_names:
            if name in arguments:
                self.set_trait(name, arguments[name])
        self._check_data()
        super().__init__(**{k: v for k, v in arguments.items() if k in state_names})
        self.set_trait("_explorable", type(self).__name__)
        self.set_trait("_defaults", self.state)
        self._refresh_fallback()
        self.observe(self._refresh_fallback, state_names)

    @classmethod
    def _names(cls, tag: str) -> tuple[str, ...]:
        own = cls.class_traits(**{tag: True})
        declared = [n for c in reversed(cls.__mro__) for n in vars(c) if n in own]
        return tuple(dict.fromkeys(declared))

    @property
    def state(self) -> dict[str, object]:
        """What the reader can change, by name."""
        return {name: getattr(self, name) for name in self._names("state")}

    @property
    def data(self) -> dict[str, object]:
        """What the figure is about: given when it was made, and not changed afterwards."""
        return {name: getattr(self, name) for name in self._names("data")}

    def reset(self) -> None:
        """Put the state back to what it was when the explorable was made."""
        with self.hold_sync():
            for name, value in self._defaults.items():
                setattr(self, name, value)

    def _check_data(self) -> None:
        """Raise if the parts of the data do not fit together."""

    def _fallback_html(self) -> str:
        raise NotImplementedError(f"{type(self).__name__} must implement _fallback_html()")

    def _refresh_fallback(self, _change: object = None) -> None:
        self.set_trait("_fallback", self._fallback_html())

    def __repr__(self) -> str:
        shown = (f"{k}={v!r}" for k, v in self.state.items() if k not in self._folded)
        return f"{type(self).__name__}({', '.join(shown)})"


def fallback_table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a small HTML table: what a reader without JavaScript sees.

    Parameters
    ----------
    caption : str
        What the numbers are, in a sentence.
    columns : sequence of str
        Names of the columns.
    rows : iterable of sequences of str
        The first entry of each names its row.

    Examples
    --------
    >>> fallback_table("Slopes", ["z", "slope"], [["0", "0.25"]])
    '<table><caption>Slopes</caption><thead><tr><th scope="col">z</th><th scope="col">slope</th>\
</tr></thead><tbody><tr><th scope="row">0</th><td>0.25</td></tr></tbody></table>'
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(text)}</td>" for text in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
