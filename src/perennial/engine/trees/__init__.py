"""Boosted trees that correct the attrition model by what its few sums do not tell."""
