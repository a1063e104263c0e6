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
from lib.data import load_digits, make_moons, tree_from_brackets
from lib.plot.labels import spread
from tests.unit.plotting import ravine, round_bowl, words

pytestmark = pytest.mark.usefixtures("fresh_figures")

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
SEEDS = np.array([[0.5, 0.2, 0.1], [0.7, 0.3, 0.1], [0.6, 0.2, 0.2]])
NUMBERS_OF_THE_CELL = ("x", "h_old", "c_old", "f", "i", "g", "c", "o", "h")
PATH = np.array([[2.0, 1.0], [1.0, -0.5], [0.5, 0.2], [0.0, 0.0]])


FIGURES = {
    "digit": lambda: plot.digit(load_digits().images[0]),
    "digit with numbers": lambda: plot.digit(load_digits().ink[0], numbers=True),
    "digits": lambda: plot.digits(
        load_digits().images[:6], labels=range(6), predictions=[0, 1, 2, 3, 4, 8]
    ),
    "curve": lambda: plot.curve(Z, [np.tanh(Z), Z], ["tanh", "line"], xlabel="z", ylabel="out"),
    "curve, log": lambda: plot.curve(
        np.arange(1, 9), [0.1 ** np.arange(8), 2.0 ** np.arange(8)], ["down", "up"], log=True
    ),
    "bands": lambda: plot.bands({"slow": SEEDS + 0.1, "fast": SEEDS}, ylabel="share wrong"),
    "bowls": lambda: plot.bowls({"long": (ravine, PATH), "round": (round_bowl, PATH)}),
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
    "feature maps": lambda: plot.feature_maps(
        load_digits().images[0], np.eye(3) * np.ones((5, 1, 1)), np.arange(80.0).reshape(5, 4, 4)
    ),
    "losses": plot.losses,
    "cost against weight": plot.cost_against_weight,
    "graph": plot.computation_graph,
    "graph, backward": lambda: plot.computation_graph([0.1, 0.6], [-4, 2], 0.2, backward=True),
    "confusion": lambda: plot.confusion([[9, 1], [2, 8]], ["other", "zero"]),
    "rows and columns": lambda: plot.rows_and_columns(np.arange(15).reshape(5, 3), example=2),
    "learning curves": lambda: plot.learning_curves(
        {"A": HISTORY, "B": {"training": [0.7, 3.0], "test": [0.7, 9.0]}, "C": HISTORY},
        level=0.7,
        level_name="guessing",
    ),
    "dots": lambda: plot.dots({"one": [0.1, 0.2], "two": [0.05, 0.3]}, xlabel="share wrong"),
    "bars": lambda: plot.bars([1.0, 2.0], ["one", "two"], xlabel="seconds"),
    "LSTM": plot.lstm_cell,
    "LSTM, one gate": lambda: plot.lstm_cell("f", dict.fromkeys(NUMBERS_OF_THE_CELL, -0.123)),
    "by letter": lambda: plot.by_letter("to be\nor", {"a gate": np.linspace(0, 1, 8)}, columns=4),
    "by letter, signed": lambda: plot.by_letter("ab", {"c": [-1, 1], "h": [0, 0.5]}),
    "trees": lambda: plot.trees(
        {"one": tree_from_brackets("((a b) c)"), "two": tree_from_brackets("(a (b c))")},
        {"two": ["+", "-"]},
    ),
    "photographs": lambda: plot.photographs({"gray": np.eye(9), "signed": np.eye(9) - 0.5}),
}


def as_svg(fig):
    file = io.StringIO()
    fig.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


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
        # Photographs are pixels, and nothing else is.
        assert ("<image" in svg) == (draw is FIGURES["photographs"])
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


