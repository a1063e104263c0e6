"""Checkpoints that fit nothing, or are damaged: a clear error, and nothing is changed."""

import os
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import nn, optim
from lib.train import (
    History,
    load_checkpoint,
    load_state,
    save_checkpoint,
    save_state,
)
from lib.train.files import read_arrays, write_arrays


class TestWhatDoesNotFit:
    def pair(self, *sizes, optimizer=optim.Adam, rng=0):
        layers = [nn.Linear(a, b, rng=rng) for a, b in pairwise(sizes)]
        model = nn.Sequential(*layers, nn.Dropout(0.5, rng=rng))
        return model, optimizer(model.parameters(), lr=0.1)

    def refused(self, path, others, words):
        before = [str(part.state_dict()) for part in others]
        state = others[0][-1].rng.bit_generator.state if isinstance(others[0], nn.Module) else None
        with pytest.raises(ValueError, match=words) as caught:
            load_checkpoint(path, *others)
        assert [str(part.state_dict()) for part in others] == before
        assert others[0][-1].rng.bit_generator.state == state
        return str(caught.value)

    def test_the_keys_that_differ_are_named(self, tmp_path):
        save_checkpoint(tmp_path / "a", *self.pair(2, 3, 1))
        message = self.refused(tmp_path / "a", self.pair(2, 5, 4, 1), "nothing was changed")
        assert "'2.weight'" in message
        assert "'0.weight' has shape (3, 2), expected (5, 2)" in message

    def test_nothing_is_changed_if_only_the_optimizer_is_another(self, tmp_path):
        save_checkpoint(tmp_path / "a", *self.pair(2, 3))
        other = self.pair(2, 3, optimizer=optim.RMSprop, rng=1)
        self.refused(tmp_path / "a", other, "optimizer: ")

    def test_other_places_of_randomness_are_named(self, tmp_path):
        save_checkpoint(tmp_path / "a", nn.Sequential(nn.Linear(1, 1)))
        words = "draws random numbers at 1.rng, the saved one at no place"
        model = nn.Sequential(nn.Linear(1, 1), nn.Dropout())
        with pytest.raises(ValueError, match=words):
            load_checkpoint(tmp_path / "a", model)

    def test_another_kind_of_generator_is_refused(self, tmp_path):
        save_checkpoint(tmp_path / "a", nn.Dropout(rng=0))
        other = nn.Dropout(rng=np.random.Generator(np.random.MT19937(0)))
        with pytest.raises(ValueError, match="nothing was changed"):
            load_checkpoint(tmp_path / "a", other)

    @pytest.mark.parametrize("bits", [np.random.MT19937, np.random.Philox, np.random.SFC64])
    def test_all_generators_are_continued(self, tmp_path, bits):
        one, two = (nn.Dropout(rng=np.random.Generator(bits(seed))) for seed in (1, 2))
        one(np.ones((5, 5)))
        save_checkpoint(tmp_path / "a", one)
        load_checkpoint(tmp_path / "a", two)
        assert np.array_equal(one(np.ones((9, 9))), two(np.ones((9, 9))))

    def test_parts_that_are_not_in_the_file(self, tmp_path):
        model, adam = self.pair(2, 3)
        save_checkpoint(tmp_path / "a", model)
        self.refused(tmp_path / "a", (model, adam), "holds no optimizer; it holds model")

    def test_a_model_alone_can_be_taken_out(self, tmp_path):
        model, adam = self.pair(2, 3)
        save_checkpoint(tmp_path / "a", model, adam, history=History())
        other, _ = self.pair(2, 3, rng=1)
        load_checkpoint(tmp_path / "a", other)
        assert np.array_equal(other[0].weight.data, model[0].weight.data)

    def test_files_of_other_kinds(self, tmp_path):
        model, _ = self.pair(2, 3)
        np.savez(tmp_path / "numpy.npz", **model.state_dict())
        save_state(tmp_path / "state.npz", model)
        with pytest.raises(ValueError, match="damaged, or not a file of this library"):
            load_checkpoint(tmp_path / "numpy.npz", model)
        with pytest.raises(ValueError, match="use load_state"):
            load_checkpoint(tmp_path / "state.npz", model)
        header = {"kind": "checkpoint of lib.train", "version": 2, "parts": {}}
        write_arrays(tmp_path / "new.npz", {}, header)
        with pytest.raises(ValueError, match=r"newer version .* \(format 2, known here: up to 1\)"):
            load_checkpoint(tmp_path / "new.npz", model)
        with pytest.raises(FileNotFoundError):
            load_checkpoint(tmp_path / "none.npz", model)

    def test_a_state_that_cannot_be_written_is_refused_with_its_place(self, tmp_path):
        history = History()
        history.stopped = object()
        with pytest.raises(TypeError, match="history/state/stopped holds a object"):
            save_checkpoint(tmp_path / "a", nn.Linear(1, 1), history=history)
        assert os.listdir(tmp_path) == []


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a folder with a whole checkpoint and a whole state."""
    folder = tmp_path_factory.mktemp("damage")
    model = nn.Linear(2, 1, rng=0)
    save_checkpoint(folder / "whole", model, optim.SGD(model.parameters(), lr=0.1))
    save_state(folder / "state", model)
    return folder


class TestDamage:
    def damaged(self, folder, content, load=load_checkpoint):
        model = nn.Linear(2, 1, rng=1)
        before = model.state_dict()
        (folder / "damaged").write_bytes(content)
        with pytest.raises(ValueError, match="is damaged"):
            load(folder / "damaged", model)
        assert all(np.array_equal(before[name], a) for name, a in model.state_dict().items())
        assert (folder / "damaged").read_bytes() == content

    def test_every_truncation(self, saved):
        content = (saved / "whole").read_bytes()
        for length in range(len(content)):
            with pytest.raises(ValueError, match="is damaged"):
                self._read(saved, content[:length])
        self._read(saved, content)

    def _read(self, folder, content, **how):
        (folder / "cut").write_bytes(content)
        return read_arrays(folder / "cut", **how)

    def test_every_flipped_byte(self, saved):
        content = (saved / "whole").read_bytes()
        for place in range(len(content)):
            flipped = bytearray(content)
            flipped[place] ^= 1 << place % 8
            with pytest.raises(ValueError, match="is damaged"):
                self._read(saved, bytes(flipped))

    @given(data=st.data())
    def test_any_damage_changes_nothing(self, saved, data):
        content = bytearray((saved / "whole").read_bytes())
        start = data.draw(st.integers(0, len(content) - 1))
        content[start : start + 8] = data.draw(
            st.binary(max_size=12).filter(lambda b: b != bytes(content[start : start + 8]))
        )
        self.damaged(saved, bytes(content))

    def test_every_damage_of_a_state_file(self, saved):
        content = (saved / "state").read_bytes()
        for place in range(len(content)):
            flipped = bytearray(content)
            flipped[place] ^= 255
            for damaged in (content[:place], bytes(flipped)):
                with pytest.raises(ValueError, match="is damaged"):
                    self._read(saved, damaged, checksum=False)
        self.damaged(saved, content[:-1], load_state)

    def test_every_truncation_of_a_file_of_numpy(self, saved):
        np.savez(saved / "numpy.npz", weight=np.ones((1, 2)), bias=np.zeros(1))
        content = (saved / "numpy.npz").read_bytes()
        load_state(saved / "numpy.npz", nn.Linear(2, 1))
        for length in range(len(content)):
            with pytest.raises(ValueError, match="is damaged"):
                self._read(saved, content[:length], checksum=False)

    def test_nothing_in_a_file_is_executed(self, tmp_path):
        np.savez(tmp_path / "evil.npz", weight=np.array([print], dtype=object))
        with pytest.raises(ValueError, match="damaged, or not a file of this library"):
            load_state(tmp_path / "evil.npz", nn.Linear(1, 1))
