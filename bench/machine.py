"""Describes the machine and the tools that a measurement was made with."""

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import numpy as np


def processor() -> str:
    """Name the processor as it names itself."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    names = [line.split(":", 1)[1].strip() for line in lines if "model name" in line]
    return names[0] if names else platform.machine()


def blas() -> str:
    """Name the library that multiplies NumPy's matrices."""
    build = cast("dict[str, Any]", np.show_config(mode="dicts"))
    library = build["Build Dependencies"]["blas"]
    return f"{library['name']} {library['version']}"


def busy() -> str:
    """Say how busy the machine was already, where it can tell."""
    if not hasattr(os, "getloadavg"):
        return "load unknown"
    return f"load {os.getloadavg()[0]:.1f} before the start"


def description() -> str:
    """Describe the machine in one sentence."""
    return (
        f"{processor()}, {os.cpu_count()} cores, {platform.system()}, {busy()}, "
        f"Python {platform.python_version()}, NumPy {np.__version__}, {blas()}, "
        f"uvicorn {version('uvicorn')}, websockets {version('websockets')}."
    )
