-- Sellers or channels, numbered in the order of their names.
SELECT DISTINCT {who} AS name FROM events WHERE {who} IS NOT NULL ORDER BY name
