"""What changes pay: lines, closed months, plans, disputes, decisions, shares, payments."""
