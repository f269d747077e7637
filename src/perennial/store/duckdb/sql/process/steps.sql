-- Different steps, numbered in the order of their names.
CREATE TABLE steps AS
SELECT (row_number() OVER (ORDER BY activity) - 1)::INTEGER AS step, activity
FROM (SELECT DISTINCT activity FROM event_rows WHERE moment < $until AND activity IS NOT NULL)
