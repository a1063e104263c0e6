"""The embedded data set of the book: 1,797 handwritten digits, real and without a download."""

from __future__ import annotations

from .bunch import Bunch

_DESCR = """\
1,797 handwritten digits, 8 x 8 squares each

Forty-three people wrote digits on forms; these are those of thirteen of them. Each digit was
scanned as 32 x 32 black or white dots. Every 4 x 4 block of dots became one square: its ink is the
number of black dots in it, from 0 (white) to 16 (black).

data    (1797, 64)    one picture a row, its eight rows one behind the other, ink divided by 16
images  (1797, 8, 8)  the same numbers as pictures (a view: no second copy)
ink     (1797, 8, 8)  the numbers before the division, 0 to 16
target  (1797,)       the digit that the writer meant, 0 to 9

Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning
Repository, 1998, https://doi.org/10.24432/C50P49 (its test set, as shipped with scikit-learn).
"""


def load_digits() -> Bunch:
    """Load the handwritten digits that come with scikit-learn; nothing is downloaded.

    Returns
    -------
    Bunch
        ``data`` (1797, 64) and ``images`` (1797, 8, 8): float64 between 0 (white) and 1 (black);
        ``ink`` (1797, 8, 8): the same as integers from 0 to 16; ``target`` (1797,): integers from
        0 to 9; ``units``, ``licence`` and ``DESCR``: what the numbers are and where they come from.

    Examples
    --------
    >>> digits = load_digits()
    >>> digits
    Bunch: 1,797 handwritten digits, 8 x 8 squares each
      data     float64 array, shape (1797, 64)
      images   float64 array, shape (1797, 8, 8)
      ink      int64 array, shape (1797, 8, 8)
      target   int64 array, shape (1797,)
      units    'ink of a square, from 0 (white) to 1 (black)'
      licence  'CC BY 4.0'
    >>> digits.ink[0, 2], digits.target[0]
    (array([ 0,  3, 15,  2,  0, 11,  8,  0]), np.int64(0))

    References
    ----------
    E. Alpaydin and C. Kaynak, https://doi.org/10.24432/C50P49.
    """
    # scikit-learn takes a second to import, and only this function needs it.
    from sklearn.datasets import load_digits as load

    raw = load()
    ink = raw.images.astype("int64")
    data = raw.data / 16
    return Bunch(
        data=data,
        images=data.reshape(-1, 8, 8),
        ink=ink,
        target=raw.target.astype("int64"),
        units="ink of a square, from 0 (white) to 1 (black)",
        licence="CC BY 4.0",
        DESCR=_DESCR,
    )
