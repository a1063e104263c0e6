"""Execute the notebooks on all cores and build the book; any warning or error ends with 1.

    python scripts/build_book.py [--root FOLDER] [--force]

Executed notebooks are kept in `_build/.jupyter_cache`. Its key is the code of the cells alone, so
this script clears it when `lib` or a widget's bundle changes. The pages are written anew each time,
since a second build over an old one would not repeat the warnings of the first. Last, all of them
go into one archive, `_build/deep-learning-you-can-touch.zip`, to carry away and open from disk.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

CODE = ("lib", "requirements.lock")
PAGES = ("book", "chapters", "_config.yml", "_toc.yml", "scripts/build_book.py")
IGNORED = {"__pycache__", ".ipynb_checkpoints"}
CELL_SECONDS = 600  # generous: this is for a cell that hangs, not for a slow machine
ARCHIVE = "deep-learning-you-can-touch"


def digest(root: Path, names: Iterable[str]) -> str:
    """Return a fingerprint of the files and folders named."""
    total = hashlib.sha256(sys.version.encode())
    for name in names:
        top = root / name
        files = sorted(top.rglob("*")) if top.is_dir() else [top]
        for file in files:
            if file.is_file() and not IGNORED & set(file.parts):
                total.update(str(file.relative_to(root)).encode())
                total.update(file.read_bytes())
    return total.hexdigest()


def is_current(root: Path) -> bool:
    """Say whether `_build/html` was built, without a warning, from the files as they are now."""
    stamp = root / "_build" / "site.sha256"
    built = (root / "_build" / "html" / "index.html").is_file() and stamp.is_file()
    return built and stamp.read_text() == digest(root, CODE + PAGES)


def open_cache(root: Path):
    """Open the cache of executed notebooks, cleared if the code that they import has changed."""
    from jupyter_cache import get_cache

    folder = root / "_build" / ".jupyter_cache"
    stamp = root / "_build" / "code.sha256"
    now = digest(root, CODE)
    if not stamp.is_file() or stamp.read_text() != now:
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(now)
    return get_cache(str(folder))


def documents(root: Path) -> list[Path]:
    """Return the files that `_toc.yml` names."""
    import yaml

    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))

    def names(entry: dict) -> Iterable[str]:
        yield from (entry[key] for key in ("root", "file") if key in entry)
        for key in ("parts", "chapters", "sections"):
            for child in entry.get(key, []):
                yield from names(child)

    found = []
    for name in names(toc):
        candidates = [root / f"{name}{suffix}" for suffix in (".ipynb", ".md", "")]
        file = next((path for path in candidates if path.is_file()), None)
        if file is None:
            raise SystemExit(
                f"_toc.yml names {name}, but there is no {name}.ipynb and no {name}.md."
            )
        found.append(file)
    return found


def read_notebook(path: Path):
    """Read a notebook as MyST-NB does, or return None if the file has no code to run."""
    from myst_nb.core.config import NbParserConfig
    from myst_nb.core.read import create_nb_reader
    from myst_parser.config.main import MdParserConfig

    text = path.read_text(encoding="utf-8")
    reader = create_nb_reader(str(path), MdParserConfig(), NbParserConfig(), text)
    return None if reader is None else reader.read(text)


def prepare_worker(log: Path) -> None:
    """Keep what kernels say of themselves out of the way, and each kernel to one thread.

    Errors of cells are reported apart. Kernels that run side by side with two threads each wait
    for each other: the book took ten minutes to run in place of two.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with log.open("a") as file:
        os.dup2(file.fileno(), sys.stderr.fileno())


def execute(path: Path):
    """Run one notebook in its own folder with a fresh kernel."""
    try:
        return execute_once(path)
    except RuntimeError as error:
        # Two kernels that start at once can take the same port; then one of them never answers.
        print(f"{path.name}: {error}; starting anew.", file=sys.stderr, flush=True)
        return execute_once(path)


