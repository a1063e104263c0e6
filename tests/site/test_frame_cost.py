"""A frame that is too long is found, on a slow machine as on a fast one."""

import pytest
from frame_cost import assert_frame_below

WORK = """(milliseconds) => new Promise((done) => {
  let left = 10;
  const one = () => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    left -= 1;
    if (left) requestAnimationFrame(one);
    else done(10);
  };
  one();
})"""


@pytest.fixture
def page(new_context):
    return new_context().new_page()


def test_a_short_frame_is_not_complained_of(page):
    assert_frame_below(page, 16, lambda: page.evaluate(WORK, 1))


def test_a_long_frame_is_complained_of(page):
    with pytest.raises(AssertionError, match=r"a frame takes .* ms, expected less than 1"):
        assert_frame_below(page, 1, lambda: page.evaluate(WORK, 60))
