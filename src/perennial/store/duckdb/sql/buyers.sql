-- Everybody with a counted order.
CREATE TEMP TABLE buyers AS
SELECT customer_id, day_number(min(moment)) AS first_day, count(*) AS orders
FROM counted_orders
GROUP BY customer_id
