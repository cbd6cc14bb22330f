"""Measures what Fall Line promises about speed, on the machine at hand."""
