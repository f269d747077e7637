"""What the company's people would have written down: one table a file, as columns."""
