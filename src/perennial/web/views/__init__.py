"""Pages, one a file: parse, one query or operation, render."""
