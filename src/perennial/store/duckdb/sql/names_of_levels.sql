-- What first purchases say, sorted by bytes.
SELECT DISTINCT level FROM first_levels ORDER BY level
