"""Looks whether everything that Perennial needs is well, and says what to do where it is not."""
