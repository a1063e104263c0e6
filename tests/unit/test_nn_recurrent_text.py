"""A language model of characters, put together from the parts of the library."""

import numpy as np
import pytest

from lib import nn, optim
from lib.gradcheck import gradcheck
from lib.nn import functional as F

TEXT = "the cat sat on the mat and the dog ate the hat. "
LETTERS = sorted(set(TEXT))
IDS = np.array([LETTERS.index(letter) for letter in TEXT])


class CharacterModel(nn.Module):
    """Scores of the next character at every step: Embedding, a memory, Linear over time."""

    def __init__(self, memory, classes, width, rng):
        self.embedding = nn.Embedding(classes, width, rng=rng)
        self.memory = memory
        self.head = nn.Linear(memory.hidden_size, classes, rng=rng)

    def forward(self, ids, state=None):
        """Return scores (N · T, classes), which is what CrossEntropyLoss takes, and the state."""
        h, state = self.memory(self.embedding(ids), state)
        y = self.head(h.reshape(-1, h.shape[2]))
        self._keep(h.shape, out=y)
        return y, state

    def backward(self, grad_out):
        """Go back to the table; indices have no gradient."""
        shape, grad_out = self._recall(grad_out)
        grad_h = self.head.backward(grad_out).reshape(shape)
        return self.embedding.backward(self.memory.backward(grad_h))


class OneHotModel(CharacterModel):
    """The same with one-hot rows in place of the table, as source E5 has it."""

    def forward(self, ids, state=None):
        classes = self.embedding.num_embeddings
        x = F.one_hot(ids.ravel(), classes).reshape(*ids.shape, classes)
        h, state = self.memory(x, state)
        y = self.head(h.reshape(-1, h.shape[2]))
        self._keep(h.shape, out=y)
        return y, state

    def backward(self, grad_out):
        shape, grad_out = self._recall(grad_out)
        with self.memory.no_input_grad():
            self.memory.backward(self.head.backward(grad_out).reshape(shape))


def train(model, epochs=60, steps=8, lr=0.2):
    """Read the text in parts of `steps` characters; the state goes on from part to part."""
    loss, sgd = nn.CrossEntropyLoss(), optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    curve = []
    for _ in range(epochs):
        state, costs = None, []
        for start in range(0, len(IDS) - 1, steps):
            x, y = IDS[None, start : start + steps], IDS[start + 1 : start + steps + 1]
            scores, state = model(x[:, : len(y)], state)
            costs.append(loss(scores, y))
            sgd.zero_grad()
            model.backward(loss.backward())
            optim.clip_grad_norm_(model.parameters(), 1.0)
            sgd.step()
        curve.append(np.mean(costs))
    return curve


def complete(model, start, length):
    """Continue a text with the likeliest character, one step at a time."""
    ids, state = [LETTERS.index(letter) for letter in start], None
    scores, state = model(np.array([ids]), state)
    while len(ids) < length:
        ids.append(int(scores[-1].argmax()))
        scores, state = model(np.array([ids[-1:]]), state)
    return "".join(LETTERS[i] for i in ids)


@pytest.mark.parametrize("make", [nn.LSTM, nn.GRU, nn.RNN])
def test_learns_a_short_text_by_heart_and_says_it(make):
    model = CharacterModel(make(8, 24, rng=0), len(LETTERS), 8, np.random.default_rng(1))
    curve = train(model)
    assert curve[0] > 2
    assert curve[-1] < 0.05
    assert complete(model, TEXT[:2], len(TEXT)) == TEXT


def test_one_hot_rows_do_as_well():
    model = OneHotModel(nn.LSTM(len(LETTERS), 24, rng=0), len(LETTERS), 8, np.random.default_rng(1))
    assert train(model)[-1] < 0.05


def test_without_the_state_the_same_training_does_worse():
    """In parts of two characters, "the" alone does not say which word comes: the state does."""

    class Forgetful(CharacterModel):
        def forward(self, ids, state=None):
            return super().forward(ids)

    def last_cost(kind):
        model = kind(nn.LSTM(8, 24, rng=0), len(LETTERS), 8, np.random.default_rng(1))
        return train(model, steps=2, lr=0.05)[-1]

    assert last_cost(CharacterModel) < 0.4 * last_cost(Forgetful)


def test_every_gradient_of_the_model_is_the_measured_slope():
    rng = np.random.default_rng(2)
    model = CharacterModel(nn.LSTM(3, 2, 2, rng=rng), 5, 3, rng)
    ids, target = rng.integers(0, 5, (2, 4)), rng.integers(0, 5, 8)
    loss = nn.CrossEntropyLoss()
    before = model.state_dict()

    def value(params):
        model.load_state_dict(params)
        return loss(model(ids)[0], target)

    def claim(params):
        model.load_state_dict(params)
        model.zero_grad()
        loss(model(ids)[0], target)
        model.backward(loss.backward())
        return {name: parameter.grad.copy() for name, parameter in model.named_parameters()}

    gradcheck(value, before, grad=claim)
