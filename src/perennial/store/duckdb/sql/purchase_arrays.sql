-- Purchases of every $step-th customer.
SELECT customer AS place, day, amount::DOUBLE AS amount
FROM purchases
WHERE customer % $step = 0
ORDER BY customer, day
