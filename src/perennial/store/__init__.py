"""The one door to order data: carries out what ingest decided, in bulk."""
