"""JupyterLab on loopback, and a browser in front of it; neither speaks to any other machine."""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import time

import pytest

NO_SETTINGS = {
    "disabledExtensions": {
        "@jupyterlab/apputils-extension:announcements": True,
        "@jupyterlab/extensionmanager-extension": True,
    }
}


def wait_for_server(process, runtime, seconds=90):
    """Return what the server wrote about itself, once it listens."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        for file in runtime.glob("jpserver-*.json"):
            # The file may be half written.
            with contextlib.suppress(json.JSONDecodeError):
                return json.loads(file.read_text())
        time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"JupyterLab did not start in {seconds} s:\n{process.communicate()[0]}")


def stop(process):
    """End the server and its kernels, gently at first."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sent)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
            return


@pytest.fixture(scope="module")
def lab_root(tmp_path_factory):
    """Return the folder that JupyterLab shows."""
    return tmp_path_factory.mktemp("lab-root")


@pytest.fixture(scope="module")
def lab(lab_root, tmp_path_factory, require_tool):
    """Start JupyterLab with settings of its own; return its address and token."""
    require_tool("jupyterlab")
    home = tmp_path_factory.mktemp("lab-home")
    runtime = home / "runtime"
    labconfig = home / "config" / "labconfig"
    labconfig.mkdir(parents=True)
    (labconfig / "page_config.json").write_text(json.dumps(NO_SETTINGS))
    token = secrets.token_hex(16)
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"),
            f"--ServerApp.root_dir={lab_root}",
            f"--IdentityProvider.token={token}",
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.extension_manager=readonly",
        ],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        server = wait_for_server(process, runtime)
        yield {"url": server["url"], "token": token}
    finally:
        stop(process)


@pytest.fixture(scope="module")
def page(lab, browser):
    """Open an empty page; at the end, fail if it has asked anything of another machine."""
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    outside = []

    def guard(route):
        if route.request.url.startswith((lab["url"], "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", guard)
    yield page
    page.close()
    assert outside == []


@pytest.fixture
def expect(require_tool):
    """Return Playwright's waiting assertions."""
    require_tool("playwright")
    from playwright.sync_api import expect

    return expect
