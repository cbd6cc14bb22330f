"""The mathematics of a network, as pure functions on arrays."""
