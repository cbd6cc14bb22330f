"""Measures what Fall Line promises about speed, on the machine at hand."""

import app  # BLAS reads its number of threads when NumPy is first imported

__all__ = ["app"]
