"""Words everyone shares: day numbers, estimates, messages, the error root. Standard library only."""
