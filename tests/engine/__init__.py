"""The engine, tested with real worker processes."""