def test_photographs_middle_gray_is_zero_where_there_are_numbers_below_it():
    eye = np.eye(3)
    _, axes = plot.photographs({"from 0": 2 * eye, "signed": 2 * eye - 1, "flat": 0 * eye})
    grays = [ax.images[0].get_array()[..., 0] for ax in axes.flat[:3]]
    assert [(gray.min(), gray.max()) for gray in grays] == [(0, 255), (0, 255), (0, 0)]
    _, [[ax]] = plot.photographs({"signed": np.diag([1.0, 0.0, -4.0])})
    assert abs(int(ax.images[0].get_array()[1, 1, 0]) - 128) < 4
    assert ax.get_title(loc="left") == "signed"
    _, [[ax]] = plot.photographs({"cut off": [[-1.0, 0.5, 2.0]]}, span=(0, 1))
    assert ax.images[0].get_array()[0, :, 0].tolist() == [0, 129, 255]


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


def test_bands_hold_all_seeds_and_their_line_is_the_median():
    _, ax = plot.bands({"one": SEEDS})
    assert ax.lines[0].get_ydata().tolist() == [0.6, 0.2, 0.1]
    corners = ax.collections[0].get_paths()[0].vertices
    for epoch, seeds in enumerate(SEEDS.T, start=1):
        heights = corners[corners[:, 0] == epoch, 1]
        assert (heights.min(), heights.max()) == (seeds.min(), seeds.max())


def test_feature_maps_share_one_scale_and_leave_blank_what_is_not_above_zero():
    maps = np.array([[[2.0, -1.0]], [[1.0, 0.0]]])
    _, axes = plot.feature_maps(np.eye(4), np.ones((2, 3, 3)), maps)
    opacity = [ax.collections[0].get_facecolor()[:, 3].round(2).tolist() for ax in axes[-2:]]
    assert opacity == [[1.0], [0.5]]
    assert all(len(ax.collections[0].get_paths()) == 1 for ax in axes[-2:])


def test_curve_log_keeps_few_ticks_and_names_apart():
    fig, ax = FIGURES["curve, log"]()
    fig.draw_without_rendering()
    assert ax.get_yscale() == "log"
    assert 2 <= len([t for t in ax.get_yticks() if ax.get_ylim()[0] <= t <= ax.get_ylim()[1]]) <= 6
    first, second = (t.get_window_extent() for t in ax.texts)
    assert not first.overlaps(second)


def test_a_round_bowl_looks_round_and_a_ravine_long():
    fig, axes = plot.bowls({"long": (ravine, PATH), "round": (round_bowl, PATH)})
    fig.draw_without_rendering()
    shapes = []
    for ax in axes:
        contour = np.concatenate([p.vertices for p in ax.collections[0].get_paths()[1:2]])
        pixels = ax.transData.transform(contour)
        shapes.append(np.ptp(pixels[:, 0]) / np.ptp(pixels[:, 1]))
        (low1, high1), (low2, high2) = ax.get_xlim(), ax.get_ylim()
        assert ((low1 < PATH[:, 0]) & (PATH[:, 0] < high1)).all()
        assert ((low2 < PATH[:, 1]) & (PATH[:, 1] < high2)).all()
    assert shapes == pytest.approx([3, 1], rel=0.05)


def test_learning_curves_begin_at_zero_and_share_one_legend():
    runs = {"A": HISTORY, "B": {"training": [0.7, 3.0], "test": [0.7, 9.0]}}
    fig, axes = plot.learning_curves(runs, level=0.69, level_name="guessing")
    assert [ax.get_ylim()[0] for ax in axes] == [0, 0]
    assert [ax.get_xlim()[1] for ax in axes] == [30, 2]
    assert words(fig.legends[0].get_texts()) == ["guessing", "training", "test"]
    assert all(ax.lines[0].get_ydata()[0] == 0.69 for ax in axes)
    plain, _ = plot.learning_curves(runs)
    assert words(plain.legends[0].get_texts()) == ["training", "test"]


def test_dots_show_every_result_and_write_the_mean():
    _, ax = plot.dots({"one": [0.1, 0.2], "two": [0.05, 0.3, 0.4]}, xlabel="share wrong")
    assert words(ax.texts) == ["0.150", "0.250"]
    assert words(ax.get_yticklabels()) == ["one", "two"]
    assert sum(len(line.get_xdata()) for line in ax.lines[::2]) == 5


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
