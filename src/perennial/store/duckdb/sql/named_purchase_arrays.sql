-- Purchases of the customers named, in the order named.
SELECT wanted.place, purchases.day, purchases.amount::DOUBLE AS amount
FROM purchases
JOIN wanted ON wanted.customer = purchases.customer
ORDER BY wanted.place, purchases.day
