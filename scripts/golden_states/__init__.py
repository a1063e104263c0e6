"""States of the explorables whose numbers the page must reproduce: a module for each."""

from . import (
    backprop_by_hand,
    build_a_function,
    convolution_backward,
    convolution_stepper,
    draw_a_digit,
    dropout_mask,
    fit_and_overfit,
    gate_lab,
    neuron_learns,
    next_letter,
    optimizer_race,
    playground,
    pooling_stepper,
    signal,
    softmax_scores,
    unrolled_rnn,
)

__all__ = [
    "backprop_by_hand",
    "build_a_function",
    "convolution_backward",
    "convolution_stepper",
    "draw_a_digit",
    "dropout_mask",
    "fit_and_overfit",
    "gate_lab",
    "neuron_learns",
    "next_letter",
    "optimizer_race",
    "playground",
    "pooling_stepper",
    "signal",
    "softmax_scores",
    "unrolled_rnn",
]
