"""ConvolutionBackward: its gradients against the formulas by hand, and against measured slopes."""

import itertools

import numpy as np
import pytest

from lib.widgets import ConvolutionBackward, ExplorableError
from lib.widgets.convolution_backward import MAX_STEPS
from lib.widgets.convolution_cases import CASES, shape_of
from lib.widgets.convolution_gradients import collected, framed, numbers, products


def state(case, **changes):
    usual = {name: getattr(CASES[case], name) for name in ("x", "w", "delta")}
    usual |= {"goal": "input", "way": "scatter", "turned": True, "step": 0, "selected": ""}
    return {"case": case} | usual | changes


def by_hand(case, x, w, delta):
    """Return dL/dx and dL/dw from the two sums of the text, term by term."""
    S, P = CASES[case].stride, CASES[case].padding
    x, w, delta = (np.array(array, float) for array in (x, w, delta))
    (C, H, W), (F, _, k, _), (_, OH, OW) = x.shape, w.shape, delta.shape
    padded = np.pad(x, ((0, 0), (P, P), (P, P)))
    dx, dw = np.zeros((C, H + 2 * P, W + 2 * P)), np.zeros_like(w)
    for c, p, q in np.ndindex(dx.shape):
        for f, i, j, r, s in itertools.product(*map(range, (F, k, k, OH, OW))):
            if r * S + i == p and s * S + j == q:
                dx[c, p, q] += w[f, c, i, j] * delta[f, r, s]
    for f, c, i, j in np.ndindex(w.shape):
        for r, s in np.ndindex(OH, OW):
            dw[f, c, i, j] += delta[f, r, s] * padded[c, r * S + i, s * S + j]
    return dx[:, P : P + H, P : P + W], dw


def drawn(case):
    rng = np.random.default_rng(4)
    return {
        name: rng.integers(-9, 10, shape_of(case, name)).tolist() for name in ("x", "w", "delta")
    }


@pytest.mark.parametrize("case", CASES)
def test_the_gradients_are_the_sums_by_hand(case):
    for arrays in ({}, drawn(case)):
        given = state(case, **arrays)
        found = numbers(**given)
        dx, dw = by_hand(case, given["x"], given["w"], given["delta"])
        np.testing.assert_allclose(found.grad_x, dx)
        np.testing.assert_allclose(found.grad_w, dw)
        np.testing.assert_allclose(found.grad_b, np.sum(given["delta"], axis=(1, 2)))


@pytest.mark.parametrize("case", CASES)
def test_collecting_gives_what_sending_gives(case):
    arrays = drawn(case)
    scatter = numbers(**state(case, **arrays, way="scatter", step=MAX_STEPS))
    gather = numbers(**state(case, **arrays, way="gather", step=MAX_STEPS))
    np.testing.assert_allclose(gather.claimed, scatter.grad_x)
    np.testing.assert_allclose(gather.so_far, scatter.so_far)
    assert gather.disagree == scatter.disagree == 0


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("goal", ["input", "weight", "bias"])
def test_every_square_agrees_with_its_measured_slope_and_its_terms_add_up(case, goal):
    kind = {"input": "x", "weight": "w", "bias": "b"}[goal]
    for index in np.ndindex(shape_of(case, kind)):
        name = f"{kind}[{','.join(str(i + 1) for i in index)}]"
        found = numbers(**state(case, **drawn(case), goal=goal, selected=name))
        assert found.gradient == pytest.approx(found.measured, abs=1e-6)
        assert sum(found.terms) == pytest.approx(found.gradient)
        assert found.disagree == 0
        if case == "check" and goal != "bias" and index[-1] > 0:
            break  # one row is enough: every square takes as many runs as there are numbers


def test_the_gradients_of_source_e4s_check_come_out():
    found = ConvolutionBackward(case="check", goal="weight").numbers
    assert found.grad_w[0] == [
        [[5, 6, 5], [5, 7, 5], [5, 6, 5]],
        [[2, 1, 2], [9, 9, 9], [2, 1, 2]],
        [[4, 5, 4], [4, 9, 4], [4, 5, 4]],
    ]
    assert found.grad_w[1] == found.grad_w[0]  # all δ are 1, and both filters saw the same picture
    assert found.grad_b == [9, 9]
    assert found.disagree == 0


def test_the_numbers_of_the_simple_case():
    found = ConvolutionBackward().numbers
    assert found.y == [[[23, 11], [19, 11]]]
    assert found.grad_x == [[[1, 5, 6], [2, 9, 8], [-3, -10, -8]]]
    assert found.grad_w == [[[[2, 4], [3, -1]]]]
    assert found.grad_b == [1]
    assert len(set(np.ravel(found.grad_x))) == 9


def test_delta_is_spread_and_framed():
    found = framed(np.array(CASES["stride"].delta), size=3, stride=2)[0]
    expected = np.zeros((7, 7))
    expected[2, 2], expected[2, 4], expected[4, 2], expected[4, 4] = 1, 2, 3, -1
    np.testing.assert_array_equal(found, expected)


def unturned(case, **changes):
    return numbers(**state(case, way="gather", turned=False, step=MAX_STEPS, **changes))


def test_without_the_turn_the_check_fails():
    found = unturned("simple")
    assert found.claimed == [[[4, 15, 9], [-2, -4, -3], [-2, -5, -2]]]
    assert (found.disagree, found.worst) == (9, 13)
    assert found.so_far == np.ravel(found.claimed).tolist()


