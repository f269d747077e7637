"""The mathematics on plain arrays: histories, waits, lifetimes, forecasts and their backtest."""
