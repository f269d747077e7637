"""An invented company written into an empty base: one kind of rows a file."""
