-- Sufficient statistics of each customer, in the order of their numbers.
SELECT
    (count(*) - 1)::INTEGER AS frequency,
    max(day) - min(day) AS recency,
    getvariable('as_of') - min(day) AS "T",
    round(coalesce(sum(ln(gap)), 0), 9) AS sum_log_gap
FROM {purchases}
GROUP BY customer
ORDER BY customer
