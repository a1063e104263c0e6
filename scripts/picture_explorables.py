"""Take the pictures of the explorables for their index, light and dark, and write small files.

    python scripts/picture_explorables.py [NAME …]

Needs Chromium, and serves `explorables/dev.html` to it from this computer's own address. A new
explorable is pictured as it comes; give it an entry in STATES if another state says more.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import io
import json
import shutil
import threading
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "book" / "images" / "explorables"
STATES_FILE = ROOT / "explorables" / "test" / "golden" / "states.json"
THEMES = ("light", "dark")
WIDTH, TALLEST, SCALE = 300, 420, 1.5
MAX_BYTES = 12_000
# The largest picture of a figure, its upper part if it is very tall.
CLIP = """(tallest) => {
  const boxes = [...document.querySelectorAll(".dl-pictures svg.dl-picture")]
    .map((svg) => svg.getBoundingClientRect());
  const largest = boxes.reduce((a, b) => (a.width * a.height >= b.width * b.height ? a : b));
  const { x, y, width, height } = largest;
  return { x, y, width, height: Math.min(height, tallest) };
}"""
# The state in which the picture is taken, where the one on opening would say little.
STATES = {
    "BackpropByHand": {"step": 40},
    "BoundaryByHand": {"part": "line"},
    "BuildAFunction": {"mode": "bumps"},
    "ConvolutionBackward": {"step": 6},
    "ConvolutionStepper": {"place": 5},
    "Descent1D": {"steps": 6},
    "Descent2D": {"steps": 25},
    "DropoutMask": {"steps": 12},
    "GateLab": {"t": 4},
    "LineByHand": {"part": "line"},
    "NeuronLearns": {"epoch": 120},
    "OptimizerRace": {"step": 60},
    "PerceptronPlane": {"shown": 6, "w1": 0.2, "w2": 0.1, "b": -0.2},
    "Playground": {"part": "shallow", "hidden": [4], "rate": 1.0, "steps": 300},
    "PoolingStepper": {"place": 3},
    "UnrolledRNN": {"done": 20},
}


def names() -> list[str]:
    """Return the names of all explorables, as the golden states have them."""
    return sorted(json.loads(STATES_FILE.read_text(encoding="utf-8")))


def state_of(name: str) -> dict:
    """Return what is different in the state of a picture; the pad shows a sample three.

    Examples
    --------
    >>> state_of("ConvolutionStepper")
    {'place': 5}
    """
    if name != "DrawADigit":
        return STATES.get(name, {})
    given = json.loads(STATES_FILE.read_text(encoding="utf-8"))[name]
    return {"ink": given["samples"]["3"]}


def address(base: str, name: str, theme: str) -> str:
    """Return the address that shows one explorable in the state of its picture."""
    made = json.dumps(state_of(name))
    query = urlencode({"name": name, "width": WIDTH, "theme": theme, "made": made})
    return f"{base}/dev.html?{query}"


def small_webp(png: bytes, limit: int = MAX_BYTES) -> bytes:
    """Return a picture as WebP without loss, in as many colors as fit into a number of bytes.

    Raises
    ------
    ValueError
        If four colors are still too many.

    Examples
    --------
    >>> from PIL import Image
    >>> stream = io.BytesIO()
    >>> Image.new("RGB", (40, 30), "white").save(stream, "PNG")
    >>> small_webp(stream.getvalue())[8:12]
    b'WEBP'
    """
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colors in (64, 48, 32, 24, 16, 12, 8, 4):
        stream = io.BytesIO()
        few = image.quantize(colors, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.convert("RGB").save(stream, "WEBP", lossless=True, method=6)
        if stream.tell() <= limit:
            return stream.getvalue()
    raise ValueError(f"a picture of {image.size} needs more than {limit} bytes: show less of it")


def serve() -> http.server.ThreadingHTTPServer:
    """Serve the explorables' sources on a free port of loopback."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    handler = functools.partial(Quiet, directory=str(ROOT / "explorables"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def take(wanted: list[str]) -> None:
    """Take the pictures of the explorables that are named and write them."""
    from playwright.sync_api import sync_playwright

    OUT.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    server = serve()
    base = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for theme in THEMES:
            context = browser.new_context(
                viewport={"width": WIDTH + 40, "height": 1600},
                device_scale_factor=SCALE,
                color_scheme=theme,
                reduced_motion="reduce",
            )
            page = context.new_page()
            for name in wanted:
                page.goto(address(base, name, theme))
                page.locator(".dl-pictures svg").first.wait_for()
                page.wait_for_timeout(600)
                file = OUT / f"{name}-{theme}.webp"
                file.write_bytes(small_webp(page.screenshot(clip=page.evaluate(CLIP, TALLEST))))
                print(file.relative_to(ROOT), file.stat().st_size, flush=True)
            context.close()
        browser.close()
    server.shutdown()


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="explorables; all of them if none is named")
    take(parser.parse_args(arguments).names or names())


if __name__ == "__main__":
    main()
