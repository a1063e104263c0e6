"""IDX: the file format of MNIST, an array behind a few bytes that describe it."""

from __future__ import annotations

import gzip
import zlib
from math import prod
from os import PathLike
from pathlib import Path
from typing import BinaryIO

import numpy as np

# Third byte of the file -> kind of number. IDX puts the most significant byte first (">").
_KINDS = {
    0x08: np.dtype("u1"),
    0x09: np.dtype("i1"),
    0x0B: np.dtype(">i2"),
    0x0C: np.dtype(">i4"),
    0x0D: np.dtype(">f4"),
    0x0E: np.dtype(">f8"),
}
_CODES = {kind.newbyteorder("="): code for code, kind in _KINDS.items()}
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
# No gzip file unpacks to more than this many times its own size; a header that claims more lies.
_MOST_PACKED = 1032
_MOST_DIMENSIONS = 64


def read_idx(path: str | PathLike) -> np.ndarray:
    """Read an IDX file, plain or packed with gzip.

    The file starts with four bytes: 0, 0, a code for the kind of number and the number of
    dimensions d. Then come the d lengths as 32-bit integers, then all numbers, the last axis
    running fastest. Every number has its most significant byte first.

    Parameters
    ----------
    path : str or path
        The file. Whether it is packed is seen from its first two bytes.

    Returns
    -------
    ndarray
        uint8, int8, int16, int32, float32 or float64, as the file says, in this machine's order
        of bytes.

    Raises
    ------
    ValueError
        If the file is empty, is no IDX file, is named ``.gz`` and is not packed, is damaged, ends
        too early, or goes on behind its last number.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_idx(folder + "/a.idx.gz", np.array([[1, 2, 3], [4, 5, 6]], dtype=np.uint8))
    ...     read_idx(folder + "/a.idx.gz")
    array([[1, 2, 3],
           [4, 5, 6]], dtype=uint8)

    References
    ----------
    Y. LeCun, C. Cortes and C. J. C. Burges, The MNIST database of handwritten digits, section
    "The IDX file format".
    """
    path = Path(path)
    size = path.stat().st_size
    if size == 0:
        raise ValueError(f"{path.name} is empty, expected an IDX file; get it anew")
    with path.open("rb") as file:
        start = file.read(2)
    packed = start == _GZIP
    if path.suffix == ".gz" and not packed:
        raise ValueError(
            f"{path.name} starts with the bytes {_hex(start)}, expected {_hex(_GZIP)} as in every "
            "gzip file; if it is already unpacked take .gz off its name, else get it anew"
        )
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            return _read(file, path.name, size * _MOST_PACKED if packed else size)
    except EOFError:
        raise ValueError(
            f"{path.name} is truncated: its gzip data end in the middle; get the file anew"
        ) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(f"{path.name} is damaged ({error}); get the file anew") from None


def write_idx(path: str | PathLike, values: np.ndarray) -> None:
    """Write an array as an IDX file, packed with gzip if the name ends in ``.gz``.

    Parameters
    ----------
    path : str or path
        Where to; a file that is there is replaced.
    values : array_like
        uint8, int8, int16, int32, float32 or float64, of at most 64 dimensions.

    Raises
    ------
    TypeError
        If IDX has no code for that kind of number.

    Examples
    --------
    >>> write_idx("labels.idx", np.array([3, 1, 4]))
    Traceback (most recent call last):
    ...
    TypeError: write_idx got int64 numbers, expected one of uint8, int8, int16, int32, float32, \
float64; convert them first, such as values.astype(np.uint8)
    """
    path, values = Path(path), np.asarray(values)
    code = _CODES.get(values.dtype.newbyteorder("="))
    if code is None:
        raise TypeError(
            f"write_idx got {values.dtype} numbers, expected one of {', '.join(map(str, _CODES))}; "
            "convert them first, such as values.astype(np.uint8)"
        )
    lengths = np.array(values.shape, dtype=">u4")
    content = bytes([0, 0, code, values.ndim]) + lengths.tobytes()
    content += values.astype(_KINDS[code]).tobytes()
    # Without a time stamp the same array gives the same file.
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def _read(file: BinaryIO, name: str, most: int) -> np.ndarray:
    """Read header and numbers; the file holds at most ``most`` bytes."""
    magic = file.read(4)
    if len(magic) == 4 and (magic[:2] != b"\0\0" or magic[2] not in _KINDS):
        raise ValueError(
            f"{name} starts with the bytes {_hex(magic)}, expected those of an IDX file: 00 00, "
            f"one of {_hex(_KINDS)}, and the number of dimensions; is it another kind of file?"
        )
    dimensions = magic[3] if len(magic) == 4 else 0
    lengths = file.read(4 * dimensions)
    if len(magic) < 4 or len(lengths) < 4 * dimensions:
        raise ValueError(f"{name} is truncated: it ends inside its header; get the file anew")
    if dimensions > _MOST_DIMENSIONS:
        raise ValueError(
            f"{name} says that it has {dimensions} dimensions, and NumPy's arrays have at most "
            f"{_MOST_DIMENSIONS}; is it another kind of file?"
        )
    shape = tuple(int(n) for n in np.frombuffer(lengths, dtype=">u4"))
    kind = _KINDS[magic[2]]
    expected = prod(shape) * kind.itemsize
    # Before any memory is asked for: a damaged header may claim more than the machine has.
    if expected > most:
        raise _truncated(name, shape, expected, "the file is too small for that")
    values = np.empty(shape, dtype=kind)
    into = memoryview(values.reshape(-1).view("u1"))
    got = 0
    while got < expected and (n := file.readinto(into[got : got + _CHUNK])):
        got += n
    if got < expected:
        raise _truncated(name, shape, expected, f"{got} came")
    if rest := file.read(_CHUNK):
        more = "or more " if len(rest) == _CHUNK else ""
        raise ValueError(
            f"{name} goes on for {len(rest)} bytes {more}behind the {expected} bytes of its "
            f"numbers (shape {shape}), expected its end there; get the file anew"
        )
    return values.astype(kind.newbyteorder("="), copy=False)


def _truncated(name: str, shape: tuple[int, ...], expected: int, came: str) -> ValueError:
    return ValueError(
        f"{name} is truncated: its header says shape {shape}, which takes {expected} bytes, and "
        f"{came}; get the file anew"
    )


def _hex(values: bytes | dict) -> str:
    return " ".join(f"{value:02x}" for value in values)
