"""Files that are whole or not there: arrays and plain values in one .npz, with a checksum.

The file is an ordinary archive that ``np.load`` opens. A checksum over all bytes before it stands
at its very end, as the comment of the archive. Nothing in it is executed when it is read.
"""

from __future__ import annotations

import io
import json
import os
import re
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import numpy as np

_MARK = b"sha256 "
_DIGITS = 64
_NO_COMMENT = b"\0\0"  # How an archive ends that is not ours: the length of its comment.
_HEADER = "header.json"


def write_arrays(path, arrays: dict[str, np.ndarray], header: dict | None = None) -> None:
    """Write arrays by name, and a header of plain values; at no moment is there half a file.

    Parameters
    ----------
    path : path
        Its folder must exist. A file that is there is replaced.
    arrays : dict
    header : dict, optional
        For JSON.

    Raises
    ------
    OSError
        If it cannot be written. A file that was there before stays as it was.
    """
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        if header is not None:
            archive.writestr(ZipInfo(_HEADER), json.dumps(header))
        for name, array in arrays.items():
            with archive.open(ZipInfo(f"{name}.npy"), "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, np.asanyarray(array), allow_pickle=False)
        archive.comment = _MARK + b"0" * _DIGITS
    content = buffer.getvalue()[:-_DIGITS]
    _write_atomically(path, content + sha256(content).hexdigest().encode())


def read_arrays(path, *, checksum: bool = True) -> tuple[dict[str, np.ndarray], dict | None]:
    """Return the arrays and the header that ``write_arrays`` wrote.

    Parameters
    ----------
    path : path
    checksum : bool
        Whether a file without a checksum is an error, such as one of ``np.savez``.

    Raises
    ------
    OSError
        If there is no such file, or it cannot be read.
    ValueError
        If the file is damaged.
    """
    content = Path(path).read_bytes()
    body, digits = content[:-_DIGITS], content[-_DIGITS:]
    right = body.endswith(_MARK) and sha256(body).hexdigest().encode() == digits
    if not right and (checksum or not content.endswith(_NO_COMMENT)):
        raise ValueError(_damaged(path, content, "its checksum is wrong or missing"))
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except Exception as error:  # What a broken archive raises is not listed anywhere.
        raise ValueError(_damaged(path, content, error)) from None
    header = arrays.pop(_HEADER, None)
    return arrays, None if header is None else json.loads(header)


def _damaged(path, content: bytes, why: object) -> str:
    return (
        f"{path} ({len(content)} bytes) is damaged, or not a file of this library: {why}. Nothing "
        "was changed. Take another file, or remove it and start anew."
    )


def _write_atomically(path, content: bytes) -> None:
    # A link stays a link: what it points to is replaced.
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        _remove_leftovers(target)
        try:
            with open(temporary, "xb") as file:
                file.write(content)
                file.flush()
                # Else the new name could reach the disk before the new content does.
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(target.parent)
    except OSError as error:
        before = "the file from before is unchanged" if target.exists() else "there is no file"
        raise type(error)(
            error.errno, f"could not write {path}, {before}: {error.strerror or error}"
        ) from error


def _remove_leftovers(target: Path) -> None:
    """Remove what a writer that was killed has left behind."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.tmp")
    for entry in target.parent.iterdir():
        if ours.fullmatch(entry.name):
            entry.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk now, where the system can do that for a folder.

    Without it, what is there after a power cut may still be the old file, as whole as the new one.
    """
    if os.name == "posix":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
