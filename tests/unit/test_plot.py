"""The figures: the book's colors and letters only, the right words, the same file each time."""

import io
import re

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import plot
from lib.data import load_digits, make_moons
from lib.plot.labels import spread

PALETTE = {
    c.lower()
    for c in (
        plot.INK,
        plot.MUTED,
        plot.ACTIVATION,
        plot.PARAMETER,
        plot.PARAMETER_FILL,
        plot.GRADIENT,
        plot.TRUTH,
    )
}
Z = np.linspace(-4, 4, 50)
MOONS = make_moons(60, rng=0)
HISTORY = {"training": np.geomspace(0.7, 0.02, 30), "test": np.geomspace(0.7, 0.021, 30)}

FIGURES = {
    "digit": lambda: plot.digit(load_digits().images[0]),
    "digit with numbers": lambda: plot.digit(load_digits().ink[0], numbers=True),
    "digits": lambda: plot.digits(
        load_digits().images[:6], labels=range(6), predictions=[0, 1, 2, 3, 4, 8]
    ),
    "curve": lambda: plot.curve(Z, [np.tanh(Z), Z], ["tanh", "line"], xlabel="z", ylabel="out"),
    "learning curve": lambda: plot.learning_curve(HISTORY),
    "learning curve, log": lambda: plot.learning_curve(HISTORY, log=True),
    "plane": lambda: plot.plane(MOONS.X, MOONS.y),
    "plane with line and shading": lambda: plot.plane(MOONS.X, MOONS.y, [1, -2], 0.1, True),
    "planes": lambda: plot.planes(
        MOONS.X, MOONS.y, {"even": lambda p: p[:, 0] * 0 + 0.5, "left": lambda p: p[:, 0] < 0}
    ),
    "panels": lambda: plot.panels(
        Z,
        {name: [f(Z), Z] for name, f in (("tanh", np.tanh), ("sine", np.sin), ("e", np.exp))},
        ["value", "line"],
        xlabel="z",
    ),
    "weights": lambda: plot.weights(np.linspace(-1, 1, 64)),
    "losses": plot.losses,
    "cost against weight": plot.cost_against_weight,
    "graph": plot.computation_graph,
    "graph, backward": lambda: plot.computation_graph([0.1, 0.6], [-4, 2], 0.2, backward=True),
    "confusion": lambda: plot.confusion([[9, 1], [2, 8]], ["other", "zero"]),
    "rows and columns": lambda: plot.rows_and_columns(np.arange(15).reshape(5, 3), example=2),
    "bars": lambda: plot.bars([1.0, 2.0], ["one", "two"], xlabel="seconds"),
}


@pytest.fixture(autouse=True)
def _fresh_figures():
    with mpl.rc_context():
        mpl.use("agg")
        plot.style()
        yield
        plt.close("all")


def as_svg(fig):
    file = io.StringIO()
    fig.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def words(artists):
    return [text.get_text() for text in artists]


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
class TestEachFigure:
    def test_returns_figure_and_axes(self, draw):
        fig, axes = draw()
        assert isinstance(fig, mpl.figure.Figure)
        assert all(isinstance(ax, mpl.axes.Axes) for ax in np.ravel(axes))

    def test_uses_only_the_palette(self, draw):
        used = {c.lower() for c in re.findall(r"#[0-9a-fA-F]{6}\b", as_svg(draw()[0]))}
        assert used <= PALETTE

    def test_is_vectors_with_real_text_and_no_background(self, draw):
        svg = as_svg(draw()[0])
        assert "<image" not in svg
        assert 'id="patch_1"' in svg
        assert re.search(r'id="patch_1">\s*<path[^>]*style="fill: none"', svg)
        if draw is not FIGURES["digit"]:
            assert "<text" in svg

    def test_letters_are_13_pixels_on_a_phone(self, draw):
        svg = as_svg(draw()[0])
        width = float(re.search(r'<svg[^>]* width="([\d.]+)pt"', svg)[1])
        sizes = [float(s) for s in re.findall(r"font: (?:\w+ )*([\d.]+)px", svg)]
        assert min(sizes, default=12) * 330 / width >= 13

    def test_nothing_sticks_out(self, draw):
        fig, _ = draw()
        fig.draw_without_rendering()
        box, (width, height) = fig.get_tightbbox(), fig.get_size_inches()
        slack = 2 / 72
        assert box.x0 > -slack
        assert box.y0 > -slack
        assert box.x1 < width + slack
        assert box.y1 < height + slack

    def test_the_same_call_gives_the_same_file(self, draw):
        assert as_svg(draw()[0]) == as_svg(draw()[0])

    def test_looks_the_same_whatever_the_session_style_is(self, draw):
        expected = as_svg(draw()[0])
        with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "text.color": "green"}):
            fig, _ = draw()
        assert as_svg(fig) == expected


def test_style_gives_a_notebooks_own_figures_the_same_look():
    fig, ax = plt.subplots()
    ax.plot([0, 1], [1, 0])
    ax.set(xlabel="x", ylabel="y")
    svg = as_svg(fig)
    assert {c.lower() for c in re.findall(r"#[0-9a-fA-F]{6}\b", svg)} <= PALETTE
    assert "<text" in svg
    assert tuple(fig.get_size_inches()) == plot.FIGSIZE


def test_digit_writes_whole_numbers_whole_and_others_with_two_digits():
    assert words(plot.digit([[0, 16]], numbers=True)[1].texts) == ["0", "16"]
    assert words(plot.digit([[0.0, 0.5]], numbers=True)[1].texts) == ["0.00", "0.50"]
    assert words(plot.digit([[0, 16]])[1].texts) == []


