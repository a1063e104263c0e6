"""A photograph that ships with matplotlib: Grace Hopper, who wrote one of the first compilers."""

from __future__ import annotations

import numpy as np

from .bunch import Bunch

_DESCR = """\
A portrait of Grace Hopper, 128 x 128 squares

Rear Admiral Grace Hopper (1906-1992) wrote one of the first programs that translate a language for
people into one for machines. The photograph is her official portrait of the US Navy, of 1984. It
ships with matplotlib, 600 x 512 squares; here it is cut to 384 x 384 around the face, and every
3 x 3 squares have become one, their mean.

image  (128, 128)     how light each square is, from 0 (black) to 1 (white): 0.299 of its red,
                      0.587 of its green and 0.114 of its blue, as the eye weighs them
color  (128, 128, 3)  red, green and blue as a file holds them: bytes, whole numbers from 0 to 255,
                      with the channels on the last axis

Source: matplotlib's sample data, grace_hopper.jpg. As a work of the US government the photograph
is in the public domain.
"""

_TOP, _LEFT, _SIDE, _BLOCK = 8, 64, 384, 3
_EYE = np.array([0.299, 0.587, 0.114])


def load_portrait() -> Bunch:
    """Load a real photograph; nothing is downloaded.

    Returns
    -------
    Bunch
        ``image`` (128, 128): float64 between 0 (black) and 1 (white); ``color`` (128, 128, 3):
        uint8; ``units``, ``licence`` and ``DESCR``: what the numbers are and where they come from.

    Examples
    --------
    >>> load_portrait()
    Bunch: A portrait of Grace Hopper, 128 x 128 squares
      image    float64 array, shape (128, 128)
      color    uint8 array, shape (128, 128, 3)
      units    'lightness of a square, from 0 (black) to 1 (white)'
      licence  'public domain'

    References
    ----------
    https://matplotlib.org/stable/api/cbook_api.html#matplotlib.cbook.get_sample_data
    """
    # matplotlib takes a second to import, and only this function needs it.
    from matplotlib.cbook import get_sample_data
    from matplotlib.image import imread

    with get_sample_data("grace_hopper.jpg") as file:
        whole = imread(file, format="jpg")
    square = whole[_TOP : _TOP + _SIDE, _LEFT : _LEFT + _SIDE].astype(float)
    side = _SIDE // _BLOCK
    color = square.reshape(side, _BLOCK, side, _BLOCK, 3).mean(axis=(1, 3))
    return Bunch(
        image=color @ _EYE / 255,
        color=color.round().astype(np.uint8),
        units="lightness of a square, from 0 (black) to 1 (white)",
        licence="public domain",
        DESCR=_DESCR,
    )
