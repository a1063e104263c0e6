"""IDX files: the bytes of the format, any kind of number and shape, and every way to be broken."""

import gzip
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.data import read_idx, write_idx

KINDS = ["uint8", "int8", "int16", "int32", "float32", "float64"]


def written(folder, content, name="a.idx"):
    path = folder / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


# Two rows of three bytes: 0 0, code 8 (uint8), 2 dimensions, lengths 2 and 3, the numbers.
BYTES = bytes([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255])


@pytest.mark.parametrize("name", ["a.idx", "a.idx.gz"])
def test_bytes_written_by_hand(tmp_path, name):
    got = read_idx(written(tmp_path, BYTES, name))
    assert got.dtype == np.uint8
    assert got.tolist() == [[1, 2, 3], [4, 5, 255]]


@pytest.mark.parametrize(
    ("code", "number", "kind", "value"),
    [
        (0x08, "fe", "uint8", 254),
        (0x09, "fe", "int8", -2),
        (0x0B, "01fe", "int16", 510),
        (0x0C, "000001fe", "int32", 510),
        (0x0D, "3fc00000", "float32", 1.5),
        (0x0E, "3ff8000000000000", "float64", 1.5),
    ],
)
def test_the_most_significant_byte_comes_first(tmp_path, code, number, kind, value):
    content = bytes([0, 0, code, 1, 0, 0, 0, 1]) + bytes.fromhex(number)
    got = read_idx(written(tmp_path, content))
    assert got.dtype == kind
    assert got.dtype.isnative
    assert got.tolist() == [value]


@given(
    kind=st.sampled_from(KINDS),
    shape=st.lists(st.integers(0, 5), max_size=5),
    packed=st.booleans(),
    seed=st.integers(0, 99),
)
def test_what_is_written_is_read(tmp_path_factory, kind, shape, packed, seed):
    values = np.random.default_rng(seed).integers(0, 100, shape).astype(kind)
    path = tmp_path_factory.mktemp("idx") / ("a.gz" if packed else "a")
    write_idx(path, values)
    got = read_idx(path)
    assert got.dtype == values.dtype
    assert got.shape == values.shape
    assert np.array_equal(got, values)


def test_an_array_that_is_turned_or_big_endian_is_written_right(tmp_path):
    values = np.arange(6, dtype=">i4").reshape(2, 3).T
    write_idx(tmp_path / "a", values)
    assert np.array_equal(read_idx(tmp_path / "a"), values)


def test_the_same_array_gives_the_same_file(tmp_path):
    for name in ("a.gz", "b.gz"):
        write_idx(tmp_path / name, np.arange(9, dtype=np.int16))
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_what_is_read_can_be_changed(tmp_path):
    got = read_idx(written(tmp_path, BYTES))
    got += 1
    assert got[0, 0] == 2


def test_a_big_file_takes_no_second_copy_in_memory(tmp_path):
    write_idx(tmp_path / "a.gz", np.zeros((40, 512, 512), dtype=np.uint8))
    tracemalloc.start()
    read_idx(tmp_path / "a.gz")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.4 * 40 * 512 * 512


def test_it_can_be_packed_without_saying_so_in_its_name(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(gzip.compress(BYTES))
    assert read_idx(path).shape == (2, 3)


@pytest.mark.parametrize("name", ["a.idx", "a.idx.gz"])
@pytest.mark.parametrize("length", range(len(BYTES)))
def test_cut_short_anywhere(tmp_path, name, length):
    with pytest.raises(ValueError, match=r"is truncated|is empty"):
        read_idx(written(tmp_path, BYTES[:length], name))


def test_cut_short_says_where(tmp_path):
    with pytest.raises(ValueError, match="ends inside its header"):
        read_idx(written(tmp_path, BYTES[:7]))
    with pytest.raises(ValueError, match=r"shape \(2, 3\), which takes 6 bytes, and 5 came"):
        read_idx(written(tmp_path, BYTES[:-1], "a.gz"))


@pytest.mark.parametrize("length", range(2, len(gzip.compress(BYTES))))
def test_packed_data_cut_short_anywhere(tmp_path, length):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(BYTES)[:length])
    with pytest.raises(ValueError, match=r"a.gz is truncated"):
        read_idx(path)


