"""A run over time: its steps, its history, and what is measured on it."""
