-- Counted orders of the customers, and the first and last day of these.
SELECT coalesce(sum(orders), 0)::BIGINT AS orders, min(day) AS first, max(day) AS last FROM order_days
