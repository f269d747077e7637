"""How right the forecasts were on the log's own past, and which model that chooses."""
