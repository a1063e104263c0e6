"""Planes, curves of losses, graphs and tables: the numbers and words that they show."""

import numpy as np
import pytest
from matplotlib.patches import FancyBboxPatch

from lib import plot
from lib.data import make_moons, tree_from_brackets
from tests.unit.plotting import words

pytestmark = pytest.mark.usefixtures("fresh_figures")
MOONS = make_moons(60, rng=0)


@pytest.mark.parametrize(("w", "b"), [((1, 0), -0.5), ((0, 1), 0.2), ((2, -3), 0.0), ((1, 1), 99)])
def test_the_line_of_the_plane_is_where_the_score_is_zero(w, b):
    _, ax = plot.plane(MOONS.X, MOONS.y, w, b)
    points = np.column_stack(ax.lines[-1].get_data())
    assert np.allclose(points @ w + b, 0)
    assert ax.lines[-1].get_color() == plot.PARAMETER


def test_plane_shows_the_classes_by_shape_and_color():
    fig, ax = plot.plane(MOONS.X, MOONS.y, classes=("rest", "zero"), feature_names=("a", "b"))
    assert [(line.get_marker(), line.get_color()) for line in ax.lines] == [
        ("o", plot.ACTIVATION),
        ("x", plot.TRUTH),
    ]
    assert words(fig.legends[0].get_texts()) == ["rest", "zero"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("a", "b")


def test_losses_marks_the_numbers_of_the_formulas():
    _, ax = plot.losses(mark=0.2)
    assert words(ax.texts) == ["cross-entropy: 1.609", "squared error: 0.320"]


def test_cost_against_weight_shades_only_where_the_curve_is_above_its_chord():
    _, (entropy, square) = plot.cost_against_weight([1, -2, 0.5], [1, 0, 1])
    assert not entropy.collections
    assert square.collections


@pytest.mark.parametrize("y", [0, 1])
def test_graph_backward_numbers_are_the_measured_slopes(y):
    x, w, b = np.array([0.1, 0.6]), np.array([-4.0, 2.0]), 0.2

    def loss(w, b):
        z = w @ x + b
        return np.logaddexp(0, z) - y * z

    eps, e1 = 1e-5, np.array([1.0, 0.0])
    measured = {
        "w₁": (loss(w + eps * e1, b) - loss(w - eps * e1, b)) / (2 * eps),
        "b": (loss(w, b + eps) - loss(w, b - eps)) / (2 * eps),
    }
    _, ax = plot.computation_graph(x, w, b, y, backward=True)
    shown = {t.get_gid(): t.get_text().replace("−", "-") for t in ax.texts if t.get_gid()}
    for name, slope in measured.items():
        assert shown[f"{name} backward"] == f"{slope:.3g}"
    assert float(shown["L forward"]) == pytest.approx(loss(w, b), rel=5e-3)
    slope_of_a, a = float(shown["a backward"]), 1 / (1 + np.exp(-1.0))
    assert slope_of_a * a * (1 - a) == pytest.approx(a - y, rel=5e-3)


def test_graph_holds_at_extreme_scores():
    for z in (-800, 800):
        plot.computation_graph([1, 0], [z, 0], 0, 0)
        plot.computation_graph([1, 0], [z, 0], 0, 1)


def test_confusion_and_bars_say_their_numbers():
    _, ax = plot.confusion([[5, 1], [0, 4]], ["no", "yes"])
    assert words(ax.texts) == ["5", "1 ×", "0", "4"]
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("it was", "the model said")
    _, ax = plot.bars([0.5], ["half"])
    assert words(ax.texts) == ["0.5"]


def test_rows_and_columns_frame_the_same_numbers():
    table = np.array([[1, 2, 3], [4, 5, 6]])
    _, axes = plot.rows_and_columns(table, example=1)
    for ax in axes:
        left, top, width, height = max(
            (patch.get_bbox().bounds for patch in ax.patches), key=lambda box: box[2] * box[3]
        )
        framed = [
            text.get_text()
            for text in ax.texts
            if left < text.get_position()[0] < left + width
            and top < text.get_position()[1] < top + height
        ]
        assert framed == ["4", "5", "6"]


@pytest.mark.parametrize("part", "figcoh")
def test_one_part_of_the_cell_is_dark_and_the_others_are_pale(part):
    _, ax = plot.lstm_cell(part)
    boxes = [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
    strengths = dict(zip([*"figo", "tanh"], [box.get_alpha() for box in boxes], strict=True))
    darkest = max(strengths[gate] for gate in "figo")
    dark = {gate for gate in "figo" if strengths[gate] == darkest}
    assert dark == ({part} if part in "figo" else set("figo"))
    assert (strengths["tanh"] == 1) == (part == "h")
    names = [text for text in ax.texts if text.get_text() in strengths]
    assert len(names) == 5
    assert not any(text.get_alpha() for text in names), "a name is always read"


def test_a_bar_stands_under_its_letter_and_signed_bars_fall_too():
    _, (ax,) = plot.by_letter("ab", {"c": [-1.0, 0.5]})
    low, high = ax.patches
    letters = {text.get_text(): text.get_position()[0] for text in ax.texts}
    for bar, letter in ((low, "a"), (high, "b")):
        assert bar.get_x() + bar.get_width() / 2 == pytest.approx(letters[letter])
    assert low.get_height() == pytest.approx(2 * high.get_height())
    # The axis runs down: a negative bar begins at the middle of its strip, a positive ends there.
    assert low.get_y() == pytest.approx(high.get_y() + high.get_height())


def test_each_merge_stands_above_its_two_words_and_all_of_it_fits():
    fig, (ax,) = plot.trees({"a reading": tree_from_brackets("((the cat) (sat quietly))")})
    fig.draw_without_rendering()
    words = {text.get_text(): text.get_position() for text in ax.texts}
    points = [line.get_xydata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert points[0][0] == pytest.approx((words["the"][0] + words["cat"][0]) / 2)
    assert points[2][1] > points[0][1] == points[1][1] > words["the"][1]
    inside = fig.get_window_extent()
    for text in ax.texts:
        box = text.get_window_extent()
        assert inside.x0 <= box.x0 < box.x1 <= inside.x1
