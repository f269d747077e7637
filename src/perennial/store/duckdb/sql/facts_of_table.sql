-- Rows, their money, and money without a customer.
SELECT
    count(*),
    sum(amount) FILTER (amount > 0),
    sum(amount) FILTER (amount > 0 AND customer_id IS NULL)
FROM typed_rows
WHERE {kept}
