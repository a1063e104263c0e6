"""MNIST: 70,000 handwritten digits, downloaded once, checked, and kept."""

from __future__ import annotations

import os
from pathlib import Path

from .bunch import Bunch
from .idx import read_idx

# The same four files at each; they are tried in this order.
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://raw.githubusercontent.com/fgnt/mnist/master/",
)
SHA256 = {
    "train-images-idx3-ubyte.gz": (
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
    ),
    "train-labels-idx1-ubyte.gz": (
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
    ),
}
# Seconds without an answer after which the next mirror is tried.
TIMEOUT = 20

_PARTS = {
    "train": ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
    "test": ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"),
}
_DESCR = """\
MNIST, {split} part: {m:,} handwritten digits, 28 x 28 squares each

Digits that employees of the Census Bureau and high-school students of the United States wrote on
forms, scanned by NIST; scaled to fit 20 x 20 squares and put with their center of mass in the
middle of 28 x 28. The writers of the test part are not those of the training part.

images  ({m}, 28, 28)  grey level of each square: 0 is paper, 255 is ink
data    ({m}, 784)     the same numbers, one picture a row (a view: no second copy)
target  ({m},)         the digit that the writer meant, 0 to 9

Copyright: Y. LeCun and C. Cortes, a derivative of NIST's Special Databases 1 and 3.
Source: Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Gradient-based learning applied to document
recognition, Proceedings of the IEEE 86(11), 1998, https://doi.org/10.1109/5.726791.
"""


def load_mnist(split: str = "train", *, download: bool = True) -> Bunch:
    """Load MNIST; the first time its files (10 MB) are downloaded, unless you have them.

    They are kept in the folder ``mnist`` of the folder that the environment variable
    ``LIB_DATA_HOME`` names, else of your cache. Put the four original ``.gz`` files there
    yourself, and nothing is downloaded. A file is used only after its checksum was compared.

    Parameters
    ----------
    split : {"train", "test"}
        60,000 digits to learn from, or 10,000 to be judged on.
    download : bool, default True
        Whether to get files that are not there.

    Returns
    -------
    Bunch
        ``images`` (m, 28, 28) and ``data`` (m, 784): the same memory, uint8 from 0 (paper) to 255
        (ink); ``target`` (m,): integers from 0 to 9; ``units``, ``licence`` and ``DESCR``.

    Raises
    ------
    FileNotFoundError
        If a file is missing and ``download`` is False.
    ConnectionError
        If no mirror gave the right file. What came instead is not kept.
    PermissionError
        If there is no place to keep a downloaded file.
    ValueError
        If a file in ``LIB_DATA_HOME`` has a wrong checksum (it is left as it is), if there are
        not as many labels as images, or if ``split`` is something else.

    Examples
    --------
    >>> load_mnist("dev")
    Traceback (most recent call last):
    ...
    ValueError: load_mnist got split='dev', expected 'train' or 'test'; take a dev set from the \
training part: lib.data.split

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Gradient-based learning applied to document
    recognition, Proceedings of the IEEE 86(11), 1998.
    """
    if split not in _PARTS:
        raise ValueError(
            f"load_mnist got split={split!r}, expected 'train' or 'test'; take a dev set from the "
            "training part: lib.data.split"
        )
    images, target = (read_idx(_find(name, download)) for name in _PARTS[split])
    if len(images) != len(target):
        raise ValueError(
            f"{_PARTS[split][0]} holds {len(images)} images and {_PARTS[split][1]} holds "
            f"{len(target)} labels, expected equally many; the two files do not belong together"
        )
    return Bunch(
        images=images,
        data=images.reshape(len(images), -1),
        target=target.astype("int64"),
        units="grey level of a square, from 0 (paper) to 255 (ink)",
        licence="CC BY-SA 3.0",
        DESCR=_DESCR.format(split={"train": "training", "test": "test"}[split], m=len(target)),
    )


def _find(name: str, download: bool) -> Path:
    """Return the path of a file whose checksum is right, after downloading it if need be."""
    # Packages that only a download or a checksum needs; `import lib.data` stays quick.
    import pooch

    own = os.environ.get("LIB_DATA_HOME")
    home = Path(own).expanduser() if own else pooch.os_cache("deep-learning-you-can-touch")
    for path in (home / "mnist" / name, home / name):
        if not path.is_file():
            continue
        found = pooch.file_hash(str(path), alg="sha256")
        if found == SHA256[name]:
            return path
        # A reader's own file is not ours to replace; one in our cache is.
        if own or not download:
            raise ValueError(
                f"{path} has the sha256 checksum {found}, expected {SHA256[name]}; it is damaged, "
                "or not the original: move it away, and call load_mnist again to download it"
            )
    if not download:
        raise FileNotFoundError(f"{name} is not in {home / 'mnist'}, and download=False\n{_help()}")
    return _download(name, home / "mnist")


def _download(name: str, folder: Path) -> Path:
    """Get a file from the first mirror that has the right one."""
    import pooch

    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        raise PermissionError(
            f"{name} cannot be downloaded: {folder} is no folder that you can write to\n{_help()}"
        )
    # As it is: a server must not pack or unpack the file on the way.
    get = pooch.HTTPDownloader(
        chunk_size=1 << 16, timeout=TIMEOUT, headers={"Accept-Encoding": "identity"}
    )
    failed = []
    for mirror in MIRRORS:
        # pooch writes to a file with another name, compares the checksum and only then renames:
        # whatever happens, and with several processes at once, nobody sees half a file.
        try:
            pooch.retrieve(mirror + name, SHA256[name], fname=name, path=folder, downloader=get)
        # Errors of the connection are OSErrors; that of a checksum is a ValueError.
        except (OSError, ValueError) as error:
            failed.append(f"- {mirror}: {' '.join(str(error).split())[:200]}")
        else:
            return folder / name
    tried = "\n".join(failed)
    raise ConnectionError(f"{name} could not be downloaded:\n{tried}\n{_help()}")


def _help() -> str:
    return (
        "What to do: connect to the network and try again; or get these files elsewhere,\n"
        + "".join(f"    {name}\n" for name in SHA256)
        + "put them, packed as they are, into one folder, and set the environment variable\n"
        "LIB_DATA_HOME to that folder. load_digits() gives smaller digits without a download."
    )
