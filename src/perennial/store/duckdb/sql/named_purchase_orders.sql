-- Counted orders on each day of the customers named, in the order named.
SELECT purchases.orders
FROM purchases
JOIN wanted ON wanted.customer = purchases.customer
ORDER BY wanted.place, purchases.day
