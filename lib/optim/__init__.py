"""Optimizers: from gradients to steps."""

from lib.optim.adam import Adam, AdamW
from lib.optim.clip import clip_grad_norm, clip_grad_norm_
from lib.optim.optimizer import Optimizer
from lib.optim.rmsprop import RMSprop
from lib.optim.sgd import SGD

__all__ = ["SGD", "Adam", "AdamW", "Optimizer", "RMSprop", "clip_grad_norm", "clip_grad_norm_"]
