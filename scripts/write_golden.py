"""Write the numbers of ``lib`` that the explorables' JavaScript must reproduce.

Run it after a change in ``lib/widgets``: ``python scripts/write_golden.py``. It fills
``explorables/test/golden``: one file of cases an explorable, and ``states.json`` with the state in
which Python makes each (used by ``explorables/dev.html``).
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path

import golden_states

import lib.widgets
from lib.classic import LinearUnit
from lib.data import load_salaries
from lib.widgets import (
    backprop,
    boundary_by_hand,
    broadcast,
    build_a_function,
    convolution_gradients,
    convolution_run,
    cost_curves,
    descent_1d,
    descent_2d,
    draw_a_digit,
    dropout_mask,
    fit_and_overfit,
    gate_run,
    line_by_hand,
    moving_average,
    network_by_hand,
    neuron_learns,
    next_letter,
    optimizer_race,
    parser_run,
    perceptron_plane,
    playground_run,
    pooling_stepper,
    sigmoid_slope,
    signal_run,
    slope_by_nudge,
    softmax_scores,
    tree_run,
    unrolled_run,
)

FOLDER = Path(__file__).parents[1] / "explorables" / "test" / "golden"
DIGITS = {
    "backprop-by-hand.json": 15
}  # twelve, the same on every machine, except where the test wants more
NUMBER_LIST = re.compile(r"(?<!\w)\[[-\d.e+,\s]+\]")  # is written in one line


def _cases(numbers: Callable, states: list[dict]) -> list[dict]:
    return [{"state": state, "expected": numbers(**state)._asdict()} for state in states]


def _sigmoid_slope() -> list[dict]:
    grid = itertools.product((-8.0, -2.5, 0.0, 0.3, 1.6, 4.0, 8.0), sigmoid_slope.ACTIVATIONS)
    states = [{"z": z, "activation": name, "layers": 3} for z, name in grid]
    states.append({"z": 4.0, "activation": "sigmoid", "layers": 20})
    return _cases(sigmoid_slope.numbers, states)


def _boundary_by_hand() -> list[dict]:
    digits = boundary_by_hand.boundary_digits(12)
    data = {"X": digits["X"].tolist(), "y": digits["y"].tolist()}
    one = {"X": [[0.1, 0.6]], "y": [1]}
    far = {"X": [[-900.0, 20.0], [1000.0, 3.5], [0.0, -7.25]], "y": [0, 1, 1]}
    parameters = [
        (data, 4.0, 4.0, -3.0, 2.0),
        (data, 0.0, 0.0, 0.0, 2.0),
        (data, -9.5, 6.25, 0.5, 100.0),
        (data, -90.0, 70.0, -9.0, 0.001),
        (one, -4.0, 2.0, 0.2, 1.0),
        (far, 1.5, -1000.0, 30.0, 0.5),
    ]
    return _cases(
        boundary_by_hand.numbers,
        [d | {"w1": w1, "w2": w2, "b": b, "rate": rate} for d, w1, w2, b, rate in parameters],
    )


def _broadcast() -> list[dict]:
    pairs = [
        ([3, 4], [4]),
        ([3, 4], [3, 1]),
        ([3, 1], [3]),
        ([4, 1, 3], [2, 3]),
        ([3, 4], [3]),
        ([], [2, 3]),
        ([5, 1, 5], [1, 5, 1]),
        ([2, 3], [3, 2]),
        ([2], [2, 4, 3]),
        ([2, 3], [4, 5]),
        ([1], [1, 1]),
        ([], []),
    ]
    return _cases(broadcast.numbers, [{"left": left, "right": right} for left, right in pairs])


def _cost_curves() -> list[dict]:
    runs = [
        (0.9, 0, "squared_error", "one", -2.0, 5.0),
        (0.01, 1, "cross_entropy", "one", -6.0, 6.0),
        (0.99, 0, "cross_entropy", "three", 4.0, -5.5),
        (0.6, 0, "squared_error", "three", -4.0, 4.0),
        (0.5, 1, "squared_error", "one", 1.0, 3.0),
    ]
    names = ("a", "y", "cost", "examples", "left", "right")
    return _cases(cost_curves.numbers, [dict(zip(names, run, strict=True)) for run in runs])


def _descent_1d() -> list[dict]:
    runs = [
        ("bowl", -3.2, 0.3, 12),
        ("bowl", 4.0, 2.0, 5),
        ("bowl", 1.0, 3.0, 60),
        ("valleys", -3.4, 0.1, 30),
        ("valleys", 3.9, 0.5, 8),
        ("logistic", -3.2, 1.0, 20),
        ("logistic", 4.0, 10.0, 6),
    ]
    names = ("curve", "start", "rate", "steps")
    return _cases(descent_1d.numbers, [dict(zip(names, run, strict=True)) for run in runs])


def _descent_2d() -> list[dict]:
    runs = [
        ("ravine", -3.5, 1.2, 0.18, "batch", 10.0, 26),
        ("ravine", 4.0, -2.0, 0.05, "batch", 50.0, 60),
        ("ravine", 0.0, 0.0, 1.0, "batch", 1.0, 5),
        ("ravine", 1.0, 0.5, 2.0, "stochastic", 1.0, 3),
        ("bumpy", -3.6, -1.2, 0.2, "batch", 10.0, 40),
        ("bumpy", 3.9, 1.7, 0.01, "batch", 10.0, 10),
        ("bumpy", 0.5, 0.5, 10.0, "batch", 10.0, 20),
        ("logistic", -3.4, 1.4, 0.5, "batch", 10.0, 25),
        ("logistic", -3.4, 1.4, 1.5, "mini-batch", 10.0, 25),
        ("logistic", 4.0, 2.0, 0.8, "stochastic", 10.0, 40),
    ]
    names = ("surface", "start_x", "start_y", "rate", "mode", "steepness", "steps")
    return _cases(descent_2d.numbers, [dict(zip(names, run, strict=True)) for run in runs])


def _line_by_hand() -> list[dict]:
    salaries = load_salaries()
    trace = LinearUnit().fit(salaries.X, salaries.y, lr=0.01, epochs=10, record=True).path
    states = [(*trace[k].tolist(), 0.01, "stochastic", k) for k in (0, 1, 2, 3, 4, 17, 49, 50)]
    states += [
        (0.0, 0.0, 0.05, "batch", 0),
        (400.0, 4000.0, 0.01, "batch", 7),
        (-500.0, 6000.0, 1.0, "batch", 10000),
        (2500.0, -2500.0, 0.0001, "stochastic", 9999),
    ]
    names = ("w", "b", "rate", "mode", "steps")
    return _cases(line_by_hand.numbers, [dict(zip(names, s, strict=True)) for s in states])


def _moving_average() -> list[dict]:
    days = [(0.0, 1), (0.5, 3), (0.9, 60), (0.95, 200), (0.98, 10), (0.99, 1), (0.99, 200)]
    return _cases(moving_average.numbers, [{"beta": beta, "day": day} for beta, day in days])


def _network_by_hand() -> list[dict]:
    half, random = (network_by_hand.start_weights(name) for name in ("half trained", "random"))
    steep = ([[30.0, -30.0, 0.5, 0.0]] * 3, [[-30.0], [30.0], [1.0], [0.0]])
    runs = [
        (1, *half, "syn0[0,0]", 0.01),
        (2, *half, "syn0[1,3]", 0.1),
        (3, *half, "syn1[2,0]", 0.0001),
        (4, *half, "syn0[2,1]", 0.1),
        (1, *random, "syn1[0,0]", 0.1),
        (4, *random, "syn0[0,2]", 0.01),
        (2, *steep, "syn0[1,2]", 0.1),
    ]
    names = ("customer", "syn0", "syn1", "selected", "epsilon")
    return _cases(network_by_hand.numbers, [dict(zip(names, run, strict=True)) for run in runs])


def _perceptron_plane() -> list[dict]:
    logic = {name: (perceptron_plane.INPUTS, y) for name, y in perceptron_plane.TRUTHS.items()}
    points = tuple(array.tolist() for array in perceptron_plane.perceptron_points())
    runs = [
        (*logic["and"], 0.1, 0.0, 0.0, 0.0, 20),
        (*logic["and"], 1.0, 0.0, 0.0, 0.0, 7),
        (*logic["or"], 0.3, 0.0, 0.0, 0.0, 8),
        (*logic["nand"], 0.1, 0.0, 0.0, 0.0, 24),
        (*logic["xor"], 0.1, 0.0, 0.0, 0.0, 26),
        (*logic["xor"], 0.7, 1.5, -2.25, 0.4, 60),
        (*points, 0.1, 0.0, 0.0, 0.0, 100),
        (*points, 2.0, -3.0, 1.0, 0.5, 0),
        ([[0.0, 0.0]], [1], 0.01, 0.0, 0.0, 0.0, 3),
    ]
    names = ("X", "y", "rate", "w1", "w2", "b", "shown")
    return _cases(perceptron_plane.numbers, [dict(zip(names, run, strict=True)) for run in runs])


def _slope_by_nudge() -> list[dict]:
    states = [
        ("salaries", 600.0, 500.0, "right"),
        ("salaries", 600.0, 0.5, "both"),
        ("salaries", 1600.0, 0.005, "right"),
        ("salaries", 0.0, 500.0, "both"),
        ("square", 3.0, 0.1, "right"),
        ("square", 3.0, 0.1, "both"),
        ("square", -2.5, 0.0001, "right"),
    ]
    names = ("curve", "at", "nudge", "sides")
    return _cases(slope_by_nudge.numbers, [dict(zip(names, s, strict=True)) for s in states])


def _states() -> dict[str, dict]:
    classes = lib.widgets.Explorable.__subclasses__()
    made = {cls.__name__: cls() for cls in sorted(classes, key=lambda cls: cls.__name__)}
    keys = ("_explorable", "_defaults", "_fallback")
    return {
        name: {key: getattr(widget, key) for key in keys} | widget.data | widget.state
        for name, widget in made.items()
    }


def golden() -> dict[str, object]:
    """Return the content of every golden file by its name."""
    return {
        "backprop-by-hand.json": _cases(backprop.numbers, golden_states.backprop_by_hand.states()),
        "boundary-by-hand.json": _boundary_by_hand(),
        "broadcast.json": _broadcast(),
        "build-a-function.json": _cases(
            build_a_function.numbers, golden_states.build_a_function.states()
        ),
        "convolution-backward.json": _cases(
            convolution_gradients.numbers, golden_states.convolution_backward.states()
        ),
        "convolution-stepper.json": _cases(
            convolution_run.numbers, golden_states.convolution_stepper.states()
        ),
        "cost-curves.json": _cost_curves(),
        "descent-1d.json": _descent_1d(),
        "descent-2d.json": _descent_2d(),
        "draw-a-digit.json": _cases(draw_a_digit.numbers, golden_states.draw_a_digit.states()),
        "dropout-mask.json": _cases(dropout_mask.numbers, golden_states.dropout_mask.states()),
        "fit-and-overfit.json": _cases(
            fit_and_overfit.numbers, golden_states.fit_and_overfit.states()
        ),
        "gate-lab.json": _cases(gate_run.numbers, golden_states.gate_lab.states()),
        "greedy-parser.json": _cases(parser_run.numbers, golden_states.greedy_parser.states()),
        "line-by-hand.json": _line_by_hand(),
        "moving-average.json": _moving_average(),
        "network-by-hand.json": _network_by_hand(),
        "neuron-learns.json": _cases(neuron_learns.numbers, golden_states.neuron_learns.states()),
        "next-letter.json": _cases(next_letter.numbers, golden_states.next_letter.states()),
        "optimizer-race.json": _cases(
            optimizer_race.numbers, golden_states.optimizer_race.states()
        ),
        "perceptron-plane.json": _perceptron_plane(),
        "playground.json": _cases(playground_run.numbers, golden_states.playground.states()),
        "pooling-stepper.json": _cases(
            pooling_stepper.numbers, golden_states.pooling_stepper.states()
        ),
        "sigmoid-slope.json": _sigmoid_slope(),
        "signal-through-layers.json": _cases(signal_run.numbers, golden_states.signal.states()),
        "slope-by-nudge.json": _slope_by_nudge(),
        "softmax-scores.json": _cases(
            softmax_scores.numbers, golden_states.softmax_scores.states()
        ),
        "tree-composer.json": _cases(tree_run.numbers, golden_states.tree_composer.states()),
        "unrolled-rnn.json": _cases(unrolled_run.numbers, golden_states.unrolled_rnn.states()),
        "states.json": _states(),
    }


def _short(value: object, digits: int) -> object:
    """Round every number to so many digits."""
    if isinstance(value, float):
        return float(f"{value:.{digits}g}")
    if isinstance(value, dict):
        return {key: _short(item, digits) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_short(item, digits) for item in value]
    return value


def main() -> None:
    """Write all files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in golden().items():
        text = json.dumps(_short(content, DIGITS.get(name, 12)), indent=1, ensure_ascii=False)
        text = NUMBER_LIST.sub(lambda found: "".join(found[0].split()).replace(",", ", "), text)
        (FOLDER / name).write_text(text + "\n", encoding="utf-8")
        print(f"wrote explorables/test/golden/{name}")


if __name__ == "__main__":
    main()
