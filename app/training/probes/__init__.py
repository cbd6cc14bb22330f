"""Tables of everything that can be seen of a run, by the names it travels under."""
