-- What the first purchase says of each customer of whom it says anything: the earliest row counts, then
-- the first by name.
CREATE TEMP TABLE first_levels AS
SELECT customer, {trait} AS level
FROM first_rows
WHERE {trait} IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY customer ORDER BY moment, {trait}) = 1
