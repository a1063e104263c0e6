"""Ten digits and three more drawings, drawn for this book: samples that DrawADigit offers."""

from __future__ import annotations

from typing import Any

import traitlets

from .digit_strokes import checked_ink
from .traits import ExplorableError

#: Strokes as :func:`lib.widgets.digit_strokes.to_ink` writes them, by name.
SAMPLES: dict[str, str] = {
    "0": (
        "eg46dc4gci4qbe50aa5a9g5k8c647i6y6o82649g5uak5kby5kdc5keq5kge5uhs6ejg6ykk7ilo8mmi9gnc"
        "aknmbonwcso6dwnwf0nwg4nmh8nci2msiwm8jqlekakkkuj6lei2logolyfalydwlycilyb4le9ql48mkk7i"
        "k06oj65uic5ah850g44gfa46eq3wdw3wdc3wcs46"
    ),
    "1": "ak6yci50eg32eg5keg82egake6cse6fae6hiegk0egm8egoq",
    "2": (
        "7i8m7s8282788c6e8m5k9650a04gau46by3wd23me63mfa3mg43wgo46hi4qi25aim64j66yjg7sjg8mj69g"
        "iwakimbei2c8hidcgoe6fuf0eqfudmgocihiboicakj69qk08wku8clo7imi6onc-6enm8wncbencdwn2gen"
        "cj6nclync"
    ),
    "3": (
        "826o8m64965aa04qak46be3mc83cd23me63wfa3wg44ggy4qhs5ai264ic6yic82ic8whsa0h8augebefaby"
        "e6c8d2cicicscidcdmdmeqdmg4dwh8egi2eqimfkj6g4jqh8k0i2k0j6jqk0jgkuimlyhsmsgonmfknwego6"
        "dco6c8nmb4n2a0m88wlo7sl4"
    ),
    "4": "823m7s6e7i8w78bo6ye69qe6c8e6eqe6hiegk0eg-hi4gh86oh88wh8b4gydmgyfugyhsgyk0gom8goog",
    "5": (
        "9g4g965u8w788w8m8ma08mb48mboa0byaubebyb4csakdwakeqaufubegobyhsciimdcjgdwjqeqk0fukagy"
        "k0i2k0j6jgk0iwkuicloh8migencfanmegnwdcnwcincb4n2a0mi8wly7sle-9q4gc84geq4qhi4gka46"
    ),
    "6": (
        "h83mge46fa4qe65adc64c86ybe7sak969qaa8wbo8md282eg7sfk7sgy7si27sj682ka8cl48wly9gmiaan2"
        "benmcio6dcogegoqfaogg4nwgyn2hsmiicleiwkkj6jqj6iwiwhsicgyhsg4h8fkgefafkf0eqf0dmf0csfa"
        "c8fkbog4b4goakh8a0i29gim8wjg"
    ),
    "7": "6o509650be50dm50fu50ic50kk50jq78iw96i2beh8dmgefufahsegk0dmm8csog",
    "8": (
        "e63cdc3mci3wbo46au4qa0509g5k8w648c6y8m828w8w969q9qaka0b4aubobebyc8c8d2cidwcseqcsfuci"
        "goc8h8boi2b4icakiwa0iw96j682j678iw6eic5khs5agy4qg44gfk3weq3mdw3c-dwcscsdcbodmake696e"
        "q8mf082fk82go7shi7siw7ska82le8cm88wn29qnmako6booqcsp0dwp0eqp0fuoggyo6hsnmimmsj6m8jql"
        "ek0kakaiwkahsk0gojgfkiwf0i2eggydwfudmeqdcdmcs"
    ),
    "9": (
        "im7ihs6oh85uge50fk46eq3wdw3md23wby4gb450a05k966e8m6y8c7s8c8w8ma08wau96bo9gcia0d2akdc"
        "bedwc8e6d2e6dwe6egdwfadmg4d2gocih8bohsb4i2akic9qim96im8ciw7siw6y-im6oim8wicb4icdci2f"
        "ki2hsi2k0hsm8hsog"
    ),
    "7 with a bar": (
        "6o508w50be50dm4qg44qic50kk50jg78im9ghsboh8dmgefufkhseqk0dwm8d2og-a0e6cie6f0egh8egjqeg"
    ),
    "1 with a roof": "7s7saa6ecs4qf03cfa5kf082f0aaf0csf0f0f0hif0jqf0m8f0og",
    "house": (
        "6ydw6yge6yj66ylo6yog96ogboogdwoggeogiwogl4oglelylej6legoledw-3wf05kdc78be8w9gak7ic85"
        "kdw3wfk5kh87iiw9gkub4mid2o6f0-cio6c8lec8icdmicfkicfklefkog"
    ),
}


class Samples(traitlets.Dict):
    """Drawings by name, as text or as lists of points.

    Raises
    ------
    ExplorableError
        If one of them is no drawing.

    Examples
    --------
    >>> from lib.widgets import DrawADigit
    >>> DrawADigit(samples={"a line": [(1, 2), (3, 4)]})
    Traceback (most recent call last):
    lib.widgets.traits.ExplorableError: DrawADigit.samples: got 'a line', which is no drawing, \
expected strokes by name, each a list of points (x, y) from 0 to 100; pass for example \
{'my 1': [[(50, 10), (50, 90)]]}
    """

    def __init__(self):
        super().__init__(default_value=SAMPLES, read_only=True)
        self.tag(sync=True, data=True)

    def validate(self, obj: Any, value: Any) -> dict[str, str]:
        """Return the texts by name, or raise."""
        given = dict(value) if isinstance(value, dict) else {str(value): None}
        inks = {name: checked_ink(drawing) for name, drawing in given.items()}
        for name, ink in inks.items():
            if not ink or not isinstance(name, str):
                raise ExplorableError(
                    f"{type(obj).__name__}.{self.name}: got {name!r}, which is no drawing, "
                    "expected strokes by name, each a list of points (x, y) from 0 to 100; "
                    "pass for example {'my 1': [[(50, 10), (50, 90)]]}"
                )
        return inks
