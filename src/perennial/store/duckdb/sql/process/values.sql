-- Values of a column, those with most cases first.
SELECT {column}, count(DISTINCT case_number) AS cases
FROM events
WHERE {column} IS NOT NULL
GROUP BY {column}
ORDER BY cases DESC, {column}
LIMIT $most
