"""Reads any order log in bulk, as `perennial.ingest` decides; DuckDB streams, memory stays bounded."""