def test_digits_says_in_words_which_ones_were_read_wrong():
    _, axes = plot.digits(np.ones((3, 8, 8)), labels=[3, 8, 1], predictions=[3, 5, 1], cols=2)
    assert axes.shape == (2, 2)
    assert [ax.get_xlabel() for ax in axes.flat] == ["3", "5, not 8", "1", ""]
    dashed = [[p.get_linestyle() != "solid" for p in ax.patches] for ax in axes.flat]
    assert [any(d) for d in dashed] == [False, True, False, False]
    assert not axes[1, 1].axison


def test_weights_zero_is_transparent_and_signs_are_written():
    fig, ax = plot.weights([[2.0, 0.0], [-2.0, 0.5]], shape=(2, 2))
    fig.draw_without_rendering()
    colors = ax.collections[0].get_facecolors()
    assert np.allclose(colors[1, 3], 0)
    assert mpl.colors.to_hex(colors[0]) == plot.ACTIVATION.lower()
    assert mpl.colors.to_hex(colors[2]) == plot.PARAMETER.lower()
    assert words(ax.texts) == ["+", "−"]
    assert words(fig.axes[1].get_yticklabels()) == ["−2", "0", "+2"]
    plot.weights(np.zeros(64))


def test_learning_curve_of_a_history_shows_its_costs_only():
    recorded = {
        "cost": [1, 0.5],
        "dev_cost": [1, 0.6],
        "dev_accuracy": [0.5, 0.9],
        "seconds": [1, 1],
    }
    _, ax = plot.learning_curve(recorded)
    assert words(ax.texts) == ["training", "dev"]
    assert len(ax.lines) == 2
    assert ax.lines[0].get_linestyle() != ax.lines[1].get_linestyle()
    assert ax.get_xlabel() == "epoch"
    assert ax.get_ylabel() == "cost"


def test_labels_at_curve_ends_do_not_overlap():
    fig, ax = plot.learning_curve(HISTORY, log=False)
    fig.draw_without_rendering()
    first, second = (t.get_window_extent() for t in ax.texts)
    assert not first.overlaps(second)
    assert min(first.y0, second.y0) >= ax.bbox.y0 - 2


@given(
    st.lists(st.floats(-500, 500), min_size=1, max_size=8),
    st.floats(1, 40),
    st.one_of(st.just(-np.inf), st.floats(-100, 100)),
)
def test_spread_keeps_order_gap_and_floor(positions, gap, floor):
    positions = np.array(positions)
    placed = spread(positions, gap, floor)
    order = np.argsort(positions, kind="stable")
    assert (np.diff(placed[order]) >= gap - 1e-6).all()
    assert placed.min() >= floor - 1e-6
    far = np.diff(np.sort(positions)).min(initial=np.inf) > gap and positions.min() > floor
    if far:
        assert np.allclose(placed, positions)


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


BAD_CALLS = [
    (lambda: plot.digit(np.zeros(64)), r"shape \(64,\), expected \(height, width\)"),
    (lambda: plot.digits(np.zeros((8, 8))), "for a single picture use digit"),
    (lambda: plot.digits(np.zeros((2, 8, 8)), labels=[1]), "1 labels for 2 pictures"),
    (lambda: plot.digits(np.zeros((1, 8, 8)), predictions=[1]), "predictions without labels"),
    (lambda: plot.weights(np.zeros(65)), "65 numbers .* expected 64"),
    (lambda: plot.curve([0, 1], [[1, 2, 3]]), "one value for each x"),
    (lambda: plot.curve([0, 1], [[1, 2]], ["a", "b"]), "2 labels for 1 curves"),
    (lambda: plot.learning_curve({}), "0 curves"),
    (lambda: plot.learning_curve({"cost": [0.0]}, log=True), "no logarithm"),
    (lambda: plot.plane(np.zeros((3, 3)), [0, 1, 0]), r"X \(3, 3\) and y \(3,\)"),
    (lambda: plot.plane([[0, 0]], [2]), "expected 0 and 1 only"),
    (lambda: plot.plane([[0, 0]], [1], proba=True), "proba=True without w"),
    (lambda: plot.plane([[0, 0], [1, 1]], [1, 0], w=[0, 0]), "not both 0"),
    (lambda: plot.plane([[0, 0]], [1], proba=lambda p: p[:3]), "returns"),
    (lambda: plot.planes([[0, 0]], [1], {}), "planes got nothing to draw"),
    (lambda: plot.planes([0, 0], [1], {"a": max}), r"X \(2,\) and y \(1,\)"),
    (lambda: plot.panels([0, 1], {}), "panels got nothing to draw"),
    (lambda: plot.panels([0, 1], {"a": [[0, 1]]}, ["a", "b"]), "2 labels for"),
    (lambda: plot.losses(mark=2), "wrong prediction"),
    (lambda: plot.computation_graph([1, 2]), "two numbers each"),
    (lambda: plot.computation_graph(y=3), "expected 0 or 1"),
    (lambda: plot.computation_graph(backward=True), "without numbers"),
    (lambda: plot.confusion([[1, 2]]), r"expected \(k, k\)"),
    (lambda: plot.confusion([[1]], ["a", "b"]), "2 names for 1 classes"),
    (lambda: plot.rows_and_columns([1, 2]), r"shape \(2,\), expected \(examples, numbers\)"),
    (lambda: plot.rows_and_columns([[1, 2]], example=1), "example 1, expected 0 to 0"),
    (lambda: plot.bars([1], []), "equally many"),
    (lambda: plot.bars([-1], ["a"]), "0 or more"),
]


@pytest.mark.parametrize(("call", "message"), BAD_CALLS, ids=[m for _, m in BAD_CALLS])
def test_bad_input_is_refused_with_what_came_and_what_was_expected(call, message):
    with pytest.raises(ValueError, match=message):
        call()