def test_even_deltas_hide_the_missing_turn_in_part_or_wholly():
    ones = unturned("simple", delta=[[[1, 1], [1, 1]]])
    assert ones.disagree == 8
    assert ones.claimed[0][1][1] == ones.grad_x[0][1][1] == 10
    np.testing.assert_array_equal(ones.claimed[0], np.rot90(ones.grad_x[0], 2))
    assert np.sum(ones.claimed) == np.sum(ones.grad_x)
    assert unturned("check").disagree == 0  # the source's own numbers


def test_a_filter_that_is_its_own_half_turn_hides_it_whatever_delta_is():
    for delta in ([[[9, -9], [0, 7]]], [[[1, 3], [-1, -2]]]):
        assert unturned("simple", w=[[[[2, 5], [5, 2]]]], delta=delta).disagree == 0
    same = collected("simple", np.array([[[[2, 5], [5, 2]]]]), np.array([[[1, 3], [2, 0]]]), False)
    assert same.shape == (1, 3, 3)


def test_other_filters_are_found_out_by_any_delta():
    # One filter, no padding: both forms are products of polynomials, equal only if the filters are.
    rng = np.random.default_rng(1)
    for _ in range(30):
        w, delta = rng.integers(-2, 3, (1, 1, 2, 2)), rng.integers(-2, 3, (1, 2, 2))
        symmetric = np.array_equal(w, w[:, :, ::-1, ::-1])
        passes = unturned("simple", w=w.tolist(), delta=delta.tolist()).disagree == 0
        assert passes == (symmetric or not delta.any())


def test_the_turn_matters_for_nothing_else():
    for goal, way in (("weight", "gather"), ("bias", "gather"), ("input", "scatter")):
        given = state("stride", goal=goal, way=way, step=3)
        assert numbers(**given | {"turned": False}) == numbers(**given)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("way", ["scatter", "gather"])
def test_the_sums_grow_step_by_step(case, way):
    before = None
    for step in range(numbers(**state(case, way=way)).total + 1):
        found = numbers(**state(case, way=way, step=step)).so_far
        unknown = [value is None for value in found]
        assert all(unknown) == (step == 0)
        if before is not None:
            assert all(was or not now for was, now in zip(before, unknown, strict=True))
        before = unknown
        if case == "check" and step == 3:
            return
    assert not any(before)


def test_an_output_sends_its_delta_through_each_weight():
    found = numbers(**state("simple", step=1, selected="delta[1,1,2]"))
    assert found.terms == [3, 6, 9, 12]
    assert found.so_far == [1, 2, None, 3, 4, None, None, None, None]
    assert (found.gradient, found.measured) == (None, None)
    padded = numbers(**state("padding", selected="delta[1,1,1]"))
    assert len(padded.terms) == 4  # five of nine fall on the frame


def test_how_many_products_a_square_gets():
    def count(case, name):
        return len(numbers(**state(case, selected=name)).terms)

    assert [count("simple", f"x[1,{n}]") for n in ("1,1", "1,2", "2,2")] == [1, 2, 4]
    assert [count("stride", f"x[1,{n}]") for n in ("1,1", "1,3", "3,3")] == [1, 2, 4]
    assert [count("check", f"x[1,{n}]") for n in ("1,1", "2,2", "3,3")] == [2, 8, 2]
    assert count("padding", "x[1,2,2]") == 9
    assert count("filters", "x[1,2,2]") == 8


def test_products_are_those_of_the_layer():
    for case in CASES:
        x, w = np.array(CASES[case].x), np.array(CASES[case].w)
        y = np.zeros(shape_of(case, "delta")) + np.array(CASES[case].b)[:, None, None]
        for t in products(case):
            y[t.f, t.r, t.s] += w[t.f, t.c, t.i, t.j] * x[t.c, t.p, t.q]
        np.testing.assert_allclose(numbers(**state(case)).y, y)


def test_own_arrays_and_axes_left_out():
    widget = ConvolutionBackward(x=np.eye(3), w=[[1, 0], [0, -2]], delta=[[1, 2], [3, 4]])
    assert widget.x == [[[1, 0, 0], [0, 1, 0], [0, 0, 1]]]
    assert widget.numbers.grad_x == [[[1, 2, 0], [3, 2, -4], [0, -6, -8]]]
    widget.reset()
    assert widget.x == [[[1, 0, 0], [0, 1, 0], [0, 0, 1]]]


@pytest.mark.parametrize(
    "bad",
    [
        {"delta": [[1, 2, 3]]},
        {"delta": "ones"},
        {"w": [[1.5, 0], [0, 0]]},
        {"x": np.full((3, 3), 10)},
        {"x": np.full((3, 3), np.nan)},
        {"selected": "x[1,4,1]"},
        {"selected": "x[1,1]"},
        {"selected": "x[0,1,1]"},
        {"selected": "x[1,1,1"},
        {"selected": "y[1,1,1]"},
        {"selected": 3},
        {"goal": "loss"},
        {"way": "spread"},
        {"turned": 1},
        {"step": 76},
        {"case": "large"},
        {"case": 3},
    ],
)
def test_what_cannot_be_shown_is_refused(bad):
    with pytest.raises(ExplorableError, match=r"got .*expected .*; "):
        ConvolutionBackward(**bad)


def test_the_fallback_has_the_three_gradients_in_rows():
    text = ConvolutionBackward()._fallback
    assert '<th scope="row">dL/dx[1, 2]</th><td>2  9  8</td>' in text
    assert '<th scope="row">dL/dw[1, 1, 2]</th><td>3  -1</td>' in text
    assert '<th scope="row">dL/db</th><td>1</td>' in text
