-- Customers, numbered by first day, then id (which sorts by its bytes).
CREATE TEMP TABLE customers AS
SELECT
    (row_number() OVER (ORDER BY first_day, customer_id) - 1)::INTEGER AS number,
    customer_id AS id
FROM buyers
ANTI JOIN buckets ON buckets.customer_id = buyers.customer_id
ORDER BY number
