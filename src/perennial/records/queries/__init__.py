"""Queries: what pages ask of the records."""
