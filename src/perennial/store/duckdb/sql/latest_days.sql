-- The last three days of each customer, the first one again where there are fewer; in the order of their numbers.
SELECT day AS last, coalesce(before, day) AS before, coalesce(second, before, day) AS second
FROM (
    SELECT customer, day, gap, lag(day, 1) OVER rising AS before, lag(day, 2) OVER rising AS second
    FROM purchases
    WINDOW rising AS (PARTITION BY customer ORDER BY day)
) AS placed
WHERE gap IS NULL
ORDER BY customer
