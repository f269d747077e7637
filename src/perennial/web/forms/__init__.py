"""Forms: what HTTP may bring."""
