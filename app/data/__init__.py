"""The pictures that a network learns from."""
