"""Drift: whether a seller's week slides away from what their department is for, against their own past."""
