"""From forecast to who is touched when and why: value, plays, capacity."""
