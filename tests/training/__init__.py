"""A run over time, tested by repeating it."""
