-- Purchases of the customers named, in the order named.
SELECT wanted.place, order_days.day, round(sum(order_days.amount), 6)::DOUBLE AS amount
FROM order_days
JOIN wanted ON wanted.customer = order_days.customer
GROUP BY wanted.place, order_days.day
ORDER BY wanted.place, order_days.day
