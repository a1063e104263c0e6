"""DrawADigit: strokes and their picture, weights in bytes, what it reads, and MNIST itself."""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

from lib.data import load_mnist
from lib.nn.functional import softmax
from lib.widgets import DrawADigit, ExplorableError
from lib.widgets.digit_network import STORED, lenet, network, packed, quantized, unpacked
from lib.widgets.digit_samples import SAMPLES
from lib.widgets.digit_strokes import MOST_POINTS, longer_side, picture, to_ink, to_strokes
from lib.widgets.draw_a_digit import FILTERS, SURE, numbers
from lib.widgets.single_bytes import quantize
from scripts.quantize_lenet import said, trained

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("LIB_DATA_HOME") or ROOT.parent / "shared" / "data")
DRAWINGS = json.loads((ROOT / "explorables/test/digit_strokes.json").read_text(encoding="utf-8"))
LIMIT = 150 * 1000  # bytes

ANSWERS = """
import { readFileSync } from "node:fs";
import { forward, unpack } from "./draw-a-digit/network.js";
const [weights, images] = process.argv.slice(1);
const network = unpack(readFileSync(weights, "utf8"));
const bytes = readFileSync(images);
const said = [];
for (let at = 0; at < bytes.length; at += 784) {
  const pixels = Float64Array.from(bytes.subarray(at, at + 784), (level) => level / 255);
  said.push(Array.from(forward(network, pixels).probabilities));
}
console.log(JSON.stringify(said));
"""


@pytest.fixture(scope="module")
def mnist():
    if not (REAL / "mnist").is_dir():
        pytest.skip(f"no folder mnist in {REAL}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIB_DATA_HOME", str(REAL))
        return load_mnist("test", download=False)


def test_strokes_become_a_short_text_and_come_back():
    rng = np.random.default_rng(0)
    strokes = [(rng.integers(0, 1001, (n, 2)) / 10).tolist() for n in (1, 2, 30)]
    ink = to_ink(strokes)
    assert to_strokes(ink) == strokes
    assert len(ink) == 4 * 33 + 2
    assert to_ink([]) == ""
    assert to_strokes("") == []
    for bad in ([[(1, 2, 3)]], [[]], [[(0, 101)]], [[(-1, 0)]], [[(0, float("nan"))]]):
        with pytest.raises(ValueError, match=r"coordinates go|a stroke is a list"):
            to_ink(bad)


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda d: f"{d['digit']} {d['form']}")
def test_the_picture_is_made_as_mnist_was(drawing):
    image = picture(drawing["strokes"]) / 255
    middles = np.arange(28) + 0.5
    mass = np.array([image.sum(axis=0) @ middles, image.sum(axis=1) @ middles]) / image.sum()
    assert mass == pytest.approx([14.5, 14.5], abs=0.1)
    inked = [np.flatnonzero(image.any(axis=axis)) for axis in (0, 1)]
    assert 20 <= max(np.ptp(found) + 1 for found in inked) <= 22  # 20, and its smooth edges
    assert image.max() == 1


def test_the_ink_is_about_as_much_as_in_mnist(mnist):
    own = np.mean([picture(drawing["strokes"]).sum() / 255 for drawing in DRAWINGS])
    assert own == pytest.approx((mnist.images / 255).sum(axis=(1, 2)).mean(), rel=0.05)


def test_place_and_size_make_no_difference():
    strokes = [np.array(stroke) for stroke in DRAWINGS[0]["strokes"]]
    moved = [0.2 * stroke + (10, 60) for stroke in strokes]
    difference = picture([s.tolist() for s in strokes]).astype(int) - picture(
        [s.tolist() for s in moved]
    )
    assert np.abs(difference).max() <= 1


def test_a_line_is_as_wide_as_the_pen():
    image = picture([[[20, 50], [80, 50]]]) / 255
    assert image[:, 14].sum() == pytest.approx(2.6, abs=0.01)
    assert image[14].sum() == pytest.approx(20, abs=0.5)


def test_our_own_drawings_are_read():
    assert len(DRAWINGS) >= 60
    assert all(sum(d["digit"] == digit for d in DRAWINGS) >= 6 for digit in range(10))
    right = [numbers(to_ink(d["strokes"])).ranking[0] == d["digit"] for d in DRAWINGS]
    assert np.mean(right) >= 0.9
    for digit in range(10):
        assert DrawADigit(sample=str(digit)).answer == digit


def test_quantized_weights_are_near_and_the_stored_ones_are_the_trained_ones():
    weight = np.random.default_rng(0).normal(size=(5, 3, 2))
    whole, scale = quantize(weight)
    assert whole.dtype == np.int8
    assert np.abs(whole).reshape(5, -1).max(axis=1).tolist() == [127] * 5
    off = np.abs(whole * scale.reshape(5, 1, 1) - weight)
    assert (off <= scale.reshape(5, 1, 1) * 0.51).all()
    fresh = quantized(trained())
    with np.load(STORED) as stored:
        assert set(stored) == set(fresh)
        for name, array in fresh.items():
            np.testing.assert_array_equal(stored[name], array)


def test_packing_loses_nothing_and_is_small():
    arrays = quantized(trained())
    state = unpacked(packed(arrays))
    for name in ("0", "3", "7", "9", "11"):
        scale = arrays[f"{name}.scale"].astype(float)
        whole = arrays[f"{name}.whole"].astype(float)
        np.testing.assert_array_equal(state[f"{name}.weight"], (whole.T * scale).T, err_msg=name)
        np.testing.assert_array_equal(state[f"{name}.bias"], arrays[f"{name}.bias"])
    sent = {name: trait for name, trait in DrawADigit().get_state().items() if name[0] != "_"}
    assert len(json.dumps(sent["weights"])) <= LIMIT
    text = {name: value for name, value in sent.items() if isinstance(value, str | dict)}
    assert len(json.dumps(text, default=str)) <= LIMIT


