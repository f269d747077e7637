-- Counted orders on each day of the customers named, in the order named.
SELECT sum(order_days.orders)::BIGINT AS orders
FROM order_days
JOIN wanted ON wanted.customer = order_days.customer
GROUP BY wanted.place, order_days.day
ORDER BY wanted.place, order_days.day
