-- First rows of a table that the engine holds.
SELECT * FROM {table} LIMIT 1000
