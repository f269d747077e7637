-- Orders after the slow rules, in the same shape as rows_as_orders gives.
CREATE TEMP VIEW counted_orders AS
SELECT customer_id, moment, CASE WHEN getvariable('has_amounts') THEN net END AS amount
FROM settled_orders
WHERE fate = 'counted'
