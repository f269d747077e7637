-- The different statuses, as far as they may be statuses.
SELECT DISTINCT status FROM order_rows WHERE status IS NOT NULL ORDER BY status LIMIT $most