@pytest.mark.parametrize("name", ["a.idx", "a.idx.gz"])
def test_bytes_behind_the_end(tmp_path, name):
    with pytest.raises(ValueError, match="goes on for 3 bytes behind the 6 bytes"):
        read_idx(written(tmp_path, BYTES + b"end", name))


def test_another_kind_of_file(tmp_path):
    with pytest.raises(ValueError, match=r"starts with the bytes 25 50 44 46, expected .* 00 00"):
        read_idx(written(tmp_path, b"%PDF-1.5"))
    with pytest.raises(ValueError, match="starts with the bytes 00 00 0a 01"):
        read_idx(written(tmp_path, bytes([0, 0, 10, 1, 0, 0, 0, 0])))
    # The magic number with its bytes turned around.
    with pytest.raises(ValueError, match="starts with the bytes 03 08 00 00"):
        read_idx(written(tmp_path, bytes([3, 8, 0, 0])))
    with pytest.raises(ValueError, match="says that it has 200 dimensions"):
        read_idx(written(tmp_path, bytes([0, 0, 8, 200]) + bytes(800)))


def test_as_many_dimensions_as_numpy_has(tmp_path):
    values = np.full((1,) * 64, 7, dtype=np.uint8)
    write_idx(tmp_path / "a", values)
    assert read_idx(tmp_path / "a").shape == values.shape
    content = bytes([0, 0, 8, 65]) + bytes([0, 0, 0, 1]) * 65 + b"\7"
    with pytest.raises(ValueError, match="says that it has 65 dimensions"):
        read_idx(written(tmp_path, content))


def test_empty(tmp_path):
    with pytest.raises(ValueError, match=r"a.idx is empty"):
        read_idx(written(tmp_path, b""))


def test_not_gzip(tmp_path):
    path = tmp_path / "a.gz"
    path.write_bytes(b"<html>Not found</html>")
    with pytest.raises(ValueError, match="starts with the bytes 3c 68, expected 1f 8b"):
        read_idx(path)


def test_packed_data_damaged(tmp_path):
    packed = bytearray(gzip.compress(bytes([0, 0, 8, 1, 0, 0, 1, 0]) + bytes(range(256))))
    for place in (40, len(packed) - 6):
        damaged = packed.copy()
        damaged[place] ^= 0xFF
        (tmp_path / "a.gz").write_bytes(damaged)
        with pytest.raises(ValueError, match=r"a.gz is (damaged|truncated)"):
            read_idx(tmp_path / "a.gz")
    (tmp_path / "a.gz").write_bytes(packed + b"something")
    with pytest.raises(ValueError, match=r"a.gz is damaged"):
        read_idx(tmp_path / "a.gz")


@pytest.mark.parametrize("name", ["a.idx", "a.idx.gz"])
def test_a_header_that_claims_more_than_any_memory(tmp_path, name):
    content = bytes([0, 0, 14, 4]) + b"\xff" * 16 + bytes(99)
    tracemalloc.start()
    with pytest.raises(ValueError, match="the file is too small for that"):
        read_idx(written(tmp_path, content, name))
    assert tracemalloc.get_traced_memory()[1] < 1e6
    tracemalloc.stop()


def test_no_such_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_idx(tmp_path / "a")


@pytest.mark.parametrize("kind", ["int64", "uint16", "bool", "complex128", "U1"])
def test_kinds_that_idx_does_not_have(tmp_path, kind):
    with pytest.raises(TypeError, match=f"got {np.dtype(kind)} numbers"):
        write_idx(tmp_path / "a", np.zeros(3, dtype=kind))
    assert not list(tmp_path.iterdir())
