"""Businesses with known truth, for demonstrations, tests and benchmarks."""
