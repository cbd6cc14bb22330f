"""The digits, tested against what their makers published."""
