-- Sufficient statistics of each pair of a customer and a product, by customer, then by product.
WITH numbered AS (
    SELECT customer, product_names.number AS product, day
    FROM product_days
    JOIN product_names USING (product)
),
bought AS (
    SELECT customer, product, day, day - lag(day) OVER (PARTITION BY customer, product ORDER BY day) AS gap
    FROM numbered
)
SELECT
    customer,
    product,
    (count(*) - 1)::INTEGER AS frequency,
    max(day) - min(day) AS recency,
    getvariable('as_of') - min(day) AS "T",
    round(coalesce(sum(ln(gap)), 0), 9) AS sum_log_gap
FROM bought
GROUP BY customer, product
ORDER BY customer, product