def test_numbers_are_those_of_the_network():
    found = numbers(SAMPLES["4"], "2.5", 3, 6)
    image = np.array(found.picture)[None, None] / 255
    scores = network()(image)[0]
    np.testing.assert_allclose(found.scores, scores)
    np.testing.assert_allclose(found.probabilities, softmax(scores))
    assert found.ranking[0] == int(scores.argmax()) == 4


@pytest.mark.parametrize("filter", FILTERS)
def test_every_sum_is_the_unit(filter):
    for row, column in ((0, 0), (3, 6), (23, 23)):
        found = numbers(SAMPLES["8"], filter, row, column)
        assert sum(found.parts) + found.bias == pytest.approx(found.value, abs=1e-12)
        products = np.array(found.window) * found.kernel
        assert products.sum(axis=(1, 2)) == pytest.approx(found.parts)
        assert found.map[found.at[0]][found.at[1]] == found.value
        assert found.at == [min(row, len(found.map) - 1), min(column, len(found.map) - 1)]


def test_sure_is_a_stated_rule_and_a_dot_is_not_read():
    for ink in SAMPLES.values():
        found = numbers(ink)
        assert found.sure == (max(found.probabilities) >= SURE)
    roof = numbers(SAMPLES["1 with a roof"])
    assert (roof.sure, roof.ranking[:2]) == (False, [7, 1])
    house = numbers(SAMPLES["house"])
    assert (house.sure, house.ranking[0]) == (True, 0)
    assert round(house.probabilities[0], 3) == 0.997
    for strokes, readable in (
        ([], False),
        ([[[50, 50]]], False),
        ([[[50, 50], [57.9, 50]]], False),
        ([[[50, 50], [50, 58]]], True),
    ):
        assert numbers(to_ink(strokes)).readable == readable
        assert (DrawADigit(strokes).answer is None) == (not readable)
        assert (longer_side(strokes) >= 8) == readable


def test_strokes_come_and_go():
    w = DrawADigit([[(50, 10), (50, 90)]])
    assert w.strokes == [[[50, 10], [50, 90]]]
    assert w.answer == 1
    assert w._defaults["ink"] == w.ink
    w.strokes = DrawADigit(sample="3").strokes
    assert w.answer == 3
    assert network()(w.image[None, None]).argmax() == 3
    assert w.probabilities.sum() == pytest.approx(1)
    w.reset()
    assert w.answer == 1
    w.ink = ""
    assert w.answer is None
    assert not w.image.any()


def test_bad_drawings_are_refused():
    for bad in ("abc", "ABCD", "zzzz", [[(0, 200)]], [(1, 2)], 7, None):
        with pytest.raises(ExplorableError, match=r"DrawADigit.ink: got .*, expected strokes"):
            DrawADigit(ink=bad)
    with pytest.raises(ExplorableError, match=r"got 1201 points, expected at most 1200"):
        DrawADigit([[(1, 1)] * (MOST_POINTS + 1)])
    with pytest.raises(ExplorableError, match=r"got sample='cat', expected one of '0'"):
        DrawADigit(sample="cat")
    with pytest.raises(ExplorableError, match=r"samples: got 'bad', which is no drawing"):
        DrawADigit(samples={"good": SAMPLES["1"], "bad": [[]]})


def test_own_weights_and_own_samples():
    model = lenet()
    own = DrawADigit(weights=model, sample="4")
    assert own.weights == DrawADigit(weights=model.state_dict()).weights != DrawADigit().weights
    found = model(own.image[None, None])[0]
    np.testing.assert_allclose(own.probabilities, softmax(found), atol=0.02)
    for bad in ("abc", "dGVzdA==", {}, 7):
        with pytest.raises(ExplorableError, match=r"weights: got other weights .*, expected those"):
            DrawADigit(weights=bad)
    w = DrawADigit(samples={"line": [[(10, 50), (90, 50)]]}, sample="line")
    assert w.strokes == [[[10, 50], [90, 50]]]


def test_the_fallback_shows_the_samples_or_the_drawing():
    assert "1 with a roof" in DrawADigit()._fallback
    w = DrawADigit(sample="house")
    assert "0 (0.997)" in w._fallback
    assert "roof" not in w._fallback


@pytest.mark.node
def test_the_page_reads_mnist_as_lib_does_with_full_weights(mnist, require_tool, tmp_path):
    (tmp_path / "weights").write_text(DrawADigit().weights, encoding="ascii")
    (tmp_path / "images").write_bytes(mnist.images.tobytes())
    done = subprocess.run(
        [require_tool("node"), "--input-type=module", "--eval", ANSWERS]
        + [str(tmp_path / name) for name in ("weights", "images")],
        cwd=ROOT / "explorables",
        capture_output=True,
        text=True,
        check=True,
    )
    probabilities = np.array(json.loads(done.stdout))
    page = probabilities.argmax(axis=1)
    full = said(trained(), mnist.images).argmax(axis=1)
    assert len(page) == 10_000
    assert np.mean(page == full) >= 0.995
    assert np.mean(page != mnist.target) <= 0.009
    unsure, wrong = probabilities.max(axis=1) < SURE, page != mnist.target
    # What the rule is worth: few are unsure, most of the errors are among them.
    assert (unsure.sum(), (unsure & wrong).sum(), wrong.sum()) == (110, 48, 80)


def test_one_filter_is_dead(mnist):
    maps = np.concatenate(
        [network()[:6](mnist.images[i : i + 500, None] / 255) for i in range(0, 10_000, 500)]
    )
    assert np.flatnonzero(maps.max(axis=(0, 2, 3)) == 0).tolist() == [12]  # filter 13
