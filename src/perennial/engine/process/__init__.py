"""The sales process as it happens: steps, arrows, the way to the goal, and the arrow that costs most."""
