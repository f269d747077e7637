"""A trial in words."""
