"""The sales process: as drawn, as the records tell it, and who waits where."""
