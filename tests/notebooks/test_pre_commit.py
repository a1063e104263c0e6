"""The pre-commit hooks hold for every file, so that CI and a commit say the same."""

import os
import subprocess
import sys

import pytest
import yaml

HOOKS = ["ruff-check", "ruff-format", "notebooks", "bundle"]


@pytest.fixture(scope="module")
def config(pytestconfig):
    """Return the settings of pre-commit."""
    return yaml.safe_load((pytestconfig.rootpath / ".pre-commit-config.yaml").read_text())


def test_hooks_are_local_and_all_are_run_here(config):
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = config["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == HOOKS
    assert {hook["language"] for hook in hooks} == {"system"}


@pytest.mark.parametrize("hook", HOOKS)
def test_hook_holds_for_every_file(hook, pytestconfig, tmp_path, require_tool):
    root = pytestconfig.rootpath
    if not (root / ".git").exists():
        pytest.skip("pre-commit needs the git repository: git clone it instead of unpacking it")
    if hook == "bundle":
        require_tool("node")
        require_tool("esbuild")
    run = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", hook, "--all-files", "--color=never"],
        cwd=root,
        env=os.environ | {"PRE_COMMIT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    # No hook writes, so "modified" without an exit code means that an editor saved meanwhile.
    edited = "files were modified by this hook" in run.stdout and "exit code:" not in run.stdout
    assert run.returncode == 0 or edited, run.stdout + run.stderr
