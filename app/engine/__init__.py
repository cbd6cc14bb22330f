"""Where sessions run: the same promises, whether in this process or in others."""
