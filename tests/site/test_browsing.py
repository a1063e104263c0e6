"""What axe is given to read still holds every fault that it could find."""

from pathlib import Path

import pytest
from browsing import assert_colors_can_be_told, prepare_for_axe

PALE = "color: #bbb"
# The first of its look is each time something of which axe says nothing.
HIDDEN_FIRST = {
    "letter": f'<p style="{PALE}">x</p>',
    "picture": f'<svg width="90" height="20"><text y="15" style="{PALE}">pale words</text></svg>',
    "switched off": f'<button disabled style="{PALE}; background: none">pale words</button>',
}
CODE = f"<pre><span class='nf' style='{PALE}'>%s</span> <span class='nf' style='{PALE}'>%s</span>"


@pytest.fixture
def judge(new_context, require_tool):
    """Return a function that says whether axe finds pale letters in an article."""
    axe = Path(require_tool("axe-core")) / "axe.min.js"

    def find(article):
        page = new_context().new_page()
        page.set_content(
            f"<!doctype html><html lang='en' data-theme='light'><title>Page</title>"
            f"<body><main><h1>Dark words</h1><article>{article}</article></main></body></html>"
        )
        prepare_for_axe(page, axe)
        try:
            assert_colors_can_be_told(page, "light")
        except AssertionError:
            return True
        return False

    return find


@pytest.mark.parametrize("first", HIDDEN_FIRST.values(), ids=HIDDEN_FIRST.keys())
def test_pale_words_are_found_behind_what_axe_passes_over(judge, first):
    assert not judge(first)
    assert judge(f'{first}<p style="{PALE}">pale words</p>')


def test_pale_code_is_found(judge):
    assert not judge(CODE % ("f", "g"))
    assert judge(CODE % ("f", "forward"))
    assert judge(CODE % ("forward", "backward"))
