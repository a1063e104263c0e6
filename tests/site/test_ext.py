"""The book's own Sphinx extensions and its build script, without a browser."""

import os
import re
import zipfile
from pathlib import Path

import dl_figures
import dl_math
import dl_mathfont
import dl_widgets
import pytest
from browsing import NOTEBOOK
from fontTools.ttLib import TTFont
from sphinx.errors import ExtensionError

from lib import plot
from scripts import build_book

ROOT = Path(__file__).resolve().parents[2]


def test_colors_become_variables():
    """A color in a formula follows dark mode, also around nested braces."""
    out = dl_math.to_mathml(
        r"\textcolor{#D0342C}{\frac{a}{b}} + \textcolor{#007c6e}{y}", display=False
    )
    assert "color:var(--dl-gradient)" in out
    assert "color:var(--dl-truth)" in out
    assert "#" not in out.split("<annotation")[0]


def test_box_and_lines():
    """A boxed result is a row with a border; lines are aligned; numbers come from Sphinx alone."""
    assert 'class="dl-boxed"' in dl_math.to_mathml(r"\boxed{a = b}", display=True)
    lines = dl_math.to_mathml(r"a &= b \\ c &= d", display=True)
    assert lines.count("<mtr>") == 2
    numbered = dl_math.to_mathml(r"\begin{align} a &= b \\ c &= d \end{align}", display=True)
    assert "(1)" not in numbered


def test_tex_stays_with_the_formula():
    """The annotation holds the TeX as it was written."""
    assert r"\frac{1}{2} &lt; x</annotation>" in dl_math.to_mathml(
        r"\frac{1}{2} < x", display=False
    )


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\nosuchcommand{x}", "Unknown command"),
        (r"\textcolor{#123456}{x}", "none of the book's"),
        (r"\textcolor{#1264C8}{x", "not closed"),
        (r"\frac{1}", "Expected argument"),
        (r"\begin{aligned} a &= b \\[1ex] c &= d \end{aligned}", "would be printed"),
    ],
)
def test_bad_formulas_are_refused(tex, words):
    """What cannot be converted is an error, not a gap in the page."""
    with pytest.raises(dl_math.FormulaError, match=words):
        dl_math.to_mathml(tex, display=True)


def test_figures_know_the_colors_of_lib():
    """The constants of `lib.plot` are those that become variables."""
    names = ("ACTIVATION", "PARAMETER", "PARAMETER_FILL", "GRADIENT", "TRUTH", "INK", "MUTED")
    assert {getattr(plot, name).lower() for name in names} == set(dl_figures.COLORS)
    for color, variable in dl_math.COLORS.items():
        assert dl_figures.COLORS[f"#{color.lower()}"] == f"var({variable})"


def test_svg_ids_are_unique_on_a_page():
    """References move with the ids that they mean, and unused ids go."""
    svg = '<svg id="no"><clipPath id="p1"/><g clip-path="url(#p1)"/><use xlink:href="#p1"/></svg>'
    out = dl_figures.inline_svg(svg, prefix="fig2-", alt='A "line" & more')
    assert out.count("fig2-p1") == 3
    assert 'id="no"' not in out
    assert 'aria-label="A &quot;line&quot; &amp; more"' in out


@pytest.mark.parametrize(
    "module",
    [
        "function a(){} export{a as default};",
        "export default { render() {} };",
        "const b = 1;\nexport default () => ({ render() { return b; } });\n",
    ],
)
def test_modules_become_scripts(module):
    """Each way to write a default export is understood."""
    script = dl_widgets.to_classic(module, "x")
    assert "export" not in script
    assert script.count('dlWidgets??={})["x"]=') == 1


@pytest.mark.parametrize("module", ["let a = 1;", 'import "./b.js";\nexport default {};'])
def test_other_modules_are_refused(module):
    """No export, or an import, cannot work over file://."""
    with pytest.raises(ExtensionError):
        dl_widgets.to_classic(module, "x")


def test_state_is_slim():
    """Modules are taken out of the page's state, layouts too."""
    traits = {"_esm": "export default {}", "_css": "a{}", "_fallback": "<p>", "z": 1.0}
    state = {
        "a": {"model_name": "AnyModel", "state": dict(traits)},
        "b": {"model_name": "AnyModel", "state": dict(traits)},
        "c": {"model_name": "LayoutModel", "state": {}},
    }
    slim, modules, styles = dl_widgets.split_state(state)
    assert slim.keys() == {"a", "b"}
    assert slim["a"]["state"] == {"z": 1.0}
    assert len(modules) == len(styles) == 1
    assert dl_widgets.fallback(state, "a") == "<p>"


