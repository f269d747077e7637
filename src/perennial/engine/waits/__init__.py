"""How long until customers buy again: gaps, their survival curve, the purchase ladder."""
