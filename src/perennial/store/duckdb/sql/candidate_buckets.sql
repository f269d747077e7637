-- Ids that may be buckets: with a name without digits, or with many orders.
SELECT customer_id, orders
FROM buyers
WHERE orders > $many OR NOT regexp_matches(customer_id, '[0-9]')
ORDER BY orders DESC, customer_id
LIMIT 20000
