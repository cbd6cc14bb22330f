"""Which version of Fall Line this is."""

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """Tell which version is installed."""
    try:
        return version("fallline")
    except PackageNotFoundError:
        return "unknown"
