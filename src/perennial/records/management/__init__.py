"""Commands of `perennial manage`."""