def test_a_page_gets_only_the_explorables_it_shows():
    """A page's script has what all share, its own parts, and the end."""
    bundle = (ROOT / "lib" / "widgets" / "static" / "explorables.js").read_text(encoding="utf-8")
    state = {
        name: {"model_name": "AnyModel", "state": {"_esm": bundle, "_explorable": name}}
        for name in ("SigmoidSlope", "CostCurves")
    }
    slim, modules, _ = dl_widgets.split_state(state)
    assert slim["SigmoidSlope"]["module"] == slim["CostCurves"]["module"]
    (script,) = modules.values()
    assert re.findall(r"VIEWS\.(\w+)=", script) == ["CostCurves", "SigmoidSlope"]
    assert script.startswith(bundle[:1000])
    assert script.endswith(bundle[-60:])
    assert len(script) < len(bundle) / 4


SVG_FIGURE = "from IPython.display import SVG\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')"


FAULTS = NOTEBOOK % SVG_FIGURE + "\nSee {ref}`nowhere`.\n\n$\\nosuchcommand$\n"


THREADS = "import os\nraise RuntimeError(os.environ['OPENBLAS_NUM_THREADS'] + ' thread at a time')"


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        (FAULTS, [r"WARNING: .*nowhere", r"WARNING: .*command", r"WARNING: .*alternative text"]),
        (NOTEBOOK % THREADS, ["RuntimeError", "1 thread at a time"]),
    ],
    ids=["reference, formula, alternative text", "failing cell"],
)
def test_build_fails_each_time(small_book, text, complaints):
    """A warning or an error ends the build with 1, and so it does the second time."""
    for _ in range(2):
        code, messages = small_book(text)
        assert code == 1, messages
        for complaint in complaints:
            assert re.search(complaint, messages), messages


def test_a_kernel_that_never_answers_is_started_anew(monkeypatch, capsys):
    """The second try counts; what fails twice is an error."""
    answers = [RuntimeError("Kernel didn't respond in 60 seconds"), ("notebook", 1.0, None)]

    def once(path):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(build_book, "execute_once", once)
    assert build_book.execute(Path("a.ipynb")) == ("notebook", 1.0, None)
    assert "a.ipynb: Kernel didn't respond in 60 seconds; starting anew." in capsys.readouterr().err
    answers[:] = [RuntimeError("dead"), RuntimeError("dead again")]
    with pytest.raises(RuntimeError, match="dead again"):
        build_book.execute(Path("a.ipynb"))


def test_an_archive_holds_the_site_and_nothing_of_the_clock(tmp_path):
    """Each file once, below one folder; packed twice, byte by byte the same."""
    site = tmp_path / "_build" / "html"
    (site / "chapters").mkdir(parents=True)
    (site / "index.html").write_text("<p>home")
    (site / "chapters" / "00.html").write_bytes(b"<p>" + bytes(range(256)))
    first = build_book.pack(tmp_path).read_bytes()
    os.utime(site / "index.html", (1e9, 1e9))
    target = build_book.pack(tmp_path)
    assert target.read_bytes() == first
    with zipfile.ZipFile(target) as archive:
        folder = build_book.ARCHIVE
        assert archive.namelist() == [f"{folder}/chapters/00.html", f"{folder}/index.html"]
        assert archive.read(f"{folder}/chapters/00.html")[3:] == bytes(range(256))
    assert not list((tmp_path / "_build").glob("*.new"))


def test_no_form_of_a_root_or_bracket_is_much_wider_than_the_sign(tmp_path):
    """Chromium leaves room for the widest form, which would be a gap behind a small root."""
    dl_mathfont.write_math_font("√([{", tmp_path / "math.woff2")
    font = TTFont(tmp_path / "math.woff2")
    variants = font["MATH"].table.MathVariants
    names = font.getBestCmap()
    for sign, share in (("√", 1), ("(", 1.4), ("[", 1.7), ("{", 1.9)):
        at = variants.VertGlyphCoverage.glyphs.index(names[ord(sign)])
        forms = variants.VertGlyphConstruction[at]
        taller = [form.VariantGlyph for form in forms.MathGlyphVariantRecord]
        pieces = [part.glyph for part in forms.GlyphAssembly.PartRecords]
        widths = [font["hmtx"][name][0] for name in [*taller, *pieces]]
        assert len(taller) > 1
        assert max(widths) <= share * font["hmtx"][names[ord(sign)]][0], sign
