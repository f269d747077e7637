"""Jobs that the house does by itself, one a file; `registry.JOBS` says when."""
