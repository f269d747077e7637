-- The product in most purchases of each customer who bought any; of equal ones the first bought, then by name.
WITH counts AS (
    SELECT customer, product_names.number AS product, count(*) AS days, min(day) AS first
    FROM product_days
    JOIN product_names USING (product)
    GROUP BY 1, 2
)
SELECT customer, product, days, sum(days) OVER (PARTITION BY customer)::BIGINT AS all_days
FROM counts
QUALIFY row_number() OVER (PARTITION BY customer ORDER BY days DESC, first, product) = 1
