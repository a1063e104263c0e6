"""What a time depends on besides the code: processor, threads, and the BLAS kernels in use."""

from __future__ import annotations

import os
import platform

import numpy as np
from threadpoolctl import threadpool_info


def describe() -> str:
    """Return the facts of this machine, a line each."""
    pinned = os.environ.get("OPENBLAS_CORETYPE", "unset")
    lines = [
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, NumPy {np.__version__}",
    ]
    lines += [
        f"{pool['internal_api']} {pool['version']}, {pool.get('architecture', 'unknown')} kernels "
        f"(OPENBLAS_CORETYPE {pinned}), {pool['num_threads']} thread"
        for pool in threadpool_info()
        if pool["user_api"] == "blas"
    ]
    return "\n".join(lines)
