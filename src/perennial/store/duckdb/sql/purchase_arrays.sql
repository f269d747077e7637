-- Purchases of every $step-th customer.
SELECT customer AS place, day, round(sum(amount), 6)::DOUBLE AS amount
FROM order_days
WHERE customer % $step = 0
GROUP BY customer, day
ORDER BY customer, day