def execute_once(path: Path):
    """Run one notebook; return it, the seconds it took, and what went wrong in a cell or None."""
    from jupyter_cache.executors.utils import single_nb_execution

    notebook = read_notebook(path)
    result = single_nb_execution(
        notebook, cwd=str(path.parent), allow_errors=False, timeout=CELL_SECONDS, meta_override=True
    )
    return notebook, result.time, result.exc_string if result.err else None


def run_notebooks(root: Path) -> bool:
    """Execute what is not in the cache yet; return whether all went well."""
    from jupyter_cache.base import CacheBundleIn

    cache = open_cache(root)
    waiting = []
    for path in documents(root):
        notebook = read_notebook(path)
        if notebook is None:
            continue
        try:
            cache.match_cache_notebook(notebook)
        except KeyError:
            waiting.append(path)
    good = True
    workers = min(len(waiting), os.cpu_count() or 1) or 1
    print(f"Notebooks to run: {len(waiting)}, {workers} at a time.", flush=True)
    log = root / "_build" / "kernels.log"
    with ProcessPoolExecutor(workers, initializer=prepare_worker, initargs=(log,)) as pool:
        jobs = {pool.submit(execute, path): path for path in waiting}
        for count, job in enumerate(as_completed(jobs), start=1):
            path = jobs[job]
            notebook, seconds, error = job.result()
            name = path.relative_to(root)
            if error:
                good = False
                print(
                    f"[{count}/{len(waiting)}] {name} failed:\n{error}", file=sys.stderr, flush=True
                )
                continue
            bundle = CacheBundleIn(notebook, str(path), data={"execution_seconds": seconds})
            cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
            print(f"[{count}/{len(waiting)}] {name} ran in {seconds:.1f} s", flush=True)
    return good


def build_pages(root: Path) -> int:
    """Write the pages anew, every warning being an error."""
    shutil.rmtree(root / "_build" / "html", ignore_errors=True)
    shutil.rmtree(root / "_build" / ".doctrees", ignore_errors=True)
    program = "from jupyter_book.cli.main import main; main()"
    options = ["build", ".", "-W", "--keep-going", "--nitpick", "--quiet"]
    print("Writing the pages …", flush=True)
    return subprocess.run(
        [sys.executable, "-c", program, *options], cwd=root, check=False
    ).returncode


def pack(root: Path) -> Path:
    """Write the site into one archive, with one folder in it; equal sites give equal archives."""
    site = root / "_build" / "html"
    target = root / "_build" / f"{ARCHIVE}.zip"
    fresh = target.with_suffix(".zip.new")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in site.rglob("*") if path.is_file()):
            name = f"{ARCHIVE}/{file.relative_to(site).as_posix()}"
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # no clock: the oldest time
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    fresh.replace(target)
    return target


def build(root: Path, force: bool) -> int:
    """Build the book if anything has changed, say how it went, and return the exit code."""
    page = (root / "_build" / "html" / "index.html").relative_to(root)
    if is_current(root) and not force:
        print(f"The book is up to date. Open {page} in a browser.")
        return 0
    started = time.monotonic()
    stamp = root / "_build" / "site.sha256"
    stamp.unlink(missing_ok=True)
    fingerprint = digest(root, CODE + PAGES)
    if not run_notebooks(root) or build_pages(root) != 0:
        print("The book was not built: see the messages above.", file=sys.stderr)
        return 1
    archive = pack(root).relative_to(root)
    stamp.write_text(fingerprint)
    print(f"The book was built in {time.monotonic() - started:.0f} s. Open {page} in a browser.")
    print(f"To carry it away: {archive}. Unpack it anywhere; it needs no network.")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and build, one build of a folder at a time."""
    from filelock import FileLock

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    parser.add_argument("--force", action="store_true", help="build even if nothing has changed")
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    (root / "_build").mkdir(exist_ok=True)
    with FileLock(root / "_build" / "build.lock"):
        return build(root, options.force)


if __name__ == "__main__":
    sys.exit(main())
