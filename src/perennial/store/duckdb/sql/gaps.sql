-- Started gaps, counted by length; {level} says what they are split by.
SELECT
    {level} AS level,
    (customer % $groups)::INTEGER AS "group",
    coalesce(gap, getvariable('as_of') - day)::INTEGER AS duration,
    gap IS NOT NULL AS closed,
    count(*)::DOUBLE AS count,
    round(sum(1 / started), 9) AS weight
FROM {purchases}
JOIN (SELECT customer, count(*) AS started FROM {purchases} GROUP BY customer) USING (customer)
GROUP BY ALL
ORDER BY ALL
