-- Started gaps, counted by length; {level} says what they are split by.
SELECT
    {level} AS level,
    (customer % $groups)::INTEGER AS "group",
    coalesce(gap, getvariable('as_of') - day)::INTEGER AS duration,
    gap IS NOT NULL AS closed,
    count(*)::DOUBLE AS count,
    round(sum(1 / started), 9) AS weight
FROM {purchases}
JOIN (SELECT customer, count(*) AS started FROM {purchases} GROUP BY customer) AS starts USING (customer)
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
