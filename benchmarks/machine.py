"""What a time depends on besides the code: processor, threads, and the BLAS kernels in use."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version

import numpy as np
from threadpoolctl import threadpool_info


def facts() -> dict:
    """Return the facts of this machine."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": _version("torch"),
        "openblas_coretype": os.environ.get("OPENBLAS_CORETYPE"),
        "blas": [
            {
                "library": f"{pool['internal_api']} {pool['version']}",
                "kernels": pool.get("architecture", "unknown"),
                "threads": pool["num_threads"],
            }
            for pool in threadpool_info()
            if pool["user_api"] == "blas"
        ],
    }


def describe() -> str:
    """Return the facts of this machine, a line each."""
    known = facts()
    lines = [
        f"{known['system']}, {known['cores']} cores, Python {known['python']}, "
        f"NumPy {known['numpy']}, PyTorch {known['torch'] or 'not installed'}",
    ]
    lines += [
        f"{blas['library']}, {blas['kernels']} kernels "
        f"(OPENBLAS_CORETYPE {known['openblas_coretype'] or 'unset'}), {blas['threads']} thread"
        + "s"
        * (blas["threads"] != 1)
        for blas in known["blas"]
    ]
    return "\n".join(lines)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
