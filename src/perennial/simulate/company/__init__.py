"""An invented company with its sellers, customers and days, and the truth behind them."""
