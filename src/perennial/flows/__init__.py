"""Use cases that need no people, one verb a file."""
