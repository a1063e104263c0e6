"""The explorables' Python side: state, bad values, reset, fallback, repr."""

from html.parser import HTMLParser

import pytest

from lib.widgets import Explorable, ExplorableError, SigmoidSlope
from lib.widgets.sigmoid_slope import numbers

ALL = sorted(Explorable.__subclasses__(), key=lambda cls: cls.__name__)
NUMERIC = [
    (cls, name, trait)
    for cls in ALL
    for name, trait in cls.class_traits(state=True).items()
    if hasattr(trait, "low")
]


class _Table(HTMLParser):
    """Collects the cells of a fallback and checks that every tag is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.cells, self.captions = [], [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1] == "td":
            self.cells.append(data)
        if self.open[-1] == "caption":
            self.captions.append(data)


@pytest.fixture(params=ALL, ids=lambda cls: cls.__name__)
def cls(request):
    return request.param


def test_defaults_are_the_state_as_it_was_made(cls):
    widget = cls()
    assert widget._defaults == widget.state
    assert widget.state
    assert widget._explorable == cls.__name__


def test_everything_the_page_needs_is_sent(cls):
    sent = cls().get_state()
    assert {"_explorable", "_defaults", "_fallback", *cls().state} <= set(sent)


def test_repr_gives_the_same_widget_back(cls):
    widget = cls()
    namespace = {cls.__name__: cls}
    assert repr(eval(repr(widget), namespace)) == repr(widget)


def test_fallback_is_a_captioned_table_of_numbers(cls):
    table = _Table()
    table.feed(cls()._fallback)
    assert table.open == []
    assert len(table.captions) == 1
    assert len(table.cells) >= 4


def test_unknown_argument_says_what_is_known(cls):
    with pytest.raises(TypeError, match=r"got 'rte', expected some of .*check the spelling"):
        cls(rte=1)


@pytest.mark.parametrize(("cls", "name", "trait"), NUMERIC)
def test_numbers_out_of_bounds_are_rejected_and_change_nothing(cls, name, trait):
    widget = cls()
    before = widget.state
    for bad in (trait.low - 1, trait.high + 1, float("nan"), float("inf"), "1", None, True):
        with pytest.raises(ExplorableError, match=rf"{cls.__name__}.{name}: got .*, expected .*;"):
            setattr(widget, name, bad)
    assert widget.state == before
    setattr(widget, name, trait.low)
    setattr(widget, name, trait.high)


def test_reset_puts_the_made_state_back():
    widget = SigmoidSlope(z=2, activation="tanh")
    widget.z, widget.activation = -5, "relu"
    widget.reset()
    assert widget.state == {"z": 2.0, "activation": "tanh", "layers": 10}


def test_fallback_follows_the_state():
    widget = SigmoidSlope()
    widget.z = 3.21
    assert "3.21" in widget._fallback


def test_an_error_is_a_value_error():
    with pytest.raises(ValueError, match="expected one of 'sigmoid', 'tanh'"):
        SigmoidSlope(activation="softmax")


def test_sigmoid_slope_by_hand():
    found = numbers(0.0, "sigmoid", 3)
    assert found.value == 0.5
    assert found.products == [0.25, 0.0625, 0.015625]
    assert numbers(0.0, "relu", 1).slope == 0
    assert numbers(-3.0, "leaky_relu", 1).value == pytest.approx(-0.03)
    assert numbers(-800.0, "sigmoid", 1).value == 0.0
