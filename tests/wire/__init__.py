"""The messages and frames, tested byte by byte."""
